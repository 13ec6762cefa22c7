"""Draws after `torch.manual_seed`, one kind at a time. Numbers are as C writes them exactly."""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from fixture import save

SEEDS = (0, 1, 42, 1234, 2**32 + 42, -1, 2**63)
DOUBLE = torch.float64


def exact(tensor):
    return [float(x).hex() for x in tensor.detach().reshape(-1).tolist()]


def words(count):
    """The generator's words of 32 bits: an integer of the full range keeps two."""
    whole = torch.empty(count // 2, dtype=torch.int64).random_(-(2**63), None)
    return [half for x in whole.tolist() for half in ((x >> 32) & 0xFFFFFFFF, x & 0xFFFFFFFF)]


def integers(count):
    return [str(int(torch.empty((), dtype=torch.int64).random_())) for _ in range(count)]


def epochs():
    loader = DataLoader(TensorDataset(torch.arange(10)), batch_size=4, shuffle=True)
    return [[batch.tolist() for (batch,) in loader] for _ in range(2)]


def vectors(seed):
    def drawn(draw):
        torch.manual_seed(seed)
        return draw()

    linear = drawn(lambda: nn.Linear(784, 128))
    kinds = {
        "words (32 bit)": lambda: words(8),
        "int64 random_": lambda: integers(4),
        "rand f32": lambda: exact(torch.rand(8)),
        "rand f64": lambda: exact(torch.rand(8, dtype=DOUBLE)),
        "uniform_(-0.1,0.1) f32": lambda: exact(torch.empty(8).uniform_(-0.1, 0.1)),
        "randn(8) f32 (scalar path)": lambda: exact(torch.randn(8)),
        "randn(8) f64 (scalar path)": lambda: exact(torch.randn(8, dtype=DOUBLE)),
        "randn(16) f32 first 8 (x86 AVX2)": lambda: exact(torch.randn(16)[:8]),
        "randn(20) f32 last 8 (x86 AVX2)": lambda: exact(torch.randn(20)[12:]),
        "randn(16) f64 first 8": lambda: exact(torch.randn(16, dtype=DOUBLE)[:8]),
        "randn(3) then randn(3) f32: second": lambda: (torch.randn(3), exact(torch.randn(3)))[1],
        "randperm(10)": lambda: torch.randperm(10).tolist(),
        "randperm(1000) first 8": lambda: torch.randperm(1000)[:8].tolist(),
        "Linear(784,128).weight first 8": lambda: exact(linear.weight.reshape(-1)[:8]),
        "Linear(784,128).bias first 8": lambda: exact(linear.bias[:8]),
        "DataLoader(10, batch 4, shuffle) two epochs": epochs,
    }
    result = {"seed": str(seed)} | {name: drawn(draw) for name, draw in kinds.items()}
    drawn(epochs)
    return result | {"then rand(2)": exact(torch.rand(2))}


def make():
    save("draws", dict(vectors=[vectors(seed) for seed in SEEDS]))
