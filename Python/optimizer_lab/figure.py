"""What a notebook shows."""

import html
import os
import shutil
import webbrowser
from pathlib import Path

from .failure import Failure
from .program import optlab


class Figure:
    """A figure of a run, drawn by gnuplot."""

    def __init__(self, name, path):
        self.name, self.path = name, Path(path)

    def __repr__(self):
        return f"<figure {self.name}: {self.path}>"

    def __fspath__(self):
        return str(self.path)

    def _repr_svg_(self):
        return self.path.read_text(encoding="utf-8")

    def save(self, path, width=None):
        """Writes it as what the path ends in: .svg, .pdf or .png.

        width: of a pdf or png: "column" or "page" of a paper, or millimetres.
        """
        kind = Path(path).suffix[1:].lower()
        if kind not in ("svg", "pdf", "png") or kind == "svg" and width is not None:
            raise Failure(
                f"cannot save a figure as {os.fspath(path)}: its end is .svg, .pdf or .png, and a width is for "
                "the last two"
            )
        drawn = self.path
        if kind != "svg":
            wide = [] if width is None else ["--width", width]
            optlab("plot", self.path.parent, "--figure", self.name, "--format", kind, *wide)
            drawn = self.path.with_suffix(f".{kind}")
        if drawn.resolve() != Path(path).resolve():
            shutil.copyfile(drawn, path)
        return Path(path)


class Report:
    """The report of a run: one page, with all its figures."""

    def __init__(self, path):
        self.path = Path(path)

    def __repr__(self):
        return f"<report: {self.path}>"

    def __fspath__(self):
        return str(self.path)

    def _repr_html_(self):
        page = html.escape(self.path.read_text(encoding="utf-8"))
        return f'<iframe srcdoc="{page}" width="100%" height="600" style="border: 1px solid #ccc"></iframe>'

    def open(self):
        """Gives it to the browser."""
        return webbrowser.open(self.path.resolve().as_uri())
