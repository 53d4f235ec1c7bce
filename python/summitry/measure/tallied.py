"""Frequencies out of a tally, wherever and in however many parts it was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import CategoryError, InputError, RangeError
from summitry.frames import Frame, Table
from summitry.frames.arguments import real_number
from summitry.measure.intervals import unweighted_columns, weighted_columns
from summitry.measure.unclear import READINGS, asked_readings

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Rows = npt.NDArray[np.int64]

_LISTS = (
    *("country", "other_country", "origin", "destination"),
    *("side", "other_side", "rule"),
)
_ABOUT = ("era", "start", "end", "days", "years", "years_used")
_COUNTED = ("weight", "count", "count_unclear")


def tally_frequency(
    tally: Frame,
    *,
    unclear: str = "exclude",
    interval: str = "garwood",
    weighted_interval: str = "fay_feuer",
    level: float = 0.95,
) -> Frame:
    """
    Visits a year in each era, from visits that have been counted already.

    Rows of the same era and class are added up, so the tallies of several batches are
    merged by putting them one below the other. The numbers are those that
    `era_frequency` would give for all visits at once, to the last bit.

    Parameters
    ----------
    tally : frame
        What `era_tally` returned, several of such tables stacked, or a table that a
        database counted: ``era``, ``years`` and ``count``; ``count_unclear`` if
        `unclear` asks for it; ``weight`` and the scheme's columns for weighted
        frequencies; ``country``, ``other_country``, ``origin``, ``destination``,
        ``side``, ``other_side`` and ``rule`` if there are several lists of eras. Every
        other column is taken for one of the scheme's.
    unclear : {"exclude", "include", "both"}
        What to do with visits of which it is unclear whether they qualify.
    interval : {"garwood", "midp", "jeffreys"}
        Interval of the unweighted frequency.
    weighted_interval : {"fay_feuer", "midp"}
        Interval of the weighted frequency.
    level : float, default 0.95
        Confidence, two-sided.

    Returns
    -------
    frame, the kind that was given
        One row an era of each list, in order of first appearance, with the columns of
        `era_frequency` up to ``level``; what became of rows that were not counted is
        not in a tally. An era that the tally does not name is not in the result.

    Raises
    ------
    CategoryError
        If an era has no name.
    ColumnError
        If a column is missing, or does not hold whole numbers.
    InputError
        If parts of the tally differ in the exposure of an era or the weight of a class.
    RangeError
        If a count is negative, or `level` is not between 0 and 1.

    Notes
    -----
    Parts merge only if they were counted over the same observation: give each the same
    eras, ``since``, ``through``, ``exposure`` and scheme.

    References
    ----------
    Garwood (1936), Biometrika 28, 437-442. Fay and Feuer (1997), Statistics in
    Medicine 16, 791-801.

    Examples
    --------
    >>> import pandas as pd, summitry
    >>> eras = {"era": ["Xi"], "start": ["2012-11-15"], "end": [None]}
    >>> batches = [{"date": ["2013-05-22", "2015-10-09"]}, {"date": ["2016-05-31"]}]
    >>> tallies = [
    ...     summitry.era_tally(batch, eras, through="2017-03-15") for batch in batches
    ... ]
    >>> table = summitry.tally_frequency(pd.concat(tallies))
    >>> table[["era", "years", "count", "frequency", "lower", "upper"]].round(2)
      era  years  count  frequency  lower  upper
    0  Xi   4.33      3       0.69   0.14   2.02
    """
    readings = asked_readings(unclear)
    level = real_number(level, "level")
    table = Table(tally, "tally")
    lists = [name for name in _LISTS if table.has(name)]
    _refuse_nameless(table)
    cell_of_row, first = _numbered(table, [*lists, "era"])
    slots, shape = _slots(table, lists, first)
    years = np.zeros(shape[0] * shape[1])
    years[slots] = _agreed(table, "years", cell_of_row, first, "era")
    class_of_row, weights, weighted = _classes(table)
    about = [name for name in (*lists, *_ABOUT) if table.has(name)]
    kept = Table(Table(table.rows(first), "tally").only(about), "tally")
    parts = []
    for reading in readings:
        counts = np.zeros((years.size, weights.size), dtype=np.int64)
        cells = (slots[cell_of_row], class_of_row)
        np.add.at(counts, cells, _counts(table, reading))
        exact = counts.astype(np.uint64)
        found = unweighted_columns(
            exact.sum(axis=1, dtype=np.uint64),
            years,
            shape,
            interval=interval,
            level=level,
        )
        if weighted:
            found |= weighted_columns(
                exact, weights, years, shape, interval=weighted_interval, level=level
            )
        columns = {name: _at(values, slots) for name, values in found.items()}
        columns["interval"] = [interval] * first.size
        columns["reading"] = [READINGS[reading]] * first.size
        columns["level"] = np.full(first.size, level)
        parts.append(kept.with_columns(columns))
    return parts[0] if len(parts) == 1 else Table.concat(parts, "tally")


def _refuse_nameless(table: Table) -> None:
    nameless = np.flatnonzero(table.categories("era").codes < 0)
    if nameless.size:
        raise CategoryError(
            f"tally row {nameless[0]}: the era has no name",
            code="missing_era",
            column="era",
            rows=nameless[:10],
            n_bad=nameless.size,
        )


def _numbered(table: Table, columns: Sequence[str]) -> tuple[Rows, Rows]:
    """Number the combinations of values by first appearance; where each is first."""
    codes = np.zeros(len(table), dtype=np.int64)
    for column in columns:
        own = table.categories(column).codes + 1
        codes = codes * (own.max(initial=0) + 1) + own
        codes = np.unique(codes, return_inverse=True)[1].ravel()
    _, first, number = np.unique(codes, return_index=True, return_inverse=True)
    order = np.argsort(first)
    place = np.empty_like(order)
    place[order] = np.arange(order.size)
    return place[number.ravel()], first[order]


def _slots(
    table: Table, lists: Sequence[str], first: Rows
) -> tuple[Rows, tuple[int, int]]:
    """Place each era in the rectangle of lists and eras."""
    list_of_row, starts = _numbered(table, lists)
    list_of_cell = list_of_row[first]
    sizes = np.bincount(list_of_cell, minlength=starts.size)
    order = np.argsort(list_of_cell, kind="stable")
    within = np.empty(first.size, dtype=np.int64)
    within[order] = np.arange(first.size) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    shape = (starts.size, int(sizes.max(initial=0)))
    return list_of_cell * shape[1] + within, shape


def _classes(table: Table) -> tuple[Rows, npt.NDArray[np.float64], bool]:
    """Return the class of each row, the weights, and whether they say anything."""
    known = {*_LISTS, *_ABOUT, *_COUNTED}
    columns = [name for name in table.columns if name not in known]
    if not table.has("weight"):
        return np.zeros(len(table), dtype=np.int64), np.ones(1), False
    if columns:
        of_row, first = _numbered(table, columns)
        weights = _agreed(table, "weight", of_row, first, "class")
    else:
        weights, of_row = np.unique(table.floats("weight"), return_inverse=True)
    said = bool(columns) or bool((weights != 1).any())
    return of_row.ravel(), weights if weights.size else np.ones(1), said


def _agreed(
    table: Table, column: str, of_row: Rows, first: Rows, what: str
) -> npt.NDArray[np.float64]:
    """Return the one value that all rows of an era or a class have."""
    values = table.floats(column)
    wanted = values[first][of_row]
    odd = np.flatnonzero((values != wanted) & ~(np.isnan(values) & np.isnan(wanted)))
    if odd.size:
        row, other = odd[0], first[of_row[odd[0]]]
        raise InputError(
            f"tally rows {other} and {row} are of one {what}, but '{column}' is "
            f"{values[other]:g} and {values[row]:g}",
            code="tallies_differ",
            column=column,
            rows=odd[:10],
            n_bad=odd.size,
            hint="count every part with the same eras, since, through, exposure and "
            "scheme",
        )
    return values[first]


def _counts(table: Table, reading: str) -> Rows:
    counts = table.integers("count")
    if reading == "include":
        counts = counts + table.integers("count_unclear")
    negative = np.flatnonzero(counts < 0)
    if negative.size:
        raise RangeError(
            f"tally row {negative[0]}: the count is {counts[negative[0]]}",
            code="negative_count",
            column="count",
            rows=negative[:10],
            n_bad=negative.size,
        )
    return counts


def _at(values: Any, rows: Rows) -> Any:
    """Take rows of an array or a list."""
    if isinstance(values, list):
        return [values[row] for row in rows.tolist()]
    return values[rows]
