"""Tests of submissions that nobody ends: shares, arrays, users, what is allotted, and what fails by itself.

Each test is a function; what it returns is said of it.
"""

import json
import os
import pwd
import subprocess
import time
from collections import Counter

from cluster import (
    OPTLAB, SCRATCH, HOSTILE, KINDS, LONG_STEPS, children, compare, expect, long_run, run, slurm, state,
    status, submit, trains, until_over, wait_for, write_spec)


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


def every_task(count="2500"):
    """All tasks of several arrays run, each share once, and the collection has the bytes of one run."""
    tasks = int(count)
    write_spec("every", -(-tasks // len(KINDS)), KINDS, 10)
    run("run", "every.json", "--out", "every-whole", "--quiet", limit=600)
    submitted = submit("every", "every", "--tasks", tasks)
    jobs = [json.loads(line) for line in (SCRATCH / "every/slurm/jobs.jsonl").read_text().splitlines()]
    arrays = [job["id"] for job in jobs if job["kind"] == "tasks"]
    began, slowest, told = time.monotonic(), 0, 0
    while True:
        asked = time.monotonic()
        now = status("every")
        slowest = max(slowest, time.monotonic() - asked)
        phases = Counter(task["phase"] for task in now["tasks"])
        if time.monotonic() - told > 60 or now["verdict"] != "working":
            told = time.monotonic()
            print(f"  after {told - began:.0f} s: {now['done']} trials done, tasks: {dict(phases)}", flush=True)
        if now["verdict"] != "working":
            break
        time.sleep(5)
    took = time.monotonic() - began
    expect(now["verdict"] == "done" and phases == {"done": tasks}, f"{now['verdict']}: {phases}")
    starts = Counter(task["starts"] for task in now["tasks"])
    expect(starts == {1: tasks}, f"tasks by how often they were started: {starts}")
    expect(all(task["trials"] == task["done"] == 1 for task in now["tasks"]), "a share has another trial's place")
    return (f"submit {submitted.seconds:.1f} s, {len(arrays)} arrays, all over after {took:.0f} s, "
            f"status {slowest:.1f} s at most; {compare('every', 'every-whole')}")


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
