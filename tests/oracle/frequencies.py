"""Visits, days and frequencies of eras, and the chance that one is the lowest."""

from __future__ import annotations

from fractions import Fraction
from math import exp, lgamma, log, prod

from oracle.distributions import lower_gamma


def count_in_era(
    visits: list[int], start: int, end: int, since: int, through: int
) -> int:
    """Count visits in ``[start, end)`` that were observed."""
    return sum(start <= day < end and since <= day <= through for day in visits)


def days_in_era(start: int, end: int, since: int, through: int) -> int:
    """Count the observed days of ``[start, end)``, one by one."""
    return sum(since <= day <= through for day in range(start, end))


def lowest(counts: list[int], years: list[float], era: int) -> float:
    """Return P(era has the lowest frequency)."""
    shapes = [count + 0.5 for count in counts]
    return lowest_of(list(zip(shapes, years, strict=True)), era)


def lowest_of(gammas: list[tuple[float, float]], era: int) -> float:
    """Return P(it is the least), of shapes and rates, by the trapezoidal rule in ln."""
    total, step = 0.0, 0.01
    shape, time = gammas[era]
    for k in range(-1500, 600):
        at = exp(k * step)
        density = exp(shape * log(at * time) - at * time - lgamma(shape))
        others = [
            1 - lower_gamma(gammas[other][0], at * gammas[other][1])
            for other in range(len(gammas))
            if other != era and density > 1e-15
        ]
        total += density * step * prod(others)
    return total


def rate(counts: list[int], weights: list[Fraction], years: Fraction) -> Fraction:
    """Return the weighted frequency of one era."""
    pairs = zip(counts, weights, strict=True)
    return sum((n * w for n, w in pairs), Fraction(0)) / years
