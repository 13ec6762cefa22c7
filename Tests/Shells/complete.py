#!/usr/bin/env python3
"""Types lines with a Tab at their end into a real shell, and prints what the shell made of them.

    complete.py SHELL PROGRAM FOLDER LINE...

SHELL is bash, zsh or fish, with nothing of its user's settings, in a terminal of its own, in FOLDER. It has the
completions that PROGRAM makes for it, as a package installs them. After the Tab an X is typed: in
`optlab run adam-vs-sgdX` the word was left open, in `optlab run adam-vs-sgd X` it was done. Prints a JSON list of
the words for each line. Needs Python's own library alone.
"""

import json
import os
import pty
import re
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path

START = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"], "fish": ["fish", "-i"]}
PLACE = {"bash": "optlab.bash", "zsh": "site/_optlab", "fish": ".config/fish/completions/optlab.fish"}
# Words are shown between brackets that nobody types.
SETTINGS = {
    "bash": "PS1='%'; bind 'set bell-style none'; . ~/optlab.bash; words() { printf '\\1(%s)' \"$@\"; printf '\\1end\\n'; }",
    "zsh": "PS1='%%'; fpath=(~/site $fpath); autoload -Uz compinit; compinit -u -D; "
           "words() { printf '\\1(%s)' \"$@\"; printf '\\1end\\n'; }",
    "fish": "function words; printf '\\1(%s)' $argv; printf '\\1end\\n'; end",
}


class Terminal:
    """A shell at its prompt."""

    def __init__(self, shell, program, folder, home):
        script = subprocess.run([program, "--generate-completion-script", shell], check=True, stdout=subprocess.PIPE)
        place = home / PLACE[shell]
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(script.stdout)
        path = f"{os.path.dirname(os.path.abspath(program))}:/usr/local/bin:/usr/bin:/bin"
        kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "OPTLAB_HOME") if name in os.environ}
        self.child, self.end = pty.fork()
        if self.child == 0:
            os.chdir(folder)
            os.execvpe(START[shell][0], START[shell], {
                **kept, "HOME": str(home), "PATH": path, "TERM": "xterm", "LC_ALL": "C.UTF-8"})
        self.settings = SETTINGS[shell].replace("\\1", "\\001")

    def words(self, line):
        """What a line became: typed, a Tab, an X, and then `words` before all of it."""
        self.send(f"{line}\t")
        self.read(until=None)
        self.send("X\x01words \r")
        return re.findall("\x01\\(([^\x01]*)\\)", self.read(until=b"\x01end"))

    def prepare(self):
        self.read(until=None)
        self.send(f"{self.settings}\r")
        self.send("words ready\r")
        self.read(until=b"\x01end")
        self.read(until=None)

    def send(self, text):
        os.write(self.end, text.encode())

    def read(self, until, limit=20):
        """What is shown until something is, or until nothing has been for a while."""
        shown, begun = b"", time.monotonic()
        while until is None or until not in shown:
            patience = 0.6 if until is None else limit
            if not select.select([self.end], [], [], patience)[0]:
                if until is None:
                    break
                sys.exit(f"the shell did not answer; it shows {shown!r}")
            if time.monotonic() - begun > limit:
                sys.exit(f"the shell has no end of showing {shown[-500:]!r}")
            try:
                shown += os.read(self.end, 65536)
            except OSError:
                sys.exit(f"the shell has ended; it showed {shown!r}")
        return shown.decode(errors="replace")

    def close(self):
        os.close(self.end)
        os.waitpid(self.child, 0)


def main():
    if len(sys.argv) < 5 or sys.argv[1] not in START:
        sys.exit(__doc__)
    shell, program, folder = sys.argv[1:4]
    with tempfile.TemporaryDirectory() as home:
        terminal = Terminal(shell, os.path.abspath(program), folder, Path(home))
        terminal.prepare()
        for line in sys.argv[4:]:
            print(json.dumps(terminal.words(line)), flush=True)
        terminal.close()


if __name__ == "__main__":
    main()
