"""A table made ready for readers: cells as text, and notes that say how it was made."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from summitry.frames.kinds import DATE, FLOAT, INTEGER, NUMBERS
from summitry.output.format import cells_with, interval_text, range_text
from summitry.output.headings import (
    ACCOUNTS,
    BEHIND,
    MARKS,
    SENTENCES,
    Heading,
    heading_of,
    limits_of,
    ranges_of,
)
from summitry.output.method_notes import (
    accounting_of,
    accounts_of,
    alone_of,
    below_of,
    constant_of,
    empty_of,
    methods_of,
    observed_of,
    units_of,
    vague_of,
)
from summitry.output.reader_values import LAST_DAY, ends_before, read_values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.frames import Table


class Values(NamedTuple):
    """Values of one column of the table behind a column that is shown."""

    heading: str
    values: list[Any]
    places: list[int] | None
    """Decimals with which each number is shown."""


@dataclass(frozen=True)
class Column:
    """
    A column as text; numbers stand on the right, days are never broken.

    Behind it are the values that it was made of: an estimate, and its limits.
    """

    name: str
    heading: str
    cells: list[str]
    right: bool = False
    days: bool = False
    whole: bool = False
    """Whether its cells are never cut."""
    behind: tuple[Values, ...] = ()

    @property
    def made_of(self) -> tuple[Values, ...]:
        """The values behind it; its texts where it has none."""
        return self.behind or (Values(self.heading, list(self.cells), None),)


NO_ROWS, NO_COLUMNS = "(no rows)", "(no columns)"
"""What stands in a table that holds nothing, in every form."""


@dataclass(frozen=True)
class Grid:
    """A table as text, what stands above it, and the notes below."""

    columns: list[Column]
    title: str | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def n_rows(self) -> int:
        """How many rows are shown."""
        return len(self.columns[0].cells) if self.columns else 0


def columns_of(
    table: Table, headings: Mapping[str, str | None], digits: int | None = None
) -> list[Column]:
    """
    Return columns of a table as text, an estimate joined with its limits.

    Parameters
    ----------
    table : Table
        The table.
    headings : mapping of column to heading
        Which columns, in which order; None for the usual heading.
    digits : int, optional
        Decimals of every number that is not a count.
    """
    limits = {
        estimate: pair
        for estimate, pair in limits_of(table.columns).items()
        if estimate in headings and not set(pair) & set(headings)
    }
    ranges = {
        name: pair
        for name, pair in ranges_of(table.columns).items()
        if name in headings and not {*pair} - {name} & {*headings}
    }
    bare = {"era", "start", "end"} <= {*headings}
    return [
        _column(
            table,
            name,
            heading,
            (limits.get(name), ranges.get(name)),
            digits,
            bare=bare,
        )
        for name, heading in headings.items()
    ]


def whole_table(table: Table, digits: int | None = None) -> Grid:
    """Return what a reader wants of a table, and in notes what else it says."""
    names = table.columns
    below, accounts = below_of(table), accounts_of(table)
    alone = "duplicates" in names and not accounts
    repeats = constant_of(table, "duplicates") if alone else None
    hidden = {*below, *accounts, *BEHIND, *_told_elsewhere(table)}
    hidden |= {"duplicates"} if repeats else set()
    empty = [name for name in empty_of(table) if name not in hidden]
    shown = [name for name in names if name not in hidden and name not in empty]
    if not shown:
        return Grid(columns_of(table, dict.fromkeys(names), digits))
    notes = [units_of(shown), observed_of(table, shown)]
    notes += [methods_of(below), alone_of(table)]
    notes += [*accounting_of(table, accounts, shown), vague_of(table)]
    if repeats and repeats != "0":
        notes.append(f"{repeats} of the visits {ACCOUNTS['duplicates']}.")
    kept_back = [name for name in BEHIND if name in names]
    if kept_back:
        notes.append(f"Columns not shown: {', '.join(kept_back)}.")
    if empty:
        without = ", ".join(heading_of(name).text for name in empty)
        notes.append(f"Without a value in any row: {without}.")
    columns = columns_of(table, dict.fromkeys(shown), digits)
    return Grid(columns, notes=[note for note in notes if note])


def _told_elsewhere(table: Table) -> set[str]:
    """Columns that another one tells: limits, ends of ranges, marks of nothing."""
    names = table.columns
    told = {limit for pair in limits_of(names).values() for limit in pair}
    ranges = ranges_of(names)
    for name, pair in ranges.items():
        told |= {end for end in pair if end != name}
        told |= {f"{end}_observed" for end in pair}
    told |= {name for name in MARKS if name in names and not any(table.values(name))}
    return told | ({"vague"} if "lag" in ranges else set())


def chosen_table(
    table: Table, headings: Mapping[str, str | None], digits: int | None = None
) -> Grid:
    """Return some columns of a table, and in notes how their numbers were made."""
    columns = columns_of(table, headings, digits)
    if not any(table.kind(name) == FLOAT for name in headings):
        return Grid(columns)
    below = {
        name: made for name, made in below_of(table).items() if name not in headings
    }
    named = [name for name, heading in headings.items() if heading is None]
    accounted = accounting_of(table, accounts_of(table), table.columns)
    notes = [units_of(named), observed_of(table, list(headings)), methods_of(below)]
    notes += [alone_of(table), *accounted]
    return Grid(columns, notes=[note for note in notes if note])


def _column(
    table: Table,
    name: str,
    heading: str | None,
    ends: tuple[tuple[str, str] | None, tuple[str, str] | None],
    digits: int | None,
    *,
    bare: bool,
) -> Column:
    limits, range_ = ends
    known = heading_of(name)
    if ends_before(table, name):
        known = Heading(LAST_DAY)
    values = read_values(table, name, bare=bare)
    held = table.kind(name)
    kind = _kind(known, table, name)
    places = None if kind in {"count", "p"} else digits
    names = [name, *(limits or ()), *(range_ or ())]
    parts = [values, *(read_values(table, end) for end in names[1:])]
    flat, decimals = cells_with([one for part in parts for one in part], kind, places)
    n = len(values)
    starts = range(0, len(flat), n or 1)
    found = [flat[start : start + n] for start in starts]
    shown_with = [decimals[start : start + n] for start in starts] or [[]] * len(parts)
    shown = found[0] if found else []
    if range_ is not None and n:
        told = zip(shown, *found[-2:], _running(table, range_), strict=True)
        shown = [range_text(*one) for one in told]
    if limits is not None and n:
        joined = zip(shown, *found[1:3], strict=True)
        shown = [interval_text(*triple) for triple in joined]
    text = known.text if heading is None else heading
    days = any(isinstance(value, dt.date) for value in values[:1])
    right = held in NUMBERS
    heads = [text, *(heading_of(end).text for end in names[1:])]
    behind = tuple(
        Values(head, list(part), most if right else None)
        for head, part, most in zip(heads, parts, shown_with, strict=True)
    )
    days = days or held == DATE
    return Column(name, text, shown, right, days, name in SENTENCES, behind)


def _running(table: Table, range_: tuple[str, str]) -> list[tuple[bool, bool]]:
    """Whether each end of each value is one that it was longer than."""
    ends = []
    for end in range_:
        seen = table.values(f"{end}_observed") if table.has(f"{end}_observed") else []
        ends.append([value is not None and not value for value in seen])
    none = [False] * len(table)
    return list(zip(*(end or none for end in ends), strict=True))


def _kind(known: Heading, table: Table, name: str) -> str:
    """Whole numbers are counts, whatever the column is called."""
    held = table.kind(name)
    if held == INTEGER:
        return "count"
    return known.kind if held in NUMBERS else "text"
