"""A call of `optlab run`."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from .failure import Failure
from .folder import Run
from .program import PLOTS, find, optlab
from .progress import Progress, is_watched


def run(spec, changes=None, *, out=None, jobs=None, fresh=False, allow_external=False, progress=None, **fields):
    """Trains an experiment and draws its figures; what is done already is not done again.

    spec: the name of a shipped experiment, the path of a spec, or a spec as a dictionary, whose relative paths
        lead from the current folder.
    changes: values by their place in the spec, as `--set` takes them: {"optimizers.0.lr": 0.01}.
    out: the folder to write; plots/NAME without it.
    jobs: trials side by side; as many as cores without it.
    fresh: train everything again.
    allow_external: run the programs that the spec names, though it is not inside the current folder.
    progress: whether to show how far it is; without it, where somebody sees it.
    fields: values of the spec's own fields: seeds=[0, 1].

    Interrupted (Ctrl-C, a notebook's stop), it lets the program write down what it has, and the same call goes
    on there. Failures of the program are a Failure, with what it said.
    """
    with _file(spec) as (path, called):
        edits = [f"--set={place}={_json(value)}" for place, value in {**(changes or {}), **fields}.items()]
        folder = Path(out) if out is not None else PLOTS / _name(path, called, edits)
        words = [find(), "run", path, "--out", str(folder), *edits]
        if jobs is not None:
            words += ["--jobs", str(jobs)]
        words += ["--fresh"] * bool(fresh) + ["--allow-external"] * bool(allow_external)
        shown = Progress(folder.name, is_watched() if progress is None else progress)
        code = _wait(words, shown, folder)
        text = "\n".join(shown.remarks).replace(path, called)
        if code != 0:
            raise Failure(text, code, "run")
    if text:
        print(text, file=sys.stderr)
    return Run(folder)


def _name(path, called, edits):
    """What the spec calls itself, after its changes; every mistake in it is found here."""
    try:
        return json.loads(optlab("show", path, "--json", *edits))["name"]
    except Failure as failure:
        raise Failure(failure.text.replace(path, called), failure.code, "run") from None


@contextmanager
def _file(spec):
    """The path of a spec, and what it is called where something is wrong with it."""
    if not isinstance(spec, dict):
        path = os.fspath(spec)
        # What begins with a dash is no option.
        path = f"./{path}" if path.startswith("-") else path
        yield path, path
        return
    # In the current folder, for its paths lead from there.
    descriptor, path = tempfile.mkstemp(prefix=".optlab-", suffix=".json", dir=".")
    path = os.path.relpath(path)
    try:
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(_json(spec, indent=2))
        yield path, "spec"
    finally:
        os.unlink(path)


def _json(value, indent=None):
    return json.dumps(value, indent=indent, ensure_ascii=False, allow_nan=False, default=_plain)


def _plain(value):
    """numpy's arrays and numbers, ranges, and paths."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, range):
        return list(value)
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    raise TypeError(f"a spec holds texts, numbers, lists and dictionaries, and no {type(value).__name__}")


def _wait(words, shown, folder):
    """Starts the program, shows what it says, and gives how it ended.

    It is in a group of its own: a Ctrl-C reaches it once, through here, and not a second time from the terminal
    or from the notebook's server, which would end it at once.
    """
    with tempfile.TemporaryFile() as summary:
        process = subprocess.Popen(
            _leashed(words), stdin=subprocess.DEVNULL, stdout=summary, stderr=subprocess.PIPE,
            encoding="utf-8", errors="replace", start_new_session=True
        )
        with process:
            try:
                _read(process, shown)
            except KeyboardInterrupt:
                _stop(process, shown)
                shown.close()
                if process.returncode not in (0, 1):
                    print(
                        f"stopped: what was trained is in {folder}, and the same call goes on there",
                        file=sys.stderr
                    )
                raise
            except BaseException:
                process.terminate()
                raise
            shown.close()
            return process.wait()


def _leashed(words):
    """The program with a system's own helper that ends it with this process: no restarted notebook leaves it
    behind."""
    leash = shutil.which("setpriv")
    return [leash, "--pdeathsig", "TERM", "--", *words] if leash else words


def _read(process, shown):
    for line in process.stderr:
        shown.read(line)
    process.wait()


def _stop(process, shown):
    """Lets the program end its files; a second Ctrl-C ends it at once."""
    while process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            _read(process, shown)
        except KeyboardInterrupt:
            continue
