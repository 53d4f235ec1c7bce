"""The rows behind the numbers of a result: its visits, and what each source said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import InputError
from summitry.frames import Table
from summitry.frames.ragged import places_within
from summitry.measure.assign_eras import assign_eras
from summitry.measure.counted_rows import CountedRows, named, of_eras, of_periods
from summitry.measure.kind_types import expanding

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Frame
    from summitry.frames.word_types import Date, Handover
    from summitry.sources.collapsed_trips import CollapsedTrips
    from summitry.sources.merged_visits import MergedVisits

    Rows = npt.NDArray[np.int64]


@expanding
def receipts(
    table: Frame,
    visits: Frame | MergedVisits | CollapsedTrips,
    *,
    eras: Frame | None = None,
    since: Date | None = None,
    through: Date | None = None,
    direction: tuple[str, str] | None = None,
    handover: Handover = "successor",
    date: str = "date",
) -> Frame:
    """
    Expand the counts, lags or gaps of a result to the rows that they were made of.

    Parameters
    ----------
    table : frame
        What `era_frequency`, `yearly_counts`, `visit_panel`, `response_lags` or
        `visit_gaps` returned, or some rows of it.
    visits : frame, MergedVisits or CollapsedTrips
        The visits that it was made of, as they were given there. Of merged visits each
        is expanded to what every source said. To count a part of them, or to have
        `qualify` heeded, put the table in place of ``merged.visits`` with
        ``dataclasses.replace(merged, visits=...)``. Collapsed trips are expanded to
        the rows that they were made of.
    eras, since, through, direction, handover, date
        As they were given to `era_frequency`; only there are they needed.

    Returns
    -------
    frame, the kind of the visits
        ``result_row`` (the row of `table`, from 0), ``counted`` (what the row says of
        the visit: ``count``, or the column that names it, such as ``visit_row``),
        ``visit_row`` (from 0) and the columns of the visits; of merged visits and
        collapsed trips the columns of their receipts, one row for each.

    Raises
    ------
    InputError
        If the rows do not add up to the count: the visits, eras or choices are others
        than those of the result, or the count is of whole calendar years.
    ColumnError
        If the result has no counts and names no visits.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> visits = pd.DataFrame({"date": ["2011-12-17", "2012-08-02", "2013-05-22"]})
    >>> eras = {
    ...     "era": ["Hu", "Xi"],
    ...     "start": ["2002-11-15", "2012-11-15"],
    ...     "end": ["2012-11-15", None],
    ... }
    >>> seen = {"since": "2002-11-15", "through": "2017-03-15"}
    >>> frequency = summitry.era_frequency(visits, eras, **seen)
    >>> summitry.receipts(frequency, visits, eras=eras, **seen)
       result_row counted  visit_row        date
    0           0   count          0  2011-12-17
    1           0   count          1  2012-08-02
    2           1   count          2  2013-05-22
    """
    result = Table(table, "table")
    whole = visits if hasattr(visits, "receipts") else None
    own = Table(visits if whole is None else whole.visits, "visits")
    if result.has("era") and result.has("count"):
        if eras is None:
            raise InputError(
                "the counts are of eras; give the eras, since and through of the result",
                code="no_eras",
                column="eras",
            )
        if direction is not None:
            result = result.joined(
                {end: [one] * len(result) for end, one in
                 zip(("origin", "destination"), direction, strict=True)}
            )  # fmt: skip
        seen: dict[str, Any] = {"since": since, "through": through}
        given = assign_eras(own.native, eras, **seen, handover=handover, date=date)
        assigned = Table(given, "visits")
        found = of_eras(result, assigned, eras, date)
    elif result.has("period") and result.has("count"):
        found = of_periods(result, own, date)
    else:
        found = named(result)
    if whole is None:
        return _beside(own, found.visit, found)
    return _expanded(own, whole, found)


def _beside(table: Table, rows: Rows, found: CountedRows) -> Frame:
    """Rows of a table, with what they are rows of before their own columns."""
    columns = {
        "result_row": found.result,
        "counted": found.counted,
        "visit_row": found.visit,
    }
    part = Table(table.rows(rows), table.name)
    kept = [name for name in part.columns if name not in columns]
    wide = Table(part.with_columns(columns), table.name)
    return wide.only([*columns, *kept])


def _expanded(
    visits: Table, whole: MergedVisits | CollapsedTrips, found: CountedRows
) -> Frame:
    """What each source said of each visit, or the rows that it was made of."""
    said = Table(whole.receipts, "receipts")
    codes, wanted = _visits_of_receipts(visits, said)
    wanted = wanted[found.visit]
    order = np.argsort(codes, kind="stable")
    starts = np.searchsorted(codes[order], wanted, side="left")
    ends = np.searchsorted(codes[order], wanted, side="right")
    sizes = ends - starts
    at = order[np.repeat(starts, sizes) + places_within(sizes)]
    again = np.repeat(np.arange(wanted.size), sizes)
    counted = found.counted.take(again)
    return _beside(
        said, at, CountedRows(found.result[again], counted, found.visit[again])
    )


def _visits_of_receipts(visits: Table, said: Table) -> tuple[Rows, Rows]:
    """The visit of each receipt and of each row: named, or by its place."""
    if said.has("visit"):
        names = visits.categories("visit")
        return said.categories("visit").coded(names.labels), names.codes
    places = said.integers("visit_row")
    if places.max(initial=-1) + 1 != len(visits):
        raise InputError(
            f"the trips have {len(visits)} visits, and their receipts are of "
            f"{places.max(initial=-1) + 1}",
            code="other_visits",
            column="visits",
            hint="give what collapse_trips returned, with all its visits; qualify the "
            "rows before they are collapsed",
        )
    return places, np.arange(len(visits))
