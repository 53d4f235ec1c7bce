"""Which days of each pair of countries are reported, where origins differ in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from summitry.measure.coverage import read_coverage
from summitry.measure.covered import covered

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Frame, Table
    from summitry.measure.calendar_periods import Periods
    from summitry.measure.covered import Covered
    from summitry.measure.pairs import Pairs
    from summitry.measure.panel_pairs import PanelPairs

    Codes = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class DaysCompared:
    """
    The days of each pair that are compared, and what is left of visits by origin.

    Attributes
    ----------
    since : int
        First day of the observation.
    origins : dict of str to Covered
        What a coverage leaves of the visits of each country, in their order.
    masks : list of arrays of bool
        Days that are compared, each set of days once.
    of_pair : array of int64
        Which of the masks each pair has.
    """

    since: int
    origins: dict[str, Covered]
    masks: list[Flags]
    of_pair: Codes

    def within(self, pair: Codes, low: Codes, high: Codes) -> Codes:
        """Return how many days of stretches (rows: of these pairs) are compared."""
        found = np.zeros(low.shape, dtype=np.int64)
        kind = self.of_pair[pair]
        for number, mask in enumerate(self.masks):
            own = np.flatnonzero(kind == number)
            sums = np.concatenate([[0], np.cumsum(mask)])
            found[own] = sums[high[own] - self.since] - sums[low[own] - self.since]
        return found

    def visits(self, pair: Codes, days: Codes, table: Table) -> Flags:
        """Return which visits are on days compared, of somebody who is covered."""
        origin = table.categories("origin")
        found = np.zeros(len(table), dtype=bool)
        for code, name in enumerate(origin.labels):
            if name in self.origins:
                found[origin.codes == code] = self.origins[name].status == 0
        kind = np.append(self.of_pair, -1)[pair]
        for number, mask in enumerate(self.masks):
            own = np.flatnonzero((kind == number) & found)
            place = days[own] - self.since
            inside = (place >= 0) & (place < mask.size)
            found[own] = inside & mask[np.where(inside, place, 0)]
        return found


def days_compared(
    coverage: Frame,
    visits: Table,
    pairs: Pairs,
    dated: tuple[Codes, Flags],
    window: tuple[int, int],
    by: str,
) -> DaysCompared:
    """
    Read what a coverage leaves of the visits of each country in the pairs.

    `dated` are the day of each visit, and whether it may count: only those that may say
    which days are compared.
    """
    states = {name for names in pairs.ends for name in names}
    read = read_coverage(coverage, *window, visits, states=sorted(states))
    days, may_count = dated
    of_pair: list[tuple[str, ...]] = [
        ends if by == "dyad" else ends[:1] for ends in pairs.ends
    ]
    origin = visits.categories("origin")
    place = {name: code for code, name in enumerate(origin.labels)}
    found = {}
    for name in sorted({name for names in of_pair for name in names}):
        own = np.flatnonzero(origin.codes == place.get(name, -2))
        part = visits.take(own)
        found[name] = covered(read, part, days[own], may_count[own], origin=name)
    return DaysCompared(window[0], found, *_masks(found, of_pair))


def exposure(
    pairs: PanelPairs, periods: Periods, compared: DaysCompared | None
) -> Codes:
    """Return the days of each pair and period observed, in order of pairs."""
    given = pairs.pairs
    low = np.maximum(given.start[:, None], periods.start[None, :])
    high = np.maximum(np.minimum(given.end[:, None], periods.end[None, :]), low)
    spans = high - low if compared is None else compared.within(given.pair, low, high)
    days = np.zeros((len(pairs), periods.start.size), dtype=np.int64)
    np.add.at(days, given.pair, spans)
    return days.ravel()


def _masks(
    origins: dict[str, Covered], of_pair: list[tuple[str, ...]]
) -> tuple[list[Flags], Codes]:
    """The days on which all origins of each pair are compared, equal days once."""
    kinds: dict[bytes, int] = {}
    of_origin = {
        name: kinds.setdefault(one.compared.tobytes(), len(kinds))
        for name, one in origins.items()
    }
    days = {of_origin[name]: one.compared for name, one in origins.items()}
    sets: dict[tuple[int, ...], int] = {}
    codes = [
        sets.setdefault(tuple(sorted({of_origin[name] for name in names})), len(sets))
        for names in of_pair
    ]
    masks = [np.logical_and.reduce([days[kind] for kind in one]) for one in sets]
    return masks, np.array(codes, dtype=np.int64)
