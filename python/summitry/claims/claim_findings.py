"""Claims as findings, the form in which robustness is asked of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.claims.findings import Finding
from summitry.claims.scopes import Scope
from summitry.frames import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.claims.places import Places

_ENDS = {"bottom": "lowest", "top": "highest"}
_SUMMARIES = {
    "lag": "mean",
    "mean_lag": "mean",
    "median_lag": "median",
    "restricted_mean_lag": "restricted_mean",
}
_RATIOS = {
    "ratio": "frequency",
    "weighted_ratio": "weighted_frequency",
    "share": "count",
}


def finding_of(claim: Mapping[str, Any], places: Places) -> Finding | None:
    """
    Return what a claim says as a finding, or None where there is no such finding.

    There is none on joint eras, on a part of an era, on whether a visit counts, and on
    a shock that a visit is said to have followed.
    """
    named = [claim.get(key) for key in ("at", "of", "lower_than", "higher_than")]
    for place in named:
        if place and ("eras" in place or {"era", "period"} <= place.keys()):
            return None
    if claim["quantity"] in _SUMMARIES or claim["quantity"].endswith("gap"):
        return _of_wait(claim, places)
    if claim["quantity"] == "qualification":
        return None
    return _of_eras(claim, places)


def conditions_of(place: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return which visits a place speaks of, as conditions on columns.

    Examples
    --------
    >>> conditions_of({"visitor": "Kim Jong Il", "dyad": ["CHN", "PRK"]})
    {'visitor': 'Kim Jong Il', 'origin': ['CHN', 'PRK'], 'destination': ['CHN', 'PRK']}
    """
    where = {
        name: place[name]
        for name in ("visitor", "origin", "destination")
        if name in place
    }
    if "dyad" in place:
        where = {"origin": place["dyad"], "destination": place["dyad"]} | where
    order = ("visitor", "origin", "destination")
    found = {name: where[name] for name in order if name in where}
    return {**found, **place.get("where", {})}


def _of_eras(claim: Mapping[str, Any], places: Places) -> Finding:
    place = claim.get("at", {})
    scope = _scope(place, places)
    quantity = _RATIOS.get(claim["quantity"], claim["quantity"])
    if "of" in claim:
        other = _scope(claim["of"], places)
        return Finding.ratio(scope, other, **_printed(claim), quantity=quantity)
    if "printed" in claim:
        return Finding.value(scope, **_printed(claim), quantity=quantity)
    if "ascending" in claim:
        eras = [Scope(era, place.get("side")) for era in claim["ascending"]]
        where = conditions_of(place)
        return Finding.ascending(eras, quantity=quantity, where=where)
    if "rank" in claim:
        return _of_rank(claim["rank"], scope, quantity)
    order = [scope, _scope(claim.get("lower_than") or claim["higher_than"], places)]
    if "higher_than" in claim:
        order.reverse()
    return Finding.ascending(order, quantity=quantity)


def _of_rank(rank: Mapping[str, Any], scope: Scope, quantity: str) -> Finding:
    if rank.get("ahead_only_of"):
        return Finding.ahead_only_of(scope, rank["ahead_only_of"], quantity=quantity)
    return Finding.place(
        scope, rank["place"], counted_from=_ENDS[rank["from"]], quantity=quantity
    )


def _of_wait(claim: Mapping[str, Any], places: Places) -> Finding | None:
    place = claim.get("at", {})
    where, unit = conditions_of(place), claim.get("unit", "days")
    if claim["quantity"].endswith("gap"):
        longest = claim["quantity"] == "longest_gap"
        return Finding.gap(**_printed(claim), longest=longest, unit=unit, where=where)
    shocks = Table(places.shocks(place, "at"), "shocks").days("date")
    dates = [str(day) for day in shocks.view("datetime64[D]")]
    if "printed" in claim:
        summary = _SUMMARIES[claim["quantity"]]
        return Finding.lag(
            dates, **_printed(claim), summary=summary, unit=unit, where=where
        )
    return Finding.unanswered(dates, where=where) if claim.get("censored") else None


def _scope(place: Mapping[str, Any], places: Places) -> Scope:
    where = conditions_of(place)
    if "era" in place:
        return Scope(place["era"], place.get("side"), where=where)
    return Scope(period=places.window(dict(place), "at"), where=where)


def _printed(claim: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "printed": claim["printed"],
        "comparison": claim.get("comparison", "equals"),
        "rounded_to": claim.get("rounded_to"),
    }
