#!/usr/bin/env python3
"""Starts an assignment, puts its solution into the notebook that is handed out, and executes that.

    started.py OPTLAB ASSIGNMENT

ASSIGNMENT is the folder of one with its sources. The notebook has to be valid, to run through as it is
handed out, with at most a fifth of the points, and to run through with the solution, with no check that
fails. Ends with 1 where it does not. Needs the packages of Notebooks/requirements.txt.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient


def optlab(*words):
    done = subprocess.run([OPTLAB, *map(str, words)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"optlab {words[0]} {words[1]} ended with {done.returncode}:\n{done.stderr}")


def execute(notebook, folder):
    """Runs all cells, and gives what the last one printed: points, of how many, and which checks fail."""
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}}).execute()
    printed = "".join(output.get("text", "") for output in notebook.cells[-1].outputs)
    points = re.search(r"^([0-9.e+-]+) of ([0-9.e+-]+) points$", printed, re.MULTILINE)
    if points is None:
        sys.exit(f"the last cell does not say the points:\n{printed}")
    failing = re.findall(r"^(?:fail|error|timeout) .*$", printed, re.MULTILINE)
    return float(points[1]), float(points[2]), failing


def solve(notebook, solution):
    """Puts the solution's files and answers into the cells that write them."""
    answers = solution / "answers.json"
    known = json.loads(answers.read_text()) if answers.exists() else {}
    for cell in notebook.cells:
        file = re.match(r"%%writefile (\S+)\n", cell.source)
        question = re.match(r'answer\("([^"]+)", None\)', cell.source)
        if file:
            cell.source = file[0] + (solution / file[1]).read_text()
        elif question and question[1] in known:
            cell.source = f"answer({question[1]!r}, {known[question[1]]!r})"


def start(assignment, scratch):
    """The folder of a student whose numbers are those of the solution: there are a few variants of them."""
    for number in range(100):
        work = scratch / f"work-{number}"
        optlab("assignment", "start", assignment, work, "--student", f"student-{number}")
        specs = [path for path in (scratch / "starter").glob("*.json") if not path.name.startswith("assignment")]
        if all((work / path.name).read_bytes() == path.read_bytes() for path in specs):
            return work
    sys.exit("no student has the numbers of the solution")


def main(assignment):
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        halves = ["--starter", scratch / "starter", "--solution", scratch / "solution"]
        optlab("assignment", "split", assignment, *halves)
        work = start(assignment, scratch)
        path = work / "notebook.ipynb"
        nbformat.validate(json.loads(path.read_text()))
        started = execute(nbformat.read(path, as_version=4), work)
        solved = nbformat.read(path, as_version=4)
        solve(solved, scratch / "solution")
        full = execute(solved, work)
    words = f"{started[0]:g} points as handed out, {full[0]:g} of {full[1]:g} with the solution"
    if full[2] or not started[2] or started[0] > 0.2 * started[1] or full[0] < 0.5 * full[1]:
        sys.exit("\n".join([words, "with the solution:", *full[2]]))
    print(f"the notebook of {Path(assignment).name}: {words}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    OPTLAB = os.environ["OPTLAB"] = os.path.abspath(sys.argv[1])
    main(sys.argv[2])
