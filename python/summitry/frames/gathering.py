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
       date visitor
    0  1950       B
    """
    import narwhals as nw

    groups: dict[int, tuple[Rows, list[str]]] = {}
    for column in table.data.columns:
        wanted = others.get(str(column), rows)
        groups.setdefault(id(wanted), (wanted, []))[1].append(column)
    parts = [
        nw.maybe_reset_index(
            nw.from_native(
                Table(table.only(columns), table.name).rows(wanted), eager_only=True
            )
        )
        for wanted, columns in groups.values()
    ]
    joined = nw.concat(parts, how="horizontal").select(*table.data.columns)
    return Table(joined.to_native(), table.name)
