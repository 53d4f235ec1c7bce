"""Rows that repeat others: the same in every column, or of the same name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.frames.categories import Categories, codes_of_values
from summitry.frames.kinds import BOOLEAN, FLOAT, INTEGER, NUMBERS, TEXT
from summitry.frames.whole_numbers import EXACT

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.frames.table import Table

    Codes = npt.NDArray[np.int64]

MOST_ROWS = 1 << 18
"""Counts look for rows that repeat others in tables of at most so many rows."""

_FEW_KEYS = 1 << 20
"""Numbers below may be counted in a table, where they are not much fewer."""

_WHERE_READ = ("visit_id", "row", "trip")
"""What `read_visits` writes of where a row stands; it is not what the row says."""


def compared(table: Table) -> list[str]:
    """
    Return the columns in which rows that repeat each other are the same.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> read = {"visit_id": ["2", "3"], "row": [2, 3], "date": ["1950", "1950"]}
    >>> compared(Table(read, "visits")), compared(Table({"row": [2, 3]}, "visits"))
    (['date'], ['row'])
    """
    was_read = table.has("visit_id") and table.has("row")
    apart = _WHERE_READ if was_read else ()
    return [name for name in table.columns if name not in apart]


def first_equal(table: Table, columns: Sequence[str]) -> Codes:
    """
    Return for each row the first one that is the same in these columns.

    Missing values are equal to each other. A column is read only if rows are equal in
    those before it.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> visits = {"date": ["1950", "1951", "1950"], "visitor": ["A", "A", "A"]}
    >>> first_equal(Table(visits, "visits"), ["date", "visitor"])
    array([0, 1, 0])
    """
    first = np.arange(len(table))
    rows, group = first, np.zeros(len(table), dtype=np.int64)
    for column in columns:
        if not rows.size:
            break
        codes = _codes(table, column)[rows]
        again, group = _again(group * (int(codes.max(initial=-1)) + 2) + codes + 1)
        rows = rows[again]
    if columns and rows.size:
        _, at, group = np.unique(group, return_index=True, return_inverse=True)
        first[rows] = rows[at[group]]
    return first


def _again(keys: Codes) -> tuple[Codes, Codes]:
    """
    Return where a key stands that is there more than once, and small numbers of these.

    Examples
    --------
    >>> _again(np.array([7, 9, 7, 8, 9])), _again(np.array([2**40, 1, 2**40]))
    ((array([0, 1, 2, 4]), array([0, 1, 0, 1])), (array([0, 2]), array([0, 0])))
    """
    if keys.max(initial=0) < min(_FEW_KEYS, 16 * keys.size):
        often = np.bincount(keys) > 1
        again = np.flatnonzero(often[keys])
        return again, np.cumsum(often)[keys[again]] - 1
    # Numbers are sorted sooner than places, and mostly no key is left.
    ordered = np.sort(keys)
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    if not twice.size:
        return twice, twice
    group = np.searchsorted(twice, keys).clip(max=twice.size - 1)
    again = np.flatnonzero(twice[group] == keys)
    return again, group[again]


def _codes(table: Table, column: str) -> Codes:
    """Numbers that are equal where values are; -1 where one is missing."""
    days = table.dates(column)
    if days is not None:
        if days.dtype.kind == "i" and days.size:
            since = days.astype(np.int64) - int(days.min())
            if since.max() < _FEW_KEYS:
                return since
        return np.unique(days, return_inverse=True)[1]
    if table.kind(column) in {INTEGER, FLOAT}:
        numbers = table.floats(column)
        if table.kind(column) == FLOAT or np.nanmax(np.abs(numbers), initial=0) < EXACT:
            return _of_numbers(numbers)
    return texts_of(table, column).codes


def _of_numbers(numbers: npt.NDArray[np.float64]) -> Codes:
    codes = np.unique(numbers, return_inverse=True)[1]
    codes[np.isnan(numbers)] = -1
    return codes


def texts_of(table: Table, column: str) -> Categories:
    """
    Return a column of any kind as categories.

    Lists, mappings and mixtures are taken as they are written.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> texts_of(Table({"seen": [["x"], ["x"]]}, "visits"), "seen").labels
    ["['x']"]
    """
    kind = table.kind(column)
    simple = kind in {TEXT, BOOLEAN} or kind in NUMBERS
    if simple or table.is_dated(column):
        return table.categories(column)
    values = [None if value is None else repr(value) for value in table.values(column)]
    return Categories(*codes_of_values(values))


def repeated(table: Table, *, name: str = "id") -> npt.NDArray[np.bool_]:
    """
    Return the rows that are the same as an earlier one, or have its name.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> visits = {"id": ["a", "b", "a", None, None], "day": [1, 1, 2, 3, 4]}
    >>> repeated(Table(visits, "visits"))
    array([False, False,  True, False, False])
    """
    rows = np.arange(len(table))
    again: npt.NDArray[np.bool_] = first_equal(table, compared(table)) != rows
    if table.has(name):
        named = table.categories(name).codes >= 0
        again |= named & (first_equal(table, [name]) != rows)
    return again


def count_repeats(table: Table) -> int:
    """
    Count the rows of a table that repeat others, before any column was joined to it.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> count_repeats(Table({"date": ["1950", "1950"]}, "visits"))
    1
    """
    root = table.root
    if root.n_repeats is None:
        root.n_repeats = int(repeated(root).sum())
    return root.n_repeats
