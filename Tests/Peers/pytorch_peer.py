"""The standard workloads in eager PyTorch, as a course's script has them, on one thread.

The DataLoader is left out: batches are cut from a shuffled order, which is quicker.
"""

import math

import torch
from torch import nn

from workloads import LATENT, LENET_BATCH, PICTURES, REGRESSION_EXAMPLES, gan_batch, serve

torch.set_num_threads(1)

RULES = {
    "sgd": lambda p, lr: torch.optim.SGD(p, lr=lr),
    "momentum": lambda p, lr: torch.optim.SGD(p, lr=lr, momentum=0.9),
    "nesterov": lambda p, lr: torch.optim.SGD(p, lr=lr, momentum=0.9, nesterov=True),
    "adagrad": lambda p, lr: torch.optim.Adagrad(p, lr=lr),
    "adadelta": lambda p, lr: torch.optim.Adadelta(p, lr=lr),
    "adam": lambda p, lr: torch.optim.Adam(p, lr=lr),
}


def batches(count, size):
    """Places of a batch, for ever, in a new order each time round."""
    while True:
        yield from torch.randperm(count).split(size)


def regression(batch_size, rule):
    torch.manual_seed(0)
    model = nn.Sequential(
        nn.Linear(1, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 1)
    )
    optimizer = rule(model.parameters(), 1e-3)
    criterion = nn.MSELoss()
    x = torch.rand(REGRESSION_EXAMPLES, 1) * 6 - 3
    y = torch.sin(2 * x) + 0.1 * torch.randn(REGRESSION_EXAMPLES, 1)
    order = batches(REGRESSION_EXAMPLES, batch_size)

    def train(steps=20):
        for _ in range(steps):
            places = next(order)
            loss = criterion(model(x[places]), y[places])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        return steps, loss.item()

    return train


def gan(batch_size, rule):
    torch.manual_seed(0)
    discriminator = nn.Sequential(
        nn.Linear(784, 128), nn.LeakyReLU(0.1), nn.Linear(128, 1), nn.Sigmoid()
    )
    generator = nn.Sequential(
        nn.Linear(LATENT, 256), nn.LeakyReLU(0.1), nn.Linear(256, 784), nn.Tanh()
    )
    optimizer_d = rule(discriminator.parameters(), 3e-4)
    optimizer_g = rule(generator.parameters(), 3e-4)
    criterion = nn.BCELoss()
    pictures = torch.rand(PICTURES, 784) * 2 - 1
    order = batches(PICTURES, batch_size)

    def train(steps=5 if batch_size < PICTURES else 1):
        for _ in range(steps):
            real = pictures[next(order)]
            noise = torch.randn(batch_size, LATENT)
            fake = generator(noise)
            judged_real = discriminator(real).view(-1)
            loss_real = criterion(judged_real, torch.ones_like(judged_real))
            judged_fake = discriminator(fake).view(-1)
            loss_fake = criterion(judged_fake, torch.zeros_like(judged_fake))
            loss_d = (loss_real + loss_fake) / 2
            discriminator.zero_grad()
            loss_d.backward(retain_graph=True)
            optimizer_d.step()

            judged = discriminator(fake).view(-1)
            loss_g = criterion(judged, torch.ones_like(judged))
            generator.zero_grad()
            loss_g.backward()
            optimizer_g.step()
        return steps, loss_d.item() + loss_g.item()

    return train


def lenet(rule):
    torch.manual_seed(0)
    model = nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
    )
    optimizer = rule(model.parameters(), 1e-3)
    criterion = nn.MSELoss()
    pictures = torch.rand(PICTURES, 1, 28, 28) * 2 - 1
    targets = nn.functional.one_hot(torch.randint(10, (PICTURES,)), 10).float()
    order = batches(PICTURES, LENET_BATCH)

    def train(steps=5):
        for _ in range(steps):
            places = next(order)
            loss = criterion(model(pictures[places]), targets[places])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        return steps, loss.item()

    return train


def surface(rule):
    def train(steps=1000):
        point = torch.tensor([-1.5, 2.0], requires_grad=True)
        optimizer = rule([point], 1e-4)
        for _ in range(steps):
            x, y = point[0], point[1]
            loss = (1 - x) ** 2 + 100 * (y - x**2) ** 2
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        return steps, loss.item()

    return train


def prepare(workload, optimizer):
    rule = RULES[optimizer]
    if workload == "surface":
        return surface(rule)
    if workload == "lenet":
        return lenet(rule)
    if workload.startswith("gan"):
        return gan(gan_batch(workload), rule)
    return regression(int(workload.split()[1]), rule)


serve(prepare)
