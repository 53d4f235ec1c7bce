"""
What an editor is told: read by mypy and pyright, and run by the tests.

Lines that must fail carry a `type: ignore`; both checkers complain where one does not.
"""

from __future__ import annotations

from typing import Any, assert_type

import pandas as pd
import polars as pl
import pyarrow as pa

import summitry

SINCE, THROUGH = "2002-11-15", "2016-12-31"
DATES = {"date": ["2004-04-19", "2013-05-22", "2015-10-09"]}
ERAS: dict[str, list[Any]] = {
    "era": ["Hu", "Xi"],
    "start": ["2002-11-15", "2012-11-15"],
    "end": ["2012-11-15", None],
}


def a_table_comes_back_in_its_kind() -> None:
    """From the first call to the last."""
    pandas, polars = pd.DataFrame(DATES), pl.DataFrame(DATES)
    frequency = summitry.era_frequency(pandas, ERAS, since=SINCE, through=THROUGH)
    assert_type(frequency, pd.DataFrame)
    assert_type(summitry.compare_eras(frequency), pd.DataFrame)
    assert_type(summitry.rank_eras(frequency, draws=1000), pd.DataFrame)
    of_polars = summitry.era_frequency(polars, ERAS, since=SINCE, through=THROUGH)
    assert_type(of_polars, pl.DataFrame)
    assert_type(summitry.compare_eras(of_polars), pl.DataFrame)
    arrow = pa.table(DATES)
    of_arrow = summitry.era_frequency(arrow, ERAS, since=SINCE, through=THROUGH)
    assert_type(of_arrow, pa.Table)
    arrays = summitry.era_frequency(DATES, ERAS, since=SINCE, through=THROUGH)
    assert_type(arrays, summitry.ArrayTable)
    assert_type(summitry.compare_eras(arrays), summitry.ArrayTable)


def an_observation_is_written_once() -> None:
    """With two stars it keeps what a call returns; a plain dictionary loses it."""
    seen = summitry.Observation(since=SINCE, through=THROUGH)
    frequency = summitry.era_frequency(pd.DataFrame(DATES), ERAS, **seen)
    assert_type(frequency, pd.DataFrame)
    of_polars = summitry.era_frequency(pl.DataFrame(DATES), ERAS, **seen)
    assert_type(of_polars, pl.DataFrame)
    shocks = pd.DataFrame({"date": ["2013-02-12"]})
    lags = summitry.response_lags(shocks, pd.DataFrame(DATES), **seen)
    assert_type(lags, pd.DataFrame)
    gaps = summitry.visit_gaps(pl.DataFrame(DATES), **seen)
    assert_type(gaps, pl.DataFrame)
    summitry.Observation(since=SINCE)  # type: ignore[typeddict-item]


def other_functions_do_the_same() -> None:
    """Counting, waiting, judging and weighing alike."""
    visits, shocks = pd.DataFrame(DATES), pd.DataFrame({"date": ["2013-02-12"]})
    lags = summitry.response_lags(shocks, visits, since=SINCE, through=THROUGH)
    assert_type(lags, pd.DataFrame)
    assert_type(summitry.lag_summary(lags), pd.DataFrame)
    gaps = summitry.visit_gaps(visits, since=SINCE, through=THROUGH)
    assert_type(gaps, pd.DataFrame)
    years = summitry.yearly_counts(visits, ERAS, since=SINCE, through=THROUGH)
    assert_type(years, pd.DataFrame)
    summits = pl.DataFrame({"summit": [True, False]})
    weighed = summitry.weigh(summits, {"summit": {True: 3.0, False: 1.0}})
    assert_type(weighed, pl.DataFrame)
    piped = visits.pipe(summitry.era_frequency, ERAS, since=SINCE, through=THROUGH)
    assert_type(piped, pd.DataFrame)


def a_record_comes_in_the_kind_that_is_asked_for() -> None:
    """Pandas where nothing is said."""
    load = summitry.datasets
    assert_type(load.load_visits(), pd.DataFrame)
    assert_type(load.load_visits(backend="polars"), pl.DataFrame)
    assert_type(load.load_eras(side="CHN", backend="pyarrow"), pa.Table)
    assert_type(load.load_shocks(backend="arrays"), summitry.ArrayTable)
    assert_type(load.load_states("terms", backend="polars"), pl.DataFrame)
    assert_type(load.load_series(backend="pandas"), pd.DataFrame)


def results_are_known_by_their_class() -> None:
    """What is no table."""
    shown = summitry.show(pd.DataFrame(DATES), title="Days")
    assert_type(shown, summitry.Shown)
    assert_type(shown.to_markdown(), str)
    assert_type(summitry.cite("china-dprk"), summitry.Citations)


def mistakes(visits: pd.DataFrame) -> None:
    """Is never run: each line is refused by both checkers."""
    summitry.compare_eras(visits, method="centrl")  # type: ignore[call-overload]
    summitry.era_frequency(visits, ERAS, exposure="day", since=SINCE, through=THROUGH)  # type: ignore[call-overload]
    summitry.era_frequency(visits, ERAS, sinse=SINCE, through=THROUGH)  # type: ignore[call-overload]
    summitry.visit_gaps(visits, since=1999, through=THROUGH)  # type: ignore[call-overload]
    summitry.visit_gaps(visits, since=SINCE)  # type: ignore[call-overload]
    summitry.qualify("visits.csv", minimum={"*": "other"})  # type: ignore[call-overload]
    summitry.datasets.load_visits(backend="panda")  # type: ignore[call-overload]
    summitry.Specification(SINCE, THROUGH, exposure="day")  # type: ignore[arg-type]
    summitry.show(visits, titel="Days")  # type: ignore[call-arg]
