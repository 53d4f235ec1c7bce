"""Conventions that are settled for an explanation, whatever its claims have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.claims.specification import CONVENTIONS
from summitry.facade.toggled import CONVENTIONS_OF_CLAIMS
from summitry.frames.arguments import known_name, mapping_of_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.claims.claim import Claim
    from summitry.claims.specification import Specification


def settled_words(given: object) -> dict[str, Any]:
    """
    Return the conventions that are settled, each in a word that it knows.

    Examples
    --------
    >>> settled_words({"exposure": "days"})
    {'exposure': 'days'}
    """
    words = mapping_of_texts(given, "given", 'given={"exposure": "days"}')
    for name, word in words.items():
        known_name(name, CONVENTIONS_OF_CLAIMS, "given")
        if name == "rules":
            hint = 'given={"rules": {"CHN": "party_post"}}'
            words[name] = mapping_of_texts(word, "given rules", hint)
        else:
            known_name(word, CONVENTIONS[name], f"given {name}")
    return words


def settled(claim: Claim, given: Mapping[str, Any]) -> Claim:
    """Return a claim under conventions that are settled."""
    if not given:
        return claim
    own = claim.conventions
    rules = {**own.get("rules", {}), **given.get("rules", {})}
    return claim.settled({**own, **given} | ({"rules": rules} if rules else {}))


def instead_of(claim: Claim, study: Specification) -> dict[str, Any]:
    """Return the study's conventions where a claim has its own."""
    own = claim.conventions
    found = {
        name: getattr(study, name)
        for name, word in own.items()
        if name in CONVENTIONS_OF_CLAIMS
        and name != "rules"
        and word != getattr(study, name)
    }
    rules = {
        side: study.rules[side]
        for side, rule in own.get("rules", {}).items()
        if study.rules.get(side) not in {None, rule}
    }
    return found | ({"rules": rules} if rules else {})


def own_conventions(claim: Claim, given: Mapping[str, Any]) -> str:
    """Say which conventions of a claim's own are not allowed."""
    own = claim.conventions
    parts = [f"{name} = {own[name]}" for name in given if name != "rules"]
    rules = own.get("rules", {})
    parts += [f"rule_{side} = {rules[side]}" for side in given.get("rules", {})]
    return "; ".join(parts)
