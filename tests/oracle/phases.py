"""Changes of frequency: the best division of days or periods, over all of them."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import fsum, log


def block_fitness(events: int, time: float) -> float:
    return events * log(events / time) if events else 0.0


def objective(times: list[int], edges: list[float], penalty: float) -> float:
    """Return the sum over blocks; an event on an edge is in no doubt, as edges are."""
    total = 0.0
    for left, right in pairwise(edges):
        last = right == edges[-1]
        events = sum(left <= t < right or (last and t == right) for t in times)
        total += block_fitness(events, right - left) - penalty
    return total


def best_objective(times: list[int], start: float, end: float, penalty: float) -> float:
    """Try every set of midpoints between distinct times."""
    distinct = sorted(set(times))
    middles = [(a + b) / 2 for a, b in pairwise(distinct)]
    return max(
        objective(times, [start, *cuts, end], penalty)
        for n in range(len(middles) + 1)
        for cuts in combinations(middles, n)
    )


def critical_penalty(counts: list[int]) -> float:
    """Return the largest gain a change, over every partition of periods alike."""
    whole = block_fitness(sum(counts), len(counts))
    gains = [0.0]
    for n in range(1, len(counts)):
        for cuts in combinations(range(1, len(counts)), n):
            edges = [0, *cuts, len(counts)]
            blocks = [counts[a:b] for a, b in pairwise(edges)]
            fitted = fsum(block_fitness(sum(block), len(block)) for block in blocks)
            gains.append((fitted - whole) / n)
    return max(gains)


def single_change(counts: list[int]) -> float:
    """Return twice the largest gain of a division over none."""
    whole = block_fitness(sum(counts), len(counts))
    gains = [0.0] + [
        block_fitness(sum(counts[:k]), k)
        + block_fitness(sum(counts[k:]), len(counts) - k)
        - whole
        for k in range(1, len(counts))
    ]
    return 2 * max(gains)
