"""Dates in any usual form as days since 1970-01-01, and back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry import _core
from summitry.exceptions import (
    FrameError,
    MissingValueError,
    PrecisionError,
    RangeError,
    SummitryError,
)
from summitry.frames.half_characters import not_whole
from summitry.frames.missing import is_missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

FIRST_DAY = -719_162
"""0001-01-01."""
LAST_DAY = 2_932_896
"""9999-12-31."""

_TICKS: dict[str, dict[str, int]] = {
    "D": {"days": 1},
    "h": {"parts": 24},
    "m": {"parts": 1_440},
    "s": {"parts": 86_400},
    "ms": {"parts": 86_400_000},
    "us": {"parts": 86_400_000_000},
    "ns": {"parts": 86_400_000_000_000},
}
"""How many days a unit is, or how many of them are a day; of others it is not known."""


class Spans(NamedTuple):
    """The first and last day that each date may be, and how exact it is."""

    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]
    precision: npt.NDArray[np.uint8]


def days_of_values(
    values: Sequence[Any], name: str, *, spans_allowed: bool = False
) -> Spans:
    """Read dates, datetimes at midnight and ISO texts; all bad rows in one error."""
    try:
        return Spans(**_core.read_days(name, values, spans_allowed=spans_allowed))
    except FrameError as error:
        value = values[error.rows[0]] if error.rows else None
        if not isinstance(value, str):
            raise
        # The core can be given no such text, and knows only that it is one.
        told = not_whole(f"{name} row {error.rows[0]}: {value!a:.80}")
        told.column, told.rows, told.n_bad = error.column, error.rows, error.n_bad
        raise told from None


def filled(
    values: Sequence[Any], *, optional: bool
) -> tuple[list[Any], npt.NDArray[np.bool_]]:
    """
    Day 0 in place of None and of blank texts where dates are optional, and where.

    With it a bad date is still told by the caller's row.

    Examples
    --------
    >>> filled(["2017-03-15", None], optional=True)
    (['2017-03-15', '1970-01-01'], array([False,  True]))
    """
    missing = np.array([value is None or _is_blank(value) for value in values], bool)
    missing &= optional
    pairs = zip(values, missing, strict=True)
    return [iso(0) if gone else value for value, gone in pairs], missing


def day_of(value: Any, name: str) -> int:
    """
    Read one date that the caller gave as an argument.

    Examples
    --------
    >>> day_of("1970-01-02", "through")
    1
    """
    if is_missing(value):
        raise MissingValueError(
            f"{name} must be given: nothing defaults to today",
            code="missing_date",
            column=name,
            hint=f"{name}='2017-03-15'",
        )
    if isinstance(value, int | float | bool) and value == value:  # noqa: PLR0124
        raise FrameError(
            f"{name} is {value!r}, not a date",
            code="not_a_date",
            column=name,
            hint="write it as '2017-03-15'",
        )
    try:
        return int(days_of_values([value], name).first[0])
    except SummitryError as error:
        # It is one value, and no row of a table.
        error.message = error.message.replace(f"{name} row 0:", f"{name}:", 1)
        error.column, error.rows, error.n_bad = name, (), 0
        if error.code == "imprecise_date":
            error.hint = f"name one day, such as {name}='2017-03-15'"
        raise


class Ticks(NamedTuple):
    """Dates as they are held: a tick is so many `days`, or one of `parts` of a day."""

    ticks: npt.NDArray[np.int32 | np.int64]
    days: int | None = 1
    parts: int | None = None


def ticks_of(array: npt.NDArray[Any]) -> Ticks:
    """
    Return dates as the core reads them: datetime64 of any unit, or days in int32.

    Examples
    --------
    >>> ticks_of(np.array(["1970-01-02"], "datetime64[h]"))
    Ticks(ticks=array([24]), days=None, parts=24)
    """
    ticks = np.ascontiguousarray(array)
    if array.dtype.kind != "M":
        return Ticks(ticks)
    kind, step = np.datetime_data(array.dtype)
    if step > 1:
        ticks = ticks.astype(f"datetime64[{kind}]")
    ticks = ticks.astype(ticks.dtype.newbyteorder("="), copy=False).view(np.int64)
    return Ticks(ticks, **{"days": None, **_TICKS.get(kind, {})})


def days_of_array(
    array: npt.NDArray[Any], name: str, *, optional: bool
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.bool_]]:
    """
    Convert dates to days, exactly or not at all.

    Dates are datetime64 of any unit, or days in int32 of which the least stands for a
    missing one. Returns the days and where there is none; a missing day is 0, and
    refused unless it is optional.

    Examples
    --------
    >>> dates = np.array(["1970-01-03", "NaT"], "datetime64[ns]")
    >>> days_of_array(dates, "visits", optional=True)
    (array([2, 0], dtype=int32), array([False,  True]))
    """
    dates = ticks_of(array)
    ticks, found = dates.ticks, _core.exact_days(dates)
    rows, n_missing = found["missing"]
    if n_missing and not optional:
        raise MissingValueError(
            f"{name} row {rows[0]}: date is missing (NaT)",
            code="missing_date",
            column=name,
            hint="drop the row or fill it",
            rows=rows,
            n_bad=n_missing,
        )
    rows, n_timed = found["timed"]
    if n_timed:
        raise PrecisionError(
            f"{name} row {rows[0]}: {_told(array[rows[0]])} has a time of day",
            code="has_time",
            column=name,
            hint="cut the time off first, so that it is you who picks the day",
            rows=rows,
            n_bad=n_timed,
        )
    rows, n_outside = found["outside"]
    if n_outside:
        raise RangeError(
            f"{name} row {rows[0]}: {_told(array[rows[0]])} is outside "
            "0001-01-01 to 9999-12-31",
            code="out_of_range",
            column=name,
            rows=rows,
            n_bad=n_outside,
        )
    days = found["days"]
    if days is None:
        days = ticks.astype(np.int32, copy=False)
    missing = ticks == np.iinfo(ticks.dtype).min if n_missing else _NOWHERE
    return days, np.broadcast_to(missing, ticks.shape)


_NOWHERE = np.zeros((), dtype=bool)


def _told(date: Any) -> Any:
    return date if isinstance(date, np.datetime64) else np.datetime64(int(date), "D")


def dates_of_objects(
    values: Sequence[Any] | npt.NDArray[Any],
) -> npt.NDArray[np.datetime64] | None:
    """
    Return days of a list that holds dates alone, at no time of day, or else None.

    Examples
    --------
    >>> dates_of_objects([dt.date(2001, 5, 3), None])
    array(['2001-05-03',        'NaT'], dtype='datetime64[D]')
    >>> dates_of_objects([dt.date(2001, 5, 3), "2001"]) is None
    True
    """
    found = np.full(len(values), "NaT", dtype="datetime64[D]")
    for place, value in enumerate(values):
        if type(value) is dt.date or (
            isinstance(value, dt.datetime)
            and value.tzinfo is None
            and value == dt.datetime.combine(value.date(), dt.time.min)
        ):
            found[place] = np.datetime64(value.isoformat()[:10])
        elif not is_missing(value):
            return None
    return None if np.isnat(found).all() else found


def to_dates(
    days: npt.NDArray[Any], missing: npt.NDArray[np.bool_] | None = None
) -> npt.NDArray[np.datetime64]:
    """Return days as datetime64[D], with NaT where missing."""
    if days.dtype.kind == "M":
        return days.astype("datetime64[D]")
    dates = days.astype(np.int64).view("datetime64[D]").copy()
    if missing is not None:
        dates[missing] = np.datetime64("NaT", "D")
    return dates


def iso(day: int) -> str:
    """Return one day as YYYY-MM-DD."""
    return str(np.datetime64(int(day), "D"))


def _is_blank(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()
