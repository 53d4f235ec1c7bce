"""Which visits each row of a result counts or names; they must add up to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.exceptions import ColumnError, InputError
from summitry.frames.arguments import WORDS
from summitry.frames.categories import Categories, constant, label_of, texts_of
from summitry.frames.spans import day_spans
from summitry.measure.era_list import LIST_COLUMNS
from summitry.measure.eras import axes_of
from summitry.measure.pairs import ENDS
from summitry.measure.qualify import verdicts_of
from summitry.measure.unclear import READINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from summitry.frames import Frame, Table

    Rows = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

PLACES = ("visit_row", "start_row", "end_row")
"""Columns in which lags and gaps name their visits."""


class CountedRows(NamedTuple):
    """
    The visits of the rows of a result.

    Attributes
    ----------
    result : (n,) int64
        The row of the result.
    counted : (n,) categories
        What it says of the visit: ``count``, or the column that names it.
    visit : (n,) int64
        The row of the visit.
    """

    result: Rows
    counted: Categories
    visit: Rows


def of_eras(result: Table, visits: Table, eras: Frame, date: str) -> CountedRows:
    """
    Return the visits of each row of a table of frequencies, or of years of eras.

    `visits` are those that `assign_eras` returned.
    """
    names = {
        (axis.side, axis.other_side, axis.rule): axis.name
        for axis in axes_of(eras, pooled=True)
    }
    lists = list(zip(*(_values(result, name) for name in LIST_COLUMNS), strict=True))
    known = {
        key: (_texts(visits, f"era_{name}"), _texts(visits, f"status_{name}"))
        for key, name in names.items()
    }
    of_pair = _pairs(result, visits)
    labels = _values(result, "era")
    days, by_year = visits.days(date), result.has("year")
    edges = [result.days(end) for end in ("start", "end")] if by_year else []
    whole = [one == "calendar_years" for one in _values(result, "exposure")]
    doubtful = [one == READINGS["include"] for one in _values(result, "reading")]

    def counted(row: int) -> Flags:
        if lists[row] not in known:
            return np.zeros(len(visits), dtype=bool)
        era, status = known[lists[row]]
        used = ["used", *(["unclear"] if doubtful[row] else [])]
        keep: Flags = (era == labels[row]) & np.isin(status, used)
        if by_year:
            if whole[row]:
                # A whole year may hold days that another era has, or none.
                keep = np.isin(status, [*used, "in_no_era"])
            keep = keep & (days >= edges[0][row]) & (days < edges[1][row])
        return of_pair(row) & keep

    return _counted(result.integers("count"), counted)


def of_periods(result: Table, visits: Table, date: str) -> CountedRows:
    """Return the visits of each row of a panel."""
    if not any(all(map(result.has, names)) for names in ENDS.values()):
        raise ColumnError(
            "the table has periods, and no countries",
            code="no_column",
            column="table",
            hint="give what visit_panel returned",
        )
    days, _ = day_spans(visits, date)
    counts = _counting(visits, result)
    starts, ends = result.days("start"), result.days("end")
    of_pair = _pairs(result, visits)

    def counted(row: int) -> Flags:
        keep: Flags = counts & (days >= starts[row]) & (days < ends[row])
        return of_pair(row) & keep

    # Without exposure there is no count: unknown is not zero.
    known = np.nan_to_num(result.floats("count")).astype(np.int64)
    return _counted(known, counted)


def _counting(visits: Table, panel: Table) -> Flags:
    """Which visits a panel counts; with the unclear ones, if it leaves none out."""
    told = verdicts_of(visits)
    if told is None:
        return np.ones(len(visits), dtype=bool)
    without = panel.has("unclear") and panel.integers("unclear").any()
    words = ("true",) if without else ("true", "unclear")
    return np.isin(told, [WORDS["outcome"].index(word) for word in words])


def named(result: Table) -> CountedRows:
    """Return the visits that rows of lags or gaps name."""
    columns = [column for column in PLACES if result.has(column)]
    if not columns:
        raise ColumnError(
            "the table has neither counts of eras nor names visits",
            code="no_counts",
            column="table",
            hint="give what era_frequency, visit_panel, response_lags or visit_gaps "
            "returned",
        )
    told = [result.floats(column) for column in columns]
    places = [np.flatnonzero(~np.isnan(values) & (values >= 0)) for values in told]
    rows = np.concatenate(
        [values[at].astype(np.int64) for values, at in zip(told, places, strict=True)]
    )
    counted = np.repeat(np.arange(len(places)), [at.size for at in places])
    number = np.concatenate(places)
    order = np.argsort(number, kind="stable")
    said = texts_of(columns).take(counted[order])
    return CountedRows(number[order], said, rows[order])


def _counted(counts: Rows, counted: Callable[[int], Flags]) -> CountedRows:
    """Gather the visits of each row, which must be as many as it counts."""
    parts = [np.array([], dtype=np.int64)]
    for row, count in enumerate(counts.tolist()):
        rows = np.flatnonzero(counted(row)) if count else parts[0]
        if rows.size != count:
            raise _differs(row, count, rows.size)
        parts.append(rows)
    sizes = [part.size for part in parts[1:]]
    number = np.repeat(np.arange(len(sizes)), sizes)
    return CountedRows(number, constant("count", number.size), np.concatenate(parts))


def _pairs(result: Table, visits: Table) -> Callable[[int], Flags]:
    """Return which visits are of the pair of countries of a row, if it is of one."""
    both: dict[tuple[Any, ...], Flags] = {}
    asked = [
        (by, list(zip(*(result.values(name) for name in names), strict=True)))
        for by, names in ENDS.items()
        if all(map(result.has, names))
    ]
    if not asked:
        everything = np.ones(len(visits), dtype=bool)
        return lambda _: everything
    origin, destination = (_texts(visits, name) for name in ENDS["direction"])

    def of_pair(row: int) -> Flags:
        keep = np.ones(len(visits), dtype=bool)
        for by, pairs in asked:
            key = (by, *pairs[row])
            if key not in both:
                one, other = pairs[row]
                both[key] = (origin == one) & (destination == other)
                if by == "dyad":
                    both[key] |= (origin == other) & (destination == one)
            keep = keep & both[key]
        return keep

    return of_pair


def _values(table: Table, column: str) -> list[Any]:
    values = table.values(column) if table.has(column) else [None] * len(table)
    return [None if one is None else label_of(one) for one in values]


def _texts(table: Table, column: str) -> npt.NDArray[Any]:
    return np.array(table.values(column), dtype=object)


def _differs(row: int, count: int, found: int) -> InputError:
    return InputError(
        f"row {row} of the table counts {count}, and {found} of these visits fall there",
        code="other_visits",
        column="visits",
        rows=[row],
        hint="give the visits, eras, since, through and handover of the result; counts "
        "of whole calendar years are not expanded",
    )
