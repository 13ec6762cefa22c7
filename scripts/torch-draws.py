"""Draws with the installed PyTorch what the tests compare with, and prints it as JSON.

    python scripts/torch-draws.py > Tests/OptimizerLabTests/Random/torch-draws.json

For every seed and every size: the first sixteen digits of SHA-256 over the numbers' bytes, the least
significant first; of normal numbers in float64, which depend on the C library in the last bit, some
values. "next" is what the generator gives after that: the 24 bits of a torch.rand.
"""

import hashlib
import json

import torch
from torch import nn
from torch.utils.data import DataLoader

SEEDS = [0, 1, 42, 2**32 - 1, 2**32, 2**63 - 1]
SIZES = [1, 15, 16, 17, 31, 64 * 32, 10**6]
LAYERS = [(1, 1, True), (1, 64, True), (64, 1, True), (784, 128, True), (31, 17, False)]


def digits(tensor):
    return hashlib.sha256(tensor.detach().numpy().tobytes()).hexdigest()[:16]


def following():
    return int(torch.rand(1).item() * 2**24)


def for_each_size(seed, draw):
    results = []
    for size in SIZES:
        torch.manual_seed(seed)
        results.append(draw(size))
    return results


def doubles(size):
    values = torch.randn(size, dtype=torch.float64)
    places = sorted({k * (size - 1) // 7 for k in range(8)})
    hexadecimals = [values[place].item().hex() for place in places]
    return {"places": places, "values": hexadecimals, "next": following()}


def order(size):
    """One epoch of a shuffling loader, in batches of 32."""
    loader = DataLoader(range(size), batch_size=32, shuffle=True, collate_fn=torch.tensor)
    return {"order": digits(torch.cat(list(loader))), "next": following()}


def layer(seed, inputs, units, bias):
    torch.manual_seed(seed)
    linear = nn.Linear(inputs, units, bias=bias)
    result = {"inputs": inputs, "units": units, "weight": digits(linear.weight)}
    if bias:
        result["bias"] = digits(linear.bias)
    return result | {"next": following()}


def epochs(seed, shuffle, drop_last):
    """Two epochs over a hundred examples, and randn(batch, 5) after each batch."""
    torch.manual_seed(seed)
    loader = DataLoader(range(100), batch_size=32, shuffle=shuffle, drop_last=drop_last)
    batches, noise = [], []
    for _ in range(2):
        for batch in loader:
            batches.append(batch)
            noise.append(torch.randn(len(batch), 5))
    return {
        "shuffle": shuffle,
        "drop_last": drop_last,
        "order": digits(torch.cat(batches)),
        "noise": digits(torch.cat(noise)),
        "next": following(),
    }


def draws(seed):
    double = torch.float64
    hashed = {
        "random_": lambda n: torch.empty(n, dtype=torch.int64).random_(),
        "rand": torch.rand,
        "rand float64": lambda n: torch.rand(n, dtype=double),
        "uniform_": lambda n: torch.empty(n).uniform_(-0.1, 0.1),
        "uniform_ float64": lambda n: torch.empty(n, dtype=double).uniform_(-0.1, 0.1),
        "randn": torch.randn,
        "randperm": torch.randperm,
    }
    result = {"seed": str(seed)}
    for name, draw in hashed.items():
        result[name] = for_each_size(seed, lambda n: digits(draw(n)))
    result["randn float64"] = for_each_size(seed, doubles)
    result["DataLoader"] = for_each_size(seed, order)
    result["Linear"] = [layer(seed, *shape) for shape in LAYERS]
    result["epochs"] = [epochs(seed, s, d) for s in (True, False) for d in (False, True)]
    return result


if __name__ == "__main__":
    torch.set_num_threads(1)
    capability = torch.backends.cpu.get_cpu_capability()
    pins = {"torch": torch.__version__, "capability": capability, "sizes": SIZES}
    pins["draws"] = [draws(seed) for seed in SEEDS]
    print(json.dumps(pins, indent=1))
