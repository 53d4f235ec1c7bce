"""The rows of a table in some of its columns, for who tells of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summitry.frames import Table


def rows_of(table: Table, *names: str) -> list[tuple[Any, ...]]:
    """
    Return what each row has in these columns.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> eras = Table({"era": ["Hu", "Xi"], "count": [3, 2], "rank": [2, 1]}, "eras")
    >>> rows_of(eras, "era", "rank")
    [('Hu', 2), ('Xi', 1)]
    """
    return list(zip(*map(table.values, names), strict=True))


def records_of(table: Table, *names: str) -> list[dict[str, Any]]:
    """Return the same, by the names of the columns."""
    return [dict(zip(names, row, strict=True)) for row in rows_of(table, *names)]


def optional_values(table: Table, name: str) -> list[Any]:
    """Return the values of a column, or nothing for each row if it is not there."""
    return table.values(name) if table.has(name) else [None] * len(table)
