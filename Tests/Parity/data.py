"""Data as PyTorch's users make them: parts that are held out, standardized columns, and points of
the plane in classes. Every number of a set goes into a digest; the first ones are there to be read."""

import math

import numpy
import torch
from torch.utils.data import random_split

from fixture import digits, mix, numbers, save

SPLITS = [
    (10, 0.2, 0), (10, 0.25, 7), (7, 0.5, 1), (2, 0.5, 3), (100, 0.07, 4), (100, 0.29, 5),
    (1000, 0.1, 42), (4898, 0.2, 2**32 + 1), (60000, 1 / 6, 9),
]  # fmt: skip


def split(count, share, seed):
    held_out = math.ceil(share * count)
    g = torch.Generator().manual_seed(seed)
    train, test = random_split(range(count), [count - held_out, held_out], generator=g)
    order = torch.tensor(list(train.indices) + list(test.indices))
    return dict(
        count=count, share=share, seed=str(seed), held_out=held_out, train=train.indices[:5],
        test=test.indices[:5], digest=digits(order),
    )  # fmt: skip


def mixed(points, classes, noise, g):
    order = torch.randperm(len(points), generator=g)
    x = torch.tensor(points)[order]
    x = x + torch.randn(len(points), 2, generator=g) * noise
    return x, torch.tensor(classes)[order]


def moons(count, g):
    outer, inner = count // 2, count - count // 2
    points = []
    for t in numpy.linspace(0, math.pi, outer) if outer else []:
        points.append((math.cos(t), math.sin(t)))
    for t in numpy.linspace(0, math.pi, inner):
        points.append((1 - math.cos(t), 1 - math.sin(t) - 0.5))
    return points, [0] * outer + [1] * inner


def circles(count, g, factor):
    outer, inner = count // 2, count - count // 2
    points = []
    for radius, n in ((1.0, outer), (factor, inner)):
        for t in numpy.linspace(0, 2 * math.pi, n, endpoint=False):
            points.append((radius * math.cos(t), radius * math.sin(t)))
    return points, [0] * outer + [1] * inner


def sizes(count, classes):
    return [count // classes + (k < count % classes) for k in range(classes)]


def spirals(count, g, classes, turns):
    points, places = [], []
    for k, n in enumerate(sizes(count, classes)):
        for i in range(n):
            radius = (i + 1) / n
            t = 2 * math.pi * (turns * radius + k / classes)
            points.append((radius * math.cos(t), radius * math.sin(t)))
            places.append(k)
    return points, places


def blobs(count, g, centers):
    middles = (torch.rand(centers, 2, generator=g) * 20 - 10).tolist()
    points, places = [], []
    for k, n in enumerate(sizes(count, centers)):
        points += [middles[k]] * n
        places += [k] * n
    return points, places


SETS = [
    (moons, 256, 0.1, 0, {}), (moons, 7, 0.0, 3, {}), (moons, 2, 0.5, 1, {}),
    (circles, 100, 0.05, 5, dict(factor=0.8)), (circles, 33, 0.1, 6, dict(factor=0.25)),
    (spirals, 200, 0.02, 8, dict(classes=3, turns=1.5)), (spirals, 11, 0.3, 2, dict(classes=2, turns=0.0)),
    (blobs, 256, 1.0, 0, dict(centers=3)), (blobs, 10, 0.7, 4, dict(centers=4)),
]  # fmt: skip


def plane(make, count, noise, seed, settings):
    g = torch.Generator().manual_seed(seed)
    points, classes = make(count, g, **settings)
    x, y = mixed(points, classes, noise, g)
    return dict(
        set=make.__name__, count=count, noise=noise, seed=seed, settings=settings,
        first=numbers(x[:3]), classes=y[:6].tolist(), digest=digits(x), class_digest=digits(y),
    )  # fmt: skip


def standardized():
    """A column of a table, standardized by the rows that are trained on."""
    values = [mix(i) % 100_000 / 8 for i in range(50)]
    held_out = math.ceil(0.3 * len(values))
    g = torch.Generator().manual_seed(11)
    train, _ = random_split(values, [len(values) - held_out, held_out], generator=g)
    x = torch.tensor(values, dtype=torch.float64)
    known = x[list(train.indices)]
    mean, deviation = known.mean(), known.std(correction=0)
    return dict(
        values=values, mean=float(mean), deviation=float(deviation),
        standardized=numbers(((x - mean) / deviation).float()),
    )  # fmt: skip


def make():
    save(
        "data",
        dict(
            splits=[split(*case) for case in SPLITS],
            planes=[plane(*case) for case in SETS],
            standardized=standardized(),
        ),
    )
