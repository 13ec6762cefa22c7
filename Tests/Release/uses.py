"""What users do with a release, each in a root of its own system."""

import shutil
import time

from roots import REPOSITORY, Failed, call, check_run, hash_of

# adam-vs-sgd, cut short: all its problems, optimizers and figures.
SHORT = "--set seeds=[0,1] --set problems.0.epochs=2 --set problems.1.epochs=1"
PROGRAM = "/opt/release/tree/bin/optlab"


def tarball(root):
    began = time.monotonic()
    root.run(
        "mkdir -p /opt/release/tree && tar -xf /opt/release/optlab-*.tar.xz -C /opt/release/tree --strip-components=1",
        user=False)
    root.run(f"mkdir empty && cd empty && {PROGRAM} run adam-vs-sgd {SHORT}")
    run = "/home/student/empty/plots/adam-vs-sgd"
    check_run(root, run)
    for option, pattern in (("--format pdf", "*.pdf"), ("--format png", "*.png"), ("--animate", "*_animation.gif")):
        root.run(f"cd empty && {PROGRAM} plot plots/adam-vs-sgd {option}")
        if not list(root.file(run).glob(pattern)):
            raise Failed(f"nothing was drawn with {option}")
    return f"{time.monotonic() - began:.0f} s"


def deb(root):
    done = root.run(
        "apt-get install -y --no-install-recommends /opt/release/*.deb", user=False,
        variables={"DEBIAN_FRONTEND": "noninteractive"})
    if "gnuplot" in done.stdout and "newly installed" not in done.stdout:
        raise Failed(done.stdout[-300:])
    root.run("mkdir deb && cd deb && optlab run rosenbrock && optlab doctor")
    check_run(root, "/home/student/deb/plots/rosenbrock")
    for name in ("/usr/share/man/man1/optlab.1.gz", "/usr/share/doc/optlab/copyright"):
        if not root.file(name).exists():
            raise Failed(f"the package has no {name}")


def wheel(root):
    began = time.monotonic()
    root.run(
        "python3 -m venv environment && environment/bin/pip install --quiet --no-index /opt/release/*.whl && "
        "printf 'x,y\\n' > own.csv && i=0; while [ $i -lt 60 ]; do echo \"0.$i,1.$i\" >> own.csv; i=$((i+1)); done; "
        "cat > own.py <<'END'\n"
        "import optimizer_lab as lab\n"
        "spec = {'name': 'own', 'seeds': [0, 1], 'problems': [{'name': 'mine', 'kind': 'regression',\n"
        "  'data': {'kind': 'csv', 'path': 'own.csv', 'features': ['x'], 'target': 'y'},\n"
        "  'model': [{'kind': 'linear', 'units': 8}, 'relu', {'kind': 'linear', 'units': 1}], 'epochs': 4}],\n"
        "  'optimizers': [{'kind': 'adam'}, {'kind': 'minibatch'}]}\n"
        "run = lab.run(spec)\n"
        "print(run.folder)\n"
        "try:\n"
        "    lab.run({**spec, 'seed': 1})\n"
        "except lab.Failure as failure:\n"
        "    assert 'seeds' in str(failure), failure\n"
        "else:\n"
        "    raise SystemExit('a mistake was not seen')\n"
        "END\n"
        "environment/bin/python own.py && environment/bin/optlab plot plots/own --format pdf")
    if not list(root.file("/home/student/plots/own").glob("*.pdf")):
        raise Failed("no figure was drawn as PDF")
    return f"{time.monotonic() - began:.0f} s"


def notebooks(root):
    """Two lessons, alone in a folder as a JupyterHub has them, with what PyPI has for that Python."""
    lessons = ["00-tour.ipynb", "04-dying-relu.ipynb"]
    place = root.file("/home/student/lessons")
    place.mkdir()
    for name in lessons:
        shutil.copy(REPOSITORY / "Notebooks" / name, place)
    call(["chown", "-R", "12345:12345", str(place)])
    root.run(
        "python3 -m venv lessons/environment && lessons/environment/bin/pip install --quiet --no-cache-dir "
        "--find-links /opt/release 'optimizer-lab[notebook]' nbclient ipykernel", seconds=900)
    for name in lessons:
        root.run(f"cd lessons && PATH=$PWD/environment/bin:$PATH jupyter execute {name}", seconds=900)
    return ", ".join(lessons)


def without_gnuplot(root):
    done = root.run(f"mkdir none && cd none && PATH=/nowhere {PROGRAM} run rosenbrock")
    if "gnuplot" not in done.stderr:
        raise Failed("nothing is said of the missing gnuplot")
    if not root.file("/home/student/none/plots/rosenbrock/report.html").exists():
        raise Failed("there is no report without gnuplot")


def read_only_home(root):
    root.mount("/home/readonly", "-t", "tmpfs", "-o", "ro,size=1m", "tmpfs")
    root.run(
        f"mkdir readonly && cd readonly && {PROGRAM} run rosenbrock && {PROGRAM} list experiments",
        variables={"HOME": "/home/readonly"})
    done = root.run(f"cd /home/readonly && {PROGRAM} run rosenbrock", expect=73)
    if "plots" not in done.stderr:
        raise Failed(f"the folder is not named: {done.stderr}")


def full_disk(root):
    root.mount("/home/small", "-t", "tmpfs", "-o", "size=200k,mode=1777", "tmpfs")
    # The cache is full; /tmp is taken.
    root.run(
        f"{PROGRAM} check adam-vs-sgd", variables={"XDG_CACHE_HOME": "/home/small", "HOME": "/home/small"})
    done = root.run(f"cd /home/small && {PROGRAM} run adam-vs-sgd {SHORT}", expect=74)
    if "No space left" not in done.stderr:
        raise Failed(f"the reason is not said: {done.stderr}")


def earlier_run(root):
    source = REPOSITORY / "Tests/Fixtures/earlier-run"
    target = root.file("/home/student/earlier")
    shutil.copytree(source, target)
    call(["chown", "-R", "12345:12345", str(target)])
    root.run(f"{PROGRAM} plot earlier")
    check_run(root, "/home/student/earlier")
    done = root.run(f"{PROGRAM} verify earlier", expect=1)
    if "it is of version 3 of the numbers" not in done.stdout + done.stderr:
        raise Failed(f"nothing is said of the older numbers: {done.stdout}{done.stderr}")


def same_bits(root):
    root.run(f"mkdir same && cd same && {PROGRAM} run adam-vs-sgd {SHORT} --same-bits --quiet")
    return hash_of(root.file("/home/student/same/plots/adam-vs-sgd"))


# The archive's check unpacks what most of the others use.
CHECKS = [
    ("archive, as nobody in particular", tarball), ("package, as root", deb), ("wheel, in a new environment", wheel),
    ("lessons", notebooks), ("without gnuplot", without_gnuplot), ("a home that is read-only", read_only_home),
    ("a full disk", full_disk), ("an earlier version's run", earlier_run),
]
