"""Ratios of ratios said slowly: every table with the same margins, one by one."""

from __future__ import annotations

from fractions import Fraction
from math import comb, exp, log, sqrt

from oracle import root, student_two_sided

Counts = tuple[int, int]


def shares(first: Counts, other: Counts, odds: Fraction) -> dict[int, Fraction]:
    """Return the probability of each number of the first dyad's visits in era one."""
    one, two = (a + b for a, b in zip(first, other, strict=True))
    drawn = sum(first)
    ways = {
        k: comb(one, k) * comb(two, drawn - k) * odds**k
        for k in range(max(0, drawn - two), min(one, drawn) + 1)
    }
    whole = sum(ways.values())
    return {k: way / whole for k, way in ways.items()}


def tails(first: Counts, other: Counts, odds: Fraction) -> tuple[Fraction, Fraction]:
    """Return how probable as few, and as many, of the first dyad in era one are."""
    chances = shares(first, other, odds)
    few = sum((p for k, p in chances.items() if k <= first[0]), Fraction(0))
    many = sum((p for k, p in chances.items() if k >= first[0]), Fraction(0))
    return few, many


def mean(first: Counts, other: Counts, odds: Fraction) -> Fraction:
    """Return the mean number of the first dyad's visits in era one."""
    chances = shares(first, other, odds)
    return sum((k * p for k, p in chances.items()), Fraction(0))


def can_be_compared(first: Counts, other: Counts) -> bool:
    """Whether both dyads, and both eras, have a visit."""
    return all(map(any, (first, other, *zip(first, other, strict=True))))


def exact_p(first: Counts, other: Counts) -> Fraction | None:
    """Return twice the smaller tail at equal ratios; None if none can be told."""
    if not can_be_compared(first, other):
        return None
    return min(Fraction(1), 2 * min(tails(first, other, Fraction(1))))


def spread(
    first: Counts,
    other: Counts,
    phi: tuple[float, float, float, float],
    df: tuple[float, float],
) -> tuple[float, float, float]:
    """Return the logarithm of the ratio, its error and its degrees of freedom."""
    counts = [count + 0.5 for count in (*first, *other)]
    parts = [p / count for p, count in zip(phi, counts, strict=True)]
    own, rest = sum(parts[:2]), sum(parts[2:])
    a, b, c, d = counts
    # Years of which nothing is known count as those of independent visits.
    estimated = [v**2 / n for v, n in zip((own, rest), df, strict=True) if n]
    freedom = (own + rest) ** 2 / sum(estimated)
    return log(a * d / (b * c)), sqrt(own + rest), freedom


def dispersed_p(
    first: Counts,
    other: Counts,
    phi: tuple[float, float, float, float],
    df: tuple[float, float],
) -> float | None:
    """Return the larger of the exact p and that of Student's law."""
    exact = exact_p(first, other)
    if exact is None or max(phi) == 1:
        return None if exact is None else float(exact)
    middle, error, freedom = spread(first, other, phi, df)
    return max(float(exact), student_two_sided(abs(middle) / error, freedom))


def dispersed_limits(
    first: Counts,
    other: Counts,
    phi: tuple[float, float, float, float],
    df: tuple[float, float],
    alpha: float,
) -> tuple[float, float]:
    """Return the limits of the ratio by Student's law alone."""
    middle, error, freedom = spread(first, other, phi, df)
    reach = error * root(lambda t: alpha - student_two_sided(t, freedom))
    return exp(middle - reach), exp(middle + reach)
