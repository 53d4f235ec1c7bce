"""Gaps: the days between visits, and the drought that may still be going on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry import _core
from summitry.frames import Frame, Table
from summitry.frames.at_rows import at_rows
from summitry.frames.categories import Categories, constant
from summitry.frames.dates import day_of, to_dates
from summitry.frames.same_kind import same_kind
from summitry.frames.spans import day_spans
from summitry.frames.taken import Taken
from summitry.measure.counts import stack
from summitry.measure.covered import covered
from summitry.measure.covered_gaps import known_columns
from summitry.measure.covered_waits import (
    part_of,
    surest_first,
    waits_reported_by,
)
from summitry.measure.dyads import NO_GROUP
from summitry.measure.gap_units import Units, units_of
from summitry.measure.observed import observed_days
from summitry.measure.qualify import verdicts_of
from summitry.measure.selection import (
    account_of,
    condition_told,
    constant_columns,
    duplicates_in,
    matching,
)
from summitry.measure.unclear import READINGS, asked_readings
from summitry.output.progress import watched

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry.frames.word_types import By, Date, Unclear
    from summitry.output.progress import Progress

_RECEIPT = ("id", "visitor")
_NO_ROW = np.iinfo(np.uint64).max


@same_kind
def visit_gaps(
    visits: Frame,
    *,
    through: Date,
    since: Date,
    by: By | None = None,
    direction: tuple[str, str] | None = None,
    where: Mapping[str, Any] | None = None,
    unclear: Unclear = "exclude",
    date: str = "date",
    coverage: Frame | None = None,
    dyads: Frame | None = None,
    progress: Progress = None,
) -> Frame:
    """
    Every gap between qualifying visits with its rank, and the one still open.

    Parameters
    ----------
    visits : frame of n rows
        With ``date``, as exact as it is known (as for `response_lags`); with ``origin``
        and ``destination`` if `by` or `direction` is given. If `qualify` has written
        ``qualifies``, it is heeded.
    through : date
        Last day observed, inclusive. The open gap is as long as it is on that day.
    since : date
        First day observed, inclusive.
    by : {"dyad", "direction"}, optional
        Each pair of countries, or each ordered pair, by itself.
    direction : (origin, destination), optional
        Only visits of this direction.
    where : mapping of column to value or list of values, optional
        Only visits with these values, such as ``{"summit": True}``. A visit of which
        the value is not recorded is left out.
    unclear : {"exclude", "include", "both"}
        What to do with visits of which it is unclear whether they qualify; ``"both"``
        gives both readings, told apart by ``reading``.
    date : str, default "date"
        The column that dates a visit.
    coverage : frame or mapping, optional
        Who is reported, and when, as for `era_frequency`.
    dyads : frame, optional
        The pairs that are asked for, with `by`, as for `era_frequency`: each is
        observed while it was there, and one that no visit has is one open gap.
    progress : callable or False, optional
        Called with the work done and in all; False for silence. By default a bar is
        shown where somebody watches.

    Returns
    -------
    frame of one row a gap, the kind that was given
        In the order of time: ``start`` and ``end``, the visit days around it (the end
        of an open gap is missing); ``days``, and the ``days_least`` and
        ``days_greatest`` that they may be over every day that the visits may have had,
        with ``may_be_open`` where no visit is certain to have ended the gap; ``rank``,
        1 for the longest of its unit, the open one included; ``open``; ``probability``
        of a gap at least as long as the open one; ``visit_days`` of the unit;
        ``start_row`` and ``end_row`` (position in `visits`; of several visits of a day
        the one dated best, then the first) with the visits' ``id`` and ``visitor``;
        ``since``, ``through`` and ``reading``; ``where``, the visits that alone are
        meant, if not all; ``start_latest`` and ``end_latest``, where these visits may
        have been on another day; and what became of every row of `visits`:
        ``rows_in`` is the sum of ``used``, ``outside_window``, ``excluded_by_rule``,
        ``unclear`` and ``other_visits``; ``duplicates`` of them repeat another row or
        its id.

        With a coverage ``known`` says whether every day of a gap is compared. One that
        is not may have ended where nobody reported: it has no rank and no probability,
        and ``days_least`` is the day on which the reports break off. ``coverage`` says
        who is compared, and when; ``outside_coverage`` and ``partly_covered`` count the
        visits left out for it.

    Raises
    ------
    CategoryError
        If a value of `where` does not occur in its column.
    ColumnError
        If a column is missing.
    TenureError
        If `through` is before `since`.
    InputError
        If `by` or `unclear` is not one of the words above; or if pairs are told apart
        and the coverage differs between countries.

    Notes
    -----
    Visits on one day are one visit day. Without a visit the whole observation is one
    open gap. After n visit days in T days the probability of a gap of g days or more
    is ``(1 + g/T)**-n``: the exponential tail with the frequency integrated out. It
    assumes that the frequency never changed, so a small value may as well mean that it
    did.

    A gap is the one that follows a visit, whichever visit ends it, and the open one
    follows the last visit, whichever that is. Visits known to the month or the year
    stand at the first day that they may have had; the least and the greatest are over
    all of their days, and are attained. Rank and probability are those of ``days``.

    References
    ----------
    Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., 2.6: the predictive
    distribution of a waiting time under a gamma-distributed frequency.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> visits = pd.DataFrame(
    ...     {
    ...         "date": ["2009-10-04", "2010-05-03", "2011-05-20", "2011-08-25"],
    ...         "summit": [True, True, True, False],
    ...     }
    ... )
    >>> gaps = summitry.visit_gaps(
    ...     visits, since="2009-10-04", through="2017-03-15", where={"summit": True}
    ... )
    >>> gaps[["days", "rank", "open", "probability"]].round(3)
       days  rank   open  probability
    0   211     3  False          NaN
    1   382     2  False          NaN
    2  2126     1   True        0.177
    """
    readings = asked_readings(unclear)
    table = Table(visits, "visits")
    first, last = day_of(since, "since"), day_of(through, "through")
    days, latest = day_spans(table, date)
    asked = matching(table, where)
    lots = units_of(table, (first, last), by=by, direction=direction, dyads=dyads)
    if coverage is not None:
        observed_days(since, through)
    origin = None if direction is None else direction[0]
    measured = _Measured(table, days, latest, asked, coverage, origin, progress)
    only = condition_told(where)
    parts = [part for lot in lots for part in measured.of(lot, readings)]
    if not any(_is_vague(part) for part in parts):
        for part in parts:
            del part["start_latest"], part["end_latest"]
    if only is not None:
        parts = [part | {"where": constant(only, len(part["days"]))} for part in parts]
    return table.build(stack(parts))


class _Measured(NamedTuple):
    """The visits whose gaps are measured."""

    table: Table
    days: npt.NDArray[np.int64]
    latest: npt.NDArray[np.int64]
    asked: npt.NDArray[np.bool_]
    coverage: Frame | None
    origin: str | None
    progress: Progress

    def of(self, units: Units, readings: Sequence[str]) -> list[dict[str, Any]]:
        """Return the gaps of units, reading by reading, as columns."""
        table, days, latest = self.table, self.days, self.latest
        first, last = units.first, units.last
        asked = self.asked & (units.groups != NO_GROUP)
        verdicts, n_units = verdicts_of(table), len(units)
        observed = (days >= first) & (days <= last)
        # One that may have come before the observation begins no gap, but may end one.
        near = observed if latest is days else (latest >= first) & (days <= last)
        reported = None
        if self.coverage is not None:
            reported = waits_reported_by(self.coverage, first, last, table, n_units)
        parts, duplicates = [], duplicates_in(table)
        for reading in readings:
            heeded, status = None, None
            if reported is not None:
                _, may_count = account_of(asked, observed, verdicts, reading)
                heeded = covered(reported, table, days, may_count, origin=self.origin)
                status = heeded.status
            seen = (verdicts, reading, status)
            account, used = account_of(asked, observed, *seen)
            if latest is not days:
                used |= account_of(asked, near, *seen)[1]
            rows = np.flatnonzero(used)
            own = None if rows.size == len(table) else rows
            own = surest_first((days, latest), own)
            rows = rows if own is None else own
            with watched(self.progress, "measuring gaps") as tick:
                found = _core.gaps(
                    *part_of((days, latest), units.groups, own),
                    n_units,
                    since=first,
                    through=last,
                    progress=tick,
                )
            n_gaps = len(found["days"])
            columns = _columns(table, found, rows, units.labels)
            columns |= _latest(columns, latest)
            if heeded is not None:
                columns |= known_columns(heeded, columns, found["unit"], (first, last))
            parts.append(
                columns
                | {
                    "since": to_dates(np.full(n_gaps, first)),
                    "through": to_dates(np.full(n_gaps, last)),
                    "reading": constant(READINGS[reading], n_gaps),
                }
                | constant_columns(account | duplicates, n_gaps)
            )
        return parts


def _latest(
    columns: dict[str, Any], latest: npt.NDArray[np.int64]
) -> dict[str, npt.NDArray[np.datetime64]]:
    """Return the last day that the visits at both ends may have had."""
    days = {}
    for end in ("start", "end"):
        row = columns[f"{end}_row"]
        known = np.append(latest, 0)[np.where(row.mask, -1, row.data)]
        days[f"{end}_latest"] = to_dates(known, row.mask)
    return days


def _is_vague(columns: dict[str, Any]) -> bool:
    """Whether a visit at an end of a gap may have been on another day."""
    pairs = [(columns[end], columns[f"{end}_latest"]) for end in ("start", "end")]
    return any(bool((first < last).any()) for first, last in pairs)


def _columns(
    table: Table,
    found: _core._Gaps,
    rows: npt.NDArray[np.int64],
    labels: dict[str, Categories],
) -> dict[str, Any]:
    columns: dict[str, Any] = {
        name: Taken(values, found["unit"]) for name, values in labels.items()
    }
    columns["start"] = found["start"].view("datetime64[D]")
    columns["end"] = found["end"].view("datetime64[D]")
    columns |= {
        "days": found["days"],
        "days_least": found["least"],
        "days_greatest": found["greatest"],
        "may_be_open": found["may_be_open"],
        "rank": found["rank"].astype(np.int64),
        "open": np.isnat(columns["end"]),
        "probability": found["probability"],
        "visit_days": found["visit_days"].astype(np.int64),
    }
    columns |= _receipt(table, "start", found["start_row"], rows)
    columns |= _receipt(table, "end", found["end_row"], rows)
    return columns


def _receipt(
    table: Table,
    end: str,
    place: npt.NDArray[np.uint64],
    rows: npt.NDArray[np.int64],
) -> dict[str, Any]:
    """The first visit of the day at one end of each gap."""
    none = place == _NO_ROW
    row = np.append(rows, 0)[np.where(none, len(rows), place).astype(np.int64)]
    columns: dict[str, Any] = {f"{end}_row": np.ma.array(row, mask=none)}
    for column in _RECEIPT:
        if table.has(column):
            known = np.where(none, -1, row)
            columns[f"{end}_{column}"] = at_rows(table, column, known)
    return columns
