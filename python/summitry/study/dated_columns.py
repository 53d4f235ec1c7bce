"""Columns of a study's files as days, ranges of days and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import SummitryError
from summitry.frames import Frame, Table, build
from summitry.frames.dates import to_dates
from summitry.frames.kinds import OBJECT
from summitry.frames.spans import day_spans
from summitry.measure.expand_dates import expand_dates
from summitry.sources.packages import days_of_texts

if TYPE_CHECKING:
    from summitry.study.source import Source

_DATES = {"eras": ("start", "end"), "shocks": ("date",), "series": ()}
_OF_A_DATE = {
    "visits": ("date_latest", "date_precision", "date_text"),
    "shocks": ("date_latest", "date_text"),
}
"""What is kept of a vague date; eras need a day, and series keep the text."""
_NUMBERS = ("value", "rounded_to")


def dated(source: Source, name: str, columns: dict[str, list[Any]]) -> Frame:
    """Make a table of eras, whose dates are days, or of shocks, perhaps vague."""
    made: dict[str, Any] = {}
    for column, values in columns.items():
        made[column] = values
        if name == "series" and column in _NUMBERS:
            made[column] = _numbers(source, column, values)
        if column not in _DATES[name]:
            continue
        texts = np.array(values, dtype=object)
        if name == "shocks":
            texts[[not _is_date(one) for one in values]] = None
        first, last = days_of_texts(texts, f"{name} column '{column}'")
        if name == "eras":
            made[column] = _exact(source, name, column, first, last)
        elif (first == last).all():
            made[column] = first
        else:
            ends = {f"{column}_latest": last, f"{column}_text": values}
            made |= {column: first} | ends
    return build(made, source.backend)


def with_days(frame: Frame, name: str) -> Frame:
    """
    Return a caller's table, its vague dates as their first and last day, as in files.

    Examples
    --------
    >>> import pandas as pd
    >>> with_days(
    ...     pd.DataFrame({"date": ["1956-09"], "date_latest": ["1956-09-20"]}), "visits"
    ... )[["date", "date_latest", "date_precision"]]
            date date_latest date_precision
    0 1956-09-01  1956-09-20          month
    """
    table = Table(frame, name)
    objects = [one for one in table.columns if table.kind(one) == OBJECT]
    read = {one: table.dates(one) for one in objects}
    days = {one: found for one, found in read.items() if found is not None}
    if days:
        frame = table.with_columns(days)
        table = Table(frame, name)
    if name not in _OF_A_DATE or not table.has("date") or table.is_dated("date"):
        return frame
    first, last = day_spans(table, "date")
    if (first == last).all():
        return frame
    wide = Table(expand_dates(table), name)
    told = [one for one in wide.columns if table.has(one) or one in _OF_A_DATE[name]]
    return Table(wide.only(told), name).with_columns({"date_latest": to_dates(last)})


def _numbers(source: Source, column: str, values: list[Any]) -> Any:
    """Read numbers of a file; an empty field is missing."""
    numbers, bad = [], []
    for row, value in enumerate(values):
        try:
            numbers.append(np.nan if value is None else float(value))
        except ValueError:
            bad.append(row)
    if not bad:
        return np.array(numbers, dtype=np.float64)
    raise source.mistake(
        f"series.columns.{column}",
        f"series row {bad[0]}: '{column}' is '{values[bad[0]]}', not a number",
        "not_numeric",
        rows=bad,
        n_bad=len(bad),
    )


def _exact(source: Source, name: str, column: str, first: Any, last: Any) -> Any:
    inexact = np.flatnonzero((first != last) & ~np.isnat(first))
    if not inexact.size:
        return first
    said = f"{name} row {inexact[0]}: '{column}' is not one day"
    raise source.mistake(name, said, "imprecise_date", rows=inexact, n_bad=inexact.size)


def _is_date(text: Any) -> bool:
    """Whether a text names a day, a month, a year or a range."""
    try:
        days_of_texts(np.array([text], dtype=object), "it")
    except SummitryError:
        return False
    return text not in {None, ""}
