"""
What a claim is about, computed: every quantity with the visits behind it.

A quantity is taken in a reading: with or without the visits that lack a source, and
with or without those on which the definition is unclear.
"""

from __future__ import annotations

import warnings
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry import _core
from summitry.claims.measured import Asked, Measured, Reading
from summitry.exceptions import SummitryWarning
from summitry.frames import Table
from summitry.frames.dates import day_of
from summitry.infer.survival import lag_summary
from summitry.measure.dyads import NO_GROUP
from summitry.measure.gaps import visit_gaps
from summitry.measure.lags import response_lags
from summitry.measure.qualify import verdicts_of
from summitry.measure.unclear import DAYS_A_YEAR
from summitry.measure.weights import Classes, classify

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.claims.places import Places
    from summitry.frames import Frame
    from summitry.measure.eras import Axis, Exposure

_LAG_COLUMNS = {
    "mean_lag": "complete_case_mean",
    "median_lag": "median",
    "restricted_mean_lag": "restricted_mean",
}
_SLIM = ("date", "origin", "destination", "qualifies")


class _Tally(NamedTuple):
    """Visits of each era and class in one reading."""

    exposure: Exposure
    years: npt.NDArray[np.float64]
    counts: npt.NDArray[np.float64]


class Quantities:
    """
    Computes quantities at places, each distinct one once.

    Parameters
    ----------
    places : Places
        Resolves what a claim names.
    """

    def __init__(self, places: Places) -> None:
        self.places = places
        self._kept: dict[str, Measured] = {}

    def measure(self, asked: Asked) -> Measured:
        """Compute a quantity at a place."""
        name = repr(asked)
        if name not in self._kept:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", SummitryWarning)
                self._kept[name] = self._compute(asked)
        return self._kept[name]

    def everywhere(self, conventions: dict[str, str]) -> Frame:
        """The visits of the whole study as its conventions have them."""
        sourced_only = conventions["unsourced"] == "exclude"
        reading = Reading(sourced_only, conventions["unclear"])
        return self.visits(Asked("count", {}, "visits", conventions, reading))

    def visits(self, asked: Asked) -> Frame:
        """The visits of a place in a reading, with every column."""
        rows = np.flatnonzero(self._chosen(asked))
        table = self.places.visits
        if asked.conventions["date_rule"] == "end":
            days = self._days["end"].view("datetime64[D]")
            table = Table(table.with_columns({"date": days}), "visits")
        return table.rows(rows)

    @cached_property
    def _verdicts(self) -> npt.NDArray[np.uint8] | None:
        return verdicts_of(self.places.visits)

    @cached_property
    def _weights(self) -> Classes:
        return classify(self.places.visits, self.places.tables.scheme)

    @cached_property
    def _days(self) -> dict[str, npt.NDArray[np.int64]]:
        """First day of each visit, and its last where that is known."""
        table = self.places.visits
        start = end = table.days("date")
        if table.has("end_date"):
            known, missing = table.optional_days("end_date")
            end = np.where(missing, start, known)
        return {"start": start, "end": end}

    @cached_property
    def _slim(self) -> Table:
        """The visits with no more columns than lags and gaps need."""
        table = self.places.visits
        columns = [column for column in _SLIM if table.has(column)]
        return Table(table.data.select(columns).to_native(), "visits")

    def _compute(self, asked: Asked) -> Measured:
        if asked.quantity in {"count", "frequency", "weighted_frequency"}:
            return self._in_eras(asked)
        if asked.quantity in {"gap", "longest_gap"}:
            return self._gap(asked)
        return self._lags(asked)

    def _chosen(self, asked: Asked) -> npt.NDArray[np.bool_]:
        """The visits of a place in a reading, before the definition is asked."""
        keep = self.places.chosen(asked.place, asked.key)
        if asked.reading.sourced_only and self.places.sourced is not None:
            keep = keep & self.places.sourced
        return keep

    def _visits(self, asked: Asked) -> tuple[Table, npt.NDArray[np.int64]]:
        """The visits of a place as a table, and their positions among all."""
        rows = np.flatnonzero(self._chosen(asked))
        table = Table(self._slim.rows(rows), "visits")
        if asked.conventions["date_rule"] == "end":
            days = self._days["end"][rows].view("datetime64[D]")
            table = Table(table.with_columns({"date": days}), "visits")
        return table, rows

    def _in_eras(self, asked: Asked) -> Measured:
        axis, own = self.places.eras(asked.place, asked.key)
        tally = self._tally(asked, axis)
        weighted = asked.quantity == "weighted_frequency"
        counted = asked.quantity == "count"
        weights = self._weights.weights if weighted else 1.0
        exposed = tally.years > 0
        years = np.where(exposed, tally.years, np.nan)
        sums = (tally.counts * weights).sum(axis=1)
        values = np.where(exposed, sums, np.nan) if counted else sums / years
        if own is None:
            return _without_own(asked, values, axis)
        rows = self._rows(asked, tally.exposure, own)
        facts: dict[str, Any] = {
            "count": rows.size,
            "years": float(tally.years[own]),
            "days": int(tally.exposure.days[own]),
            "start": int(tally.exposure.start[own]),
            "end": int(tally.exposure.end[own]),
        }
        return Measured(values, values, axis.labels, own, rows, facts)

    def _tally(self, asked: Asked, axis: Axis) -> _Tally:
        """Count in the core, as era_frequency does, the visits of a place alone."""
        since, through = self.places.window(asked.place, asked.key)
        first, last = day_of(since, "since"), day_of(through, "through")
        calendar_years = asked.conventions["exposure"] == "calendar_years"
        exposed = axis.exposure(
            first,
            last,
            calendar_years=calendar_years,
            handover=asked.conventions["handover"],
        )
        window = (_core.whole_years(first, last) if calendar_years else None) or (
            first,
            last,
        )
        weighted = asked.quantity == "weighted_frequency"
        groups = np.where(self._chosen(asked), np.uint32(0), NO_GROUP)
        found = _core.era_tally(
            self._days[asked.conventions["date_rule"]],
            groups.astype(np.uint32),
            self._weights.classes if weighted else None,
            self._verdicts,
            exposed.start,
            exposed.end,
            n_groups=1,
            n_classes=self._weights.weights.size if weighted else 1,
            since=window[0],
            through=window[1],
            progress=None,
        )
        counted = found["qualify"]
        if asked.reading.unclear == "include":
            counted = counted + found["unclear"]
        whole = exposed.whole_years.astype(np.float64)
        years = whole if calendar_years else exposed.days / DAYS_A_YEAR
        return _Tally(exposed, years, counted[0].astype(np.float64))

    def _rows(
        self, asked: Asked, exposure: Exposure, own: int
    ) -> npt.NDArray[np.int64]:
        """Positions of the visits that count in one era."""
        days = self._days[asked.conventions["date_rule"]]
        keep = self._chosen(asked) & (days >= exposure.start[own])
        keep &= days < exposure.end[own]
        if self._verdicts is not None:
            with_unclear = asked.reading.unclear == "include"
            keep &= self._verdicts > 0 if with_unclear else self._verdicts == 1
        return np.flatnonzero(keep)

    def _lags(self, asked: Asked) -> Measured:
        visits, rows = self._visits(asked)
        observation = self.places.tables.model["observation"]
        lags = response_lags(
            self.places.shocks(asked.place, asked.key),
            visits.data.to_native(),
            since=observation["since"],
            through=observation["through"],
            same_day=asked.conventions["same_day"],
            overlap=asked.conventions["overlap"],
            unclear=asked.reading.unclear,
        )
        table = Table(lags, "lags")
        status, days = table.values("status"), table.values("lag")
        answers = [row for row in table.values("visit_row") if row is not None]
        behind = np.unique(rows[np.array(answers, dtype=np.int64)])
        lengths = [None if lag is None else int(lag) for lag in days]
        facts: dict[str, Any] = {"status": status, "lags": lengths}
        if asked.quantity == "lag":
            return _one_lag(status[0], lengths[0], behind, facts)
        summary = Table(lag_summary(lags), "summary")
        wanted = ("n", "observed", "censored", "message", *_LAG_COLUMNS.values())
        facts |= {name: summary.values(name)[0] for name in wanted}
        found = facts[_LAG_COLUMNS[asked.quantity]]
        value = np.array([np.nan if found is None else float(found)])
        return Measured(value, value, ["lags"], 0, behind, facts)

    def _gap(self, asked: Asked) -> Measured:
        visits, rows = self._visits(asked)
        observation = self.places.tables.model["observation"]
        found = visit_gaps(
            visits.data.to_native(),
            since=observation["since"],
            through=observation["through"],
            unclear=asked.reading.unclear,
        )
        gaps = Table(found, "gaps")
        days = gaps.integers("days")
        is_open = [bool(flag) for flag in gaps.values("open")]
        still = asked.quantity == "gap"
        row = is_open.index(True) if still else int(days.argmax())
        ends = [gaps.values(name)[row] for name in ("start_row", "end_row")]
        known = [int(end) for end in ends if end is not None]
        low = np.array([float(days[row])])
        high = np.array([np.inf]) if ends[0] is None else low
        return Measured(low, high, ["gap"], 0, rows[np.array(known, dtype=np.int64)])


def _without_own(asked: Asked, values: npt.NDArray[np.float64], axis: Axis) -> Measured:
    """The values of a side of which no era is meant, or of eras that never met."""
    if "eras" not in asked.place:
        return Measured(values, values, axis.labels)
    none = np.full(1, np.nan)
    facts = {"reason": "the two eras never ran at once"}
    return Measured(none, none, ["both"], facts=facts)


def _one_lag(
    status: str,
    days: int | None,
    behind: npt.NDArray[np.int64],
    facts: dict[str, Any],
) -> Measured:
    """One lag; one that still runs is at least a day longer than was waited."""
    low = high = np.array([np.nan])
    if days is not None and status == "observed":
        low = high = np.array([float(days)])
    elif days is not None and status == "censored":
        low, high = np.array([float(days) + 1]), np.array([np.inf])
    return Measured(low, high, ["lag"], 0, behind, facts)
