"""Bayesian blocks of events in twelve bursts, with the penalty of a formula."""

from __future__ import annotations

from typing import Any

import numpy as np
import worlds

import summitry

CHANCE = 0.05
# The peers need the square of the number of events, and a million is too many for them.
MOST = 20_000


def world(rows: int, order: str) -> worlds.World:
    random = np.random.default_rng(worlds.SEED + 5)
    size = min(rows, MOST)
    edges = np.concatenate([[0], np.sort(random.random(11)), [1]])
    rate = (random.gamma(1.0, 1.0, 12) + 0.1) * np.diff(edges)
    parts = zip(
        random.multinomial(size, rate / rate.sum()), edges, edges[1:], strict=False
    )
    times = [random.uniform(start, end, count) for count, start, end in parts]
    return {"times": 80.0 * np.unique(np.concatenate(times))}


def ours(w: worlds.World) -> Any:
    times = w["times"]

    def run() -> Any:
        return summitry.phases(
            times,
            since=times[0],
            through=times[-1],
            method="scargle",
            level=1 - CHANCE,
        )

    return run, lambda found: {"starts": np.asarray(found["start"], float)}


def astropy(w: worlds.World) -> Any:
    from astropy.stats import bayesian_blocks

    def run() -> Any:
        return bayesian_blocks(w["times"], fitness="events", p0=CHANCE)

    return run, lambda found: {"starts": found[:-1]}


def numba(w: worlds.World) -> Any:
    """With the exact pruning that ours has: a start that trails cannot win later."""
    import numba as nb

    times = w["times"]
    edges = np.concatenate([times[:1], (times[1:] + times[:-1]) / 2, times[-1:]])
    penalty = 4 - np.log(73.53 * CHANCE * len(times) ** -0.478)

    @nb.njit
    def kernel(edges: Any, penalty: float) -> Any:
        n = len(edges) - 1
        best, last = np.empty(n), np.empty(n, np.int64)
        kept, value, size = np.empty(n, np.int64), np.empty(n), 0
        for end in range(n):
            kept[size] = end
            size += 1
            top, winner = -np.inf, 0
            for j in range(size):
                start = kept[j]
                count = end + 1 - start
                value[j] = count * np.log(count / (edges[end + 1] - edges[start]))
                if start > 0:
                    value[j] += best[start - 1]
                if value[j] > top:
                    top, winner = value[j], start
            best[end], last[end] = top - penalty, winner
            still = 0
            for j in range(size):
                if value[j] >= best[end]:
                    kept[still] = kept[j]
                    still += 1
            size = still
        return last

    def run() -> Any:
        last = kernel(edges, penalty)
        starts, end = [], len(last)
        while end > 0:
            end = last[end - 1]
            starts.append(end)
        return edges[starts[::-1]]

    return run, lambda found: {"starts": found}


PEERS = {"summitry": ours, "astropy": astropy, "numba": numba}
