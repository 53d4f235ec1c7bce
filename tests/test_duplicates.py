"""Rows that stand in a list twice: found, told by every count, removed when asked."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from conftest import columns_of
from hypothesis import given, settings, strategies as st

import summitry
from summitry.frames import Table, repeats

if TYPE_CHECKING:
    from collections.abc import Callable

END: dict[str, Any] = {"since": "2001-01-01", "through": "2003-12-31"}
ERAS: dict[str, Any] = {"era": ["One"], "start": ["2001-01-01"], "end": [None]}


def visits() -> dict[str, list[Any]]:
    return {
        "id": ["a", "b", "a", None, None, "b"],
        "date": ["2001-05-01", "2002-05-01", "2001-05-01"]
        + ["2002-05-01"] * 2
        + ["2003-05-01"],
        "origin": ["CHN"] * 6,
        "destination": ["PRK"] * 6,
        "visitor": ["Li", "Wu", "Li", "Wu", "Wu", "Wu"],
        "visitor_rank": ["other"] * 6,
    }


def test_repeats_are_listed_with_what_they_repeat(make: Any) -> None:
    found = summitry.find_duplicates(make(visits()))
    assert columns_of(found) == {
        "row": [2, 4, 5],
        "repeats": [0, 3, 1],
        "reason": [
            "the same in every column",
            "the same in every column",
            "the same id, but not the same in every column",
        ],
    }


def test_only_rows_that_are_the_same_are_removed(make: Any) -> None:
    left = columns_of(summitry.drop_duplicates(make(visits())))
    assert left["id"] == ["a", "b", None, "b"]
    again = summitry.drop_duplicates(make(left))
    assert columns_of(again) == left


CELLS = st.sampled_from(["x", "y", None])


@settings(deadline=None, max_examples=80)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=9))
def test_repeats_are_those_of_a_slow_search(rows: list[tuple[Any, ...]]) -> None:
    names = ("id", "date", "visitor")
    table = {name: [row[k] for row in rows] for k, name in enumerate(names)}
    slow = []
    for place, row in enumerate(rows):
        same = [k for k in range(place) if rows[k] == row]
        alike = [k for k in range(place) if row[0] and rows[k][0] == row[0]]
        slow += [(place, (same or alike)[0])] if same or alike else []
    found = summitry.find_duplicates(table)
    assert list(zip(found["row"], found["repeats"], strict=True)) == slow
    assert len(summitry.drop_duplicates(table)) == len(set(rows))
    told = repeats.repeated(Table(table, "visits"))
    assert told.nonzero()[0].tolist() == [place for place, _ in slow]


NOON = dt.datetime.fromisoformat("2001-05-01T12:00:00")

ODD = {
    "lists": [["x"], ["x"], ["y"]],
    "mappings": [{"a": 1}, {"a": 1}, {"a": 2}],
    "times": [NOON, NOON, None],
    "numbers": [1.5, 1.5, None],
    "whole": [1, 1, 2],
    "truths": [True, True, None],
    "spans": [dt.timedelta(1), dt.timedelta(1), dt.timedelta(2)],
    "exact": [Decimal("1.5"), Decimal("1.5"), Decimal(2)],
    "nothing": [None, None, "x"],
}


@pytest.mark.parametrize("name", ODD)
def test_columns_of_any_kind_are_compared(make: Any, name: str) -> None:
    table = make({"date": ["2001-05-01"] * 3, name: ODD[name]})
    found = columns_of(summitry.find_duplicates(table))
    assert (found["row"], found["repeats"]) == ([1], [0])
    assert columns_of(summitry.era_frequency(table, ERAS, **END))["duplicates"] == [1]


def test_mixed_objects_are_compared_as_they_are_written() -> None:
    table = {"date": ["2001-05-01"] * 4, "note": [1, "1", ["x"], ["x"]]}
    assert summitry.find_duplicates(table)["row"].tolist() == [3]


COUNTS: dict[str, Callable[[Any], Any]] = {
    "era_frequency": lambda table: summitry.era_frequency(table, ERAS, **END),
    "yearly_counts": lambda table: summitry.yearly_counts(table, ERAS, **END),
    "visit_gaps": lambda table: summitry.visit_gaps(table, **END),
    "phases": lambda table: summitry.phases(table, **END),
    "archive_table": lambda table: summitry.archive_table(table, **END),
}


@pytest.mark.parametrize("name", COUNTS)
def test_every_count_tells_of_them_and_counts_them(make: Any, name: str) -> None:
    table = COUNTS[name](make(visits()))
    found = columns_of(table)
    assert set(found["duplicates"]) == {3}
    assert set(found["rows_in"]) == {6}
    assert set(found["used"]) == {6}, "they are counted all the same"
    told = " ".join(str(summitry.show(table)).split())
    assert "; 3 of them repeat another row or its id." in told
    once = COUNTS[name](summitry.drop_duplicates(make(visits())))
    assert set(columns_of(once)["rows_in"]) == {4}
    assert set(columns_of(once)["duplicates"]) == {1}, "an id in common is still told"


def test_nothing_is_told_of_lists_that_are_not_searched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("summitry.measure.selection.MOST_ROWS", 5)
    found = summitry.era_frequency(visits(), ERAS, **END)
    assert "duplicates" not in found.columns
    assert found["rows_in"].tolist() == [6]


def test_where_a_row_stands_in_a_list_does_not_tell_it_apart(make: Any) -> None:
    raw = {
        "date": ["1 May 2001", "2 May 2001", "1 May 2001", "1 May 2001"],
        "origin": ["USA"] * 4,
        "destination": ["Fiji; Tonga", "Fiji", "Fiji; Tonga", "Tonga"],
    }
    read = summitry.read_visits(make(raw), places={"separator": ";"}).visits
    found = columns_of(summitry.find_duplicates(read))
    assert (found["row"], found["repeats"]) == ([3, 4, 5], [0, 1, 1])
    left = columns_of(summitry.drop_duplicates(read))
    assert left["visit_id"] == ["0.1", "0.2", "1"]
    eras = make(ERAS)
    assert columns_of(summitry.era_frequency(read, eras, **END))["duplicates"] == [3]


def test_ids_of_a_list_that_was_not_read_tell_its_rows_apart(make: Any) -> None:
    mine = {"visit_id": ["a", "b"], "date": ["2001-05-01"] * 2}
    assert len(summitry.find_duplicates(make(mine))) == 0
    assert len(summitry.find_duplicates(make({**mine, "visit_id": ["a", "a"]}))) == 1
