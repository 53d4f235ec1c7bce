"""Pairs of countries that are asked for, counted by eras while both were there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry.exceptions import InputError
from summitry.frames.arguments import word_of
from summitry.measure.covered_eras import in_an_era, year_cells
from summitry.measure.dyads import NO_GROUP, Keys
from summitry.measure.pair_eras import eras_of_pairs
from summitry.measure.pairs import ENDS, Pairs, joined, pair_codes, pairs_given

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Categories, Frame, Table
    from summitry.measure.counted_eras import Counted, Counting
    from summitry.measure.covered_eras import Asked
    from summitry.measure.dyads import Dyads
    from summitry.measure.eras import Axis

    Days = npt.NDArray[np.int64]


class AskedPairs(NamedTuple):
    """
    The pairs that are asked for, and which of them each visit is of; -1 of none.

    In calendar years a pair is there in those years on all days of which it was.
    """

    by: str
    pairs: Pairs
    of_visit: Days
    calendar_years: bool

    def on(
        self, axis: Axis, ends: Dyads, direction: tuple[str, str] | None
    ) -> AskedPairs:
        """Return the pairs that an axis of eras concerns, and the visits that do."""
        wanted = self.pairs.of(axis.side, axis.other_side)
        heading = ends.involving(axis.side, axis.other_side)
        if direction is not None:
            heading &= ends.heading(direction)
            one, other = direction if self.by == "direction" else sorted(direction)
            wanted &= self.pairs.between(one, other)
        pairs, number = self.pairs.keep(wanted)
        of_visit = np.where(heading, number[self.of_visit], -1)
        return AskedPairs(self.by, pairs, of_visit, self.calendar_years)

    def labels(self) -> dict[str, Categories]:
        """Return the two countries of each pair."""
        return self.pairs.labels(self.by)

    def counted(
        self, asked: Asked, axis: Axis, counting: Counting, through: int, handover: str
    ) -> Counted:
        """Count the visits of each pair while it was there, on the pairs of an axis."""
        lost = self._away(asked)
        groups = np.where(lost | (self.of_visit < 0), NO_GROUP, self.of_visit)
        asked = asked._replace(groups=Keys(groups.astype(np.uint32)))
        if len(self.pairs):
            eras = eras_of_pairs(
                self.pairs,
                axis,
                asked.exposed,
                through=through,
                handover=handover,
                calendar_years=self.calendar_years,
            )
            counted = counting.of_pairs(asked, axis, eras, len(self.pairs))
        else:
            cells = year_cells(asked.exposed, None, calendar_years=False)
            counted = counting.of_axis(asked, axis, cells, 0)
        return counted._replace(outside_existence=int(lost.sum()))

    def _away(self, asked: Asked) -> npt.NDArray[np.bool_]:
        """Return the visits that would count, had their pair been there on the day."""
        first, last = asked.window
        days, verdicts = asked.visits.days(), asked.visits.told()
        lost = (self.of_visit >= 0) & (days >= first) & (days <= last)
        if verdicts is not None:
            lost &= verdicts != 0
        lost &= in_an_era(days, asked.exposed)
        return np.asarray(lost & ~self.pairs.there(self.of_visit, days))


def asked_pairs(
    dyads: Frame,
    table: Table,
    *,
    by: str | None,
    window: tuple[int, int],
    calendar_years: bool,
) -> AskedPairs:
    """
    Read the pairs that are asked for.

    Raises
    ------
    InputError
        If it is not said by what to count, or `dyads` cannot be used.
    """
    if by is None:
        raise InputError(
            "dyads are given, but visits are not counted by dyad or direction",
            code="dyads_without_by",
            column="by",
            hint="by='dyad', or by='direction' where the two have an order",
        )
    word_of(by, "by")
    pairs = joined(pairs_given(dyads, by, *window))
    if calendar_years:
        pairs = _in_whole_years(pairs)
    origin, destination = (table.categories(name) for name in ENDS["direction"])
    return AskedPairs(
        by, pairs, pair_codes(pairs, origin, destination, by), calendar_years
    )


def _in_whole_years(pairs: Pairs) -> Pairs:
    before = (pairs.start - 1).astype("datetime64[D]").astype("datetime64[Y]")
    begins = before + np.timedelta64(1, "Y")
    ends = pairs.end.astype("datetime64[D]").astype("datetime64[Y]")
    start, end = (
        year.astype("datetime64[D]").astype(np.int64) for year in (begins, ends)
    )
    return replace(pairs, start=start, end=np.maximum(start, end))
