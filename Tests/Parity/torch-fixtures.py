"""Makes the fixtures torch-*.json beside it: numbers that PyTorch 2.13.0 gave on a CPU.

    python Tests/Parity/torch-fixtures.py
"""

import json
from pathlib import Path

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.set_num_threads(1)


def numbers(tensor):
    return [float(x) for x in tensor.detach().double().reshape(-1)]


def state(model):
    return {name: numbers(tensor) for name, tensor in model.state_dict().items()}


def write(name, value):
    text = json.dumps({"torch": torch.__version__, **value}, indent=1)
    (Path(__file__).parent / f"torch-{name}.json").write_text(text + "\n")


# ---- L-BFGS: its paths, in float64 ----
# Short enough that PyTorch, started one last bit away, stays within 1e-10 of itself: from differences
# of gradients the method makes large what rounding left small.


def rosenbrock(settings, lr, steps):
    """Where the point stands after each update, and what that cost."""
    point = torch.tensor([-1.5, 2.0], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([point], lr=lr, **settings)
    rows = []

    def closure():
        optimizer.zero_grad()
        x, y = point
        loss = (1 - x) ** 2 + 100 * (y - x**2) ** 2
        loss.backward()
        return loss

    for _ in range(steps):
        loss = optimizer.step(closure).item()
        evaluations = optimizer.state[point]["func_evals"]
        rows.append([loss, *numbers(point), evaluations])
    return {"settings": settings, "lr": lr, "rows": rows}


def regression(settings, lr, steps):
    """A full-batch regression of 1-8-1 with tanh."""
    torch.manual_seed(3)
    model = nn.Sequential(nn.Linear(1, 8), nn.Tanh(), nn.Linear(8, 1)).double()
    x = (torch.arange(32) - 16).float().div(8).reshape(-1, 1)
    y = torch.sin((2 * x).double()).float().double()
    x = x.double()
    optimizer = torch.optim.LBFGS(model.parameters(), lr=lr, **settings)
    rows = []

    def closure():
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x), y)
        loss.backward()
        return loss

    for _ in range(steps):
        loss = optimizer.step(closure).item()
        first = next(model.parameters())
        norm = nn.utils.parameters_to_vector(model.parameters()).norm().item()
        rows.append([loss, norm, optimizer.state[first]["func_evals"]])
    return {"settings": settings, "lr": lr, "rows": rows, "final": state(model), "y": numbers(y)}


wolfe = {"line_search_fn": "strong_wolfe"}
write(
    "lbfgs",
    {
        "rosenbrock": [
            rosenbrock({"max_iter": 4}, 0.1, 12),
            rosenbrock({"max_iter": 5, "history_size": 2}, 0.05, 9),
            rosenbrock({"max_iter": 20}, 1, 1),
            rosenbrock(wolfe, 1, 4),
            rosenbrock({"max_iter": 3, "history_size": 3, **wolfe}, 1, 8),
            rosenbrock({"max_iter": 8, "max_eval": 6, **wolfe}, 0.5, 8),
        ],
        "regression": [
            regression({"max_iter": 4}, 0.1, 14),
            regression({"max_iter": 5, "history_size": 4, **wolfe}, 1, 4),
            regression({"max_iter": 5, "history_size": 10, **wolfe}, 1, 8),
        ],
    },
)

# ---- Muon, with AdamW for what is no matrix, along given gradients ----


def muon(settings, lr, dtype, steps=12):
    g = torch.Generator().manual_seed(5)
    shapes = [(4, 6), (6,), (7, 3), (3,), (5, 5), (1, 5)]
    params = [torch.randn(shape, generator=g).to(dtype).requires_grad_() for shape in shapes]
    start = [numbers(p) for p in params]
    optimizers = [
        torch.optim.Muon([p for p in params if p.ndim == 2], lr=lr, **settings),
        torch.optim.AdamW([p for p in params if p.ndim != 2], lr=lr),
    ]
    gradients, rows = [], []
    for _ in range(steps):
        for p in params:
            p.grad = torch.randn(p.shape, generator=g).to(dtype)
        gradients.append([numbers(p.grad) for p in params])
        for optimizer in optimizers:
            optimizer.step()
        rows.append([numbers(p) for p in params])
    own = {"settings": settings, "lr": lr, "dtype": str(dtype).removeprefix("torch.")}
    return {**own, "rows": [rows[0], rows[-1]]}, shapes, start, gradients


runs = [
    muon(settings, lr, dtype)
    for settings, lr in [
        ({}, 0.02),
        ({"nesterov": False, "momentum": 0.7, "weight_decay": 0.5}, 0.05),
        ({"adjust_lr_fn": "match_rms_adamw", "ns_steps": 3, "eps": 1e-3}, 0.01),
        ({"ns_coefficients": (2.0, -1.5, 0.5), "ns_steps": 7}, 0.02),
    ]
    for dtype in [torch.float32, torch.float64]
]
_, shapes, start, gradients = runs[0]
write(
    "muon",
    {
        "shapes": shapes,
        "start": start,
        "gradients": gradients,
        "runs": [run for run, *_ in runs],
    },
)

# ---- Normalization, in float64: fifty steps, and an evaluation ----
# No bias before a batch normalization: its gradient is 0, and Adam would make whole steps of what
# rounding leaves of it.


def normalized(layer_norm, batch_norm):
    torch.manual_seed(4)
    model = nn.Sequential(
        nn.Linear(3, 6),
        nn.LayerNorm(6, **layer_norm),
        nn.Tanh(),
        nn.Linear(6, 5, bias=False),
        nn.BatchNorm1d(5, **batch_norm),
        nn.LeakyReLU(0.1),
        nn.Linear(5, 2),
    ).double()
    g = torch.Generator().manual_seed(6)
    x = torch.randn(20, 3, generator=g)
    y = torch.randn(20, 2, generator=g)
    data = TensorDataset(x.double(), y.double())
    loader = DataLoader(data, 8, shuffle=True)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    rows = []
    while len(rows) < 50:
        for inputs, targets in loader:
            if len(rows) == 50:
                break
            model.train()
            optimizer.zero_grad()
            loss = nn.functional.mse_loss(model(inputs), targets)
            loss.backward()
            optimizer.step()
            model.eval()
            with torch.no_grad():
                all_loss = nn.functional.mse_loss(model(data.tensors[0]), data.tensors[1])
            rows.append([loss.item(), all_loss.item()])
    return {
        "layer_norm": layer_norm,
        "batch_norm": batch_norm,
        "x": numbers(x),
        "y": numbers(y),
        "rows": rows,
        "final": state(model),
    }


def gan():
    torch.manual_seed(7)
    discriminator = nn.Sequential(
        nn.Linear(6, 5, bias=False),
        nn.BatchNorm1d(5),
        nn.LeakyReLU(0.1),
        nn.Linear(5, 1),
        nn.Sigmoid(),
    ).double()
    generator = nn.Sequential(
        nn.Linear(3, 4, bias=False),
        nn.BatchNorm1d(4),
        nn.LeakyReLU(0.1),
        nn.Linear(4, 6),
        nn.Tanh(),
    ).double()
    torch.randn(8, 3)
    g = torch.Generator().manual_seed(8)
    images = torch.rand(20, 6, generator=g) * 2 - 1
    loader = DataLoader(TensorDataset(images.double()), 8, shuffle=True)
    optimizer_d = torch.optim.SGD(discriminator.parameters(), lr=0.05, momentum=0.9)
    optimizer_g = torch.optim.SGD(generator.parameters(), lr=0.05, momentum=0.9)
    bce = nn.BCELoss()
    rows = []
    while len(rows) < 50:
        for (real,) in loader:
            if len(rows) == 50:
                break
            fake = generator(torch.randn(len(real), 3).double())
            optimizer_d.zero_grad()
            on_real, on_fake = discriminator(real), discriminator(fake.detach())
            ones, zeros = torch.ones_like(on_real), torch.zeros_like(on_fake)
            loss_d = (bce(on_real, ones) + bce(on_fake, zeros)) / 2
            loss_d.backward()
            optimizer_d.step()
            optimizer_g.zero_grad()
            fooled = discriminator(fake)
            loss_g = bce(fooled, ones)
            loss_g.backward()
            optimizer_g.step()
            scores = [on_real.mean().item(), on_fake.mean().item(), fooled.mean().item()]
            rows.append([loss_d.item(), loss_g.item(), *scores])
    generator.eval()
    own = torch.Generator().manual_seed(9)
    noise = torch.randn(5, 3, generator=own)
    return {
        "images": numbers(images),
        "rows": rows,
        "discriminator": state(discriminator),
        "generator": state(generator),
        "noise": numbers(noise),
        "pictures": numbers(generator(noise.double())),
    }


write(
    "norms",
    {
        "regression": [
            normalized({}, {}),
            normalized({"eps": 1e-2, "bias": False}, {"eps": 1e-3, "momentum": 0.3}),
            normalized({"elementwise_affine": False}, {"affine": False, "momentum": None}),
            normalized({}, {"track_running_stats": False}),
        ],
        "gan": gan(),
    },
)
