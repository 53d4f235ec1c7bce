"""The tables of one claim: its list of eras under its conventions, and its two eras."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

import summitry
from summitry.exceptions import SummitryWarning
from summitry.frames.dates import to_dates

if TYPE_CHECKING:
    from summitry.claims.result import ClaimResult

DISPERSED = ("dispersed", "dispersed_years")
PLACE = {"side", "era", "rule"}
COMPARED = ("lower_than", "higher_than")


def list_of(
    study: summitry.Study, result: ClaimResult, *, compared: tuple[str, ...] = COMPARED
) -> tuple[str, str] | None:
    """Side and rule of the list that a claim is about; none if it asks more of it."""
    form, spec = result.claim.form, result.specification
    at = form.get("at", {})
    others = [form[key] for key in compared if key in form]
    if "era" not in at or set(at) - PLACE:
        return None
    axes = study.declared.axes
    if "side" not in at:
        holders = {axis.side or "" for axis in axes if at["era"] in axis.labels}
        (side,) = holders
    else:
        side = at["side"]
    rule = at.get("rule") or spec.rules.get(side, "")
    for other in others:
        asked = other.get("rule") or spec.rules.get(side, "")
        if "era" not in other or other.get("side", side) != side or asked != rule:
            return None
        if "side" not in other:
            own = {axis.side or "" for axis in axes if other["era"] in axis.labels}
            if own != {side}:
                return None
        if set(other) - PLACE:
            return None
    return side, rule


def tabled(study: summitry.Study, result: ClaimResult, side: str, rule: str) -> Any:
    """The table of frequencies of a claim's list, under the claim's conventions."""
    spec, declared = result.specification, study.declared
    record, visits = declared.record, declared.tables.visits
    visits = visits.joined({"date": to_dates(record.days(spec.date_rule))})
    if spec.unsourced == "exclude" and record.sourced is not None:
        visits = visits.take(np.flatnonzero(record.sourced))
    interval: Any = spec.method if spec.method in DISPERSED else "garwood"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SummitryWarning)
        table: Any = summitry.era_frequency(
            visits,
            declared.tables.eras,
            since=spec.since,
            through=spec.through,
            exposure=spec.exposure,
            handover=spec.handover,
            unclear="include" if spec.unclear == "include" else "exclude",
            scheme=study.scheme if result.claim.is_weighted else None,
            interval=interval,
            level=spec.level,
        )
    for column, wanted in (("side", side), ("rule", rule)):
        if wanted and column in table:
            table = table[table[column] == wanted]
    return table


def compared(table: Any, result: ClaimResult) -> Any:
    """Each two eras of a claim's list, by the test of the claim."""
    spec, weighted = result.specification, result.claim.is_weighted
    exact = weighted and spec.method not in DISPERSED
    return summitry.compare_eras(
        table,
        method="central" if exact else spec.method,
        level=spec.level,
        adjustment=spec.adjustment,
        weighted=weighted,
    )
