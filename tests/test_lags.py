"""Lags from shocks to visits (vectors M5)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from conftest import columns_of
from hypothesis import given, settings, strategies as st
from oracle import lag_of

import summitry
from summitry import exceptions as ex

TESTS: dict[str, Any] = {
    "label": ["first", "second", "third", "fourth", "fifth"],
    "date": ["2006-10-09", "2009-05-25", "2013-02-12", "2016-01-06", "2016-09-09"],
}
VISITS: dict[str, Any] = {
    "date": ["2006-10-20", "2009-09-16", "2013-05-22", "2016-05-31"],
    "origin": ["CHN", "CHN", "PRK", "PRK"],
    "destination": ["PRK", "PRK", "CHN", "CHN"],
    "visitor": ["Tang Jiaxuan", "Dai Bingguo", "Choe Ryong Hae", "Ri Su Yong"],
}
SEEN: dict[str, Any] = {"since": "2000-01-01", "through": "2017-03-15"}


def test_the_articles_lags(make: Any) -> None:
    found = columns_of(summitry.response_lags(make(TESTS), make(VISITS), **SEEN))
    assert found["label"] == TESTS["label"]
    assert found["lag"] == [11, 114, 99, 146, 187]
    assert found["observed"] == [True, True, True, True, False]
    assert found["visit_visitor"][:4] == VISITS["visitor"]
    assert found["visit_visitor"][4] is None
    assert found["visit_row"] == [0, 1, 2, 3, None]
    assert found["visit_date"][0] == dt.date(2006, 10, 20)
    assert found["visit_date"][4] is None


def test_one_direction_only() -> None:
    found = summitry.response_lags(TESTS, VISITS, **SEEN, direction=("PRK", "CHN"))
    assert found["visit_visitor"].tolist()[:2] == ["Choe Ryong Hae"] * 2
    assert found["shares_visit"].tolist() == [True, True, True, False, False]


def test_shocks_outside_the_observation(make: Any) -> None:
    found = columns_of(
        summitry.response_lags(
            make(TESTS), make(VISITS), since="2009-01-01", through="2016-08-01"
        )
    )
    assert found["status"] == [
        "shock_before_start",
        "observed",
        "observed",
        "observed",
        "shock_after_end",
    ]
    assert found["lag"][0] is None
    assert found["observed"][4] is None


def test_a_visit_on_the_day_of_the_shock() -> None:
    shocks, visits = {"date": ["2000-01-01"]}, {"date": ["2000-01-01", "2000-01-03"]}
    lag = {
        same_day: summitry.response_lags(shocks, visits, **SEEN, same_day=same_day)[
            "lag"
        ].tolist()
        for same_day in ("include", "exclude")
    }
    assert lag == {"include": [0], "exclude": [2]}


def test_overlapping_shocks() -> None:
    shocks: dict[str, Any] = {"date": ["2000-01-01", "2000-02-20"]}
    visits: dict[str, Any] = {"date": ["2000-03-21"]}
    found = {
        overlap: summitry.response_lags(shocks, visits, **SEEN, overlap=overlap)
        for overlap in ("both", "latest", "first")
    }
    assert found["both"]["lag"].tolist() == [80, 30]
    assert found["both"]["shares_visit"].tolist() == [True, True]
    assert found["latest"]["lag"].tolist() == [50, 30]
    assert found["latest"]["observed"].tolist() == [False, True]
    assert found["first"]["status"].tolist() == ["observed", "left_out"]


def test_unclear_visits_in_both_readings() -> None:
    visits = VISITS | {"qualifies": ["unclear", "true", "false", "true"]}
    found = summitry.response_lags(TESTS, visits, **SEEN, unclear="both")
    assert found["reading"].tolist() == ["without unclear"] * 5 + ["with unclear"] * 5
    assert found["lag"].tolist()[0] == 1073
    assert found["lag"].tolist()[5] == 11
    assert found["visit_visitor"].tolist()[2] == "Ri Su Yong"


def test_several_pairs_of_countries(make: Any) -> None:
    visits: dict[str, Any] = {
        "date": ["2000-02-01", "2000-03-01"],
        "origin": ["CHN", "RUS"],
        "destination": ["PRK", "PRK"],
    }
    shocks: dict[str, Any] = {"date": ["2000-01-01"] * 3}
    with pytest.raises(ex.ColumnError, match="2 pairs of countries") as caught:
        summitry.response_lags(
            make(shocks), make(visits), since="2000-01-01", through="2000-12-31"
        )
    assert caught.value.code == "no_dyad"
    dyads = {"origin": ["PRK", "PRK", "RUS"], "destination": ["RUS", "CHN", "PRK"]}
    found = summitry.response_lags(
        make(shocks | dyads), make(visits), since="2000-01-01", through="2000-12-31"
    )
    assert columns_of(found)["lag"] == [60, 31, 60]


def test_no_visit_at_all(make: Any) -> None:
    visits = make({"date": ["1999-01-01"]})
    with pytest.warns(ex.AllCensoredWarning):
        found = summitry.response_lags(make(TESTS), visits, **SEEN)
    assert columns_of(found)["observed"] == [False] * 5


def test_no_shock_gives_an_empty_table_with_its_columns() -> None:
    import pandas as pd

    empty = pd.DataFrame({"date": pd.to_datetime([])})
    found = summitry.response_lags(empty, VISITS, **SEEN)
    assert len(found) == 0
    assert {"lag", "observed", "visit_date"} <= set(found.columns)


@pytest.mark.parametrize("word", ["same_day", "overlap", "unclear"])
def test_unknown_words(word: str) -> None:
    given: Any = {word: "perhaps"}
    with pytest.raises(ex.InputError) as caught:
        summitry.response_lags(TESTS, VISITS, **SEEN, **given)
    assert caught.value.code == "unknown_choice"


days = st.integers(0, 60)


@settings(max_examples=80, deadline=None)
@given(st.lists(days, max_size=8), st.lists(days, max_size=8), st.integers(30, 70))
@pytest.mark.filterwarnings("ignore::summitry.exceptions.AllCensoredWarning")
def test_lags_equal_the_oracle_in_any_order(
    shocks: list[int], visits: list[int], through: int
) -> None:
    def table(numbers: list[int]) -> dict[str, Any]:
        epoch = dt.date(1970, 1, 1)
        return {"date": [epoch + dt.timedelta(number) for number in numbers]}

    if not shocks:
        return
    start = dt.date(1970, 1, 1)
    end = start + dt.timedelta(through)
    frame: Any = table(visits) if visits else {"date": [dt.date(1960, 1, 1)]}
    found = columns_of(
        summitry.response_lags(table(shocks), frame, since=start, through=end)
    )
    expected = [lag_of(shock, visits, through) for shock in shocks]
    assert list(zip(found["lag"], found["observed"], strict=True)) == expected
    turned = columns_of(
        summitry.response_lags(
            table(shocks), {"date": frame["date"][::-1]}, since=start, through=end
        )
    )
    assert turned["lag"] == found["lag"]
