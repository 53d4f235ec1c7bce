"""Comparisons of eras whose years vary more than chance has it."""

from __future__ import annotations

from math import fsum
from statistics import NormalDist

from oracle.distributions import lower_beta, root, student_two_sided, upper_gamma
from oracle.frequencies import lowest_of


def dispersed_p(
    first: tuple[int, float],
    second: tuple[int, float],
    phi: tuple[float, float],
    df: float,
) -> float:
    """Return the p-value of equal frequencies whose counts vary phi times as much."""
    (one, years), (two, other) = first, second
    a, b = one / phi[0], two / phi[1]
    odds = (years / phi[0]) / (other / phi[1])
    above = lower_beta(a, b + 1, odds) if one else 1.0
    below = lower_beta(b, a + 1, 1 / odds) if two else 1.0
    p = min(1.0, 2 * min(above, below))
    if max(phi) == 1 or p == 1:
        return p
    return student_two_sided(-NormalDist().inv_cdf(p / 2), df)


def dispersed_below(
    first: tuple[int, float],
    second: tuple[int, float],
    phi: tuple[float, float],
    df: float,
) -> float:
    """Return P(the first frequency is below), of counts that vary phi times as much."""
    (one, years), (two, other) = first, second
    odds = (years / phi[0]) / (other / phi[1])
    a, b = (one + 0.5) / phi[0], (two + 0.5) / phi[1]
    below, above = lower_beta(a, b, odds), lower_beta(b, a, 1 / odds)
    if max(phi) == 1 or min(below, above) >= 0.5:
        return below
    tail = student_two_sided(-NormalDist().inv_cdf(min(below, above)), df) / 2
    return tail if below < above else 1 - tail


def dispersed_lowest(eras: list[tuple[int, float, float]], era: int, df: int) -> float:
    """
    Return P(era has the lowest frequency): visits, years and phi of each.

    The midpoint rule over the factor that all eras share, at an even number of degrees
    of freedom, so that its distribution function is a sum.
    """
    parts = 40
    points = [(k + 0.5) / parts for k in range(parts)]

    def quantile(point: float) -> float:
        return root(lambda x: 1 - point - upper_gamma(df / 2, x))

    shares = [2 * quantile(point) / df for point in points]
    return fsum(
        lowest_of(
            [
                ((count + 0.5) * share / phi, years * share / phi)
                for count, years, phi in eras
            ],
            era,
        )
        for share in shares
    ) / len(shares)
