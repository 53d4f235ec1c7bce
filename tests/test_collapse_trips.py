"""Rows that are parts of one trip, against a slow search."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd
from conftest import columns_of
from hypothesis import given, settings, strategies as st
from trip_oracle import Row, last_day, trips, visits as slow_visits
from trip_rows import COLUMNS, a_row, spans, table_of

import summitry

JOINS: tuple[Any, ...] = ("same_day", "overlapping", "touching")

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
def test_the_order_of_rows_and_of_columns_changes_nothing(
    rows: list[Row], by: Any, join: Any, random: Any
) -> None:
    numbered = [
        row | {"note": f"note {k}", "again": f"again {-k}"}
        for k, row in enumerate(rows)
    ]
    shuffled = random.sample(numbered, len(numbered))
    names = [*COLUMNS, "note", "again"]

    def collapsed(listed: list[Row], names: list[str]) -> summitry.CollapsedTrips:
        frame = pd.DataFrame(listed, columns=names)
        return summitry.collapse_trips(frame, by=by, join=join)

    one = collapsed(numbered, names)
    other = collapsed(shuffled, random.sample(names, len(names)))
    assert columns_of(one.visits) == columns_of(other.visits)
    differ = [columns_of(found.conflicts) for found in (one, other)]
    assert len({frozenset(zip(*one.values(), strict=True)) for one in differ}) == 1
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


def test_the_end_of_a_trip_is_no_vaguer_than_the_row_that_ends_it() -> None:
    rows = pd.DataFrame({"date": ["5 May 2009", "6 May 2009", "9-11 June 2009"]})
    rows = rows.assign(origin="USA", destination="DEU", visitor="A")
    read = summitry.read_visits(rows, ranges="trip").visits
    found = summitry.collapse_trips(read, by="traveller", join="touching").visits
    assert found["end_date"].dt.strftime("%Y-%m-%d").tolist() == [
        *("2009-05-06", "2009-06-11")
    ]
    assert found["end_date_earliest"].tolist() == found["end_date"].tolist()
