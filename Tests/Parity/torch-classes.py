"""Makes torch-classes.json beside it: a classification as PyTorch 2.13.0 trains it on a CPU.

    python Tests/Parity/torch-classes.py
"""

import json
from pathlib import Path

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.set_num_threads(1)


def numbers(tensor):
    return [float(x) for x in tensor.detach().double().reshape(-1)]


def losses(dtype, settings):
    """Loss and gradient of a batch of raw outputs, some of them far apart."""
    g = torch.Generator().manual_seed(1)
    outputs = torch.randn(6, 4, generator=g).to(dtype)
    outputs[1] *= 50
    outputs[2] = 3
    outputs.requires_grad_()
    targets = torch.tensor([0, 1, 2, 3, 1, 0])
    weight = settings.get("class_weights")
    loss = nn.CrossEntropyLoss(
        weight=None if weight is None else torch.tensor(weight).to(dtype),
        label_smoothing=settings.get("label_smoothing", 0.0),
    )(outputs, targets)
    loss.backward()
    return {
        "outputs": numbers(outputs),
        "targets": numbers(targets),
        "loss": loss.item(),
        "gradient": numbers(outputs.grad),
    }


def training(settings):
    """Forty steps of Adam in float64, and after each what is learned from and what is held out."""
    g = torch.Generator().manual_seed(7)
    x = torch.randn(50, 3, generator=g)
    y = (x[:, 0] + 0.5 * x[:, 1] > 0).long() + (x[:, 2] > 0.6).long()
    held = torch.randn(20, 3, generator=g)
    held_y = (held[:, 0] + 0.5 * held[:, 1] > 0).long() + (held[:, 2] > 0.6).long()
    torch.manual_seed(5)
    model = nn.Sequential(nn.Linear(3, 8), nn.ReLU(), nn.Linear(8, 3)).double()
    weight = settings.get("class_weights")
    loss_of = nn.CrossEntropyLoss(
        weight=None if weight is None else torch.tensor(weight).double(),
        label_smoothing=settings.get("label_smoothing", 0.0),
    )
    loader = DataLoader(TensorDataset(x.double(), y), batch_size=8, shuffle=True)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    rows = []
    while len(rows) < 40:
        for inputs, targets in loader:
            optimizer.zero_grad()
            loss = loss_of(model(inputs), targets)
            loss.backward()
            optimizer.step()
            with torch.no_grad():
                own, other = model(x.double()), model(held.double())
                rows.append(
                    [
                        loss.item(),
                        loss_of(own, y).item(),
                        (own.argmax(1) == y).double().mean().item(),
                        loss_of(other, held_y).item(),
                        (other.argmax(1) == held_y).double().mean().item(),
                    ]
                )
            if len(rows) == 40:
                break
    return {
        "x": numbers(x), "y": numbers(y), "held": numbers(held), "held_y": numbers(held_y),
        "rows": rows,
    }


kinds = [
    {},
    {"label_smoothing": 0.1},
    {"class_weights": [1.0, 0.3, 2.5, 0.7]},
    {"class_weights": [1.0, 0.3, 2.5, 0.7], "label_smoothing": 0.25},
]
trained = [{}, {"class_weights": [1.0, 0.3, 2.5], "label_smoothing": 0.1}]
value = {
    "torch": torch.__version__,
    "losses": [{**kind, **losses(torch.float64, kind)} for kind in kinds],
    "float32": [{**kind, **losses(torch.float32, kind)} for kind in kinds],
    "training": [{**kind, **training(kind)} for kind in trained],
}
path = Path(__file__).parent / "torch-classes.json"
path.write_text(json.dumps(value, indent=1) + "\n")
