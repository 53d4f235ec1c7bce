"""The visits of axes counted by era, and by the years of eras."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry import _core
from summitry.measure.covered_eras import year_cells
from summitry.measure.row_counts import OnePass, RowCounts
from summitry.measure.stretches import cells_of_eras, exposure_of_eras
from summitry.measure.years import summed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from summitry.frames.coded import Numbered
    from summitry.frames.dates import Ticks
    from summitry.measure.covered_eras import Asked, CoveredPart
    from summitry.measure.dyads import Paired
    from summitry.measure.eras import Axis, Exposure
    from summitry.measure.pair_eras import PairEras

    Days = npt.NDArray[np.int64]
    Codes = npt.NDArray[np.uint32]

MOST_CELLS = 1 << 22
"""
Beyond so many cells years and classes are counted one after the other, and where it is
asked for only classes that occur.
"""

_NO_DAYS = np.zeros(0, dtype=np.int64)
NO_CELLS: _core._Cells = {
    "era": _NO_DAYS,
    "year": _NO_DAYS,
    "start": _NO_DAYS,
    "end": _NO_DAYS,
    "years": np.zeros(0),
}
"""The years of eras where nobody asks for one."""


class Counted(NamedTuple):
    """
    What was observed of eras and of their years, and the visits of each.

    Of no year where years are not counted.

    ``apart`` and ``outside_existence`` are those of `Counts`.
    """

    exposed: Exposure
    cells: _core._Cells
    eras: _core._EraTally
    years: _core._EraTally
    apart: bool = False
    outside_existence: int | None = None


class OnAxes(NamedTuple):
    """
    What was counted on many axes in one pass.

    `parts` are those of `AxesCounts`; `found` says which pairs each axis counts.
    """

    counted: list[Counted]
    parts: list[RowCounts]
    found: OnePass


class Visits(NamedTuple):
    """The columns of visits, as the core reads them."""

    dates: Ticks
    groups: Codes | _core._PairCodes | None
    classes: tuple[Numbered, ...]
    verdicts: Numbered | None


class Spans(NamedTuple):
    """Spans of days, and of which era or year each is."""

    starts: Days
    ends: Days
    of_era: Codes
    n_eras: int


class SideSpans(NamedTuple):
    """Spans of one side: codes of countries, or None where all visits count."""

    spans: Spans
    side: int | None
    other_side: int | None


class AxisDays(NamedTuple):
    """The days of the eras of an axis and of their years, stretches joined."""

    exposed: Exposure
    cells: _core._Cells
    eras: Spans
    years: Spans

    @classmethod
    def of(cls, axis: Axis, exposed: Exposure, cells: _core._Cells) -> AxisDays:
        """Join what was observed of each row of an axis, and of its years."""
        n_eras = int(axis.of_era.max()) + 1
        eras = Spans(exposed.start, exposed.end, axis.of_era.astype(np.uint32), n_eras)
        ends, of_cell = (cells["start"], cells["end"]), np.arange(cells["era"].size)
        if axis.pooled:
            exposed = exposure_of_eras(exposed, axis.of_era)
            if cells is not NO_CELLS:
                cells, of_cell = cells_of_eras(cells, axis.of_era)
        years = Spans(*ends, of_cell.astype(np.uint32), cells["era"].size)
        return cls(exposed, cells, eras, years)


class Pairs(NamedTuple):
    """The pairs of countries of visits, counted one by one if `apart`."""

    paired: Paired
    apart: bool

    def most_cells(self, spans: Sequence[Spans]) -> int:
        """About how many cells axes with these spans have."""
        n_eras = sum(one.n_eras for one in spans)
        # A pair is on the axes of two countries.
        pairs_an_axis = 2 * self.paired.first.size / max(len(spans), 2)
        return int(n_eras * (pairs_an_axis if self.apart else 1))


class Counting(NamedTuple):
    """
    How visits are counted.

    If `by_year` years with classes, however many; if `occurring` of very many classes
    only those that occur; without `yearly` eras alone. In `calendar_years` the years
    are exposure, too.
    """

    n_classes: int
    by_year: bool = False
    occurring: bool = False
    yearly: bool = True
    calendar_years: bool = False
    threads: int | None = None
    progress: Callable[[int, int], object] | None = None

    def cells_of(self, exposed: Exposure, part: CoveredPart | None) -> _core._Cells:
        """Return the years of eras, if somebody asks for them."""
        if not (self.yearly or self.calendar_years):
            return NO_CELLS
        return year_cells(exposed, part, calendar_years=self.calendar_years)

    def of_axis(
        self, asked: Asked, axis: Axis, cells: _core._Cells, n_groups: int
    ) -> Counted:
        """Count groups that were observed on the same days, whose years are `cells`."""
        days = AxisDays.of(axis, asked.exposed, cells)
        if not self.yearly:
            eras = self._tally(asked, days.eras, n_groups)
            years = _of_no_year(eras)
        elif self._together(n_groups * days.years.n_eras):
            years = self._tally(asked, days.years, n_groups)
            eras = summed(years, days.cells["era"])
        else:
            years = self._tally(asked, days.years, n_groups, classes=False)
            eras = self._tally(asked, days.eras, n_groups)
        return Counted(days.exposed, days.cells, eras, years)

    def of_axes(
        self, asked: Asked, days: Sequence[AxisDays], sides: Sequence[Any], pairs: Pairs
    ) -> OnAxes:
        """Count on many axes in one pass."""
        asked = asked._replace(groups=pairs.paired.keys)
        of_years, of_eras = [one.years for one in days], [one.eras for one in days]
        if not self.yearly:
            found = self._pass(asked, of_eras, sides, pairs)
            eras, parts = found.each(), [found.rows()]
            years = [_of_no_year(one) for one in eras]
        elif self._together(pairs.most_cells(of_years)):
            found = self._pass(asked, of_years, sides, pairs)
            years = found.each()
            cells = [one.cells["era"] for one in days]
            eras = [summed(*one) for one in zip(years, cells, strict=True)]
            parts = [RowCounts.of(one) for one in eras]
        else:
            years = self._pass(asked, of_years, sides, pairs, classes=False).each()
            found = self._pass(asked, of_eras, sides, pairs)
            eras, parts = found.each(), [found.rows()]
        counted = [
            Counted(one.exposed, one.cells, in_eras, in_years)
            for one, in_eras, in_years in zip(days, eras, years, strict=True)
        ]
        return OnAxes(counted, parts, found)

    def of_pairs(
        self, asked: Asked, axis: Axis, pairs: PairEras, n_groups: int
    ) -> Counted:
        """Count pairs that were observed each on days of its own."""
        exposed, n_eras = asked.exposed, int(axis.of_era.max()) + 1
        spans = Spans(exposed.start, exposed.end, axis.of_era.astype(np.uint32), n_eras)
        eras = self._tally(asked, spans, n_groups)
        if not self.yearly:
            none = _of_no_year(eras)
            return Counted(pairs.exposed, pairs.cells, eras, none, apart=True)
        together = self._together(pairs.cells["era"].size)
        years = pairs.counts(
            asked,
            asked.visits.classes() if together else None,
            self.n_classes if together else 1,
            eras["account"],
        )
        return Counted(pairs.exposed, pairs.cells, eras, years, apart=True)

    def _together(self, n_cells: int) -> bool:
        return self.by_year or n_cells * self.n_classes <= MOST_CELLS

    def _options(self, asked: Asked, n_cells: int, *, classes: bool) -> dict[str, Any]:
        n_classes = self.n_classes if classes else 1
        # Years are summed to eras class by class, where they are counted together.
        most = MOST_CELLS if self.yearly else MOST_CELLS >> 6
        many = n_cells * n_classes > most and not self.by_year
        return {
            "n_classes": n_classes,
            "occurring": self.occurring and many and n_classes > 1,
            "since": asked.window[0],
            "through": asked.window[1],
            "threads": self.threads,
            "progress": self.progress,
        }

    def _visits(self, asked: Asked, *, classes: bool) -> Visits:
        visits = asked.visits
        numbers = visits.numbers if classes else ()
        groups = None if asked.groups is None else asked.groups.known
        return Visits(visits.dates, groups, numbers, visits.verdicts)

    def _tally(
        self, asked: Asked, spans: Spans, n_groups: int, *, classes: bool = True
    ) -> _core._EraTally:
        options = self._options(asked, n_groups * spans.n_eras, classes=classes)
        visits = self._visits(asked, classes=classes)
        with asked.visits.refused_by_row():
            return _core.era_tally(visits, spans, n_groups=n_groups, **options)

    def _pass(
        self,
        asked: Asked,
        spans: Sequence[Spans],
        sides: Sequence[Any],
        pairs: Pairs,
        *,
        classes: bool = True,
    ) -> OnePass:
        options = self._options(asked, pairs.most_cells(spans), classes=classes)
        with asked.visits.refused_by_row():
            found = _core.axes_tally(
                self._visits(asked, classes=classes),
                [SideSpans(one, *side) for one, side in zip(spans, sides, strict=True)],
                pairs.paired.first,
                pairs.paired.second,
                apart=pairs.apart,
                **options,
            )
        n_eras = [one.n_eras for one in spans]
        return OnePass(found, n_eras, options["n_classes"])


def _of_no_year(eras: _core._EraTally) -> _core._EraTally:
    """Counts of the same groups by year, of which there is none."""
    qualify, unclear = (eras[name][:, :0] for name in ("qualify", "unclear"))
    return {**eras, "qualify": qualify, "unclear": unclear, "by_class": None}
