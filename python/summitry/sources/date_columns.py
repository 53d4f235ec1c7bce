"""A column of dates as first and last days, each distinct text read once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.sources.date_faults import fault_of
from summitry.sources.reasons import only_where
from summitry.sources.spelling import trimmed
from summitry.sources.written_dates import Said, said_of

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Table
    from summitry.sources.reading_rules import DateRules


@dataclass(frozen=True)
class DateColumn:
    """
    What a column says, row by row.

    Attributes
    ----------
    first, last : array of int64
        The days that a date may be; 0 where there is none.
    end_first, end_last : array of int64
        The days on which a trip may have ended; 0 where none is told.
    is_trip : array of bool
        Where one cell tells both a first and a last day of a trip.
    missing : array of bool
        Where there is no date.
    precision : array of uint8
        How exact each date is, by its place among the words.
    texts : list of str or None
        The dates as they were written.
    faults : array of str or None
        Why a row says nothing.
    questions : dict of str to array of int64
        The rows that cannot be read before a question is answered.
    """

    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]
    end_first: npt.NDArray[np.int64]
    end_last: npt.NDArray[np.int64]
    is_trip: npt.NDArray[np.bool_]
    missing: npt.NDArray[np.bool_]
    precision: npt.NDArray[np.uint8]
    texts: list[str | None]
    faults: npt.NDArray[Any]
    questions: dict[str, npt.NDArray[np.int64]]


def read_dates(table: Table, column: str, rules: DateRules) -> DateColumn:
    """
    Read a column of dates, of any type.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> from summitry.sources.reading_rules import DateRules
    >>> table = Table({"date": ["March 2017", None, "1 May 2017"]}, "visits")
    >>> found = read_dates(table, "date", DateRules())
    >>> found.last - found.first, found.missing
    (array([30,  0,  0]), array([False,  True, False]))
    """
    found = table.coded(column)
    codes, values = found.value_numbers(), found.values
    texts = [_text(value) for value in values]
    blank = np.array(
        [text is not None and not trimmed(text) for text in texts] + [True]
    )
    told = [
        _no_date(value) if text is None else said_of(text, rules)
        for value, text in zip(values, texts, strict=True)
    ]
    ends = _Ends(told, texts, rules)
    pairs = zip(texts, values, strict=True)
    written = [str(value) if text is None else text for text, value in pairs]
    missing = blank[codes]
    asked = np.array([*(one.question or "" for one in told), ""])[codes]
    return DateColumn(
        first=ends.first[codes],
        last=ends.last[codes],
        end_first=ends.end_first[codes],
        end_last=ends.end_last[codes],
        is_trip=ends.is_trip[codes],
        missing=missing,
        precision=ends.precision[codes],
        texts=np.array([*written, None], dtype=object)[codes].tolist(),
        faults=only_where(~missing, np.array([*ends.faults, None], object)[codes]),
        questions={
            question: np.flatnonzero(asked == question)
            for question in sorted(set(asked[~missing].tolist()) - {""})
        },
    )


class _Ends:
    """What each distinct text says, as days; the last entry is for a missing value."""

    def __init__(
        self, told: list[Said], texts: list[str | None], rules: DateRules
    ) -> None:
        trips = [one.end is not None and rules.ranges == "trip" for one in told]
        whole = [_whole(one, trip=trip) for one, trip in zip(told, trips, strict=True)]
        tried = _core.try_days([*whole, ""])
        begun = _core.try_days([*(one.start or "" for one in told), ""])
        until = _core.try_days([*(one.end or "" for one in told), ""])
        self.is_trip = np.array([*trips, False])
        self.first, self.last = tried["first"], tried["last"]
        self.precision = tried["precision"]
        self.end_first, self.end_last = until["first"], until["last"]
        self.faults = [
            _fault(
                one,
                texts[number],
                begun["fault"][number],
                until["fault"][number] or tried["fault"][number],
                reversed_=not (begun["fault"][number] or until["fault"][number])
                and until["last"][number] < begun["first"][number],
            )
            for number, one in enumerate(told)
        ]


def _whole(one: Said, *, trip: bool) -> str:
    """A date as the core reads it: of a trip its first day, else the whole range."""
    if one.start is None:
        return ""
    return one.start if one.end is None or trip else f"{one.start}/{one.end}"


def _fault(
    one: Said,
    text: str | None,
    start: str | None,
    end: str | None,
    *,
    reversed_: bool,
) -> str | None:
    """Why a text is no date, by what the core says of its ends."""
    if one.fault is not None or one.question is not None or one.start is None:
        return one.fault
    shown = text or ""
    if start is not None:
        by_figures = one.end is not None or one.start[:4].isdigit()
        return fault_of(one.start if by_figures else shown, start)
    if one.end is None:
        return None
    if reversed_:
        return f"'{shown[:80]}' ends before it begins; look it up in the source"
    return None if end is None else fault_of(one.end, end)


def _text(value: Any) -> str | None:
    """What a value says, or None where its kind is no date."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | np.bool_):
        return None
    if isinstance(value, np.datetime64):
        return str(value)
    if isinstance(value, dt.datetime):
        said = value.isoformat()
        return said.removesuffix("T00:00:00") if value.tzinfo is None else said
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Real):
        try:
            number = float(value)
        except OverflowError:
            return None
        return f"{number:.0f}" if number.is_integer() else repr(number)
    return None


def _no_date(value: Any) -> Said:
    kind = type(value).__name__
    # What pandas calls a period says a month or a year, as text.
    advice = (
        "a text: table[column].astype(str)" if kind == "Period" else "a day or a text"
    )
    return Said(fault=f"{value!r:.40} of type {kind} is not a date; give {advice}")
