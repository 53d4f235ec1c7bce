"""Counts, lags and gaps expanded to the rows that they were made of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import polars as pl
import pytest
from two_real_lists import two_lists

import summitry
from summitry.exceptions import ColumnError, InputError

SEEN: dict[str, Any] = {"since": "1953-07-27", "through": "2017-03-15"}


@pytest.fixture(scope="module")
def record() -> tuple[pd.DataFrame, pd.DataFrame]:
    visits = summitry.datasets.load_visits("china-dprk")
    definition = summitry.datasets.load_definition("china-dprk")
    eras = summitry.datasets.load_eras("china-dprk")
    return summitry.qualify(visits, definition=definition), eras


@pytest.mark.parametrize("by", [None, "dyad", "direction"])
def test_every_count_has_its_visits(
    record: tuple[pd.DataFrame, pd.DataFrame], by: Any
) -> None:
    visits, eras = record
    table = summitry.era_frequency(visits, eras, by=by, **SEEN)
    rows = summitry.receipts(table, visits, eras=eras, **SEEN)
    counted = rows.groupby("result_row").size().reindex(range(len(table)), fill_value=0)
    assert counted.tolist() == table["count"].tolist()
    assert rows["qualifies"].eq("true").all()
    merged = rows.merge(table, left_on="result_row", right_index=True)
    assert (merged["date"] >= merged["start"]).all()
    assert (merged["date"] < merged["end"].fillna(pd.Timestamp("2017-03-16"))).all()
    for column in ("origin", "destination") if by == "direction" else ():
        assert (merged[f"{column}_x"] == merged[f"{column}_y"]).all()


def test_one_row_of_one_direction(record: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    visits, eras = record
    way = ("PRK", "CHN")
    table = summitry.era_frequency(visits, eras, direction=way, **SEEN)
    part = table[table["era"] == "Xi Jinping"].head(1)
    rows = summitry.receipts(part, visits, eras=eras, direction=way, **SEEN)
    assert len(rows) == part["count"].iloc[0]
    assert rows["origin"].eq("PRK").all()


def test_lags_and_gaps_name_their_visits(
    record: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    visits, _ = record
    lags = summitry.response_lags(
        summitry.datasets.load_shocks("china-dprk"), visits, **SEEN
    )
    rows = summitry.receipts(lags, visits)
    assert set(rows["counted"]) == {"visit_row"}
    answered = lags[lags["visit_row"].notna()]
    assert rows["id"].tolist() == answered["visit_id"].tolist()
    gaps = summitry.visit_gaps(visits, **SEEN).head(3)
    rows = summitry.receipts(gaps, visits)
    ends = rows[rows["counted"] == "end_row"]
    assert ends["id"].tolist() == gaps["end_id"].tolist()


@pytest.mark.parametrize("exposure", ["calendar_years", "days"])
def test_yearly_counts_have_their_visits(
    record: tuple[pd.DataFrame, pd.DataFrame], exposure: Any
) -> None:
    visits, eras = record
    table = summitry.yearly_counts(visits, eras, exposure=exposure, **SEEN)
    rows = summitry.receipts(table, visits, eras=eras, **SEEN)
    counted = rows.groupby("result_row").size().reindex(range(len(table)), fill_value=0)
    assert counted.tolist() == table["count"].tolist()


@pytest.mark.parametrize("by", ["dyad", "direction"])
def test_a_panel_has_its_visits(
    record: tuple[pd.DataFrame, pd.DataFrame], by: Any
) -> None:
    visits, _ = record
    panel = summitry.visit_panel(visits, by=by, **SEEN)
    rows = summitry.receipts(panel, visits)
    counted = rows.groupby("result_row").size().reindex(range(len(panel)), fill_value=0)
    assert counted.tolist() == panel["count"].tolist()
    with pytest.raises(InputError, match="of these visits fall there"):
        summitry.receipts(panel, visits.iloc[5:])


@pytest.mark.parametrize("unclear", ["exclude", "include", "both"])
@pytest.mark.parametrize("way", ["eras", "years", "whole years", "panel"])
def test_receipts_are_of_the_reading_that_a_row_is_of(
    record: tuple[pd.DataFrame, pd.DataFrame], way: str, unclear: Any
) -> None:
    """Counts with unclear visits were said to be of other visits."""
    visits, eras = record
    if way == "panel":
        one: Any = "include" if unclear == "both" else unclear
        table = summitry.visit_panel(visits, unclear=one, **SEEN)
    elif way == "eras":
        table = summitry.era_frequency(visits, eras, unclear=unclear, **SEEN)
    else:
        exposure: Any = "days" if way == "years" else "calendar_years"
        table = summitry.yearly_counts(
            visits, eras, unclear=unclear, exposure=exposure, **SEEN
        )
    rows = summitry.receipts(table, visits, eras=eras, **SEEN)
    counted = rows.groupby("result_row").size().reindex(range(len(table)), fill_value=0)
    assert counted.tolist() == table["count"].tolist()
    assert rows["qualifies"].eq("unclear").any() == (unclear != "exclude")


def test_counts_of_merged_visits_are_expanded_to_what_each_source_said() -> None:
    merged = two_lists()
    counts = merged.visits["qualifies"].eq("true")
    high = replace(merged, visits=merged.visits[counts])
    eras = summitry.datasets.load_eras("china-dprk", rules={"CHN": "five_eras"})
    table = summitry.era_frequency(high.visits, eras, **SEEN)
    rows = summitry.receipts(table, high, eras=eras, **SEEN)
    assert rows.groupby("result_row")["visit"].nunique().tolist() == (
        table["count"].tolist()
    )
    assert set(rows["source"]) == {"first", "second"}
    said = rows.merge(merged.receipts, on=["visit", "source", "id"], how="left")
    assert len(said) == len(rows)
    n_sources = merged.visits.set_index("visit")["n_sources"]
    of_visit = rows.groupby("visit")["source"].nunique()
    assert of_visit.equals(n_sources[of_visit.index].astype(of_visit.dtype))


def test_other_kinds_of_tables(record: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    visits, eras = record
    table = summitry.era_frequency(visits, eras, **SEEN)
    rows = summitry.receipts(
        pl.from_pandas(table),
        pl.from_pandas(visits),
        eras=pl.from_pandas(eras),
        **SEEN,
    )
    assert isinstance(rows, pl.DataFrame)
    assert len(rows) == table["count"].sum()


def test_a_count_of_other_visits_is_refused(
    record: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    visits, eras = record
    table = summitry.era_frequency(visits, eras, **SEEN)
    own = visits.drop(index=visits.index[visits["qualifies"] == "true"][0])
    first = table[table["era"] == "Mao Zedong"]
    with pytest.raises(InputError, match="counts 42, and 41 of these visits"):
        summitry.receipts(first, own, eras=eras, **SEEN)
    with pytest.raises(InputError, match="give the eras"):
        summitry.receipts(table, visits)
    with pytest.raises(ColumnError, match="neither counts"):
        summitry.receipts(pd.DataFrame({"a": [1]}), visits)
    years = summitry.era_frequency(visits, eras, exposure="calendar_years", **SEEN)
    with pytest.raises(InputError, match="whole calendar years"):
        summitry.receipts(years, visits, eras=eras, **SEEN)


def test_counts_and_lags_of_trips_are_expanded_to_their_rows() -> None:
    stops = pd.DataFrame(
        {
            "date": [
                "2007-05-01",
                "2007-05-02",
                "2007-05-09",
                "2008-01-01",
                "2007-05-02",
            ],
            "end_date": ["2007-05-02", None, None, None, None],
            "origin": ["USA"] * 5,
            "destination": ["EGY", "EGY", "EGY", "EGY", "IRQ"],
            "city": ["Cairo", "Luxor", "Cairo", "Giza", "Baghdad"],
        }
    )
    eras = {"era": ["a", "b"], "start": ["2007-01-01", "2007-06-01"],
            "end": ["2007-06-01", None]}  # fmt: skip
    trips = summitry.collapse_trips(stops, by="pair", join="touching")
    way: dict[str, Any] = {"since": "2007-01-01", "through": "2008-12-31",
                           "direction": ("USA", "EGY")}  # fmt: skip
    table = summitry.era_frequency(trips.visits, eras, **way)
    rows = summitry.receipts(table, trips, eras=eras, **way)
    assert table["count"].tolist() == [2, 1]
    assert rows["city"].tolist() == ["Cairo", "Luxor", "Cairo", "Giza"]
    assert rows["result_row"].tolist() == [0, 0, 0, 1]
    assert rows["row"].tolist() == [0, 1, 2, 3]
    lags = summitry.response_lags(
        pd.DataFrame({"date": ["2007-04-01"]}), trips.visits, **way
    )
    said = summitry.receipts(lags, trips)
    assert said["city"].tolist() == ["Cairo", "Luxor"]
    part = replace(trips, visits=trips.visits.head(2))
    few = summitry.era_frequency(part.visits, eras, **way)
    with pytest.raises(
        InputError, match="the trips have 2 visits, and their receipts are of 4"
    ):
        summitry.receipts(few, part, eras=eras, **way)


@pytest.mark.parametrize("name", [0, 1.5, ("a", "b"), pd.Timestamp("2001-01-01")])
def test_columns_of_pandas_need_no_text_for_a_name(name: Any) -> None:
    """narwhals takes no such name, and said so in an error of its own."""
    frame = pd.DataFrame(
        {
            "date": ["2001-05-01", "2001-05-02"],
            "origin": ["A"] * 2,
            "destination": ["B"] * 2,
        }
    )
    frame[name] = ["q", "z"]
    gaps = summitry.visit_gaps(frame, since="2001-01-01", through="2001-12-31")
    assert set(summitry.receipts(gaps, frame)[name]) == {"q", "z"}
    found = summitry.collapse_trips(frame, by="pair", join="touching")
    assert found.visits[name].tolist() == ["q"]
