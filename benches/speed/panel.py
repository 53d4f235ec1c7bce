"""Every directed pair in each of 80 years, zeros included, with five-year means."""

from __future__ import annotations

from typing import Any

import numpy as np
import worlds

import summitry

YEARS, SPAN, FIRST_YEAR = 80, 5, 1946
# Of the directed pairs those of two countries.
OF_TWO = np.flatnonzero(np.arange(worlds.PAIRS) % (worlds.COUNTRIES + 1))


def world(rows: int, order: str) -> worlds.World:
    return worlds.events(rows, order)


def laid_out(count: Any, weighted: Any, rolling: Any) -> dict[str, Any]:
    columns = {"count": count, "weighted": weighted, "rolling": rolling}
    return {
        name: np.asarray(column, float).reshape(-1, YEARS)
        for name, column in columns.items()
    }


COLUMNS = ("origin", "destination", "year", "years")
COLUMNS += ("count", "weighted_count", "rolling_frequency")


def ours(w: worlds.World, columns: Any = COLUMNS) -> Any:
    import polars as pl

    visits = worlds.frame(w, both_ends=True)
    origin, destination = np.divmod(OF_TWO, worlds.COUNTRIES)
    names = {
        end: [letter + number for number in worlds.NAMES]
        for end, letter in (("origin", "o"), ("destination", "d"))
    }
    dyads = pl.DataFrame(
        {
            "origin": worlds.enum(origin, names["origin"]),
            "destination": worlds.enum(destination, names["destination"]),
        }
    )

    def run() -> Any:
        return summitry.visit_panel(
            visits,
            since=worlds.SINCE,
            through=worlds.THROUGH,
            by="direction",
            dyads=dyads,
            scheme=worlds.SCHEME,
            rolling=SPAN,
            columns=columns,
        )

    def answered(found: Any) -> dict[str, Any]:
        visits_in_five_years = found["rolling_frequency"].to_numpy() * np.asarray(
            _years(found, SPAN)
        )
        return laid_out(
            found["count"], found["weighted_count"], visits_in_five_years / SPAN
        )

    return run, answered


def every_column(w: worlds.World) -> Any:
    """Days, frequencies and what became of each visit as well."""
    return ours(w, None)


def _years(found: Any, span: int) -> Any:
    """Exposure of each period with those before it: a year has 365 or 366 days."""
    years = found["years"].to_numpy().reshape(-1, YEARS)
    summed = np.cumsum(np.pad(years, ((0, 0), (1, 0))), axis=1)
    out = np.full(years.shape, np.nan)
    out[:, span - 1 :] = summed[:, span:] - summed[:, :-span]
    return out.ravel()


def _of_two(cells: Any) -> Any:
    return np.asarray(cells).reshape(worlds.PAIRS, YEARS)[OF_TWO]


def polars(w: worlds.World) -> Any:
    """The pair is one number and the weight a column, as nobody's file has them."""
    import polars as pl

    events = pl.DataFrame({name: w[name] for name in ("pair", "weight")})
    events = events.with_columns(date=pl.Series(w["day"]).cast(pl.Date)).lazy()
    years = np.arange(FIRST_YEAR, FIRST_YEAR + YEARS, dtype=np.int32)
    pairs = pl.LazyFrame({"pair": OF_TWO.astype(np.uint32)})
    grid = pairs.join(pl.LazyFrame({"year": years}), how="cross")

    def run() -> Any:
        groups = events.group_by("pair", pl.col("date").dt.year().alias("year"))
        counts = groups.agg(n=pl.len(), s=pl.col("weight").sum())
        filled = grid.join(counts, on=["pair", "year"], how="left").sort("pair", "year")
        n = pl.col("n").fill_null(0)
        return filled.select(
            n=n,
            s=pl.col("s").fill_null(0.0),
            mean=n.cast(pl.Float64).rolling_mean(SPAN).over("pair"),
        ).collect()

    return run, lambda found: laid_out(found["n"], found["s"], found["mean"])


def duckdb(w: worlds.World) -> Any:
    import duckdb as db
    import polars as pl

    connection = db.connect()
    frame = pl.DataFrame({name: w[name] for name in ("pair", "weight")})
    frame = frame.with_columns(date=pl.Series(w["day"]).cast(pl.Date))
    pairs = pl.DataFrame({"pair": OF_TWO.astype(np.uint32)})
    connection.execute("CREATE TABLE events AS FROM frame")
    connection.execute("CREATE TABLE pairs AS FROM pairs")
    del frame, pairs
    words = f"""
        WITH counts AS (
            SELECT pair, year(date) AS year, count(*) AS n, sum(weight) AS s
            FROM events GROUP BY ALL
        ), filled AS (
            SELECT pair, year, coalesce(n, 0) AS n, coalesce(s, 0) AS s
            FROM pairs CROSS JOIN
                (SELECT unnest(range({FIRST_YEAR}, {FIRST_YEAR + YEARS})) AS year)
            LEFT JOIN counts USING (pair, year)
        )
        SELECT n, s, CASE WHEN year >= {FIRST_YEAR + SPAN - 1} THEN avg(n) OVER
            (PARTITION BY pair ORDER BY year ROWS {SPAN - 1} PRECEDING) END AS mean
        FROM filled ORDER BY pair, year
    """

    def run() -> Any:
        return connection.execute(words).fetchnumpy()

    def answered(found: Any) -> dict[str, Any]:
        mean = np.ma.filled(found["mean"], np.nan)
        return laid_out(found["n"], found["s"], mean)

    return run, answered


def numba(w: worlds.World) -> Any:
    """A table for each core, then their sum and the mean in one pass."""
    import numba as nb

    days = worlds.days(np.arange(worlds.FIRST, worlds.END))
    year = (days.astype("M8[Y]").astype(int) + 1970 - FIRST_YEAR).astype(np.uint8)
    threads = nb.get_num_threads()

    @nb.njit(parallel=True)
    def kernel(pair: Any, day: Any, weight: Any, year: Any, first: int) -> Any:
        sums = np.zeros((threads, worlds.PAIRS * YEARS, 2))
        for t in nb.prange(threads):
            for i in range(t * len(day) // threads, (t + 1) * len(day) // threads):
                cell = np.int64(pair[i]) * YEARS + year[day[i] - first]
                sums[t, cell, 0] += 1.0
                sums[t, cell, 1] += weight[i]
        count = np.empty((worlds.PAIRS, YEARS))
        weighted = np.empty((worlds.PAIRS, YEARS))
        mean = np.empty((worlds.PAIRS, YEARS))
        for p in nb.prange(worlds.PAIRS):
            window = 0.0
            for y in range(YEARS):
                n, s = 0.0, 0.0
                for t in range(threads):
                    n += sums[t, p * YEARS + y, 0]
                    s += sums[t, p * YEARS + y, 1]
                count[p, y], weighted[p, y] = n, s
                window += n - (count[p, y - SPAN] if y >= SPAN else 0.0)
                mean[p, y] = window / SPAN if y >= SPAN - 1 else np.nan
        return count, weighted, mean

    def run() -> Any:
        return kernel(w["pair"], w["day"], w["weight"], year, worlds.FIRST)

    return run, lambda found: laid_out(*map(_of_two, found))


PEERS = {
    "summitry": ours,
    "every column": every_column,
    "polars": polars,
    "duckdb": duckdb,
    "numba": numba,
}
