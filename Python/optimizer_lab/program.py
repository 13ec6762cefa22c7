"""Where the program is, and how it is called."""

import importlib.metadata
import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

from .failure import Failure

DISTRIBUTION = "optimizer-lab"
HERE = Path(__file__).resolve().parent

# Where runs are left, as the program has it when it is called in a terminal.
PLOTS = Path(os.environ.get("OPTLAB_PLOTS") or "plots")


def find():
    """The program that came with this package; else one that is on the path."""
    named = os.environ.get("OPTLAB")
    if named:
        return named
    for place in _places():
        if place.is_file() and os.access(place, os.X_OK):
            return str(place)
    raise Failure(
        "the program optlab is not there: `pip install optimizer-lab` brings it, for Linux on x86_64; where it "
        "is elsewhere, the variable OPTLAB may name it"
    )


def _places():
    try:
        for file in importlib.metadata.files(DISTRIBUTION) or []:
            if file.parts[-2:] == ("bin", "optlab"):
                yield Path(file.locate())
    except importlib.metadata.PackageNotFoundError:
        pass
    # As pip installs with --target.
    yield HERE.parent / "bin" / "optlab"
    # In a checkout of the sources: the wrapper, which builds the program where that is still to be done.
    yield HERE.parent.parent / "optlab"
    for scheme in (sysconfig.get_default_scheme(), "posix_user") if os.name == "posix" else ():
        yield Path(sysconfig.get_path("scripts", scheme)) / "optlab"
    on_path = shutil.which("optlab")
    if on_path:
        yield Path(on_path)


def optlab(command, *arguments):
    """Runs `optlab command arguments`, and gives what it printed. If it fails, so does the cell."""
    return call(command, *arguments)


def call(command, *arguments, good=(0,)):
    """The same where other ends than 0 are no failures."""
    words = [find(), command, *map(str, arguments)]
    done = subprocess.run(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        encoding="utf-8", errors="replace"
    )
    if done.returncode not in good:
        raise Failure(done.stderr or done.stdout, done.returncode, command)
    return done.stdout
