"""Submits runs to a real Slurm, ends what can be ended on the way, and asks for the bytes of one quiet run.

Called by `check`, which starts the Slurm: check.py OPTLAB SCRATCH SLURM-FOLDER [TEST...]
"""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

OPTLAB, SCRATCH, SLURM = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
HERE = Path(__file__).parent
# What a folder may be called that was made by somebody who does not think of shells.
HOSTILE = "a b'c\"d$(touch canary)"


class Fault(Exception):
    pass


def expect(condition, words):
    if not condition:
        raise Fault(words)


def run(*arguments, code=0, limit=120):
    """Calls the program; `code` is how it has to end."""
    began = time.monotonic()
    done = subprocess.run(
        [OPTLAB, *map(str, arguments)], cwd=SCRATCH, capture_output=True, text=True, timeout=limit)
    done.seconds = time.monotonic() - began
    expect(code is None or done.returncode == code,
           f"optlab {' '.join(map(str, arguments))} ended with {done.returncode}, not {code}:\n"
           f"{done.stdout}{done.stderr}")
    return done


def slurm(*arguments):
    return subprocess.run(arguments, capture_output=True, text=True, timeout=30).stdout


def wait_for(what, condition, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.3)
    raise Fault(f"{what}: not within {seconds} s\n{slurm('squeue')}")


def status(folder):
    done = run("status", folder, "--json", code=None)
    expect(done.returncode in (0, 1, 75), done.stdout + done.stderr)
    return json.loads(done.stdout)


def until_over(folder, seconds=120, hurry=True):
    """Waits until nobody works. Slurm lets what it puts back wait for two minutes, which is cut short; not
    below some seconds, for a start within the second of a requeue has no valid credential."""
    seen = {}

    def is_over():
        if hurry:
            for line in slurm("squeue", "-h", "-r", "-t", "PD", "-o", "%i|%r").splitlines():
                job, reason = line.split("|")
                if reason != "BeginTime":
                    seen.pop(job, None)
                elif time.monotonic() - seen.setdefault(job, time.monotonic()) > 3:
                    slurm("scontrol", "update", f"jobid={job}", "StartTime=now")
        now = status(folder)
        return now if now["verdict"] != "working" else None
    return wait_for(f"{folder} is over", is_over, seconds)


def state(folder, share):
    path = SCRATCH / folder / "slurm" / f"task-{share}.state"
    try:
        lines = path.read_text().splitlines()
    except OSError:
        return {}
    return dict(line.split("=", 1) for line in lines if "=" in line)


def trains(folder, share, start=1):
    """Whether a task has begun a trial in its so many-th start."""
    now = state(folder, share)
    return (int(now.get("start", 0)) >= start and now.get("phase") == "running"
            and now.get("trials", "0") != "0" and now)


def parent(process):
    # The name, in parentheses, may have spaces.
    return int(Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[1])


def children(process):
    text = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(word) for word in text.split()]


def table(path):
    """A table without the columns of seconds, which no two runs share."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    kept = [i for i, name in enumerate(rows[0]) if not name.startswith("seconds")] if rows else []
    return [[row[i] for i in kept] for row in rows]


def compare(folder, whole):
    """That a folder has what a single run leaves: all tables, and all weights byte for byte."""
    one, other = SCRATCH / whole, SCRATCH / folder
    names = sorted(path.name for path in one.glob("*.csv"))
    expect(len(names) >= 6, f"{whole} has the tables {names}")
    for name in names:
        expect(table(one / name) == table(other / name), f"{folder}/{name} is another")
    trials = [path.relative_to(one) for path in one.glob("trials/*.safetensors")]
    expect(trials, f"{whole} has no trials")
    for path in trials:
        expect(weights(one / path) == weights(other / path), f"{folder}/{path} is another")
    return f"{len(names)} tables and the weights of {len(trials)} trials are those of one run"


def weights(path):
    """The bytes of the arrays of weights in a trial's file."""
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    places = {name: entry["data_offsets"] for name, entry in json.loads(data[8:start]).items()
              if ".final." in name}
    expect(places, f"{path} has no weights")
    return {name: data[start + begin:start + end] for name, (begin, end) in places.items()}


def write_spec(name, seeds, kinds, steps):
    spec = {
        "name": name, "seeds": list(range(seeds)),
        "problems": [{
            "name": "line", "kind": "regression",
            "data": {"kind": "function", "function": "linear", "count": 40},
            "model": [{"kind": "linear", "units": 4}, "relu", {"kind": "linear", "units": 1}],
            "steps": steps, "batch_size": 16}],
        "optimizers": [{"kind": kind} for kind in kinds],
        "record": {"every": max(steps // 8, 1)}, "figures": [],
    }
    (SCRATCH / f"{name}.json").write_text(json.dumps(spec))


KINDS = ["gd", "minibatch", "momentum", "nesterov", "adagrad", "adadelta", "rmsprop", "adam", "adamw", "nadam"]
LONG_STEPS = 600_000
SLOW_STEPS = 12_000_000


def submit(spec, folder, *arguments):
    done = run("submit", f"{spec}.json", "--out", folder, "--shared-ok", *arguments)
    expect(done.seconds < 5, f"submit took {done.seconds:.1f} s")
    return done


def long_run(folder, tasks=2, *arguments):
    """Four trials of some seconds each."""
    if not (SCRATCH / "long.json").exists():
        write_spec("long", 2, ["adam", "momentum"], LONG_STEPS)
        run("run", "long.json", "--out", "long-whole")
    return submit("long", folder, "--tasks", tasks, *arguments)


# Each test is a function; what it returns is said of it.

def whole():
    """300 trials in six tasks of two arrays, in a folder with a hostile name, then the collection."""
    write_spec("a300", 30, KINDS, 200)
    run("run", "a300.json", "--out", "a300-whole")
    done = submit("a300", HOSTILE, "--tasks", "6")
    expect(done.stdout.count("array    ") == 2, f"arrays beyond MaxArraySize: {done.stdout}")
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


def requeued():
    """A task is put back by hand: it goes on from its checkpoint, and the collection waits for it."""
    long_run("requeued", 2)
    wait_for("task 1 trains", lambda: trains("requeued", 1), 60)
    time.sleep(2)
    job = json.loads((SCRATCH / "requeued/slurm/jobs.jsonl").read_text().splitlines()[0])["id"]
    slurm("scontrol", "requeue", f"{job}_1")
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
    write_spec("slow", 1, ["adam"], SLOW_STEPS)
    submit("slow", "short", "--tasks", "1", "--time", "1", "--", "--signal=B:USR1@55")
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
    checkpoints = list((SCRATCH / "cancelled/trials").rglob("*checkpoint*"))
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
    """A share is trained by hand beside its task, and the collection is asked for too early."""
    long_run("twice", 1)
    wait_for("the task trains", lambda: trains("twice", 1), 60)
    early = run("collect", "twice", code=75)
    expect("is in use by another run" in early.stderr, early.stderr)
    second = run("run", "twice/experiment.json", "--out", "twice", "--shard", "1/1")
    expect("waits for another process, which has the share 1/1 (process " in second.stderr, second.stderr)
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


TESTS = [whole, killed, requeued, crashed, cancelled, twice, failed, without_progress, short_time]
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
    print(f"{passed} of {len(tests)} in {time.monotonic() - began:.0f} s")
    return 0 if passed == len(tests) else 1


sys.exit(main(sys.argv[4:]))
