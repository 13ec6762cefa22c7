"""Fourteen parameters, a vector of eight and a matrix of three rows, under the classes of
`torch.optim` for fifty steps along given gradients.

Of each run: the parameters after the recorded steps (of Muon, which takes matrices alone, the
matrix's six), and under "ieee" the same with every square root rounded correctly, where that makes a
difference: MKL's is one last bit off in a fifth of the float32 numbers. Runs in float64 leave torch's
default dtype at float32, in which NAdam's and ASGD's products of coefficients then are.
"""

import math

import numpy
import torch

from fixture import mix, number, numbers, save

STEPS = 50
RECORDED = [1, 2, 3, 4, 5, 7, 10, 15, 20, 25, 30, 40, 50]
SHAPES = [(8,), (3, 2)]
START = [0.5, -1.25, 2.0, 1e-3, -3.0, 0.75, 1.0, -0.125, 0.3, -0.7, 1.1, 0.0, -2.5, 0.01]

RUNS = [
    ("SGD", "SGD", dict(lr=0.01)),
    ("SGD momentum", "SGD", dict(lr=0.01, momentum=0.9)),
    ("SGD momentum dampening", "SGD", dict(lr=0.01, momentum=0.9, dampening=0.5)),
    ("SGD nesterov", "SGD", dict(lr=0.01, momentum=0.9, nesterov=True)),
    ("Adagrad", "Adagrad", dict(lr=0.01)),
    ("Adagrad lr_decay", "Adagrad", dict(lr=0.01, lr_decay=0.05)),
    ("Adagrad initial_accumulator", "Adagrad", dict(lr=0.01, initial_accumulator_value=0.1)),
    ("Adadelta", "Adadelta", dict(lr=1.0)),
    ("Adadelta rho .95", "Adadelta", dict(lr=0.5, rho=0.95, eps=1e-6)),
    ("RMSprop", "RMSprop", dict(lr=0.01)),
    ("RMSprop centered", "RMSprop", dict(lr=0.01, centered=True)),
    ("RMSprop momentum", "RMSprop", dict(lr=0.01, momentum=0.9)),
    (
        "RMSprop centered momentum",
        "RMSprop",
        dict(lr=0.01, centered=True, momentum=0.9, alpha=0.9),
    ),
    ("Adam", "Adam", dict(lr=0.001)),
    ("Adam amsgrad", "Adam", dict(lr=0.001, amsgrad=True)),
    ("Adam betas .5 .999 lr 2e-4", "Adam", dict(lr=2e-4, betas=(0.5, 0.999))),
    ("AdamW", "AdamW", dict(lr=0.001)),
    ("AdamW amsgrad", "AdamW", dict(lr=0.001, amsgrad=True)),
    ("NAdam", "NAdam", dict(lr=0.002)),
    ("RAdam", "RAdam", dict(lr=0.001)),
    ("Adamax", "Adamax", dict(lr=0.002)),
    ("Rprop", "Rprop", dict(lr=0.01)),
    ("ASGD", "ASGD", dict(lr=0.01)),
    ("ASGD t0 10", "ASGD", dict(lr=0.01, t0=10.0)),
    ("Adafactor", "Adafactor", dict(lr=0.01)),
    ("Muon", "Muon", dict(lr=0.02)),
]


def slope(step, place):
    """Each parameter's gradients are of another kind: constant, alternating, tiny, rare, fading."""
    noise = (mix(step * 16 + place) % 2001 - 1000) / 1000.0
    kinds = {
        1: 1.0,
        2: 0.5 if step % 2 else -0.5,
        3: noise * 1e-7,
        4: noise * 1000.0,
        5: noise if step % 7 == 0 else 0.0,
        6: noise / step,
        7: 0.0,
    }
    return kinds.get(place, noise)


class RoundedRoots:
    """Square roots from numpy, which rounds them correctly, in place of torch's."""

    def __enter__(self):
        self.before = torch.Tensor.sqrt, torch.Tensor.sqrt_
        root = lambda tensor: torch.from_numpy(numpy.sqrt(tensor.detach().numpy()))
        torch.Tensor.sqrt = root
        torch.Tensor.sqrt_ = lambda tensor: tensor.copy_(root(tensor))

    def __exit__(self, *_):
        torch.Tensor.sqrt, torch.Tensor.sqrt_ = self.before


def walk(class_name, settings, dtype):
    parameters, places, start = [], [], 0
    for shape in SHAPES:
        own = list(range(start, start + math.prod(shape)))
        values = torch.tensor([START[i] for i in own], dtype=dtype)
        parameters.append(values.reshape(shape).requires_grad_())
        places.append(own)
        start += len(own)
    if class_name == "Muon":
        parameters, places = parameters[1:], places[1:]
    optimizer = getattr(torch.optim, class_name)(parameters, **settings)
    values = []
    for step in range(1, STEPS + 1):
        for parameter, own in zip(parameters, places):
            slopes = torch.tensor([slope(step, i) for i in own], dtype=torch.float64)
            parameter.grad = slopes.to(dtype).reshape(parameter.shape)
        optimizer.step()
        if step in RECORDED:
            values.append([x for parameter in parameters for x in numbers(parameter)])
    return values


def run(name, class_name, settings, dtype_name):
    dtype = getattr(torch, dtype_name)
    values = walk(class_name, settings, dtype)
    result = dict(name=name, cls=class_name, args=settings, dtype=dtype_name, values=values)
    with RoundedRoots():
        rounded = walk(class_name, settings, dtype)
    return result if rounded == values else result | dict(ieee=rounded)


def runs():
    for name, class_name, settings in RUNS:
        undecayed = settings | dict(weight_decay=0.0) if class_name == "Muon" else settings
        variants = [(name, undecayed)]
        if class_name != "Rprop":
            variants.append((name + " + weight_decay", settings | dict(weight_decay=0.05)))
        for variant, own in variants:
            for dtype in ("float32", "float64"):
                yield run(variant, class_name, own, dtype)
        if name in ("Adam", "NAdam", "RAdam"):
            own = settings | dict(weight_decay=0.05, decoupled_weight_decay=True)
            yield run(name + " + decoupled weight_decay", class_name, own, "float64")


def make():
    gradients = [[number(slope(t, i), False) for i in range(14)] for t in range(1, STEPS + 1)]
    content = dict(record=RECORDED, shapes=SHAPES, p0=START, gradients=gradients)
    save("optimizers", content | dict(runs=list(runs())))
