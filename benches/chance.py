"""
Time Bayesian blocks and placebo shocks beside the same in numpy, numba and astropy.

    python benches/chance.py

Peers that are not installed are left out. Each computes the same result, which is
compared before anything is timed, and takes its turn in every round. Printed is the
median of the rounds in milliseconds of processor time. Build with `maturin develop
--release` first.
"""

from __future__ import annotations

import argparse
import sys
import time
from functools import partial
from importlib.util import find_spec
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np

import summitry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy.typing as npt

    Reals = npt.NDArray[np.float64]

P0 = 0.05


def bursts(n: int) -> Reals:
    """Draw event times of a frequency that changes eleven times in eighty years."""
    rng = np.random.default_rng(11)
    edges = np.concatenate([[0], np.sort(rng.random(11)), [1]])
    rate = rng.gamma(1.0, 1.0, 12) + 0.1
    counts = rng.multinomial(n, rate * np.diff(edges) / (rate @ np.diff(edges)))
    pairs = zip(edges, edges[1:], counts, strict=False)
    times = [rng.uniform(start, end, count) for start, end, count in pairs]
    return np.unique(np.concatenate(times)) * 80


def numpy_blocks(times: Reals) -> Reals:
    """Look at every start of the last block, one vector an event."""
    n = len(times)
    edges = np.concatenate([times[:1], (times[1:] + times[:-1]) / 2, times[-1:]])
    penalty = 4 - np.log(73.53 * P0 * n**-0.478)
    best, last = np.zeros(n + 1), np.zeros(n, dtype=int)
    for end in range(n):
        events = np.arange(end + 1, 0, -1)
        fitness = events * np.log(events / (edges[end + 1] - edges[: end + 1]))
        values = fitness + best[: end + 1]
        last[end] = values.argmax()
        best[end + 1] = values[last[end]] - penalty
    cuts = [n]
    while cuts[-1]:
        cuts.append(last[cuts[-1] - 1])
    return edges[cuts[::-1]]


def pruned(edges: Reals, penalty: float) -> Any:
    """Drop starts that can never win; for numba to compile."""
    n = len(edges) - 1
    best, last = np.zeros(n + 1), np.zeros(n, np.int64)
    starts, values = np.zeros(n, np.int64), np.zeros(n)
    kept = 0
    for end in range(n):
        starts[kept] = end
        kept += 1
        top = -np.inf
        for place in range(kept):
            start = starts[place]
            events = end + 1 - start
            span = edges[end + 1] - edges[start]
            values[place] = events * np.log(events / span) + best[start]
            if values[place] > top:
                top, last[end] = values[place], start
        best[end + 1] = top - penalty
        left = 0
        for place in range(kept):
            if values[place] >= best[end + 1]:
                starts[left] = starts[place]
                left += 1
        kept = left
    return last


def blocks(times: Reals) -> Reals:
    """Return the edges that summitry finds under Scargle's penalty."""
    found = summitry.phases(
        times,
        since=float(times[0]),
        through=float(times[-1]),
        method="scargle",
        level=1 - P0,
    )
    return np.append(found["start"], times[-1])


def block_peers() -> dict[str, Callable[[Reals], Reals]]:
    """Return every way of finding blocks that is installed."""
    peers: dict[str, Callable[[Reals], Reals]] = {
        "summitry": blocks,
        "numpy": numpy_blocks,
    }
    if find_spec("numba"):
        import numba

        compiled = numba.njit(pruned)

        def numba_blocks(times: Reals) -> Reals:
            middles = (times[1:] + times[:-1]) / 2
            edges = np.concatenate([times[:1], middles, times[-1:]])
            penalty = 4 - np.log(73.53 * P0 * len(times) ** -0.478)
            last, cuts = compiled(edges, penalty), [len(times)]
            while cuts[-1]:
                cuts.append(last[cuts[-1] - 1])
            return edges[cuts[::-1]]

        peers["numba, pruned"] = numba_blocks
    if find_spec("astropy"):
        from astropy.stats import bayesian_blocks

        peers["astropy"] = lambda times: bayesian_blocks(times, p0=P0)
    return peers


def numpy_placebo(shocks: Any, visits: Any, draws: int) -> Any:
    """Place shocks anew and average their lags; every lag is answered here."""
    rng = np.random.default_rng(0)
    placed = rng.integers(0, visits[-1] + 1, (draws, len(shocks)))
    return (visits[np.searchsorted(visits, placed)] - placed).mean(axis=1)


def placebo_peers(
    n_shocks: int, draws: int
) -> tuple[dict[str, Callable[[], Any]], Callable[[Any], float]]:
    """Return both ways of placing shocks anew, and how to read the mean off them."""
    rng = np.random.default_rng(3)
    visits = np.unique(np.append(rng.integers(0, 23_000, 160), 22_999))
    shocks = rng.integers(0, 23_000, n_shocks)
    tables = [{"date": days.astype("datetime64[D]")} for days in (shocks, visits)]
    options: dict[str, Any] = {"since": "1970-01-01", "through": "2032-12-20"}
    peers = {
        "summitry": lambda: summitry.placebo_test(*tables, draws=draws, **options),
        "numpy": lambda: numpy_placebo(shocks, visits, draws),
    }

    def mean(found: Any) -> float:
        if isinstance(found, np.ndarray):
            return float(found.mean())
        return float(found["expected"].iloc[0])

    return peers, mean


def timed(peers: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """Return the median milliseconds of each peer, in turn."""
    spent: dict[str, list[float]] = {name: [] for name in peers}
    for _ in range(rounds):
        for name, work in peers.items():
            began = time.process_time()
            work()
            spent[name].append(1e3 * (time.process_time() - began))
    return {name: median(times) for name, times in spent.items()}


def show(title: str, times: dict[str, float]) -> None:
    """Print one line a peer."""
    sys.stdout.write(f"{title}\n")
    for name, spent in times.items():
        sys.stdout.write(f"  {name:<14} {spent:10.2f} ms\n")


def main() -> None:
    """Compare, time and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    for n in (1_000, 5_000, 20_000):
        times = bursts(n)
        found = {name: peer(times) for name, peer in block_peers().items()}
        for edges in found.values():
            np.testing.assert_allclose(edges, found["summitry"])
        work = {name: partial(peer, times) for name, peer in block_peers().items()}
        show(f"blocks of {n:,} events", timed(work, rounds))
    peers, mean = placebo_peers(40, 100_001)
    means = [mean(work()) for work in peers.values()]
    np.testing.assert_allclose(means, means[0], rtol=0.01)
    peers, _ = placebo_peers(40, 10_000)
    show("10,000 placements of 40 shocks", timed(peers, rounds))


if __name__ == "__main__":
    main()
