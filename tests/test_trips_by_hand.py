"""Trips collapsed by hand: what joins, who speaks, what is refused."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from conftest import columns_of
from trip_rows import COLUMNS, DAY, a_row, day, spans, table_of

import summitry
from summitry import exceptions as ex


@pytest.mark.parametrize(
    ("by", "join", "expected"),
    [
        ("traveller", "same_day", 5),
        ("traveller", "overlapping", 4),
        ("traveller", "touching", 3),
        ("pair", "same_day", 4),
        ("pair", "overlapping", 3),
        ("pair", "touching", 3),
    ],
)
def test_each_choice_on_one_journey(
    make: Any, by: Any, join: Any, expected: int
) -> None:
    rows = [
        a_row(0, 1), a_row(1, None), a_row(2, 3, "IRQ"), a_row(4, None),
        a_row(0, 2, "EGY", "Bush"),
    ]  # fmt: skip
    found = summitry.collapse_trips(make(table_of(rows)), by=by, join=join)
    assert len(columns_of(found.visits)["date"]) == expected
    assert type(found.receipts) is type(found.visits)


def test_names_are_compared_after_folding() -> None:
    rows = [
        a_row(0, 1, visitor="Kim Jong Il"),
        a_row(1, 2, visitor="KIM Jong-il"),
        a_row(2, 3, visitor="김정일"),
        a_row(2, 3, visitor="Kim Jong Un"),
    ]
    found = summitry.collapse_trips(table_of(rows), by="traveller", join="touching")
    assert found.receipts["visit_row"].tolist() == [0, 0, 0, 1]


def test_rows_that_are_vague_or_nameless_stand_alone() -> None:
    table: dict[str, list[Any]] = {
        "date": ["1964-11", "1964-11", "1964-11-05", "1964-11-05", "1964-11-05"],
        "origin": ["PRK"] * 5,
        "destination": ["CHN"] * 5,
        "visitor": ["Kim", "Kim", "Kim", None, None],
    }
    found = summitry.collapse_trips(table, by="traveller", join="touching")
    assert len(found.visits) == 5
    assert "2 that are not dated to the day" in found.account
    assert "2 without a traveller" in found.account
    assert sorted(found.visits["date"]) == sorted(table["date"]), "dates as written"
    by_pair = summitry.collapse_trips(table, by="pair", join="touching")
    assert len(by_pair.visits) == 3


def test_a_vague_end_stands_alone_and_stays_as_written() -> None:
    rows = {
        "date": ["1962-04-28", "1962-04-29", "1962-04-29"],
        "end_date": ["1962-05", "1962-04-30", None],
        "origin": ["CHN"] * 3,
        "destination": ["PRK"] * 3,
    }
    found = summitry.collapse_trips(rows, by="pair", join="overlapping")
    assert columns_of(found.visits)["end_date"] == ["1962-05", "1962-04-30"]


def test_the_row_that_speaks_and_what_the_others_said(make: Any) -> None:
    table = table_of([a_row(0, 1), a_row(0, 3), a_row(2, None), a_row(20, None)]) | {
        "visitor": ["Powell", "Bush", "Rice", "Rice"],
        "visitor_rank": ["foreign_minister", "head_of_state", None, None],
        "summit": [True, False, False, False],
        "note": ["first", "second", None, "alone"],
        "id": ["a", "b", "c", "d"],
    }
    found = summitry.collapse_trips(make(table), by="pair", join="overlapping")
    columns = columns_of(found.visits)
    assert columns["visitor"] == ["Bush", "Rice"]
    assert columns["visitor_rank"] == ["head_of_state", None]
    assert columns["summit"] == [True, False], "a summit of any row is one of the visit"
    assert columns["note"] == ["second", "alone"]
    assert columns["id"] == ["b", "d"]
    assert columns["end_date"] == [day(3), None]
    assert columns_of(found.receipts)["taken"] == [False, True, False, True]
    assert columns_of(found.conflicts) == {
        "column": ["visitor", "visitor_rank", "summit", "note", "id"],
        "visits": [1, 1, 1, 1, 1],
    }
    assert columns_of(make(table)) == columns_of(make(table)), (
        "the input is not changed"
    )


def test_columns_of_any_kind_are_carried_along(make: Any) -> None:
    table = table_of([a_row(0, 1), a_row(0, 1), a_row(9, None)]) | {
        "seen": [["x"], ["y"], ["x"]]
    }
    found = summitry.collapse_trips(make(table), by="pair", join="same_day")
    seen = [list(one) for one in columns_of(found.visits)["seen"]]
    assert seen == [["x"], ["x"]]
    assert columns_of(found.conflicts) == {"column": ["seen"], "visits": [1]}


def test_a_visit_counts_if_one_of_its_rows_does() -> None:
    table = table_of([a_row(0, 1), a_row(0, 3)]) | {"qualifies": ["unclear", "true"]}
    found = summitry.collapse_trips(table, by="pair", join="same_day")
    assert found.visits["qualifies"].tolist() == ["true"]


def test_an_end_that_no_row_tells_is_filled(make: Any) -> None:
    table = table_of([a_row(0, None), a_row(1, None)])
    del table["end_date"]
    found = summitry.collapse_trips(make(table), by="pair", join="touching")
    assert spans(found) == [("2007-05-01", "2007-05-02", "EGY")]
    written = table | {"date": ["2007-05-01", "2007-05-02"]}
    found = summitry.collapse_trips(make(written), by="pair", join="touching")
    assert columns_of(found.visits)["end_date"] == ["2007-05-02"]
    single = summitry.collapse_trips(make(table), by="pair", join="same_day")
    assert "end_date" not in columns_of(single.visits)


def test_columns_of_the_same_names_are_kept() -> None:
    table = table_of([a_row(0, 1), a_row(1, 2)]) | {"trip": ["x", "y"], "row": [7, 8]}
    receipts = summitry.collapse_trips(table, by="pair", join="touching").receipts
    assert receipts["given_trip"].tolist() == ["x", "y"]
    assert receipts["given_row"].tolist() == [7, 8]
    assert receipts["row"].tolist() == [0, 1]


def test_repeats_are_told_and_not_removed_by_themselves() -> None:
    rows = [a_row(0, 1), a_row(0, 1), a_row(5, 6)]
    found = summitry.collapse_trips(
        table_of(rows) | {"visitor": [None] * 3}, by="traveller", join="touching"
    )
    assert len(found.visits) == 3
    assert "1 repeat another row or its id" in found.account


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ({}, "by='traveller': 3 same_day, 2 overlapping, 1 touching; by='pair': 3"),
        ({"by": "pair"}, "by='pair': 3 same_day, 2 overlapping, 1 touching"),
        ({"join": "touching"}, "by='traveller': 1 touching; by='pair': 1 touching"),
    ],
)
def test_both_choices_are_asked_for_with_what_each_gives(
    choice: dict[str, Any], told: str
) -> None:
    rows = [a_row(0, 1), a_row(1, 2), a_row(3, None)]
    with pytest.raises(ex.InputError, match="must be given") as caught:
        summitry.collapse_trips(table_of(rows), **choice)
    assert told in str(caught.value)
    assert caught.value.code == "not_chosen"
    nameless = {k: v for k, v in table_of(rows).items() if k != "visitor"}
    with pytest.raises(ex.InputError, match="by='pair'") as caught:
        summitry.collapse_trips(nameless)
    assert "traveller'" not in caught.value.message


def test_rows_that_end_before_they_begin_are_all_named() -> None:
    rows = [a_row(3, 1), a_row(0, 1), a_row(9, 2)]
    with pytest.raises(ex.InputError) as caught:
        summitry.collapse_trips(table_of(rows), by="pair", join="touching")
    assert "row 0 (2007-05-04 to 2007-05-02), row 2 (2007-05-10" in str(caught.value)
    assert (caught.value.code, caught.value.rows) == ("end_before_start", (0, 2))


@pytest.mark.parametrize(
    ("change", "choice", "kind", "code"),
    [
        ({}, {"by": "person"}, ex.InputError, "unknown_choice"),
        ({}, {"join": "near"}, ex.InputError, "unknown_choice"),
        ({}, {"visitor": "who"}, ex.ColumnError, "no_column"),
        ({"origin": [None, "USA"]}, {}, ex.CategoryError, "missing_country"),
        ({"date": [None, DAY]}, {}, ex.MissingValueError, "missing_date"),
        ({"visitor_rank": ["khan", "other"]}, {}, ex.CategoryError, "unknown_rank"),
    ],
)
def test_refusals(
    change: dict[str, Any],
    choice: dict[str, Any],
    kind: type[ex.SummitryError],
    code: str,
) -> None:
    table = table_of([a_row(0, 1), a_row(1, 2)]) | change
    with pytest.raises(kind) as caught:
        summitry.collapse_trips(
            table, **({"by": "traveller", "join": "touching"} | choice)
        )
    assert caught.value.code == code


def test_a_ladder_of_ones_own() -> None:
    table = table_of([a_row(0, 1), a_row(1, 2)]) | {"visitor_rank": ["emir", "khan"]}
    found = summitry.collapse_trips(
        table, by="pair", join="touching", ladder=("khan", "emir")
    )
    assert found.visits["visitor_rank"].tolist() == ["khan"]


def test_an_empty_table() -> None:
    empty = pd.DataFrame({name: [] for name in COLUMNS}, dtype=str)
    found = summitry.collapse_trips(empty, by="traveller", join="touching")
    assert len(found.visits) == len(found.receipts) == 0
    assert "0 rows are 0 visits" in str(found)


def test_one_row_is_one_visit() -> None:
    one = table_of([a_row(3, 4)])
    found = summitry.collapse_trips(one, by="pair", join="touching")
    assert "1 row is 1 visit, by=pair" in str(found)


def test_names_that_look_alike_are_told() -> None:
    """Rows of one trip stayed two visits where a country was written in two ways."""
    rows = table_of([a_row(0, 1, "Egypt"), a_row(2, 3, "Egyptt")])
    with pytest.warns(ex.SummitryWarning, match="'Egypt' and 'Egyptt'"):
        found = summitry.collapse_trips(rows, by="pair", join="touching")
    assert len(found.visits) == 2
