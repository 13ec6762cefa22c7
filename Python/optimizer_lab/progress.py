"""How far a run is: a bar where tqdm is installed, a line that is written over where it is not."""

import re
import sys
import warnings

# `[3/6] sine · Adam · seed 0  finished  loss 0.0101  480 steps in 0.012 s`, a line for each trial.
TRIAL = re.compile(r"\[(\d+)/(\d+)\] (.*)")


def is_watched():
    """Whether somebody sees what is written over: in a notebook, or in a terminal."""
    return "ipykernel" in sys.modules or sys.stderr is not None and sys.stderr.isatty()


class Progress:
    """Reads what the program says while it trains, and shows how far it is."""

    def __init__(self, name, shows):
        self.name, self.shows = name, shows
        self.bar = None
        self.width = 0
        # What was said besides, for the end.
        self.remarks = []

    def read(self, line):
        line = line.rstrip("\n")
        trial = TRIAL.match(line)
        if not trial:
            if line:
                self.remarks.append(line)
            return
        if "  failed: " in line:
            self.remarks.append(line)
        if self.shows:
            self._show(int(trial[1]), int(trial[2]), trial[3])

    def _show(self, done, total, words):
        if self.bar is None:
            self.bar = _bar(self.name, total) or False
        if self.bar:
            # More become known where results decide what is trained next.
            self.bar.total = total
            self.bar.update(done - self.bar.n)
            return
        line = f"{self.name}: {done} of {total} trials, {words}"[:100]
        print("\r" + line.ljust(self.width), end="", file=sys.stderr, flush=True)
        self.width = len(line)

    def close(self):
        if self.bar:
            self.bar.close()
        elif self.width:
            print(file=sys.stderr, flush=True)


def _bar(name, total):
    with warnings.catch_warnings():
        # Where widgets are not installed it says so, and draws with letters.
        warnings.simplefilter("ignore")
        try:
            from tqdm.auto import tqdm
            return tqdm(total=total, desc=name, unit="trial")
        except ImportError:
            return None
