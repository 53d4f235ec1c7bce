"""The ways of dating eras that a study names, held against those of its lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.robustness.decisions import rules_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from summitry.facade.declared import Declared


def refuse_unknown_rules(declared: Declared) -> None:
    """
    Refuse a way of dating eras that no list of its side has.

    Left alone it would be a way to count in which nothing is determined, or none.
    Lists that the caller gives in place of the study's may be of fewer sides, and of
    fewer ways than its decisions vary.

    Raises
    ------
    StudyError
        At the key of the first that is not known.
    """
    named = list(_named(declared.model))
    if not named:
        return
    source, given = declared.source, "eras" in declared.tables.given
    lists = rules_by_side(declared.axes)
    for key, place, side, rule in named:
        if side not in lists:
            if not given:
                raise source.unknown(key, side, [*lists], "side")
            continue
        known = [one for one in lists[side] if one is not None]
        if rule not in known and not (given and key.startswith("decisions.")):
            raise source.unknown(f"{key}{place}", rule, known, "rule")


def _named(model: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Each way that is named: its key and place in a list, its side and its name."""
    for side, rule in model.get("eras", {}).get("rules", {}).items():
        yield f"eras.rules.{side}", "", side, rule
    for side, rules in model.get("decisions", {}).get("rules", {}).items():
        for number, rule in enumerate(rules):
            yield f"decisions.rules.{side}", f"[{number}]", side, rule
    for number, claim in enumerate(model.get("claim", [])):
        for side, rule in claim.get("with", {}).get("rules", {}).items():
            yield f"claim[{number}].with.rules.{side}", "", side, rule
