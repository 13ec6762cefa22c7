"""Makes the fixture torch-surfaces.json beside it: numbers that PyTorch 2.13.0 gave on a CPU.

    python Tests/Parity/torch-surfaces.py
"""

import json
import math
from pathlib import Path

import torch

torch.set_num_threads(1)


def numbers(tensor):
    return [float(x) for x in tensor.detach().double().reshape(-1)]


# ---- Values and gradients by autograd, in float64 ----


def himmelblau(x, y):
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


def rastrigin(x, y):
    return 20 + sum(z**2 - 10 * torch.cos(2 * math.pi * z) for z in (x, y))


def ackley(x, y):
    far = torch.exp(-0.2 * torch.sqrt(0.5 * (x**2 + y**2)))
    waves = torch.exp(0.5 * (torch.cos(2 * math.pi * x) + torch.cos(2 * math.pi * y)))
    return -20 * far - waves + math.e + 20


def styblinski_tang(x, y):
    return 0.5 * sum(z**4 - 16 * z**2 + 5 * z for z in (x, y))


PLACES = [(0.3, -1.7), (-3.4, 2.3), (4.9, -4.9), (1e-3, 2e-3), (-2.903534, -2.903534), (0.5, 0)]


def values(function):
    rows = []
    for place in PLACES:
        x, y = torch.tensor(place, dtype=torch.float64, requires_grad=True).unbind()
        value = function(x, y)
        rows.append([*place, value.item(), *map(float, torch.autograd.grad(value, (x, y)))])
    return rows


# ---- A turned bowl with noise ----


def axes(count, seed):
    """A rotation, all equally likely: Stewart, 1980."""
    own = torch.Generator().manual_seed(seed)
    matrix = torch.eye(count, dtype=torch.float64)
    for size in range(count, 1, -1):
        mirror = torch.randn(size, generator=own).double()
        mirror[0] += mirror.norm() * (-1 if mirror[0] < 0 else 1)
        mirror /= mirror.norm()
        matrix[-size:] -= 2 * torch.outer(mirror, mirror @ matrix[-size:])
    return matrix


def bowl(make, settings, lr, count, noise, seed, steps, dtype=torch.float64):
    curvatures = torch.logspace(-1, 2, count, dtype=torch.float64)
    turn = axes(count, 5)
    torch.manual_seed(seed)
    point = torch.ones(count, dtype=dtype, requires_grad=True)
    optimizer = make([point], lr=lr, **settings)
    rows = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = (curvatures * (turn @ point.double()) ** 2).sum() / 2
        loss.backward()
        point.grad += noise * torch.randn(count).to(dtype)
        optimizer.step()
        rows.append([loss.item(), *numbers(point)])
    return {
        "curvatures": numbers(curvatures),
        "rotation_seed": 5,
        "seed": seed,
        "noise": noise,
        "lr": lr,
        "settings": settings,
        "rows": rows,
    }


# ---- A saddle: two players, two optimizers ----


def saddle(make, settings, lr, convexity, alternating, noise, seed, steps):
    torch.manual_seed(seed)
    x = torch.tensor([1.0], dtype=torch.float64, requires_grad=True)
    y = torch.tensor([1.0], dtype=torch.float64, requires_grad=True)
    down, up = make([x], lr=lr, **settings), make([y], lr=lr, maximize=True, **settings)

    def value():
        return x * y + convexity / 2 * (x**2 - y**2)

    rows = []
    for _ in range(steps):
        loss = value().item()
        (x.grad,) = torch.autograd.grad(value(), x)
        x.grad = x.grad + noise * torch.randn(1).double()
        if alternating:
            down.step()
        (y.grad,) = torch.autograd.grad(value(), y)
        # Of what y goes up along, and so with the other sign.
        y.grad = y.grad - noise * torch.randn(1).double()
        if not alternating:
            down.step()
        up.step()
        rows.append([loss, x.item(), y.item()])
    return {
        "convexity": convexity,
        "alternating": alternating,
        "noise": noise,
        "seed": seed,
        "lr": lr,
        "settings": settings,
        "rows": rows,
    }


SGD, Adam = torch.optim.SGD, torch.optim.Adam
momentum = {"momentum": 0.9}
value = {
    "torch": torch.__version__,
    "surfaces": {
        function.__name__: values(function)
        for function in (himmelblau, rastrigin, ackley, styblinski_tang)
    },
    "bowl": [
        {"kind": "momentum", **bowl(SGD, momentum, 0.005, 5, 0.1, 3, 60)},
        {"kind": "adam", **bowl(Adam, {}, 0.02, 5, 0.1, 4, 60)},
        {"kind": "momentum", **bowl(SGD, momentum, 0.005, 20, 0.3, 5, 40)},
        {"kind": "adam", **bowl(Adam, {}, 0.02, 20, 0.3, 6, 40)},
    ],
    "saddle": [
        {"kind": kind, **saddle(make, settings, lr, convexity, alternating, noise, 7, 60)}
        for kind, make, settings, lr in [
            ("gd", SGD, {}, 0.1),
            ("momentum", SGD, momentum, 0.02),
            ("adam", Adam, {}, 0.05),
        ]
        for convexity, noise in [(0, 0), (0.3, 0.1)]
        for alternating in (False, True)
    ],
}
text = json.dumps(value, indent=1)
(Path(__file__).parent / "torch-surfaces.json").write_text(text + "\n")
