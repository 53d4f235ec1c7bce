"""Rows that stand in a list twice: found, and removed when that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.frames import Table
from summitry.frames.repeats import compared, first_equal
from summitry.frames.same_kind import same_kind

if TYPE_CHECKING:
    from summitry.frames import Frame

_SAME = "the same in every column"
_SAME_ID = "the same id, but not the same in every column"


@same_kind
def find_duplicates(visits: Frame, *, name: str = "id") -> Frame:
    """
    List the rows that are the same as an earlier one, or have its id.

    Every count reports how many there are and counts them all the same. Two sources,
    or a list pasted twice, leave such rows; two ministers who travelled on one day do
    too where no column names them.

    Parameters
    ----------
    visits : frame of n rows
        Any table.
    name : str, default "id"
        Column of ids, if there is one. A missing id repeats none.

    Returns
    -------
    frame of one row for each that repeats another, the kind that was given
        ``row`` and ``repeats`` (positions in `visits`, from 0: the row, and the first
        that it repeats) and ``reason``.

    Raises
    ------
    InputError
        If `visits` cannot be read as a table.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> visits = pd.DataFrame(
    ...     {"id": ["a", "b", "a", "b"], "date": ["1956", "1958", "1956", "1959"]}
    ... )
    >>> summitry.find_duplicates(visits)
       row  repeats                                         reason
    0    2        0                       the same in every column
    1    3        1  the same id, but not the same in every column
    """
    table = Table(visits, "visits")
    rows = np.arange(len(table))
    first = first_equal(table, compared(table))
    of_id = first_equal(table, [name]) if table.has(name) else rows
    if table.has(name):
        of_id = np.where(table.categories(name).codes < 0, rows, of_id)
    same = first != rows
    again = np.flatnonzero(same | (of_id != rows))
    return table.build(
        {
            "row": again,
            "repeats": np.where(same, first, of_id)[again],
            "reason": np.where(same, _SAME, _SAME_ID)[again].tolist(),
        }
    )


@same_kind
def drop_duplicates(visits: Frame) -> Frame:
    """
    Leave out the rows that are the same as an earlier one in every column.

    Rows that have an id in common and differ stay: which of them is right is for you to
    say. `find_duplicates` lists both.

    Parameters
    ----------
    visits : frame of n rows
        Any table.

    Returns
    -------
    frame, the kind that was given
        The first of each set of equal rows, in their order.

    Raises
    ------
    InputError
        If `visits` cannot be read as a table.

    Examples
    --------
    >>> import summitry
    >>> visits = {"id": ["a", "b", "a", "b"], "date": ["1956", "1958", "1956", "1959"]}
    >>> summitry.drop_duplicates(visits)["date"].tolist()
    ['1956', '1958', '1959']
    """
    table = Table(visits, "visits")
    rows = np.arange(len(table))
    return table.rows(np.flatnonzero(first_equal(table, compared(table)) == rows))
