"""Eras of several stretches, counted stretch by stretch and added up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.measure.eras import Exposure

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry import _core

    Rows = npt.NDArray[np.int64]


def exposure_of_eras(exposed: Exposure, of_era: Rows) -> Exposure:
    """Return the exposure of eras: from their first day to their last, days added."""
    first = np.flatnonzero(np.diff(of_era, prepend=-1))
    return Exposure(
        np.minimum.reduceat(exposed.start, first),
        np.maximum.reduceat(exposed.end, first),
        np.add.reduceat(exposed.days, first),
        np.add.reduceat(exposed.whole_years, first),
    )


def cells_of_eras(cells: _core._Cells, of_era: Rows) -> tuple[_core._Cells, Rows]:
    """
    Return the years of eras, and which of them each year of a stretch is part of.

    A calendar year in which one stretch ended and another began is one year. The empty
    year that keeps the place of a stretch that was not observed is left out where
    another stretch of the era was.
    """
    era, years = of_era[cells["era"]], cells["years"]
    observed = np.bincount(era, weights=years, minlength=int(of_era.max()) + 1) > 0
    kept = np.flatnonzero((years > 0) | ~observed[era])
    new = np.diff(era[kept], prepend=-1) != 0
    new[1:] |= np.diff(cells["year"][kept]) != 0
    begins = np.flatnonzero(new)
    first, last = kept[begins], kept[np.append(begins[1:], kept.size) - 1]
    # A year that is left out has no visits, so that any of the era may take it in.
    index = np.searchsorted(era[first], era)
    index[kept] = np.cumsum(new) - 1
    return {
        "era": era[first],
        "year": cells["year"][first],
        "start": cells["start"][first],
        "end": cells["end"][last],
        "years": np.add.reduceat(years[kept], begins),
    }, index
