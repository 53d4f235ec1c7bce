"""The visits of an axis counted by era, and by the years of eras."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from summitry import _core
from summitry.measure.stretches import cells_of_eras, exposure_of_eras
from summitry.measure.years import summed

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt

    from summitry.measure.covered_eras import Asked
    from summitry.measure.eras import Axis, Exposure
    from summitry.measure.pair_eras import PairEras
    from summitry.measure.weights import Classes

    Days = npt.NDArray[np.int64]

MOST_CELLS = 1 << 22
"""Beyond so many years by class, years and classes are counted one after the other."""


class Counted(NamedTuple):
    """
    What was observed of eras and of their years, and the visits of each.

    ``apart`` and ``outside_existence`` are those of `Counts`.
    """

    exposed: Exposure
    cells: _core._Cells
    eras: _core._EraTally
    years: _core._EraTally
    apart: bool = False
    outside_existence: int | None = None


class Counting(NamedTuple):
    """How visits are counted: by which classes, and if many, years with classes."""

    classed: Classes
    by_year: bool
    progress: Callable[[int, int], object] | None

    def of_axis(
        self, asked: Asked, axis: Axis, cells: _core._Cells, n_groups: int
    ) -> Counted:
        """Count groups that were observed on the same days, whose years are `cells`."""
        exposed, ends = asked.exposed, (cells["start"], cells["end"])
        if self._together(n_groups * cells["era"].size):
            years = self._tally(asked, *ends, n_groups)
            eras = summed(years, cells["era"], len(axis.labels))
        else:
            years = self._tally(asked, *ends, n_groups, classes=False)
            eras = self._tally(asked, exposed.start, exposed.end, n_groups)
        if axis.pooled:
            eras = summed(eras, axis.of_era, len(axis.eras.labels))
            exposed = exposure_of_eras(exposed, axis.of_era)
            cells, of_cell = cells_of_eras(cells, axis.of_era)
            years = summed(years, of_cell, cells["era"].size)
        return Counted(exposed, cells, eras, years)

    def of_pairs(
        self, asked: Asked, axis: Axis, pairs: PairEras, n_groups: int
    ) -> Counted:
        """Count pairs that were observed each on days of its own."""
        eras = self._tally(asked, asked.exposed.start, asked.exposed.end, n_groups)
        if axis.pooled:
            eras = summed(eras, axis.of_era, len(axis.eras.labels))
        together = self._together(pairs.cells["era"].size)
        years = pairs.counts(
            asked,
            self.classed.classes if together else None,
            self.classed.weights.size if together else 1,
            eras["account"],
        )
        return Counted(pairs.exposed, pairs.cells, eras, years, apart=True)

    def _together(self, n_cells: int) -> bool:
        return self.by_year or n_cells * self.classed.weights.size <= MOST_CELLS

    def _tally(
        self,
        asked: Asked,
        start: Days,
        end: Days,
        n_groups: int,
        *,
        classes: bool = True,
    ) -> _core._EraTally:
        return _core.era_tally(
            asked.days,
            asked.groups,
            self.classed.classes if classes else None,
            asked.verdicts,
            start,
            end,
            n_groups=n_groups,
            n_classes=self.classed.weights.size if classes else 1,
            since=asked.window[0],
            through=asked.window[1],
            progress=self.progress,
        )
