"""How the rows of a table of eras are called, and in which groups they stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from summitry.output.format import many, spaced
from summitry.output.headings import ACCOUNTS, METHODS
from summitry.plot._canvas import BOLD, inches, plain
from summitry.plot._columns import texts
from summitry.plot._fitting import told_apart
from summitry.plot._pair_names import SIDES, pairs_of
from summitry.plot._terms import surnames

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

    from summitry.frames import Table
    from summitry.plot._pair_names import Pair, Reals, Rows

_BEFORE_GROUP = 1.9
"""Rows that the first of a group stands below the row before it."""

_ON_WHITE = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}


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
    counted : str
        How many rows there are, in words.
    """

    texts: list[str]
    short: list[str | None]
    groups: list[str]
    counted: str

    def starts(self) -> list[int]:
        """Return the rows at which a group begins."""
        pairs = enumerate(pairwise(self.groups), start=1)
        return [0, *(row for row, (before, own) in pairs if before != own)]

    def places(self, rows: Rows) -> Reals:
        """One row for each, and one more before each group but the first."""
        own = [self.groups[row] for row in rows]
        steps = [
            1.0 if group == before else _BEFORE_GROUP for before, group in pairwise(own)
        ]
        return np.cumsum([0.0, *steps]) + (0.9 if any(self.groups) else 0.0)

    def shown(self, room: float) -> list[str]:
        """Return the names in so many inches; in one group no two are alike."""
        names = [
            short if short and inches(plain(name, 400)) > room else name
            for name, short in zip(self.texts, self.short, strict=True)
        ]
        found = list(names)
        for group in dict.fromkeys(self.groups):
            own = [row for row, one in enumerate(self.groups) if one == group]
            cut = told_apart([names[row] for row in own], room)
            for row, name in zip(own, cut, strict=True):
                found[row] = name
        return found

    def wanted(self) -> float:
        """Return the inches in which no name need be cut."""
        pairs = zip(self.texts, self.short, strict=True)
        return max(inches(plain(short or name, 400)) for name, short in pairs)

    def widest(self, room: float) -> float:
        """Return the inches of the longest name, of so many that it may have."""
        names = max(inches(name) for name in self.shown(room))
        groups = [inches(plain(one, 400)) * BOLD for one in dict.fromkeys(self.groups)]
        return max([names, *(wide for wide in groups if wide <= room)])

    def draw(self, ax: Axes, rows: Rows, room: float, across: float) -> list[Text]:
        """
        Name the rows at the left of axes, each group above its own.

        Parameters
        ----------
        ax : Axes
            The axes.
        rows : (n,) int
            Which rows they show.
        room, across : float
            Inches beside the axes, and inside.

        Returns
        -------
        list of Text
            What groups are called.
        """
        places = self.places(rows)
        names = self.shown(room)
        ax.set_yticks(places, [names[row] for row in rows])
        ax.tick_params(axis="y", length=0)
        ax.set_ylim(places[-1] + 0.75, -0.6 if any(self.groups) else -0.75)
        ax.grid(axis="x")
        firsts = [
            (row, place)
            for before, row, place in zip([None, *rows], rows, places, strict=False)
            if self.groups[row]
            and (before is None or self.groups[before] != self.groups[row])
        ]
        every = dict.fromkeys(self.groups)
        widest = max((inches(plain(one, 400)) * BOLD for one in every), default=0.0)
        beside = widest <= room
        # Names of groups that are too long begin where the names of rows do, and go on
        # above the bars.
        start = max(inches(names[row]) for row in rows)
        whole = (room if beside else start + across) / BOLD
        cut = dict(zip(every, told_apart(list(every), whole), strict=True))
        return [
            ax.annotate(
                cut[self.groups[row]],
                (0, place - 0.95),
                xycoords=("axes fraction", "data"),
                xytext=(-4 if beside else -4 - 72 * start, 0),
                textcoords="offset points",
                ha="right" if beside else "left",
                va="center",
                weight="bold",
                gid="group",
                bbox=None if beside else _ON_WHITE,
            )
            for row, place in firsts
        ]

    def told(self) -> list[str]:
        """Return the name of each row, and that of its group with the first of it."""
        firsts = {*self.starts()}
        joint = [" " if group.endswith(" and") else ": " for group in self.groups]
        return [
            f"{self.groups[row]}{joint[row]}{name}"
            if row in firsts and self.groups[row]
            else name
            for row, name in enumerate(self.texts)
        ]


def row_names(table: Table) -> RowNames:
    """
    Name the rows of a table of eras; no two of one group alike.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> table = {"side": ["CHN", "PRK"], "era": ["Xi Jinping", "Kim Jong Un"]}
    >>> found = row_names(Table(table, "table"))
    >>> found.groups, found.short
    (['China', 'North Korea'], ['Xi', 'Kim'])
    >>> pairs = {"country": "CHN", "other_country": ["RUS", "USA"], "era": "all"}
    >>> row_names(Table(pairs, "table")).texts
    ['Russia', 'United States']
    >>> row_names(Table(pairs, "table")).groups
    ['China and', 'China and']
    """
    eras = texts(table, "era")
    pairs = pairs_of(table)
    named = [pair.text for pair in pairs]
    alone = len(set(named)) == len(eras) > 1
    if alone:
        found = _of_pairs(pairs, eras)
    else:
        sides = [pair.side for pair in pairs]
        short = surnames(eras, sides)
        found = RowNames(eras, short, _by_rule(table, named), many(len(eras), "era"))
    return _told_apart(table, found)


def _of_pairs(pairs: list[Pair], eras: list[str]) -> RowNames:
    """Name rows of which each is of another pair of countries, or another side."""
    n = len(pairs)
    two = any(len(pair.countries) > 1 for pair in pairs)
    counted = many(
        n, *(("pair of countries", "pairs of countries") if two else ("side",))
    )
    if len(set(eras)) > 1 and not two:
        sides = [pair.side for pair in pairs]
        groups = [pair.text for pair in pairs]
        return RowNames(eras, surnames(eras, sides), groups, many(n, "era"))
    none: list[str | None] = [None] * n
    hubs = _hubs(pairs)
    if hubs is None:
        # One era for all need not be named.
        several = len(set(eras)) > 1
        names = [
            f"{pair.text}, {era}" if several else pair.text
            for pair, era in zip(pairs, eras, strict=True)
        ]
        return RowNames(names, none, [""] * n, counted)
    others = [
        next((name for name in pair.countries if name != hub), hub)
        for pair, hub in zip(pairs, hubs, strict=True)
    ]
    of_hub = {*zip(hubs, eras, strict=True)}
    if len(set(eras)) == 1:
        groups = [f"{hub} and" for hub in hubs]
    elif len(of_hub) == len(set(hubs)):
        groups = [f"{era}: {hub} and" for hub, era in zip(hubs, eras, strict=True)]
    else:
        groups = [f"{hub} and" for hub in hubs]
        others = [f"{one}, {era}" for one, era in zip(others, eras, strict=True)]
    return RowNames(others, none, groups, counted)


def _hubs(pairs: list[Pair]) -> list[str] | None:
    """Return the country below whose name each pair may stand, if there is one."""
    if not all(pair.undirected for pair in pairs):
        return None
    common = set.intersection(*({*pair.countries} for pair in pairs))
    if len(common) == 1:
        return [*common] * len(pairs)
    hubs = [pair.side if pair.side in pair.countries else "" for pair in pairs]
    runs = 1 + sum(before != own for before, own in pairwise(hubs))
    return hubs if all(hubs) and runs == len(set(hubs)) < len(pairs) else None


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


def _told_apart(table: Table, names: RowNames) -> RowNames:
    """Add to names that are alike what the table says of their rows, or a number."""
    found = list(names.texts)
    for column in _columns_that_tell(table):
        twice = _alike(found, names.groups)
        if not twice:
            break
        told = _values(table, column)
        for rows in twice:
            if len({told[row] for row in rows}) > 1:
                for row in rows:
                    found[row] = f"{found[row]}, {told[row]}".rstrip(", ")
    for rows in _alike(found, names.groups):
        for number, row in enumerate(rows, start=1):
            found[row] = f"{found[row]} ({number})"
    short = [
        own if text == name else None
        for own, text, name in zip(names.short, found, names.texts, strict=True)
    ]
    return replace(names, texts=found, short=short)


def _alike(names: list[str], groups: list[str]) -> list[list[int]]:
    """Return the rows of each name that one group has more than once."""
    keys = list(zip(groups, names, strict=True))
    often = Counter(keys)
    return [
        [row for row, own in enumerate(keys) if own == key]
        for key, n in often.items()
        if n > 1
    ]


def _columns_that_tell(table: Table) -> list[str]:
    """Return the first day, and columns of words that are neither methods nor notes."""
    known = {*SIDES, *METHODS, *ACCOUNTS, "era", "start", "end", "note", "reading"}
    words = [
        name
        for name in table.columns
        if name not in known and isinstance(next(iter(table.values(name)), 0), str)
    ]
    return [*(["start"] if table.has("start") else []), *words]


def _values(table: Table, column: str) -> list[str]:
    if column != "start":
        return [spaced(text) for text in texts(table, column)]
    return [f"from {text[:10]}" if text else "" for text in texts(table, column)]
