"""Evidence for memos: the intervals behind what a study's claims assert."""

from __future__ import annotations

from dataclasses import dataclass
from math import isclose, isnan
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.claims.measured import DEFAULTS
from summitry.frames import Frame, Table
from summitry.infer.compare_eras import compare_eras
from summitry.infer.survival import lag_summary
from summitry.measure.frequency import era_frequency
from summitry.measure.gaps import visit_gaps
from summitry.measure.lags import response_lags

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.claims.claims import ClaimResult
    from summitry.facade.study import Study

_FREQUENCIES = {"frequency": "", "weighted_frequency": "weighted_"}
_LAGS = {"mean_lag", "median_lag", "restricted_mean_lag"}


@dataclass(frozen=True)
class Rate:
    """A frequency with its limits."""

    era: str
    value: float
    lower: float
    upper: float
    level: float


@dataclass(frozen=True)
class Pair:
    """The ratio of an era's frequency to that of another."""

    era: str
    other: str
    ratio: float
    lower: float
    upper: float
    level: float
    settled: bool


@dataclass(frozen=True)
class Wait:
    """The answered lags, and those that still run."""

    answered: int
    waiting: int
    mean: float
    restricted: float
    lower: float
    upper: float
    tau: float


@dataclass(frozen=True)
class Drought:
    """An open gap, and how probable one at least as long is at a steady rate."""

    days: int
    probability: float


@dataclass(frozen=True)
class Evidence:
    """What stands behind one claim; empty where no interval goes with it."""

    rate: Rate | None = None
    pairs: tuple[Pair, ...] = ()
    wait: Wait | None = None
    drought: Drought | None = None


class EvidenceOf:
    """
    The evidence for the claims of a study, each counted as the claim says.

    Parameters
    ----------
    study : Study
        The study.
    """

    def __init__(self, study: Study) -> None:
        self._study = study
        self._conventions = DEFAULTS | study.to_dict().get("conventions", {})
        self._claims = {claim["id"]: claim for claim in study.claims}
        self._kept: dict[str, Table] = {}

    def __call__(self, result: ClaimResult) -> Evidence:
        """Return the evidence for a claim; none that disagrees with its number."""
        claim = self._claims[result.id]
        place = claim.get("at", {})
        how: dict[str, str] = self._conventions | claim.get("with", {})
        if claim["quantity"] in _FREQUENCIES and set(place) <= {"side", "era"}:
            return self._on_eras(claim, place, how, result)
        if claim["quantity"] in _LAGS and set(place) <= {"shocks"}:
            return self._on_lags(place, how)
        if claim["quantity"] == "gap" and set(place) <= {"where"}:
            return self._on_gap(place, how)
        return Evidence()

    def _on_eras(
        self,
        claim: Mapping[str, Any],
        place: Mapping[str, Any],
        how: Mapping[str, str],
        result: ClaimResult,
    ) -> Evidence:
        prefix = _FREQUENCIES[claim["quantity"]]
        weighted = bool(prefix)
        if "era" not in place or (weighted and self._study.scheme is None):
            return Evidence()
        table = self._frequencies(place.get("side"), how, weighted=weighted)
        rows = [n for n, era in enumerate(table.values("era")) if era == place["era"]]
        if len(rows) != 1:
            return Evidence()
        value, lower, upper = (
            float(table.floats(f"{prefix}{name}")[rows[0]])
            for name in ("frequency", "lower", "upper")
        )
        if result.value is None or not isclose(value, result.value, rel_tol=1e-9):
            return Evidence()
        level = float(table.floats("level")[rows[0]])
        rate = Rate(place["era"], value, lower, upper, level)
        others = _others(claim)
        if others is None and "rank" not in claim:
            return Evidence(rate)
        return Evidence(
            rate, _pairs(table.data.to_native(), place["era"], others, weighted)
        )

    def _frequencies(
        self, side: str | None, how: Mapping[str, str], *, weighted: bool
    ) -> Table:
        """The frequencies of a side's eras, counted as a claim counts them."""
        name = repr((side, sorted(how.items()), weighted))
        if name not in self._kept:
            study = self._study
            eras = Table(study.eras, "eras")
            if side is not None:
                sides = np.array(eras.values("side"), dtype=object)
                eras = Table(eras.rows(np.flatnonzero(sides == side)), "eras")
            frame = era_frequency(
                self._visits(how),
                eras.data.to_native(),
                since=study.since,
                through=study.through,
                scheme=study.scheme if weighted else None,
                unclear=_unclear(how),
                exposure=how["exposure"],
                handover=how["handover"],
                date=_date(how),
            )
            self._kept[name] = Table(frame, "frequencies")
        return self._kept[name]

    def _visits(self, how: Mapping[str, str]) -> Frame:
        """The study's visits, without those that lack a source if a claim says so."""
        table = Table(self._study.visits, "visits")
        if how["unsourced"] != "exclude" or not table.has("sourced"):
            return self._study.visits
        found = table.categories("sourced")
        return table.rows(np.flatnonzero(found.coded(["true"]) == 0))

    def _on_lags(self, place: Mapping[str, Any], how: Mapping[str, str]) -> Evidence:
        study = self._study
        shocks = Table(study.shocks, "shocks")
        if place.get("shocks"):
            ids = shocks.values("id")
            keep = [n for n, name in enumerate(ids) if name in place["shocks"]]
            shocks = Table(shocks.rows(np.array(keep)), "shocks")
        lags = response_lags(
            shocks.data.to_native(),
            self._visits(how),
            since=study.since,
            through=study.through,
            same_day=how["same_day"],
            overlap=how["overlap"],
            unclear=_unclear(how),
            date=_date(how),
        )
        summary = Table(lag_summary(lags), "summary")
        names = (
            "complete_case_mean",
            "restricted_mean",
            "restricted_mean_lower",
            "restricted_mean_upper",
            "tau",
        )
        numbers = [float(summary.floats(name)[0]) for name in names]
        if isnan(numbers[0]):
            return Evidence()
        answered = int(summary.integers("observed")[0])
        waiting = int(summary.integers("censored")[0])
        return Evidence(wait=Wait(answered, waiting, *numbers))

    def _on_gap(self, place: Mapping[str, Any], how: Mapping[str, str]) -> Evidence:
        gaps = Table(
            visit_gaps(
                self._visits(how),
                since=self._study.since,
                through=self._study.through,
                where=place.get("where"),
                unclear=_unclear(how),
                date=_date(how),
            ),
            "gaps",
        )
        is_open = [row for row, value in enumerate(gaps.values("open")) if value]
        if not is_open:
            return Evidence()
        row = is_open[-1]
        days = int(gaps.integers("days")[row])
        return Evidence(drought=Drought(days, float(gaps.floats("probability")[row])))


def _others(claim: Mapping[str, Any]) -> list[str] | None:
    """The eras with which a claim compares its own; None for all of them."""
    named = [claim[key] for key in ("lower_than", "higher_than") if key in claim]
    return [place["era"] for place in named if "era" in place] if named else None


def _pairs(
    frequencies: Frame,
    era: str,
    others: list[str] | None,
    weighted: bool,  # noqa: FBT001
) -> tuple[Pair, ...]:
    """The ratio of an era's frequency to that of each of the others."""
    table = Table(compare_eras(frequencies, weighted=weighted), "comparisons")
    names = ("era", "other_era", "ratio", "lower", "upper", "level", "verdict")
    found = []
    for row in zip(*(table.values(name) for name in names), strict=True):
        first, second, *numbers, verdict = row
        if era not in {first, second} or verdict == "not observed":
            continue
        ratio, lower, upper, level = (
            float("nan") if value is None else float(value) for value in numbers
        )
        if second == era:
            first, second = second, first
            ratio, lower, upper = (_inverse(value) for value in (ratio, upper, lower))
        if others is None or second in others:
            settled = verdict in {"lower", "higher"}
            found.append(Pair(first, second, ratio, lower, upper, level, settled))
    return tuple(found)


def _inverse(value: float) -> float:
    """One over a limit; one that does not exist is that of a boundless ratio."""
    if isnan(value):
        return 0.0
    return 1 / value if value else float("nan")


def _unclear(how: Mapping[str, str]) -> str:
    return "include" if how["unclear"] == "include" else "exclude"


def _date(how: Mapping[str, str]) -> str:
    return "end_date" if how["date_rule"] == "end" else "date"
