"""What is around an optimizer: schedules, clipping, parameter groups, and GANs of several losses with
several steps of the discriminator. Rates are as C writes them exactly; the rest is in double precision
from float32 draws.
"""

import warnings

import torch
from torch import nn
from torch.optim import lr_scheduler
from torch.utils.data import DataLoader, TensorDataset

from fixture import mix, numbers, save

DOUBLE = torch.float64

CLASSES = {
    "step": lr_scheduler.StepLR,
    "multi_step": lr_scheduler.MultiStepLR,
    "exponential": lr_scheduler.ExponentialLR,
    "cosine": lr_scheduler.CosineAnnealingLR,
    "cosine_warm_restarts": lr_scheduler.CosineAnnealingWarmRestarts,
    "linear": lr_scheduler.LinearLR,
    "one_cycle": lr_scheduler.OneCycleLR,
    "reduce_on_plateau": lr_scheduler.ReduceLROnPlateau,
}


def scheduler(optimizer, spec, lr):
    settings = {key: value for key, value in spec.items() if key not in ("kind", "by")}
    if spec["kind"] == "sequential":
        parts = [scheduler(optimizer, part, lr) for part in settings["schedules"]]
        return lr_scheduler.SequentialLR(optimizer, parts, settings["milestones"])
    if spec["kind"] == "one_cycle":
        settings.setdefault("max_lr", lr)
    return CLASSES[spec["kind"]](optimizer, **settings)


SCHEDULES = [
    dict(kind="step", step_size=7),
    dict(kind="step", step_size=3, gamma=0.97),
    dict(kind="multi_step", milestones=[1, 5, 30, 31], gamma=0.3),
    dict(kind="exponential", gamma=0.93),
    dict(kind="cosine", T_max=60),
    dict(kind="cosine", T_max=11, eta_min=1e-4),
    dict(kind="cosine", T_max=1, eta_min=1e-5),
    dict(kind="cosine_warm_restarts", T_0=7),
    dict(kind="cosine_warm_restarts", T_0=3, T_mult=2, eta_min=1e-5),
    dict(kind="linear"),
    dict(kind="linear", start_factor=0.01, end_factor=0.7, total_iters=23),
    dict(kind="linear", start_factor=1.0, end_factor=0.0, total_iters=50),
    dict(kind="one_cycle", total_steps=60),
    dict(kind="one_cycle", total_steps=60, anneal_strategy="linear", pct_start=0.13),
    dict(kind="one_cycle", total_steps=60, three_phase=True, cycle_momentum=False),
    dict(
        kind="one_cycle", epochs=12, steps_per_epoch=5, max_lr=0.4, div_factor=7.0,
        final_div_factor=33.0, base_momentum=0.5, max_momentum=0.8,
    ),
    dict(kind="reduce_on_plateau"),
    dict(kind="reduce_on_plateau", factor=0.7, patience=1, cooldown=2, min_lr=1e-3),
    dict(
        kind="reduce_on_plateau", factor=0.5, patience=0, threshold=0.02,
        threshold_mode="abs", eps=1e-3,
    ),
    dict(kind="reduce_on_plateau", mode="max", factor=0.9, patience=2),
    dict(
        kind="sequential", milestones=[4, 30],
        schedules=[
            dict(kind="linear", start_factor=0.1, total_iters=4),
            dict(kind="cosine", T_max=26),
            dict(kind="exponential", gamma=0.9),
        ],
    ),
    dict(
        kind="sequential", milestones=[6, 20, 40],
        schedules=[
            dict(kind="cosine_warm_restarts", T_0=4, T_mult=2, eta_min=1e-3),
            dict(kind="step", step_size=5, gamma=0.5),
            dict(kind="cosine_warm_restarts", T_0=5),
            dict(kind="multi_step", milestones=[2, 9]),
        ],
    ),
    dict(kind="sequential", milestones=[], schedules=[dict(kind="linear")]),
]
LENGTH = 60


def losses():
    """What a plateau is found in: it falls, and stays where it is for a while, again and again."""
    return [1 / (1 + step // 9) + mix(step) / 2**32 * 0.05 for step in range(LENGTH)]


def rates(spec, lr):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=lr, momentum=0.9)
    own = scheduler(optimizer, spec, lr)
    rows = []
    for loss in losses():
        group = optimizer.param_groups[0]
        rows.append([float(group["lr"]).hex(), float(group["momentum"]).hex()])
        optimizer.step()
        own.step(*([loss] if spec["kind"] == "reduce_on_plateau" else []))
    return dict(schedule=spec, lr=lr, rates=[r for r, _ in rows], momenta=[m for _, m in rows])


# ---- regressions ----

X = torch.tensor([[mix(3 * i + k) / 2**31 - 1 for k in range(3)] for i in range(40)])
Y = torch.stack([X[:, 0] * X[:, 1] + 0.3, (3 * X[:, 2]).sin()], dim=1)
STEPS = 40
BATCH = 16

SGD, MOMENTUM = ("SGD", {}), ("SGD", dict(momentum=0.9))
NESTEROV = ("SGD", dict(momentum=0.9, nesterov=True))
REGRESSIONS = [
    ("minibatch", 0.1, SGD, dict(schedule=dict(kind="exponential", gamma=0.8, by="epoch"))),
    ("momentum", 0.05, MOMENTUM, dict(schedule=dict(kind="one_cycle", total_steps=STEPS, by="step"))),
    ("adam", 0.02, ("Adam", {}), dict(schedule=dict(kind="one_cycle", total_steps=STEPS, by="step"))),
    ("adamw", 0.02, ("AdamW", {}), dict(schedule=dict(kind="cosine", T_max=14, by="epoch"))),
    ("nesterov", 0.05, NESTEROV, dict(schedule=dict(kind="reduce_on_plateau", factor=0.5, patience=0,
                                                     threshold=0.1, by="epoch"))),
    ("minibatch", 0.5, SGD, dict(clip=dict(norm=0.5))),
    ("minibatch", 0.5, SGD, dict(clip=dict(value=0.1))),
    ("adam", 0.05, ("Adam", {}), dict(clip=dict(norm=1.0))),
    # With more iterations an update a difference in the last bit grows until nothing is left of it.
    ("lbfgs", 0.1, ("LBFGS", dict(max_iter=2)), dict(clip=dict(value=0.3))),
    ("momentum", 0.05, ("SGD", dict(momentum=0.9, weight_decay=0.1)), dict(decay_bias=False)),
    ("adamw", 0.02, ("AdamW", dict(weight_decay=0.3)), dict(decay_bias=False)),
    ("adam", 0.02, ("Adam", {}), dict(lr_scale={"0": 0.1, "model.3": 4.0})),
    ("muon", 0.02, ("Muon", {}), dict(lr_scale={"0": 0.5, "1": 2.0})),
    ("rmsprop", 0.01, ("RMSprop", dict(weight_decay=0.1)),
     dict(decay_bias=False, lr_scale={"3": 0.3}, clip=dict(norm=0.7),
          schedule=dict(kind="linear", start_factor=0.25, total_iters=9, by="step"))),
    ("nadam", 0.02, ("NAdam", dict(weight_decay=0.1)),
     dict(decay_bias=False, schedule=dict(kind="step", step_size=4, gamma=0.5, by="epoch"))),
]


def clip(parameters, spec):
    if "norm" in spec:
        return bool(nn.utils.clip_grad_norm_(parameters, spec["norm"]) + 1e-6 > spec["norm"])
    parameters = list(parameters)
    hit = any((p.grad.abs() > spec["value"]).any().item() for p in parameters)
    nn.utils.clip_grad_value_(parameters, spec["value"])
    return hit


def groups(model, lr, plan, name):
    scales, found = plan.get("lr_scale", {}), []
    for key, p in model.named_parameters():
        layer = key.split(".")[0]
        scale = scales.get(f"{name}.{layer}", scales.get(layer, 1))
        group = dict(params=[p], lr=lr * scale)
        if not plan.get("decay_bias", True) and p.ndim < 2:
            group["weight_decay"] = 0
        found.append(group)
    return found


class Several:
    """torch.optim.Muon for the matrices, AdamW for the rest."""

    def __init__(self, groups):
        matrices = [g for g in groups if g["params"][0].ndim == 2]
        rest = [g for g in groups if g["params"][0].ndim != 2]
        self.parts = [torch.optim.Muon(matrices), torch.optim.AdamW(rest)]
        self.param_groups = [g for part in self.parts for g in part.param_groups]

    def zero_grad(self):
        for part in self.parts:
            part.zero_grad()

    def step(self):
        for part in self.parts:
            part.step()


def make_optimizer(cls, settings, found):
    if cls == "Muon":
        return Several(found)
    if cls == "LBFGS":
        return torch.optim.LBFGS(
            [p for g in found for p in g["params"]], lr=found[0]["lr"], **settings)
    return getattr(torch.optim, cls)(found, **settings)


def regression(kind, lr, optimizer, plan):
    cls, settings = optimizer
    torch.manual_seed(7)
    model = nn.Sequential(nn.Linear(3, 6), nn.LayerNorm(6), nn.Tanh(), nn.Linear(6, 2)).double()
    own = make_optimizer(cls, settings, groups(model, lr, plan, "model"))
    data = TensorDataset(X.double(), Y.double())
    loader = DataLoader(data, batch_size=BATCH, shuffle=True)
    spec = plan.get("schedule")
    schedule = scheduler(own, spec, lr) if spec else None
    rows, loss_of = [], nn.MSELoss()
    while len(rows) < STEPS:
        for x, y in loader:
            rate, hits, first = own.param_groups[0]["lr"], [], []

            def closure():
                own.zero_grad()
                loss = loss_of(model(x), y)
                loss.backward()
                if "clip" in plan:
                    hits.append(clip(model.parameters(), plan["clip"]))
                if not first:
                    gradient = nn.utils.parameters_to_vector([p.grad for p in model.parameters()])
                    first.extend([loss.item(), gradient.norm().item()])
                return loss

            if cls == "LBFGS":
                own.step(closure)
            else:
                closure()
                own.step()
            rows.append(first + [rate, float(any(hits))])
            if spec and spec["by"] == "step":
                schedule.step()
            if len(rows) == STEPS:
                break
        if spec and spec["by"] == "epoch":
            with torch.no_grad():
                whole = loss_of(model(X.double()), Y.double()).item()
            schedule.step(*([whole] if spec["kind"] == "reduce_on_plateau" else []))
    final = {key: numbers(p.reshape(-1)) for key, p in model.state_dict().items()}
    return dict(kind=kind, lr=lr, settings=settings, plan=plan, rows=rows, final=final)


# ---- GANs ----

PICTURES = torch.tensor([[mix(6 * i + k) / 2**31 - 1 for k in range(6)] for i in range(20)])
GAN_STEPS = 30


def bce(p, value):
    return nn.BCELoss()(p, torch.full_like(p, value))


LOSSES = {
    "bce": (lambda r, f: (bce(r, 1) + bce(f, 0)) / 2, lambda f: bce(f, 1)),
    "bce_saturating": (lambda r, f: (bce(r, 1) + bce(f, 0)) / 2, lambda f: -bce(f, 0)),
    "least_squares": (
        lambda r, f: ((r - 1).square().mean() + f.square().mean()) / 2,
        lambda f: (f - 1).square().mean() / 2,
    ),
    "wasserstein": (lambda r, f: f.mean() - r.mean(), lambda f: -f.mean()),
    "hinge": (
        lambda r, f: torch.relu(1 - r).mean() + torch.relu(1 + f).mean(), lambda f: -f.mean()
    ),
}

ADAM, RMSPROP = ("adam", "Adam", 0.01, {}), ("rmsprop", "RMSprop", 0.01, {})
PLAIN, FAST = ("minibatch", "SGD", 0.1, {}), ("momentum", "SGD", 0.05, dict(momentum=0.9))
GANS = [(loss, 1, PLAIN, PLAIN, {}, {}) for loss in LOSSES]
GANS += [(loss, 3, RMSPROP, ADAM, {}, {}) for loss in LOSSES]
GANS += [
    ("bce", 1, ADAM, PLAIN, {}, {}),
    ("least_squares", 2, FAST, ADAM, dict(clip=dict(norm=0.3)),
     dict(schedule=dict(kind="exponential", gamma=0.8, by="epoch"), lr_scale={"generator.0": 2.0})),
    ("hinge", 5, ADAM, FAST, dict(schedule=dict(kind="step", step_size=4, by="step")),
     dict(clip=dict(value=0.01), decay_bias=False)),
]


def gan(loss, k, one, other, plan_d, plan_g):
    torch.manual_seed(5)
    end = [nn.Sigmoid()] if loss.startswith("bce") else []
    discriminator = nn.Sequential(nn.Linear(6, 5), nn.LeakyReLU(), nn.Linear(5, 1), *end).double()
    generator = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 6), nn.Tanh()).double()
    torch.randn(4, 3)
    loader = DataLoader(TensorDataset(PICTURES.double()), batch_size=6, shuffle=True)

    def endless():
        while True:
            yield from loader

    players = []
    for model, name, (_, cls, lr, settings), plan in (
        (discriminator, "discriminator", one, plan_d), (generator, "generator", other, plan_g)
    ):
        own = make_optimizer(cls, settings, groups(model, lr, plan, name))
        spec = plan.get("schedule")
        players.append((own, spec, scheduler(own, spec, lr) if spec else None))
    (judge, *_), (forger, *_) = players
    of_d, of_g = LOSSES[loss]
    batches, met, rows = endless(), 0, []
    for _ in range(GAN_STEPS):
        for _ in range(k):
            (real,) = next(batches)
            fake = generator(torch.randn(len(real), 3).double())
            on_real, on_fake = discriminator(real), discriminator(fake.detach())
            loss_d = of_d(on_real, on_fake)
            judge.zero_grad()
            loss_d.backward()
            if "clip" in plan_d:
                clip(discriminator.parameters(), plan_d["clip"])
            judge.step()
            if loss == "wasserstein":
                with torch.no_grad():
                    for p in discriminator.parameters():
                        p.clamp_(-0.05, 0.05)
        loss_g = of_g(discriminator(fake))
        forger.zero_grad()
        loss_g.backward()
        if "clip" in plan_g:
            clip(generator.parameters(), plan_g["clip"])
        forger.step()
        values = (loss_d, loss_g, on_real.mean(), on_fake.mean())
        rates = [own.param_groups[-1]["lr"] for own, *_ in players]
        rows.append([v.item() for v in values] + rates)
        epochs = (met + k) // len(loader) - met // len(loader)
        met += k
        for own, spec, schedule in players:
            for _ in range(0 if not spec else 1 if spec["by"] == "step" else epochs):
                schedule.step()
    final = {
        f"{name}.{key}": numbers(p.reshape(-1))
        for name, model in (("discriminator", discriminator), ("generator", generator))
        for key, p in model.state_dict().items()
    }
    sides = [
        dict(kind=kind, lr=lr, settings=settings, plan=plan)
        for (kind, _, lr, settings), plan in ((one, plan_d), (other, plan_g))
    ]
    return dict(loss=loss, discriminator_steps=k, sides=sides, rows=rows, final=final)


def make():
    warnings.simplefilter("ignore")
    save(
        "steps",
        dict(
            losses=losses(), schedules=[rates(s, lr) for s in SCHEDULES for lr in (0.1, 0.0371)],
            x=numbers(X.reshape(-1)), y=numbers(Y.reshape(-1)),
            pictures=numbers(PICTURES.reshape(-1)),
            regressions=[regression(*run) for run in REGRESSIONS], gans=[gan(*run) for run in GANS],
        ),
    )
