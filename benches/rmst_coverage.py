"""
Simulate how often the limits of the restricted mean lag hold the true value.

    python benches/rmst_coverage.py

Lags in whole days are drawn from known laws, some of them censored, and summarized by
`summitry.lag_summary`. Draws with fewer than 20 observed lags are drawn again. The
tables are kept in docs/coverage.md.
"""

from __future__ import annotations

import argparse
import sys
from math import erfc, exp, log, sqrt
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

import summitry

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Method = Literal["logit-t", "normal"]
    Draw = Callable[[np.random.Generator, tuple[int, int]], npt.NDArray[np.float64]]

FEWEST = 20
TAUS = (60, 120, 365)
TOO_FAR = 730
METHODS: tuple[Method, ...] = ("logit-t", "normal")
SETTINGS = (
    *((n, None) for n in (20, 25, 50, 100)),
    *((30, 800.0), (30, 500.0), (60, 500.0)),
)
"""Lags in a sample, and the last day on which one may be censored."""


class Law(NamedTuple):
    """A law of lags: how it is drawn, and the share still waiting after some days."""

    name: str
    draw: Draw
    waiting: Callable[[float], float]


LAWS = (
    Law(
        "exponential, mean 120",
        lambda rng, shape: rng.exponential(120, shape),
        lambda days: exp(-days / 120),
    ),
    Law(
        "log-normal, median 80",
        lambda rng, shape: 80 * rng.lognormal(0, 1, shape),
        lambda days: erfc(log(days / 80) / sqrt(2)) / 2 if days else 1.0,
    ),
    Law(
        "Weibull, falling rate",
        lambda rng, shape: 100 * rng.weibull(0.7, shape),
        lambda days: exp(-((days / 100) ** 0.7)),
    ),
    Law(
        "Weibull, rising rate",
        lambda rng, shape: 100 * rng.weibull(2, shape),
        lambda days: exp(-((days / 100) ** 2)),
    ),
)


def draws(
    law: Law, n: int, repeats: int, end: float | None, rng: np.random.Generator
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Draw samples of n lags, censored evenly up to `end`, with enough observed."""
    lags, observed = np.empty((0, n)), np.empty((0, n), dtype=bool)
    while len(lags) < repeats:
        days = np.ceil(law.draw(rng, (repeats, n)))
        until = np.full((repeats, n), np.inf)
        if end is not None:
            until = np.ceil(rng.uniform(0, end, (repeats, n)))
        seen = days <= until
        enough = seen.sum(axis=1) >= FEWEST
        lags = np.concatenate([lags, np.minimum(days, until)[enough]])
        observed = np.concatenate([observed, seen[enough]])
    return lags[:repeats], observed[:repeats]


def coverage(
    law: Law, n: int, end: float | None, tau: int, repeats: int
) -> tuple[float, dict[Method, float]]:
    """Return the observed lags of a sample on average, and each method's coverage."""
    rng = np.random.default_rng([n, tau, LAWS.index(law)])
    lags, observed = draws(law, n, repeats, end, rng)
    truth = sum(law.waiting(days) for days in range(tau))
    table: dict[str, Any] = {
        "lag": lags.ravel(),
        "observed": observed.ravel(),
        "sample": np.repeat(np.arange(repeats), n),
    }
    shares = {}
    for method in METHODS:
        found = summitry.lag_summary(
            table, group_by="sample", tau=tau, mean_interval=method
        )
        lower = found["restricted_mean_lower"].to_numpy(dtype=float, na_value=np.nan)
        upper = found["restricted_mean_upper"].to_numpy(dtype=float, na_value=np.nan)
        shares[method] = float(np.mean((lower <= truth) & (truth <= upper)))
    return float(observed.sum(axis=1).mean()), shares


def report(taus: tuple[int, ...], repeats: int) -> str:
    """Return a table of the lowest and highest coverage over the laws and horizons."""
    lines = [
        "| lags | observed on average | logit-t | lowest for | normal |",
        "| ---: | ---: | ---: | --- | ---: |",
    ]
    for n, end in SETTINGS:
        cases = [
            (f"{law.name}, {tau} days", *coverage(law, n, end, tau, repeats))
            for law in LAWS
            for tau in taus
        ]
        ranges = []
        for method in METHODS:
            shares = [100 * one[method] for _, _, one in cases]
            ranges.append(f"{min(shares):.1f} to {max(shares):.1f} %")
        worst = min(cases, key=lambda case: case[2][METHODS[0]])[0]
        seen = sum(mean for _, mean, _ in cases) / len(cases)
        lines.append(f"| {n} | {seen:.1f} | {ranges[0]} | {worst} | {ranges[1]} |")
    return "\n".join(lines)


def main() -> None:
    """Print the two tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--repeats", type=int, default=20_000)
    repeats = parser.parse_args().repeats
    for taus in (TAUS, (TOO_FAR,)):
        sys.stdout.write(f"{report(taus, repeats)}\n\n")


if __name__ == "__main__":
    main()
