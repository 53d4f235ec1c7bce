"""What is divided into phases: dated visits, counts by period, or times in days."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from summitry import _core
from summitry.exceptions import (
    ColumnError,
    InputError,
    RangeError,
)
from summitry.frames import Table
from summitry.frames.arguments import real_number
from summitry.frames.dates import day_of, iso, to_dates
from summitry.frames.spans import day_spans
from summitry.infer.clustering import Clustering, measured, measured_in_times
from summitry.measure.coverage import read_coverage
from summitry.measure.dyads import Dyads
from summitry.measure.one_stretch import one_stretch
from summitry.measure.qualify import verdicts_of
from summitry.measure.selection import account_of, duplicates_in, matching
from summitry.sources.country_names import of_two_countries

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy.typing as npt

    from summitry.frames import Frame

    Tick = Callable[[int, int], object] | None
    Reals = npt.NDArray[np.float64]


_LONGEST_YEAR = 366


class Events(Protocol):
    """Events in an observation, which the core can divide."""

    def account(self, reading: str) -> dict[str, int]:
        """Return what became of every row in a reading, if rows were read."""

    def at_latest(self, readings: Sequence[str]) -> Events | None:
        """Return the same events at their latest days, if any that is used is vague."""
        del readings
        return None

    def divided(
        self, search: _core._Search, reading: str, progress: Tick
    ) -> _core._Phases:
        """Return the phases of a reading."""

    def clustering(
        self, eras: Frame | None, reading: str, calibration: str
    ) -> list[Clustering]:
        """Measure how much years vary, once for each list of eras that matters."""

    def spans(self, starts: Reals) -> dict[str, Any]:
        """Name the phases that begin there, with both ends and their length."""


class DatedEvents(Events):
    """Events on whole days, between a first and a last one."""

    def __init__(self, since: Any, through: Any) -> None:
        self.first, self.last = day_of(since, "since"), day_of(through, "through")

    def spans(self, starts: Reals) -> dict[str, Any]:
        """Name the phases that begin on these days, with both ends and their length."""
        first = starts.astype(np.int64)
        ends = np.append(first[1:], self.last + 1)
        return {
            "era": [
                f"phase {number}: {iso(start)} to {iso(end - 1)}"
                for number, (start, end) in enumerate(zip(first, ends, strict=True), 1)
            ],
            "start": to_dates(first),
            "end": to_dates(ends),
            "days": ends - first,
        }


class DatedVisits(DatedEvents):
    """Visits of a table, each with its date."""

    def __init__(
        self,
        table: Table,
        *,
        since: Any,
        through: Any,
        date: str,
        direction: tuple[str, str] | None,
        where: Mapping[str, Any] | None,
        coverage: Frame | None,
    ) -> None:
        super().__init__(since, through)
        self.window = self.first, self.last
        self.status: npt.NDArray[np.uint8] | None = None
        self.covered = ""
        self.days, self.latest = day_spans(table, date)
        self.asked = matching(table, where)
        if direction is None:
            self.asked &= of_two_countries(table)
        else:
            ends = Dyads(table)
            self.asked &= ends.heading(direction)
            ends.warn()
        self.verdicts = verdicts_of(table)
        self.duplicates = duplicates_in(table)
        if coverage is not None:
            may_count = self.asked & self.observed
            if self.verdicts is not None:
                may_count &= self.verdicts != 0
            origin = None if direction is None else direction[0]
            read = read_coverage(coverage, *self.window, table)
            stretch = one_stretch(
                read, table, self.days, may_count, "phases", origin=origin
            )
            self.first, self.last, self.status, self.covered = stretch

    @property
    def observed(self) -> npt.NDArray[np.bool_]:
        """Whether each visit is in the observation."""
        since, through = self.window
        return np.asarray((self.days >= since) & (self.days <= through))

    def spans(self, starts: Reals) -> dict[str, Any]:
        """Name the phases, and say what a coverage left out."""
        columns = super().spans(starts)
        if self.status is not None:
            columns["coverage"] = [self.covered] * len(starts)
        return columns

    def _used(self, reading: str) -> npt.NDArray[np.int64]:
        """Return the days of the visits that are divided in a reading."""
        _, used = account_of(
            self.asked, self.observed, self.verdicts, reading, self.status
        )
        days = self.days[used]
        # At its latest day a visit may lie beyond what is covered.
        return np.asarray(days[(days >= self.first) & (days <= self.last)])

    def at_latest(self, readings: Sequence[str]) -> Events | None:
        """Return the same visits at their latest days, if any that is used is vague."""
        moved = copy(self)
        moved.days = self.latest
        near = (self.latest >= self.first) & (self.days <= self.last)
        used = [
            account_of(self.asked, near, self.verdicts, reading, self.status)[1]
            for reading in readings
        ]
        vague = self.days < self.latest
        return moved if any((one & vague).any() for one in used) else None

    def account(self, reading: str) -> dict[str, int]:
        """Return what became of every row in a reading."""
        account, _ = account_of(
            self.asked, self.observed, self.verdicts, reading, self.status
        )
        return account | self.duplicates

    def divided(
        self, search: _core._Search, reading: str, progress: Tick
    ) -> _core._Phases:
        """Return the phases of a reading."""
        return _core.phases_of_days(
            self._used(reading),
            search,
            since=self.first,
            through=self.last,
            progress=progress,
        )

    def clustering(
        self, eras: Frame | None, reading: str, calibration: str
    ) -> list[Clustering]:
        """Measure how much years vary in a reading."""
        days, window = self._used(reading), (self.first, self.last)
        return measured(days, np.ones_like(days), window, eras, calibration)


class CountedPeriods(DatedEvents):
    """Counts of periods that follow one another through the observation."""

    def __init__(self, table: Table, *, since: Any, through: Any) -> None:
        super().__init__(since, through)
        self.counts = table.counts("count")
        starts, ends = table.days("start"), table.days("end")
        wanted = np.append(self.first, ends)
        found = np.append(starts, self.last + 1)
        broken = np.flatnonzero(wanted != found)
        if broken.size:
            row = int(broken[0])
            raise InputError(
                f"the periods do not follow one another from since through through: "
                f"at row {row} {iso(wanted[row])} was due, not {iso(found[row])}",
                code="broken_periods",
                column="start",
                rows=broken[:10],
                n_bad=broken.size,
                hint="each period starts where the one before ends; ends are exclusive",
            )
        self.exposures = (ends - starts).astype(np.float64)
        self.middles = (starts + ends - 1) // 2

    def account(self, reading: str) -> dict[str, int]:
        """Return nothing: counts do not say what was left out."""
        del reading
        return {}

    def divided(
        self, search: _core._Search, reading: str, progress: Tick
    ) -> _core._Phases:
        """Return the phases; there is but one reading."""
        del reading
        return _core.phases_of_periods(
            self.counts.astype(np.uint64),
            self.exposures,
            search,
            since=self.first,
            progress=progress,
        )

    def clustering(
        self, eras: Frame | None, reading: str, calibration: str
    ) -> list[Clustering]:
        """Measure how much years vary, each period being of the year of its middle."""
        del reading
        if self.exposures.max(initial=0.0) > _LONGEST_YEAR:
            return [Clustering(known=calibration == "poisson")]
        window = self.first, self.last
        return measured(self.middles, self.counts, window, eras, calibration)


class Times(Events):
    """Times in days, whole or not."""

    def __init__(self, times: Any, *, since: Any, through: Any) -> None:
        # A column like any other: masks and nulls are missing, dates are no numbers.
        try:
            self.times = Table({"times": times}, "visits").floats("times")
        except ColumnError as error:
            raise InputError(
                "visits are neither a table nor times in days",
                code=error.code,
                column="visits",
                hint="give dates as a table with a column 'date'",
            ) from None
        self.first = real_number(since, "since")
        self.last = real_number(through, "through")
        outside = ~((self.times >= self.first) & (self.times <= self.last))
        rows = np.flatnonzero(outside)
        if rows.size:
            raise RangeError(
                f"visits row {rows[0]}: the time is {self.times[rows[0]]:g}; it must be "
                f"from {self.first:g} to {self.last:g}",
                code="out_of_range",
                column="visits",
                rows=rows[:10],
                n_bad=rows.size,
            )

    def account(self, reading: str) -> dict[str, int]:
        """Return that every time is used."""
        del reading
        return {"rows_in": self.times.size, "used": self.times.size}

    def divided(
        self, search: _core._Search, reading: str, progress: Tick
    ) -> _core._Phases:
        """Return the phases; there is but one reading."""
        del reading
        return _core.phases_of_times(
            self.times, search, since=self.first, through=self.last, progress=progress
        )

    def clustering(
        self, eras: Frame | None, reading: str, calibration: str
    ) -> list[Clustering]:
        """Measure how much years of 365.25 days vary."""
        del eras, reading
        return measured_in_times(self.times, (self.first, self.last), calibration)

    def spans(self, starts: Reals) -> dict[str, Any]:
        """Name the phases that begin then, with both ends and their length."""
        ends = np.append(starts[1:], self.last)
        return {
            "era": [
                f"phase {number}: {start:g} to {end:g}"
                for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
            ],
            "start": starts,
            "end": ends,
            "days": ends - starts,
        }
