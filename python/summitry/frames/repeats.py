"""Rows that repeat others: the same in every column, or of the same name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.frames.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Codes = npt.NDArray[np.int64]

MOST_ROWS = 1 << 18
"""Counts look for rows that repeat others in tables of at most so many rows."""


def first_equal(table: Table, columns: Sequence[str]) -> Codes:
    """
    Return for each row the first one that is the same in these columns.

    Missing values are equal to each other. A column is read only where rows are equal
    in those before it, so the most telling ones stand best in front.

    Examples
    --------
    >>> visits = {"date": ["1950", "1951", "1950"], "visitor": ["A", "A", "A"]}
    >>> first_equal(Table(visits, "visits"), ["date", "visitor"])
    array([0, 1, 0])
    """
    first = np.arange(len(table))
    rows, group = first, np.zeros(len(table), dtype=np.int64)
    for column in columns:
        if not rows.size:
            break
        whole = rows.size == len(table)
        part = table if whole else Table(table.rows(rows), table.name)
        codes = part.categories(column).codes
        keys = group * (int(codes.max(initial=-1)) + 2) + codes + 1
        _, group, sizes = np.unique(keys, return_inverse=True, return_counts=True)
        again = np.flatnonzero(sizes[group] > 1)
        rows, group = rows[again], group[again]
    if columns and rows.size:
        _, at, group = np.unique(group, return_index=True, return_inverse=True)
        first[rows] = rows[at[group]]
    return first


def repeated(table: Table, *, name: str = "id") -> npt.NDArray[np.bool_]:
    """
    Return the rows that are the same as an earlier one, or have its name.

    Examples
    --------
    >>> visits = {"id": ["a", "b", "a", None, None], "day": [1, 1, 2, 3, 4]}
    >>> repeated(Table(visits, "visits"))
    array([False, False,  True, False, False])
    """
    rows = np.arange(len(table))
    again: npt.NDArray[np.bool_] = first_equal(table, table.columns) != rows
    if table.has(name):
        named = table.categories(name).codes >= 0
        again |= named & (first_equal(table, [name]) != rows)
    return again
