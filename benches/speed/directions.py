"""Eight shared eras of 40,000 directed pairs: 320,000 rows out."""

from __future__ import annotations

from typing import Any

import numpy as np
import worlds

import summitry

ERAS = 8


def world(rows: int, order: str) -> worlds.World:
    return {**worlds.events(rows, order), "edges": worlds.edges_of_eras(ERAS)}


def dense(pair: Any, era: Any, *columns: Any) -> dict[str, Any]:
    """One cell for each pair and era, in the order of both."""
    out = {}
    names = ("count", "weighted", "squares")
    for name, column in zip(names, columns, strict=True):
        cells = np.zeros(worlds.PAIRS * ERAS)
        cells[np.asarray(pair, np.int64) * ERAS + np.asarray(era)] = column
        out[name] = cells
    return out


# What the peers answer, with the exposure that a variance of frequencies is over.
COLUMNS = ("origin", "destination", "era", "years")
COLUMNS += ("count", "weighted_count", "weighted_variance")


def ours(w: worlds.World, **options: Any) -> Any:
    visits = worlds.frame(w, both_ends=True)
    eras = worlds.shared_eras(w["edges"])

    def run() -> Any:
        return summitry.era_frequency(
            visits,
            eras,
            since=worlds.SINCE,
            through=worlds.THROUGH,
            scheme=worlds.SCHEME,
            by="direction",
            **(options or {"columns": COLUMNS}),
        )

    def answered(found: Any) -> dict[str, Any]:
        origin, destination = (
            worlds.codes(found[x]) for x in ("origin", "destination")
        )
        pair = origin * worlds.COUNTRIES + destination
        era = np.tile(np.arange(ERAS), len(pair) // ERAS)
        squares = found["weighted_variance"] * found["years"] ** 2
        return dense(pair, era, found["count"], found["weighted_count"], squares)

    return run, answered


def every_column(w: worlds.World) -> Any:
    """Ranks, shares and what became of each row as well, and no limits."""
    return ours(w, interval=None)


def with_limits(w: worlds.World) -> Any:
    """What nobody beside us gives: intervals, and how years vary."""
    return ours(w, interval="dispersed")


def polars(w: worlds.World) -> Any:
    """The pair is one number and the weight a column, as nobody's file has them."""
    import polars as pl

    events = pl.DataFrame({name: w[name] for name in ("pair", "day", "weight")}).lazy()
    inner = [int(edge) for edge in w["edges"][1:-1]]

    def run() -> Any:
        steps = [(pl.col("day") >= edge).cast(pl.UInt8) for edge in inner]
        x = pl.col("weight")
        groups = events.group_by("pair", pl.sum_horizontal(steps).alias("era"))
        return groups.agg(n=pl.len(), s=x.sum(), q=(x * x).sum()).collect(
            engine="streaming"
        )

    return run, lambda found: dense(*(found[name] for name in found.columns))


def pandas(w: worlds.World) -> Any:
    import pandas as pd

    events = pd.DataFrame({name: w[name] for name in ("pair", "weight")})
    events["date"] = worlds.days(w["day"]).astype("datetime64[s]")
    edges = pd.DatetimeIndex(worlds.days(w["edges"]))

    def run() -> Any:
        era = pd.cut(events["date"], edges, right=False, labels=False)
        made = events.assign(era=era, squared=events["weight"] ** 2)
        groups = made.groupby(["pair", "era"], sort=False)
        sums = groups.agg(
            n=("weight", "size"), s=("weight", "sum"), q=("squared", "sum")
        )
        return sums.reset_index()

    return run, lambda found: dense(*(found[name] for name in found.columns))


def duckdb(w: worlds.World) -> Any:
    import duckdb as db
    import polars as pl

    connection = db.connect()
    frame = pl.DataFrame({name: w[name] for name in ("pair", "day", "weight")})
    connection.execute("CREATE TABLE events AS FROM frame")
    del frame
    era = " + ".join(f"(day >= {edge})::UTINYINT" for edge in w["edges"][1:-1])
    words = f"""
        SELECT pair, {era} AS era, count(*) AS n, sum(weight) AS s,
            sum(weight * weight) AS q FROM events GROUP BY ALL
    """

    def run() -> Any:
        return connection.execute(words).fetchnumpy()

    return run, lambda found: dense(*found.values())


def numba(w: worlds.World) -> Any:
    """A table for each core, then their sum."""
    import numba as nb

    era = np.searchsorted(w["edges"], np.arange(worlds.FIRST, worlds.END), "right") - 1
    era = era.astype(np.uint8)
    threads = nb.get_num_threads()

    @nb.njit(parallel=True)
    def kernel(pair: Any, day: Any, weight: Any, era: Any, first: int) -> Any:
        sums = np.zeros((threads, worlds.PAIRS * ERAS, 3))
        for t in nb.prange(threads):
            mine = sums[t]
            for i in range(t * len(day) // threads, (t + 1) * len(day) // threads):
                cell = np.int64(pair[i]) * ERAS + era[day[i] - first]
                mine[cell, 0] += 1.0
                mine[cell, 1] += weight[i]
                mine[cell, 2] += weight[i] * weight[i]
        out = sums[0]
        for t in range(1, threads):
            out += sums[t]
        return out

    def run() -> Any:
        return kernel(w["pair"], w["day"], w["weight"], era, worlds.FIRST)

    names = ("count", "weighted", "squares")
    return run, lambda found: dict(zip(names, found.T, strict=True))


PEERS = {
    "summitry": ours,
    "every column": every_column,
    "with limits": with_limits,
    "polars": polars,
    "pandas": pandas,
    "duckdb": duckdb,
    "numba": numba,
}
