"""A coverage of sources: one that names nobody, has a mistake, or is a single row."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from two_real_lists import two_lists

import summitry
from summitry.exceptions import CategoryError, InputError, RangeError

SEEN: dict[str, Any] = {"since": "1953-07-27", "through": "2017-03-15"}


@pytest.fixture(scope="module")
def merged() -> summitry.MergedVisits:
    return two_lists()


@pytest.mark.parametrize(
    ("column", "names", "told"),
    [
        ("source", ["second", "frist"], "the source 'frist' is none of the merged"),
        ("origin", ["CHN", "PKR"], "the state 'PKR' is in no visit"),
        ("visitor", [None, "Zho Enlai"], "the traveller 'Zho Enlai' is in no visit"),
        ("visitor_rank", [None, "othr"], "the rank 'othr' is in no visit"),
    ],
)
def test_a_coverage_of_nobody_is_refused(
    merged: summitry.MergedVisits, column: str, names: list[str], told: str
) -> None:
    """Such a row covered no visit, and nobody noticed."""
    coverage = {"source": ["second", "first"], "since": [None, "1980-01-01"]}
    with pytest.raises(CategoryError, match=f"row 1: {told}") as refused:
        summitry.completeness(merged, coverage=coverage | {column: names}, **SEEN)
    assert "did you mean" in (refused.value.hint or "")


def test_a_mistake_in_a_coverage_has_its_row(merged: summitry.MergedVisits) -> None:
    """Not the place among the rows of its source."""
    coverage = {"source": ["first", "second"], "since": ["1980", "1980-02-31"]}
    with pytest.raises(InputError, match="row 1: '1980-02-31' is not a date"):
        summitry.completeness(merged, coverage=coverage, **SEEN)
    backwards = {"since": ["1980", "1990"], "through": [None, "1985"]}
    with pytest.raises(RangeError, match="row 1: it ends before it begins"):
        summitry.completeness(merged, coverage=coverage | backwards, **SEEN)


def test_a_coverage_may_be_one_row_of_single_values(
    merged: summitry.MergedVisits,
) -> None:
    one: dict[str, Any] = {"source": None, "since": "1980-01-01"}
    found = summitry.completeness(merged, coverage=one, **SEEN)
    rows = {name: [value] for name, value in one.items()}
    pd.testing.assert_frame_equal(
        found, summitry.completeness(merged, coverage=rows, **SEEN)
    )
