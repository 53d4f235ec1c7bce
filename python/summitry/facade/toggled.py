"""What a study's explanations may decide otherwise, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.claims.specification import CONVENTIONS
from summitry.exceptions import InputError
from summitry.facade.alternatives import definitions_of
from summitry.frames.arguments import known_name
from summitry.robustness.decisions import Decision, Product
from summitry.robustness.toggles import Toggles, lines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from summitry.claims.claim import Claim
    from summitry.facade.declared import Declared

NAMES = (
    *("lines", "definition", "unclear", "unsourced", "date_rule"),
    *("rules", "handover", "exposure", "since", "through"),
)
"""What may be decided otherwise."""

_AS_IT_IS = "as it is"
_SAME = {"doubt": "include", "both": "exclude"}
"""What a number is where a convention leaves it open."""


def toggles_of(
    declared: Declared,
    claims: Sequence[Claim],
    *,
    only: Iterable[str] | None,
    given: Mapping[str, Any],
) -> Toggles:
    """
    Return what may be decided otherwise than by the study and its claims.

    Raises
    ------
    CategoryError
        If `only` names what there is not.
    """
    chosen = {known_name(name, NAMES, "decisions") for name in only or NAMES}
    varied = {
        "definition": _definitions,
        "unclear": _words(declared, "unclear"),
        "unsourced": _words(declared, "unsourced"),
        "date_rule": _words(declared, "date_rule"),
        "rules": _rules,
        "handover": _words(declared, "handover"),
        "exposure": _words(declared, "exposure"),
        "since": _days("since"),
        "through": _days("through"),
    }
    open_ = declared.model.get("decisions", {})
    lines, line_of = lines_of(
        declared.tables.visits,
        declared.tables.definition if "lines" in chosen else None,
        {reason: _texts(said) for reason, said in open_.get("lines", {}).items()},
    )
    decisions = [
        decision
        for name, make in varied.items()
        if name in chosen and (name == "rules" or name not in given)
        for decision in make(declared, claims)
        if len(decision.choices) > 1 and decision.side not in given.get("rules", {})
    ]
    return Toggles(lines, line_of, Product(decisions))


def _texts(outcomes: Iterable[Any]) -> list[str]:
    return [str(one).lower() for one in outcomes]


def _with(name: str, values: Iterable[Any], side: str | None = None) -> Decision:
    """Return a decision whose first choice is whatever each claim has."""
    listed = list(values)
    first = listed[:1]
    return Decision(
        name, (_AS_IT_IS, *map(str, listed)), (*first, *listed), side
    )


Made = "Callable[[Declared, Sequence[Claim]], list[Decision]]"


def _words(declared: Declared, name: str) -> Any:
    def made(declared: Declared, claims: Sequence[Claim]) -> list[Decision]:
        own = {_plain(getattr(_of(declared, claim), name)) for claim in claims}
        known = [w for w in _known(declared, name) if w == _plain(w)]
        others = [word for word in known if own != {word}]
        return [_with(name, others)]

    return made


def _plain(word: str) -> str:
    return _SAME.get(word, word)


def _of(declared: Declared, claim: Claim) -> Any:
    return declared.specification.of(claim.form)


def _known(declared: Declared, name: str) -> Sequence[str]:
    """The words of a convention that make a difference to these visits."""
    record = declared.record
    if name == "unsourced" and record.sourced is None:
        return ()
    if name == "date_rule":
        start = record.days("start")
        return [
            word
            for word in CONVENTIONS[name]
            if word == "start" or not np.array_equal(start, record.days(word))
        ]
    return CONVENTIONS[name]


def _days(name: str) -> Any:
    def made(declared: Declared, _: Sequence[Claim]) -> list[Decision]:
        listed = map(str, declared.model.get("decisions", {}).get(name, ()))
        own = str(getattr(declared.specification, name))
        return [_with(name, [day for day in dict.fromkeys(listed) if day != own])]

    return made


def _definitions(declared: Declared, _: Sequence[Claim]) -> list[Decision]:
    """The combinations of lowest ranks that the study declares."""
    rule = declared.tables.definition
    minimum = declared.model.get("decisions", {}).get("minimum", {})
    return [definitions_of(rule, minimum, {})]


def _rules(declared: Declared, claims: Sequence[Claim]) -> list[Decision]:
    """The lists of eras of each side of which a claim names an era."""
    found = []
    for side in dict.fromkeys(axis.side for axis in declared.axes):
        lists = [axis for axis in declared.axes if axis.side == side]
        eras = {era for axis in lists for era in axis.labels}
        asked = [
            claim
            for claim in claims
            if side in claim.sides
            or side in claim.form.get("at", {}).get("eras", {})
            or (not claim.sides and eras.intersection(claim.eras))
        ]
        if not asked or len(lists) == 1:
            continue
        own = {_of(declared, claim).rules.get(side or "") for claim in asked}
        others = [axis.rule for axis in lists if own != {axis.rule}]
        name = f"rule_{side}" if side else "rule"
        found.append(_with(name, filter(None, others), side or ""))
    return found


def refuse_no_number(claims: Mapping[str, Claim]) -> None:
    """
    Refuse to explain where no number of visits was printed.

    Raises
    ------
    InputError
        If there is none.
    """
    if not claims:
        raise InputError(
            "the study prints no number of visits, or visits a year, to explain",
            code="no_numbers",
            column="claim",
            hint='a claim with quantity = "count" or "frequency", and printed',
        )
