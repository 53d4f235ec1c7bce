"""Which kind of visits took the place of which: by level, and by direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.exceptions import SummitryError
from summitry.frames import Table
from summitry.infer.composition import composition
from summitry.measure.rank_groups import HEADS
from summitry.sources.ladder import RANKS

if TYPE_CHECKING:
    from summitry.claims.specification import Specification
    from summitry.frames import Frame

_PAIR = 2


def shares_of(visits: Table, eras: Table, spec: Specification) -> dict[str, Frame]:
    """
    Return whether a share of the visits moved from era to era.

    Returns
    -------
    dict of str to frame
        ``composition``, with ``kind`` (which visits are upper): those of heads beside
        the rest, and those of one direction beside the other; nothing where all visits
        are of one kind.
    """
    parts = []
    for kind, where in _kinds(visits, eras).items():
        try:
            found = composition(
                visits,
                eras,
                where=where,
                since=spec.since,
                through=spec.through,
                unclear=spec.one_treatment,
                handover=spec.handover,
                level=spec.level,
                progress=False,
            )
        except SummitryError as error:
            if error.code in {"unknown_value", "no_visits"}:
                continue
            raise
        table = Table(found, "composition")
        parts.append(table.with_columns({"kind": [kind] * len(table)}))
    return (
        {"composition": Table.concat(parts, "composition", fill=True)} if parts else {}
    )


def _kinds(visits: Table, eras: Table) -> dict[str, dict[str, list[str]]]:
    """Return which visits may be set against the others, by what they are called."""
    kinds = {}
    if visits.has("visitor_rank"):
        ranks = visits.categories("visitor_rank").labels
        heads = [rank for rank in HEADS if rank in ranks]
        if set(ranks) <= set(RANKS) and heads and len(heads) < len(ranks):
            kinds["heads of state, party and government"] = {"visitor_rank": heads}
    sides = eras.categories("side").labels if eras.has("side") else []
    if visits.has("origin") and len(sides) == _PAIR:
        origins = visits.categories("origin").labels
        if set(sides) <= set(origins):
            kinds[f"visits from {sides[0]}"] = {"origin": [sides[0]]}
    return kinds
