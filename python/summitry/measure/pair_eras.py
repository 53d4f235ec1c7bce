"""The eras of pairs of countries, each cut to the days on which its pair was there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry import _core
from summitry.measure.dyads import NO_GROUP
from summitry.measure.eras import Exposure
from summitry.measure.stretches import cells_of_eras, exposure_of_eras

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.measure.covered_eras import Asked
    from summitry.measure.eras import Axis
    from summitry.measure.pairs import Pairs

    Days = npt.NDArray[np.int64]

_WIDTH = 1 << 32
"""More days than there are."""


class PairEras(NamedTuple):
    """
    The eras of pairs, one pair after the other, each while its pair was there.

    Attributes
    ----------
    exposed : Exposure
        Of each era of each pair.
    cells : dict of column to (n_cells,) array
        Their years; ``era`` is the place among the eras of all pairs.
    parts : dict of column to (n_parts,) array
        The parts of these years that lie in one stretch each.
    pair : (n_parts,) int64
        Which pair each is of.
    of_part : (n_parts,) int64
        Which year each is part of.
    """

    exposed: Exposure
    cells: _core._Cells
    parts: _core._Cells
    pair: Days
    of_part: Days

    def counts(
        self,
        asked: Asked,
        classes: npt.NDArray[np.uint32 | np.int64] | None,
        n_classes: int,
        account: _core._Account,
    ) -> _core._EraTally:
        """Return the visits of each year and class, beside an account of all rows."""
        groups = np.zeros(len(asked.visits.table), dtype=np.uint32)
        if asked.groups is not None:
            groups = asked.groups.groups
        rows = np.flatnonzero(groups != NO_GROUP)
        group, days = groups[rows].astype(np.int64), asked.visits.days()[rows]
        start, end = self.parts["start"], self.parts["end"]
        # Parts with days, one after the other on one axis.
        solid = np.flatnonzero(end > start)
        axis = self.pair[solid] * _WIDTH + start[solid]
        order = np.argsort(axis)
        place = np.searchsorted(axis[order], group * _WIDTH + days, side="right") - 1
        part = np.append(solid[order], 0)[place]
        inside = (place >= 0) & (self.pair[part] == group) & (days < end[part])
        rows, part = rows[inside], part[inside]
        cell = self.of_part[part] * n_classes
        if classes is not None:
            cell += classes[rows]
        verdicts = asked.visits.told()
        told = np.ones(rows.size) if verdicts is None else verdicts[rows]
        shape = (1, self.cells["era"].size, n_classes)
        sure, unclear = (
            np.bincount(cell[told == code], minlength=shape[1] * n_classes)
            .astype(np.uint64)
            .reshape(shape)
            for code in (1, 2)
        )
        return {
            "qualify": sure,
            "unclear": unclear,
            "account": account,
            "by_class": None,
        }


def eras_of_pairs(
    pairs: Pairs,
    axis: Axis,
    exposed: Exposure,
    *,
    through: int,
    handover: str,
    calendar_years: bool,
) -> PairEras:
    """Return the eras of each pair, cut to the days on which it was there."""
    if calendar_years:
        start, end, shift = exposed.start, exposed.end, 0
    else:
        start, end = axis.start, axis.closed(through)
        shift = int(handover == "predecessor")

    def cut(edge: Days) -> Days:
        return np.clip(edge[None, :], pairs.start[:, None], pairs.end[:, None])

    low, high = cut(start + shift), cut(end + shift)
    days = cut(end) - cut(start)
    pair = np.broadcast_to(pairs.pair[:, None], low.shape)
    era = np.broadcast_to(axis.of_era, low.shape)
    n_eras = int(axis.of_era.max()) + 1
    of_era = (pair * n_eras + era).ravel()
    some = ((high > low) | (days > 0)).ravel()
    # An era on no day of which its pair was there keeps its place by one empty part.
    none = np.bincount(of_era, weights=some)[of_era] == 0
    kept = np.flatnonzero(some | none)
    order = kept[np.lexsort((low.ravel()[kept], of_era[kept]))]
    low, high, days, pair, of_era = (
        values.ravel()[order] for values in (low, high, days, pair, of_era)
    )
    years = np.zeros_like(days)
    if calendar_years:
        first, last = (
            edge.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
            for edge in (low, high)
        )
        years = last - first
    parts = _core.year_cells(low, high, days, calendar_years=calendar_years)
    whole = exposure_of_eras(Exposure(low, high, days, years), of_era)
    cells, of_part = cells_of_eras(parts, of_era)
    return PairEras(whole, cells, parts, pair[parts["era"]], of_part)
