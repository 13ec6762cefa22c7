"""What the campaigns share: running the program, and comparing what it leaves."""

import csv
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent

# Two trials of each kind of problem, about a second in all. The GAN's noise is drawn in odd numbers,
# so that half a pair of normals is left over between steps.
SPEC = """{
  "name": "torture", "seeds": [0, 1],
  "problems": [
    { "name": "gan", "kind": "gan", "data": {"kind": "digits", "count": 64}, "latent": 5,
      "generator": [{"kind": "linear", "units": 784}, "tanh"],
      "discriminator": [{"kind": "linear", "units": 16}, "leaky_relu",
                        {"kind": "linear", "units": 1}, "sigmoid"],
      "steps": 1500, "batch_size": 3 },
    { "name": "sine", "kind": "regression",
      "data": {"kind": "function", "function": "sine", "count": 100, "noise": 0.1},
      "model": [{"kind": "linear", "units": 24}, "relu", {"kind": "linear", "units": 1}],
      "steps": 20000, "batch_size": 16 },
    { "name": "valley", "kind": "surface",
      "data": {"kind": "surface", "surface": "rosenbrock"}, "steps": 50000 }
  ],
  "optimizers": [{"kind": "adam", "lr": {"gan": 0.0003, "sine": 0.001, "valley": 0.001}}],
  "record": {"every": 100, "probe": 16}, "figures": ["convergence", "pictures"]
}
"""

# Many trials of a few milliseconds.
SMALL_SPEC = """{
  "name": "small", "seeds": [%s],
  "problems": [
    { "name": "line", "kind": "regression",
      "data": {"kind": "function", "function": "linear", "count": 40},
      "model": [{"kind": "linear", "units": 4}, "relu", {"kind": "linear", "units": 1}],
      "steps": 20, "batch_size": 16 }
  ],
  "optimizers": [{"kind": "adam"}, {"kind": "momentum"}],
  "record": {"every": 5, "probe": 16}, "figures": ["convergence"]
}
"""


def small_spec(seeds):
    return SMALL_SPEC % ", ".join(map(str, range(seeds)))


def program():
    """The binary; it is built where it is not."""
    given = os.environ.get("OPTLAB_BINARY")
    if given:
        return given
    subprocess.run([str(REPOSITORY / "optlab"), "list", "figures"], check=True,
                   stdout=subprocess.DEVNULL)
    return str(REPOSITORY / ".build/release/optlab")


def library(scratch):
    """Compiles the library that makes calls fail."""
    path = pathlib.Path(scratch) / "faults.so"
    subprocess.run(["clang", "-O1", "-shared", "-fPIC", "-o", str(path), str(HERE / "faults.c")],
                   check=True)
    return str(path)


def table(path):
    """A CSV file without the columns of seconds, which no two runs share."""
    with open(path, newline="") as file:
        rows = list(csv.reader(file))
    kept = [i for i, name in enumerate(rows[0]) if not name.startswith("seconds")]
    return [[row[i] for i in kept] for row in rows]


def difference(whole, other):
    """The first file of a folder that is not as in the other; None where all are."""
    whole, other = pathlib.Path(whole), pathlib.Path(other)
    for path in sorted(whole.iterdir()):
        twin = other / path.name
        if path.suffix == ".csv":
            if not twin.exists() or table(path) != table(twin):
                return path.name
        elif path.suffix in (".gp", ".u8") or path.name == "experiment.json":
            if not twin.exists() or path.read_bytes() != twin.read_bytes():
                return path.name
    left = [str(p.relative_to(other)) for p in other.rglob("*")
            if p.name.endswith((".tmp", ".damaged")) or p.name.startswith("checkpoint")]
    return f"left over: {left}" if left else None


def fail(message):
    print(f"FAILED: {message}")
    sys.exit(1)
