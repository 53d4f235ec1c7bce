"""Lists of leaders in the layouts that scholars have, read into one form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.exceptions import InputError, SummitryError
from summitry.frames.dates import days_of_values
from summitry.frames.missing import is_missing
from summitry.frames.mistakes import Mistake
from summitry.sources.reading_rules import DateRules
from summitry.sources.spelling import folded
from summitry.sources.written_dates import said_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry.frames import Table

    Days = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

_STILL = {
    *("still in office", "in office", "still", "present", "to present", "to date"),
    *("incumbent", "current", "currently", "ongoing", "now", "today", "until now"),
}
"""What lists write in place of the end of a term that is not over, folded."""


class Terms(NamedTuple):
    """
    Terms as a list gives them, before their ends are read.

    Attributes
    ----------
    side, leader, person : (n,) object
        Whose they are; `person` tells leaders of one name apart, where that is known.
    said_start, said_end : (n,) object
        The ends as they stand in the list.
    start : (n,) int64
        First day.
    first, last : (n,) int64
        First and last day that the end may be.
    no_end, in_office : (n,) bool
        Where there is no end, and where the term was not over when the list ends.
    of_row : (n_rows,) int64
        Which term each row of the list is part of.
    """

    side: npt.NDArray[Any]
    leader: npt.NDArray[Any]
    person: npt.NDArray[Any]
    said_start: npt.NDArray[Any]
    said_end: npt.NDArray[Any]
    start: Days
    first: Days
    last: Days
    no_end: Flags
    in_office: Flags
    of_row: Days

    def without(self, rows: set[int]) -> Terms:
        """Return the terms but for those that these rows are part of."""
        gone = self.of_row[sorted(rows)]
        kept = np.setdiff1d(np.arange(self.start.size), gone)
        number = np.full(self.start.size, -1, dtype=np.int64)
        number[kept] = np.arange(kept.size)
        parts: dict[str, Any] = {
            name: getattr(self, name)[kept] for name in self._fields if name != "of_row"
        }
        return Terms(**parts, of_row=number[self.of_row])


_ORDER = (
    "write dates as 2010-04-03 or 3 April 2010; no other order is guessed: "
    "pandas.to_datetime(column, format='%d/%m/%Y') reads '03/04/2010' with the day first"
)
_NUMBER = (
    "pandas.to_datetime(column, unit='D', origin='1899-12-30') reads the days of a "
    "spreadsheet; a year has four digits"
)
"""What `read_visits` does for visits, and a list of leaders has to do itself."""


def read_terms(table: Table, columns: Mapping[str, str]) -> tuple[Terms, list[Mistake]]:
    """Return the terms of a list, and what in it cannot be read."""
    if "year" in columns:
        return _of_months(table, columns)
    side, leader = (_texts(table, columns[name]) for name in ("side", "leader"))
    person = _texts(table, columns["person"]) if "person" in columns else leader
    wrong = _lacking(side, leader, columns)
    if "start" in columns:
        starts, ends = (table.values(columns[name]) for name in ("start", "end"))
    else:
        starts, ends = (_composed(table, columns, one) for one in ("start", "end"))
    start, start_last, unknown, bad = _read(starts, "start")
    wrong += bad
    wrong += [
        _mistake("missing_date", row, f"{leader[row]} of {side[row]} has no start")
        for row in np.flatnonzero(unknown)
    ]
    wrong += [
        _mistake(
            "imprecise_date",
            row,
            f"the start {starts[row]!s} of {leader[row]} of {side[row]} is no day",
            "fill in the day on which the term began, or leave the row out",
        )
        for row in np.flatnonzero(start < start_last)
    ]
    written = np.array([_says_still(one) for one in ends], dtype=bool)
    first, last, no_end, bad = _read(
        [None if still else end for end, still in zip(ends, written, strict=True)],
        "end",
    )
    wrong += bad
    in_office = no_end.copy()
    if "exit" in columns:
        said = table.values(columns["exit"])
        in_office = written | np.array([_says_still(one) for one in said], dtype=bool)
        wrong += [
            _mistake(
                "missing_date",
                row,
                f"{leader[row]} of {side[row]} has no end, and "
                f"{columns['exit']} is not 'Still in Office'",
            )
            for row in np.flatnonzero(no_end & ~in_office)
        ]
    return Terms(
        side,
        leader,
        person,
        np.array([_said(one) for one in starts], dtype=object),
        np.array([_said(one) for one in ends], dtype=object),
        start,
        first,
        last,
        no_end,
        in_office,
        np.arange(len(table)),
    ), wrong


def _of_months(table: Table, columns: Mapping[str, str]) -> tuple[Terms, list[Mistake]]:
    """Read rows of one leader and month: months that follow each other are a term."""
    side, leader = (_texts(table, columns[name]) for name in ("side", "leader"))
    wrong = _lacking(side, leader, columns)
    year, month = (table.integers(columns[name]) for name in ("year", "month"))
    wrong += [
        _mistake("bad_date", row, f"month {month[row]} of {leader[row]} is none")
        for row in np.flatnonzero((month < 1) | (month > 12))  # noqa: PLR2004
    ]
    number = (year - 1970) * 12 + month - 1
    who = np.unique(
        np.char.add(np.char.add(side.astype(str), "\0"), leader.astype(str)),
        return_inverse=True,
    )[1].ravel()
    order = np.lexsort((number, who))
    new = np.diff(who[order], prepend=-1) != 0
    new[1:] |= np.diff(number[order]) > 1
    begins = np.flatnonzero(new)
    of_row = np.empty(order.size, dtype=np.int64)
    of_row[order] = np.cumsum(new) - 1
    one, two = order[begins], order[np.append(begins[1:], order.size) - 1]
    months = number.astype("datetime64[M]")
    start = months[one].astype("datetime64[D]").astype(np.int64)
    first = months[two].astype("datetime64[D]").astype(np.int64)
    after = months[two] + np.timedelta64(1, "M")
    last = after.astype("datetime64[D]").astype(np.int64) - 1
    return Terms(
        side[one],
        leader[one],
        leader[one],
        months[one].astype(str).astype(object),
        months[two].astype(str).astype(object),
        start,
        first,
        last,
        np.zeros(one.size, dtype=bool),
        number[two] == number.max(initial=0),
        of_row,
    ), wrong


def _read(values: Sequence[Any], what: str) -> tuple[Days, Days, Flags, list[Mistake]]:
    """Return the first and last day of each date, which are missing, what is none."""
    missing = np.array([_said(one) is None for one in values], dtype=bool)
    first, last = np.zeros((2, len(values)), dtype=np.int64)
    wrong: list[Mistake] = []
    known = np.flatnonzero(~missing).tolist()
    values = [_iso(value) for value in values]
    given = [values[row] for row in known]
    try:
        first[known], last[known], _ = days_of_values(given, what, spans_allowed=True)
    except SummitryError:
        for row in known:
            try:
                (first[row],), (last[row],), _ = days_of_values(
                    [values[row]], what, spans_allowed=True
                )
            except SummitryError as error:
                told, hint = error.message.partition(": ")[2], error.hint
                if hint is not None and "read_visits" in hint:
                    hint = _NUMBER if str(values[row]).isdigit() else _ORDER
                wrong.append(_mistake(error.code, row, f"{what}: {told}", hint))
    return first, last, missing, wrong


def _iso(value: Any) -> Any:
    """Return a day or month in English words as ISO writes it; all else as it is."""
    said = said_of(value, DateRules()) if isinstance(value, str) else None
    told = said is not None and not (said.end or said.fault or said.question)
    return said.start if said is not None and told else value


def _composed(table: Table, columns: Mapping[str, str], what: str) -> list[str | None]:
    """Write dates that stand in several columns as texts, as exact as they are."""
    parts = [
        [_number(value) for value in table.values(columns[f"{what}_{part}"])]
        if f"{what}_{part}" in columns
        else [None] * len(table)
        for part in ("year", "month", "day")
    ]
    texts: list[str | None] = []
    for year, month, day in zip(*parts, strict=True):
        given = [one for one in (year, month, day) if one is not None]
        if year is None and given:
            texts.append("-".join(given))
        elif month is None and day is not None:
            texts.append(f"{year}-?-{day}")
        else:
            texts.append("-".join(given) or None)
    return texts


def _number(value: Any) -> str | None:
    """
    Write a whole number as a part of a date; what is none is left as it is.

    Examples
    --------
    >>> _number(3.0), _number("1953"), _number(None), _number("x")
    ('03', '1953', None, 'x')
    """
    said = _said(value)
    if said is None:
        return None
    whole = said.removesuffix(".0")
    return whole.zfill(2) if whole.isdecimal() else said


def _said(value: Any) -> str | None:
    """Return a value as text, None where it is missing or blank."""
    if is_missing(value) or (isinstance(value, str) and not value.strip()):
        return None
    return str(value).removesuffix(" 00:00:00").strip()


def _says_still(value: Any) -> bool:
    """
    Whether a cell says that a term is not over.

    Examples
    --------
    >>> _says_still("Still in Office"), _says_still("(incumbent)"), _says_still("2021")
    (True, True, False)
    """
    return isinstance(value, str) and folded(value) in _STILL


def _texts(table: Table, column: str) -> npt.NDArray[Any]:
    said = [_said(value) for value in table.values(column)]
    whole = [None if one is None else one.removesuffix(".0") for one in said]
    return np.array(whole, dtype=object)


def _lacking(
    side: npt.NDArray[Any], leader: npt.NDArray[Any], columns: Mapping[str, str]
) -> list[Mistake]:
    return [
        _mistake(f"missing_{name}", row, f"'{columns[name]}' is missing")
        for name, values in (("side", side), ("leader", leader))
        for row in np.flatnonzero(values == np.array(None))
    ]


def _mistake(code: str, row: Any, message: str, hint: str | None = None) -> Mistake:
    return Mistake(InputError, code, message, (int(row),), None, hint)
