"""What a coverage leaves of a record: the days compared, and the visits that count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from summitry.frames.dates import to_dates
from summitry.measure.coverage import TRAVELLER, told
from summitry.measure.definition import ANYONE

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Table
    from summitry.measure.coverage import Coverage
    from summitry.measure.eras import Exposure

    Days = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

OUTSIDE, PARTLY = 1, 2


@dataclass(frozen=True)
class Covered:
    """
    The days of the observation on which a record can be compared, and its visits.

    Attributes
    ----------
    since : int
        First day of the observation.
    compared : (n_days,) bool
        Whether a day is compared.
    status : (n,) uint8
        Of each visit: 0 counts, 1 is outside the coverage, 2 is of somebody who is not
        covered on all the days compared, or on a day that is not compared.
    throughout : (n,) bool
        Whether whoever came is covered on all the days compared.
    text : str
        What is left out, in words.
    """

    since: int
    compared: Flags
    status: npt.NDArray[np.uint8]
    throughout: Flags
    text: str

    def may_count(self, days: Days, latest: Days) -> Flags:
        """Return which visits count on one of the days that they may have had."""
        return self.throughout & (self.within(days, latest + 1) > 0)

    def within(self, start: Days, end: Days) -> Days:
        """Return how many days compared there are in each stretch ``[start, end)``."""
        sums = np.concatenate([[0], np.cumsum(self.compared)])
        places = [
            np.clip(edge - self.since, 0, self.compared.size) for edge in (start, end)
        ]
        found = np.maximum(sums[places[1]] - sums[places[0]], 0)
        return np.asarray(found, dtype=np.int64)

    def of_exposure(self, exposed: Exposure, held: Exposure) -> Exposure:
        """
        Return an exposure with the days and whole years that are compared.

        Days are those of the eras as they were `held`: one that counts visits on the
        days (start, end] is exposed on [start, end) all the same.
        """
        days = self.within(held.start, held.end)
        n_years = [
            self._whole_years(int(start), int(end))
            for start, end in zip(exposed.start, exposed.end, strict=True)
        ]
        counted = exposed.whole_years.any()
        years = np.array(n_years, dtype=np.int64) if counted else exposed.whole_years
        first, last = self._ends(exposed.start, exposed.end)
        return exposed._replace(start=first, end=last, days=days, whole_years=years)

    def runs(self) -> list[tuple[int, int]]:
        """Return the first and last day of each stretch of days compared."""
        padded = np.concatenate([[False], self.compared, [False]]).astype(np.int8)
        edges = np.flatnonzero(np.diff(padded)).reshape(-1, 2)
        return [
            (self.since + begin, self.since + end - 1) for begin, end in edges.tolist()
        ]

    def _whole_years(self, start: int, end: int) -> int:
        """Count the calendar years of a stretch that are compared throughout."""
        edges = _year_edges(start, end)
        if edges.size < 2:  # noqa: PLR2004
            return 0
        whole = self.within(edges[:-1], edges[1:]) == np.diff(edges)
        return int(whole.sum())

    def _ends(self, start: Days, end: Days) -> tuple[Days, Days]:
        """Return the first day compared of each stretch, and the one after the last."""
        days = np.flatnonzero(self.compared) + self.since
        if not days.size:
            return start, start
        after, before = np.searchsorted(days, start), np.searchsorted(days, end) - 1
        some = before >= after
        first = days[np.clip(after, 0, days.size - 1)]
        last = days[np.clip(before, 0, days.size - 1)] + 1
        return np.where(some, first, start), np.where(some, last, start)


def covered(
    coverage: Coverage,
    visits: Table,
    days: Days,
    asked: Flags,
    *,
    origin: str | None = None,
    calendar_years: bool = False,
) -> Covered:
    """
    Choose the days on which a record can be compared, and the visits that count there.

    Of all who have a visit that is asked for and covered, those who are covered on the
    most days say which days are compared; everybody who is covered on all of them
    counts, and nobody else. A source on single travellers adds no days.

    Parameters
    ----------
    coverage : Coverage
        Who is covered, and when.
    visits : Table
        The visits.
    days : (n,) int64
        The day of each.
    asked : (n,) bool
        Whether it may count.
    origin : str, optional
        The only country whose visits are asked for.
    calendar_years : bool
        Whether only calendar years that are covered throughout are compared.
    """
    since, through = coverage.window
    patterns, pattern = _patterns(coverage, visits)
    sets = [coverage.days(rows) for rows in patterns]
    known, place = _known(coverage, days, sets, pattern)
    compared = _chosen(coverage, patterns, pattern, asked & known, origin)
    if calendar_years:
        compared = compared & _in_whole_years(compared, since, through)
    everywhere = np.array([(one | ~compared).all() for one in sets], dtype=bool)
    throughout = everywhere[pattern]
    counts = known & compared[place] & throughout
    status = np.where(counts, 0, np.where(known, PARTLY, OUTSIDE)).astype(np.uint8)
    return Covered(since, compared, status, throughout, told(coverage, compared))


def on_covered_days(coverage: Coverage, visits: Table, days: Days) -> Flags:
    """Return which visits are on a day on which whoever came is covered."""
    patterns, pattern = _patterns(coverage, visits)
    return _known(coverage, days, [coverage.days(rows) for rows in patterns], pattern)[
        0
    ]


def _known(
    coverage: Coverage, days: Days, sets: list[Flags], pattern: Days
) -> tuple[Flags, Days]:
    """Return which visits are covered on their day, and the place of that day."""
    since, through = coverage.window
    inside = (days >= since) & (days <= through)
    place = np.where(inside, days - since, 0)
    known = np.zeros(days.size, dtype=bool)
    for number, one in enumerate(sets):
        own = pattern == number
        known[own] = inside[own] & one[place[own]]
    return known, place


def _of_everybody(coverage: Coverage) -> Flags:
    """Return the rows that name no single traveller, or all if there are none such."""
    if TRAVELLER not in coverage.columns:
        return np.ones(len(coverage.who), dtype=bool)
    place = coverage.columns.index(TRAVELLER)
    rows = np.array([who[place] is None for who in coverage.who], dtype=bool)
    return rows if rows.any() else ~rows


def _patterns(coverage: Coverage, visits: Table) -> tuple[Flags, Days]:
    """Return the distinct sets of rows that speak of a visit, and which is whose."""
    found = [visits.categories(column) for column in coverage.columns]
    n_rows = len(coverage.who)
    if not found or not len(visits):
        return np.ones((1, n_rows), dtype=bool), np.zeros(len(visits), dtype=np.int64)
    codes = np.stack([one.codes for one in found])
    cells, which = np.unique(codes, axis=1, return_inverse=True)
    speaks = np.ones((cells.shape[1], n_rows), dtype=bool)
    for number, one in enumerate(found):
        speaks &= coverage.matching(number, [*one.labels, None])[cells[number]]
    patterns, of_cell = np.unique(speaks, axis=0, return_inverse=True)
    return patterns, of_cell.ravel()[which.ravel()]


def _chosen(
    coverage: Coverage,
    patterns: Flags,
    pattern: Days,
    seen: Flags,
    origin: str | None,
) -> Flags:
    """Return the days compared: the most that anybody with a visit is covered on."""
    usable = _of_everybody(coverage)
    numbers = np.bincount(pattern[seen], minlength=len(patterns))
    rows = [
        patterns[k] & usable for k in np.argsort(-numbers, kind="stable") if numbers[k]
    ]
    if not any(one.any() for one in rows):
        rows = [
            coverage.reaching(who) & usable
            for who in coverage.who
            if origin is None or _of_origin(coverage, who, origin)
        ]
    best = np.zeros(coverage.n_days, dtype=bool)
    for one in rows:
        days = coverage.days(one)
        if days.sum() > best.sum():
            best = days
    return best


def _of_origin(coverage: Coverage, who: tuple[str | None, ...], origin: str) -> bool:
    if "origin" not in coverage.columns:
        return True
    place = coverage.columns.index("origin")
    named = {one[place] for one in coverage.who}
    other = who[place] == ANYONE and origin not in named
    return who[place] in (None, origin) or other


def _year_edges(start: int, end: int) -> Days:
    """Return the days on which the calendar years of a stretch begin, and its end."""
    if end <= start:
        return np.zeros(0, dtype=np.int64)
    ends = to_dates(np.array([start, end - 1])).astype("datetime64[Y]")
    years = np.arange(ends[0], ends[1] + np.timedelta64(2, "Y"))
    return years.astype("datetime64[D]").astype(np.int64)


def _in_whole_years(compared: Flags, since: int, through: int) -> Flags:
    """Return which days lie in calendar years that are compared throughout."""
    edges = _year_edges(since, through + 1)
    sums = np.concatenate([[0], np.cumsum(compared)])
    low, high = (np.clip(e - since, 0, compared.size) for e in (edges[:-1], edges[1:]))
    whole = sums[high] - sums[low] == np.diff(edges)
    return np.repeat(whole, high - low)
