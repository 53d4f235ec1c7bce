"""Random lists made one: against a slow oracle, in any order, without a source."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings, strategies as st
from merge_oracle import Row, components, links_of, visits_of
from two_real_lists import groups_of

import summitry


def random_lists(draws: Any) -> dict[str, list[Row]]:
    names = ["Ann Lee", "Bo Wu", "Cy Dow"]
    lists = {}
    for source in ("a", "b", "c"):
        rows = []
        for n in range(draws.integers(0, 9)):
            first = date(2001, 1, 1) + timedelta(int(draws.integers(0, 75)))
            width = int(draws.choice([0, 0, 0, 2, 30]))
            persons = draws.choice(names, draws.integers(1, 3), replace=False)
            rows.append(
                Row(
                    source,
                    f"{source}{n}",
                    ("A", str(draws.choice(["B", "C"]))),
                    first,
                    first + timedelta(width),
                    frozenset(persons.tolist()),
                    str(draws.choice(["", "", "old", "young"])),
                )
            )
        lists[source] = rows
    return lists


def framed(rows: list[Row]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": [row.id for row in rows],
            "date": [
                str(row.first) if row.first == row.last else f"{row.first}/{row.last}"
                for row in rows
            ],
            "origin": [row.dyad[0] for row in rows],
            "destination": [row.dyad[1] for row in rows],
            "visitor": [
                "; ".join(sorted(row.persons)) + (f" ({row.remark})" * bool(row.remark))
                for row in rows
            ],
        },
        dtype=object,
    )


@pytest.mark.parametrize("seed", range(120))
def test_random_lists_are_merged_as_the_slow_oracle_does(seed: int) -> None:
    draws = np.random.default_rng(seed)
    lists = random_lists(draws)
    days = int(draws.choice([0, 3, 7, 14]))
    frames = {name: framed(rows) for name, rows in lists.items()}
    merged = summitry.merge_sources(frames, days=days)
    found = {frozenset(name for _, name in group) for group in groups_of(merged)}
    assert found == visits_of(lists, days)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_order_does_not_matter_and_no_row_is_lost(seed: int) -> None:
    draws = np.random.default_rng(seed)
    frames = {name: framed(rows) for name, rows in random_lists(draws).items()}
    merged = summitry.merge_sources(frames)
    turned = {
        name: frames[name].sample(frac=1, random_state=seed % 1000)
        for name in reversed(frames)
    }
    again = summitry.merge_sources(turned)
    pd.testing.assert_frame_equal(merged.visits, again.visits)
    pd.testing.assert_frame_equal(merged.conflicts, again.conflicts)
    pd.testing.assert_frame_equal(merged.review, again.review)
    pd.testing.assert_frame_equal(
        merged.receipts.drop(columns="row"), again.receipts.drop(columns="row")
    )
    # Rows are conserved, and each receipt names the row that it is of.
    assert len(merged.receipts) == sum(len(frame) for frame in frames.values())
    assert set(merged.receipts["visit"]) == set(merged.visits["visit"])
    assert merged.visits["visit"].is_unique
    for one in merged.receipts.to_dict("records"):
        assert frames[one["source"]]["id"].iloc[one["row"]] == one["id"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from("abc"))
def test_without_a_source_only_what_it_supported_is_gone(seed: int, out: str) -> None:
    lists = random_lists(np.random.default_rng(seed))
    names = {row.id for rows in lists.values() for row in rows}
    # Rows and links of the source go; all else stays as it was, but for chains that
    # the source alone held together, and those that it alone made doubtful.
    links = links_of(lists, 7)
    assume(visits_of(lists, 7) == components(names, links))
    kept = {name for name in names if name[0] != out}
    left = {link for link in links if set(link) <= kept}
    rest = {name: framed(rows) for name, rows in lists.items() if name != out}
    found = groups_of(summitry.merge_sources(rest))
    assert {frozenset(one for _, one in group) for group in found} == components(
        kept, left
    )
