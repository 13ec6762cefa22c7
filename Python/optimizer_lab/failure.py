"""What is raised where something cannot be done."""


class Failure(Exception):
    """What optlab said when it could not do what it was asked for, with the place of every mistake.

    code: how the program ended, as in a terminal: 65 for a mistake in a spec, 69 without gnuplot, …
    text: what it said.
    """

    def __init__(self, text, code=None, command=None):
        self.text, self.code = text.strip("\n"), code
        heading = f"optlab {command} ended with {code}:\n" if command else ""
        super().__init__(heading + self.text)

    def _render_traceback_(self):
        """What a notebook shows: where Python stood when a spec was wrong explains nothing."""
        return str(self).split("\n")


class MissingPackage(ImportError):
    """A package that only some things need, and that is not installed."""
