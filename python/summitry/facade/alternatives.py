"""The alternatives that a study declares, as a multiverse takes them."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from summitry.claims.measured import DEFAULTS
from summitry.measure.definition import Definition
from summitry.measure.weights import Scheme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.claims.places import Places
    from summitry.frames import Frame

_WORDS = ("unclear", "date_rule", "handover", "exposure", "same_day", "overlap")
_READINGS = {"both": ("exclude", "include")}
_SOURCES: dict[str, dict[str, Any]] = {
    "doubt": {"all": {}},
    "include": {"all": {}},
    "exclude": {"sourced": {"sourced": True}},
}


def alternatives_of(places: Places) -> dict[str, Any]:
    """
    Return the arguments of `multiverse` that a study declares.

    A decision that it does not list stays as the study and its claims have it. A study
    that lists none leaves all of them to `multiverse`.
    """
    model = places.tables.model
    observation, declared = model["observation"], model.get("decisions", {})
    window = {
        name: declared.get(name, [observation[name]]) for name in ("since", "through")
    }
    if not declared:
        return window
    found: dict[str, Any] = {name: _words(model, name) for name in _WORDS}
    found["sources"] = _sources(places, _words(model, "unsourced"))
    found["definitions"] = _definitions(places, declared.get("minimum", {}))
    found["schemes"] = _schemes(places, declared.get("scheme", {}))
    if places.axes:
        found["rules"] = _rules(places, declared.get("rules", {}))
    return window | found


def with_sources(places: Places) -> Frame:
    """Return the visits with a column that says whether they have a source."""
    table = places.visits
    if places.sourced is None or table.has("sourced"):
        return places.tables.visits
    return table.with_columns({"sourced": places.sourced})


def _words(model: Mapping[str, Any], name: str) -> list[str]:
    """The alternatives of one convention: those declared, or those in use."""
    declared = model.get("decisions", {}).get(name)
    used = [model.get("conventions", {}).get(name, DEFAULTS[name])]
    if declared is None:
        claims = (claim.get("with", {}).get(name) for claim in model.get("claim", ()))
        used += [word for word in claims if word is not None]
    words = declared if declared is not None else used
    if name != "unclear":
        return list(dict.fromkeys(words))
    return list(
        dict.fromkeys(one for word in words for one in _READINGS.get(word, (word,)))
    )


def _sources(places: Places, words: list[str]) -> dict[str, Any]:
    if places.sourced is None:
        return {"all": {}}
    return {name: where for word in words for name, where in _SOURCES[word].items()}


def _definitions(
    places: Places, minimum: Mapping[str, list[str]]
) -> dict[str, Definition] | None:
    """Every combination of the lowest ranks of each side; None if none is declared."""
    rule = places.tables.definition
    if not minimum or rule is None:
        return None
    named = {}
    for ranks in product(*minimum.values()):
        chosen = dict(zip(minimum, ranks, strict=True))
        name = ", ".join(f"{side} {rank}" for side, rank in chosen.items())
        lowest = dict(rule.minimum) | chosen
        named[name] = Definition(lowest, rule.ladder, rule.rules, name)
    return named


def _schemes(
    places: Places, weights: Mapping[str, Mapping[str, list[float]]]
) -> dict[str, Scheme | None]:
    """Every combination of the weights of each category."""
    scheme = places.tables.scheme
    if scheme is None:
        return {"none": None}
    varied = [
        (column, category, several)
        for column, table in weights.items()
        for category, several in table.items()
    ]
    named: dict[str, Scheme | None] = {}
    for chosen in product(*(several for _, _, several in varied)):
        factors = {column: dict(table) for column, table in scheme.factors.items()}
        for (column, category, _), weight in zip(varied, chosen, strict=True):
            factors[column][category] = weight
        pairs = zip(varied, chosen, strict=True)
        name = ", ".join(f"{one[0]} {one[1]} {weight:g}" for one, weight in pairs)
        named[name or scheme.name] = Scheme(factors, name=name or scheme.name)
    return named


def _rules(places: Places, declared: Mapping[str, list[str]]) -> dict[str, list[str]]:
    sides = dict.fromkeys(axis.side or "" for axis in places.axes)
    found = {}
    for side in sides:
        axis = places.axis(side or None, None, "decisions.rules")
        found[side] = declared.get(side, [axis.rule or "as given"])
    return found
