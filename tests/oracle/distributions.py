"""Gamma, beta and Student's distributions by their series, and roots by halving."""

from __future__ import annotations

from math import erfc, exp, fsum, lgamma, log, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def upper_gamma(shape: float, x: float) -> float:
    """Return Q(shape, x) as 1 minus the power series of P, or the sum for integers."""
    if shape == int(shape):
        logs = (k * log(x) - x - lgamma(k + 1) for k in range(int(shape)))
        return fsum(map(exp, logs)) if x > 0 else 1.0
    return 1.0 - lower_gamma(shape, x)


def lower_gamma(shape: float, x: float) -> float:
    terms, k = [0.0], 0
    while x > 0 and (k < x + 50 or terms[-1] > 1e-18 * terms[1]):
        terms.append(exp((shape + k) * log(x) - x - lgamma(shape + k + 1)))
        k += 1
    return fsum(terms)


def lower_beta(a: float, b: float, odds: float) -> float:
    """Return P(odds of a beta variable <= odds) by its positive series."""
    x, y = odds / (1 + odds), 1 / (1 + odds)
    lead = a * log(x) + b * log(y) - log(a) - lgamma(a) - lgamma(b) + lgamma(a + b)
    terms = [1.0]
    while terms[-1] > 1e-18 * terms[0] or len(terms) < (a + b) * x:
        k = len(terms) - 1
        terms.append(terms[-1] * (a + b + k) / (a + 1 + k) * x)
    return exp(lead) * fsum(terms)


def root(increasing: Callable[[float], float], high: float = 1.0) -> float:
    """Return where an increasing function of a positive number passes zero."""
    while increasing(high) < 0:
        high *= 2
    low = 0.0
    for _ in range(70):
        middle = (low + high) / 2
        low, high = (low, middle) if increasing(middle) > 0 else (middle, high)
    return high


def student_two_sided(t: float, df: float) -> float:
    """Return the probability that Student's t is further from 0."""
    if t**2 > df:
        return lower_beta(df / 2, 0.5, df / t**2)
    return 1 - lower_beta(0.5, df / 2, t**2 / df) if t > 0 else 1.0


def student_tail(alpha: float, df: float) -> float:
    """Return the normal tail whose quantile is Student's for half of alpha."""
    t = root(lambda t: alpha - student_two_sided(t, df))
    return erfc(t / sqrt(2)) / 2
