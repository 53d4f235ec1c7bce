"""Rows of a table of which some columns come from other rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.frames.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import numpy.typing as npt

    Rows = npt.NDArray[np.int64]


def gathered(table: Table, rows: Rows, others: Mapping[str, Rows]) -> Table:
    """
    Return these rows of a table, with some columns from other rows.

    Examples
    --------
    >>> import numpy as np
    >>> visits = Table({"date": ["1950", "1951"], "visitor": ["A", "B"]}, "visits")
    >>> gathered(visits, np.array([1]), {"date": np.array([0])}).native
    date  visitor
    1950  B
    1 rows, 2 columns
    """
    groups: dict[int, tuple[Rows, list[str]]] = {}
    for column in table.columns:
        wanted = others.get(column, rows)
        groups.setdefault(id(wanted), (wanted, []))[1].append(column)
    parts = [
        Table(Table(table.only(columns), table.name).rows(wanted), table.name)
        for wanted, columns in groups.values()
    ]
    joined = Table(Table.beside(parts), table.name)
    return Table(joined.only(table.columns), table.name)
