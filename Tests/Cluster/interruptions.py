"""Tests of tasks that are ended on the way: each has to come to the bytes of one quiet run.

Each test is a function; what it returns is said of it.
"""

import os
import signal
import subprocess
import time
from pathlib import Path

from cluster import (
    OPTLAB, SCRATCH, SLURM, HERE, LASTING_SECONDS, SECONDS_UNTIL_CRASH, SLOW_SECONDS, children, compare, expect,
    job_of, long_run, opened, parent, recorded_seconds, run, slurm, state, status, submit, trains, until_over,
    steps_in, wait_for, write_spec)


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


def crashed():
    """A node dies with all its processes: Slurm puts its task back, and another node goes on from where the trial
    was less than ten seconds before."""
    write_spec("lasting", 1, ["adam"], steps_in(LASTING_SECONDS))
    submit("lasting", "crashed", "--tasks", "1")
    now = wait_for("the task trains", lambda: trains("crashed", 1), 60)
    with subprocess.Popen(
            [OPTLAB, "run", "lasting.json", "--out", "lasting-whole", "--quiet"], cwd=SCRATCH,
            stdout=subprocess.DEVNULL) as whole:
        try:
            return crash(int(now["process"]), whole)
        finally:
            whole.terminate()


def crash(program, whole):
    """Has the node die on which the program trains."""
    # Whenever it died until then, and now when it does.
    began, most = time.time(), 0
    while time.time() < began + SECONDS_UNTIL_CRASH:
        most = max(most, unkept("crashed", began))
        time.sleep(0.1)
    script = parent(program)
    step = parent(script)
    entry = slurm("squeue", "-h", "-r", "-t", "R", "-j", job_of("crashed"), "-o", "%N")
    node = entry.strip()
    daemon = int((SLURM / "run" / f"{node}.pid").read_text())
    for process in [daemon, step, script, program, *children(program)]:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            pass
    lost = unkept("crashed", began)
    expect(max(most, lost) < 10, f"the last checkpoint was {lost:.1f} s old, and one {most:.1f} s")
    kept = newest_checkpoint("crashed")
    metadata, known = opened(kept)[0], recorded_seconds(kept)
    expect(int(metadata["steps"]) > 0 and len(known) >= 2 and known[-1] > 0, f"{kept} has {known}")
    last = until_over("crashed")
    expect(last["verdict"] == "done", f"{last}")
    expect(last["tasks"][0]["starts"] == 2, f"{last}")
    found = recorded_seconds(next((SCRATCH / "crashed/trials").rglob("*.safetensors")))
    expect(found[:len(known)] == known, f"it did not go on from its checkpoint: {known}, then {found}")
    subprocess.run([HERE / "slurm", "node", SLURM, node], check=True)
    expect(whole.wait(timeout=120) == 0, "the run that it is compared with failed")
    return (f"{node} died {lost:.1f} s after the checkpoint of step {metadata['steps']}, no checkpoint was older "
            f"than {most:.1f} s; {compare('crashed', 'lasting-whole')}")


def newest_checkpoint(folder):
    """`None` where there is none yet; the one before it while one is renamed."""
    files = sorted((SCRATCH / folder / "checkpoints").glob("*.safetensors"), key=lambda path: ".previous." in path.name)
    return files[0] if files else None


def unkept(folder, began):
    """The seconds of work that no checkpoint has."""
    while True:
        newest = newest_checkpoint(folder)
        try:
            return time.time() - (newest.stat().st_mtime if newest else began)
        except FileNotFoundError:
            pass


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
