"""The first and the last day that each date of a table may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import InputError, SummitryError
from summitry.frames.dates import days_of_values

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames.table import Table

Days = tuple["npt.NDArray[np.int64]", "npt.NDArray[np.int64]"]


def day_spans(table: Table, date: str) -> Days:
    """
    Return the first and the last day that each date may be.

    Dates are days, with the last one in ``<date>_latest`` where there is such a column
    (missing where it is the same), or texts that may name a month, a year or a range.

    Raises
    ------
    InputError
        If a date cannot be read, or its last day is before its first.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> first, last = day_spans(
    ...     Table({"date": ["1970-01", "1970-01-03"]}, "visits"), "date"
    ... )
    >>> first.tolist(), last.tolist()
    ([0, 2], [30, 2])
    """
    latest = f"{date}_latest"
    if table.is_dated(date):
        first = table.days(date)
        if not table.has(latest):
            return first, first
        last = first
    else:
        name = table.name if date == "date" else f"{table.name} column '{date}'"
        try:
            spans = days_of_values(table.values(date), name, spans_allowed=True)
        except SummitryError as error:
            error.column = date
            raise
        first, last = spans.first, spans.last
        if not table.has(latest):
            return first, last
    given, missing = table.optional_days(latest)
    last = np.ascontiguousarray(np.where(missing, last, given))
    refuse_reversed(table, date, first, last)
    return first, last


def refuse_reversed(
    table: Table, date: str, first: npt.NDArray[Any], last: npt.NDArray[Any]
) -> None:
    """Refuse dates whose last possible day is before their first."""
    odd = np.flatnonzero(last < first)
    if odd.size:
        raise InputError(
            f"{table.name} row {odd[0]}: '{date}_latest' is before '{date}'",
            code="end_before_start",
            column=f"{date}_latest",
            rows=odd[:10],
            n_bad=odd.size,
        )
