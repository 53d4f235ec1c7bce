"""Claims in words: what was printed, what was computed, and how it was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.frames.dates import iso

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.claims.measured import Measured

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
    "gap": "time since the last visit",
    "longest_gap": "longest time between two visits",
    "qualification": "whether the visit counts as high-level",
}
_ORDINALS = ("", "second-", "third-", "fourth-", "fifth-")
_EXCEPTIONS = {
    ("handover", "predecessor"): "the day of a handover belongs to the predecessor",
    ("date_rule", "end"): "visits dated by their last day",
    ("same_day", "exclude"): "a visit on the day of the shock does not answer it",
    ("overlap", "latest"): "a shock is censored at the next one",
    ("overlap", "first"): "a shock that falls while another waits is left out",
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


def asserted(claim: Mapping[str, Any]) -> str:
    """
    Say what a claim asserts.

    Examples
    --------
    >>> asserted({"printed": "11", "comparison": "at_most", "quantity": "lag"})
    'at most 11 days'
    >>> asserted({"rank": {"from": "bottom", "place": 2}, "quantity": "frequency"})
    'second-lowest'
    """
    if "printed" in claim:
        comparison = _COMPARISONS[claim.get("comparison", "equals")]
        return f"{comparison}{claim['printed']}{unit_of(claim)}"
    if "rank" in claim:
        return ranked(claim["rank"])
    for key, words in (("lower_than", "lower than"), ("higher_than", "higher than")):
        if key in claim:
            return f"{words} {where(claim[key])}"
    if "ascending" in claim:
        return " < ".join(claim["ascending"])
    if "censored" in claim:
        return "no visit yet" if claim["censored"] else "a visit followed"
    outcome = {"true": "counts", "false": "does not count", "unclear": "unclear"}
    return outcome[claim["qualifies"]]


def ranked(rank: Mapping[str, Any]) -> str:
    """
    Say a place in an order.

    Examples
    --------
    >>> ranked({"from": "bottom", "ahead_only_of": ["Mao Zedong"]})
    'second-lowest, ahead only of Mao Zedong'
    """
    others = rank.get("ahead_only_of", [])
    place = rank.get("place") or len(others) + 1
    words = placed(place, rank["from"])
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


def where(place: Mapping[str, Any]) -> str:
    """
    Say what a place is.

    Examples
    --------
    >>> where({"side": "CHN", "era": "Xi Jinping", "where": {"summit": True}})
    'Xi Jinping (CHN), summit is true'
    >>> where({})
    'the whole observation'
    """
    parts = []
    if "era" in place:
        side = ", ".join(str(place[key]) for key in ("side", "rule") if key in place)
        parts.append(place["era"] + (f" ({side})" if side else ""))
    elif "side" in place:
        parts.append(f"eras of {place['side']}")
    if "eras" in place:
        parts.append(" and ".join(place["eras"].values()))
    if "shocks" in place:
        parts.append("shocks " + ", ".join(place["shocks"]))
    if "period" in place:
        parts.append(place["period"].replace("/", " to "))
    if "dyad" in place:
        parts.append(" and ".join(place["dyad"]))
    parts += [
        f"{key} {place[key]}"
        for key in ("visitor", "origin", "destination")
        if key in place
    ]
    parts += [_condition(*item) for item in place.get("where", {}).items()]
    return ", ".join(parts) or "the whole observation"


def counted(
    claim: Mapping[str, Any], conventions: Mapping[str, str], measured: Measured | None
) -> str:
    """Say how a claim's quantity was counted: its definition in one line."""
    parts = [f"{_QUANTITIES[claim['quantity']]}: {where(claim.get('at', {}))}"]
    if "of" in claim:
        parts[0] += f", of {where(claim['of'])}"
    facts = {} if measured is None else measured.facts
    if "frequency" in claim["quantity"] and "years" in facts:
        parts.append(_exposure(conventions["exposure"], facts))
    if claim["quantity"] != "qualification":
        parts += [
            _UNCLEAR[conventions["unclear"]],
            _SOURCES[conventions["unsourced"]],
        ]
    parts += [_EXCEPTIONS[item] for item in conventions.items() if item in _EXCEPTIONS]
    return "; ".join(parts)


def made_of(claim: Mapping[str, Any], measured: Measured) -> str:
    """Say what a number is made of, where that helps to check it by hand."""
    facts = measured.facts
    if "parts" in facts:
        own, of = facts["parts"]
        return f"{own:.4g} of {of:.4g}"
    if claim["quantity"] == "count":
        return f"{facts['count']} visits"
    if claim["quantity"] == "frequency":
        whole = facts["years"] == int(facts["years"])
        years = f"{facts['years']:.0f}" if whole else f"{facts['years']:.2f}"
        return f"{facts['count']} visits in {years} years"
    if claim["quantity"] in {"mean_lag", "median_lag", "restricted_mean_lag"}:
        return _lags(facts)
    return ""


def _lags(facts: Mapping[str, Any]) -> str:
    pairs = zip(facts["status"], facts["lags"], strict=True)
    lags = ", ".join(str(lag) for status, lag in pairs if status == "observed")
    told = f"lags of {lags} days" if lags else "no lag"
    if facts["censored"]:
        shocks = "1 shock" if facts["censored"] == 1 else f"{facts['censored']} shocks"
        told += f"; {shocks} that no visit followed"
        if facts["restricted_mean"] is not None:
            mean = float(facts["restricted_mean"])
            told += f", with which the restricted mean is {mean:.1f} days"
    return told


def number(value: float, claim: Mapping[str, Any]) -> str:
    """
    Print a computed number with one decimal more than was printed, if it has any.

    Examples
    --------
    >>> number(359 / 3, {"printed": "120"}), number(1.25, {"printed": "1.25"})
    ('119.7', '1.25')
    >>> number(0.524, {"printed": "52%"})
    '52.4%'
    """
    printed = claim.get("printed", "0.0")
    percent = printed.endswith("%")
    decimals = len(printed.rstrip("% ").partition(".")[2]) + 1
    text = f"{value * (100 if percent else 1):.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if decimals == 1 or text[-1] == "0" else text
    return text + ("%" if percent else "")


def unit_of(claim: Mapping[str, Any]) -> str:
    """Return the unit of a length of time, with a blank before it."""
    timed = claim["quantity"].endswith(("lag", "gap"))
    return f" {claim.get('unit', 'days')}" if timed else ""


def _condition(column: str, condition: Any) -> str:
    if isinstance(condition, dict):
        condition, verb = condition["contains"], "contains"
    else:
        verb = "is"
    listed = condition if isinstance(condition, list) else [condition]
    words = (str(one).lower() if isinstance(one, bool) else str(one) for one in listed)
    return f"{column} {verb} {' or '.join(words)}"


def _exposure(convention: str, facts: Mapping[str, Any]) -> str:
    if not facts["years"]:
        return "not observed"
    if convention == "calendar_years":
        first, last = iso(facts["start"])[:4], iso(facts["end"] - 1)[:4]
        if first == last:
            return f"the calendar year {first}"
        return f"the {facts['years']:g} calendar years {first} to {last}"
    return f"{facts['years']:.2f} years ({facts['days']} days)"
