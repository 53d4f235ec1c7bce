"""Findings as questions that every specification of a multiverse answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.frames.dates import day_of

if TYPE_CHECKING:
    from summitry.claims.findings import Finding
    from summitry.robustness.era_lists import EraLists
    from summitry.robustness.visit_columns import VisitColumns

_ON_WHOLE_LISTS = ("from_lowest", "from_highest", "ahead_only_of")


def question_of(
    finding: Finding, lists: EraLists, columns: VisitColumns, *, tied: str
) -> tuple[Any, ...]:
    """
    Return a finding in the form in which the core asks it of every specification.

    Raises
    ------
    CategoryError
        If there is no such side or era.
    InputError
        If a finding does not say of which side its era is.
    """
    scope = finding.scopes[0]
    if finding.is_wait:
        shocks = [day_of(shock, "shocks") for shock in finding.shocks]
        subset = columns.subset(scope.where, [])
        return subset, finding.quantity, shocks, finding.region, True
    places = [
        (columns.subset(one.where, _sides(one, lists)), lists.number(one))
        for one in finding.scopes
    ]
    named = list(range(len(places)))
    if finding.kind in _ON_WHOLE_LISTS:
        subset, numbers = places[0][0], [number for _, number in places]
        whole = list(lists.eras[lists.list_of(scope)].values())
        named = [whole.index(number) for number in numbers]
        places = [(subset, number) for number in whole]
    return places, finding.quantity, finding.argument(named), tied == "holds"


def _sides(scope: Any, lists: EraLists) -> list[str]:
    """Return the countries that a scope's visits must concern."""
    if scope.period is not None:
        return [scope.side] if scope.side else []
    return lists.sides[lists.list_of(scope)]
