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
    from summitry.measure.covered import Covered
    from summitry.measure.pairs import Pairs

    Codes = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class DaysCompared:
    """
    The days of each origin that are compared, and of each pair which origins count.

    Attributes
    ----------
    since : int
        First day of the observation.
    origins : dict of str to Covered
        What a coverage leaves of the visits of each country.
    of_pair : list of tuples of str
        The countries whose visits each pair counts.
    """

    since: int
    origins: dict[str, Covered]
    of_pair: list[tuple[str, ...]]

    def _days(self, pair: int) -> Flags:
        days: Flags = np.logical_and.reduce(
            [self.origins[name].compared for name in self.of_pair[pair]]
        )
        return days

    def within(self, pair: Codes, low: Codes, high: Codes) -> Codes:
        """Return how many days of stretches (rows: of these pairs) are compared."""
        found = np.zeros(low.shape, dtype=np.int64)
        for row, number in enumerate(pair.tolist()):
            sums = np.concatenate([[0], np.cumsum(self._days(number))])
            found[row] = sums[high[row] - self.since] - sums[low[row] - self.since]
        return found

    def visits(self, pair: Codes, days: Codes, table: Table) -> Flags:
        """Return which visits are on days compared, of somebody who is covered."""
        origin = table.categories("origin")
        found = np.zeros(len(table), dtype=bool)
        for code, name in enumerate(origin.labels):
            if name in self.origins:
                own = origin.codes == code
                found[own] = self.origins[name].standing[own] == 0
        for number in np.unique(pair[pair >= 0]).tolist():
            compared = self._days(number)
            own = np.flatnonzero((pair == number) & found)
            place = days[own] - self.since
            inside = (place >= 0) & (place < compared.size)
            found[own] = inside & compared[np.where(inside, place, 0)]
        return found


def days_compared(
    coverage: Frame,
    visits: Table,
    pairs: Pairs,
    days: Codes,
    window: tuple[int, int],
    by: str,
) -> DaysCompared:
    """Read what a coverage leaves of the visits of each country in the pairs."""
    read = read_coverage(coverage, *window)
    of_pair: list[tuple[str, ...]] = [
        ends if by == "dyad" else ends[:1] for ends in pairs.ends
    ]
    origin = visits.categories("origin")
    place = {name: code for code, name in enumerate(origin.labels)}
    found = {}
    for name in sorted({name for names in of_pair for name in names}):
        own = origin.codes == place.get(name, -2)
        found[name] = covered(read, visits, days, own, origin=name)
    return DaysCompared(window[0], found, of_pair)
