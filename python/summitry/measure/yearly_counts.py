"""Yearly counts: the visits of each year of an era."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.frames import Frame, Table
from summitry.frames.arguments import word_of
from summitry.frames.dates import day_of, to_dates
from summitry.measure.counts import stack
from summitry.measure.dyads import Dyads
from summitry.measure.eras import Axis, axes_of
from summitry.measure.qualify import verdicts_of
from summitry.measure.tally import groups_on, warn_of_stray
from summitry.measure.unclear import READINGS, asked_readings
from summitry.output.progress import watched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.output.progress import Progress


def yearly_counts(
    visits: Frame,
    eras: Frame,
    *,
    through: Any,
    since: Any,
    by: str | None = None,
    direction: tuple[str, str] | None = None,
    unclear: str = "exclude",
    exposure: str = "calendar_years",
    handover: str = "successor",
    date: str = "date",
    progress: Progress = None,
) -> Frame:
    """
    Count the visits of each year of each era: what trends and dispersion are made of.

    Parameters
    ----------
    visits, eras, through, since, by, direction, unclear, handover, date
        As for `era_frequency`.
    exposure : {"calendar_years", "days"}
        The years are whole calendar years, each with the era that held most of its
        days; or what the era and the observation leave of each calendar year, where a
        part of fewer than 183 days is joined to the year before it in the same era (the
        first one to the year after it).
    progress : callable or False, optional
        Called with the rows done and the rows in all. Without it
        a bar shows them where the work is long and somebody watches; False shows none.

    Returns
    -------
    frame of one row for each year of an era, the kind that was given
        What tells lists of eras apart (``side``, ``rule``, ...), ``era``, ``year`` (the
        calendar year that most of it lies in), ``start`` and ``end`` (exclusive) of its
        days, ``count``, ``years`` of exposure, ``exposure``, ``handover`` and
        ``reading``; then what became of every row of `visits`, as in `era_frequency`.
        An era without exposure has no row.

    Raises
    ------
    TenureError
        If an era is reversed or empty, is named twice, or shares days with another.
    ColumnError, MissingValueError, PrecisionError
        If a column or a date cannot be used.
    InputError
        If an option is unknown.

    Examples
    --------
    >>> import summitry
    >>> visits = {"date": ["2011-12-17", "2012-08-03", "2013-05-22", "2013-11-15"]}
    >>> eras = {
    ...     "era": ["Hu", "Xi"],
    ...     "start": ["2002-11-15", "2012-11-15"],
    ...     "end": ["2012-11-15", None],
    ... }
    >>> table = summitry.yearly_counts(
    ...     visits, eras, since="2011-01-01", through="2014-12-31"
    ... )
    >>> table[["era", "year", "count", "years"]]
      era  year  count  years
    0  Hu  2011      1    1.0
    1  Hu  2012      1    1.0
    2  Xi  2013      2    1.0
    3  Xi  2014      0    1.0
    """
    word_of(exposure, "exposure")
    readings = asked_readings(unclear)
    table = Table(visits, "visits")
    axes = axes_of(eras)
    observed = day_of(since, "since"), day_of(through, "through")
    needed = by or direction or any(axis.side for axis in axes)
    dyads = Dyads(table) if needed else None
    methods = {"exposure": exposure, "handover": handover}
    with watched(progress, "counting visits") as tick:
        counted = [
            _Years(
                table,
                axis,
                groups_on(axis, dyads, by=by, direction=direction),
                observed,
                date=date,
                progress=tick,
                **methods,
            )
            for axis in axes
        ]
    if dyads:
        dyads.warn_unseen(stacklevel=2)
    stray = [(one.tally["account"]["in_no_era"], one.axis.name) for one in counted]
    warn_of_stray(table, stray, stacklevel=2)
    parts = [one.columns(reading, methods) for reading in readings for one in counted]
    return table.build(stack(parts))


class _Years:
    """The years of one list of eras, and the visits in them."""

    def __init__(
        self,
        table: Table,
        axis: Axis,
        grouped: tuple[Any, dict[str, list[str]]],
        observed: tuple[int, int],
        *,
        date: str,
        exposure: str,
        handover: str,
        progress: Any,
    ) -> None:
        self.axis = axis
        groups, self.groups = grouped
        calendar_years = exposure == "calendar_years"
        exposed = axis.exposure(
            *observed, calendar_years=calendar_years, handover=handover
        )
        self.cells = _core.era_years(
            exposed.start, exposed.end, exposed.days, exposure=exposure
        )
        whole = _core.whole_years(*observed) if calendar_years else None
        since, through = whole or observed
        labels: Sequence[str] = next(iter(self.groups.values()), [""])
        self.tally = _core.era_tally(
            table.days(date),
            groups,
            None,
            verdicts_of(table),
            self.cells["start"],
            self.cells["end"],
            n_groups=len(labels),
            n_classes=1,
            since=since,
            through=through,
            progress=progress,
        )

    def columns(self, reading: str, methods: dict[str, str]) -> dict[str, Any]:
        """One row for each group and year."""
        counts = self.tally["qualify"]
        if reading == "include":
            counts = counts + self.tally["unclear"]
        n_groups, n_cells = counts.shape[:2]
        n_rows = n_groups * n_cells
        axis, cells = self.axis, self.cells
        lists = {"side": axis.side, "other_side": axis.other_side, "rule": axis.rule}
        eras = [axis.labels[era] for era in cells["era"].tolist()]
        words = methods | {"reading": READINGS[reading]}
        return {
            **{
                name: [label for label in labels for _ in range(n_cells)]
                for name, labels in self.groups.items()
            },
            **{name: [word] * n_rows for name, word in lists.items() if word},
            "era": eras * n_groups,
            "year": np.tile(cells["year"], n_groups),
            "start": np.tile(to_dates(cells["start"]), n_groups),
            "end": np.tile(to_dates(cells["end"]), n_groups),
            "count": counts.reshape(n_rows).astype(np.int64),
            "years": np.tile(cells["years"], n_groups),
            **{name: [word] * n_rows for name, word in words.items()},
            **{
                name: np.full(n_rows, value, dtype=np.int64)
                for name, value in self._accounting(reading).items()
            },
        }

    def _accounting(self, reading: str) -> dict[str, int]:
        """Return what became of the rows; the parts sum to rows_in."""
        account = self.tally["account"]
        counted = account["unclear"] if reading == "include" else 0
        parts = {
            "used": account["used"] + counted,
            "outside_window": account["outside_window"],
            "in_no_era": account["in_no_era"],
            "excluded_by_rule": account["excluded_by_rule"],
            "unclear": account["unclear"] - counted,
            "other_dyads": account["in_no_group"],
        }
        return {"rows_in": sum(parts.values()), **parts}
