"""Imprecise dates made explicit: their first and last day, and how exact they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.frames import Frame, Table
from summitry.frames.arguments import WORDS
from summitry.frames.dates import days_of_values, filled, iso, to_dates
from summitry.frames.same_kind import same_kind
from summitry.frames.spans import refuse_early_ends

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames.dates import Spans

_PRECISION = np.array(WORDS["precision"])


@same_kind
def expand_dates(
    visits: Frame, *, column: str = "date", optional: bool = False
) -> Frame:
    """
    Turn dates known to the month, the year or a range into their first and last day.

    Parameters
    ----------
    visits : frame of n rows
        Any table with a column of dates: days, or texts such as ``1956-09``, ``1964``
        or ``1962-04/1962-05`` (Extended Date/Time Format, ISO 8601-2).
    column : str, default "date"
        The column.
    optional : bool, default False
        Whether dates may be missing, as the end of a visit often is; they stay so.

    Returns
    -------
    frame of n rows, the kind that was given
        The column holds the first day that the date may be; ``<column>_latest`` the
        last one, ``<column>_text`` the date as it was written, and
        ``<column>_precision`` is ``day``, ``month`` or ``year`` (those of the
        calendar), ``range`` (another stretch of at most a year) or ``longer``. A range
        is taken for one day within it; where it is a trip from day to day,
        :func:`summitry.read_visits` reads it so.

    Raises
    ------
    MissingValueError
        If a date is missing, unless they are optional.
    InputError
        If a text is no date.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> summitry.expand_dates(pd.DataFrame({"date": ["1956-09", "1958-02-14"]}))
            date date_latest date_precision   date_text
    0 1956-09-01  1956-09-30          month     1956-09
    1 1958-02-14  1958-02-14            day  1958-02-14
    """
    table = Table(visits, "visits")
    spans, missing = date_spans(table, column, optional=optional)
    if column == "end_date":
        refuse_early_ends(table, spans.last, missing)
    precision = _PRECISION[spans.precision].astype(object)
    precision[missing] = None
    return table.with_columns(
        {
            column: to_dates(spans.first, missing),
            f"{column}_latest": to_dates(spans.last, missing),
            f"{column}_precision": precision.tolist(),
            f"{column}_text": [
                None if gone else value if isinstance(value, str) else iso(day)
                for value, day, gone in zip(
                    table.values(column), spans.first, missing, strict=True
                )
            ],
        }
    )


def date_spans(
    table: Table, column: str, *, optional: bool
) -> tuple[Spans, npt.NDArray[np.bool_]]:
    """First and last days of dates as exact as they are known, and missing ones."""
    values, missing = filled(table.values(column), optional=optional)
    name = f"{table.name} column '{column}'"
    return days_of_values(values, name, spans_allowed=True), missing
