"""Roots of Debian and Ubuntu, in which a release is used."""

import csv
import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

SUITES = {
    "bookworm": "deb http://deb.debian.org/debian bookworm main",
    "trixie": "deb http://deb.debian.org/debian trixie main",
    # Debian has no keys of Ubuntu's.
    "jammy": "deb [trusted=yes] http://archive.ubuntu.com/ubuntu jammy main universe",
    "noble": "deb [trusted=yes] http://archive.ubuntu.com/ubuntu noble main universe",
}
REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGES = "apt,python3,python3-venv,gnuplot-nox,xz-utils,ca-certificates"

class Failed(Exception):
    pass


class Skipped(Exception):
    """Something is not there that a check needs."""


def call(arguments, seconds=600, **options):
    return subprocess.run(
        arguments, timeout=seconds, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, **options)


def make_archive(suite, roots):
    """The path of the root's archive, or why there is none."""
    archive = roots / f"{suite}-{hashlib.sha256(PACKAGES.encode()).hexdigest()[:8]}.tar"
    if archive.exists():
        return archive, None
    roots.mkdir(parents=True, exist_ok=True)
    made = roots / f"{suite}.new.tar"
    done = call(
        ["mmdebstrap", "--mode=root", "--variant=minbase", f"--include={PACKAGES}", suite, str(made), SUITES[suite]],
        seconds=900)
    if done.returncode != 0:
        return None, (done.stderr.strip().splitlines() or ["no reason was given"])[-1]
    made.rename(archive)
    return archive, None


class Root:
    """An unpacked root, in which commands run as root or as a user of no rights."""

    def __init__(self, suite, archive, release):
        self.suite = suite
        self.path = Path(tempfile.mkdtemp(prefix=f"optlab-{suite}-"))
        self.mounts = []
        done = call(["tar", "-xf", str(archive), "-C", str(self.path)])
        if done.returncode != 0:
            raise Failed(f"the root cannot be unpacked: {done.stderr.strip()[-200:]}")
        for kind, place in (("proc", "proc"), ("sysfs", "sys")):
            self.mount(place, "-t", kind, kind)
        self.mount("dev", "--bind", "/dev")
        shutil.copytree(release, self.path / "opt/release")
        if Path("/etc/resolv.conf").exists():
            (self.path / "etc/resolv.conf").unlink(missing_ok=True)
            shutil.copy("/etc/resolv.conf", self.path / "etc/resolv.conf")
        # Whom this machine trusts, it does so for reasons of its network's.
        trusted = Path("/etc/ssl/certs/ca-certificates.crt")
        if trusted.exists():
            shutil.copy(trusted, self.path / "opt/trusted.crt")
        home = self.path / "home/student"
        home.mkdir(parents=True)
        os.chown(home, 12345, 12345)

    def mount(self, place, *words):
        """Mounts what `words` say at a place, which is made where it is not there, until the root is closed."""
        target = self.file(place)
        target.mkdir(parents=True, exist_ok=True)
        done = call(["mount", *words, str(target)])
        if done.returncode != 0:
            raise Failed(f"nothing can be mounted at {place}: {done.stderr.strip()}")
        self.mounts.append(target)

    def close(self):
        left = [target for target in reversed(self.mounts) if call(["umount", "-l", str(target)]).returncode != 0]
        # What is mounted is another's.
        if not left:
            shutil.rmtree(self.path, ignore_errors=True)

    def run(self, script, user=True, expect=0, variables=None, seconds=600):
        """Runs a script of the shell; without a locale, as a machine without one has it."""
        home = "/home/student" if user else "/root"
        environment = {
            "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": home, "TERM": "xterm-kitty",
            **({"PIP_CERT": "/opt/trusted.crt"} if self.file("opt/trusted.crt").exists() else {}),
            **(variables or {}),
        }
        identity = ["--userspec=12345:12345"] if user else []
        done = call(
            [shutil.which("chroot") or "/usr/sbin/chroot", *identity, str(self.path), "/bin/sh", "-c", f"cd {home} && {script}"], seconds=seconds,
            env=environment)
        if done.returncode != expect:
            raise Failed(
                f"{script}\n  ended with {done.returncode}, not {expect}:\n  "
                + (done.stderr or done.stdout).strip()[-600:].replace("\n", "\n  "))
        return done

    def file(self, name):
        return self.path / name.lstrip("/")


def check_run(root, folder):
    """Every figure that has a script was drawn, and the report is whole."""
    place = root.file(folder)
    # Films are drawn when they are asked for.
    scripts = {p.stem for p in place.glob("*.gp") if not p.stem.endswith("_animation")}
    drawn = {p.stem for p in place.glob("*.svg")}
    if not scripts or not scripts <= drawn:
        raise Failed(f"{folder}: not drawn: {sorted(scripts - drawn)}, of {len(scripts)}")
    report = (place / "report.html").read_text()
    if not report.rstrip().endswith("</html>") or report.count("<svg") + report.count("<img") < len(scripts):
        raise Failed(f"{folder}/report.html is not whole")


def hash_of(place):
    """Of the rows of curves.csv, without seconds."""
    with open(place / "curves.csv", newline="") as file:
        rows = [{k: v for k, v in row.items() if k != "seconds"} for row in csv.DictReader(file)]
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]
