"""The record before its revision is still what the vectors were computed from."""

from __future__ import annotations

from collections import Counter

import pytest
from record_231 import SINCE, THROUGH, eras, shocks, study, visits

import summitry


def test_what_it_holds() -> None:
    frame = visits(window=True)
    assert (len(visits()), len(frame)) == (231, 208)
    outcomes = Counter(frame["qualifies"])
    assert outcomes == {"true": 162, "unclear": 29, "false": 17}
    sourced = frame[frame["sourced"]]
    least, most = Counter(sourced["qualifies"])["true"], 162 + 29
    assert (least, most) == (144, 191)


def test_the_claims_come_out_as_they_did() -> None:
    results = study().check()
    assert results.passed
    assert len(results) == 16


@pytest.mark.parametrize(
    ("rule", "visits_of", "years"),
    [("de_facto", [85, 67, 9], [41, 17, 5]), ("five_eras", None, [23, 13, 13, 10, 4])],
)
def test_the_calendar_years_of_its_eras(
    rule: str, visits_of: list[int] | None, years: list[int]
) -> None:
    found = summitry.era_frequency(
        visits(),
        eras(rule),
        since=SINCE,
        through=THROUGH,
        exposure="calendar_years",
    )
    assert found["years"].tolist() == years
    assert found["count"].sum() == 161
    assert visits_of is None or found["count"].tolist() == visits_of


def test_its_shocks() -> None:
    assert shocks()["id"].tolist() == ["s10", "s13", "s21", "s24", "s27", "s37"]
