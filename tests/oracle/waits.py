"""Waiting times in whole days: the curve of who still waits, its median and mean."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple


class Wait(NamedTuple):
    """One waiting time in whole days."""

    days: int
    seen: bool
    entry: int = 0


def at_risk(waits: list[Wait], day: int) -> int:
    return sum(wait.entry <= day <= wait.days for wait in waits)


def ends(waits: list[Wait], day: int) -> int:
    return sum(wait.seen and wait.days == day for wait in waits)


def still_waiting(waits: list[Wait], day: int) -> Fraction:
    """Return the Kaplan-Meier survival just after a day."""
    survival = Fraction(1)
    for past in range(day + 1):
        if ends(waits, past):
            n = at_risk(waits, past)
            survival *= Fraction(n - ends(waits, past), n)
    return survival


def ends_of_median(waits: list[Wait]) -> tuple[int | None, int | None]:
    """Return the days on which the curve falls to one half, and below it."""
    last = max(wait.days for wait in waits)
    half = Fraction(1, 2)
    reached = (day for day in range(last + 1) if still_waiting(waits, day) <= half)
    passed = (day for day in range(last + 1) if still_waiting(waits, day) < half)
    return next(reached, None), next(passed, None)


def median_wait(waits: list[Wait]) -> Fraction | None:
    """Return the middle of the days on which the curve stands at one half."""
    reached, passed = ends_of_median(waits)
    if reached is None:
        return None
    last = max(wait.days for wait in waits)
    return Fraction(reached + (last if passed is None else passed), 2)


def mean_wait(waits: list[Wait], tau: int) -> Fraction:
    """Return the area under the curve, day by day."""
    return sum((still_waiting(waits, day) for day in range(tau)), Fraction(0))


def variance_of_mean_wait(waits: list[Wait], tau: int) -> Fraction:
    total = Fraction(0)
    for day in range(tau):
        n, d = at_risk(waits, day), ends(waits, day)
        if d and n > d:
            beyond = sum(still_waiting(waits, later) for later in range(day, tau))
            total += beyond**2 * Fraction(d, n * (n - d))
    return total


def log_rank_of_two(first: list[Wait], second: list[Wait]) -> float | None:
    """Return the statistic of two groups; none without variance."""
    excess, variance = Fraction(0), Fraction(0)
    both = first + second
    for day in range(max(wait.days for wait in both) + 1):
        n, d, own = at_risk(both, day), ends(both, day), at_risk(first, day)
        if d:
            excess += ends(first, day) - Fraction(d * own, n)
        if d and n > 1:
            variance += Fraction(d * own * (n - own) * (n - d), n * n * (n - 1))
    return float(excess**2 / variance) if variance else None


def lag_of(
    shock: int, visits: list[int], through: int
) -> tuple[int | None, bool | None]:
    """Return the days to the first visit on or after a shock, and if there was one."""
    if shock > through:
        return None, None
    later = sorted(day for day in visits if shock <= day <= through)
    return (later[0] - shock, True) if later else (through - shock, False)
