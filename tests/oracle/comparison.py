"""Frequencies compared: exact p-values from their definition, by every outcome."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from math import comb
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oracle.years import Year


def splits(total: int, odds: Fraction) -> list[Fraction]:
    """Return the probability of every split of a total, with the odds of the first."""
    share = odds / (1 + odds)
    return [
        comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(total + 1)
    ]


def p_of_split(seen: int, total: int, odds: Fraction, method: str) -> Fraction:
    """Return a two-sided exact p-value, from its definition."""
    chances = splits(total, odds)
    above = [sum(chances[k:], Fraction(0)) for k in range(total + 1)]
    below = [sum(chances[: k + 1], Fraction(0)) for k in range(total + 1)]
    smaller = [min(pair) for pair in zip(above, below, strict=True)]
    if method == "minlike":
        kept = [chance for chance in chances if chance <= chances[seen]]
        return sum(kept, Fraction(0))
    if method == "blaker":
        kept = [
            chance
            for chance, tail in zip(chances, smaller, strict=True)
            if tail <= smaller[seen]
        ]
        return sum(kept, Fraction(0))
    excess = chances[seen] / 2 if method == "midp" else 0
    return min(Fraction(1), 2 * (smaller[seen] - excess))


def p_of_equality(counts: list[int], years: list[int]) -> Fraction:
    """Add up every outcome no likelier than the one seen."""
    shares = [Fraction(one, sum(years)) for one in years]

    def chance(outcome: tuple[int, ...]) -> Fraction:
        ways, left = Fraction(1), sum(counts)
        for count, share in zip(outcome, shares, strict=True):
            ways *= comb(left, count) * share**count
            left -= count
        return ways

    every = product(range(sum(counts) + 1), repeat=len(counts))
    outcomes = [chance(one) for one in every if sum(one) == sum(counts)]
    return sum(
        (one for one in outcomes if one <= chance(tuple(counts))), start=Fraction(0)
    )


def holm(p: list[float]) -> list[float]:
    adjusted = []
    for one in p:
        smaller = [other for other in p if other < one] + [one]
        steps = [(len(p) - sum(x < other for x in p)) * other for other in smaller]
        adjusted.append(min(1.0, max(steps)))
    return adjusted


def ways_of_years(first: list[Year], second: list[Year]) -> list[tuple[int, ...]]:
    """Every way to give the years of both eras to the first, in its size."""
    return list(combinations(range(len(first) + len(second)), len(first)))


def tails_of_years(first: list[Year], second: list[Year]) -> tuple[Fraction, Fraction]:
    """Return the shares of the ways with at most, and at least, as many visits."""
    years = [*first, *second]
    exposure = sum((year.years for year in years), Fraction(0))
    rate = sum(year.visits for year in years) / exposure
    excess = [year.visits - rate * year.years for year in years]
    ways = ways_of_years(first, second)
    sums = [sum(excess[place] for place in way) for way in ways]
    seen = sum(excess[: len(first)])
    lower = Fraction(sum(one <= seen for one in sums), len(sums))
    higher = Fraction(sum(one >= seen for one in sums), len(sums))
    return lower, higher


def smallest_p_of_years(first: list[Year], second: list[Year]) -> Fraction:
    """Return the least p that any way of the same years would have given."""
    years = [*first, *second]
    found = []
    for way in ways_of_years(first, second):
        here = [years[place] for place in way]
        rest = [year for place, year in enumerate(years) if place not in way]
        found.append(min(Fraction(1), 2 * min(tails_of_years(here, rest))))
    return min(found)
