"""Rows that stand in a list twice: found, told by every count, removed when asked."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from conftest import columns_of, in_pandas
from hypothesis import given, settings, strategies as st

import summitry
from summitry.frames import Table, repeats

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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
    table = pd.DataFrame({"date": ["2001-05-01"] * 4, "note": [1, "1", ["x"], ["x"]]})
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


SHOCKS: dict[str, Any] = {"date": ["2001-01-05", "2001-01-05", "2002-01-01"]}
OTHERS: dict[str, Callable[[Any], Any]] = {
    "response_lags": lambda table: summitry.response_lags(SHOCKS, table, **END),
    "era_tally": lambda table: summitry.era_tally(table, ERAS, **END),
    "composition": lambda table: summitry.composition(
        table, ERAS, where={"visitor": "Wu"}, **END
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_tables_without_an_account_tell_of_them(make: Any, name: str) -> None:
    says = "3 of the visits repeat another row or its id."
    table = OTHERS[name](make(visits()))
    assert set(columns_of(table)["duplicates"]) == {3}
    assert says in " ".join(str(summitry.show(table)).split())
    apart = {**visits(), "id": list("abcdef"), "visitor": ["Wu", *"bcdef"]}
    once = OTHERS[name](make(apart))
    assert set(columns_of(once)["duplicates"]) == {0}
    assert "repeat" not in str(summitry.show(once))


def test_coincidences_tell_of_shocks_and_of_visits(make: Any) -> None:
    found = summitry.event_coincidence(make(SHOCKS), make(visits()), window=9, **END)
    assert columns_of(found)["duplicates"] == [1, 3]


VISITED: dict[str, Any] = {"date": ["2001-06-01", "2003-01-01"], "note": ["x", "y"]}
WAITS: dict[str, Any] = {"since": "2000-01-01", "through": "2004-12-31"}


def waits(make: Any, shocks: dict[str, Any], **more: Any) -> Any:
    return summitry.response_lags(make(shocks), make(VISITED), **WAITS, **more)


@pytest.mark.parametrize(
    ("named", "again"),
    [
        ({}, [False, True, False]),
        ({"label": ["a", "b", "c"]}, [False, False, False]),
        ({"label": ["a", "a", "a"]}, [False, True, False]),
        ({"id": ["s1", "s2", "s1"]}, [False, False, True]),
        ({"id": ["s1", "s1", None]}, [False, True, False]),
    ],
)
def test_waits_tell_of_shocks_that_stand_twice_and_count_them(
    make: Any, named: dict[str, Any], again: list[bool]
) -> None:
    shocks = SHOCKS | named
    lags = waits(make, shocks)
    assert columns_of(lags)["duplicate_shock"] == again
    summary = columns_of(summitry.lag_summary(lags))
    assert (summary["n"], summary["duplicate_shocks"]) == ([3], [sum(again)])
    told = "1 of 3 lags is of a shock that repeats another row of the shocks or its id"
    assert (told in str(summary["message"][0])) == any(again)
    placebo = summitry.placebo_test(make(shocks), make(VISITED), **WAITS)
    assert columns_of(placebo)["duplicate_shocks"] == [sum(again)]
    for table in (lags, summitry.lag_summary(lags), placebo):
        shown = " ".join(str(summitry.show(table)).split())
        assert ("duplicate" in shown) == any(again)


def test_shocks_that_stand_twice_are_counted_where_they_are_measured() -> None:
    shocks = {"date": ["1999-01-01"] * 2 + ["2001-01-05"] * 3, "kind": list("ooxxx")}
    lags = waits(pd.DataFrame, shocks, unclear="both")
    summary = summitry.lag_summary(lags, group_by="kind")
    counts = summary[["kind", "n", "left_out", "duplicate_shocks"]].to_numpy().tolist()
    assert counts == [["o", 0, 2, 0], ["x", 3, 0, 2]] * 2
    assert str(summary["message"][1]).startswith(
        "2 of 3 lags are of shocks that repeat"
    )
    compared = summitry.compare_lags(lags, group_by="kind")
    assert compared["duplicate_shocks"].tolist() == [0, 2] * 2
    placebo = in_pandas(summitry.placebo_test(shocks, VISITED, **WAITS))
    assert placebo[["n", "left_out", "duplicate_shocks"]].to_numpy().tolist() == [
        [3, 2, 2]
    ]


def test_of_lags_that_do_not_say_it_nothing_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mine = pd.DataFrame({"lag": [5, 5], "observed": [True, True]})
    found = summitry.lag_summary(mine)
    assert found["duplicate_shocks"].isna().all()
    assert "duplicate" not in str(summitry.show(found))
    monkeypatch.setattr("summitry.measure.selection.MOST_ROWS", 2)
    lags = waits(pd.DataFrame, SHOCKS)
    assert lags["duplicate_shock"].isna().all()
    placebo = in_pandas(summitry.placebo_test(SHOCKS, VISITED, **WAITS))
    assert placebo["duplicate_shocks"].isna().all()
    assert "duplicate" not in str(summitry.show(placebo))


def test_a_run_tells_of_shocks_that_stand_twice(tmp_path: Path) -> None:
    lines = ["date,origin,destination", "2001-06-01,A,B", "2002-03-01,B,A"]
    (tmp_path / "visits.csv").write_text("\n".join(lines))
    (tmp_path / "shocks.csv").write_text("date\n2001-01-05\n2001-01-05\n2002-01-01\n")
    (tmp_path / "study.toml").write_text(
        'title = "twice"\nobservation = { since = "2000-01-01", through = "2004-12-31" }\n'
        'visits = { path = "visits.csv" }\nshocks = { path = "shocks.csv" }\n'
    )
    notes = summitry.read_study(tmp_path / "study.toml").run().tables["notes"]["note"]
    said = "Of 3 shocks 1 repeats another row or its id: each counts like any other."
    assert said in notes.tolist()


def test_merged_lists_tell_of_them_row_by_row(make: Any) -> None:
    other = {name: values[:2] for name, values in visits().items()}
    merged = summitry.merge_sources({"one": make(visits()), "two": make(other)})
    receipts = columns_of(merged.receipts)
    again = [
        (source, own)
        for source, own, twice in zip(
            receipts["source"], receipts["id"], receipts["duplicate"], strict=True
        )
        if twice
    ]
    assert len(again) == 4
    assert {source for source, _ in again} == {"one"}
    assert {"a #2", "b #2"} <= {own for _, own in again}
    assert "2 rows have the id of another of its source" in merged.account
    found = summitry.completeness(merged, **END)
    assert columns_of(found)["duplicates"] == [4]


def test_rows_of_one_id_are_named_whatever_their_order() -> None:
    rows = [("x", "2001-05-01"), ("x", "2002-05-01"), ("y", "2003-05-01")]

    def named(order: list[int]) -> dict[str, str]:
        frame = {
            "id": [rows[n][0] for n in order],
            "date": [rows[n][1] for n in order],
            "origin": ["CHN"] * 3,
            "destination": ["PRK"] * 3,
        }
        other = {"date": ["2010-01-01"], "origin": ["CHN"], "destination": ["PRK"]}
        said = summitry.merge_sources({"one": frame, "two": other}).receipts
        return dict(zip(said["date"], said["id"], strict=True))

    first = named([0, 1, 2])
    assert {first["2001-05-01"], first["2002-05-01"]} == {"x", "x #2"}
    assert all(named(order)["2001-05-01"] == first["2001-05-01"]
               for order in ([1, 0, 2], [2, 1, 0]))  # fmt: skip


def test_batches_stack_where_one_was_too_long_to_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = summitry.era_tally(pd.DataFrame(visits()), ERAS, **END)
    monkeypatch.setattr("summitry.measure.selection.MOST_ROWS", 5)
    batch = summitry.era_tally(pd.DataFrame(visits()), ERAS, **END)
    assert batch.columns.tolist() == whole.columns.tolist()
    assert batch["duplicates"].isna().all()
    both = pd.concat([pd.DataFrame(whole), pd.DataFrame(batch)])
    assert summitry.era_frequency(both)["count"].tolist() == [12]


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
