"""Which visits a scope means, and which of them count."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claim_oracle.read import Record, Visit

Scope = dict[str, Any]


def as_cell(value: Any) -> str:
    """Return a value of the study file as a table holds it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def meets_conditions(visit: Visit, conditions: dict[str, Any]) -> bool:
    for column, wanted in conditions.items():
        values = wanted if isinstance(wanted, list) else [wanted]
        if visit.cells[column] not in [as_cell(value) for value in values]:
            return False
    return True


def meets(visit: Visit, scope: Scope, side: str | None) -> bool:
    """Whether a visit is one of those that a scope means, whenever it was."""
    if side is not None and side not in visit.pair:
        return False
    for key in ("origin", "destination", "visitor"):
        if key in scope and visit.cells[key] != scope[key]:
            return False
    if "dyad" in scope and visit.pair != frozenset(scope["dyad"]):
        return False
    return meets_conditions(visit, scope.get("where", {}))


def side_of(scope: Scope, record: Record) -> str | None:
    """Return the side of a scope: the one named, else the only one with its era."""
    if "side" in scope:
        return str(scope["side"])
    if "era" not in scope:
        return None
    sides = {era.side for era in record.eras if era.name == scope["era"]}
    if sides <= {""}:
        return None
    (only,) = sides
    return only


def readings_of_unclear(record: Record) -> list[bool]:
    """Return whether unclear visits count: both answers where both are asked."""
    chosen = record.conventions["unclear"]
    return {"exclude": [False], "include": [True], "both": [False, True]}[chosen]


def qualifies(visit: Visit, *, unclear_counts: bool) -> bool:
    return visit.verdict == "true" or (visit.verdict == "unclear" and unclear_counts)


def completions_of_sources(
    visits: list[Visit], record: Record, *, unclear_counts: bool
) -> Iterator[list[Visit]]:
    """Yield the visits that count, once for each set of unsourced ones that do.

    The first list is the plain reading, in which all of them count.
    """
    good = [
        visit for visit in visits if qualifies(visit, unclear_counts=unclear_counts)
    ]
    rule = record.conventions["unsourced"]
    if rule == "exclude":
        yield [visit for visit in good if visit.sourced]
        return
    yield good
    if rule == "include":
        return
    doubted = [visit for visit in good if not visit.sourced]
    for size in range(1, len(doubted) + 1):
        for left_out in combinations(doubted, size):
            yield [visit for visit in good if visit not in left_out]
