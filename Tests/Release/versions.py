"""A release beside one of another version, of the same user."""

import hashlib
import re

from roots import Failed, check_run
from uses import PROGRAM

OTHER, NUMBER = "/opt/other/optlab", b"0.0.9"
# What a Tab makes of `PROGRAM run adam-`, once both programs have told bash their words.
COMPLETE = """
. {first}
. {last}
COMP_WORDS=({program} run adam-) COMP_CWORD=2 COMP_LINE='{program} run adam-' COMP_POINT=${{#COMP_LINE}}
_optlab_open_words optlab adam- run 2>/dev/null
echo "${{COMPREPLY[@]}}"
"""


def files_below(place):
    return {
        path.relative_to(place): (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).digest())
        for path in place.rglob("*") if path.is_file()
    }


def make_other(root):
    """The same program under another number: to build it would take as long as the release. Texts of five letters
    lie in the code of Swift as they are."""
    program = root.file(PROGRAM).read_bytes()
    number = re.escape(root.run(f"{PROGRAM} --version").stdout.split()[0].encode())
    changed, count = re.subn(rb"(?<![\d.])" + number + rb"(?![\d.])", NUMBER, program)
    if count == 0 or len(changed) != len(program):
        raise Failed("the program's number cannot be changed: it has not as many letters as 0.0.9")
    root.file(OTHER).parent.mkdir(parents=True)
    root.file(OTHER).write_bytes(changed)
    root.file(OTHER).chmod(0o755)


def two_versions(root):
    make_other(root)
    numbers = [root.run(f"{program} --version").stdout.split()[0] for program in (OTHER, PROGRAM)]
    if numbers[0] != NUMBER.decode() or numbers[1] == numbers[0]:
        raise Failed(f"they say that they are {numbers}")
    shipped_files(root, numbers)
    completions(root)
    runs(root)
    return " and ".join(numbers)


def shipped_files(root, numbers):
    """Each has what ships with it in a folder of its own, and leaves what else is there."""
    cache = root.file("/home/student/.cache/optlab")
    root.run("mkdir -p versions .cache/optlab/mnist && echo mine > .cache/optlab/mnist/train")
    use = "cd versions && {0} check adam-vs-sgd && {1} check adam-vs-sgd && {0} list experiments && {1} list experiments"
    root.run(use.format(OTHER, PROGRAM))
    before = files_below(cache)
    folders = sorted({path.parts[0] for path in before})
    if folders != sorted(["mnist", *(f"shipped-{number}" for number in numbers)]):
        raise Failed(f"the cache has {folders}")
    root.run(use.format(OTHER, PROGRAM))
    if files_below(cache) != before:
        raise Failed("a version writes what is another's, or its own anew")


def completions(root):
    for first, last in ((OTHER, PROGRAM), (PROGRAM, OTHER)):
        for name, program in (("first", first), ("last", last)):
            root.run(f"{program} --generate-completion-script bash > {name}.bash")
        for program in (first, last):
            root.file("/home/student/complete.sh").write_text(
                COMPLETE.format(first="first.bash", last="last.bash", program=program))
            offered = root.run("bash complete.sh").stdout.split()
            if offered != ["adam-vs-sgd"]:
                raise Failed(f"{program} offers {offered} after both have told their words")


def runs(root):
    """Each reads what the other left, and says that another version wrote it."""
    for name, program in (("older", OTHER), ("newer", PROGRAM)):
        root.run(f"cd versions && {program} run rosenbrock --quiet --out {name}")
    for name, program in (("older", PROGRAM), ("newer", OTHER)):
        root.run(f"cd versions && {program} plot {name} && {program} diff older newer")
        check_run(root, f"/home/student/versions/{name}")
        said = root.run(f"cd versions && {program} verify {name}")
        if "another version of the program wrote the folder" not in said.stderr:
            raise Failed(f"verify does not say that another version wrote the folder: {said.stderr}")
        # The same trials are done.
        again = root.run(f"cd versions && {program} run rosenbrock --out {name}")
        if "were there already" not in again.stderr + again.stdout:
            raise Failed(f"what another version trained is trained anew: {again.stderr}{again.stdout}")
