"""Trends, steps, shares and the years of eras again, slowly and obviously."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from itertools import permutations, product
from math import comb, prod
from operator import ge, le
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable


def central(below: Fraction, above: Fraction) -> Fraction:
    return min(Fraction(1), 2 * min(below, above))


def exact_trend_p(counts: list[int], years: list[int]) -> Fraction:
    """Place every visit in every year, in proportion to the exposure."""
    seen = sum(year * count for year, count in enumerate(counts))
    below = above = Fraction(0)
    for placed in product(range(len(counts)), repeat=sum(counts)):
        mass = prod(Fraction(years[year], sum(years)) for year in placed)
        below += mass * (sum(placed) <= seen)
        above += mass * (sum(placed) >= seen)
    return central(below, above)


def permutation_p(counts: list[int], years: list[int]) -> Fraction:
    """Put the years, each with its visits and exposure, in every order."""
    rate = Fraction(sum(counts), sum(years))
    excess = [count - rate * t for count, t in zip(counts, years, strict=True)]
    sums = [
        sum(year * one for year, one in enumerate(order))
        for order in permutations(excess)
    ]
    seen = sum(year * one for year, one in enumerate(excess))
    below = Fraction(sum(one <= seen for one in sums), len(sums))
    above = Fraction(sum(one >= seen for one in sums), len(sums))
    return central(below, above)


class Fitted(NamedTuple):
    """A Poisson regression."""

    coefficients: list[float]
    errors: list[float]
    deviance: float
    pearson: float


def poisson_regression(
    counts: list[int], years: list[float], columns: list[list[float]]
) -> Fitted:
    """Fit by iteratively reweighted least squares."""
    x, y, t = np.array(columns).T, np.array(counts, dtype=float), np.array(years)
    mean, solved = y + 0.5, np.zeros(x.shape[1])
    for _ in range(200):
        working = np.log(mean / t) + (y - mean) / mean
        information = x.T @ (mean[:, None] * x)
        solved = np.linalg.solve(information, x.T @ (mean * working))
        mean = t * np.exp(x @ solved)
    terms = np.where(y > 0, y * np.log(np.where(y > 0, y, 1) / mean), 0) - (y - mean)
    errors = np.sqrt(np.diag(np.linalg.inv(x.T @ (mean[:, None] * x))))
    return Fitted(
        solved.tolist(),
        errors.tolist(),
        float(2 * terms.sum()),
        float(((y - mean) ** 2 / mean).sum()),
    )


def tables(visits: list[int], upper: int) -> list[tuple[tuple[int, ...], int]]:
    """Every table with these margins, with the number of ways to it."""
    return [
        (cells, prod(comb(n, cell) for n, cell in zip(visits, cells, strict=True)))
        for cells in product(*(range(n + 1) for n in visits))
        if sum(cells) == upper
    ]


def freeman_halton_p(upper: list[int], visits: list[int]) -> Fraction:
    all_tables = tables(visits, sum(upper))
    seen = prod(comb(n, cell) for n, cell in zip(visits, upper, strict=True))
    whole = sum(ways for _, ways in all_tables)
    return Fraction(sum(ways for _, ways in all_tables if ways <= seen), whole)


def share_trend_p(upper: list[int], visits: list[int]) -> Fraction:
    all_tables = tables(visits, sum(upper))
    whole = sum(ways for _, ways in all_tables)
    seen = sum(era * cell for era, cell in enumerate(upper))

    def share(keep: Callable[[int, int], bool]) -> Fraction:
        sums = [(sum(e * n for e, n in enumerate(cells)), w) for cells, w in all_tables]
        return Fraction(sum(ways for s, ways in sums if keep(s, seen)), whole)

    return central(share(le), share(ge))


def cells_by_days(first: date, last: date) -> list[tuple[int, int]]:
    """Calendar years of the days from one to another, with their days, joined."""
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    parts = sorted(Counter(day.year for day in days).items())
    while len(parts) > 1 and parts[-1][1] < 183:
        one, two = parts[-2:]
        parts[-2:] = [(max(one, two, key=lambda part: part[1])[0], one[1] + two[1])]
    while len(parts) > 1 and parts[0][1] < 183:
        one, two = parts[:2]
        parts[:2] = [(max(two, one, key=lambda part: part[1])[0], one[1] + two[1])]
    return parts
