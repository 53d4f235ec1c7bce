"""The power of a comparison again: every pair of counts, one after the other."""

from __future__ import annotations

from math import exp, fsum, lgamma, log, log1p

import oracle


def chance(count: int, mean: float, size: float | None) -> float:
    """Return the probability of a count, by Poisson's or the negative binomial law."""
    if mean == 0:
        return float(count == 0)
    if size is None:
        return exp(count * log(mean) - mean - lgamma(count + 1))
    ways = lgamma(count + size) - lgamma(size) - lgamma(count + 1)
    return exp(ways - size * log1p(mean / size) - count * log1p(size / mean))


def tells_apart(
    counts: tuple[int, int],
    years: tuple[float, float],
    excess: tuple[float, float],
    df: float,
    alpha: float,
) -> bool:
    """Whether the p-value of two counts is at most alpha."""
    if not any(counts):
        return alpha >= 1
    rate = sum(counts) / sum(years)
    phi = 1 + excess[0] * rate, 1 + excess[1] * rate
    sides = list(zip(counts, years, strict=True))
    return oracle.dispersed_p(sides[0], sides[1], phi, df) <= alpha


def power(
    rates: tuple[float, float],
    years: tuple[float, float],
    excess: tuple[float, float] = (0.0, 0.0),
    df: float = 60,
    alpha: float = 0.05,
) -> float:
    """Add up the probability of all pairs of counts that are told apart."""
    laws = []
    for rate, time, more in zip(rates, years, excess, strict=True):
        mean, size = rate * time, time / more if more else None
        law, count = [chance(0, mean, size)], 0
        while fsum(law) < 1 - 1e-11 and count < 500:
            count += 1
            law.append(chance(count, mean, size))
        laws.append(law)
    return fsum(
        one * other
        for first, one in enumerate(laws[0])
        for second, other in enumerate(laws[1])
        if one * other > 1e-14
        and tells_apart((first, second), years, excess, df, alpha)
    )
