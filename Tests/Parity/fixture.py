"""What the programs of this folder share: numbers as text that loses nothing, and the files."""

import hashlib
import json
import os

import numpy
import torch

FOLDER = os.path.dirname(os.path.abspath(__file__))


def mix(x):
    """A hash of 32 bits, from which every made-up number here comes; all modulo 2^32."""
    x = (x * 2654435761) & 0xFFFFFFFF
    x ^= x >> 15
    x = (x * 2246822519) & 0xFFFFFFFF
    return x ^ (x >> 13)


def number(x, single):
    """The shortest decimal that gives `x` back, for a float32 through a float64 and a cast."""
    x = float(x)
    if not numpy.isfinite(x):
        return None
    if single:
        text = str(numpy.float32(x))
        assert numpy.float32(float(text)) == numpy.float32(x)
        x = float(text)
    is_whole = x == int(x) and abs(x) < 1e15 and not (x == 0 and numpy.signbit(x))
    return int(x) if is_whole else x


def numbers(tensor):
    array = tensor.detach().numpy()
    return [number(x, array.dtype == numpy.float32) for x in array.ravel()]


def digits(values):
    """The first sixteen digits of SHA-256 over the numbers' bytes, the least significant first."""
    array = values.detach().numpy() if torch.is_tensor(values) else values
    return hashlib.sha256(numpy.ascontiguousarray(array).tobytes()).hexdigest()[:16]


def save(name, content):
    """Writes a fixture: a line for each of its members, and for each element of a long list."""

    def text(value):
        return json.dumps(value, separators=(",", ":"), allow_nan=False)

    def member(value):
        if isinstance(value, list) and value and isinstance(value[0], (dict, list)):
            return "[\n" + ",\n".join(map(text, value)) + "\n]"
        return text(value)

    capability = torch.backends.cpu.get_cpu_capability()
    content = {"torch": torch.__version__, "capability": capability} | content
    path = os.path.join(FOLDER, name + ".json")
    with open(path, "w", encoding="utf-8") as file:
        members = [f"{text(key)}:{member(value)}" for key, value in content.items()]
        file.write("{\n" + ",\n".join(members) + "\n}\n")
    print(f"{path}: {os.path.getsize(path)} bytes")
