"""The GAN of the course for twenty steps, on images made from integers.

Mode "f32" is the script as its users have it. In "f64cast" the float32 draws are cast to double and all
arithmetic is in double: there two programs that do the same agree to a dozen digits, and a mistake of
any size shows. "kink_margin" is the smallest |input of a LeakyReLU| and the step, from 1, that met it:
below some 1e-7 another program may take the other slope there, and leave the path.
"""

import numpy
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from fixture import digits, mix, number, numbers, save

IMAGES = 300
STEPS = 20
SEEDS = (0, 42, 1234)
COLUMNS = ["lossD", "lossG", "mean D(real)", "mean D(fake) before the D step"]

OPTIMIZERS = {
    "gd": (300, "SGD", dict(lr=0.01)),
    "sgd": (1, "SGD", dict(lr=0.01)),
    "minibatch": (32, "SGD", dict(lr=0.01)),
    "momentum": (32, "SGD", dict(lr=0.01, momentum=0.9)),
    "nesterov": (32, "SGD", dict(lr=0.01, momentum=0.9, nesterov=True)),
    "adagrad": (32, "Adagrad", dict(lr=0.01)),
    "adadelta": (32, "Adadelta", dict(lr=1.0)),
    "adam": (32, "Adam", dict(lr=3e-4)),
    "rmsprop": (32, "RMSprop", dict(lr=3e-4)),
    "adamw": (32, "AdamW", dict(lr=3e-4)),
    "nadam": (32, "NAdam", dict(lr=3e-4)),
    "radam": (32, "RAdam", dict(lr=3e-4)),
    "adamax": (32, "Adamax", dict(lr=3e-4)),
}


def image_bytes():
    """Soft rings, whose centres and sizes depend on the index, with a little noise."""
    images = numpy.zeros((IMAGES, 784), numpy.uint8)
    for i in range(IMAGES):
        y, x, size = 9 + 5 * i % 11, 9 + 7 * i % 11, 12 + 3 * i % 30
        for place in range(784):
            row, column = divmod(place, 28)
            distance = (row - y) ** 2 + (column - x) ** 2
            value = 255 - abs(distance - size) * 255 // (size + 8)
            if value > 0:
                value += mix(784 * i + place) % 17 - 8
            images[i, place] = min(max(value, 0), 255)
    return images


BYTES = image_bytes()


def images(dtype):
    """As torchvision's ToTensor and Normalize(0.5, 0.5) make them, each operation rounded."""
    return torch.from_numpy(BYTES).to(dtype).div(255).sub_(0.5).div_(0.5)


class Game:
    """One run, and what it drew and met."""

    def __init__(self, name, seed, mode):
        self.batch_size, self.class_name, self.settings = OPTIMIZERS[name]
        torch.manual_seed(seed)
        self.discriminator = nn.Sequential(
            nn.Linear(784, 128), nn.LeakyReLU(0.1), nn.Linear(128, 1), nn.Sigmoid()
        )
        self.generator = nn.Sequential(
            nn.Linear(64, 256), nn.LeakyReLU(0.1), nn.Linear(256, 784), nn.Tanh()
        )
        self.fixed_noise = torch.randn(32, 64)
        self.initial = self.parameters()
        self.dtype = torch.float32 if mode == "f32" else torch.float64
        self.rows, self.batches, self.noise, self.margins = [], [], [], []
        for network in (self.discriminator, self.generator):
            network.to(self.dtype)[0].register_forward_hook(self.note_margin)
        self.train()

    def parameters(self):
        networks = (("D", self.discriminator), ("G", self.generator))
        return {
            f"{letter}.{name}": parameter.detach().clone()
            for letter, network in networks
            for name, parameter in network.named_parameters()
        }

    def note_margin(self, _module, _inputs, output):
        self.margins.append((output.detach().abs().min().item(), len(self.rows) + 1))

    def batches_and_indices(self):
        data = TensorDataset(images(self.dtype), torch.arange(IMAGES))
        loader = DataLoader(data, batch_size=self.batch_size, shuffle=True)
        while True:
            yield from loader

    def train(self):
        make = getattr(torch.optim, self.class_name)
        judge, forger = (
            make(network.parameters(), **self.settings)
            for network in (self.discriminator, self.generator)
        )
        loss = nn.BCELoss()
        batches = self.batches_and_indices()
        while len(self.rows) < STEPS:
            real, index = next(batches)
            noise = torch.randn(len(real), 64)
            self.batches.append(index.tolist())
            self.noise.append(noise)
            fake = self.generator(noise.to(self.dtype))
            on_real = self.discriminator(real).view(-1)
            on_fake = self.discriminator(fake).view(-1)
            loss_d = loss(on_real, torch.ones_like(on_real))
            loss_d = (loss_d + loss(on_fake, torch.zeros_like(on_fake))) / 2
            self.discriminator.zero_grad()
            loss_d.backward(retain_graph=True)
            judge.step()
            again = self.discriminator(fake).view(-1)
            loss_g = loss(again, torch.ones_like(again))
            self.generator.zero_grad()
            loss_g.backward()
            forger.step()
            row = (loss_d, loss_g, on_real.mean(), on_fake.mean())
            self.rows.append([value.item() for value in row])

    def sample(self):
        with torch.no_grad():
            return self.generator(self.fixed_noise.to(self.dtype))


def run(name, seed, mode):
    game = Game(name, seed, mode)
    rows = [[number(x, mode == "f32") for x in row] for row in game.rows]
    margin, step = min(game.margins, key=lambda margin: margin[0])
    result = dict(optimizer=name, seed=seed, mode=mode, rows=rows)
    result["kink_margin"] = [float(f"{margin:.2g}"), step]
    if seed == 0:
        result["final"] = {
            key: dict(norm=number(p.double().norm(), False), first=numbers(p.reshape(-1)[:3]))
            for key, p in game.parameters().items()
        }
        result["sample_first"] = numbers(game.sample().reshape(-1)[400:404])
    return result


def draws(seed):
    """What the script draws before and while it trains."""
    game = Game("adam", seed, "f32")
    return dict(
        init={name: dict(sha=digits(p)) for name, p in game.initial.items()},
        fixed_noise=dict(sha=digits(game.fixed_noise)),
        batches_32=game.batches,
        noise_32=[dict(sha=digits(noise)) for noise in game.noise],
    )


def make():
    optimizers = {k: dict(batch=b, cls=c, args=a) for k, (b, c, a) in OPTIMIZERS.items()}
    data = dict(images=IMAGES, bytes_sha=digits(BYTES), float_sha=digits(images(torch.float32)))
    modes = ("f32", "f64cast")
    runs = [run(name, seed, mode) for name in OPTIMIZERS for seed in SEEDS for mode in modes]
    content = dict(data=data, columns=COLUMNS, optimizers=optimizers)
    save("gan", content | dict(seeds={str(s): draws(s) for s in SEEDS}, runs=runs))
