"""From each shock of many directed pairs to the next visit of its pair."""

from __future__ import annotations

from typing import Any

import numpy as np
import worlds

import summitry


def world(rows: int, order: str) -> worlds.World:
    return {**worlds.events(rows, order), "shocks": worlds.shocks(rows)}


def answer(lag: Any) -> dict[str, Any]:
    return {"lag": np.asarray(lag)}


def ours(w: worlds.World, columns: Any = ("lag", "observed")) -> Any:
    visits = worlds.frame(w, both_ends=True).drop("kind")
    shocks = worlds.frame(w["shocks"], both_ends=True)

    def run() -> Any:
        return summitry.response_lags(
            shocks,
            visits,
            since=worlds.SINCE,
            through=worlds.THROUGH,
            columns=columns,
        )

    def answered(found: Any) -> dict[str, Any]:
        observed = np.asarray(found["observed"], bool)
        return answer(np.where(observed, np.asarray(found["lag"]), -1))

    return run, answered


def every_column(w: worlds.World) -> Any:
    """The shock, the visit that answers it, and the ends of the lag as well."""
    return ours(w, None)


def _frames(w: worlds.World) -> Any:
    import polars as pl

    shocks = w["shocks"]
    number = np.arange(shocks["day"].size, dtype=np.uint32)
    return (
        pl.DataFrame({"pair": w["pair"], "day": w["day"]}),
        pl.DataFrame({"pair": shocks["pair"], "day": shocks["day"], "shock": number}),
    )


def polars(w: worlds.World) -> Any:
    """Sort both by day, then an as-of join within pairs."""
    import polars as pl

    events, shocks = (frame.lazy() for frame in _frames(w))

    def run() -> Any:
        visits = events.sort("day").with_columns(visit=pl.col("day"))
        joined = shocks.sort("day").join_asof(
            visits, on="day", by="pair", strategy="forward"
        )
        lag = (pl.col("visit") - pl.col("day")).fill_null(-1)
        return joined.select("shock", lag=lag).collect()

    return run, lambda found: answer(found.sort("shock")["lag"])


def pandas(w: worlds.World) -> Any:
    import pandas as pd

    events, shocks = (frame.to_pandas() for frame in _frames(w))

    def run() -> Any:
        visits = events.sort_values("day", kind="stable").assign(
            visit=lambda visits: visits["day"]
        )
        joined = pd.merge_asof(
            shocks.sort_values("day", kind="stable"),
            visits,
            on="day",
            by="pair",
            direction="forward",
        )
        return joined.assign(lag=(joined["visit"] - joined["day"]).fillna(-1))

    return run, lambda found: answer(found.sort_values("shock")["lag"])


def duckdb(w: worlds.World) -> Any:
    import duckdb as db

    connection = db.connect()
    events, shocks = _frames(w)
    connection.execute("CREATE TABLE events AS FROM events")
    connection.execute("CREATE TABLE shocks AS FROM shocks")
    del events, shocks
    words = """
        SELECT shock, coalesce(events.day - shocks.day, -1) AS lag
        FROM shocks ASOF LEFT JOIN events
        ON shocks.pair = events.pair AND shocks.day <= events.day
    """

    def run() -> Any:
        return connection.execute(words).fetchnumpy()

    def answered(found: Any) -> dict[str, Any]:
        return answer(found["lag"][np.argsort(found["shock"])])

    return run, answered


def numba(w: worlds.World) -> Any:
    """Group by pair, sort within each, then a binary search for every shock."""
    import numba as nb

    @nb.njit
    def is_sorted(pair: Any, day: Any) -> bool:
        for i in range(1, len(pair)):
            if pair[i] < pair[i - 1] or (
                pair[i] == pair[i - 1] and day[i] < day[i - 1]
            ):
                return False
        return True

    @nb.njit(parallel=True)
    def kernel(pair: Any, day: Any, shock_pair: Any, shock_day: Any, pairs: int) -> Any:
        offset = np.zeros(pairs + 1, np.int64)
        for i in range(len(pair)):
            offset[pair[i] + 1] += 1
        for k in range(pairs):
            offset[k + 1] += offset[k]
        days = day
        if not is_sorted(pair, day):
            days = np.empty(len(day), np.int32)
            at = offset[:-1].copy()
            for i in range(len(pair)):
                days[at[pair[i]]] = day[i]
                at[pair[i]] += 1
            for k in nb.prange(pairs):
                days[offset[k] : offset[k + 1]].sort()
        out = np.empty(len(shock_day), np.int32)
        for j in nb.prange(len(shock_day)):
            low, end = offset[shock_pair[j]], offset[shock_pair[j] + 1]
            high = end
            while low < high:
                middle = (low + high) // 2
                if days[middle] < shock_day[j]:
                    low = middle + 1
                else:
                    high = middle
            out[j] = days[low] - shock_day[j] if low < end else -1
        return out

    shocks = w["shocks"]

    def run() -> Any:
        return kernel(w["pair"], w["day"], shocks["pair"], shocks["day"], worlds.PAIRS)

    return run, answer


PEERS = {
    "summitry": ours,
    "every column": every_column,
    "polars": polars,
    "pandas": pandas,
    "duckdb": duckdb,
    "numba": numba,
}
