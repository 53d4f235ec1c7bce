"""Rows that repeat others: the same in every column, or of the same name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.frames.categories import Categories

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.frames.table import Table

    Codes = npt.NDArray[np.int64]

MOST_ROWS = 1 << 18
"""Counts look for rows that repeat others in tables of at most so many rows."""


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
    import pandas as pd

    first = np.arange(len(table))
    rows, group = first, np.zeros(len(table), dtype=np.int64)
    for column in columns:
        if not rows.size:
            break
        codes = _codes(table, column)[rows]
        keys = group * (int(codes.max(initial=-1)) + 2) + codes + 1
        group = pd.factorize(keys)[0]
        again = np.flatnonzero(np.bincount(group)[group] > 1)
        rows, group = rows[again], group[again]
    if columns and rows.size:
        _, at, group = np.unique(group, return_index=True, return_inverse=True)
        first[rows] = rows[at[group]]
    return first


def _codes(table: Table, column: str) -> Codes:
    """Numbers that are equal where values are; -1 where one is missing."""
    import pandas as pd

    series = table.series(column)
    if table.is_dated(column):
        codes = pd.factorize(np.asarray(series.to_numpy()))[0]
    elif series.dtype.is_numeric() and not series.dtype.is_decimal():
        codes = pd.factorize(table.floats(column))[0]
    else:
        codes = texts_of(table, column).codes
    return np.asarray(codes, dtype=np.int64)


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
    import narwhals as nw
    import pandas as pd

    kind = table.series(column).dtype
    simple = isinstance(kind, nw.String | nw.Categorical | nw.Enum | nw.Boolean)
    if simple or kind.is_numeric() or table.is_dated(column):
        return table.categories(column)
    values = [None if value is None else repr(value) for value in table.values(column)]
    codes, labels = pd.factorize(np.array(values, dtype=object))
    return Categories(np.asarray(codes, dtype=np.int64), [str(one) for one in labels])


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
