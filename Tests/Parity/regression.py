"""A network 1-64-64-1 with ReLU over 256 points of a noisy sine, for two hundred steps.

The modes are those of gan.py. The targets are rounded to float32 once, and are that in every mode.
"""

import math

import numpy
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from fixture import digits, mix, number, numbers, save

POINTS = 256
SEED = 7
STEPS = 200
COLUMNS = [
    "batch loss before the update",
    "L2 norm of layer 1's gradient, weight and bias",
    "layer 2's",
    "layer 3's",
    "units of hidden layer 1 that are 0 on all inputs before the update",
    "those of hidden layer 2",
]

# No batch size: all points, without a DataLoader, which draws nothing.
RUNS = {
    "gd": (None, "SGD", dict(lr=0.02)),
    "sgd": (1, "SGD", dict(lr=0.01)),
    "minibatch": (32, "SGD", dict(lr=0.05)),
    "momentum": (32, "SGD", dict(lr=0.01, momentum=0.9)),
    "nesterov": (32, "SGD", dict(lr=0.01, momentum=0.9, nesterov=True)),
    "adagrad": (32, "Adagrad", dict(lr=0.01)),
    "adadelta": (32, "Adadelta", dict(lr=1.0)),
    "adam": (32, "Adam", dict(lr=0.001)),
    "gd dying relu": (None, "SGD", dict(lr=0.6)),
}


def points():
    """x = (i − 128)/64, which is exact, and sin 3x with noise of a tenth."""
    x = [(i - 128) / 64 for i in range(POINTS)]
    noise = [(mix(i) % 2001 - 1000) / 1000 for i in range(POINTS)]
    y = [math.sin(3 * x) + 0.1 * e for x, e in zip(x, noise)]
    return [torch.tensor(values, dtype=torch.float64).float().view(-1, 1) for values in (x, y)]


def batches(x, y, batch_size):
    data = TensorDataset(x, y, torch.arange(POINTS))
    while True:
        if batch_size is None:
            yield x, y, None
        else:
            yield from DataLoader(data, batch_size=batch_size, shuffle=True)


def dead_units(network, x):
    with torch.no_grad():
        first = network[1](network[0](x))
        second = network[3](network[2](first))
        return [int((hidden == 0).all(0).sum()) for hidden in (first, second)]


def norm(layer):
    gradients = [layer.weight.grad.reshape(-1), layer.bias.grad.reshape(-1)]
    return torch.cat(gradients).double().norm().item()


def run(name, mode):
    batch_size, class_name, settings = RUNS[name]
    single = mode == "f32"
    torch.manual_seed(SEED)
    network = nn.Sequential(
        nn.Linear(1, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 1)
    )
    initial = [dict(sha=digits(parameter)) for parameter in network.parameters()]
    x, y = points()
    if not single:
        network, x, y = network.double(), x.double(), y.double()
    optimizer = getattr(torch.optim, class_name)(network.parameters(), **settings)
    error = nn.MSELoss()
    rows, order = [], []
    for inputs, targets, index in batches(x, y, batch_size):
        if len(rows) == STEPS:
            break
        dead = dead_units(network, x)
        optimizer.zero_grad()
        loss = error(network(inputs), targets)
        loss.backward()
        norms = [float(f"{norm(network[k]):.{9 if single else 15}g}") for k in (0, 2, 4)]
        optimizer.step()
        rows.append([number(loss.item(), single)] + norms + dead)
        order += [] if index is None else index.tolist()
    with torch.no_grad():
        after = number(error(network(x), y).item(), single)
    final = [numbers(parameter.reshape(-1)[:3]) for parameter in network.parameters()]
    result = dict(name=name, mode=mode, rows=rows, full_loss_after=after, final_first=final)
    if single and order:
        result["order_sha"] = digits(numpy.array(order, numpy.int64))
    return initial, result


def make():
    results = [run(name, mode) for name in RUNS for mode in ("f32", "f64cast")]
    arguments = {k: dict(batch=b, cls=c, args=a) for k, (b, c, a) in RUNS.items()}
    content = dict(y_float32=numbers(points()[1]), columns=COLUMNS, seed=SEED)
    content |= dict(runs_args=arguments, init=results[0][0])
    save("regression", content | dict(runs=[result for _, result in results]))
