"""Rank floors: the visits of a record at or above a rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.exceptions import InputError
from summitry.frames.arguments import known_name
from summitry.measure.qualify import as_verdicts, verdicts_of
from summitry.measure.rank_groups import ladder_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from summitry.frames import Table
    from summitry.measure.rank_groups import Ladder

FULL = "the full rule"
"""The floor that leaves every visit as the definition has it."""

_UNCLEAR = 2

_FLOORS = {
    "heads only": "head_of_government",
    "deputy heads and above": "deputy_head",
    "Politburo and above": "politburo_member",
}


def floors_of(
    ladder: Ladder, floors: Mapping[str, str] | None, present: Sequence[str]
) -> dict[str, str]:
    """
    Return the lowest rank of each floor, by the floors given or those of the ladder.

    Where the ladder is not the usual one, every rank but the lowest that visits have
    is a floor.

    Raises
    ------
    InputError
        If the ranks have no order.
    CategoryError
        If a floor is not on the ladder.
    """
    if not ladder.ordered:
        raise InputError(
            "the ranks of the visits are on no ladder, so none is above another",
            code="no_ladder",
            column="ladder",
            hint="give `ladder`, the ranks from high to low",
        )
    if floors is not None:
        return {
            str(name): known_name(rank, ladder.ranks, "rank")
            for name, rank in floors.items()
        }
    if ladder.usual:
        return {n: rank for n, rank in _FLOORS.items() if rank in ladder.ranks}
    used = [rank for rank in ladder.ranks if rank in set(present)]
    return {
        f"{rank} and above" if rank != ladder.ranks[0] else f"{rank} only": rank
        for rank in used[:-1]
    }


def floored(
    table: Table,
    *,
    floors: Mapping[str, str] | None,
    ladder: Sequence[str] | None,
    column: str,
) -> Iterator[tuple[str, str | None, Table]]:
    """
    Yield each floor, its lowest rank, and the visits as they count under it.

    A visit below the floor does not count; one that the definition leaves out stays
    out, so that where it has a minimum for each side the higher of the two holds. Where
    the rank is missing it is unclear whether a visit counts. The last floor is the full
    rule.
    """
    known = ladder_of(table, ladder, column)
    found = table.categories(column)
    named = floors_of(known, floors, found.labels)
    verdicts = verdicts_of(table)
    own = np.ones(len(table), dtype=np.uint8) if verdicts is None else verdicts
    place = found.coded(known.ranks)
    for name, rank in named.items():
        above = place <= known.ranks.index(rank)
        kept = np.where(above, own, 0)
        told = np.where((place < 0) & (own > 0), _UNCLEAR, kept)
        yield name, rank, as_verdicts(table, told)
    yield FULL, None, table
