"""What a study's explanations may decide otherwise, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.claims.specification import CONVENTIONS
from summitry.facade.alternatives import definitions_of, schemes_of
from summitry.frames.arguments import known_name
from summitry.robustness.decisions import Decision, Product
from summitry.robustness.toggles import OtherShock, Toggles, lines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from summitry.claims.claim import Claim
    from summitry.facade.declared import Declared

    _Make = Callable[[Declared, Sequence[Claim]], list[Decision]]

NAMES = (
    *("lines", "definition", "unclear", "unsourced", "date_rule"),
    *("rules", "handover", "exposure", "since", "through"),
    *("scheme", "same_day", "overlap", "shocks"),
)
"""What may be decided otherwise."""

CONVENTIONS_OF_CLAIMS = (
    *("exposure", "handover", "date_rule", "unclear", "unsourced", "rules"),
    *("same_day", "overlap"),
)
"""The conventions that a claim may have of its own and that numbers turn on."""

SUMMARIES = ("mean_lag", "median_lag", "restricted_mean_lag")
"""Numbers that are made of several lags."""

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
    named = NAMES if only is None else [only] if isinstance(only, str) else list(only)
    chosen = {known_name(name, NAMES, "decisions") for name in named}
    varied = {
        "definition": _definitions,
        "unclear": _words("unclear"),
        "unsourced": _words("unsourced"),
        "date_rule": _words("date_rule"),
        "rules": _rules,
        "handover": _words("handover"),
        "exposure": _words("exposure"),
        "since": _days("since"),
        "through": _days("through"),
        "scheme": _schemes,
        "same_day": _words("same_day"),
        "overlap": _words("overlap"),
    }
    open_ = declared.model.get("decisions", {})
    lines, line_of = lines_of(
        declared.tables.visits,
        declared.tables.definition if "lines" in chosen else None,
        {reason: _texts(said) for reason, said in open_.get("lines", {}).items()},
    )
    decisions: list[Decision] = []
    for name, make in varied.items():
        if name in chosen and (name == "rules" or name not in given):
            decisions += make(declared, claims)
        elif name != "rules":
            decisions.append(_with(name, ()))
    settled = given.get("rules", {})
    decisions = [one for one in decisions if one.side not in settled]
    # The core counts every decision, that of tests too.
    product = Product([*decisions, _with("method", ())])
    shocks = _shocks(declared, claims) if "shocks" in chosen else []
    return Toggles(lines, line_of, product, shocks)


def _texts(outcomes: Iterable[Any]) -> list[str]:
    return [str(one).lower() for one in outcomes]


def _with(name: str, values: Iterable[Any], side: str | None = None) -> Decision:
    """Return a decision whose first choice is whatever each claim has."""
    listed = list(values)
    first = listed[:1]
    return Decision(name, (_AS_IT_IS, *map(str, listed)), (*first, *listed), side)


def _words(name: str) -> _Make:
    """Return what makes the decision between the words of a convention."""

    def made(declared: Declared, claims: Sequence[Claim]) -> list[Decision]:
        own = {_plain(getattr(_of(declared, claim), name)) for claim in claims}
        known = [word for word in _known(declared, name) if word == _plain(word)]
        return [_with(name, [word for word in known if own != {word}])]

    return made


def _plain(word: str) -> str:
    return _SAME.get(word, word)


def _of(declared: Declared, claim: Claim) -> Any:
    return claim.under(declared.specification)


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


def _days(name: str) -> _Make:
    """Return what makes the decision between the days that a study declares."""

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


def _schemes(declared: Declared, _: Sequence[Claim]) -> list[Decision]:
    """The weights that the study declares."""
    weights = declared.model.get("decisions", {}).get("scheme", {})
    return [schemes_of(declared.tables.scheme, weights)]


def _shocks(declared: Declared, claims: Sequence[Claim]) -> list[OtherShock]:
    """The shocks of which a claim makes one number, and others of their kinds."""
    table = declared.tables.shocks
    lists = [
        claim.statement.at.shocks for claim in claims if claim.quantity in SUMMARIES
    ]
    if table is None or not table.has("id") or not lists or not all(lists):
        return []
    listed = set(lists[0])
    if any(set(one) != listed for one in lists):
        return []
    ids = table.values("id")
    kinds = table.values("kind") if table.has("kind") else [""] * len(ids)
    own = {kind for name, kind in zip(ids, kinds, strict=True) if name in listed}
    return [
        OtherShock(name, name in listed)
        for name, kind in zip(ids, kinds, strict=True)
        if name in listed or (kind and kind in own)
    ]


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
            or side in claim.statement.at.eras
            or (not claim.sides and eras.intersection(claim.eras))
        ]
        if not asked or len(lists) == 1:
            continue
        own = {_of(declared, claim).rules.get(side or "") for claim in asked}
        others = [axis.rule for axis in lists if own != {axis.rule}]
        name = f"rule_{side}" if side else "rule"
        found.append(_with(name, filter(None, others), side or ""))
    return found
