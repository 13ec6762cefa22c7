"""Computes results.csv, differences.csv, problem_differences.csv, targets.csv, and with scores.py what is over problems, again from
trials.csv and curves.csv.

    check.py RUN_FOLDER...

Medians, intervals of order statistics and of Student's t, sign-flip probabilities, Holm's correction and
the expected running times come from SciPy and NumPy, by the definitions of docs/output.md. Prints every
cell that is another, and ends with 1 if there is one.
"""

import csv
import itertools
import json
import math
import sys
from pathlib import Path

import numpy as np
from scipy import stats

import scores

INFINITY = math.inf
FRACTIONS = [0.5, 0.1, 0.01]
# Of the surfaces whose least value is not 0.
MINIMA = {"branin": 10 / (8 * math.pi)}
# The part of the start that is told: of a loss, and of a GAN's distance.
TOLD = {"loss": 0.1, "frechet": 0.5}


def table(folder, name):
    with open(folder / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(cell):
    return None if cell == "" else float(cell)


def median(values):
    if not values:
        return None
    middle = np.median(values)
    # Of an even number the mean of two, of which one may be infinite.
    return float(middle) if math.isfinite(middle) else None


def order_statistics(values):
    """Low, high, level of the narrowest symmetric interval of 95 %, or of all values."""
    n = len(values)
    if n < 2:
        return None, None, None
    level = lambda k: 1 - 2 * stats.binom.cdf(k - 1, n, 0.5)
    place = max([k for k in range(1, n // 2 + 1) if level(k) >= 0.95], default=1)
    ordered = sorted(values)
    ends = [value if math.isfinite(value) else None for value in (ordered[place - 1], ordered[-place])]
    return ends[0], ends[1], level(place)


def student(values):
    if len(values) < 2:
        return None, None
    if len(set(values)) == 1:
        return values[0], values[0]
    interval = stats.ttest_1samp(values, 0).confidence_interval(0.95)
    return float(interval.low), float(interval.high)


def sign_flip(differences):
    """None beyond what can be counted."""
    if not differences:
        return None
    known = [abs(d) for d in differences if math.isfinite(d)]
    beyond = 2 * sum(known) or 1
    sizes = [d if math.isfinite(d) else math.copysign(beyond, d) for d in differences]
    if not any(sizes):
        return 1.0
    if len(sizes) > 20:
        return None
    sums = np.array([0.0])
    for size in sizes:
        sums = np.concatenate([sums + size, sums - size])
    bound = abs(sum(sizes)) - 1e-9 * sum(abs(size) for size in sizes)
    return float(np.mean(np.abs(sums) >= bound))


def holm(probabilities):
    order = sorted(range(len(probabilities)), key=lambda i: probabilities[i])
    result, largest = list(probabilities), 0.0
    for place, i in enumerate(order):
        largest = max(largest, min(1.0, (len(order) - place) * probabilities[i]))
        result[i] = largest
    return result


def pearson(pairs):
    if len(pairs) < 3 or any(len(set(side)) == 1 for side in zip(*pairs)):
        return None
    return float(stats.pearsonr(*zip(*pairs)).statistic)


class Trial:
    """A trial by what its problem's optimizers are compared by on one network."""

    def __init__(self, row, rows, measure, is_ranked, minimum):
        self.seed = row["seed"]
        self.status = row["status"]
        self.is_finished = self.status == "finished"
        self.diverged_at = row["diverged_at"]
        self.has_ended = self.status in ("finished", "diverged")
        self.costs = {
            "steps": number(row["steps"]) or 0,
            "epochs": number(row["epochs"]),
            "gradient_evaluations": number(row["gradient_evaluations"]),
        }
        self.curve, self.dead, losses = [], None, []
        for cells in rows:
            loss = number(cells["eval_loss"] or cells["loss"])
            value = loss if measure == "loss" else number(cells[measure])
            if loss is not None:
                losses.append(loss - minimum)
            if value is not None:
                self.curve.append((cells, value - minimum))
            self.dead = number(cells["dead_units"])
        # Of a single batch, what the last tenth of the rows comes to.
        tail = 1 if is_ranked and measure == "loss" else -(-len(losses) // 10)
        self.loss = math.fsum(losses[-tail:]) / tail if self.is_finished else INFINITY
        self.lowest_loss = min(losses, default=INFINITY)
        values = [value for _, value in self.curve]
        self.final = self.best = INFINITY
        if self.is_finished:
            self.final = values[-1] if measure != "loss" else self.loss
            self.best = min(values)

    @property
    def start(self):
        return self.curve[0][1] if self.curve and self.curve[0][0]["step"] == "0" else None

    def arrival(self, target):
        if not self.is_finished:
            return None
        return next((cells for cells, value in self.curve if value <= target), None)


class Check:
    def __init__(self, folder):
        self.folder, self.faults, self.count = folder, [], 0
        self.ranked, self.networks = [], []

    def same(self, place, column, cell, value):
        self.count += 1
        found = number(cell)
        if found is None or value is None:
            good = found is None and value is None
        else:
            good = math.isclose(found, value, rel_tol=1e-9, abs_tol=1e-12)
        if not good:
            self.faults.append(f"{self.folder.name}: {place}: {column} is {cell!r}, not {value!r}")

    def text(self, place, column, cell, value):
        self.count += 1
        if cell != value:
            self.faults.append(f"{self.folder.name}: {place}: {column} is {cell!r}, not {value!r}")

    def median(self, place, row, column, values, is_random=True, level=None):
        low, high, own = order_statistics(values) if is_random else (None, None, None)
        self.same(place, column, row[column], median(values))
        self.same(place, f"{column}_ci_low", row[f"{column}_ci_low"], low)
        self.same(place, f"{column}_ci_high", row[f"{column}_ci_high"], high)
        if level is not None:
            self.same(place, level, row[level], own)

    def mean(self, place, row, column, values, is_random=True):
        low, high = student(values) if is_random else (None, None)
        self.same(place, column, row[column], math.fsum(values) / len(values) if values else None)
        self.same(place, f"{column}_ci_low", row[f"{column}_ci_low"], low)
        self.same(place, f"{column}_ci_high", row[f"{column}_ci_high"], high)

    def run(self):
        spec = json.loads((self.folder / "experiment.json").read_text(encoding="utf-8"))
        trials, curves = table(self.folder, "trials.csv"), {}
        for row in table(self.folder, "curves.csv"):
            curves.setdefault((row["trial"], row["network"]), []).append(row)
        results = table(self.folder, "results.csv")
        for problem, rows in itertools.groupby(results, lambda row: row["problem"]):
            rows = list(rows)
            names = list(dict.fromkeys(row["problem"] for row in results))
            self.problem(spec["problems"][names.index(problem)], problem, rows, trials, curves)
        shares = spec.get("compare") == "problems"
        for arguments in self.networks:
            # Problems that are compared share the lowest start of any.
            same = [a for a in self.networks if a == arguments or shares and a[2] == arguments[2]]
            self.network(min(self.start(a[4]) for a in same), *arguments)
        if shares:
            self.problem_differences()
        optimizers = [optimizer["name"] for optimizer in spec["optimizers"]]
        scores.check(self, self.ranked, optimizers, len(spec["seeds"]))
        return self.faults

    def problem(self, spec, name, results, trials, curves):
        is_random = spec["kind"] != "surface"
        minimum = 0.0 if is_random else MINIMA.get(spec["data"]["surface"], 0.0)
        own_target = spec.get("target")
        own_target = None if own_target is None else own_target - minimum
        networks = list(dict.fromkeys(row["network"] for row in results))
        for network in networks:
            rows = [row for row in results if row["network"] == network]
            own = {}
            for row in rows:
                # Of several learning rates one is compared.
                chosen = [
                    trial for trial in trials
                    if (trial["problem"], trial["optimizer"], trial["lr"])
                    == (name, row["optimizer"], row["lr"])
                ]
                own[row["optimizer"]] = chosen
            measure = self.measure(spec, network, itertools.chain(*own.values()), curves)
            is_ranked = spec["kind"] != "gan" or measure == "frechet"
            own = {
                optimizer: [
                    Trial(
                        trial, curves.get((trial["trial"], network), []), measure, is_ranked, minimum)
                    for trial in chosen
                ]
                for optimizer, chosen in own.items()
            }
            self.networks.append(
                (own_target, name, network, rows, own, measure, is_random, is_ranked))

    @staticmethod
    def measure(spec, network, trials, curves):
        """A GAN's generator is compared by its distance, where every finished trial has one."""
        if spec["kind"] != "gan" or network != "generator":
            return "loss"
        finished = [trial for trial in trials if trial["status"] == "finished"]
        has = [
            any(row["frechet"] for row in curves.get((trial["trial"], network), []))
            for trial in finished
        ]
        return "frechet" if all(has) else "loss"

    @staticmethod
    def start(own):
        seeds = {}
        for trial in itertools.chain.from_iterable(own.values()):
            if trial.start is not None:
                seeds.setdefault(trial.seed, trial.start)
        return float(np.median(list(seeds.values()))) if seeds else 0

    def network(self, start, own_target, name, network, rows, own, measure, is_random, is_ranked):
        targets = [(f, f * start) for f in FRACTIONS] if start > 0 else []
        if own_target is not None:
            targets.append((None, own_target))
        told = dict(targets).get(None, dict(targets).get(TOLD[measure])) if is_ranked else None
        for row in rows:
            self.result(f"{name}, {network}, {row['optimizer']}", row, own, told, is_random, is_ranked)
        self.differences(name, network, own, is_random, is_ranked)
        if is_ranked:
            self.targets(name, network, own, targets, is_random)
            self.ranked.append(scores.Problem(name, own, told))

    def result(self, place, row, own, told, is_random, is_ranked):
        trials = own[row["optimizer"]]
        ended = [trial for trial in trials if trial.has_ended]
        finished = [trial for trial in trials if trial.is_finished]
        for column, value in [
            ("seeds", len(trials)), ("finished", len(finished)),
            ("diverged", len(ended) - len(finished)),
        ]:
            self.same(place, column, row[column], value)
        finals, bests = [t.loss for t in finished], [t.lowest_loss for t in finished]
        self.median(place, row, "final_loss_median", finals, is_random, "finished_level")
        self.mean(place, row, "final_loss_mean", finals, is_random)
        self.median(place, row, "best_loss_median", bests, is_random)
        self.mean(place, row, "best_loss_mean", bests, is_random)
        self.median(place, row, "ranked_loss_median", [t.final for t in ended], is_random, "level")
        dead = [t.dead for t in finished if t.dead is not None]
        self.median(place, row, "dead_units_median", dead, is_random)
        self.text(place, "statistic", row["statistic"], "median")
        medians = {
            name: np.median([t.final for t in all_ if t.has_ended])
            for name, all_ in own.items() if any(t.has_ended for t in all_)
        }
        rank = None
        if is_ranked and row["optimizer"] in medians:
            rank = 1 + sum(m < medians[row["optimizer"]] for m in medians.values())
        self.same(place, "rank", row["rank"], rank)
        self.same(place, "target", row["target"], told)
        if told is None:
            return self.same(place, "reached", row["reached"], None)
        steps = [arrived(t.arrival(told), "steps") for t in ended]
        self.same(place, "reached", row["reached"], sum(map(math.isfinite, steps)))
        self.median(place, row, "steps_to_target_median", steps, is_random)

    def differences(self, name, network, own, is_random, is_ranked):
        rows = [
            row for row in table(self.folder, "differences.csv")
            if (row["problem"], row["network"]) == (name, network)
        ]
        self.pairs(
            rows, "optimizer",
            [
                (f"{name}, {network}", first, second, own[first], own[second])
                for first, second in itertools.combinations(own, 2)
            ], is_random, is_ranked)

    def problem_differences(self):
        ranked = [arguments for arguments in self.networks if arguments[-1]]
        wanted = [
            (optimizer, first[1], second[1], first[4][optimizer], second[4][optimizer])
            for optimizer in ranked[0][4]
            for first, second in itertools.combinations(ranked, 2)
        ]
        rows = table(self.folder, "problem_differences.csv")
        for row, pair in zip(rows, wanted, strict=True):
            self.text(f"{pair[1]} − {pair[2]}", "optimizer", row["optimizer"], pair[0])
        self.pairs(rows, "problem", wanted, ranked[0][-2], True)

    def pairs(self, rows, kind, wanted, is_random, is_ranked):
        """Rows of paired differences; of each what is subtracted from what, and the trials of both."""
        tested = []
        for row, (where, first, second, own, other) in zip(rows, wanted, strict=True):
            place = f"{where}, {first} − {second}"
            self.text(place, kind, row[kind], first)
            self.text(place, "other", row["other"], second)
            others = {t.seed: t.final for t in other if t.has_ended}
            pairs = [(t.final, others[t.seed]) for t in own if t.has_ended and t.seed in others]
            pairs = [pair for pair in pairs if any(map(math.isfinite, pair))]
            known = [loss for pair in pairs for loss in pair if math.isfinite(loss)]
            is_log = bool(known) and min(known) > 0 and max(known) / min(known) >= 10
            scale = (lambda loss: math.log(loss)) if is_log else (lambda loss: loss)
            both = [(scale(a), scale(b)) for a, b in pairs if math.isfinite(a + b)]
            # The logarithm of infinity is infinity.
            all_ = [scale(a) - scale(b) for a, b in pairs]
            self.text(place, "scale", row["scale"], "log_ratio" if is_log else "difference")
            self.same(place, "seeds", row["seeds"], len(both))
            self.mean(place, row, "difference_mean", [a - b for a, b in both], is_random)
            self.median(place, row, "difference_median", all_, is_random, "level")
            for column, value in [
                (f"{kind}_lower", sum(a < b for a, b in pairs)),
                ("other_lower", sum(a > b for a, b in pairs)),
                ("equal", sum(a == b for a, b in pairs)),
            ]:
                self.same(place, column, row[column], value)
            self.same(place, "correlation", row["correlation"], pearson(both))
            p = sign_flip(all_) if is_random and is_ranked else None
            if p is None and is_random and is_ranked and all_:
                # Signings were drawn: taken as they are.
                p = number(row["p_value"])
            self.same(place, "p_value", row["p_value"], p)
            if p is not None:
                tested.append((place, row, p))
            else:
                self.same(place, "p_holm", row["p_holm"], None)
                self.text(place, "clear", row["clear"], "false")
        for (place, row, _), corrected in zip(tested, holm([p for _, _, p in tested])):
            self.same(place, "p_holm", row["p_holm"], corrected)
            self.text(place, "clear", row["clear"], "true" if corrected <= 0.05 else "false")

    def targets(self, name, network, own, targets, is_random):
        rows = [
            row for row in table(self.folder, "targets.csv")
            if (row["problem"], row["network"]) == (name, network)
        ]
        wanted = [(o, f, value) for o in own for f, value in targets]
        for row, (optimizer, fraction, target) in zip(rows, wanted, strict=True):
            place = f"{name}, {network}, {optimizer}, target {fraction}"
            ended = [t for t in own[optimizer] if t.has_ended]
            arrivals = [t.arrival(target) for t in ended]
            reached = sum(a is not None for a in arrivals)
            self.text(place, "optimizer", row["optimizer"], optimizer)
            for column, value in [
                ("fraction", fraction), ("target", target), ("seeds", len(ended)),
                ("reached", reached), ("success_rate", reached / len(ended) if ended else None),
            ]:
                self.same(place, column, row[column], value)
            for cost, column in [
                ("steps", "step"), ("epochs", "epoch"),
                ("gradient_evaluations", "gradient_evaluations"),
            ]:
                spent = [
                    t.costs[cost] if a is None else number(a[column])
                    for t, a in zip(ended, arrivals)
                ]
                is_known = reached > 0 and None not in spent
                self.same(
                    place, f"ert_{cost}", row[f"ert_{cost}"],
                    math.fsum(spent) / reached if is_known else None)
                times = [arrived(a, cost) for a in arrivals]
                if cost == "steps":
                    self.median(place, row, "steps_median", times, is_random, "level")
                elif None not in times:
                    self.same(place, f"{cost}_median", row[f"{cost}_median"], median(times))


def arrived(cells, cost):
    """What it cost to come there; infinite where a trial did not."""
    column = {"steps": "step", "epochs": "epoch"}.get(cost, cost)
    return INFINITY if cells is None else number(cells[column])


def main(folders):
    np.seterr(invalid="ignore")
    faults, count = [], 0
    for folder in folders:
        check = Check(Path(folder))
        faults += check.run()
        count += check.count
    print("\n".join(faults) or f"SciPy has the same {count} cells")
    return 1 if faults or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
