"""What the campaigns share: running the program, and comparing what it leaves."""

import csv
import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent

# Two trials of each kind of problem, a few tenths of a second each. The GAN's noise is drawn in odd numbers,
# so that half a pair of normals is left over between steps.
SPEC = """{
  "name": "torture", "seeds": [0, 1],
  "problems": [
    { "name": "gan", "kind": "gan", "data": {"kind": "digits", "count": 64}, "latent": 5,
      "generator": [{"kind": "linear", "units": 784}, "tanh"],
      "discriminator": [{"kind": "linear", "units": 16}, "leaky_relu",
                        {"kind": "linear", "units": 1}, "sigmoid"],
      "steps": 10000, "batch_size": 3 },
    { "name": "sine", "kind": "regression",
      "data": {"kind": "function", "function": "sine", "count": 100, "noise": 0.1},
      "model": [{"kind": "linear", "units": 24}, "relu", {"kind": "linear", "units": 1}],
      "steps": 150000, "batch_size": 16 },
    { "name": "valley", "kind": "surface",
      "data": {"kind": "surface", "surface": "rosenbrock"}, "steps": 1000000 }
  ],
  "optimizers": [{"kind": "adam", "lr": {"gan": 0.0003, "sine": 0.001, "valley": 0.001}}],
  "record": {"every": 1000, "probe": 16}, "figures": ["convergence"]
}
"""

# Many short trials. Of one optimizer: how several rank at equal time, which the
# figures say, is another thing each time.
SMALL_SPEC = """{
  "name": "small", "seeds": [%s],
  "problems": [
    { "name": "line", "kind": "regression",
      "data": {"kind": "function", "function": "linear", "count": 40},
      "model": [{"kind": "linear", "units": 4}, "relu", {"kind": "linear", "units": 1}],
      "steps": %d, "batch_size": 16 }
  ],
  "optimizers": [{"kind": "adam"}],
  "record": {"every": %d, "probe": 16}, "figures": ["convergence"]
}
"""


def small_spec(trials, steps=20):
    return SMALL_SPEC % (", ".join(map(str, range(trials))), steps, steps // 4)


def program():
    """The binary; it is built where it is not."""
    given = os.environ.get("OPTLAB_BINARY")
    if given:
        return given
    subprocess.run([str(REPOSITORY / "optlab"), "list", "figures"], check=True,
                   stdout=subprocess.DEVNULL)
    return str(REPOSITORY / ".build/release/optlab")


def install(*packages):
    """Installs what is missing of some of Debian's packages, as the program's own scripts do."""
    commands = 'here=$1; shift; . "$here/scripts/common.sh"; packages=("$@"); install_packages'
    if subprocess.run(["bash", "-c", commands, "bash", str(REPOSITORY), *packages]).returncode != 0:
        sys.exit(f"{sys.argv[0]}: needs {', '.join(packages)}")


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


def script(path):
    """A figure's script without the line that says how far its axis of seconds goes."""
    lines = pathlib.Path(path).read_bytes().split(b"\n")
    return [line for line in lines if not line.startswith(b"axis_seconds = ")]


def trial(path):
    """A trial's file without its seconds: what it says of itself, and each array. Raises where it is torn."""
    data = pathlib.Path(path).read_bytes()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8:8 + length])
    facts = header.pop("__metadata__")
    arrays = {name: data[8 + length + place["data_offsets"][0]:8 + length + place["data_offsets"][1]]
              for name, place in header.items()}
    if sum(map(len, arrays.values())) != len(data) - 8 - length:
        raise ValueError(f"{path}: the arrays do not fill the file")
    columns = facts["curves.columns"].split(",")
    if "seconds" in columns:
        (table, place) = (arrays["curves"], columns.index("seconds"))
        # As bytes: what does not exist equals nothing.
        arrays["curves"] = [table[i:i + 8] for i in range(0, len(table), 8)
                            if i // 8 % len(columns) != place]
    timed = ("seconds", "recording_seconds", "sha256")
    return {name: text for name, text in facts.items() if name not in timed}, arrays


def contents(path):
    """What of a file two runs share; None where it tells of the run itself, or shows seconds."""
    if path.suffix == ".csv":
        return table(path)
    if path.suffix == ".gp":
        return script(path)
    if path.name in ("manifest.json", "report.html", "captions.json") or path.suffix == ".svg":
        return None
    if path.parent.name == "trials":
        return trial(path)
    return path.read_bytes()


def difference(whole, other):
    """The first file of a folder that is not as in the other; None where all are."""
    whole, other = pathlib.Path(whole), pathlib.Path(other)
    for path in sorted(whole.rglob("*")):
        name = path.relative_to(whole)
        if path.is_file() and not path.name.startswith(".lock"):
            twin = other / name
            if not twin.exists() or contents(path) != contents(twin):
                return str(name)
    left = [str(p.relative_to(other)) for p in other.rglob("*")
            if not (whole / p.relative_to(other)).exists()]
    return f"left over: {left}" if left else None


def fail(message):
    print(f"FAILED: {message}")
    sys.exit(1)
