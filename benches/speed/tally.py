"""Visits and weights of eight eras that all pairs share: eight rows out."""

from __future__ import annotations

from typing import Any

import numpy as np
import worlds

import summitry

ERAS = 8
TEXT = False


def world(rows: int, order: str) -> worlds.World:
    return {**worlds.events(rows, order), "edges": worlds.edges_of_eras(ERAS)}


def summed(count: Any, weighted: Any, squares: Any) -> dict[str, Any]:
    return {"count": count, "weighted": weighted, "squares": squares}


def ours(w: worlds.World) -> Any:
    visits, eras = worlds.frame(w, text=TEXT), worlds.shared_eras(w["edges"])

    def run() -> Any:
        return summitry.era_frequency(
            visits,
            eras,
            since=worlds.SINCE,
            through=worlds.THROUGH,
            scheme=worlds.SCHEME,
        )

    def answered(found: Any) -> dict[str, Any]:
        squares = found["weighted_variance"] * found["years"] ** 2
        return summed(found["count"], found["weighted_count"], squares)

    return run, answered


def polars(w: worlds.World) -> Any:
    """Count by era and kind, then weigh the 64 cells: quicker than summing weights."""
    import polars as pl

    events = worlds.frame(w, text=TEXT).lazy()
    inner = [int(edge) for edge in w["edges"][1:-1]]
    weights = pl.DataFrame({"kind": worlds.KINDS, "weight": worlds.WEIGHTS})

    def run() -> Any:
        day = pl.col("date").to_physical()
        era = pl.sum_horizontal([(day >= edge).cast(pl.UInt8) for edge in inner])
        cells = events.group_by(era.alias("era"), "kind").agg(n=pl.len())
        by_kind = cells.collect(engine="streaming").with_columns(
            pl.col("kind").cast(pl.String)
        )
        x = pl.col("weight")
        n = pl.col("n")
        sums = by_kind.join(weights, on="kind").group_by("era")
        return sums.agg(n.sum(), s=(n * x).sum(), q=(n * x * x).sum()).sort("era")

    return run, lambda found: summed(found["n"], found["s"], found["q"])


def pandas(w: worlds.World) -> Any:
    import pandas as pd

    events = worlds.frame(w, text=TEXT).to_pandas()
    edges = pd.DatetimeIndex(worlds.days(w["edges"]))
    weight = pd.Series(worlds.WEIGHTS, index=worlds.KINDS)

    def run() -> Any:
        era = pd.cut(events["date"], edges, right=False, labels=False)
        cells = events.groupby([era, "kind"], observed=True).size().unstack()
        return cells.sum(axis=1), cells @ weight, cells @ weight**2

    return run, lambda found: summed(*found)


def duckdb(w: worlds.World) -> Any:
    import duckdb as db

    connection = db.connect()
    frame = worlds.frame(w, text=True)
    connection.execute("CREATE TABLE events AS FROM frame")
    kinds = {"kind": worlds.KINDS, "weight": worlds.WEIGHTS}
    weights = __import__("polars").DataFrame(kinds)
    connection.execute("CREATE TABLE weights AS FROM weights")
    if not TEXT:
        connection.execute("CREATE TYPE kinds AS ENUM (SELECT kind FROM weights)")
        connection.execute("ALTER TABLE events ALTER kind TYPE kinds")
        connection.execute("ALTER TABLE weights ALTER kind TYPE kinds")
    del frame, weights
    era = " + ".join(
        f"(date >= DATE '{worlds.days(edge)}')::UTINYINT" for edge in w["edges"][1:-1]
    )
    words = f"""
        WITH cells AS (SELECT {era} AS era, kind, count(*) AS n FROM events GROUP BY ALL)
        SELECT era, sum(n) AS n, sum(n * weight) AS s, sum(n * weight * weight) AS q
        FROM cells JOIN weights USING (kind) GROUP BY era ORDER BY era
    """

    def run() -> Any:
        return connection.execute(words).fetchnumpy()

    return run, lambda found: summed(found["n"], found["s"], found["q"])


def numba(w: worlds.World) -> Any:
    """The fused loop over codes that are ready, on every core."""
    import numba as nb

    era = np.searchsorted(w["edges"], np.arange(worlds.FIRST, worlds.END), "right") - 1
    era = era.astype(np.uint8)
    kinds, threads = worlds.WEIGHTS.size, nb.get_num_threads()

    @nb.njit(parallel=True)
    def kernel(day: Any, kind: Any, era: Any, first: int, cells: int) -> Any:
        counts = np.zeros((threads, cells), np.int64)
        for t in nb.prange(threads):
            mine = counts[t]
            for i in range(t * len(day) // threads, (t + 1) * len(day) // threads):
                mine[era[day[i] - first] * kinds + kind[i]] += 1
        return counts.sum(axis=0)

    def run() -> Any:
        cells = kernel(w["day"], w["kind"], era, worlds.FIRST, ERAS * kinds)
        cells = cells.reshape(ERAS, kinds)
        return cells.sum(axis=1), cells @ worlds.WEIGHTS, cells @ worlds.WEIGHTS**2

    return run, lambda found: summed(*found)


PEERS = {
    "summitry": ours,
    "polars": polars,
    "pandas": pandas,
    "duckdb": duckdb,
    "numba": numba,
}
