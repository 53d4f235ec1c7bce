"""The archive: how much of what happened a list can hold, by rank and decade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.frames import Frame, Table
from summitry.frames.arguments import whole_number
from summitry.frames.categories import Categories, constant, texts_of
from summitry.frames.dates import days_of_values, filled, to_dates
from summitry.frames.same_kind import same_kind
from summitry.frames.spans import refuse_early_ends
from summitry.measure.counts import stack
from summitry.measure.dyads import Dyads, warn_of_sides
from summitry.measure.eras import axes_of
from summitry.measure.observed import observed_days
from summitry.measure.rank_groups import grouped
from summitry.measure.selection import duplicates_in
from summitry.measure.sourced import sourced_of, tells_sources
from summitry.measure.unclear import DAYS_A_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry.frames.word_types import Date
    from summitry.measure.eras import Axis

    Days = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

_MOST_YEARS = 10_000


@same_kind
def archive_table(
    visits: Frame,
    *,
    through: Date,
    since: Date,
    groups: Mapping[str, Any] | None = None,
    ladder: Sequence[str] | None = None,
    periods: int | Frame = 10,
    date: str = "date",
    visitor_rank: str = "visitor_rank",
) -> Frame:
    """
    Count the rows of a record by rank group and decade, and say how good they are.

    A quiet decade may be a quiet archive. This table shows of which ranks a list holds
    visits at all, and on what they rest. Every row counts, whether it qualifies or not.

    Parameters
    ----------
    visits : frame of n rows
        With ``date``; any of `visitor_rank`, ``sourced`` or ``source``,
        ``date_precision`` (or dates as texts such as ``1956-09``), ``announced``, and
        ``origin`` and ``destination``. What is absent is left out, and named in
        ``note``.
    through, since : date
        Last and first day observed, both inclusive.
    groups : mapping of name to rank or ranks, optional
        The rank groups. Without it those of the usual ladder (heads of state, party and
        government; deputy heads; Politburo and state councillors; ministers; below or
        other); of any other ladder each rank is its own group.
    ladder : sequence of str, optional
        The ranks, high to low. Without it the usual one, or if a visit has a rank that
        is not on it, the ranks that there are, by name.
    periods : int or frame, default 10
        Length of the periods in calendar years, which begin where the year is a
        multiple of it; or a table of eras, as for `era_frequency`.
    date : str, default "date"
        The column that dates a visit. One known to the month or year is put in the
        first period in which it may have begun.
    visitor_rank : str, default "visitor_rank"
        Column of the visitor's rank.

    Returns
    -------
    frame of one row for each rank group and period, the kind that was given
        ``group`` (ranks in no group are ``"other ranks"``, missing ones ``"rank not
        recorded"``) and ``period``, with ``start``, ``end`` (exclusive) and ``years``
        as far as they were observed, and ``visits``. Then numbers, and their share of
        those visits as ``share_<column>``, null where there are none: ``unsourced``;
        ``vague`` (not dated to the day) and of these ``may_be_later`` (that may belong
        to a later period, without a share); ``unannounced`` and
        ``announcement_unknown``; ``from_<country>``. Then ``note``, and what became of
        the rows: ``rows_in`` is the sum of ``used``, ``outside_window``, ``in_no_era``
        and ``other_dyads``; ``duplicates`` of them repeat another row or its id.

    Raises
    ------
    ColumnError, MissingValueError, TenureError
        If a column that is needed is missing, or a date or an era cannot be used, or
        the observation ends before it begins.
    CategoryError
        If a rank is not on a ladder that was given.
    InputError
        If a rank is in two groups.
    RangeError
        If `periods` is not a number of years from 1 to 10,000.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> visits = pd.DataFrame(
    ...     {
    ...         "date": ["1999-05-01", "2001-03-20", "2005-10-28", "2006-01-10"],
    ...         "visitor_rank": [
    ...             "head_of_state",
    ...             *["cabinet_minister"] * 2,
    ...             "head_of_party",
    ...         ],
    ...         "sourced": [True, False, True, True],
    ...     }
    ... )
    >>> seen = {"since": "1995-01-01", "through": "2009-12-31"}
    >>> table = summitry.archive_table(visits, **seen)
    >>> shown = table[table["group"].isin(["heads", "ministers"])]
    >>> shown[["group", "period", "visits", "share_unsourced"]]
           group period  visits  share_unsourced
    0      heads  1990s       1              0.0
    1      heads  2000s       1              0.0
    6  ministers  1990s       0              NaN
    7  ministers  2000s       2              0.5
    """
    table = Table(visits, "visits")
    first, last = observed_days(since, through)
    rank = grouped(table, groups=groups, ladder=ladder, column=visitor_rank)
    earliest, latest, precise = _days(table, date)
    kinds, lacking = _kinds(table, precise)
    if not table.has(visitor_rank):
        lacking = [f"'{visitor_rank}'", *lacking]
    note = f"left out for lack of a column: {', '.join(lacking)}" if lacking else None
    stretches = _periods(periods, first, last)
    axes = [one.axis for one in stretches if one.axis is not None]
    sides = [side for axis in axes for side in (axis.side, axis.other_side)]
    warn_of_sides(table, sides)
    parts = [
        _counted(table, period, rank, (earliest, latest), kinds, (first, last), note)
        for period in stretches
    ]
    return table.build(stack(parts))


class _Periods(NamedTuple):
    """Periods that follow one another; `axis` where they are eras of a list."""

    labels: list[str]
    start: Days
    end: Days
    axis: Axis | None = None


def _periods(periods: int | Frame, since: int, through: int) -> list[_Periods]:
    """Calendar periods over the observation, or the lists of eras of a table."""
    if isinstance(periods, int | np.integer):
        length = whole_number(periods, "periods", lowest=1, highest=_MOST_YEARS)
        years = to_dates(np.array([since, through])).astype("datetime64[Y]")
        first, last = (int(year) + 1970 for year in years.astype(np.int64))
        begins = np.arange(first // length * length, last + 1, length)
        edges = (np.append(begins, begins[-1] + length) - 1970).astype("datetime64[Y]")
        days = edges.astype("datetime64[D]").astype(np.int64)
        labels = [_calendar_name(int(year), length) for year in begins]
        return [_Periods(labels, days[:-1], days[1:])]
    return [
        _Periods(axis.labels, axis.start, axis.closed(through), axis)
        for axis in axes_of(periods, through=through)
    ]


def _calendar_name(year: int, length: int) -> str:
    """
    Return what a stretch of calendar years is called.

    Examples
    --------
    >>> _calendar_name(1990, 10), _calendar_name(1990, 5), _calendar_name(1990, 1)
    ('1990s', '1990 to 1994', '1990')
    """
    if length == 1:
        return str(year)
    return f"{year}s" if length == 10 else f"{year} to {year + length - 1}"  # noqa: PLR2004


def _days(table: Table, date: str) -> tuple[Days, Days, Flags | None]:
    """First and last day of each visit, and whether it is dated to the day, if told."""
    if table.is_dated(date):
        first = last = table.days(date)
        precise = None
    else:
        values, _ = filled(table.values(date), optional=False)
        spans = days_of_values(
            values, f"{table.name} column '{date}'", spans_allowed=True
        )
        first, last, precise = spans.first, spans.last, spans.first == spans.last
        if date == "end_date":
            refuse_early_ends(table, last)
    if table.has(f"{date}_latest"):
        latest, missing = table.optional_days(f"{date}_latest")
        last = np.where(missing, last, np.maximum(last, latest))
        precise = first == last
    if table.has(f"{date}_precision"):
        found = table.categories(f"{date}_precision")
        precise = np.array([*(name == "day" for name in found.labels), False])[
            found.codes
        ]
    return first, last, precise


def _kinds(table: Table, precise: Flags | None) -> tuple[dict[str, Flags], list[str]]:
    """What is told of each visit, by column of the result; and what is not told."""
    kinds: dict[str, Flags] = {}
    lacking = []
    if tells_sources(table):
        sourced = sourced_of(table)
        none = np.zeros(len(table), dtype=bool)
        kinds["unsourced"] = none if sourced is None else ~sourced
    else:
        lacking.append("'sourced'")
    if precise is None:
        lacking.append("'date_precision'")
    else:
        kinds["vague"] = ~precise
    if table.has("announced"):
        found = table.categories("announced")
        words = np.array([*(label.strip().lower() for label in found.labels), ""])
        said = words[found.codes]
        kinds["unannounced"] = said == "false"
        kinds["announcement_unknown"] = ~np.isin(said, ["true", "false"])
    else:
        lacking.append("'announced'")
    if table.has("origin"):
        origins = table.categories("origin")
        for code in sorted(range(len(origins.labels)), key=origins.labels.__getitem__):
            kinds[f"from_{origins.labels[code]}"] = origins.codes == code
    else:
        lacking.append("'origin'")
    return kinds, lacking


def _counted(
    table: Table,
    periods: _Periods,
    rank: Categories,
    days: tuple[Days, Days],
    kinds: dict[str, Flags],
    window: tuple[int, int],
    note: str | None,
) -> dict[str, Any]:
    """Count on one list of periods."""
    earliest, latest = days
    axis = periods.axis
    start = np.maximum(periods.start, window[0])
    end = np.maximum(np.minimum(periods.end, window[1] + 1), start)
    asked = (earliest >= window[0]) & (earliest <= window[1])
    concerned = np.ones(len(table), dtype=bool)
    if axis is not None and axis.side is not None:
        concerned = Dyads(table).involving(axis.side, axis.other_side)
    order = np.argsort(periods.start, kind="stable")
    place = np.searchsorted(periods.start[order], earliest, side="right") - 1
    period = np.where(place < 0, 0, order[place])
    inside = (place >= 0) & (earliest < periods.end[period])
    counts = asked & concerned & inside
    n_periods, n_groups = len(periods.labels), len(rank.labels)
    cell = rank.codes * n_periods + period

    def cells(kind: Flags) -> Days:
        return np.bincount(cell[counts & kind], minlength=n_periods * n_groups)

    every = cells(np.ones(len(table), dtype=bool))
    columns: dict[str, Any] = {}
    if axis is not None:
        of_axis = {"side": axis.side, "other_side": axis.other_side, "rule": axis.rule}
        columns |= {
            name: constant(word, every.size)
            for name, word in of_axis.items()
            if word is not None
        }
    columns |= {
        "group": Categories(np.repeat(np.arange(n_groups), n_periods), rank.labels),
        "period": texts_of(periods.labels).take(
            np.tile(np.arange(n_periods), n_groups)
        ),
        "start": to_dates(np.tile(start, n_groups)),
        "end": to_dates(np.tile(end, n_groups)),
        "years": np.tile((end - start) / DAYS_A_YEAR, n_groups),
        "visits": every.astype(np.int64),
    }
    for name, kind in kinds.items():
        found = cells(kind)
        columns[name] = found.astype(np.int64)
        columns[f"share_{name}"] = np.divide(
            found, every, out=np.full(every.size, np.nan), where=every > 0
        )
        if name == "vague":
            columns["may_be_later"] = cells(kind & (latest >= periods.end[period]))
    account = {
        "rows_in": len(table),
        "used": int(counts.sum()),
        "outside_window": int((~asked).sum()),
        "other_dyads": int((asked & ~concerned).sum()),
        "in_no_era": int((asked & concerned & ~inside).sum()),
        **duplicates_in(table),
    }
    columns["note"] = constant(note, every.size)
    return columns | {n: np.full(every.size, v) for n, v in account.items()}
