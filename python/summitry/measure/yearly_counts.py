"""Yearly counts: the visits of each year of an era."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames import Categories, Frame, Table
from summitry.frames.categories import constant
from summitry.frames.dates import day_of, iso, to_dates
from summitry.frames.same_kind import same_kind
from summitry.frames.warned import warn
from summitry.measure.counts import Counts, stack
from summitry.measure.key_columns import keys_of
from summitry.measure.tally import count_eras
from summitry.measure.unclear import READINGS, asked_readings
from summitry.output.progress import watched

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames.word_types import By, Date, Exposure, Handover, Unclear
    from summitry.output.progress import Progress


@same_kind
def yearly_counts(
    visits: Frame,
    eras: Frame,
    *,
    through: Date,
    since: Date,
    by: By | None = None,
    direction: tuple[str, str] | None = None,
    unclear: Unclear = "exclude",
    exposure: Exposure = "calendar_years",
    handover: Handover = "successor",
    date: str = "date",
    coverage: Frame | None = None,
    dyads: Frame | None = None,
    progress: Progress = None,
) -> Frame:
    """
    Count the visits of each year of each era: what trends and dispersion are made of.

    Parameters
    ----------
    visits, eras, through, since, by, direction, unclear, handover, date
        As for `era_frequency`.
    coverage, dyads : frame, optional
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

    Warns
    -----
    SummitryWarning
        If no era has a year in the observation, so that the table has no row.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> visits = pd.DataFrame(
    ...     {"date": ["2011-12-17", "2012-08-03", "2013-05-22", "2013-11-15"]}
    ... )
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
    table = years_counted(
        visits,
        eras,
        unseen=False,
        through=through,
        since=since,
        by=by,
        direction=direction,
        unclear=unclear,
        exposure=exposure,
        handover=handover,
        date=date,
        coverage=coverage,
        dyads=dyads,
        progress=progress,
    )
    if not len(Table(table, "years")):
        what = "whole calendar year" if exposure == "calendar_years" else "day"
        where = " that is covered" if coverage is not None else ""
        seen = " to ".join(iso(day_of(day, "day")) for day in (since, through))
        warn(
            f"no era has a {what} in the observation{where}, {seen}: there is no row",
        )
    return table


def years_counted(
    visits: Frame,
    eras: Frame,
    *,
    unseen: bool,
    unclear: str,
    exposure: str,
    handover: str,
    progress: Progress,
    **options: Any,
) -> Frame:
    """Return `yearly_counts`; if asked, eras without exposure with an empty year."""
    readings = asked_readings(unclear)
    table = Table(visits, "visits")
    with watched(progress, "counting visits") as tick:
        counted = count_eras(
            table,
            eras,
            scheme=None,
            exposure=exposure,
            handover=handover,
            progress=tick,
            **options,
        )
    methods = {"exposure": exposure, "handover": handover}
    parts = [
        part
        for reading in readings
        for one in counted.each
        for part in (
            _columns(one, reading, methods),
            *([_unseen(one, reading, methods)] if unseen else []),
        )
    ]
    return table.build(stack(parts), eras)


def _columns(one: Counts, reading: str, methods: dict[str, str]) -> dict[str, Any]:
    """One row for each group and year that was observed."""
    cells = one.cells
    observed = one.of_groups(cells["years"] > 0)
    rows = one.cell_rows()[observed]
    keys = {
        name: values.take(rows)
        for name, values in keys_of(one).items()
        if isinstance(values, Categories) and name != "years_used"
    }

    def tiled(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        kept: npt.NDArray[Any] = one.of_groups(values)[observed]
        return kept

    words = methods | {"reading": READINGS[reading]}
    return {
        **keys,
        "year": tiled(cells["year"]),
        "start": tiled(to_dates(cells["start"])),
        "end": tiled(to_dates(cells["end"])),
        "count": one.by_year(reading).ravel()[observed].astype(np.int64),
        "years": tiled(cells["years"]),
        **{name: constant(word, rows.size) for name, word in words.items()},
        **{
            name: np.full(rows.size, value, dtype=np.int64)
            for name, value in one.accounting(reading).items()
        },
    }


def _unseen(one: Counts, reading: str, methods: dict[str, str]) -> dict[str, Any]:
    """One row without visits and exposure for each era that was not observed."""
    keys = keys_of(one)
    rows = np.flatnonzero(one.of_groups(one.years <= 0))
    starts = np.tile(one.axis.start, one.n_groups)[rows]
    days = to_dates(starts)
    columns = {
        name: values.take(rows)
        for name, values in keys.items()
        if isinstance(values, Categories) and name != "years_used"
    }
    words = methods | {"reading": READINGS[reading]}
    return {
        **columns,
        "year": days.astype("datetime64[Y]").astype(np.int64) + 1970,
        "start": days,
        "end": days,
        "count": np.zeros(rows.size, dtype=np.int64),
        "years": np.zeros(rows.size),
        **{name: constant(word, rows.size) for name, word in words.items()},
        **{
            name: np.full(rows.size, value, dtype=np.int64)
            for name, value in one.accounting(reading).items()
        },
    }
