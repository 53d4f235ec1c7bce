"""How the rows of a table of eras are called, and in which groups they stand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from summitry.output.format import many, spaced
from summitry.output.text import width_of
from summitry.plot._canvas import LONGEST, plain
from summitry.plot._columns import texts
from summitry.plot._terms import surnames
from summitry.sources.state_names import state_name

if TYPE_CHECKING:
    import numpy.typing as npt
    from matplotlib.axes import Axes

    from summitry.frames import Table

    Rows = npt.NDArray[np.int64]

SIDES = ("country", "other_country", "origin", "destination", "side", "other_side")
"""Columns that say whose an era is."""

_BEFORE_GROUP = 1.9
"""Rows that the first of a group stands below the row before it."""


@dataclass(frozen=True)
class RowNames:
    """
    The rows of a table of eras.

    Attributes
    ----------
    texts : list of str
        The name of each row.
    short : list of (str or None)
        What to write where that is too long.
    groups : list of str
        The side or the pair of countries that each belongs to; empty texts where none
        is named above the rows.
    keys : dict of str to list of str
        The columns that tell the groups apart, as they are in the table.
    """

    texts: list[str]
    short: list[str | None]
    groups: list[str]
    keys: dict[str, list[str]]

    def starts(self) -> list[int]:
        """Return the rows at which a group begins."""
        pairs = enumerate(pairwise(self.groups), start=1)
        return [0, *(row for row, (before, own) in pairs if before != own)]

    def places(self, rows: Rows) -> npt.NDArray[np.float64]:
        """One row for each, and one more before each group but the first."""
        own = [self.groups[row] for row in rows]
        steps = [
            1.0 if group == before else _BEFORE_GROUP for before, group in pairwise(own)
        ]
        return np.cumsum([0.0, *steps]) + (0.9 if any(self.groups) else 0.0)

    def draw(self, ax: Axes, rows: Rows, most: int | None = None) -> None:
        """Name the rows at the left of axes, each group above its own."""
        places = self.places(rows)
        ax.set_yticks(places, [self._fitting(row, most or LONGEST) for row in rows])
        ax.tick_params(axis="y", length=0)
        ax.set_ylim(places[-1] + 0.75, -0.6 if any(self.groups) else -0.75)
        for before, (row, place) in zip(
            [None, *rows], zip(rows, places, strict=True), strict=False
        ):
            group = self.groups[row]
            if group and (before is None or self.groups[before] != group):
                ax.annotate(
                    plain(group, most or LONGEST),
                    (0, place - 0.95),
                    xycoords=("axes fraction", "data"),
                    xytext=(-4, 0),
                    textcoords="offset points",
                    ha="right",
                    va="center",
                    weight="bold",
                )
        ax.grid(axis="x")

    def _fitting(self, row: int, most: int) -> str:
        name, short = self.texts[row], self.short[row]
        return plain(short if short and width_of(name) > most else name, most)

    def told(self) -> list[str]:
        """Return the name of each row, and that of its group with the first of it."""
        firsts = {*self.starts()}
        return [
            f"{self.groups[row]}: {name}"
            if row in firsts and self.groups[row]
            else name
            for row, name in enumerate(self.texts)
        ]

    def counted(self) -> str:
        """Return how many rows there are, in words."""
        if self.keys and (not any(self.groups) or self.groups[0].endswith(" and")):
            pairs = ("pair of countries", "pairs of countries")
            return many(len(self.texts), *(pairs if len(self.keys) > 1 else ("side",)))
        return many(len(self.texts), "era")

    def call(self, table: Table) -> str:
        """Return a call that draws some of the rows."""
        if not self.keys:
            return "summitry.plot.frequency(table[:40])"
        column, values = next(iter(self.keys.items()))
        is_of = f"{column!r}) == {values[0]!r}"
        asked = f"table[table[{column!r}] == {values[0]!r}]"
        if table.backend == "arrays":
            asked = f"table.to_pandas().query({f'{column} == {values[0]!r}'!r})"
        elif table.backend.is_polars():
            asked = f"table.filter(polars.col({is_of})"
        elif table.backend.is_pyarrow():
            asked = f"table.filter(pyarrow.compute.field({is_of})"
        return f"summitry.plot.frequency({asked})"


def row_names(table: Table) -> RowNames:
    """
    Name the rows of a table of eras.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> table = {"side": ["CHN", "PRK"], "era": ["Xi Jinping", "Kim Jong Un"]}
    >>> found = row_names(Table(table, "table"))
    >>> found.groups, found.short
    (['China', 'North Korea'], ['Xi', 'Kim'])
    >>> pairs = {"origin": ["USA", "RUS"], "destination": "CHN", "era": "all"}
    >>> row_names(Table(pairs, "table")).texts
    ['United States', 'Russia']
    >>> row_names(Table(pairs, "table")).groups
    ['China and', 'China and']
    """
    eras = texts(table, "era")
    keys = {column: texts(table, column) for column in SIDES if table.has(column)}
    named = [
        " and ".join(state_name(part) for part in row if part)
        for row in zip(*keys.values(), strict=True)
    ] or [""] * len(eras)
    sides = [
        row[-1] if len(row) == 1 else "" for row in zip(*keys.values(), strict=True)
    ]
    short = surnames(eras, sides or [""] * len(eras))
    if len(set(named)) == len(eras) > 1 and len(set(eras)) == 1:
        # Each pair of countries has the same one era, which then need not be named.
        others, group = _without_common(named, keys)
        return RowNames(others, [None] * len(eras), [group] * len(eras), keys)
    return RowNames(eras, short, _by_rule(table, named), keys)


def _without_common(
    named: list[str], keys: dict[str, list[str]]
) -> tuple[list[str], str]:
    """Name only the other country, where one is in every pair."""
    if len(keys) != 2:  # noqa: PLR2004
        return named, ""
    pairs = [
        {state_name(one), state_name(other)}
        for one, other in zip(*keys.values(), strict=True)
    ]
    common = set.intersection(*pairs)
    if len(common) != 1:
        return named, ""
    (shared,) = common
    others = [next(iter(pair - common), shared) for pair in pairs]
    return others, f"{shared} and"


def _by_rule(table: Table, named: list[str]) -> list[str]:
    """Tell the lists of one side apart by their rules, where it has several."""
    if not table.has("rule"):
        return named
    rules = texts(table, "rule")
    lists = {*zip(named, rules, strict=True)}
    several = len(lists) > len({*named})
    return [
        ", ".join(filter(None, (name, spaced(rule)))) if several else name
        for name, rule in zip(named, rules, strict=True)
    ]
