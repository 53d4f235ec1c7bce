"""The eras of both sides of 40,000 directed pairs, in one call: 822,400 rows."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import worlds

import summitry

NAMES = ("count", "weighted", "squares")


def world(rows: int, order: str) -> worlds.World:
    """Events, the terms of each country, and the eras of each pair laid end to end."""
    terms = worlds.terms()
    sizes = np.bincount(terms["country"])
    before = np.concatenate([[0], np.cumsum(sizes)])
    origin, destination = np.divmod(np.arange(worlds.PAIRS), worlds.COUNTRIES)
    offset = np.concatenate([[0], np.cumsum(sizes[origin] + sizes[destination])])
    middle = offset[:-1] + sizes[origin]
    pair = np.repeat(np.arange(worlds.PAIRS), np.diff(offset))
    at = np.arange(offset[-1])
    side = (at >= middle[pair]).astype(np.uint8)
    country = np.where(side == 0, origin[pair], destination[pair])
    within = np.where(side == 0, at - offset[pair], at - middle[pair])
    term = before[country] + within
    return {
        **worlds.events(rows, order),
        "terms": terms,
        "number": np.arange(terms["country"].size) - before[terms["country"]],
        "offset": offset,
        "middle": middle,
        "era_pair": pair.astype(np.uint32),
        "side": side,
        "start": terms["start"][term],
        "end": terms["end"][term],
    }


def dense(size: int, era: Any, *columns: Any) -> dict[str, Any]:
    out = {}
    for name, column in zip(NAMES, columns, strict=True):
        out[name] = np.zeros(size)
        np.add.at(out[name], np.asarray(era), np.asarray(column))
    return out


COLUMNS = ("origin", "destination", "side", "era", "years")
COLUMNS += ("count", "weighted_count", "weighted_variance")


def ours(w: worlds.World, **options: Any) -> Any:
    import polars as pl

    visits = worlds.frame(w, both_ends=True, prefix=False)
    terms, labels = w["terms"], [f"t{number:02d}" for number in range(16)]
    eras = pl.DataFrame(
        {
            "side": worlds.enum(terms["country"], worlds.NAMES),
            "era": worlds.enum(w["number"], labels),
            "start": worlds.days(terms["start"]),
            "end": worlds.days(terms["end"]),
        }
    )

    def run() -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
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
        origin, destination, side, era = (
            worlds.codes(found[name].cast(str).str.slice(-3).str.strip_prefix("t"))
            for name in ("origin", "destination", "side", "era")
        )
        pair = origin * worlds.COUNTRIES + destination
        squares = found["weighted_variance"] * found["years"] ** 2
        columns = [
            np.asarray(column)
            for column in (found["count"], found["weighted_count"], squares)
        ]
        out = {name: np.zeros(w["start"].size) for name in NAMES}
        for mine, base in ((origin == side, "offset"), (destination == side, "middle")):
            at = w[base][pair[mine]] + era[mine]
            for name, column in zip(NAMES, columns, strict=True):
                out[name][at] = column[mine]
        return out

    return run, answered


def every_column(w: worlds.World) -> Any:
    """Ranks, shares and what became of each row as well, and no limits."""
    return ours(w, interval=None)


def with_limits(w: worlds.World) -> Any:
    """What nobody beside us gives: intervals, and how years vary."""
    return ours(w, interval="dispersed")


def _frames(w: worlds.World) -> Any:
    import polars as pl

    events = pl.DataFrame({name: w[name] for name in ("pair", "day", "weight")})
    eras = pl.DataFrame(
        {
            "pair": w["era_pair"],
            "side": w["side"],
            "start": w["start"],
            "end": w["end"],
            "era": np.arange(w["start"].size, dtype=np.uint32),
        }
    )
    return events, eras


def polars(w: worlds.World) -> Any:
    """An as-of join for each side, whose eras do not overlap."""
    import polars as pl

    events, eras = (frame.lazy() for frame in _frames(w))

    def run() -> Any:
        by_day, x = events.sort("day"), pl.col("weight")
        sides = [
            by_day.join_asof(
                eras.filter(pl.col("side") == side).sort("start"),
                left_on="day",
                right_on="start",
                by="pair",
            ).filter(pl.col("day") < pl.col("end"))
            for side in (0, 1)
        ]
        groups = pl.concat(sides).group_by("era")
        return groups.agg(n=pl.len(), s=x.sum(), q=(x * x).sum()).collect()

    size = w["start"].size
    return run, lambda found: dense(size, *(found[name] for name in found.columns))


def duckdb(w: worlds.World) -> Any:
    import duckdb as db

    connection = db.connect()
    events, eras = _frames(w)
    connection.execute("CREATE TABLE events AS FROM events")
    connection.execute("CREATE TABLE eras AS FROM eras")
    del events, eras
    words = """
        SELECT era, count(*) AS n, sum(weight) AS s, sum(weight * weight) AS q
        FROM events JOIN eras USING (pair) WHERE day >= start AND day < "end"
        GROUP BY era
    """

    def run() -> Any:
        return connection.execute(words).fetchnumpy()

    return run, lambda found: dense(w["start"].size, *found.values())


def numba(w: worlds.World) -> Any:
    """A binary search on each side for every event; arrays of eras that are ready."""
    import numba as nb

    threads = nb.get_num_threads()

    @nb.njit(parallel=True)
    def kernel(
        pair: Any, day: Any, weight: Any, offset: Any, middle: Any, start: Any, end: Any
    ) -> Any:
        sums = np.zeros((threads, len(start), 3))
        for t in nb.prange(threads):
            for i in range(t * len(day) // threads, (t + 1) * len(day) // threads):
                p = pair[i]
                for side in range(2):
                    low = offset[p] if side == 0 else middle[p]
                    n = (middle[p] if side == 0 else offset[p + 1]) - low
                    while n > 1:
                        half = n // 2
                        if start[low + half] <= day[i]:
                            low += half
                        n -= half
                    if n > 0 and start[low] <= day[i] and day[i] < end[low]:
                        sums[t, low, 0] += 1.0
                        sums[t, low, 1] += weight[i]
                        sums[t, low, 2] += weight[i] * weight[i]
        out = sums[0]
        for t in range(1, threads):
            out += sums[t]
        return out

    names = ("pair", "day", "weight", "offset", "middle", "start", "end")
    columns = [w[name] for name in names]

    def run() -> Any:
        return kernel(*columns)

    return run, lambda found: dict(zip(NAMES, found.T, strict=True))


PEERS = {
    "summitry": ours,
    "every column": every_column,
    "with limits": with_limits,
    "polars": polars,
    "duckdb": duckdb,
    "numba": numba,
}
