"""optlab in Python: an experiment is a call, its tables are data frames, its figures stand on the page.

    import optimizer_lab as lab

    run = lab.run("adam-vs-sgd", seeds=[0, 1])       # a shipped experiment, changed
    run = lab.run("mine.json", {"optimizers.0.lr": 0.01})
    run = lab.run({"name": "mine", "problems": [...], "optimizers": [...]})
    run.curves                                       # curves.csv, as pandas reads it
    run.results                                      # who won, and whether that is more than chance
    run.figure("convergence")                        # drawn in a notebook; .save("convergence.pdf")
    run.report                                       # the whole report

Nothing but Python's own library is needed; pandas is where tables are asked for as data frames. What a run
leaves is in plots/NAME below the current folder, as it is when the program is called in a terminal.

An optimizer of one's own is a function in a file of its own, which says `optlab.run(rule)`: see `help(optlab)`
after `import optlab`, which comes with this package.
"""

from .failure import Failure, MissingPackage
from .figure import Figure, Report
from .folder import Run
from .program import PLOTS, optlab
from .training import run

__all__ = ["PLOTS", "Failure", "Figure", "MissingPackage", "Report", "Run", "optlab", "run"]


def __getattr__(name):
    """`__version__` is the program's own: it is asked only when somebody wants to know."""
    if name == "__version__":
        return optlab("--version").strip()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
