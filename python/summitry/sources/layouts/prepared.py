"""A list in a known layout, made ready to be read as any other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import ColumnError
from summitry.sources.reading_rules import DateRules, PlaceRules
from summitry.sources.row_tables import empty_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import numpy.typing as npt

    from summitry.frames import Categories, Table
    from summitry.sources.raw_table import RawTable


@dataclass(frozen=True)
class Prepared:
    """
    A list with what its layout says of it.

    Attributes
    ----------
    raw : RawTable
        The list, with columns that the layout derives; rows that are no visits have a
        fault that says why.
    columns : dict of str to str
        What the list calls our columns.
    constant : dict of str to str
        What holds for every row.
    dates : DateRules
        How it writes dates.
    places : PlaceRules or None
        How cells with several places are divided.
    """

    raw: RawTable
    columns: dict[str, str]
    constant: dict[str, str] = field(default_factory=dict)
    dates: DateRules = field(default_factory=lambda: DateRules(ranges="trip"))
    places: PlaceRules | None = None


def needed(raw: RawTable, table: Table, layout: str, names: Iterable[str]) -> None:
    """Refuse a list that lacks a column of its layout."""
    gone = [name for name in names if not table.has(name)]
    if gone:
        listed = ", ".join(f"'{name}'" for name in gone)
        raise ColumnError(
            f"{raw.name} has no column {listed}, which the layout '{layout}' has",
            code="no_column",
            column=gone[0],
            hint="read_visits reads any list, if it is told what the columns are",
        )


def renamed(
    raw: RawTable, table: Table, layout: str, names: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    """
    Return what the list calls our columns, each by the first name that it has.

    A column that may be missing has ``""`` as its last name.
    """
    plain = {_plain(name): name for name in reversed(table.columns)}
    found = {}
    for ours, theirs in names.items():
        own = next((plain[_plain(one)] for one in theirs if _plain(one) in plain), None)
        if own is not None:
            found[ours] = own
        elif "" not in theirs:
            raise ColumnError(
                f"{raw.name} has no column '{theirs[0]}', which the layout '{layout}' "
                "has",
                code="no_column",
                column=ours,
                hint="read_visits reads any list, if it is told what the columns are",
            )
    return found


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def by_cell(table: Table, column: str, made: Callable[[str], Any]) -> list[Any]:
    """Return what is made of each distinct text of a column, row by row."""
    found = table.categories(column)
    values = [made(label.strip()) for label in found.labels]
    known = np.empty(len(values) + 1, dtype=object)
    known[:-1] = values
    known[-1] = None
    return list(known[found.codes])


def with_columns(raw: RawTable, table: Table, columns: Mapping[str, Any]) -> RawTable:
    """Return the list with columns added or replaced; what was empty stays so."""
    empty = empty_rows(table) if raw.empty is None else raw.empty
    return replace(raw, frame=table.with_columns(dict(columns)), empty=empty)


def without(
    raw: RawTable, rows: npt.NDArray[np.bool_], why: Callable[[int], str]
) -> RawTable:
    """Return the list with a reason for each of these rows not to be read."""
    faults = dict(raw.faults)
    for row in np.flatnonzero(rows).tolist():
        faults.setdefault(row, why(row))
    return replace(raw, faults=faults)


def texts(table: Table, column: str) -> npt.NDArray[Any]:
    """Return a column as texts; None where a cell is empty."""
    found: Categories = table.categories(column)
    known = np.array([*found.labels, None], dtype=object)
    return known[found.codes]
