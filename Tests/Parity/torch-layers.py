"""Makes the fixture torch-layers.json beside it: numbers that PyTorch 2.13.0 gave on a CPU for
activations, first weights, convolutions and dropout.

    python Tests/Parity/torch-layers.py
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
    """As it is named without the layer that makes maps of rows."""
    if isinstance(model[0], nn.Unflatten):
        model = nn.Sequential(*model[1:])
    return {name: numbers(tensor) for name, tensor in model.state_dict().items()}


# ---- Activations: values and slopes, in float64 ----

POINTS = [-750.0, -120, -40, -20, -8, -3, -1, -0.5, -1e-3, -1e-9, 0]
POINTS += [-x for x in reversed(POINTS[:-1])] + [10.0, 9.9, 19.9, 20.1]


def activation(kind, settings, layer):
    x = torch.tensor(POINTS, dtype=torch.float64, requires_grad=True)
    y = layer.double()(x)
    (slope,) = torch.autograd.grad(y.sum(), x)
    return {"kind": kind, "settings": settings, "y": numbers(y), "slope": numbers(slope)}


activations = [
    activation("gelu", {}, nn.GELU()),
    activation("gelu", {"approximate": "tanh"}, nn.GELU("tanh")),
    activation("elu", {}, nn.ELU()),
    activation("elu", {"alpha": 0.3}, nn.ELU(0.3)),
    activation("elu", {"alpha": 0}, nn.ELU(0)),
    activation("silu", {}, nn.SiLU()),
    activation("softplus", {}, nn.Softplus()),
    activation("softplus", {"beta": 2.5, "threshold": 1}, nn.Softplus(2.5, 1)),
    activation("prelu", {}, nn.PReLU()),
    activation("prelu", {"init": -0.5}, nn.PReLU(init=-0.5)),
]

# ---- First weights: what torch.nn.init draws after the layers are made, in float32 ----


def started(seed, kind, settings, bias_kind=None, bias_settings={}):
    torch.manual_seed(seed)
    model = nn.Sequential(
        nn.Unflatten(1, (2, 5, 4)),
        nn.Conv2d(2, 4, (3, 2)),
        nn.Flatten(),
        nn.Linear(36, 3),
        nn.Linear(3, 4),
    )
    for place in [1, 4]:
        getattr(nn.init, f"{kind}_")(model[place].weight, **settings)
        if bias_kind:
            getattr(nn.init, f"{bias_kind}_")(model[place].bias, **bias_settings)
    own = {"seed": seed, "init": {"kind": kind, **settings}}
    if bias_kind:
        own["bias_init"] = {"kind": bias_kind, **bias_settings}
    return {**own, "state": state(model), "after": numbers(torch.rand(2))}


starts = [
    started(0, "xavier_uniform", {}),
    started(1, "xavier_uniform", {"gain": 1.7}, "zeros"),
    started(2, "xavier_normal", {}, "ones"),
    started(3, "xavier_normal", {"gain": 0.3}, "constant", {"val": -0.1}),
    started(4, "kaiming_uniform", {}, "uniform", {"a": -0.2, "b": 0.7}),
    started(5, "kaiming_uniform", {"mode": "fan_out", "nonlinearity": "relu"}, "uniform"),
    started(6, "kaiming_uniform", {"a": 0.2}),
    started(7, "kaiming_normal", {"nonlinearity": "tanh"}, "normal"),
    started(8, "kaiming_normal", {"nonlinearity": "selu", "mode": "fan_out"}),
    started(9, "kaiming_normal", {"nonlinearity": "sigmoid"}),
    started(10, "kaiming_normal", {"nonlinearity": "linear"}, "zeros"),
    started(11, "normal", {"mean": 0.5, "std": 0.02}, "normal", {"mean": -1, "std": 3}),
    started(12, "uniform", {"a": -0.3, "b": 0.3}),
    started(13, "zeros", {}, "zeros"),
    started(14, "ones", {}),
    started(15, "constant", {"val": 0.3}),
]

# ---- Trainings, in float64: losses of fifty steps, and an evaluation after each ----


def regression(name, model, inputs, optimizer, seed=4):
    g = torch.Generator().manual_seed(6)
    x = torch.randn(20, inputs, generator=g)
    y = torch.randn(20, 2, generator=g)
    data = TensorDataset(x.double(), y.double())
    loader = DataLoader(data, 8, shuffle=True)
    optimizer = optimizer(model.parameters())
    rows = []
    while len(rows) < 50:
        for own, targets in loader:
            if len(rows) == 50:
                break
            model.train()
            optimizer.zero_grad()
            loss = nn.functional.mse_loss(model(own), targets)
            loss.backward()
            optimizer.step()
            model.eval()
            with torch.no_grad():
                all_loss = nn.functional.mse_loss(model(data.tensors[0]), data.tensors[1])
            rows.append([loss.item(), all_loss.item()])
    return {"name": name, "x": numbers(x), "y": numbers(y), "rows": rows, "final": state(model)}


def adam(parameters):
    return torch.optim.Adam(parameters, lr=0.01)


def momentum(parameters):
    return torch.optim.SGD(parameters, lr=0.05, momentum=0.9)


def activated():
    torch.manual_seed(4)
    return nn.Sequential(
        nn.Linear(3, 6),
        nn.GELU(),
        nn.Linear(6, 5),
        nn.ELU(0.7),
        nn.Linear(5, 5),
        nn.PReLU(5),
        nn.Linear(5, 5),
        nn.Softplus(2),
        nn.Linear(5, 4),
        nn.PReLU(),
        nn.Linear(4, 4),
        nn.SiLU(),
        nn.Linear(4, 3),
        nn.GELU("tanh"),
        nn.Linear(3, 2),
    ).double()


def convolved():
    torch.manual_seed(4)
    return nn.Sequential(
        nn.Unflatten(1, (1, 9, 8)),
        nn.Conv2d(1, 3, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(3, 4, (3, 2), stride=(1, 2), padding=(0, 1), bias=False),
        nn.PReLU(4),
        nn.LayerNorm([4, 2, 3]),
        nn.AvgPool2d((2, 1), stride=1, padding=(1, 0)),
        nn.Conv2d(4, 5, (2, 3)),
        nn.Tanh(),
        nn.MaxPool2d((2, 1), stride=(1, 1), padding=(1, 0)),
        nn.Flatten(),
        nn.Linear(15, 2),
    ).double()


def dropped():
    torch.manual_seed(4)
    return nn.Sequential(
        nn.Linear(3, 6),
        nn.Tanh(),
        nn.Dropout(0.4),
        nn.Linear(6, 7),
        nn.Dropout(0),
        nn.ReLU(),
        nn.Dropout(0.123),
        nn.Linear(7, 2),
    ).double()


def gan():
    torch.manual_seed(7)
    discriminator = nn.Sequential(
        nn.Unflatten(1, (1, 4, 5)),
        nn.Conv2d(1, 3, 3, padding=1),
        nn.LeakyReLU(0.1),
        nn.Dropout(0.3),
        nn.Conv2d(3, 2, 2, stride=2),
        nn.Flatten(),
        nn.Linear(8, 1),
        nn.Sigmoid(),
    ).double()
    generator = nn.Sequential(
        nn.Linear(3, 6), nn.ReLU(), nn.Dropout(0.2), nn.Linear(6, 20), nn.Tanh()
    ).double()
    torch.randn(8, 3)
    g = torch.Generator().manual_seed(8)
    images = torch.rand(20, 20, generator=g) * 2 - 1
    loader = DataLoader(TensorDataset(images.double()), 8, shuffle=True)
    optimizer_d, optimizer_g = momentum(discriminator.parameters()), momentum(generator.parameters())
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
    return {
        "images": numbers(images),
        "rows": rows,
        "discriminator": state(discriminator),
        "generator": state(generator),
    }


torch.manual_seed(3)
lenet = nn.Sequential(
    nn.Conv2d(1, 6, 5, padding=2), nn.Conv2d(6, 16, 5), nn.Flatten(), nn.Linear(400, 10)
)
first = {name: numbers(tensor)[-4:] for name, tensor in lenet.state_dict().items()}

value = {
    "torch": torch.__version__,
    "points": POINTS,
    "activations": activations,
    "starts": starts,
    "lenet": {"seed": 3, "last": first, "after": numbers(torch.rand(1))},
    "regressions": [
        regression("activations", activated(), 3, adam),
        regression("convolutions", convolved(), 72, adam),
        regression("dropout", dropped(), 3, momentum),
    ],
    "gan": gan(),
}
text = json.dumps(value, indent=1)
(Path(__file__).parent / "torch-layers.json").write_text(text + "\n")
