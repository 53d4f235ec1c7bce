"""What a definition says of a visit by its visitor's country and rank alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.frames import Categories, Table, refuse_unknown
from summitry.frames.suggestion import did_you_mean
from summitry.output.format import spaced

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.measure.definition import Definition


def outcomes_by_rank(
    table: Table,
    definition: Definition,
    side: tuple[str, Categories],
    rank: tuple[str, Categories],
) -> tuple[list[str], list[str], npt.NDArray[np.int64]]:
    """Decide every (side, rank) that occurs; returns the cell of each row as well."""
    (side_column, sides), (rank_column, ranks) = side, rank
    with_minimum = [name for name in sides.labels if definition.minimum_for(name)]
    codes = sides.coded(with_minimum)
    if (codes < 0).any():
        refuse_unknown(
            table,
            side_column,
            sides,
            codes,
            definition.minimum,
            "side",
            told=_without_minimum(definition, side_column, sides, codes),
        )
    on_ladder = ranks.coded(tuple(definition.ladder))
    if ((on_ladder < 0) & (ranks.codes >= 0)).any():
        ranked = np.where(ranks.codes < 0, 0, on_ladder)
        refuse_unknown(table, rank_column, ranks, ranked, definition.ladder, "rank")
    place = {name: number for number, name in enumerate(definition.ladder)}
    outcomes, reasons = [], []
    for name in sides.labels:
        lowest = definition.minimum_for(name) or ""
        for found in ranks.labels:
            meets = place[found] <= place[lowest]
            outcomes.append("true" if meets else "false")
            reasons.append(
                f"{spaced(found)} is at or above {spaced(lowest)}"
                if meets
                else f"{spaced(found)} is below {spaced(lowest)}, the minimum for {name}"
            )
        outcomes.append("unclear")
        reasons.append("the visitor's rank is not recorded")
    width = len(ranks.labels) + 1
    column = np.where(ranks.codes < 0, width - 1, ranks.codes)
    return outcomes, reasons, sides.codes * width + column


def _without_minimum(
    definition: Definition, side: str, sides: Categories, codes: npt.NDArray[np.int64]
) -> tuple[str, str] | None:
    """Say which countries have no minimum rank, of how many visits, and what to do."""
    named = ", ".join(f"'{country}'" for country in definition.minimum)
    lowest = next(iter(definition.minimum.values()))
    told_of = sides.codes[(codes < 0) & (sides.codes >= 0)]
    if not told_of.size:
        return None
    without, counts = np.unique(told_of, return_counts=True)
    order = np.lexsort((without, -counts))
    names = [sides.labels[without[place]] for place in order]
    pairs = zip(names, counts[order], strict=True)
    told = ", ".join(f"'{name}' ({number})" for name, number in pairs)
    near = did_you_mean(names[0], definition.minimum)
    said = (
        f"is not one of {named}, the countries of '{side}' that have a minimum rank; "
        f"those without one, and their visits, are {told:.1000}"
    )
    hint = (
        f"give each one, minimum={{..., {names[0]!r}: '{lowest}'}}, or give one with "
        f"'*' for every other country: minimum={{..., '*': '{lowest}'}}"
    )
    return said, f"{hint}; {near}" if near else hint
