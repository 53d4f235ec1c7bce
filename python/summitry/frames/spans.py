"""The first and the last day that each date of a table may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from summitry.exceptions import InputError, SummitryError
from summitry.frames.dates import days_of_values, filled, iso

if TYPE_CHECKING:
    import numpy.typing as npt

Days = tuple["npt.NDArray[np.int64]", "npt.NDArray[np.int64]"]
ShortDays = tuple["npt.NDArray[np.int32]", "npt.NDArray[np.int32]"]


class Dated(Protocol):
    """What is asked of a table, which itself asks here whether its dates can be."""

    name: str

    def __len__(self) -> int: ...

    def has(self, column: str) -> bool:
        """Whether there is such a column."""
        ...

    def is_dated(self, column: str) -> bool:
        """Whether a column holds real dates."""
        ...

    def values(self, column: str) -> list[Any]:
        """Return a column as it is."""
        ...

    def days(self, column: str) -> npt.NDArray[np.int64]:
        """Return a column of days."""
        ...

    def day_numbers(self, column: str) -> npt.NDArray[np.int32]:
        """Return it in four bytes."""
        ...

    def optional_days(
        self, column: str
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
        """Return a column of days, and where there is none."""
        ...


def day_spans(table: Dated, date: str) -> Days:
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
        if date == "end_date":
            refuse_early_ends(table, last)
        if not table.has(latest):
            return first, last
    given, missing = table.optional_days(latest)
    last = np.ascontiguousarray(np.where(missing, last, given))
    refuse_reversed(table, date, first, last)
    return first, last


def short_spans(table: Dated, date: str) -> ShortDays:
    """
    Return what `day_spans` does in four bytes; dates that are days are not copied.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> visits = {"date": np.array(["1970-01-03"], "datetime64[D]")}
    >>> first, last = short_spans(Table(visits, "visits"), "date")
    >>> first, first is last
    (array([2], dtype=int32), True)
    """
    if table.is_dated(date) and not table.has(f"{date}_latest"):
        days = table.day_numbers(date)
        return days, days
    first, last = day_spans(table, date)
    short = first.astype(np.int32)
    return short, short if last is first else last.astype(np.int32)


def refuse_reversed(
    table: Dated, date: str, first: npt.NDArray[Any], last: npt.NDArray[Any]
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


def last_days(
    table: Dated, column: str
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """
    Return the last day of each visit, whether that is vague, and whether it is told.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> visits = Table({"end_date": ["1970-01", None]}, "visits")
    >>> [one.tolist() for one in last_days(visits, "end_date")]
    [[30, 0], [True, False], [True, False]]
    """
    if not table.has(column):
        none = np.zeros(len(table), dtype=bool)
        return np.zeros(len(table), dtype=np.int64), none, none
    if table.is_dated(column):
        days, missing = table.optional_days(column)
        return days, np.zeros(len(table), dtype=bool), ~missing
    values, missing = filled(table.values(column), optional=True)
    name = f"{table.name} column '{column}'"
    spans = days_of_values(values, name, spans_allowed=True)
    return spans.last, spans.first != spans.last, ~missing


def refuse_early_ends(
    table: Dated, ends: npt.NDArray[Any], missing: npt.NDArray[np.bool_] | None = None
) -> None:
    """
    Refuse visits whose last day, ``end_date``, is before the first that they may have.

    Raises
    ------
    InputError
        If there is one; it names the rows.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> visits = Table({"date": ["1970-01-03"]}, "visits")
    >>> refuse_early_ends(visits, np.array([1]))
    Traceback (most recent call last):
    summitry.exceptions.InputError: visits row 0: the visit ends on 1970-01-02, before \
it begins on 1970-01-03; rows are counted from 0
    Hint: correct the dates, or leave the end out where it is not known
    """
    if not table.has("date"):
        return
    first, _ = day_spans(table, "date")
    if table.has("end_date_latest"):
        latest, gone = table.optional_days("end_date_latest")
        ends = np.where(gone, ends, np.maximum(ends, latest))
    early = np.asarray(ends) < first
    if missing is not None:
        early &= ~missing
    odd = np.flatnonzero(early)
    if odd.size:
        row = odd[0]
        raise InputError(
            f"{table.name} row {row}: the visit ends on {iso(int(ends[row]))}, before it "
            f"begins on {iso(int(first[row]))}",
            code="end_before_start",
            column="end_date",
            rows=odd[:10],
            n_bad=odd.size,
            hint="correct the dates, or leave the end out where it is not known",
        )
