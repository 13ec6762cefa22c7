"""Runs the three programs in alternation and prints the table of ratios with its spread."""

import argparse
import csv
import os
import platform
import statistics
import subprocess
import sys
from datetime import date
from pathlib import Path

from workloads import OPTIMIZERS, WORKLOADS

HERE = Path(__file__).parent

# What each ratio has to reach: (PyTorch, JAX), by workload and optimizer; the entry without a name is
# for every other optimizer. None where nothing is asked.
BARS = {
    "surface": {"": (100, None)},
    "regression 1": {"momentum": (100, 1.5), "adam": (100, 1.6)},
    "regression 32": {"momentum": (28, 1.4), "adam": (40, 1.5)},
    "regression 256": {"momentum": (6.5, 1.3), "adam": (6.5, 1.3)},
    "gan 1": {"sgd": (10, 1.5), "momentum": (7, 1.3), "adam": (8, 1.3)},
    "gan": {"sgd": (3.3, 1.3), "adam": (3.7, 1.4)},
    "gan 2048": {"sgd": (1.2, 1.1)},
    "lenet": {"momentum": (1.5, 3), "adam": (1.5, 3)},
}


class Peer:
    """A program that is kept running and asked for one measurement after another."""

    def __init__(self, script, core):
        environment = dict(os.environ, OMP_NUM_THREADS="1", PYTHONPATH=str(HERE))
        self.process = subprocess.Popen(
            ["taskset", "-c", core, sys.executable, str(HERE / script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def measure(self, workload, optimizer, seconds):
        self.process.stdin.write(f"{workload}|{optimizer}|{seconds}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit(f"compare: {self.process.args[-1]} ended without an answer")
        return float(answer)


class Optlab:
    """`optlab bench`, which also times the workload's matrix products in the same process."""

    def __init__(self, program, core):
        self.command = ["taskset", "-c", core, program, "bench", "--csv"]

    def measure(self, workload, optimizer, seconds):
        # Seven repetitions, and one before them, of the step and its products: in all about the
        # same time as a peer's.
        each = f"{seconds / 16:.4f}"
        what = ["--workload", workload, "--optimizer", optimizer, "--seconds", each]
        output = subprocess.run(
            self.command + what, check=True, capture_output=True, text=True
        ).stdout
        row = next(csv.DictReader(output.splitlines()))
        # A surface has no products, and no limit.
        return tuple(
            float(row[name] or "nan")
            for name in ("microseconds_per_step", "step_over_products", "step_over_limit")
        )


def wanted(choice, everything):
    unknown = [name for name in choice or [] if name not in everything]
    if unknown:
        sys.exit(f"compare: there is no {unknown[0]!r}; there are {', '.join(everything)}")
    return [name for name in everything if not choice or name in choice]


def ratio(peer, own):
    """The median of the rounds' ratios, with the least and the most."""
    each = [p / o for p, o in zip(peer, own)]
    return statistics.median(each), min(each), max(each)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--optlab", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.4)
    parser.add_argument("--workload", action="append")
    parser.add_argument("--optimizer", action="append")
    parser.add_argument("--core", default=str(max(os.sched_getaffinity(0))))
    parser.add_argument("--csv")
    options = parser.parse_args()

    cases = [
        (workload, optimizer)
        for workload in wanted(options.workload, WORKLOADS)
        for optimizer in wanted(options.optimizer, OPTIMIZERS)
    ]
    programs = {
        "optlab": Optlab(options.optlab, options.core),
        "pytorch": Peer("pytorch_peer.py", options.core),
        "jax": Peer("jax_peer.py", options.core),
    }
    times = {case: {name: [] for name in [*programs, "step / products", "step / limit"]} for case in cases}
    # Once to compile and warm up; then one after another, so that what else the machine does meets
    # all three alike.
    for case in cases:
        for program in programs.values():
            program.measure(*case, 0.05)
    for _ in range(options.rounds):
        for case in cases:
            for name, program in programs.items():
                answer = program.measure(*case, options.seconds)
                if name == "optlab":
                    answer, over_products, over_limit = answer
                    times[case]["step / products"].append(over_products)
                    times[case]["step / limit"].append(over_limit)
                times[case][name].append(answer)

    version = {
        line.split("==")[0]: line.strip()
        for line in (HERE / "requirements.txt").read_text().splitlines()
    }
    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    print(
        f"{date.today()}, {model}, one thread, {options.rounds} alternating rounds of "
        f"{options.seconds} s; {version['torch']}, {version['jax']}\n"
    )
    print(
        "| workload | optimizer | optlab | PyTorch | JAX | × PyTorch | × JAX | step / products "
        "| step / limit |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    rows, short = [], []
    for workload, optimizer in cases:
        own = times[workload, optimizer]
        median = {name: statistics.median(values) for name, values in own.items()}
        bars = BARS[workload].get(optimizer) or BARS[workload].get("") or (None, None)
        cells = []
        for peer, bar in zip(("pytorch", "jax"), bars):
            middle, low, high = ratio(own[peer], own["optlab"])
            cells.append(f"{middle:.3g} ({low:.3g}–{high:.3g})")
            if bar and middle < bar:
                short.append(f"{workload} under {optimizer}: {middle:.3g} × {peer}, wanted {bar}")
            rows.append([workload, optimizer, peer, median[peer], median["optlab"], middle, low, high])
        print(
            f"| {workload} | {optimizer} | {median['optlab']:.4g} µs | {median['pytorch']:.4g} µs "
            f"| {median['jax']:.4g} µs | {cells[0]} | {cells[1]} "
            f"| {median['step / products']:.2f} | {median['step / limit']:.2f} |"
        )
    print("\nRatios are medians of the rounds' ratios, with the least and the most.")
    for line in short:
        print(f"Falls short: {line}.")
    if options.csv:
        with open(options.csv, "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(
                ["workload", "optimizer", "peer", "peer_microseconds", "optlab_microseconds"]
                + ["ratio", "ratio_low", "ratio_high"]
            )
            writer.writerows(rows)


main()
