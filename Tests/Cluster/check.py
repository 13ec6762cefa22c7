"""Submits runs to a real Slurm, ends what can be ended on the way, and asks for the bytes of one quiet run.

Called by `check`, which starts the Slurm: check.py OPTLAB SCRATCH SLURM-FOLDER [TEST...]
"""

import os
import subprocess
import sys
import time

from cluster import Fault, expect
from interruptions import (
    begin_short_time, begin_without_progress, cancelled, crashed, killed, preempted, requeued, script_killed,
    short_time, without_progress, worker_killed)
from submissions import allotted, every_task, failed, many, other_user, twice, whole

TESTS = [
    whole, killed, worker_killed, script_killed, requeued, preempted, crashed, cancelled, twice, failed, many,
    other_user, allotted, without_progress, short_time]
# What takes too long to be tried each time; `every_task=500` tries fewer.
CAMPAIGNS = [every_task]
# What takes long is begun first, and looked at last.
BEGINNINGS = {short_time: begin_short_time, without_progress: begin_without_progress}


def main(names):
    os.umask(0o077)
    passed, began = 0, time.monotonic()
    # A campaign's name may be followed by its size.
    asked = dict((*name.split("=", 1), None)[:2] for name in names)
    tests = [test for test in TESTS if not asked] + [
        test for test in TESTS + CAMPAIGNS if test.__name__ in asked]
    unknown = asked.keys() - {test.__name__ for test in tests}
    expect(not unknown, f"no test is called {', '.join(sorted(unknown))}; there are "
           + ", ".join(test.__name__ for test in TESTS + CAMPAIGNS))
    begun = {test: BEGINNINGS[test]() for test in tests if test in BEGINNINGS}
    for test in tests:
        start = time.monotonic()
        try:
            size = asked.get(test.__name__)
            words = test(begun[test]) if test in begun else test(size) if size else test()
        except (Fault, subprocess.TimeoutExpired, OSError, KeyError, ValueError) as fault:
            print(f"FAILED {test.__name__}: {test.__doc__}\n{type(fault).__name__}: {fault}", flush=True)
            continue
        passed += 1
        print(f"{test.__name__}: {words} ({time.monotonic() - start:.0f} s)", flush=True)
    for process in begun.values():
        # What a test that failed has not waited for.
        if process and process.poll() is None:
            process.terminate()
            process.wait(timeout=20)
    print(f"{passed} of {len(tests)} in {time.monotonic() - began:.0f} s")
    return 0 if passed == len(tests) else 1


try:
    sys.exit(main(sys.argv[4:]))
except Fault as fault:
    sys.exit(f"check: {fault}")
