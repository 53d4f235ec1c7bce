"""Waits for visits and shocks that are known to some days only."""

from __future__ import annotations

from itertools import product
from math import log

from oracle.waits import Wait

Span = tuple[int, int]
"""The first and the last day that something may have been."""


def waits_after(
    shocks: list[int], visits: list[int], window: Span, overlap: str, tie: int
) -> list[Wait | None]:
    """Return the wait after each shock, with every day known."""
    since, through = window

    def answer(shock: int) -> int | None:
        later = [day for day in visits if shock + tie <= day <= through]
        return min(later, default=None)

    waits: list[Wait | None] = []
    for shock in shocks:
        if not since <= shock <= through:
            waits.append(None)
            continue
        found = answer(shock)
        wait = Wait(through - shock, seen=False)
        if found is not None:
            wait = Wait(found - shock, seen=True)
        inside = [other for other in shocks if since <= other <= through]
        later = [other for other in inside if other > shock]
        earlier = [other for other in inside if other < shock]
        if overlap == "latest" and later:
            until = min(later) - shock
            in_time = wait.days < until or (wait.days == until and tie == 1)
            wait = wait if wait.seen and in_time else Wait(until, seen=False)
        if overlap == "first" and earlier:
            before = answer(max(earlier))
            done = before is not None and before < shock + tie
            waits.append(wait if done else None)
            continue
        waits.append(wait)
    return waits


def completed_waits(
    shocks: list[Span],
    visits: list[Span],
    window: Span,
    *,
    overlap: str = "both",
    tie: int = 0,
) -> list[list[Wait | None]]:
    """Return the waits in every completion of the days of shocks and visits."""
    days = [range(first, last + 1) for first, last in [*shocks, *visits]]
    n = len(shocks)
    every = {
        tuple(waits_after(list(one[:n]), list(one[n:]), window, overlap, tie))
        for one in product(*days)
    }
    return [list(waits) for waits in every]


def ends_of_wait(waits: list[Wait]) -> tuple[Wait, Wait]:
    """Return the least and the greatest; one still running is longer than any."""
    least = min(waits, key=lambda wait: (wait.days, not wait.seen))
    return least, max(waits, key=lambda wait: (not wait.seen, wait.days))


def turnbull_likelihood(intervals: list[tuple[float, float]], masses: Masses) -> float:
    """Return the logarithm of the likelihood of shares within intervals."""
    held = [
        sum(mass for low, high, mass in masses if first <= low and high <= last)
        for first, last in intervals
    ]
    return sum(log(one) if one > 0 else -1e9 for one in held)


Masses = list[tuple[float, float, float]]
