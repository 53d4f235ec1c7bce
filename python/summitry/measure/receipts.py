"""The rows behind the numbers of a result: its visits, and what each source said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import ColumnError, InputError
from summitry.frames import Table
from summitry.frames.ragged import places_within
from summitry.frames.spans import day_spans
from summitry.measure.assign_eras import assign_eras
from summitry.measure.eras import axes_of
from summitry.measure.qualify import verdicts_of

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Frame
    from summitry.sources.collapsed_trips import CollapsedTrips
    from summitry.sources.merged_visits import MergedVisits

    Rows = npt.NDArray[np.int64]

_KEYS = ("side", "other_side", "rule", "era", "country", "other_country")
_ENDS = (("country", "other_country"), ("origin", "destination"))
_PLACES = ("visit_row", "start_row", "end_row")
"""Columns in which lags and gaps name their visits."""


def receipts(
    table: Frame,
    visits: Frame | MergedVisits | CollapsedTrips,
    *,
    eras: Frame | None = None,
    since: Any = None,
    through: Any = None,
    direction: tuple[str, str] | None = None,
    handover: str = "successor",
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
    >>> import summitry
    >>> visits = {"date": ["2011-12-17", "2012-08-02", "2013-05-22"]}
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
        assigned = Table(
            assign_eras(own.native, eras, since=since, through=through,
                        handover=handover, date=date),
            "visits",
        )  # fmt: skip
        found = _of_eras(result, assigned, eras, date)
    elif result.has("period") and result.has("count"):
        found = _of_periods(result, own, date)
    else:
        found = _named(result)
    number, counted, rows = found
    columns: dict[str, Any] = {"result_row": number, "counted": counted}
    if whole is None:
        return _beside(own, rows, {**columns, "visit_row": rows})
    return _expanded(own, whole, found)


Found = tuple["Rows", list[str], "Rows"]


def _of_eras(result: Table, visits: Table, eras: Frame, date: str) -> Found:
    """The visits of each row of a table of frequencies."""
    n = len(result)
    keys = {key: result.values(key) if result.has(key) else [None] * n for key in _KEYS}
    ends = {
        end: visits.values(end) if visits.has(end) else [None] * len(visits)
        for end in ("origin", "destination")
    }
    origin, destination = (np.array(ends[end], dtype=object) for end in ends)
    asked = {
        end: result.values(end) if result.has(end) else [None] * n
        for end in ("origin", "destination")
    }
    counts = result.integers("count")
    days, cells = visits.days(date), None
    if result.has("year"):
        # Years of eras: whole calendar years may hold days that no era has.
        cells = result.days("start"), result.days("end")
    names = {
        (axis.side, axis.other_side, axis.rule): axis.name
        for axis in axes_of(eras, pooled=True)
    }
    parts = []
    for row in range(n):
        side, other, rule, era, country, second = (keys[key][row] for key in _KEYS)
        name = names.get((side, other, rule))
        if name is None:
            raise _differs(row, int(counts[row]), 0)
        cell = None if cells is None else (cells[0][row], cells[1][row])
        keep = _counted(visits, name, era, days, cell)
        if country is not None:
            forth = (origin == country) & (destination == second)
            keep &= forth | ((origin == second) & (destination == country))
        for end, values in (("origin", origin), ("destination", destination)):
            if asked[end][row] is not None:
                keep &= values == asked[end][row]
        rows = np.flatnonzero(keep)
        if rows.size != counts[row]:
            raise _differs(row, int(counts[row]), rows.size)
        parts.append(rows)
    sizes = [part.size for part in parts]
    number = np.repeat(np.arange(n), sizes)
    rows = np.concatenate([*parts, np.array([], dtype=np.int64)])
    return number, ["count"] * number.size, rows.astype(np.int64)


def _counted(
    visits: Table, axis: str, era: object, days: Rows, cell: tuple[int, int] | None
) -> npt.NDArray[np.bool_]:
    """Which visits an era counts, or a year of it whose first day and end are given."""
    status = np.array(visits.values(f"status_{axis}"), dtype=object)
    if cell is None:
        named = np.array(visits.values(f"era_{axis}"), dtype=object)
        return np.asarray((named == era) & (status == "used"), dtype=bool)
    inside = (days >= cell[0]) & (days < cell[1])
    return np.asarray(inside & np.isin(status, ("used", "in_no_era")), dtype=bool)


def _of_periods(result: Table, visits: Table, date: str) -> Found:
    """The visits of each row of a panel."""
    ends = [name for name in _ENDS if all(map(result.has, name))]
    if not ends:
        raise ColumnError(
            "the table has periods, and no countries",
            code="no_column",
            column="table",
            hint="give what visit_panel returned",
        )
    pairs = list(zip(*(result.values(name) for name in ends[0]), strict=True))
    days, _ = day_spans(visits, date)
    origin, destination = (
        np.array(visits.values(name), dtype=object)
        for name in ("origin", "destination")
    )
    told = verdicts_of(visits)
    counts = result.floats("count")
    starts, stops = result.days("start"), result.days("end")
    of_pair: dict[Any, npt.NDArray[np.bool_]] = {}
    parts = []
    for row, pair in enumerate(pairs):
        if pair not in of_pair:
            keep = (origin == pair[0]) & (destination == pair[1])
            if ends[0][0] == "country":
                keep |= (origin == pair[1]) & (destination == pair[0])
            of_pair[pair] = keep if told is None else keep & (told == 1)
        inside = of_pair[pair] & (days >= starts[row]) & (days < stops[row])
        rows = (
            np.flatnonzero(inside) if counts[row] > 0 else np.array([], dtype=np.int64)
        )
        if counts[row] > 0 and rows.size != counts[row]:
            raise _differs(row, int(counts[row]), rows.size)
        parts.append(rows)
    number = np.repeat(np.arange(len(parts)), [part.size for part in parts])
    listed = np.concatenate([*parts, np.array([], dtype=np.int64)]).astype(np.int64)
    return number, ["count"] * number.size, listed


def _named(result: Table) -> Found:
    """The visits that rows of lags or gaps name."""
    named = [column for column in _PLACES if result.has(column)]
    if not named:
        raise ColumnError(
            "the table has neither counts of eras nor names visits",
            code="no_counts",
            column="table",
            hint="give what era_frequency, visit_panel, response_lags or visit_gaps returned",
        )
    told = [result.floats(column) for column in named]
    number = [np.flatnonzero(~np.isnan(values) & (values >= 0)) for values in told]
    rows = [
        values[at].astype(np.int64) for values, at in zip(told, number, strict=True)
    ]
    counted = [c for c, at in zip(named, number, strict=True) for _ in range(at.size)]
    flat, listed = np.concatenate(number), np.concatenate(rows)
    order = np.argsort(flat, kind="stable")
    return flat[order], [counted[one] for one in order.tolist()], listed[order]


def _beside(table: Table, rows: Rows, columns: dict[str, Any]) -> Frame:
    """Rows of a table with these columns before its own."""
    part = Table(table.rows(rows), table.name)
    kept = [name for name in part.columns if name not in columns]
    wide = Table(part.with_columns(columns), table.name)
    return wide.only([*columns, *kept])


def _expanded(
    visits: Table, whole: MergedVisits | CollapsedTrips, found: Found
) -> Frame:
    """What each source said of each visit, or the rows that it was made of."""
    number, counted, rows = found
    said = Table(whole.receipts, "receipts")
    codes, wanted = _visits_of_receipts(visits, said)
    wanted = wanted[rows]
    order = np.argsort(codes, kind="stable")
    starts = np.searchsorted(codes[order], wanted, side="left")
    ends = np.searchsorted(codes[order], wanted, side="right")
    sizes = ends - starts
    at = order[np.repeat(starts, sizes) + places_within(sizes)]
    again = np.repeat(np.arange(rows.size), sizes)
    columns = {
        "result_row": number[again],
        "counted": [counted[one] for one in again.tolist()],
        "visit_row": rows[again],
    }
    return _beside(said, at, columns)


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


def _differs(row: int, count: int, found: int) -> InputError:
    return InputError(
        f"row {row} of the table counts {count}, and {found} of these visits fall there",
        code="other_visits",
        column="visits",
        rows=[row],
        hint="give the visits, eras, since, through and handover of the result; counts "
        "of whole calendar years are not expanded",
    )
