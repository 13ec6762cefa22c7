"""Submits runs to a real Slurm, ends what can be ended on the way, and asks for the bytes of one quiet run.

Called by `check`, which starts the Slurm: check.py OPTLAB SCRATCH SLURM-FOLDER [TEST...]
"""

import json
import os
import pwd
import signal
import subprocess
import sys
import time
from pathlib import Path

from cluster import (
    OPTLAB, SCRATCH, SLURM, HERE, HOSTILE, KINDS, LONG_STEPS, SLOW_SECONDS, Fault, children, compare,
    expect, job_of, long_run, parent, run, slurm, state, status, submit, trains, until_over,
    steps_in, wait_for, write_spec)

# Each test is a function; what it returns is said of it.


def whole():
    """300 trials in six tasks, in a folder with a hostile name, then the collection."""
    write_spec("a300", 30, KINDS, 200)
    run("run", "a300.json", "--out", "a300-whole")
    done = submit("a300", HOSTILE, "--tasks", "6")
    last = until_over(HOSTILE)
    expect(last["verdict"] == "done" and last["done"] == 300, f"{last}")
    words = run("status", HOSTILE).stdout
    expect(words.startswith("a300: 300 of 300 trials done; all 6 tasks are done\n"), words)
    expect(not list(SCRATCH.rglob("canary")), "the folder's name was run")
    return f"submit {done.seconds:.1f} s; {compare(HOSTILE, 'a300-whole')}"


def killed():
    """The run of one task is killed: the others finish, and one more task is enough."""
    long_run("killed", 2)
    now = wait_for("task 2 trains", lambda: trains("killed", 2), 60)
    os.kill(int(now["process"]), signal.SIGKILL)
    last = until_over("killed")
    expect(last["verdict"] == "stuck", f"{last}")
    words = run("status", "killed", code=1).stdout
    expect("1 failed (node " in words and "SIGKILL)" in words, words)
    log = "".join(p.read_text() for p in (SCRATCH / "killed/slurm").glob("collect-*.log"))
    expect("trials have no result, of the share 2/2; to go on: optlab submit --again" in log, log)
    expect((SCRATCH / "killed/report.html").exists(), "the collection wrote no report")
    again = run("submit", "--again", "killed")
    expect("tasks 2 again\n" in again.stdout, again.stdout)
    expect(until_over("killed")["verdict"] == "done", "the second submission did not end it")
    return compare("killed", "long-whole")


def worker_killed():
    """The process that trains a trial is killed: its task says so, trains the others, and goes on again."""
    long_run("worker", 1)
    now = wait_for("the task trains", lambda: trains("worker", 1), 60)
    worker = wait_for("a worker", lambda: children(now["process"]), 20)[0]
    os.kill(worker, signal.SIGKILL)
    last = until_over("worker")
    expect(last["verdict"] == "stuck" and last["done"] == 3 and last["failed"] == 1, f"{last}")
    words = run("status", "worker", code=1).stdout
    expect("SIGKILL" in words or "signal 9" in words, words)
    run("submit", "--again", "worker")
    expect(until_over("worker")["verdict"] == "done", "the second submission did not end it")
    return compare("worker", "long-whole")


def script_killed():
    """The script of a task is killed, which leaves its run behind or ends it: once more is enough."""
    long_run("script", 1)
    now = wait_for("the task trains", lambda: trains("script", 1), 60)
    program = int(now["process"])
    os.kill(parent(program), signal.SIGKILL)
    last = until_over("script")
    expect(last["verdict"] in ("stuck", "done"), f"{last}")
    outlived = Path(f"/proc/{program}").exists()
    if last["verdict"] == "stuck":
        words = run("status", "script", code=1).stdout
        expect("1 is lost (node " in words and "ended without a word" in words, words)
        run("submit", "--again", "script")
        expect(until_over("script")["verdict"] == "done", "the second submission did not end it")
    # What was left behind may hold the folder a little longer.
    wait_for("the orphan is over", lambda: not Path(f"/proc/{program}").exists(), 60)
    run("collect", "script")
    return f"its run {'outlived' if outlived else 'ended with'} it; {compare('script', 'long-whole')}"


def preempted():
    """A job that goes before takes the task's node: the task is put back, and goes on from its checkpoint."""
    long_run("preempted", 1)
    wait_for("the task trains", lambda: trains("preempted", 1), 60)
    time.sleep(2)
    # No node is free of tasks of this partition, whatever else waits.
    node = slurm("squeue", "-h", "-r", "-j", job_of("preempted"), "-o", "%N").strip()
    slurm("sbatch", "-p", "urgent", "-w", node, "-o", "/dev/null", "--wrap", "sleep 2")
    wait_for("the task is told to end", lambda: state("preempted", 1).get("phase") == "stopped", 30)
    log = wait_for("Slurm says why", lambda: "PREEMPTION" in "".join(
        path.read_text() for path in (SCRATCH / "preempted/slurm").glob("*_1.log")), 20)
    last = until_over("preempted")
    expect(log and last["verdict"] == "done" and last["tasks"][0]["starts"] == 2, f"{last}")
    return compare("preempted", "long-whole")


def many():
    """2,500 tasks are three arrays with each share once; they are held, but for one, which trains its own."""
    write_spec("many", 250, KINDS, 10)
    done = submit("many", "many", "--tasks", "2500", "--", "--hold")
    expect(done.stdout.count("array    ") == 3, f"arrays beyond MaxArraySize: {done.stdout}")
    jobs = [json.loads(line) for line in (SCRATCH / "many/slurm/jobs.jsonl").read_text().splitlines()]
    offsets = {job["id"]: job["offset"] for job in jobs if job["kind"] == "tasks"}
    waiting = slurm("squeue", "-h", "-r", "-j", ",".join(offsets), "-o", "%i").split()
    shares = sorted(offsets[job] + int(place) for job, place in (entry.split("_") for entry in waiting))
    expect(shares == list(range(1, 2501)), f"{len(shares)} tasks, {len(set(shares))} shares")
    last_array = max(offsets, key=offsets.get)
    slurm("scontrol", "release", f"{last_array}_7")
    share = offsets[last_array] + 7
    wait_for("the one trains", lambda: state("many", share).get("phase") == "done", 60)
    began = time.monotonic()
    now = status("many")
    took = time.monotonic() - began
    expect(now["done"] == 1 and now["tasks"][share - 1]["phase"] == "done", f"{now['done']} done")
    expect(took < 3, f"the status took {took:.1f} s")
    run("cancel", "many")
    return f"submit {done.seconds:.1f} s, status {took:.1f} s, share {share} trained; 2,499 never started"


def other_user():
    """Somebody who is not root submits, with files that others cannot read."""
    user = pwd.getpwnam("nobody")
    place = SCRATCH.parent / "nobody"
    place.mkdir(mode=0o700)
    os.chown(place, user.pw_uid, user.pw_gid)
    # Without a home, and so without what root may read.
    own = {"cwd": place, "user": user.pw_uid, "group": user.pw_gid, "extra_groups": [],
           "env": {"PATH": os.environ["PATH"], "SLURM_CONF": os.environ["SLURM_CONF"], "HOME": str(place)}}
    if subprocess.run([OPTLAB, "--version"], capture_output=True, **own).returncode != 0:
        return "not tried: nobody may not read the program, whose folder is for root alone"
    write_spec("small", 3, ["adam", "sgd"], 100)
    run("run", "small.json", "--out", "small-whole")
    spec = place / "small.json"
    spec.write_text((SCRATCH / "small.json").read_text())
    os.chown(spec, user.pw_uid, user.pw_gid)
    submitted = run(
        "submit", "small.json", "--out", HOSTILE, "--shared-ok", "--tasks", "2", **own)
    expect(submitted.seconds < 5, f"submit took {submitted.seconds:.1f} s")
    wait_for("all is done", lambda: run("status", HOSTILE, code=None, **own).returncode == 0, 60)
    files = [path for path in (place / HOSTILE).rglob("*")]
    expect(all(path.stat().st_uid == user.pw_uid for path in files), "some files are another's")
    expect(all(path.stat().st_mode & 0o077 == 0 for path in files), "some files are open to others")
    expect(not list(place.rglob("canary")), "the folder's name was run")
    return f"{len(files)} files, all its own; {compare(place / HOSTILE, 'small-whole')}"


def allotted():
    """A task has one processor of the machine's, and 500 MB: one worker, and no trial that cannot fit."""
    long_run("allotted", 1, "--mem", "500M")
    now = wait_for("the task trains", lambda: trains("allotted", 1), 60)
    workers = len(wait_for("a worker", lambda: children(now["process"]), 20))
    expect(workers == 1, f"{workers} workers on one processor")
    run("cancel", "allotted")
    write_spec("fat", 1, ["adam"], 10, units=(20_000, 4_000))
    submit("fat", "fat", "--tasks", "1", "--mem", "500M")
    until_over("fat", 60)
    words = run("status", "fat", code=1).stdout
    expect("1 failed (node " in words and "memory" in words, words)
    return f"one worker of {os.cpu_count()} processors; {words.splitlines()[0].split('(')[-1]}"


def requeued():
    """A task is put back by hand: it goes on from its checkpoint, and the collection waits for it."""
    long_run("requeued", 2)
    wait_for("task 1 trains", lambda: trains("requeued", 1), 60)
    time.sleep(2)
    slurm("scontrol", "requeue", f"{job_of('requeued')}_1")
    wait_for("task 1 is told to end", lambda: state("requeued", 1).get("phase") == "stopped", 20)
    last = until_over("requeued")
    expect(last["verdict"] == "done", f"{last}")
    expect(last["tasks"][0]["starts"] == 2, f"{last}")
    return compare("requeued", "long-whole")


def crashed():
    """A node dies with all its processes: Slurm puts its task back, and another node goes on."""
    long_run("crashed", 2)
    now = wait_for("task 1 trains", lambda: trains("crashed", 1), 60)
    time.sleep(2)
    program = int(now["process"])
    script = parent(program)
    step = parent(script)
    entry = slurm("squeue", "-h", "-r", "-t", "R", "-o", "%i|%N")
    node = next(line.split("|")[1] for line in entry.splitlines() if line.split("|")[0].endswith("_1"))
    daemon = int((SLURM / "run" / f"{node}.pid").read_text())
    for process in [daemon, step, script, program, *children(program)]:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            pass
    last = until_over("crashed")
    expect(last["verdict"] == "done", f"{last}")
    expect(last["tasks"][0]["starts"] == 2, f"{last}")
    subprocess.run([HERE / "slurm", "node", SLURM, node], check=True)
    return f"{node} died; {compare('crashed', 'long-whole')}"


def begin_short_time():
    # Slurm looks at the times twice a minute, so that a start takes half a minute, however early it is to end.
    write_spec("slow", 1, ["adam"], steps_in(SLOW_SECONDS))
    # Told 55 s before the end, by the signal that the script has.
    dry = run("submit", "slow.json", "--out", "short", "--tasks", "1", "--time", "1", "--dry-run").stdout
    option = next(line.split()[1] for line in dry.splitlines() if line.startswith("#SBATCH --signal="))
    submit("slow", "short", "--tasks", "1", "--time", "1", "--", option.split("@")[0] + "@55")
    return subprocess.Popen(
        [OPTLAB, "run", "slow.json", "--out", "slow-whole", "--quiet"], cwd=SCRATCH,
        stdout=subprocess.DEVNULL)


def short_time(reference):
    """The time is over before the work is: the task puts itself back, and goes on where it was."""
    last = until_over("short", 180)
    expect(last["verdict"] == "done", f"{last}")
    starts = last["tasks"][0]["starts"]
    expect(starts >= 3, f"it put itself back {starts - 1} times")
    expect(reference.wait(timeout=120) == 0, "the run that it is compared with failed")
    return f"put itself back {starts - 1} times; {compare('short', 'slow-whole')}"


def cancelled():
    """A task that is cancelled writes its checkpoint, and does not put itself back."""
    long_run("cancelled", 1)
    wait_for("the task trains", lambda: trains("cancelled", 1), 60)
    time.sleep(2)
    run("cancel", "cancelled")
    last = until_over("cancelled", 40, hurry=False)
    expect(last["tasks"][0]["phase"] == "cancelled" and last["tasks"][0]["starts"] == 1, f"{last}")
    checkpoints = list((SCRATCH / "cancelled/checkpoints").glob("*"))
    expect(checkpoints, "no checkpoint was written")
    log = "".join(path.read_text() for path in (SCRATCH / "cancelled/slurm").glob("*.log"))
    expect(" interrupted  " in log, f"the run was not told to end, but ended: {log}")
    return f"{len(checkpoints)} checkpoints"


def begin_without_progress():
    (SCRATCH / "stuck.sh").write_text(
        "#!/bin/bash\ntrap 'exit 143' TERM\n"
        "state=${*: -1}\nidle=$(sed -n 's/^idle=//p' \"$state\" 2>/dev/null)\n"
        "printf 'start=1\\nidle=%s\\nphase=running\\n' $((idle + 1)) > \"$state\"\n"
        "for i in $(seq 600); do sleep 0.1; done\n")
    (SCRATCH / "setup.sh").write_text(f"OPTLAB_RUN='bash {SCRATCH}/stuck.sh'\n")
    write_spec("stuck", 1, ["adam"], 100)
    submit("stuck", "stuck", "--tasks", "1", "--setup", "setup.sh", "--time", "1", "--",
           "--signal=B:USR1@55")


def without_progress(_):
    """A task whose run makes no step in its time stops after two starts."""
    last = until_over("stuck", 120)
    task = last["tasks"][0]
    expect(task["phase"] == "failed" and "was over twice, and no step" in task["detail"], f"{last}")
    return task["detail"]


def twice():
    """A share is trained twice by hand beside its task, and one of another division; the collection is asked
    for too early."""
    long_run("twice", 1)
    wait_for("the task trains", lambda: trains("twice", 1), 60)
    early = run("collect", "twice", code=75)
    expect("is in use by another run" in early.stderr, early.stderr)
    others = [
        subprocess.Popen(
            [OPTLAB, "run", "twice/experiment.json", "--out", "twice", "--shard", share, *more],
            cwd=SCRATCH, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for share, more in (("1/1", ["--wait-for-share", "3"]), ("1/1", []), ("2/3", []))]
    told = [process.communicate(timeout=120)[1] for process in others]
    for process, words in zip(others, told):
        expect(process.returncode == 0, f"ended with {process.returncode}: {words}")
    for words in told[:2]:
        expect("waits for another process, which has the share 1/1 (process " in words, words)
    expect("goes on beside it, with the trials that nobody holds" in told[0], told[0])
    expect(until_over("twice")["verdict"] == "done", "the task did not end well")
    return compare("twice", "long-whole")


def failed():
    """A trial fails: its reason is in the status, the collection and the manifest."""
    write_spec("bad", 2, ["adam"], LONG_STEPS)
    submit("bad", "failed", "--tasks", "1", "--", "--hold")
    script = SCRATCH / "failed/slurm/task.sbatch"
    # The script was copied by Slurm: an edited one is for the next submission.
    run("cancel", "failed")
    script.write_text(script.read_text().replace('--state "$state"', '--state "$state" --trial-timeout 0.2'))
    again = run("submit", "--again", "failed", "--", "--comment=edited")
    expect("task.sbatch was changed, and is used as it is" in again.stderr, again.stderr)
    until_over("failed", 60)
    words = run("status", "failed", code=1).stdout
    expect("2 failed;" in words and "tried on" in words, words)
    late = run("collect", "failed", code=1)
    expect(": failed: " in late.stderr and ".log)" in late.stderr, late.stderr)
    expect("tried on" in (SCRATCH / "failed/manifest.json").read_text(), "the manifest has no reason")
    return words.splitlines()[0]


TESTS = [
    whole, killed, worker_killed, script_killed, requeued, preempted, crashed, cancelled, twice, failed, many,
    other_user, allotted, without_progress, short_time]
# What takes long is begun first, and looked at last.
BEGINNINGS = {short_time: begin_short_time, without_progress: begin_without_progress}


def main(names):
    os.umask(0o077)
    passed, began = 0, time.monotonic()
    tests = [test for test in TESTS if not names or test.__name__ in names]
    begun = {test: BEGINNINGS[test]() for test in tests if test in BEGINNINGS}
    for test in tests:
        start = time.monotonic()
        try:
            words = test(begun[test]) if test in begun else test()
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


sys.exit(main(sys.argv[4:]))
