"""Visits that end before they begin are refused, wherever their ends are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from small_study import study_of, visit

import summitry
from summitry.claims.record import Record
from summitry.exceptions import InputError, SummitryError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Maker

SEEN: dict[str, Any] = {"since": "2001-01-01", "through": "2006-12-31"}
ERAS = {"era": ["One"], "start": ["2001-01-01"], "end": [None]}
SHOCKS = {"date": ["2001-01-05"]}
BY_END: dict[str, Any] = SEEN | {"date": "end_date"}

READERS: dict[str, Callable[[Any], Any]] = {
    "era_frequency": lambda v: summitry.era_frequency(v, ERAS, **BY_END),
    "era_tally": lambda v: summitry.era_tally(v, ERAS, **BY_END),
    "yearly_counts": lambda v: summitry.yearly_counts(v, ERAS, **BY_END),
    "assign_eras": lambda v: summitry.assign_eras(v, ERAS, **BY_END),
    "response_lags": lambda v: summitry.response_lags(SHOCKS, v, **BY_END),
    "visit_gaps": lambda v: summitry.visit_gaps(v, **BY_END),
    "phases": lambda v: summitry.phases(v, **BY_END, draws=99),
    "archive_table": lambda v: summitry.archive_table(v, **BY_END),
    "placebo_test": lambda v: summitry.placebo_test(SHOCKS, v, tau=9, **BY_END),
    "expand_dates": lambda v: summitry.expand_dates(
        v, column="end_date", optional=True
    ),
    "Record": Record,
}


@pytest.mark.parametrize("reader", READERS)
def test_the_rows_are_named(reader: str, make: Maker) -> None:
    dates = ["2001-02-03", "2002-05-06", "2003-01-01", "2004-01-01"]
    ends = ["2001-02-05", "2002-05-01", "2003-01-01", "2003-12-31"]
    with pytest.raises(InputError, match="the visit ends on 2002-05-01") as caught:
        READERS[reader](make({"date": dates, "end_date": ends}))
    assert caught.value.code == "end_before_start"
    assert caught.value.column == "end_date"
    assert caught.value.rows == (1, 3)
    READERS[reader](make({"date": dates, "end_date": dates}))


def test_vague_dates_are_refused_only_where_they_must_be_wrong() -> None:
    for day, end in (("2001-05", "2001-05-02"), ("2001-05-20", "2001-05")):
        assert len(Record({"date": [day], "end_date": [end]})) == 1
    for day, end in (("2001-05", "2001-04-30"), ("2001-05-20", "2001-04")):
        with pytest.raises(InputError, match="before it begins"):
            Record({"date": [day], "end_date": [end]})
    known = summitry.expand_dates(
        {"date": ["2001-05-20"], "end_date": ["2001-05"]}, column="end_date"
    )
    assert summitry.era_frequency(known, ERAS, **BY_END)["used"][0] == 1


def test_a_study_says_so(tmp_path: Path) -> None:
    visits = [visit("2001-02-03", end_date="2001-02-01"), visit("2001-03-03")]
    claim = 'quantity = "count"\nprinted = "2"'
    with pytest.raises(SummitryError, match="is before 'date'") as caught:
        study_of(tmp_path, claim, visits).check()
    assert "line 2" in str(caught.value)
