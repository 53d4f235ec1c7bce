"""Which countries a row of eras is of, and which rows to keep of too many."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from summitry.output.state_names import state_name
from summitry.plot._columns import texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.frames import Table

Rows = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]

_PAIR = ("country", "other_country", "origin", "destination")
_WHOSE = ("side", "other_side")
SIDES = (*_PAIR, *_WHOSE)
"""Columns that say whose an era is."""


class Pair(NamedTuple):
    """The countries of a row, whose era it is, and how both are called."""

    text: str
    countries: tuple[str, ...]
    side: str
    undirected: bool


def pairs_of(table: Table) -> list[Pair]:
    """
    Return the countries of each row of a table of eras.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> dyads = {
    ...     "country": ["CHN", "CHN"],
    ...     "other_country": "PRK",
    ...     "side": ["CHN", "PRK"],
    ... }
    >>> [pair.text for pair in pairs_of(Table(dyads, "table"))]
    ['China with North Korea', 'North Korea with China']
    >>> ways = {"origin": ["CHN", "PRK"], "destination": ["PRK", "CHN"]}
    >>> [pair.text for pair in pairs_of(Table(ways, "table"))]
    ['China to North Korea', 'North Korea to China']
    """
    named = {name: _names(table, name) for name in SIDES if table.has(name)}
    directed = "origin" in named and "destination" in named
    found = []
    for row in range(len(table)):
        own = [named[name][row] for name in _PAIR if name in named]
        whose = [named[name][row] for name in _WHOSE if name in named]
        # A country's visits to itself stay two; a side that is one of the pair is not
        # said again.
        countries = tuple(filter(None, own if directed else dict.fromkeys(own)))
        sides = tuple(dict.fromkeys(filter(None, whose)))
        text = _together(countries, sides, directed=directed)
        only = sides or countries
        side = only[0] if len(only) == 1 else ""
        undirected = not directed and len(countries or sides) > 1
        found.append(Pair(text, countries or sides, side, undirected))
    return found


def _names(table: Table, column: str) -> list[str]:
    return [state_name(code) for code in texts(table, column)]


def _together(
    countries: tuple[str, ...], sides: tuple[str, ...], *, directed: bool
) -> str:
    if not countries:
        return " and ".join(sides)
    joined = (" to " if directed else " and ").join(countries)
    if not sides or {*sides} == {*countries}:
        return joined
    if not directed and len(sides) == 1 and sides[0] in countries:
        others = [name for name in countries if name != sides[0]]
        return " with ".join([sides[0], *others])
    return f"{joined}, eras of {' and '.join(sides)}"


def call_for_some(table: Table, most: int, said: Mapping[str, str]) -> str:
    """
    Return a call that draws so many rows at most: those of one country, or the first.

    Parameters
    ----------
    table : Table
        Of one reading.
    most : int
        How many rows can be drawn.
    said : mapping of argument to text
        Further arguments of the call.
    """
    first = "pandas.DataFrame(dict(table))" if table.backend == "arrays" else "table"
    kept = _rows_of(table, most) or f"{first}[:{most}]"
    more = "".join(f", {name}={value}" for name, value in said.items())
    return f"summitry.plot.frequency({kept}{more})"


def _rows_of(table: Table, most: int) -> str | None:
    """Return how to keep the rows of the country that has most of what can be drawn."""
    best, size = None, 1
    for column in reversed(SIDES):
        values = texts(table, column) if table.has(column) else []
        for value in dict.fromkeys(filter(None, values)):
            if size < values.count(value) <= most:
                best, size = (column, value), values.count(value)
    return _condition(table, *best) if best else None


def _condition(table: Table, column: str, value: str) -> str:
    is_of = f"{column!r}) == {value!r}"
    if table.backend == "arrays":
        asked = f"{column} == {value!r}"
        return f"pandas.DataFrame(dict(table)).query({asked!r})"
    if table.backend.is_polars():
        return f"table.filter(polars.col({is_of})"
    if table.backend.is_pyarrow():
        return f"table.filter(pyarrow.compute.field({is_of})"
    return f"table[table[{column!r}] == {value!r}]"
