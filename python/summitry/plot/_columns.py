"""Columns of a table as plots need them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import InputError, brief
from summitry.frames import Frame, Table
from summitry.frames.suggestion import choices

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]


def texts(table: Table, column: str, missing: str = "") -> list[str]:
    """Return a column as texts."""
    return [missing if value is None else str(value) for value in table.values(column)]


def optional_texts(table: Table, column: str | None) -> list[str]:
    """Return the same, or nothing for each row of a table without the column."""
    if column is None or not table.has(column):
        return [""] * len(table)
    return texts(table, column)


def flags(table: Table, column: str) -> Array:
    """Return where a column says true."""
    found = table.categories(column)
    return np.array([*(label.lower() == "true" for label in found.labels), False])[
        found.codes
    ]


def moments(days: Array) -> Array:
    """Return days as matplotlib counts them, whatever its epoch is."""
    from matplotlib.dates import date2num

    dates = np.asarray(days, dtype=np.int64).view("datetime64[D]")
    return np.asarray(date2num(dates))  # type: ignore[no-untyped-call]


def one_reading(table: Table, reading: str | None) -> tuple[Table, Table | None]:
    """
    Return the rows of one reading, and those of the other if there is one.

    Parameters
    ----------
    table : Table
        Perhaps with a column ``reading``.
    reading : str or None
        The one to draw; by default the first in the table.
    """
    if not table.has("reading"):
        return table, None
    found = table.categories("reading")
    if reading is not None and reading not in found.labels:
        raise InputError(
            f"the table has no reading {brief(reading)}",
            code="unknown_choice",
            column="reading",
            hint=choices(reading, found.labels, "it has"),
        )
    if not found.labels:
        return table, None
    wanted = found.labels.index(reading) if reading is not None else 0
    others = [code for code in range(len(found.labels)) if code != wanted]
    rest = None
    if others:
        rest = Table(table.rows(np.flatnonzero(found.codes == others[0])), table.name)
    return Table(table.rows(np.flatnonzero(found.codes == wanted)), table.name), rest


def listed(parts: list[str], most: int = 12) -> str:
    """Return parts of a sentence, and how many more there are."""
    more = f"; and {len(parts) - most} more" if len(parts) > most else ""
    return "; ".join(parts[:most]) + more


def read(frame: Frame, name: str, what: str) -> Table:
    """Read a table that must have rows."""
    table = Table(frame, name)
    if not len(table):
        raise InputError(
            f"there are no {what} to draw", code="nothing_to_draw", column=table.name
        )
    return table
