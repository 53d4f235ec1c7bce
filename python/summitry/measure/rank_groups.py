"""Rank groups: the rungs of a ladder that an archive is judged by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.exceptions import CategoryError, InputError, brief
from summitry.frames import Categories, refuse_unknown
from summitry.frames.arguments import known_name
from summitry.sources.ladder import RANKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.frames import Table

EVERYBODY = "all ranks"
"""The group of every visit where nothing says who came."""
NO_RANK = "rank not recorded"
OTHER_RANKS = "other ranks"
"""Ranks that are in none of the groups that a caller gave."""

HEADS = ("head_of_state", "head_of_party", "head_of_government")
"""The ranks of the first group."""

_GROUPS = {
    "heads": HEADS,
    "deputy heads": ("deputy_head",),
    "Politburo and state councillors": ("politburo_member", "state_councillor"),
    "ministers": ("foreign_minister", "cabinet_minister"),
    "below or other": ("vice_minister", "other"),
}


class Ladder(NamedTuple):
    """The ranks of a table, high to low, and whether they have an order at all."""

    ranks: tuple[str, ...]
    ordered: bool

    @property
    def usual(self) -> bool:
        """Whether every rank is one of the ladder that the package brings."""
        return set(self.ranks) <= set(RANKS)


def ladder_of(table: Table, ladder: Sequence[str] | None, column: str) -> Ladder:
    """
    Return the ladder of a table: the one given, the usual one, or its ranks unordered.

    Raises
    ------
    CategoryError
        If a ladder is given and a rank of the table is not on it, or it has one twice.
    """
    found = table.categories(column)
    if ladder is not None:
        twice = [rank for rank in ladder if list(ladder).count(rank) > 1]
        if twice:
            raise CategoryError(
                f"the ladder names the rank '{twice[0]}' twice",
                code="duplicate_rank",
                column="ladder",
                hint="name each rank once, high to low",
            )
        codes = found.coded(tuple(ladder))
        known = np.where(found.codes < 0, 0, codes)
        refuse_unknown(table, column, found, known, ladder, "rank")
        return Ladder(tuple(ladder), ordered=True)
    if set(found.labels) <= set(RANKS):
        return Ladder(RANKS, ordered=True)
    return Ladder(tuple(sorted(found.labels)), ordered=False)


def ranks_by_group(
    ladder: Ladder, groups: Mapping[str, Any] | None
) -> dict[str, tuple[str, ...]]:
    """
    Return the ranks of each group, by the groups given or those of the ladder.

    Raises
    ------
    InputError
        If there is no group, or a rank is in two.
    CategoryError
        If a rank of a group is not on the ladder.
    """
    given: object = groups
    if given is not None and not (isinstance(given, Mapping) and given):
        raise InputError(
            f"groups is {brief(given)}, not a mapping of names to ranks",
            code="no_groups",
            column="groups",
            hint="groups={'ministers': ['foreign_minister', 'cabinet_minister']}",
        )
    if groups is None:
        if not ladder.usual:
            return {rank: (rank,) for rank in ladder.ranks}
        usual = {
            name: tuple(rank for rank in ranks if rank in ladder.ranks)
            for name, ranks in _GROUPS.items()
        }
        return {name: ranks for name, ranks in usual.items() if ranks}
    named = {
        str(name): (ranks,) if isinstance(ranks, str) else tuple(map(str, ranks))
        for name, ranks in groups.items()
    }
    seen: dict[str, str] = {}
    for name, ranks in named.items():
        for rank in ranks:
            known_name(rank, ladder.ranks, "rank")
            if rank in seen:
                raise InputError(
                    f"rank '{rank}' is in the groups '{seen[rank]}' and '{name}'",
                    code="double_rank",
                    column="groups",
                    hint="put each rank in one group",
                )
            seen[rank] = name
    return named


def grouped(
    table: Table,
    *,
    groups: Mapping[str, Any] | None,
    ladder: Sequence[str] | None,
    column: str,
) -> Categories:
    """
    Return the rank group of each visit; none is without one.

    Groups without a visit are there, but for the two that only say what is lacking.
    """
    if not table.has(column):
        if groups is not None:
            table.require(column)
        return Categories(np.zeros(len(table), dtype=np.int64), [EVERYBODY])
    known = ladder_of(table, ladder, column)
    if groups is not None and not known.ordered:
        # Groups may name ranks that no visit has, if another of them is a usual one.
        known = Ladder(
            (*known.ranks, *(r for r in RANKS if r not in known.ranks)), ordered=False
        )
    named = ranks_by_group(known, groups)
    found = table.categories(column)
    names = [*named, OTHER_RANKS, NO_RANK]
    place = {rank: names.index(name) for name, ranks in named.items() for rank in ranks}
    of_label = [place.get(rank, len(named)) for rank in found.labels]
    codes = np.array([*of_label, len(named) + 1], dtype=np.int64)[found.codes]
    used = [*range(len(named)), *np.unique(codes[codes >= len(named)]).tolist()]
    new = np.full(len(names), -1, dtype=np.int64)
    new[used] = np.arange(len(used))
    return Categories(new[codes], [names[code] for code in used])
