"""Rows of visits as stretches of days of a traveller or a pair, and which ones join."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from summitry.exceptions import ColumnError, InputError
from summitry.frames import refuse_unknown
from summitry.frames.dates import iso
from summitry.frames.spans import day_spans, last_days
from summitry.sources.person_names import alias_table, person_keys, remark

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Table

    Codes = npt.NDArray[np.int64]

By = Literal["traveller", "pair"]
"""Whose rows may be one trip."""

Join = Literal["same_day", "overlapping", "touching"]
"""Which rows of it are."""

JOINS: tuple[Join, ...] = ("same_day", "overlapping", "touching")
BYS: tuple[By, ...] = ("traveller", "pair")

_DAYS_BETWEEN = {"overlapping": 0, "touching": 1}
_LONGER_THAN_ANY = 10_000_000
"""More days than there are between any two dates."""


class TripRows(NamedTuple):
    """
    The rows of a table of visits.

    Attributes
    ----------
    start, end : (n,) int64
        First and last day; a missing end is the first day.
    ended : (n,) bool
        Whether a row tells its end.
    exact : (n,) bool
        Whether both days are known; a row that is vague joins no other.
    origin, destination, traveller : (n,) int64
        Codes; -1 for a traveller without a name.
    """

    start: Codes
    end: Codes
    ended: npt.NDArray[np.bool_]
    exact: npt.NDArray[np.bool_]
    origin: Codes
    destination: Codes
    traveller: Codes

    def parts(self, by: By, join: Join) -> tuple[Codes, Codes]:
        """
        Return the trip and the visit of each row, as numbers.

        A trip is a chain of rows of one traveller (or pair) of which each begins on the
        day of the one before it, or no later than the chain so far lasts, or no later
        than the day after. A visit is all of a trip that goes to one destination.
        """
        group = self._groups(by)
        order = np.lexsort((self.end, self.start, group))
        group, start, end = group[order], self.start[order], self.end[order]
        new = np.ones(order.size, dtype=bool)
        new[1:] = group[1:] != group[:-1]
        if join == "same_day":
            new[1:] |= start[1:] != start[:-1]
        else:
            shift = (np.cumsum(new) - 1) * _LONGER_THAN_ANY
            until = np.maximum.accumulate(end + shift) - shift
            new[1:] |= start[1:] > until[:-1] + _DAYS_BETWEEN[join]
        trip = np.empty(order.size, dtype=np.int64)
        trip[order] = np.cumsum(new) - 1
        return trip, _numbered(trip, self.destination)

    def _groups(self, by: By) -> Codes:
        """Whose each row is; a vague or nameless one is its own."""
        other = self.traveller if by == "traveller" else self.destination
        group = _numbered(self.origin, other)
        alone = ~self.exact | (other < 0)
        group[alone] = group.size + np.flatnonzero(alone)
        return group


def trip_rows(
    table: Table, *, date: str, end_date: str, visitor: str, named: bool
) -> TripRows:
    """
    Read the rows of a table of visits.

    Raises
    ------
    InputError
        If a date cannot be read, or a row ends before it begins.
    ColumnError
        If a column is missing; that of travellers only if names are needed.
    """
    if named and not table.has(visitor):
        raise ColumnError(
            f"{table.name} has no column '{visitor}', so the rows of one traveller are "
            "not known",
            code="no_column",
            column=visitor,
            hint="name it, visitor='...', or join by='pair'",
        )
    start, latest = day_spans(table, date)
    end, vague, ended = last_days(table, end_date)
    end = np.where(ended, end, latest)
    _refuse_reversed(table, (date, start), (end_date, end))
    return TripRows(
        start,
        end,
        ended,
        (start == latest) & ~vague,
        _country(table, "origin"),
        _country(table, "destination"),
        _travellers(table, visitor),
    )


def _refuse_reversed(
    table: Table, starts: tuple[str, Codes], ends: tuple[str, Codes]
) -> None:
    (date, start), (end_date, end) = starts, ends
    odd = np.flatnonzero(end < start)
    if odd.size:
        told = ", ".join(
            f"row {row} ({iso(start[row])} to {iso(end[row])})" for row in odd[:10]
        )
        raise InputError(
            f"{table.name} end before they begin, '{end_date}' is before '{date}': "
            + told,
            code="end_before_start",
            column=end_date,
            rows=odd[:10],
            n_bad=odd.size,
            hint="mend the dates; a visit of one day may leave its end empty",
        )


def _country(table: Table, column: str) -> Codes:
    found = table.categories(column)
    refuse_unknown(table, column, found, found.codes, found.labels, "country")
    return found.codes


def _travellers(table: Table, column: str) -> Codes:
    """Who travelled: equal where the names of a cell are, after folding and aliases."""
    if not table.has(column):
        return np.full(len(table), -1, dtype=np.int64)
    cells = table.categories(column)
    persons = person_keys(cells.labels, alias_table(None))
    keys = [
        (persons_of, remark(label)) if persons_of else None
        for persons_of, label in zip(persons, cells.labels, strict=True)
    ]
    places = {key: place for place, key in enumerate(dict.fromkeys(keys))}
    codes = [-1 if key is None else places[key] for key in keys]
    return np.array([*codes, -1], dtype=np.int64)[cells.codes]


def _numbered(first: Codes, second: Codes) -> Codes:
    """Number the distinct pairs of two columns of codes."""
    width = int(second.max(initial=0)) + 2
    _, numbers = np.unique(first * width + second + 1, return_inverse=True)
    return np.asarray(numbers, dtype=np.int64)
