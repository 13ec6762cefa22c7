"""Computes profile.csv, scores.csv, improvement.csv and budgets.csv again, for check.py, by the definitions
of docs/comparison.md."""

import csv
import itertools
import math

import numpy as np
from scipy import stats

PARTS = [0.25, 0.5, 1.0]
LEAST_PROBLEMS = 5


def table(folder, name):
    path = folder / name
    if not path.exists():
        return []
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def finite(value):
    return value if value is not None and math.isfinite(value) else None


def median(values):
    """Infinite where at least half are."""
    ordered = sorted(values)
    n = len(ordered)
    return ordered[n // 2] if n % 2 else (ordered[n // 2 - 1] + ordered[n // 2]) / 2


def loss_after(trial, part, length):
    """The last loss recorded by that part of the steps; None where there is none in its second half."""
    if part == 1:
        return trial.final
    if length is None:
        return math.inf
    end = part * length
    if not trial.is_finished and float(trial.diverged_at) <= end:
        return math.inf
    known = [(float(cells["step"]), value) for cells, value in trial.curve]
    known = [(step, value) for step, value in known if step <= end]
    if not known or known[-1][0] < end / 2 or known[-1][0] == 0:
        return None
    return known[-1][1]


class Problem:
    """A problem whose optimizers can be ranked, with the trials of each that ended."""

    def __init__(self, name, own, target):
        self.name = name
        self.trials = [[t for t in trials if t.has_ended] for trials in own.values()]
        # In Swift nothing is known of trials that have not ended but where they began.
        starts = [t.start for trials in own.values() for t in trials if t.start is not None]
        self.start = float(np.median(starts)) if starts else None
        self.target = target if target is not None and all(s > target for s in starts) else None

    @property
    def is_complete(self):
        return all(self.trials)

    def medians(self, part):
        result = []
        for trials in self.trials:
            steps = [float(t.curve[-1][0]["step"]) for t in trials if t.is_finished]
            losses = [loss_after(t, part, max(steps, default=None)) for t in trials]
            result.append(None if None in losses else median(losses))
        return result

    def costs(self):
        arrivals = [[t.arrival(self.target) for t in trials] for trials in self.trials]
        return [
            median([math.inf if a is None else float(a["gradient_evaluations"]) for a in own])
            for own in arrivals
        ]


def check(check, problems, optimizers, seeds):
    problems = [problem for problem in problems if problem.is_complete]
    if len(optimizers) > 1:
        budgets(check, problems, optimizers)
        wins = improvement(check, problems, optimizers, seeds)
        if len(problems) > 1:
            scores(check, problems, optimizers, wins)


def budgets(check, problems, optimizers):
    rows = iter(table(check.folder, "budgets.csv"))
    for problem, part in itertools.product(problems, PARTS):
        medians = problem.medians(part)
        ranks = [None] * len(optimizers) if None in medians else stats.rankdata(medians)
        for optimizer, middle, rank in zip(optimizers, medians, ranks):
            row, place = next(rows), f"budgets, {problem.name}, {optimizer}, {part}"
            check.same(place, "part", row["part"], part)
            check.same(place, "loss_median", row["loss_median"], finite(middle))
            check.same(place, "rank", row["rank"], None if rank is None else float(rank))


def improvement(check, problems, optimizers, seeds):
    """By pair of places the mean over the problems."""
    rows = iter(table(check.folder, "improvement.csv"))
    pairs = list(itertools.permutations(range(len(optimizers)), 2))
    single = []
    for problem in problems:
        finals = [[t.final for t in trials] for trials in problem.trials]
        # SciPy counts the pairs in which the first is greater.
        single.append({
            (a, b): stats.mannwhitneyu(finals[b], finals[a], method="asymptotic").statistic
            / len(finals[a]) / len(finals[b])
            for a, b in pairs
        })
    mean = {pair: sum(own[pair] for own in single) / len(single) for pair in pairs} if single else {}
    if seeds > 1:
        for own in single + ([mean] if len(single) > 1 else []):
            for pair in pairs:
                row = next(rows)
                check.same(f"improvement {pair}", "probability", row["probability"], own[pair])
    return mean


def scores(check, problems, optimizers, wins):
    raced = [problem for problem in problems if problem.target is not None]
    ranks = [stats.rankdata(problem.medians(1)) for problem in problems]
    n, k = len(problems), len(optimizers)
    friedman = critical = None
    if n >= LEAST_PROBLEMS:
        if k > 2 and any(len(set(own)) > 1 for own in ranks):
            friedman = stats.friedmanchisquare(*np.array(ranks).T)
        quantile = stats.studentized_range.ppf(0.95, k, np.inf) / math.sqrt(2)
        critical = quantile * math.sqrt(k * (k + 1) / (6 * n))
    ratios = None
    if len(raced) > 1:
        costs = np.array([problem.costs() for problem in raced])
        best = costs.min(axis=1, keepdims=True)
        ratios = np.where(np.isfinite(costs), costs / best, np.inf).T
    for place, row in enumerate(table(check.folder, "scores.csv")):
        name = f"scores, {optimizers[place]}"
        exact = trapezoid = None
        if ratios is not None:
            own = ratios[place]
            exact = float(np.maximum(0, 4 - own).mean() / 3)
            points = 1 + 3 * np.arange(100) / 99
            trapezoid = float(np.trapezoid([(own <= p).mean() for p in points], points) / 3)
        # Nothing is relative to a start that is not above 0.
        has_starts = all(p.start is not None and p.start > 0 for p in problems)
        relative = [t.final / p.start for p in problems for t in p.trials[place]] if has_starts else []
        for column, value in [
            ("profile_problems", len(raced)), ("profile_score", exact),
            ("profile_score_trapezoid", trapezoid), ("ranked_problems", n),
            ("mean_rank", float(np.mean([own[place] for own in ranks]))),
            ("critical_difference", critical),
            ("relative_loss_iqm", finite(float(stats.trim_mean(relative, 0.25))) if relative else None),
            ("improvement_mean", sum(p for (a, _), p in wins.items() if a == place) / (k - 1)),
        ]:
            check.same(name, column, row[column], value)
        if friedman is not None:
            check.same(name, "friedman_chi_squared", row["friedman_chi_squared"], friedman.statistic)
            check.same(name, "friedman_p", row["friedman_p"], friedman.pvalue)
    for row in table(check.folder, "profile.csv"):
        own = ratios[int(row["optimizer_index"])]
        check.same("profile", "share", row["share"], float((own <= float(row["tau"]) + 1e-12).mean()))
