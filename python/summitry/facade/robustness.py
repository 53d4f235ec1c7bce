"""How far each claim of a study can be pushed: weights, visits and specifications."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.claims.claim_findings import finding_of
from summitry.claims.measured import Asked, Reading
from summitry.claims.places import WHOLE
from summitry.claims.scopes import Scope
from summitry.exceptions import InputError, SummitryWarning
from summitry.frames import Frame, Table
from summitry.frames.dates import iso
from summitry.measure.tally import era_tally
from summitry.robustness.bounds import certainty
from summitry.robustness.break_even import break_even
from summitry.robustness.fragility import fragility

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.claims.findings import Finding
    from summitry.claims.judging import Judge
    from summitry.robustness.outcomes import Multiverse

_WIDEST = 10.0
_MISSING = ""


class Robustness:
    """
    Pushes the claims of a study one by one.

    Parameters
    ----------
    judge : Judge
        Knows how each claim is counted.
    found : Multiverse or None
        The claims under every declared specification.
    """

    def __init__(self, judge: Judge, found: Multiverse | None) -> None:
        self.judge = judge
        self.places = judge.places
        self._shares = {} if found is None else _shares(found)
        self._drivers = {} if found is None else _drivers(found)

    def row(self, claim: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Return the columns that say how robust one claim is; empty texts for none."""
        finding = finding_of(claim, self.places)
        share, number = self._shares.get(claim["id"], (np.nan, 0))
        row = {
            "break_even": _MISSING,
            "overturned_by": _MISSING,
            "inexact_dates": _MISSING,
            "share": share,
            "specifications": number,
            "turns_on": self._drivers.get(claim["id"], _MISSING),
        }
        if finding is None:
            return row
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SummitryWarning)
            try:
                return row | self._pushed(claim, key, finding)
            except InputError:
                return row

    def _pushed(
        self, claim: Mapping[str, Any], key: str, finding: Finding
    ) -> dict[str, Any]:
        """The findings that the record determines; the others raise."""
        conventions = self.judge.conventions(claim)
        unclear = "include" if conventions["unclear"] == "include" else "exclude"
        reading = Reading(conventions["unsourced"] == "exclude", unclear)
        asked = Asked(
            claim["quantity"], claim.get("at", {}), f"{key}.at", conventions, reading
        )
        if finding.is_wait:
            through = self.places.tables.model["observation"]["through"]
            since = self.places.tables.model["observation"]["since"]
            table = fragility(
                self.judge.quantities.visits(asked),
                replace(finding, scopes=(Scope(),)),
                unclear=unclear,
                through=through,
                since=since,
                same_day=conventions["same_day"],
            )
            return {"overturned_by": _fewest(table)}
        if "of" in claim or any(scope.where for scope in finding.scopes[1:]):
            return {}
        tally = self._tally(asked, finding)
        scopes = tuple(_within(scope) for scope in finding.scopes)
        finding = replace(finding, scopes=scopes)
        table = fragility(tally, finding, unclear=unclear)
        pushed = {"overturned_by": _fewest(table)}
        if conventions["date_rule"] == "start":
            pushed["inexact_dates"] = self._certainty(asked, finding)
        if finding.is_weighted:
            pushed["break_even"] = self._flips(tally, finding, unclear)
        return pushed

    def _tally(self, asked: Asked, finding: Finding) -> Frame:
        places, conventions = self.places, asked.conventions
        since, through = places.window(asked.place, asked.key)
        return era_tally(
            self.judge.quantities.visits(asked),
            places.era_frame(asked.place, asked.key),
            since=since,
            through=through,
            scheme=places.tables.scheme if finding.is_weighted else None,
            exposure=conventions["exposure"],
            handover=conventions["handover"],
        )

    def _certainty(self, asked: Asked, finding: Finding) -> str:
        """Say whether the claim holds wherever inexact dates may fall."""
        places, conventions = self.places, asked.conventions
        since, through = places.window(asked.place, asked.key)
        return certainty(
            self.judge.quantities.visits(asked),
            places.era_frame(asked.place, asked.key),
            finding,
            since=since,
            through=through,
            scheme=places.tables.scheme if finding.is_weighted else None,
            unclear=asked.reading.unclear,
            exposure=conventions["exposure"],
            handover=conventions["handover"],
        )

    def _flips(self, tally: Frame, finding: Finding, unclear: str) -> str:
        """Say where each weight that is free makes the finding flip."""
        told = []
        for column, category, bounds in self._free():
            found = break_even(
                tally,
                finding,
                weight={column: category},
                bounds=bounds,
                scheme=self.places.tables.scheme,
                unclear=unclear,
            )
            name = column if category == "true" else f"{column} {category}"
            flips = " and ".join(f"{flip:.3g}" for flip in found.flips)
            span = f"{bounds[0]:g} to {bounds[1]:g}"
            told.append(f"{name} {flips}" if flips else f"none, {name} from {span}")
        return "; ".join(told)

    def _free(self) -> list[tuple[str, str, tuple[float, float]]]:
        """The weights that the study varies, or the heaviest of each factor."""
        scheme = self.places.tables.scheme
        if scheme is None:
            return []
        declared = self.places.tables.model.get("decisions", {}).get("scheme", {})
        named = [
            (column, category, (min(several), max(several)))
            for column, table in declared.items()
            for category, several in table.items()
            if min(several) < max(several)
        ]
        if named:
            return named
        free = []
        for column, table in scheme.factors.items():
            heaviest = max(table, key=lambda category: table[category])
            least, most = min(table.values()), table[heaviest]
            free.append((column, heaviest, (least, max(most, _WIDEST))))
        return free


def _within(scope: Scope) -> Scope:
    """The same era in a tally of the visits that the scope speaks of."""
    return Scope(scope.era or WHOLE, scope.side)


def _fewest(table: Frame) -> str:
    """Say the smallest change that overturns a finding; nothing if it fails as is."""
    rows = Table(table, "fragility")
    names = ("visits", "change", "kind", "era", "day")
    columns = [rows.values(name) for name in names]
    found = [row for row in zip(*columns, strict=True) if row[0] is not None]
    if not found:
        return _MISSING
    visits, change, kind, era, day = min(found, key=lambda row: row[0])
    if not visits:
        return _MISSING
    text = f"{int(visits)} {'more' if change == 'added' else 'fewer'}"
    text += "" if kind == "any" else f" of the {kind}"
    if era is not None and era != WHOLE:
        return f"{text} under {era}"
    return text if day is None else f"{text} on {_day(day)}"


def _day(day: Any) -> str:
    return str(day)[:10] if not isinstance(day, int) else iso(day)


def _shares(found: Multiverse) -> dict[str, tuple[float, int]]:
    table = Table(found.claims, "claims")
    rows = zip(
        *(table.values(name) for name in ("claim", "share", "specifications")),
        strict=True,
    )
    return {name: (float(share), int(number)) for name, share, number in rows}


def _drivers(found: Multiverse) -> dict[str, str]:
    """The decision that drives each claim most, where any does."""
    table = Table(found.drivers, "drivers")
    columns = (table.values(name) for name in ("claim", "decision", "share"))
    drivers: dict[str, str] = {}
    for claim, decision, share in zip(*columns, strict=True):
        if share is not None and share > 0:
            drivers.setdefault(claim, decision)
    return drivers
