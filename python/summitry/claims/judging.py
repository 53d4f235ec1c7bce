"""
Judging claims: what was printed against what the record gives.

A claim is judged over everything that its reading leaves open. Each visit without a
source may or may not have taken place; whether unclear visits count is one question of
definition, answered for all of them at once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.claims.measured import DEFAULTS, Asked, Reading, in_years
from summitry.claims.verdicts import (
    NOT_DETERMINED,
    NOT_REPRODUCED,
    REPRODUCED,
    Judged,
    Open,
    on_censoring,
    on_number,
    on_order,
    on_rank,
)
from summitry.measure.qualify import verdicts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.claims.places import Places
    from summitry.claims.quantities import Quantities

_QUOTIENTS = {
    "ratio": "frequency",
    "weighted_ratio": "weighted_frequency",
    "share": "count",
}
_OUTCOMES = {0: "false", 1: "true", 2: "unclear"}
_WORDS = {"true": "counts", "false": "does not count", "unclear": "unclear"}


class Judge:
    """
    Judges the claims of a study.

    Parameters
    ----------
    places : Places
        Resolves what a claim names.
    quantities : Quantities
        Computes it.
    """

    def __init__(self, places: Places, quantities: Quantities) -> None:
        self.places = places
        self.quantities = quantities

    def conventions(self, claim: Mapping[str, Any]) -> dict[str, str]:
        """Return the conventions of a claim: its own, the study's, the defaults."""
        studys = self.places.tables.model.get("conventions", {})
        found: dict[str, str] = DEFAULTS | studys | claim.get("with", {})
        return found

    def judge(
        self, claim: Mapping[str, Any], key: str, conventions: dict[str, str]
    ) -> Judged:
        """Judge one claim, by both readings of the unclear visits if it asks so."""
        if claim["quantity"] == "qualification":
            return self._qualification(claim, key)
        both = conventions["unclear"] == "both"
        readings = ["exclude", "include"] if both else [conventions["unclear"]]
        first, *rest = (
            _Reading(self, claim, key, conventions, unclear).judge()
            for unclear in readings
        )
        if not rest or rest[0].verdict == first.verdict:
            return first
        return replace(
            first,
            verdict=NOT_DETERMINED,
            text=f"{first.text}; {rest[0].text} with unclear visits",
            reason=f"{first.verdict} without the unclear visits, {rest[0].verdict} "
            "with them",
        )

    def value_in(
        self,
        claim: Mapping[str, Any],
        key: str,
        conventions: dict[str, str],
        reading: Reading,
    ) -> float:
        """Return the value of a claim's quantity in one reading."""
        at = _Reading(self, claim, key, conventions, reading.unclear, [reading])
        value = at.quantity().plain.value
        return in_years(value) if claim.get("unit") == "years" else value

    def _qualification(self, claim: Mapping[str, Any], key: str) -> Judged:
        place, table = claim.get("at", {}), self.places.visits
        keep = self.places.chosen(place, f"{key}.at")
        if "period" in place:
            ends = (np.datetime64(end) for end in self.places.period(place))
            first, last = (end.astype(np.int64) for end in ends)
            days = table.days("date")
            keep &= (days >= first) & (days <= last)
        rows = np.flatnonzero(keep)
        verdicts = verdicts_of(table)
        codes = [1] * rows.size if verdicts is None else verdicts[rows].tolist()
        found = [_OUTCOMES[code] for code in codes]
        agree = [outcome == claim["qualifies"] for outcome in found]
        verdict = NOT_DETERMINED if any(agree) or not found else NOT_REPRODUCED
        reasons = table.values("reason") if table.has("reason") else [""] * len(table)
        text = ", ".join(dict.fromkeys(_WORDS[outcome] for outcome in found))
        told = dict.fromkeys(str(reasons[row]) for row in rows if reasons[row])
        return Judged(
            REPRODUCED if found and all(agree) else verdict,
            None,
            None,
            None,
            text or "no such visit",
            "; ".join(told) or text or "the record has no such visit",
            rows,
            None,
        )


class _Reading:
    """One claim in one reading of the unclear visits."""

    def __init__(
        self,
        judge: Judge,
        claim: Mapping[str, Any],
        key: str,
        conventions: dict[str, str],
        unclear: str,
        readings: list[Reading] | None = None,
    ) -> None:
        self.places, self.quantities = judge.places, judge.quantities
        self.claim, self.key, self.conventions = claim, key, conventions
        unsourced = conventions["unsourced"]
        doubted = unsourced == "doubt" and self.places.sourced is not None
        sourced_only = [unsourced == "exclude", *([True] if doubted else [])]
        self.readings = readings or [Reading(only, unclear) for only in sourced_only]

    def judge(self) -> Judged:
        claim, found = self.claim, self.quantity()
        if "censored" in claim:
            return on_censoring(claim, found)
        if "printed" in claim:
            return on_number(claim, found)
        if "rank" in claim:
            lower = claim["rank"].get("ahead_only_of")
            at = f"{self.key}.rank.ahead_only_of"
            places = self._eras(lower, at) if lower else None
            return on_rank(claim["rank"], found, places)
        if "ascending" in claim:
            return on_order(
                found.at(self._eras(claim["ascending"], f"{self.key}.ascending"))
            )
        return on_order(self._pair(found))

    def quantity(self) -> Open:
        """Compute what the claim is about, in every reading that is left open."""
        found = self._opened("at")
        return found.divided(self._opened("of")) if "of" in self.claim else found

    def _opened(self, name: str) -> Open:
        quantity = self.claim["quantity"]
        quantity = _QUOTIENTS.get(quantity, quantity)
        place = self.claim.get(name, {})
        parts = [
            self.quantities.measure(
                Asked(quantity, place, f"{self.key}.{name}", self.conventions, reading)
            )
            for reading in self.readings
        ]
        low = np.minimum.reduce([part.low for part in parts])
        high = np.maximum.reduce([part.high for part in parts])
        return Open(parts[0], low, high)

    def _pair(self, found: Open) -> Open:
        """The claim's own place and the one it is held against, the lower one first."""
        name = "lower_than" if "lower_than" in self.claim else "higher_than"
        pair = [found, self._opened(name)]
        if name == "higher_than":
            pair.reverse()
        return Open.of(pair, found.plain)

    def _eras(self, named: list[str], key: str) -> list[int]:
        place = self.claim.get("at", {})
        axis = self.places.axis(place.get("side"), place.get("rule"), f"{self.key}.at")
        return [
            self.places.era_on(axis, era, f"{key}[{number}]")
            for number, era in enumerate(named)
        ]
