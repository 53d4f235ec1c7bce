"""Two real lists made one: against labels that a person made, and by a review."""

from __future__ import annotations

import csv
from typing import Any

from two_real_lists import DATA, both_lists, groups_of, listed, two_lists

import summitry


def labelled() -> set[tuple[str, str]]:
    """Pairs of the two lists that a person found before the matcher was run."""
    with (DATA / "pairs.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {(row["second_id"], row["record_id"]) for row in rows if row["record_id"]}


def ids_of(frame: Any, source: str) -> list[str]:
    return [i for i, s in zip(frame["id"], frame["source"], strict=True) if s == source]


def test_the_labels_name_every_row_of_the_second_list_once() -> None:
    with (DATA / "pairs.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["second_id"] for row in rows] == listed("second-list")["id"].tolist()
    known = set(listed("first-list")["id"])
    assert {row["record_id"] for row in rows if row["record_id"]} <= known
    assert all(row["why"] for row in rows)


def test_two_real_lists_merge_as_a_person_merged_them() -> None:
    true = labelled()
    merged = {
        (second, first)
        for _, part in two_lists().receipts.groupby("visit")
        for first in ids_of(part, "first")
        for second in ids_of(part, "second")
    }
    review = two_lists().review
    suggested = set(zip(review["right_id"], review["left_id"], strict=True))
    assert len(merged & true) >= 0.99 * len(merged)
    assert len((merged | suggested) & true) >= 0.97 * len(true)
    # Every failure: what a person joined and the rules alone do not, and the reverse.
    assert merged - true == set()
    assert sorted(second for second, _ in true - merged) == [
        "19581202-prk-kim-il-sung",
        "196402-prk-kim-il-sung",
        "196409-prk-kim-il-sung",
        "196411-prk-kim-il-sung",
        "197107-prk-kim-jung-rin",
        "1987-prk-o-jin-u",
        "20100223-prk-kim-yong-il-party",
        "20120420-prk-kim-yong-il-party",
    ]
    assert true - merged - suggested == set()
    assert len(review) <= 15


def test_a_filled_review_joins_what_was_said_and_is_used_again() -> None:
    true = labelled()
    review = two_lists().review.assign(
        same=[
            "yes" if pair in true else "no"
            for pair in zip(
                two_lists().review["right_id"],
                two_lists().review["left_id"],
                strict=True,
            )
        ]
    )
    lists = both_lists()
    again = summitry.merge_sources(lists, review=review)
    assert len(again.review) == 0
    merged = {
        (second, first)
        for _, part in again.receipts.groupby("visit")
        for first in ids_of(part, "first")
        for second in ids_of(part, "second")
    }
    assert merged == true
    reasons = set(again.receipts["reason"].dropna())
    assert "by review" in reasons
    # The same review with the lists in another order, shuffled, and with a row gone.
    shuffled = {
        "second": lists["second"].iloc[1:].sample(frac=1, random_state=1),
        "first": lists["first"].sample(frac=1, random_state=2),
    }
    other = summitry.merge_sources(shuffled, review=review.sample(frac=1))
    gone = ("second", lists["second"]["id"].iloc[0])
    assert groups_of(other) == {group - {gone} for group in groups_of(again)} - {
        frozenset()
    }


def test_merging_with_itself_adds_receipts_and_no_visit() -> None:
    frame = listed("second-list")
    once = summitry.merge_sources({"a": frame, "b": frame})
    twice = summitry.merge_sources({"a": frame, "b": frame, "c": frame})
    assert len(once.visits) == len(twice.visits) == len(frame)
    assert once.visits["n_sources"].eq(2).all()
    assert len(once.conflicts) == 0
    assert len(once.review) == 0
