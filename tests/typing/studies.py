"""
What an editor is told of studies and of results that hold tables.

Read by mypy and pyright, and run by the tests, as `kinds.py` is.
"""

from __future__ import annotations

from typing import Any, assert_type

import pandas as pd
import polars as pl
import pyarrow as pa

import summitry

Arrays = summitry.ArrayTable

SINCE, THROUGH = "2002-11-15", "2016-12-31"
VISITS: dict[str, list[Any]] = {
    "date": ["2004-04-19", "2013-05-22", "2015-10-09"],
    "origin": ["CHN", "CHN", "PRK"],
    "destination": ["PRK", "PRK", "CHN"],
    "visitor": ["A", "B", "C"],
}
ERAS: dict[str, list[Any]] = {
    "era": ["Hu", "Xi"],
    "start": ["2002-11-15", "2012-11-15"],
    "end": ["2012-11-15", None],
}


def a_study_gives_tables_of_the_kind_that_was_asked_for() -> None:
    """Pandas where nothing is said."""
    study = summitry.read_study("china-dprk")
    assert_type(study, summitry.Study[pd.DataFrame])
    assert_type(study.visits, pd.DataFrame)
    assert_type(study.eras, pd.DataFrame | None)
    assert_type(study.shocks, pd.DataFrame | None)
    run = study.run()
    assert_type(run, summitry.Analysis[pd.DataFrame])
    assert_type(run["frequency"], pd.DataFrame)
    assert_type(run.tables["phases"], pd.DataFrame)
    assert_type(study.explain("hu-frequency", changes=1), pd.DataFrame)
    assert_type(study.find_definition("xi-frequency"), pd.DataFrame)
    results = study.check()
    assert_type(results.to_frame(), pd.DataFrame)
    assert_type(results.only("xi-frequency").receipts("xi-frequency"), pd.DataFrame)


def so_do_other_kinds() -> None:
    """Of polars, pyarrow and none."""
    polars = summitry.read_study("china-rok", backend="polars")
    assert_type(polars.visits, pl.DataFrame)
    assert_type(polars.series, pl.DataFrame | None)
    assert_type(polars.run()["record"], pl.DataFrame)
    assert_type(polars.robustness(), pl.DataFrame)
    found = polars.multiverse()
    assert_type(found, summitry.Multiverse[pl.DataFrame])
    assert_type(found.claims, pl.DataFrame)
    assert_type(found.drivers, pl.DataFrame)
    arrow = summitry.read_study("china-rok", backend="pyarrow")
    assert_type(arrow.visits, pa.Table)
    arrays = summitry.read_study("china-dprk", backend="arrays", as_of="2010-12-31")
    assert_type(arrays.visits, Arrays)
    assert_type(arrays.check().to_frame(), Arrays)


def visits_that_are_given_say_the_kind() -> None:
    """Whatever the other tables are."""
    own = summitry.datasets.load_visits("china-rok", backend="polars")
    shocks = summitry.datasets.load_shocks("china-rok")
    study = summitry.read_study("china-rok", visits=own, shocks=shocks)
    assert_type(study.visits, pl.DataFrame)
    assert_type(study.eras, pl.DataFrame | None)
    assert_type(study.shocks, pl.DataFrame | None)
    assert_type(study.run()["lags"], pl.DataFrame)
    planned = summitry.read_study("china-rok", visits=own.lazy())
    assert_type(planned.visits, pl.DataFrame)


def results_hold_tables_of_the_kind_that_was_given() -> None:
    """Runs, multiverses, bounds, merged and collapsed lists."""
    visits = pl.DataFrame(VISITS)
    run = summitry.analyse(visits, ERAS, since=SINCE, through=THROUGH)
    assert_type(run["frequency"], pl.DataFrame)
    many = summitry.multiverse(pd.DataFrame(VISITS), ERAS, since=SINCE, through=THROUGH)
    assert_type(many.table, pd.DataFrame)
    open_ = summitry.bounds(visits, ERAS, since=SINCE, through=THROUGH)
    assert_type(open_.eras, pl.DataFrame | None)
    trips = summitry.collapse_trips(visits, by="pair", join="touching")
    assert_type(trips.visits, pl.DataFrame)
    assert_type(summitry.match_states(visits, "origin").matched, pl.DataFrame)
    assert_type(summitry.read_visits(visits).visits, pl.DataFrame)
    both = summitry.merge_sources({"a": visits, "b": visits})
    assert_type(both.visits, pl.DataFrame)
    found = summitry.completeness(both, since=SINCE, through=THROUGH)
    assert_type(found, pl.DataFrame)
    assert_type(summitry.phases(visits, since=SINCE, through=THROUGH), pl.DataFrame)
    counted = summitry.era_frequency(VISITS, ERAS, since=SINCE, through=THROUGH)
    seen_by = summitry.receipts(
        counted, visits, eras=ERAS, since=SINCE, through=THROUGH
    )
    assert_type(seen_by, pl.DataFrame)


def what_is_not_in_memory_is_taken() -> None:
    """A LazyFrame of polars is collected; a stream is read."""
    plan = pl.DataFrame(VISITS).lazy()
    counted = summitry.era_frequency(plan, ERAS, since=SINCE, through=THROUGH)
    assert_type(counted, pl.DataFrame)
    stream = pa.table(VISITS).to_reader()
    summitry.era_frequency(stream, ERAS, since=SINCE, through=THROUGH)
    summitry.show(pl.DataFrame(VISITS).lazy())


def mistakes() -> None:
    """Is never run: each line is refused by both checkers."""
    summitry.read_study("china-dprk", backend="panda")  # type: ignore[call-overload]
    summitry.read_study("china-dprk", visit=VISITS)  # type: ignore[call-overload]
    summitry.read_study("china-dprk", as_of=2010)  # type: ignore[call-overload]
    study = summitry.read_study("china-dprk", backend="polars")
    study.visits.loc[0]  # type: ignore[attr-defined]
    study.run()["lags"].to_string()  # type: ignore[attr-defined]
    assert study.eras.columns  # type: ignore[union-attr]
    summitry.analyse("visits.csv", ERAS, since=SINCE, through=THROUGH)  # type: ignore[call-overload]
    summitry.phases(pl.DataFrame(VISITS), since=SINCE, through=THROUGH, level="0.9")  # type: ignore[call-overload]
