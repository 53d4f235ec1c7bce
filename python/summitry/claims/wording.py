"""Claims in words: what was printed, what was computed, and how it was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.measure.definition import OUTCOMES
from summitry.measure.unclear import DAYS_A_YEAR
from summitry.output.era_words import named_era
from summitry.output.format import many, spaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summitry import _core
    from summitry.claims.specification import Specification

_COMPARISONS = {
    "equals": "",
    "at_most": "at most ",
    "at_least": "at least ",
    "less_than": "less than ",
    "more_than": "more than ",
    "almost": "almost ",
}
_QUANTITIES = {
    "count": "visits",
    "frequency": "visits a year",
    "weighted_count": "weighted visits",
    "weighted_frequency": "weighted visits a year",
    "ratio": "ratio of visits a year",
    "weighted_ratio": "ratio of weighted visits a year",
    "share": "share of visits",
    "lag": "days from the shock to the next visit",
    "mean_lag": "mean days to the next visit, over the shocks that one followed",
    "median_lag": "median days to the next visit, counting shocks that none followed",
    "restricted_mean_lag": (
        "restricted mean days to the next visit, counting shocks that none followed"
    ),
    "open_gap": "time since the last visit",
    "longest_gap": "longest time between two visits",
    "qualification": "whether the visit counts as high-level",
    "series": "of a dated series",
}
_ORDINALS = ("", "second-", "third-", "fourth-", "fifth-")
_EXCEPTIONS = {
    ("handover", "predecessor"): "the day of a handover belongs to the predecessor",
    ("date_rule", "end"): "visits dated by their last day",
    ("same_day", "exclude"): "a visit on the day of the shock does not answer it",
    ("overlap", "latest"): "a shock is censored at the next one",
    ("overlap", "first"): "a shock that falls while another waits is left out",
    ("method", "midp"): "mid-p test",
    ("adjustment", "none"): "not adjusted for many comparisons",
}
_UNCLEAR = {
    "exclude": "unclear visits left out",
    "include": "unclear visits counted",
    "both": "judged without and with unclear visits",
}
_SOURCES = {
    "doubt": "visits without a source counted, and doubted",
    "include": "visits without a source counted",
    "exclude": "only visits with a source",
}

CLAIMS_APART = (
    "A claim counts everybody whom it speaks of, and is answered only where all of these "
    "are covered; the tables compare those who are covered throughout. Their numbers may "
    "differ."
)
"""What is said of the numbers of claims beside tables that leave visits out."""


def asserted(claim: Mapping[str, Any]) -> str:
    """
    Say what a claim asserts.

    Examples
    --------
    >>> asserted({"printed": "11", "comparison": "at_most", "quantity": "lag"})
    'at most 11 days'
    >>> asserted({"rank": {"place": 2}, "quantity": "frequency"})
    'second-lowest'
    """
    if "printed" in claim:
        comparison = _COMPARISONS[claim.get("comparison", "equals")]
        return f"{comparison}{claim['printed']}{unit_of(claim, claim['printed'])}"
    if "rank" in claim:
        return ranked(claim["rank"])
    for key, words in (("lower_than", "lower than"), ("higher_than", "higher than")):
        if key in claim:
            return f"{words} {where(claim[key])}{relative(claim)}"
    if "ascending" in claim:
        return " < ".join(claim["ascending"])
    if "told_apart_from" in claim:
        other = f"{where(claim['told_apart_from'])}{being(claim)}"
        return f"told apart from {other}{relative(claim)}"
    if "censored" in claim:
        return "no visit yet" if claim["censored"] else "a visit followed"
    return OUTCOMES[outcome_word(claim["qualifies"])]


def being(claim: Mapping[str, Any]) -> str:
    """
    Say which of two eras one is claimed to be, after a comma.

    Examples
    --------
    >>> being({"being": "lower"}), being({})
    (', and lower', '')
    """
    return f", and {claim['being']}" if "being" in claim else ""


def alone(eras: Sequence[str]) -> str:
    """
    Name the only eras with which another is compared.

    Examples
    --------
    >>> alone(["Mao Zedong", "Hu Jintao"])
    'Mao Zedong and Hu Jintao alone'
    """
    *others, last = map(named_era, eras)
    return f"{', '.join(others)} and {last} alone" if others else f"{last} alone"


def relative(claim: Mapping[str, Any]) -> str:
    """
    Say relative to which other visits something is claimed, after a comma.

    Examples
    --------
    >>> relative({"relative_to": {"dyad": ["CHN", "KOR"]}}), relative({})
    (', relative to CHN and KOR', '')
    >>> relative({"relative_to": {}})
    ', relative to all others'
    """
    if "relative_to" not in claim:
        return ""
    scope = claim["relative_to"]
    return f", relative to {where(scope) if scope else 'all others'}"


def ranked(rank: Mapping[str, Any]) -> str:
    """
    Say a place in an order.

    Examples
    --------
    >>> ranked({"ahead_only_of": ["Mao Zedong"]})
    'second-lowest, ahead only of Mao Zedong'
    """
    others = rank.get("ahead_only_of", [])
    place = rank.get("place") or len(others) + 1
    words = placed(place, rank.get("from", "bottom"))
    return f"{words}, ahead only of {', '.join(others)}" if others else words


def placed(place: int, end: str) -> str:
    """
    Say a place from one end of an order.

    Examples
    --------
    >>> placed(1, "top"), placed(7, "bottom")
    ('highest', '7th from the bottom')
    """
    superlative = "lowest" if end == "bottom" else "highest"
    if place <= len(_ORDINALS):
        return _ORDINALS[place - 1] + superlative
    return f"{place}th from the {end}"


def where(scope: Mapping[str, Any]) -> str:
    """
    Say what a scope is.

    Examples
    --------
    >>> where({"side": "CHN", "era": "Xi Jinping", "where": {"summit": True}})
    'Xi Jinping (CHN), summit is true'
    >>> where({})
    'the whole observation'
    """
    parts = []
    if "series" in scope:
        parts.append(scope["series"])
    if "era" in scope:
        side = ", ".join(str(scope[key]) for key in ("side", "rule") if key in scope)
        parts.append(named_era(scope["era"]) + (f" ({side})" if side else ""))
    elif "side" in scope:
        parts.append(f"visits of {scope['side']}")
    if "eras" in scope:
        parts.append(" and ".join(map(named_era, scope["eras"].values())))
    if "shocks" in scope:
        named = "shock" if len(scope["shocks"]) == 1 else "shocks"
        parts.append(f"{named} {', '.join(scope['shocks'])}")
    if "period" in scope:
        parts.append(scope["period"].replace("/", " to "))
    if "dyad" in scope:
        parts.append(" and ".join(scope["dyad"]))
    parts += [
        f"{key} {scope[key]}"
        for key in ("visitor", "origin", "destination")
        if key in scope
    ]
    parts += [_condition(*item) for item in scope.get("where", {}).items()]
    return ", ".join(parts) or "the whole observation"


def counted(form: Mapping[str, Any], spec: Specification, answer: _core.Answer) -> str:
    """Say how a claim's quantity was counted: its definition in one line."""
    quantity = _QUANTITIES[form["quantity"]]
    if form["quantity"] == "series":
        quantity = f"{form.get('summary', 'sum')} {quantity}"
    parts = [f"{quantity}: {where(form.get('at', {}))}"]
    if "of" in form:
        parts[0] += f", of {where(form['of'])}"
    parts[0] += relative(form)
    if form["quantity"] == "series":
        return parts[0]
    if "frequency" in form["quantity"] and answer.years is not None:
        parts.append(_exposure(spec.exposure, answer))
    if form["quantity"] == "restricted_mean_lag" and spec.tau is not None:
        parts.append(f"restricted to {many(spec.tau, 'day')}")
    if form["quantity"] != "qualification":
        parts += [_UNCLEAR[spec.unclear], _SOURCES[spec.unsourced]]
    if "against" in form and spec.adjustment != "none":
        parts.append(f"adjusted for comparisons with {alone(form['against'])}")
    parts += [
        words
        for (name, word), words in _EXCEPTIONS.items()
        if getattr(spec, name) == word and _matters(name, form)
    ]
    return "; ".join(parts)


def _matters(convention: str, form: Mapping[str, Any]) -> bool:
    """Whether a convention plays a part in a claim."""
    if convention in {"method", "adjustment"}:
        return "told_apart_from" in form
    if convention in {"same_day", "overlap"}:
        return str(form["quantity"]).endswith("lag")
    return bool(form["quantity"] != "qualification")


def number(value: float, form: Mapping[str, Any]) -> str:
    """
    Print a computed number with one decimal more than was printed, if it has any.

    Examples
    --------
    >>> number(359 / 3, {"printed": "120"}), number(1.25, {"printed": "1.25"})
    ('119.7', '1.25')
    >>> number(0.524, {"printed": "52%"})
    '52.4%'
    """
    percent = str(form.get("printed", "")).endswith("%")
    decimals = decimals_of(form)
    text = f"{value * (100 if percent else 1):.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if decimals == 1 or text[-1] == "0" else text
    return text + ("%" if percent else "")


def decimals_of(form: Mapping[str, Any]) -> int:
    """
    Return with how many decimals a number is told: one more than was printed.

    Examples
    --------
    >>> decimals_of({"printed": "52%"}), decimals_of({})
    (1, 2)
    """
    printed = str(form.get("printed", "0.0"))
    return len(printed.rstrip("% ").partition(".")[2]) + 1


def unit_of(form: Mapping[str, Any], number: object = "") -> str:
    """
    Return the unit of a length of time, with a blank before it.

    Examples
    --------
    >>> unit_of({"quantity": "lag"}), unit_of({"quantity": "lag"}, "1")
    (' days', ' day')
    """
    if not str(form["quantity"]).endswith(("lag", "gap")):
        return ""
    unit = str(form.get("unit", "days"))
    return f" {unit.removesuffix('s') if str(number) == '1' else unit}"


def days_in_unit(form: Mapping[str, Any]) -> float:
    """
    Return how many days the unit of a claim has; 1 for what is no length of time.

    Examples
    --------
    >>> days_in_unit({"unit": "years"}), days_in_unit({})
    (365.25, 1.0)
    """
    return DAYS_A_YEAR if form.get("unit") == "years" else 1.0


def outcome_word(outcome: object) -> str:
    """
    Return what a definition says, as a word.

    Examples
    --------
    >>> outcome_word(True), outcome_word("unclear")
    ('true', 'unclear')
    """
    return str(outcome).lower()


def _condition(column: str, condition: Any) -> str:
    if isinstance(condition, dict):
        condition, verb = condition["contains"], "contains"
    else:
        verb = "is"
    listed = condition if isinstance(condition, list) else [condition]
    words = (
        str(one).lower() if isinstance(one, bool) else _told_as(column, str(one))
        for one in listed
    )
    return f"{spaced(column)} {verb} {' or '.join(words)}"


def _told_as(column: str, value: str) -> str:
    """A value of a column; ranks are words of ours."""
    return spaced(value) if column.endswith("rank") else value


def _exposure(convention: str, answer: _core.Answer) -> str:
    years, start, end = answer.years, answer.start, answer.end
    if not years or start is None or end is None:
        return "not observed"
    first, after = np.datetime64(start), np.datetime64(end)
    if convention == "calendar_years":
        last = str(after - np.timedelta64(1, "D"))[:4]
        if str(first)[:4] == last:
            return f"the calendar year {last}"
        return f"the {many(f'{years:g}', 'calendar year')} {str(first)[:4]} to {last}"
    days = round(years * DAYS_A_YEAR)
    return f"{years:.2f} years ({many(days, 'day')})"
