"""
Simulate how often the intervals for frequencies hold the true value.

    python benches/interval_coverage.py

Counts are drawn with known means; for one frequency all counts are added up instead.
Printed is, for each method, the smallest coverage over the settings and where it was,
the mean coverage, and the mean width beside that of the first method of the table. The
tables are kept in docs/coverage.md.
"""

from __future__ import annotations

import argparse
import sys
from itertools import product
from math import lgamma, log
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry import _core

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy.typing as npt

    Reals = npt.NDArray[np.float64]

LEVEL = 0.95
MEANS = (0.5, 1, 2, 5, 10, 20, 50, 161)
SCHEMES = (
    ((3, 1), (0.2, 0.8)),
    ((10, 1), (0.1, 0.9)),
    ((1, 0.5, 0.25), (0.2, 0.3, 0.5)),
    ((5, 2, 1), (0, 0.1, 0.9)),
)
RATIOS = (0.2, 0.5, 1, 2, 5)


class Covered(NamedTuple):
    """How one method did in one setting."""

    method: str
    setting: str
    share: float
    width: float


def covered(
    method: str, setting: str, truth: float, lower: Reals, upper: Reals
) -> Covered:
    """Count the intervals that hold the truth; open ones are left out of the width."""
    share = float(np.mean((lower <= truth) & (truth <= upper)))
    finite = np.isfinite(upper)
    return Covered(method, setting, share, float(np.mean((upper - lower)[finite])))


def one_frequency(random: np.random.Generator, draws: int) -> Iterator[Covered]:
    """Intervals for one count: every count by its probability, so nothing is drawn."""
    del random, draws
    counts = np.arange(1200, dtype=np.uint64)
    log_factorial = np.array([lgamma(count + 1) for count in counts.tolist()])
    for method in ("garwood", "midp", "jeffreys"):
        limits = _core.poisson_interval(
            counts, np.ones(counts.size), level=LEVEL, interval=method
        )
        lower, upper = limits["lower"], limits["upper"]
        for mean in np.geomspace(0.05, 500, 2_000).tolist():
            chance = np.exp(counts * log(mean) - mean - log_factorial)
            held = (lower <= mean) & (mean <= upper)
            width = float(chance @ (upper - lower))
            yield Covered(method, f"mean {mean:.3g}", float(chance @ held), width)


def weighted_frequency(random: np.random.Generator, draws: int) -> Iterator[Covered]:
    """Intervals for a weighted frequency."""
    methods = ("fay_feuer", "midp")
    for (weights, shares), mean in product(SCHEMES, MEANS):
        means = mean * np.array(shares)
        counts = random.poisson(means, (draws, len(means))).astype(np.uint64)
        weight = np.array(weights, float)
        for method in methods:
            found = _core.weighted_interval(
                counts, weight, np.ones(draws), level=LEVEL, interval=method
            )
            setting = f"weights {weights}, mean {mean:g}"
            truth = float(means @ weight)
            ends = found["limits"]
            yield covered(method, setting, truth, ends["lower"], ends["upper"])


def ratio(random: np.random.Generator, draws: int) -> Iterator[Covered]:
    """Intervals for the ratio of two frequencies, the second over twice the years."""
    for truth, mean in product(RATIOS, MEANS[2:]):
        one = random.poisson(mean, draws).astype(np.uint64)
        two = random.poisson(2 * mean / truth, draws).astype(np.uint64)
        nothing: Any = {
            name: np.zeros(draws) for name in ("excess", "degrees_of_freedom")
        }
        sides: list[Any] = [
            {"count": count, "years": np.full(draws, years), "allowed": nothing}
            for count, years in ((one, 1.0), (two, 2.0))
        ]
        for method in ("central", "midp"):
            found = _core.compare_frequencies(*sides, level=LEVEL, method=method)
            setting = f"ratio {truth:g}, mean {mean:g}"
            yield covered(method, setting, truth, found["lower"], found["upper"])


def report(found: list[Covered]) -> str:
    """Return the table of one kind of interval."""
    lines = [
        "| method | smallest coverage | where | mean coverage | mean width |",
        "| --- | ---: | --- | ---: | ---: |",
    ]
    by_method: dict[str, list[Covered]] = {}
    for one in found:
        by_method.setdefault(one.method, []).append(one)
    standard = next(iter(by_method.values()))
    for method, settings in by_method.items():
        worst = min(settings, key=lambda one: one.share)
        mean = np.mean([one.share for one in settings])
        pairs = zip(settings, standard, strict=True)
        width = np.mean([one.width / other.width for one, other in pairs])
        lines.append(
            f"| {method} | {100 * worst.share:.2f} % | {worst.setting} "
            f"| {100 * mean:.2f} % | {width:.2f} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Print the three tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--draws", type=int, default=50_000)
    draws = parser.parse_args().draws
    kinds: dict[str, Callable[..., Any]] = {
        "One frequency": one_frequency,
        "A weighted frequency": weighted_frequency,
        "The ratio of two frequencies": ratio,
    }
    for title, simulate in kinds.items():
        table = report(list(simulate(np.random.default_rng(1), draws)))
        sys.stdout.write(f"## {title}\n\n{table}\n\n")


if __name__ == "__main__":
    main()
