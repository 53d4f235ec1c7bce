"""Tables whose names are matched: what they keep, what is told, what is refused."""

from __future__ import annotations

import datetime as dt
import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import Maker, columns_of
from matched_code import found

import summitry
from summitry.exceptions import CategoryError, ColumnError, FrameError, InputError


def test_all_kinds_of_table_keep_what_they_held(make: Maker) -> None:
    columns = {
        "date": ["1943-01-13", "1961-06-03", "1990-06-01", None],
        "origin": ["United States", "U.S.A.", "USA", "USA"],
        "destination": ["The Gambia", "Austria", "Soviet Union", "Atlantis"],
        "rank": [1, 2, 3, 4],
    }
    table = make(columns)
    match = summitry.match_states(table, ["origin", "destination"])
    assert type(match.table) is type(table)
    assert type(match.unmatched) is type(match.matched) is type(table)
    assert columns_of(table) == columns
    assert columns_of(match.table) == columns | {
        "given_origin": columns["origin"],
        "given_destination": columns["destination"],
        "origin": ["USA"] * 4,
        "destination": [None, "AUT", "SUN", None],
    }
    listed = columns_of(match.unmatched)
    assert listed["column"] == ["destination", "destination"]
    assert listed["value"] == ["The Gambia", "Atlantis"]
    assert (listed["rows"], listed["first_row"]) == ([1, 1], [0, 3])
    assert listed["first_day"] == [dt.date(1943, 1, 13), None]
    assert listed["reason"] == ["not_yet", "unknown"]
    assert listed["states"] == ["GMB", None]
    assert listed["belonged_to"] == ["GBR", None]


def test_numbers_stay_numbers_beside_their_codes() -> None:
    frame = pd.DataFrame({"ccode": [2, 710]}, index=[7, 7])
    match = summitry.match_states(frame, "ccode", on="2000-01-01", system="cow_number")
    assert match.table["given_ccode"].tolist() == [2, 710]
    assert match.table["given_ccode"].dtype == frame["ccode"].dtype
    assert match.table.index.tolist() == [7, 7]
    assert frame.columns.tolist() == ["ccode"]


def test_each_unknown_value_is_a_row_of_its_own_with_the_nearest() -> None:
    values = ["Chnia", "Icelnd", "Icelnd", "Narnia"]
    match = summitry.match_states(pd.DataFrame({"c": values}), "c", on="2000-01-01")
    listed = match.unmatched.set_index("value")
    assert listed["rows"].to_dict() == {"Icelnd": 2, "Chnia": 1, "Narnia": 1}
    assert listed["nearest"]["Icelnd"] == "Iceland"
    assert listed["nearest"]["Chnia"] == "China"
    assert match.table["c"].isna().all()


@pytest.mark.parametrize(
    ("value", "day", "own", "holder"),
    [
        ("Gambia", "1943-01-13", "GMB", "GBR"),
        ("Russia", "1950-01-01", "RUS", "SUN"),
        ("Slovenia", "1960-01-01", "SVN", "YUG"),
        ("Newfoundland", "1941-08-09", "NFL", "GBR"),
        ("Northern Ireland", "1995-11-30", "NIR", "GBR"),
        ("Hong Kong", "1996-01-01", "HKG", "GBR"),
        ("Hong Kong", "1998-01-01", "HKG", "CHN"),
        ("Algeria", "1943-01-13", "DZA", "FRA"),
        ("Germany", "1947-01-01", "DEU", "interrupted"),
        ("Korea", "1990-01-01", "ambiguous", "ambiguous"),
        ("Antarctica", "2007-11-09", "ATA", "ATA"),
        ("France", "1990-01-01", "FRA", "FRA"),
    ],
)
def test_what_was_no_state_gets_the_code_that_is_asked_for(
    value: str, day: str, own: str, holder: str
) -> None:
    assert found(value, day, outside="own") == own
    assert found(value, day, outside="holder") == holder


def test_what_was_matched_all_the_same_says_why_it_was_doubtful() -> None:
    match = summitry.match_states(
        {"c": ["Gambia", "Guam"]}, "c", on="1943-01-13", outside="own"
    )
    assert match.matched["status"].tolist() == ["not_yet", "territory"]
    assert match.matched["belonged_to"].tolist() == ["GBR", "USA"]


@pytest.mark.parametrize(
    ("text", "value", "wanted"),
    [
        ("1990", "Soviet Union", "SUN"),
        ("1991", "Soviet Union", "varies"),
        ("1991-12", "Soviet Union", "varies"),
        ("1991-11", "Soviet Union", "SUN"),
        ("1990", "Germany", "ambiguous"),
        ("1991", "Germany", "DEU"),
        ("1963", "Kenya", "varies"),
    ],
)
def test_a_vague_date_must_mean_one_state_on_all_its_days(
    text: str, value: str, wanted: str
) -> None:
    match = summitry.match_states({"date": [text], "c": [value]}, "c")
    code = columns_of(match.table)["c"][0]
    assert (code or match.unmatched["reason"][0]) == wanted


def test_the_last_possible_day_is_read_beside_the_first() -> None:
    table = {
        "seen": [dt.date(1991, 12, 1)] * 2,
        "seen_latest": [dt.date(1991, 12, 31), None],
        "c": ["Soviet Union"] * 2,
    }
    match = summitry.match_states(table, "c", on="seen")
    assert columns_of(match.table)["c"] == [None, "SUN"]
    assert match.unmatched["reason"].tolist() == ["varies"]


def test_one_day_may_be_given_for_all_rows() -> None:
    for day in ("1980-01-01", dt.date(1980, 1, 1), np.datetime64("1980-01-01")):
        assert found("USSR", day) == "SUN"  # type: ignore[arg-type]


def test_the_account_is_shown_and_nothing_is_warned_of(
    capsys: pytest.CaptureFixture[str],
) -> None:
    table = {"date": ["1961-06-03", "1965-06-03"], "place": ["Austria", "Germany"]}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        match = summitry.match_states(table, "place")
    assert capsys.readouterr().out == ""
    text = str(match)
    assert text == repr(match)
    assert "may be East Germany (DDR) or Germany (DEU)" in " ".join(text.split())
    assert "place: 1 of 2 rows have a code." in text
    assert "Austria" not in text
    assert "<table" in match._repr_html_()


@pytest.mark.parametrize(
    "empty", [{"date": [], "c": []}, {"date": [None], "c": [None]}]
)
def test_tables_without_a_value_have_no_code(empty: dict[str, Any]) -> None:
    match = summitry.match_states(empty, "c")
    assert columns_of(match.table)["c"] == empty["c"]
    assert len(match.matched) == 0
    assert "0 of" in str(match)


REFUSED: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "a system that is none": (
        {"c": []},
        {"system": "iso", "on": None},
        "unknown_choice",
    ),
    "a word that is none": ({"c": []}, {"outside": "x", "on": None}, "unknown_choice"),
    "no such column": ({"d": []}, {"on": None}, "no_column"),
    "no dates": ({"c": []}, {}, "no_column"),
    "no date": ({"c": ["x"], "date": ["June"]}, {}, "bad_date"),
    "a day that is none": ({"c": ["x"]}, {"on": "1990-13-01"}, "bad_date"),
    "matched before": ({"c": ["x"], "given_c": [1]}, {"on": None}, "matched_before"),
    "an end before the start": (
        {"c": ["x"], "date": ["1990"], "date_latest": ["1980-01-01"]},
        {},
        "end_before_start",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_meant_is_refused(name: str) -> None:
    table, options, code = REFUSED[name]
    with pytest.raises((ColumnError, InputError)) as caught:
        summitry.match_states(table, "c", **options)
    assert caught.value.code == code


def test_a_column_must_be_named() -> None:
    with pytest.raises(InputError, match="names no column"):
        summitry.match_states({"c": []}, [], on=None)


def test_the_rows_with_every_code_go_into_functions_that_need_them(
    make: Maker,
) -> None:
    visits = make(
        {
            "date": ["1943-01-26", "1955-06-01", "1960-06-01", "1961-06-01"],
            "origin": ["USA", "USA", "Nowhere", "USA"],
            "destination": ["Gambia", "Siam", "Siam", "Thailand"],
        }
    )
    found = summitry.match_states(visits, ["origin", "destination"])
    assert type(found.coded) is type(visits)
    assert columns_of(found.coded)["given_destination"] == ["Siam", "Thailand"]
    assert len(found.table) == len(found.coded) + 2
    trips = summitry.collapse_trips(found.coded, by="pair", join="touching")
    assert len(trips.visits) == 2
    with pytest.raises(CategoryError) as caught:
        summitry.collapse_trips(found.table, by="pair", join="touching")
    assert "`coded` has the rows with a code" in str(caught.value)
    one = summitry.match_states(visits, "destination")
    assert len(one.coded) == 3
    with pytest.raises(FrameError, match=r"StateMatch, not a table\nHint: .*\.table"):
        summitry.collapse_trips(one, by="pair", join="touching")  # type: ignore[call-overload]
