"""
Time the tally of visits by dyad and era beside pandas, polars, DuckDB and numba.

    python benches/tally.py --rows 1e6 1e7

Each peer gets the same columns in its own native form, computes the same counts, which
are compared before anything is timed, and takes its turn in every round. Printed is the
median of the rounds, and how many times slower than summitry.
"""

from __future__ import annotations

import argparse
import time
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl

import summitry
from summitry import _core

if TYPE_CHECKING:
    from collections.abc import Callable

EDGES = np.array(
    ["1946", "1960", "1972", "1980", "1991", "2001", "2008", "2016", "2026"]
)
DYADS = 4_000


def data(rows: int, *, shuffled: bool) -> dict[str, Any]:
    """Draw visits of many dyads, a few of them busy, over eighty years."""
    random = np.random.default_rng(7)
    edges = EDGES.astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    dyad = np.minimum(random.zipf(1.3, rows) - 1, DYADS - 1).astype(np.uint32)
    day = random.integers(edges[0], edges[-1], rows)
    if not shuffled:
        order = np.lexsort([day, dyad])
        dyad, day = dyad[order], day[order]
    return {"dyad": dyad, "day": day, "edges": edges}


def core(d: dict[str, Any]) -> Callable[[], Any]:
    starts, ends = d["edges"][:-1].copy(), d["edges"][1:].copy()

    def run() -> Any:
        found = _core.era_tally(
            d["day"],
            d["dyad"],
            None,
            None,
            starts,
            ends,
            n_groups=DYADS,
            n_classes=1,
            since=int(starts[0]),
            through=int(ends[-1]) - 1,
        )
        return found["qualify"][:, :, 0]

    return run


def public(d: dict[str, Any]) -> Callable[[], Any]:
    """Time a whole call on a polars frame: names of countries, dates, a table out."""
    names = np.array([f"C{number:04}" for number in range(DYADS)])
    frame = pl.DataFrame(
        {
            "date": d["day"].astype("datetime64[D]"),
            "origin": pl.Series(names[d["dyad"]]).cast(pl.Categorical),
            "destination": pl.repeat("XXX", len(d["day"]), eager=True).cast(
                pl.Categorical
            ),
        }
    )
    edges = d["edges"].astype("datetime64[D]")
    eras = {"era": [str(e) for e in edges[:-1]], "start": edges[:-1], "end": edges[1:]}
    seen = {"since": str(edges[0]), "through": str(edges[-1] - 1)}

    def run() -> Any:
        table = summitry.era_tally(frame, eras, **seen, by="direction")
        places = {name: place for place, name in enumerate(names)}
        origin = np.array([places[name] for name in table["origin"]])
        counts = np.zeros((DYADS, len(edges) - 1), dtype=np.int64)
        counts[origin, np.tile(np.arange(len(edges) - 1), len(origin) // 8)] = table[
            "count"
        ]
        return counts

    return run


def polars(d: dict[str, Any]) -> Callable[[], Any]:
    frame = pl.DataFrame({"dyad": d["dyad"], "day": d["day"]})

    def run() -> Any:
        era = (
            pl.lit(pl.Series(d["edges"])).search_sorted(pl.col("day"), side="right") - 1
        )
        found = frame.group_by("dyad", era.alias("era")).len()
        counts = np.zeros((DYADS, len(d["edges"]) - 1), dtype=np.int64)
        counts[found["dyad"], found["era"]] = found["len"]
        return counts

    return run


def pandas(d: dict[str, Any]) -> Callable[[], Any]:
    frame = pd.DataFrame({"dyad": d["dyad"], "day": d["day"]})

    def run() -> Any:
        era = np.searchsorted(d["edges"], frame["day"].to_numpy(), side="right") - 1
        found = frame.groupby(["dyad", era]).size()
        counts = np.zeros((DYADS, len(d["edges"]) - 1), dtype=np.int64)
        dyads, eras = (found.index.get_level_values(level) for level in (0, 1))
        counts[dyads, eras] = found.to_numpy()
        return counts

    return run


def duckdb(d: dict[str, Any]) -> Callable[[], Any]:
    import duckdb as engine

    connection = engine.connect()
    connection.register("source", pd.DataFrame({"dyad": d["dyad"], "day": d["day"]}))
    connection.execute("create table events as select * from source")
    arms = " ".join(
        f"when day < {edge} then {era}" for era, edge in enumerate(d["edges"][1:])
    )
    query = f"select dyad, case {arms} end era, count(*) n from events group by all"

    def run() -> Any:
        found = connection.execute(query).fetchnumpy()
        counts = np.zeros((DYADS, len(d["edges"]) - 1), dtype=np.int64)
        counts[found["dyad"], found["era"]] = found["n"]
        return counts

    return run


def numba(d: dict[str, Any]) -> Callable[[], Any]:
    import numba as nb

    @nb.njit(cache=False)
    def kernel(dyad: Any, day: Any, edges: Any, n_dyads: int) -> Any:
        counts = np.zeros((n_dyads, edges.size - 1), dtype=np.int64)
        for row in range(day.size):
            counts[dyad[row], np.searchsorted(edges, day[row], side="right") - 1] += 1
        return counts

    return lambda: kernel(d["dyad"], d["day"], d["edges"], DYADS)


PEERS = {
    "summitry core": core,
    "summitry call": public,
    "polars": polars,
    "pandas": pandas,
    "duckdb": duckdb,
    "numba": numba,
}


def prepared(d: dict[str, Any]) -> dict[str, Callable[[], Any]]:
    """Make every peer ready, and check that all count the same."""
    runs: dict[str, Callable[[], Any]] = {}
    for name, make in PEERS.items():
        try:
            runs[name] = make(d)
        except ImportError:
            print(f"{name} is not installed and left out")
    expected = runs["summitry core"]()
    for name, run in runs.items():
        if not np.array_equal(run(), expected):
            raise SystemExit(f"{name} counts otherwise")
    return runs


def timed(runs: dict[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """Let the peers take turns; the median of each, in milliseconds."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            times[name].append(1e3 * (time.perf_counter() - start))
    return {name: median(taken) for name, taken in times.items()}


def main() -> None:
    """Print a table for each size and order."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", nargs="+", type=float, default=[1e6])
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    print(f"{'rows':>9}  {'order':9}{'peer':16}{'median ms':>10}{'times':>8}")
    for rows in map(int, arguments.rows):
        for order in ("sorted", "shuffled"):
            medians = timed(
                prepared(data(rows, shuffled=order == "shuffled")), arguments.rounds
            )
            ours = medians["summitry core"]
            for name, taken in medians.items():
                print(
                    f"{rows:>9}  {order:9}{name:16}{taken:>10.1f}{taken / ours:>8.1f}"
                )


if __name__ == "__main__":
    main()
