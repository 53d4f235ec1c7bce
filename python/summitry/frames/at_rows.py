"""Values of some rows of a table, as a column of another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames.categories import texts_of
from summitry.frames.kinds import TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from summitry.frames.categories import Categories
    from summitry.frames.table import Table


def at_rows(
    table: Table, column: str, rows: npt.NDArray[np.int64]
) -> Categories | list[Any]:
    """
    Return the values of a column in some rows, none where the row is below 0.

    Texts are codes into labels, of which each is held once.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> visits = Table({"host": ["A", "B"], "id": [7, 8]}, "visits")
    >>> at_rows(visits, "host", np.array([1, -1, 1]))
    Categories(codes=array([ 1, -1,  1]), labels=['A', 'B'])
    >>> at_rows(visits, "id", np.array([1, -1, 1]))
    [8, None, 8]
    """
    if table.kind(column) == TEXT:
        coded = table.coded(column)
        if all(isinstance(value, str) for value in coded.values):
            return coded.texts(rows)
    some = rows >= 0
    told = iter(table.values_at(column, rows[some]))
    return [next(told) if there else None for there in some.tolist()]


def columns_at(
    table: Table, columns: Iterable[str], rows: npt.NDArray[np.int64]
) -> dict[str, Categories | list[Any]]:
    """Return several columns in some rows, as `at_rows` does."""
    return {column: at_rows(table, column, rows) for column in columns}


def values_at(
    values: Sequence[Any], places: npt.NDArray[np.integer[Any]]
) -> Categories | list[Any]:
    """
    Return a value for each place, texts as codes into labels.

    Examples
    --------
    >>> values_at(["test", None], np.array([0, 1, 0]))
    Categories(codes=array([ 0, -1,  0]), labels=['test'])
    >>> values_at([7, 8], np.array([1, 1]))
    [8, 8]
    """
    if {type(value) for value in values} <= {str, type(None)}:
        return texts_of(values).take(places.astype(np.int64))
    return [values[place] for place in places.tolist()]
