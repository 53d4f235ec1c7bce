"""Which visits were known on a day, by the column that says since when each was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import ColumnError, SummitryError
from summitry.frames.dates import iso
from summitry.frames.kinds import NUMBERS
from summitry.frames.row_changes import texts_of
from summitry.sources.packages import days_of_texts

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Table

COLUMN = "known_since"
"""The column that says since when a visit was known: a year, a month or a day."""


def known_by(visits: Table, day: int) -> npt.NDArray[np.bool_]:
    """
    Say which visits were surely known at the end of a day.

    A visit of which nothing is said was known when it took place. One known since a
    year or a month is surely known when that has ended.

    Parameters
    ----------
    visits : Table of n rows
        With ``known_since``.
    day : int
        The day, since 1970-01-01.

    Returns
    -------
    (n,) bool

    Raises
    ------
    ColumnError
        If there is no such column, or it cannot be read.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> visits = Table({"known_since": ["1969", None, "1970-01"]}, "visits")
    >>> known_by(visits, 0).tolist()
    [True, True, False]
    """
    if not visits.has(COLUMN):
        raise ColumnError(
            f"the visits have no column '{COLUMN}', so nothing says what was known on a "
            "day",
            code="no_column",
            column=COLUMN,
            hint="add it, with the year, month or day since when each visit was known "
            "and nothing for those known when they took place",
        )
    if visits.kind(COLUMN) in NUMBERS:
        years = visits.floats(COLUMN)
        said = ~np.isnan(years)
        odd = np.flatnonzero(said & (years != np.floor(years)))
        if odd.size:
            raise ColumnError(
                f"visits row {odd[0]}: '{COLUMN}' is {years[odd[0]]}, not a year",
                code="bad_date",
                column=COLUMN,
                rows=odd[:10],
                n_bad=odd.size,
            )
        texts = np.full(years.shape, None, dtype=object)
        texts[said] = years[said].astype(np.int64).astype(str).astype(object)
    else:
        texts = texts_of(visits, COLUMN)
        said = visits.categories(COLUMN).codes >= 0
    known = np.ones(len(visits), dtype=bool)
    if not said.any():
        return known
    try:
        _, last = days_of_texts(texts[said], f"visits column '{COLUMN}'")
    except SummitryError as error:
        raise ColumnError(error.message, code=error.code, column=COLUMN) from None
    known[said] = last.astype("datetime64[D]").astype(np.int64) <= day
    return known


def became_known_later(visits: Table, day: int, since: int) -> int:
    """
    Count the visits from `since` to a day that were not surely known at its end.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> columns = {
    ...     "date": ["1970-01-01", "1999-01-01"],
    ...     "known_since": ["1975", "2001"],
    ... }
    >>> became_known_later(Table(columns, "visits"), 365, 0)
    1
    """
    days = visits.days("date")
    return int((~known_by(visits, day) & (days >= since) & (days <= day)).sum())


def last_day(period: str) -> int:
    """
    Return the last day of a period as claims name it.

    Examples
    --------
    >>> [last_day(period) for period in ("1970", "1969-12/1970-01", "1970-01-02")]
    [364, 30, 1]
    """
    end = np.array([period.rpartition("/")[2]], dtype=object)
    _, last = days_of_texts(end, "period")
    return int(last.astype("datetime64[D]").astype(np.int64)[0])


def known_model(model: dict[str, Any], day: int) -> dict[str, Any]:
    """
    Return what a study says with no last day after one: nobody had seen a later one.

    Examples
    --------
    >>> model = {"observation": {"since": "1969-01-01", "through": "1971-12-31"}}
    >>> known_model(model, 0)["observation"]["through"]
    '1970-01-01'
    """
    observed, decisions = dict(model["observation"]), dict(model.get("decisions", {}))
    observed["through"] = min(str(observed["through"]), iso(day))
    if "through" in decisions:
        ends = [min(str(end), iso(day)) for end in decisions["through"]]
        decisions["through"] = list(dict.fromkeys(ends))
    known = model | {"observation": observed}
    return known | {"decisions": decisions} if decisions else known
