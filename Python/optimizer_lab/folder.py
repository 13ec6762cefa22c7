"""The folder that a run left."""

import csv
from functools import cached_property
from pathlib import Path

from .failure import Failure, MissingPackage
from .figure import Figure, Report
from .program import optlab


class Run:
    """The folder that a run left: its tables, figures and report."""

    def __init__(self, folder):
        self.folder = Path(folder).resolve()
        if not (self.folder / "manifest.json").is_file():
            raise Failure(f"{folder} is not the folder of a run: there is no manifest.json in it")

    def __repr__(self):
        return f"Run({str(self.folder)!r})"

    def table(self, name):
        """NAME.csv as a data frame."""
        try:
            import pandas
        except ImportError:
            raise MissingPackage(
                f"a data frame needs pandas, which is not installed: pip install pandas; "
                f"run.rows({name!r}) gives the rows without it"
            ) from None
        return pandas.read_csv(self._file(name))

    def rows(self, name):
        """NAME.csv as a list of dictionaries, every value a text as it stands in the file."""
        with open(self._file(name), encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def _file(self, name):
        path = self.folder / f"{name}.csv"
        if not path.is_file():
            known = ", ".join(sorted(file.stem for file in self.folder.glob("*.csv"))) or "none"
            raise Failure(f"this run has no table {name}; it has {known}")
        return path

    trials = cached_property(lambda self: self.table("trials"))
    curves = cached_property(lambda self: self.table("curves"))
    layers = cached_property(lambda self: self.table("layers"))
    summary = cached_property(lambda self: self.table("summary"))
    results = cached_property(lambda self: self.table("results"))
    paths = cached_property(lambda self: self.table("paths"))

    def figure(self, name):
        """One of the lab's own figures; one that the spec does not ask for is drawn now."""
        path = self.folder / f"{name}.svg"
        if not path.is_file():
            optlab("plot", self.folder, "--figure", name)
        return Figure(name, path)

    show = figure

    @property
    def report(self):
        """The report: a notebook shows it, `run.report.open()` gives it to a browser."""
        return Report(self.folder / "report.html")
