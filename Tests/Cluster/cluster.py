"""What the tests of submissions share: calls of the program and of Slurm, waiting, specs, comparisons."""

import csv
import json
import struct
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


def run(*arguments, code=0, limit=120, **place):
    """Calls the program; `code` is how it has to end."""
    began = time.monotonic()
    done = subprocess.run(
        [OPTLAB, *map(str, arguments)], capture_output=True, text=True, timeout=limit,
        **{"cwd": SCRATCH, **place})
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
    # Each thread has those that it has started.
    texts = [path.read_text() for path in Path(f"/proc/{process}/task").glob("*/children")]
    return [int(word) for text in texts for word in text.split()]


def table(path):
    """A table without the columns of seconds, which no two runs share."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    kept = [i for i, name in enumerate(rows[0]) if not name.startswith("seconds")] if rows else []
    return [[row[i] for i in kept] for row in rows]


def opened(path):
    """The metadata of a file of a result or of a checkpoint, and the bytes of its tensors by name."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    metadata = header.pop("__metadata__", {})
    parts = {
        name: data[8 + length + entry["data_offsets"][0]:8 + length + entry["data_offsets"][1]]
        for name, entry in header.items()}
    return metadata, parts


def tensors(path):
    """What a file of weights or of a result holds, by name, but for the curves, which have seconds."""
    return {name: part for name, part in opened(path)[1].items() if name != "curves"}


def recorded_seconds(path):
    """When each row of a trial's curves was recorded, in seconds of training: no second training has the same."""
    metadata, parts = opened(path)
    columns = metadata["curves.columns"].split(",")
    values = struct.unpack(f"<{len(parts['curves']) // 8}d", parts["curves"])
    return values[columns.index("seconds")::len(columns)]


def compare(folder, whole):
    """That a folder has what a single run leaves: all tables, all weights and results byte for byte."""
    one, other = SCRATCH / whole, SCRATCH / folder
    names = sorted(path.name for path in one.glob("*.csv"))
    expect(len(names) >= 6, f"{whole} has the tables {names}")
    for name in names:
        expect(table(one / name) == table(other / name), f"{folder}/{name} is another")
    files = [path.relative_to(one) for path in one.glob("trials/**/*.safetensors")]
    count = 0
    for path in files:
        expected, found = tensors(one / path), tensors(other / path)
        expect(expected == found, f"{folder}/{path} is another")
        count += len(expected)
    expect(count > 0, f"{whole} has no weights")
    return f"{len(names)} tables and {count} tensors of {len(files)} files are those of one run"


def write_spec(name, seeds, kinds, steps, units=(4,)):
    spec = {
        "name": name, "seeds": list(range(seeds)),
        "problems": [{
            "name": "line", "kind": "regression",
            "data": {"kind": "function", "function": "linear", "count": 40},
            "model": [layer for count in units for layer in ({"kind": "linear", "units": count}, "relu")]
            + [{"kind": "linear", "units": 1}],
            "steps": steps, "batch_size": 16}],
        "optimizers": [{"kind": kind} for kind in kinds],
        "record": {"every": max(steps // 8, 1)}, "figures": [],
    }
    (SCRATCH / f"{name}.json").write_text(json.dumps(spec))


KINDS = ["gd", "minibatch", "momentum", "nesterov", "adagrad", "adadelta", "rmsprop", "adam", "adamw", "nadam"]
LONG_STEPS = 450_000
# What a task does that is to be put back twice, by a processor that does nothing else.
SLOW_SECONDS = 75
# What a task does whose node dies on the way, after so many seconds: of its checkpoints two are there then, and
# none was written just now.
LASTING_SECONDS, SECONDS_UNTIL_CRASH = 30, 12


def job_of(folder, line=0):
    """The id of an array that was submitted."""
    return json.loads((SCRATCH / folder / "slurm/jobs.jsonl").read_text().splitlines()[line])["id"]


def submit(spec, folder, *arguments):
    done = run("submit", f"{spec}.json", "--out", folder, "--shared-ok", *arguments)
    expect(done.seconds < 5, f"submit took {done.seconds:.1f} s")
    return done


def steps_in(seconds):
    """How many steps of the spec that `write_spec` writes this machine makes in that time."""
    if not (SCRATCH / "pace").exists():
        write_spec("pace", 1, ["adam"], LONG_STEPS)
        run("run", "pace.json", "--out", "pace")
    with open(SCRATCH / "pace/trials.csv", newline="", encoding="utf-8") as file:
        (trial,) = csv.DictReader(file)
    return int(seconds * LONG_STEPS / float(trial["seconds"]))


def long_run(folder, tasks=2, *arguments):
    """Four trials of some seconds each."""
    if not (SCRATCH / "long.json").exists():
        write_spec("long", 2, ["adam", "momentum"], LONG_STEPS)
        run("run", "long.json", "--out", "long-whole")
    return submit("long", folder, "--tasks", tasks, *arguments)
