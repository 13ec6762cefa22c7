"""What the lessons share: optlab as a function, its tables as data frames, its figures on the page.

    run = lab.run("dying-relu", {"seeds": [0, 1]})   # a shipped experiment, changed
    run = lab.run({"name": "mine", "problems": [...], "optimizers": [...]})
    run.curves                                       # curves.csv, as pandas reads it
    run.show("convergence")                          # the lab's own figure
"""

import json
import os
import subprocess
from functools import cached_property
from pathlib import Path

import pandas as pd
from IPython.display import SVG

HERE = Path(__file__).resolve().parent
# The wrapper beside this folder builds the program where that is still to be done.
OPTLAB = os.environ.get("OPTLAB", str(HERE.parent / "optlab"))
PLOTS = Path(os.environ.get("OPTLAB_PLOTS", HERE.parent / "plots" / "lessons"))


class Failure(Exception):
    """What optlab said when it could not do what it was asked for."""


def optlab(command, *arguments):
    """Runs `optlab command arguments`, and gives what it printed. If it fails, so does the cell."""
    words = [OPTLAB, command, *map(str, arguments)]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise Failure(f"optlab {command} ended with {done.returncode}:\n{done.stderr or done.stdout}")
    return done.stdout


class Run:
    """The folder that a run left."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def table(self, name):
        """NAME.csv as a data frame."""
        return pd.read_csv(self.folder / f"{name}.csv")

    trials = cached_property(lambda self: self.table("trials"))
    curves = cached_property(lambda self: self.table("curves"))
    layers = cached_property(lambda self: self.table("layers"))
    paths = cached_property(lambda self: self.table("paths"))

    def show(self, figure):
        """One of the lab's own figures."""
        return SVG(filename=str(self.folder / f"{figure}.svg"))


def run(spec, changes=None):
    """Trains an experiment and draws its figures; what is done already is not done again.

    spec: the name of a shipped experiment, or a spec as a dictionary.
    changes: values by their place in the spec, as `--set` takes them.
    """
    PLOTS.mkdir(parents=True, exist_ok=True)
    if isinstance(spec, dict):
        path = PLOTS / f"{spec['name']}.json"
        path.write_text(json.dumps(spec, indent=2, ensure_ascii=False), encoding="utf-8")
        name = spec["name"]
    else:
        path, name = spec, spec
    edits = [f"--set={place}={json.dumps(value)}" for place, value in (changes or {}).items()]
    folder = PLOTS / name
    optlab("run", path, "--out", folder, "--quiet", *edits)
    return Run(folder)
