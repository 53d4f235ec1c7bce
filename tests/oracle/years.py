"""How much the years of eras vary, and how alike neighbours are."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import fsum, sqrt
from typing import NamedTuple

from oracle.distributions import root


class Year(NamedTuple):
    """What an era has of a year."""

    visits: int
    years: Fraction


def counted_years(eras: list[list[Year]]) -> list[list[tuple[Year, Fraction]]]:
    """Return the years that say something, each with the visits expected of it."""
    told = [era for era in eras if len(era) > 1 and any(year.visits for year in era)]
    return [
        [
            (
                year,
                sum(one.visits for one in era)
                * year.years
                / sum((one.years for one in era), Fraction(0)),
            )
            for year in era
        ]
        for era in told
    ]


def chi_square(eras: list[list[Year]]) -> Fraction:
    each = [pair for era in counted_years(eras) for pair in era]
    return sum(((year.visits - mean) ** 2 / mean for year, mean in each), Fraction(0))


def degrees_of_freedom(eras: list[list[Year]]) -> int:
    return sum(len(era) - 1 for era in counted_years(eras))


def alpha_of_years(eras: list[list[Year]]) -> float:
    """Return the excess variance at which the statistic is as large as expected."""
    df = degrees_of_freedom(eras)
    if chi_square(eras) <= df:
        return 0.0
    each = [
        (float((year.visits - mean) ** 2 / mean), float(mean))
        for era in counted_years(eras)
        for year, mean in era
    ]
    return root(lambda alpha: df - sum(x / (1 + alpha * mean) for x, mean in each))


def neighbours(eras: list[list[Year]]) -> tuple[float, float] | None:
    """Return the correlation of neighbouring years, and its mean over all orders."""
    residuals = [
        [float(year.visits - mean) / sqrt(mean) for year, mean in era]
        for era in counted_years(eras)
    ]
    squares = [fsum(r**2 for r in era) for era in residuals]
    if sum(squares) == 0:
        return None
    found = fsum(one * two for era in residuals for one, two in pairwise(era))
    mean = -fsum(s / len(era) for s, era in zip(squares, residuals, strict=True))
    return found / sum(squares), mean / sum(squares)


def rho_of_years(eras: list[list[Year]]) -> float:
    df, found = degrees_of_freedom(eras), neighbours(eras)
    dispersion = float(chi_square(eras)) / df if df else 0.0
    if dispersion <= 1 or found is None:
        return 0.0
    lag1 = found[0] - found[1]
    return min(0.5, max(0.0, lag1 * dispersion / (dispersion - 1)))


def excess_of_era(era: list[Year], alpha: float, rho: float) -> float:
    """Return by how much phi grows with each visit a year."""
    n = len(era)
    if n == 0:
        return 0.0
    inflation = 1 + 2 * fsum((1 - k / n) * rho**k for k in range(1, n))
    squares = sum((year.years**2 for year in era), Fraction(0))
    return alpha * inflation * float(squares / sum(year.years for year in era))
