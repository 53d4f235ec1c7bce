"""The days of each visit, out of what its columns of dates say together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.frames.arguments import WORDS
from summitry.frames.dates import day_of, iso, to_dates
from summitry.sources.date_columns import DateColumn, read_dates
from summitry.sources.reasons import (
    Reasons,
    both_reasons,
    has_reason,
    no_reasons,
    only_where,
)
from summitry.sources.written_dates import YEARS

if TYPE_CHECKING:
    from summitry.frames import Table
    from summitry.sources.reading_rules import DateRules

_PRECISION = np.array(WORDS["precision"], dtype=object)
_DATES = ("date", "date_latest", "end_date")
_FAR = [int(day_of(f"{year}-01-01", "day")) for year in (YEARS.start, YEARS.stop)]
"""Days outside of which a year is one of another calendar, or a slip."""


def dated_columns(
    table: Table, found: dict[str, str], rules: DateRules
) -> dict[str, DateColumn]:
    """Return every column of dates that is understood, read."""
    names = {"date_earliest": "date"} if "date" not in found else {}
    return {
        names.get(ours, ours): read_dates(table, theirs, rules)
        for ours, theirs in found.items()
        if names.get(ours, ours) in _DATES
    }


def visit_days(dated: dict[str, DateColumn], n_rows: int) -> dict[str, Any]:
    """
    Return columns of days, and the reasons for which rows have none.

    Parameters
    ----------
    dated : dict of str to DateColumn
        What the columns of dates say, by our names.
    n_rows : int
        How many rows there are.
    """
    date = dated.get("date")
    reasons = no_reasons(n_rows)
    if date is None:
        return {"columns": {}, "reasons": reasons}
    for one in dated.values():
        reasons = both_reasons(reasons, one.faults)
    last, precision = date.last, date.precision
    if "date_latest" in dated:
        last, precision = _until(date, dated["date_latest"])
    early = ~date.missing & (last < date.first) & ~has_reason(reasons)
    reasons[early] = "'date_latest' is before 'date'; look them up in the source"
    columns: dict[str, Any] = {
        "date": to_dates(date.first, date.missing),
        "date_latest": to_dates(last, date.missing),
        "date_precision": only_where(~date.missing, _PRECISION[precision]),
        "date_text": np.array(date.texts, dtype=object),
    }
    end = dated.get("end_date")
    if end is not None or date.is_trip.any():
        ends, wrong = _ends(date, end)
        columns |= ends
        reasons = both_reasons(reasons, only_where(~has_reason(reasons), wrong))
    return {"columns": columns, "reasons": reasons}


def far_years(date: DateColumn) -> Reasons:
    """
    Return what is to be said of days in years that lists of visits do not have.

    A year 1388 or 2552 is most likely of 2009, counted by another calendar.
    """
    said = no_reasons(date.first.size)
    far = ~date.missing & ((date.first < _FAR[0]) | (date.last >= _FAR[1]))
    far &= ~has_reason(date.faults)
    for row in np.flatnonzero(far).tolist():
        said[row] = (
            f"'{date.texts[row]!s:.80}' is read as {iso(int(date.first[row]))}; if another "
            "calendar counts so, write the day of this one"
        )
    return said


def _until(date: DateColumn, latest: DateColumn) -> tuple[Any, Any]:
    """The last day that a date may be, where a column of its own says so."""
    told = ~latest.missing & ~date.missing
    last = np.where(told, latest.last, date.last)
    ends = np.stack([date.first[told], last[told]], axis=1)
    pairs, place = np.unique(ends, axis=0, return_inverse=True)
    exact = _core.try_days(
        [f"{iso(first)}/{iso(end)}" for first, end in pairs.tolist()]
    )
    precision = date.precision.copy()
    precision[told] = exact["precision"][place.reshape(-1)]
    return last, precision


def _ends(date: DateColumn, end: DateColumn | None) -> tuple[dict[str, Any], Reasons]:
    """The last day of each trip, from its own column or from the range in `date`."""
    own = np.zeros(date.first.size, dtype=bool) if end is None else ~end.missing
    both = own & date.is_trip
    first, last = date.end_first.copy(), date.end_last.copy()
    columns: dict[str, Any] = {}
    wrong = no_reasons(own.size)
    if end is not None:
        differ = both & ((end.first != first) | (end.last != last))
        wrong[differ] = "'date' and 'end_date' tell two last days; look them up"
        first, last = np.where(own, end.first, first), np.where(own, end.last, last)
        columns["end_date_text"] = np.array(end.texts, dtype=object)
    none = ~own & ~date.is_trip
    before = ~none & ~date.missing & (last < date.first)
    wrong[before] = "'end_date' is before 'date'; look them up in the source"
    told = {
        "end_date": to_dates(last, none),
        "end_date_earliest": to_dates(first, none),
    }
    return told | columns, wrong
