"""Claims as clauses: what one says, in the fewest words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.claims.on_series import within
from summitry.claims.wording import alone, being, outcome_word, relative, where
from summitry.measure.definition import OUTCOMES
from summitry.output.era_words import named_era

if TYPE_CHECKING:
    from collections.abc import Mapping

_RATIOS = {
    "ratio": "frequency",
    "weighted_ratio": "weighted_frequency",
    "share": "count",
}
_ORDERS = {
    "lower_than": "lower than",
    "higher_than": "higher than",
    "told_apart_from": "told apart from",
}
_RANKS = ("", "", "second-", "third-", "fourth-", "fifth-")


def sentence(form: Mapping[str, Any]) -> str:
    """
    Return what a claim says, as a clause.

    Examples
    --------
    >>> xi, hu = {"era": "Xi"}, {"era": "Hu"}
    >>> sentence({"quantity": "ratio", "at": xi, "of": hu, "printed": "0.19"})
    'frequency of Xi over that of Hu equals 0.19'
    """
    quantity = str(form["quantity"])
    at = form.get("at", {})
    if quantity == "qualification":
        return f"{where(at)}: {OUTCOMES[outcome_word(form['qualifies'])]}"
    if "censored" in form:
        after = " and ".join(at.get("shocks", ()))
        return (
            f"no visit after {after}" if form["censored"] else f"a visit after {after}"
        )
    if "printed" in form:
        return f"{subject(form)} {_said(form)}"
    if quantity == "series":
        key, said = next(order for order in _ORDERS.items() if order[0] in form)
        return f"{subject(form)} is {said} that of {within(form[key])}"
    words, name = _words(quantity), _short(at)
    if "rank" in form:
        return _ranked_sentence(form["rank"], name, words)
    if "ascending" in form:
        return f"{words} ascends from {' to '.join(map(named_era, form['ascending']))}"
    key, said = next(order for order in _ORDERS.items() if order[0] in form)
    others = f", compared with {alone(form['against'])}" if "against" in form else ""
    other = _short(form[key]) + being(form) + relative(form)
    return f"{words} of {name} is {said} that of {other}{others}"


def subject(form: Mapping[str, Any]) -> str:
    """
    Return the number that a claim is about, in words.

    Examples
    --------
    >>> subject({"quantity": "count", "at": {"era": "Xi"}})
    'count of Xi'
    """
    quantity, at = str(form["quantity"]), form.get("at", {})
    if "relative_to" in form:
        return "ratio of ratios"
    if quantity == "series":
        return _of_series(form)
    subject = _words(quantity)
    if quantity.endswith("lag"):
        subject += f" after {' and '.join(at.get('shocks', ())) or 'each shock'}"
    elif not quantity.endswith("gap"):
        subject += f" of {_short(at)}"
    if "of" in form:
        subject += f" over that of {_short(form['of'])}"
    return subject


def _of_series(form: Mapping[str, Any]) -> str:
    """The number that is made of a series."""
    said = f"{form.get('summary', 'sum')} of {within(form['at'])}"
    return f"{said} of {within(form['of'])}" if "of" in form else said


def _words(quantity: str) -> str:
    return _RATIOS.get(quantity, quantity).replace("_", " ")


def _short(scope: Mapping[str, Any]) -> str:
    """The era, the period or the side of a scope, and in brackets what else it asks."""
    if "eras" in scope:
        name = " and ".join(map(named_era, scope["eras"].values()))
        own = {"eras"}
    elif "era" in scope:
        name, own = named_era(str(scope["era"])), {"era", "side"}
    elif "period" in scope:
        name, own = str(scope["period"]).replace("/", " to "), {"period"}
    elif "shocks" in scope:
        name, own = f"shocks {' and '.join(scope['shocks'])}", {"shocks"}
    else:
        name, own = str(scope.get("side", "the record")), {"side"}
    rest = {key: value for key, value in scope.items() if key not in own}
    return f"{name} ({where(rest)})" if rest else name


def _ranked_sentence(rank: Mapping[str, Any], name: str, quantity: str) -> str:
    if "place" not in rank:
        others = " and ".join(map(named_era, rank["ahead_only_of"])) or "none"
        return f"{name} has a higher {quantity} than {others} and no other"
    place, end = rank["place"], rank.get("from", "bottom")
    superlative = "lowest" if end == "bottom" else "highest"
    ordinal = _RANKS[place] if place < len(_RANKS) else f"{place}th-"
    return f"{name} has the {ordinal}{superlative} {quantity}"


def _said(form: Mapping[str, Any]) -> str:
    printed = str(form["printed"])
    if form.get("unit") == "years":
        printed += " years"
    comparison = form.get("comparison", "equals")
    if comparison == "equals":
        return f"equals {printed}"
    return f"is {comparison.replace('_', ' ')} {printed}"
