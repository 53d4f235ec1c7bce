"""A table made ready for readers: cells as text, and notes that say how it was made."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from summitry.frames import is_missing
from summitry.frames.kinds import DATE, FLOAT, INTEGER, NUMBERS
from summitry.output.decision_words import decision_words
from summitry.output.format import (
    cells_with,
    interval_text,
    range_text,
    spaced,
)
from summitry.output.headings import (
    ACCOUNTS,
    BEHIND,
    COUNTRIES,
    DECIDED,
    MARKS,
    METHODS,
    SENTENCES,
    TELLING,
    WORDS,
    Heading,
    heading_of,
    limits_of,
    method_words,
    ranges_of,
)
from summitry.output.method_notes import (
    accounting_of,
    accounts_of,
    alone_of,
    below_of,
    constant_of,
    methods_of,
    units_of,
)
from summitry.output.state_names import in_names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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
    hidden = {*below, *accounts, *BEHIND} | ({"duplicates"} if repeats else set())
    hidden |= {limit for pair in limits_of(names).values() for limit in pair}
    ranges = ranges_of(names)
    for name, pair in ranges.items():
        hidden |= {end for end in pair if end != name}
        hidden |= {f"{end}_observed" for end in pair}
    hidden |= {name for name in MARKS if name in names and not any(table.values(name))}
    if "lag" in ranges:
        hidden.add("vague")
    shown = [name for name in names if name not in hidden]
    if not shown:
        return Grid(columns_of(table, dict.fromkeys(names), digits))
    notes = [units_of(shown), methods_of(below), alone_of(table)]
    notes += accounting_of(table, accounts, shown)
    if "lag" in ranges and "vague" in names:
        number_vague = sum(map(bool, table.values("vague")))
        lags = "1 lag is" if number_vague == 1 else f"{number_vague} lags are"
        if number_vague:
            notes.append(f"{lags} known to a range of days.")
    if repeats and repeats != "0":
        notes.append(f"{repeats} of the visits {ACCOUNTS['duplicates']}.")
    kept_back = [name for name in BEHIND if name in names]
    if kept_back:
        notes.append(f"Columns not shown: {', '.join(kept_back)}.")
    columns = columns_of(table, dict.fromkeys(shown), digits)
    return Grid(columns, notes=[note for note in notes if note])


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
    notes = [units_of(named), methods_of(below), alone_of(table), *accounted]
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


LAST_DAY = "last day"
"""What the end of an era is called where it is told as the day before."""


def ends_before(table: Table, name: str) -> bool:
    """Whether a column holds the days after eras; readers see the last ones."""
    if name not in {"end", "end_latest"} or not (table.has("era") and table.has(name)):
        return False
    if table.kind(name) == DATE:
        return True
    known = [value for value in table.values(name) if not is_missing(value)]
    return bool(known) and all(isinstance(value, dt.date) for value in known)


def read_values(table: Table, name: str, *, bare: bool = False) -> list[Any]:
    """
    Return a column as readers see it: last days of eras, blanks, names of countries.

    `bare` names of phases are without their days, which stand beside them.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> eras = {"era": ["Hu"], "rule": ["five_eras"], "end": [dt.date(2012, 11, 15)]}
    >>> table = Table(eras, "eras")
    >>> read_values(table, "end"), read_values(table, "rule")
    ([datetime.date(2012, 11, 14)], ['five eras'])
    """
    values = table.values(name)
    if name == "era" and bare:
        return _bare_names(table, values)
    if ends_before(table, name):
        day = dt.timedelta(days=1)
        return [None if is_missing(value) else value - day for value in values]
    told = _words_of(name)
    if told is None or table.kind(name) in NUMBERS:
        return values
    return [told(one) if isinstance(one, str) else one for one in values]


def _words_of(name: str) -> Callable[[str], str] | None:
    """How the texts of a column are told; None where they are the caller's."""
    if name in METHODS:
        return method_words
    if name in WORDS:
        return spaced
    if name in DECIDED:
        return decision_words
    if name in {"kind", "within"}:
        return lambda text: in_names(spaced(text))
    if name in TELLING or name.rpartition("_")[2] in COUNTRIES:
        return in_names
    return None


def _bare_names(table: Table, names: list[Any]) -> list[Any]:
    """Leave out of the name of a phase the days that its own columns say."""
    days = zip(read_values(table, "start"), read_values(table, "end"), strict=True)
    told = [f": {_day_text(first)} to {_day_text(last)}" for first, last in days]
    return [
        name.removesuffix(own) if isinstance(name, str) else name
        for name, own in zip(names, told, strict=True)
    ]


def _day_text(value: Any) -> str:
    if isinstance(value, dt.date):
        return f"{value:%Y-%m-%d}"
    return f"{value:g}" if isinstance(value, float) else str(value)


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
