"""The specifications of a multiverse, and what the core computes on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.exceptions import InputError
from summitry.frames.dates import day_of
from summitry.measure.eras import axes_of
from summitry.robustness import decisions as _decisions
from summitry.robustness.decisions import Decision, Product
from summitry.robustness.era_lists import EraLists
from summitry.robustness.questions import question_of
from summitry.robustness.visit_columns import VisitColumns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy.typing as npt

    from summitry.claims.findings import Finding
    from summitry.frames import Frame
    from summitry.measure.eras import Axis

    Progress = Callable[[int, int], object] | None

_UNCLEAR = 2


class Specifications:
    """
    Every combination of the alternatives, and the findings that are asked of each.

    Parameters
    ----------
    visits, eras : frame
        The record; `eras` may be None where no finding is on eras.
    findings : mapping of name to Finding
        What is asked.
    window : (dates, dates)
        First and last days observed.
    alternatives : mapping
        The declared alternatives, None where there is a default.
    tied : {"holds", "fails"}
        Whether a finding survives a tie.
    date : str
        The column that dates a visit.

    Attributes
    ----------
    product : Product
        The decisions and their combinations.
    """

    def __init__(
        self,
        visits: Frame,
        eras: Frame | None,
        *,
        findings: Mapping[str, Finding],
        window: tuple[Any, Any],
        alternatives: Mapping[str, Any],
        tied: str,
        date: str,
    ) -> None:
        self.columns = VisitColumns(visits, date)
        axes = [] if eras is None else axes_of(eras)
        asked = list(findings.values())
        self._by_name = self._decide(axes, asked, window, alternatives, date)
        rules = [one for one in self._by_name.values() if one.name.startswith("rule")]
        self.product = Product(list(self._by_name.values()))
        self.lists = EraLists(rules)
        self._questions = [
            question_of(finding, self.lists, self.columns, tied=tied)
            for finding in asked
        ]

    def answers(
        self, progress: Progress
    ) -> tuple[list[npt.NDArray[np.float64]], list[npt.NDArray[np.uint8]]]:
        """The number and the yes or no of every specification, finding by finding."""
        subsets = self.columns.subsets() or [np.ones(len(self.columns.table), bool)]
        classes, weights = self.columns.classes(self._by_name["scheme"])
        return _core.multiverse_answers(
            self._visits(classes, subsets),
            self._frames(),
            weights,
            self._questions,
            progress=progress,
        )

    def frequencies(
        self, progress: Progress
    ) -> dict[str, tuple[npt.NDArray[np.float64], npt.NDArray[np.uint16]]]:
        """The weighted frequency and the place of every era, by specification."""
        classes, weights = self.columns.classes(self._by_name["scheme"])
        found = {}
        for key, eras in self.lists.eras.items():
            subset = self.columns.subset({}, self.lists.sides[key])
            values, places = _core.multiverse_frequencies(
                self._visits(classes, self.columns.subsets()),
                self._frames(),
                weights,
                subset,
                list(eras.values()),
                progress=progress,
            )
            alone = len(self.lists.eras) == 1
            for era, value, place in zip(eras, values, places, strict=True):
                found[era if alone else f"{key}: {era}"] = value, place
        return found

    def _visits(
        self,
        classes: npt.NDArray[np.uint32],
        subsets: list[npt.NDArray[np.bool_]],
    ) -> Any:
        by_name = self._by_name
        days = [self.columns.days(rule) for rule in by_name["date_rule"].values]
        readings = self.columns.readings(
            by_name["definition"], by_name["unclear"], by_name["source"]
        )
        return days, classes, readings, subsets

    def _frames(self) -> Any:
        by_name = self._by_name
        lists, n_eras = self.lists.argument()
        windows = [
            (since, through)
            for since in by_name["since"].values
            for through in by_name["through"].values
        ]
        waits = [
            (tie, overlap)
            for tie in by_name["same_day"].values
            for overlap in by_name["overlap"].values
        ]
        return (
            lists,
            list(by_name["handover"].values),
            list(by_name["exposure"].values),
            windows,
            n_eras,
            waits,
        )

    def _decide(
        self,
        axes: list[Axis],
        asked: list[Finding],
        window: tuple[Any, Any],
        given: Mapping[str, Any],
        date: str,
    ) -> dict[str, Decision]:
        """Return every decision by name, in the order in which they vary."""
        table = self.columns.table
        definition = _decisions.definitions(given["definitions"])
        judged = [self.columns.verdicts(rule) for rule in definition.values]
        is_open = any((verdicts == _UNCLEAR).any() for verdicts in judged)
        last = _decisions.days("through", window[1])
        first = None
        if window[0] is None:
            first = min(self._first_day(axes, asked, date), *last.values)
        on_lags = any(finding.shocks for finding in asked)
        weighted = not asked or any(finding.is_weighted for finding in asked)
        words = {
            "unclear": ("exclude", "include") if is_open else ("exclude",),
            "handover": ("successor", "predecessor") if axes else ("successor",),
            "exposure": ("days", "calendar_years") if axes else ("days",),
            "same_day": ("include", "exclude") if on_lags else ("include",),
            "overlap": ("both",),
        }
        worded = {
            name: _decisions.worded(name, given[name], default)
            for name, default in words.items()
        }
        decisions = [
            definition,
            worded["unclear"],
            _decisions.sources(given["sources"], table),
            _decisions.date_rules(given["date_rule"], table, date),
            *_decisions.rules(given["rules"], axes),
            worded["handover"],
            worded["exposure"],
            _decisions.days("since", window[0], first),
            last,
            _decisions.schemes(given["schemes"], table, weighted=weighted),
            worded["same_day"],
            worded["overlap"],
        ]
        return {decision.name: decision for decision in decisions}

    def _first_day(self, axes: list[Axis], asked: list[Finding], date: str) -> int:
        """The start of the earliest era; without eras, the earliest visit or shock."""
        if axes:
            return min(int(axis.start.min()) for axis in axes)
        shocks = [
            day_of(shock, "shocks") for finding in asked for shock in finding.shocks
        ]
        days = self.columns.table.days(date)
        known: list[int] = [*days.tolist(), *shocks]
        if not known:
            raise InputError(
                "there is neither an era nor a visit nor a shock to begin with",
                code="no_since",
                column="since",
                hint="give the first day observed",
            )
        return min(known)
