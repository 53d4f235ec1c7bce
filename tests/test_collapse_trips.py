"""Rows that are parts of one trip: what joins, what is kept, and what is refused."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pandas as pd
import pytest
from conftest import columns_of
from hypothesis import given, settings, strategies as st
from trip_oracle import Row, last_day, trips, visits as slow_visits

import summitry
from summitry import exceptions as ex

DAY = dt.date(2007, 5, 1)
JOINS: tuple[Any, ...] = ("same_day", "overlapping", "touching")
COLUMNS = ("date", "end_date", "origin", "destination", "visitor")


def day(number: int | None) -> dt.date | None:
    return None if number is None else DAY + dt.timedelta(days=number)


def table_of(rows: list[Row]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in COLUMNS}


def a_row(
    start: int,
    end: int | None,
    destination: str = "EGY",
    visitor: str | None = "Rice",
    origin: str = "USA",
) -> Row:
    values = (day(start), day(end), origin, destination, visitor)
    return dict(zip(COLUMNS, values, strict=True))


def spans(found: summitry.CollapsedTrips) -> list[tuple[str, str, str]]:
    columns = columns_of(found.visits)
    ends = columns.get("end_date") or [None] * len(columns["date"])
    return [
        (str(start), str(end or start), place)
        for start, end, place in zip(
            columns["date"], ends, columns["destination"], strict=True
        )
    ]


ROWS = st.lists(
    st.builds(
        lambda start, length, place, who, home: a_row(
            start, None if length is None else start + length, place, who, home
        ),
        st.integers(0, 12),
        st.none() | st.integers(0, 4),
        st.sampled_from(["EGY", "IRQ", "ISR"]),
        st.sampled_from(["Rice", "Powell", None]),
        st.sampled_from(["USA", "FRA"]),
    ),
    max_size=12,
)
BYS = st.sampled_from(["traveller", "pair"])
WAYS = st.sampled_from(JOINS)


# Against a slow one


@settings(deadline=None, max_examples=60)
@given(ROWS, BYS, WAYS)
def test_visits_and_trips_are_those_of_a_slow_search(
    rows: list[Row], by: Any, join: Any
) -> None:
    found = summitry.collapse_trips(pd.DataFrame(table_of(rows)), by=by, join=join)
    receipts = found.receipts
    assert receipts["row"].tolist() == list(range(len(rows))), "every row is a receipt"
    fast = [
        (start, end, place, frozenset(part["row"]))
        for (start, end, place), (_, part) in zip(
            spans(found), receipts.groupby("visit_row"), strict=True
        )
    ]
    slow = [
        (str(one.start), str(one.end), one.destination, one.rows)
        for one in slow_visits(rows, by=by, join=join)
    ]
    assert Counter(fast) == Counter(slow)
    groups = {frozenset(part["row"]) for _, part in receipts.groupby("trip")}
    assert groups == trips(rows, by=by, join=join)
    taken = receipts[receipts["taken"]]
    assert sorted(taken["visit_row"]) == list(range(len(found.visits)))


@settings(deadline=None, max_examples=60)
@given(ROWS, BYS, WAYS, st.randoms())
def test_the_order_of_rows_changes_nothing(
    rows: list[Row], by: Any, join: Any, random: Any
) -> None:
    numbered = [row | {"note": f"note {k}"} for k, row in enumerate(rows)]
    shuffled = random.sample(numbered, len(numbered))

    def collapsed(listed: list[Row]) -> summitry.CollapsedTrips:
        frame = pd.DataFrame(listed, columns=[*COLUMNS, "note"])
        return summitry.collapse_trips(frame, by=by, join=join)

    one, other = collapsed(numbered), collapsed(shuffled)
    assert columns_of(one.visits) == columns_of(other.visits)
    assert columns_of(one.conflicts) == columns_of(other.conflicts)
    assert one.account == other.account
    keys = ["note", "trip", "visit_row", "taken"]
    assert Counter(one.receipts[keys].itertuples(index=False, name=None)) == Counter(
        other.receipts[keys].itertuples(index=False, name=None)
    )


@settings(deadline=None, max_examples=60)
@given(ROWS, BYS, WAYS)
def test_collapsing_again_changes_nothing(rows: list[Row], by: Any, join: Any) -> None:
    once = summitry.collapse_trips(table_of(rows), by=by, join=join)
    twice = summitry.collapse_trips(once.visits, by=by, join=join)
    assert columns_of(twice.visits) == columns_of(once.visits)
    assert len(twice.conflicts) == 0


@settings(deadline=None, max_examples=60)
@given(ROWS, BYS)
def test_a_wider_join_leaves_no_more_visits(rows: list[Row], by: Any) -> None:
    counts = [
        len(summitry.collapse_trips(table_of(rows), by=by, join=join).visits)
        for join in JOINS
    ]
    assert counts == sorted(counts, reverse=True)


@settings(deadline=None, max_examples=60)
@given(ROWS)
def test_days_are_conserved(rows: list[Row]) -> None:
    """What a row covers its visit covers, and no visit begins or ends by itself."""
    found = summitry.collapse_trips(table_of(rows), by="pair", join="touching")
    made = spans(found)
    for row, place in zip(rows, found.receipts["visit_row"], strict=True):
        start, end, destination = made[place]
        assert start <= str(row["date"]) <= str(last_day(row)) <= end
        assert destination == row["destination"]


# What joins


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


# What a visit says


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


# What is refused


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
