"""The tally: visits counted by dyad, era and class, from which frequencies are made."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.exceptions import InputError
from summitry.frames import Categories, Frame, Table
from summitry.frames.arguments import word_of
from summitry.frames.dates import FIRST_DAY, day_of, to_dates
from summitry.frames.same_kind import same_kind
from summitry.frames.suggestion import few
from summitry.frames.warned import warn
from summitry.measure.asked_pairs import asked_pairs
from summitry.measure.axes_counts import AxesCounts
from summitry.measure.axis_groups import groups_on, on_axes
from summitry.measure.counted_eras import AxisDays, Counting
from summitry.measure.counts import Counts, stack
from summitry.measure.covered_eras import Asked, covered_part, reported_by
from summitry.measure.dyads import Dyads, warn_of_counted
from summitry.measure.eras import axes_of
from summitry.measure.key_columns import keys_of
from summitry.measure.row_counts import RowCounts
from summitry.measure.selection import duplicates_in, same_duplicates
from summitry.measure.tallied import class_columns
from summitry.measure.visit_columns import VisitColumns
from summitry.output.format import many
from summitry.output.progress import watched
from summitry.sources.country_names import not_yet_told, own_if_any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from summitry.frames.word_types import By, Date, Exposure, Handover
    from summitry.measure.weights import Scheme
    from summitry.output.progress import Progress


_NEVER = (FIRST_DAY - 1, FIRST_DAY - 1)
"""The observation where no calendar year is whole: the day before those there are."""


@same_kind
def era_tally(
    visits: Frame,
    eras: Frame,
    *,
    through: Date,
    since: Date,
    scheme: Scheme | Mapping[str, Mapping[Any, float]] | str | None = None,
    by: By | None = None,
    direction: tuple[str, str] | None = None,
    exposure: Exposure = "days",
    handover: Handover = "successor",
    date: str = "date",
    dyads: Frame | None = None,
    by_year: bool = False,
    threads: int | None = None,
    progress: Progress = None,
) -> Frame:
    """
    Count visits by era and class: the small table on which everything else runs.

    Parameters
    ----------
    visits, eras, through, since, scheme, by, direction, exposure, handover, date
        As for `era_frequency`.
    dyads : frame, optional
        As for `era_frequency`.
    by_year : bool, default False
        Count each year of an era by itself, so that `era_frequency` sees how years
        vary: its intervals then are those of all visits at once.
    threads : int, optional
        As for `era_frequency`.
    progress : callable or False, optional
        Called with the rows done and the rows in all. Without it
        a bar shows them where the work is long and somebody watches; False shows none.

    Returns
    -------
    frame, the kind that was given
        One row for each era and class: the era's columns, ``days``, ``years``, the
        scheme's columns (as ``visit_<column>`` where the tally has one of that name,
        such as ``origin``), ``weight`` (missing without a row to weigh), ``count``
        (visits that count) and ``count_unclear`` (of which that is unclear). A class
        that no visit fell into is there with 0. By year one for each year of an era and
        class: also ``year``, the days whose visits count in it, from ``year_start`` to
        before ``year_end``, and its ``year_exposure`` in years. ``duplicates`` of these
        visits repeat another row or its id (missing where they were too many to look).

    Raises
    ------
    InputError
        As for `era_frequency`.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> visits = pd.DataFrame(
    ...     {"date": ["2013-05-22", "2016-05-31"], "summit": [False, False]}
    ... )
    >>> eras = {"era": ["Xi"], "start": ["2012-11-15"], "end": [None]}
    >>> scheme = summitry.Scheme({"summit": {True: 2, False: 1}})
    >>> tally = summitry.era_tally(
    ...     visits, eras, since="2012-11-15", through="2017-03-15", scheme=scheme
    ... )
    >>> tally[["era", "summit", "weight", "count"]]
      era summit  weight  count
    0  Xi   true     2.0      0
    1  Xi  false     1.0      2
    """
    table = Table(visits, "visits")
    with watched(progress, "counting visits") as tick:
        counts = count_eras(
            table,
            eras,
            through=through,
            since=since,
            scheme=scheme,
            by=by,
            direction=direction,
            exposure=exposure,
            handover=handover,
            date=date,
            dyads=dyads,
            by_year=by_year,
            threads=threads,
            progress=tick,
        )
    parts = []
    for one in counts.each:
        counted = one.yearly if by_year else one.eras()
        n_cells, n_classes = counted["qualify"][..., 0].size, one.scheme.weights.size
        cells = np.repeat(one.cell_rows() if by_year else np.arange(n_cells), n_classes)
        keys = {
            name: values.take(cells)
            if isinstance(values, Categories)
            else values[cells]
            for name, values in keys_of(one).items()
        }
        if by_year:
            of_year = {
                "year": one.cells["year"],
                "year_start": to_dates(one.cells["start"]),
                "year_end": to_dates(one.cells["end"]),
                "year_exposure": one.cells["years"],
            }
            keys |= {
                name: np.repeat(one.of_groups(values), n_classes)
                for name, values in of_year.items()
            }
        # Without visits a column of weights has no class.
        no_class = isinstance(scheme, str) and not len(table)
        weights = np.full(1, np.nan) if no_class else one.scheme.weights
        of_class = np.tile(np.arange(n_classes), n_cells)
        parts.append(
            keys
            | class_columns(one.scheme, of_class)
            | {
                "weight": np.tile(weights, n_cells),
                "count": counted["qualify"].ravel().astype(np.int64),
                "count_unclear": counted["unclear"].ravel().astype(np.int64),
            }
            # Every batch has the column, so that it can be stacked with others.
            | same_duplicates(one.duplicates, n_cells * n_classes)
        )
    return table.build(stack(parts), eras)


def count_eras(
    table: Table,
    eras: Frame,
    *,
    through: Date | None,
    since: Date | None,
    scheme: Scheme | Mapping[str, Mapping[Any, float]] | str | None,
    by: By | None,
    direction: tuple[str, str] | None,
    exposure: str,
    handover: str,
    date: str,
    coverage: Frame | None = None,
    dyads: Frame | None = None,
    by_year: bool = False,
    occurring: bool = False,
    yearly: bool = True,
    threads: int | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> AxesCounts:
    """
    Count the visits of a table on every axis of eras, as far as they are covered.

    If `occurring`, of very many classes only those that occur are told; without
    `yearly` nothing by year.
    """
    word_of(exposure, "exposure")
    first, last = day_of(since, "since"), day_of(through, "through")
    axes = axes_of(eras, through=last, pooled=True)
    visits = VisitColumns.of(table, date, scheme)
    duplicates = duplicates_in(table)
    reported = None
    if coverage is not None:
        states = [*(direction or ()), *(axis.side for axis in axes if axis.side)]
        reported = reported_by(coverage, first, last, table, by=by, states=states)
    given = by is not None or direction is not None
    needed = given or any(axis.side for axis in axes)
    ends = Dyads(table) if needed else None
    calendar_years = exposure == "calendar_years"
    whole = _core.whole_years(first, last) if calendar_years else None
    window = (first, last) if not calendar_years else whole or _NEVER
    pairs = None
    if dyads is not None:
        _refuse_coverage(coverage)
        pairs = asked_pairs(
            dyads, table, by=by, window=window, calendar_years=calendar_years
        )
    own = own_if_any(table) if ends is None else ends.own_if_any
    n_classes = visits.classed.weights.size
    counting = Counting(
        n_classes, by_year, occurring, yearly, calendar_years, threads, progress
    )
    counts_of = partial(
        Counts.of,
        scheme=visits.classed,
        duplicates=duplicates,
        own_country=0 if own is None else visits.number_of(own),
        calendar_years=calendar_years,
    )
    found, parts = [], []
    exposures = [
        axis.exposure(first, last, calendar_years=calendar_years, handover=handover)
        for axis in axes
    ]
    each = list(zip(axes, exposures, strict=True))
    if len(axes) > 1 and ends is not None and pairs is None and reported is None:
        days = [AxisDays.of(*one, counting.cells_of(one[1], None)) for one in each]
        asked = Asked(visits, None, window, exposures[0])
        one_pass, labels = on_axes(counting, asked, axes, days, ends, by, direction)
        named = zip(axes, one_pass.counted, labels, strict=True)
        found, parts = [counts_of(*one) for one in named], one_pass.parts
        each = []
    for axis, exposed in each:
        asked = Asked(visits, None, window, exposed)
        if pairs is not None and ends is not None:
            of_axis = pairs.on(axis, ends, direction)
            pair_counts = of_axis.counted(asked, axis, counting, last, handover)
            found.append(counts_of(axis, pair_counts, of_axis.labels()))
            parts.append(RowCounts.of(pair_counts.eras))
            continue
        groups, names = groups_on(axis, ends, own, by=by, direction=direction)
        asked = asked._replace(groups=groups)
        part = None
        if reported is not None:
            held = axis.exposure(
                first,
                last,
                calendar_years=calendar_years,
                handover=handover if calendar_years else "successor",
            )
            part = covered_part(reported, asked, held, direction=direction)
            asked = asked._replace(groups=part.groups, exposed=part.exposed)
        cells = counting.cells_of(asked.exposed, part)
        n_groups = len(next(iter(names.values())).codes) if names else 1
        one = counting.of_axis(asked, axis, cells, n_groups)
        left_out = None if part is None else part.left_out
        found.append(counts_of(axis, one, names, left_out=left_out))
        parts.append(RowCounts.of(one.eras))
    if pairs is not None and ends is not None:
        ends.expect(pairs.pairs.countries())
    sides = [(axis.side, axis.other_side) for axis in axes]
    warn_of_counted(table, ends, own, sides)
    warn_of_strays(len(table), found)
    return AxesCounts(found, parts)


def warn_of_strays(n_visits: int, found: Sequence[Counts]) -> None:
    """Warn of visits that are in no era, of so many in all."""
    stray = [(one.account["in_no_era"], one.axis.name) for one in found]
    # The tables of a run after the first count a part of the same visits.
    if any(number for number, _ in stray) and not_yet_told("in no era"):
        told = few([f"{n} in no era of {name}" for n, name in stray if n], 20)
        warn(
            f"of {many(n_visits, 'visit')}, {told}; they are counted in the column "
            "in_no_era, and assign_eras lists them",
        )


def _refuse_coverage(coverage: Frame | None) -> None:
    if coverage is not None:
        raise InputError(
            "dyads and a coverage are both given, and eras are counted under one of "
            "them at a time",
            code="dyads_with_coverage",
            column="coverage",
            hint="visit_panel takes both; or end the stretches of `dyads` where the "
            "source ends",
        )
