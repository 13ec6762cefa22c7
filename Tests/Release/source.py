"""The build from the sources in a root of Debian 13, with the Swift that is installed here."""

import shutil
import time
from pathlib import Path

from roots import REPOSITORY, Failed, Skipped, call, check_run
from uses import SHORT

# What the toolchain itself needs there; what the program needs, its own scripts install.
SWIFT_NEEDS = "git binutils libc6-dev libgcc-14-dev libstdc++-14-dev libcurl4t64 libxml2 libncurses6"


def toolchain():
    """The folder that the toolchain lies in, and the folder of its programs."""
    swift = shutil.which("swift")
    if not swift:
        raise Skipped("Swift is not installed here")
    programs = Path(swift).resolve().parent
    place = programs.parent.parent if programs.parent.name == "usr" else programs.parent
    if str(place) in ("/", "/usr"):
        raise Skipped(f"Swift lies in {place}, between this system's own programs, and cannot be lent to another")
    return place, programs


def lend_packages(root):
    """Where git here has packages from another place than their address, so it does there."""
    done = call(["git", "config", "--get-regexp", r"^url\..*\.insteadof$"])
    for line in done.stdout.splitlines():
        key, instead = line.split(" ", 1)
        place = key[len("url."):-len(".insteadof")]
        if Path(place).is_dir():
            if root.file(place) not in root.mounts:
                root.mount(place, "--bind", "-o", "ro", place)
            call(["git", "config", "--file", str(root.file("/etc/gitconfig")), "--add", key, instead])


def source_build(root):
    place, programs = toolchain()
    root.mount(str(place), "--bind", "-o", "ro", str(place))
    lend_packages(root)
    variables = {
        "PATH": f"{programs}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "DEBIAN_FRONTEND": "noninteractive"}
    root.run(
        f"apt-get update && apt-get install -y --no-install-recommends {SWIFT_NEEDS}", user=False, variables=variables)
    cloned = call(["git", "clone", "--quiet", "--depth", "1", REPOSITORY.as_uri(), str(root.file("/root/optlab"))])
    if cloned.returncode != 0:
        raise Skipped(f"the sources are in no repository: {cloned.stderr.strip()}")
    began = time.monotonic()
    first = root.run(f"optlab/optlab run adam-vs-sgd {SHORT}", user=False, variables=variables, seconds=3600)
    seconds = time.monotonic() - began
    check_run(root, "/root/plots/adam-vs-sgd")
    if "installs these packages" not in first.stderr or "built in" not in first.stderr:
        raise Failed(f"nothing is said of what was installed and built: {first.stderr[-300:]}")
    again = root.run("optlab/optlab check adam-vs-sgd && optlab/optlab doctor", user=False, variables=variables)
    if "builds the program" in again.stderr:
        raise Failed("the second call builds it again")
    return f"{seconds:.0f} s"
