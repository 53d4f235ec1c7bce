"""Era frequency: visits a year in each era, unweighted and weighted, with intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.frames import Frame, Table
from summitry.frames.arguments import real_number
from summitry.frames.dates import day_of
from summitry.measure.counts import Counts, stack
from summitry.measure.dyads import Dyads
from summitry.measure.eras import axes_of
from summitry.measure.intervals import unweighted_columns, weighted_columns
from summitry.measure.qualify import verdicts_of
from summitry.measure.tally import count_eras, groups_on
from summitry.measure.unclear import READINGS, asked_readings
from summitry.output.progress import watched

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from summitry.measure.weights import Scheme
    from summitry.output.progress import Progress


def era_frequency(
    visits: Frame,
    eras: Frame,
    *,
    through: Any,
    since: Any = None,
    weights: Scheme | Mapping[str, Mapping[Any, float]] | str | None = None,
    by: str | None = None,
    direction: tuple[str, str] | None = None,
    unclear: str = "exclude",
    exposure: str = "days",
    handover: str = "successor",
    date: str = "date",
    interval: str = "garwood",
    weighted_interval: str = "fay_feuer",
    level: float = 0.95,
    progress: Progress = None,
) -> Frame:
    """
    Visits a year in each era, with intervals: unweighted and, if asked, weighted.

    Parameters
    ----------
    visits : frame of n rows
        With ``date``; with ``origin`` and ``destination`` if the eras have a side or
        dyads are asked for. If `qualify` has written ``qualifies``, it is heeded.
    eras : frame
        With ``era``, ``start`` and ``end`` (exclusive; missing while the era is open),
        and perhaps ``side`` and ``rule``. Each side and rule is counted by itself, so
        those of two countries may overlap.
    through : date
        Last day observed, inclusive. Open eras end there. Nothing defaults to today.
    since : date, optional
        First day observed; the start of the earliest era if it is not given.
    weights : Scheme, mapping or str, optional
        What a visit is worth: a scheme, or the name of a column of weights, whose
        distinct values then are the classes.
    by : {"dyad", "direction"}, optional
        Count each pair of countries, or each ordered pair, by itself.
    direction : (origin, destination), optional
        Count only visits of this direction.
    unclear : {"exclude", "include", "both"}
        What to do with visits of which it is unclear whether they qualify; ``"both"``
        gives every row twice, told apart by ``reading``.
    exposure : {"days", "calendar_years"}
        Years of exposure are days observed / 365.25, or whole calendar years, each
        with the era that held most of its days.
    handover : {"successor", "predecessor"}
        Whose the day of a handover is: eras are ``[start, end)`` or ``(start, end]``.
    date : str, default "date"
        The column that dates a visit; ``"end_date"`` for its last day.
    interval : {"garwood", "midp", "jeffreys"}
        Interval of the unweighted frequency; Garwood's is exact.
    weighted_interval : {"fay_feuer", "midp"}
        Interval of the weighted frequency; mid-p is narrower, right on average.
    level : float, default 0.95
        Confidence, two-sided.
    progress : callable or False, optional
        Called with the rows done and the rows in all. Without it
        a bar shows them where the work is long and somebody watches; False shows none.

    Returns
    -------
    frame, the kind that was given
        One row an era: its columns (``end`` is missing while the era is open, and the
        era then counted up to `through`), ``days`` and ``years`` of exposure,
        ``years_used`` where those are calendar years, ``count``, ``frequency``
        (visits a year), ``lower``, ``upper``, ``rank`` (1 is lowest;
        equal frequencies share the better rank); with weights also
        ``weighted_count``, ``weighted_frequency``, ``weighted_lower``,
        ``weighted_upper``, ``weighted_variance`` (of the frequency),
        ``largest_weight`` (of a class, by year) and ``weighted_rank``; then the
        methods, and what became of every row of `visits`: ``rows_in`` is the sum of
        ``used``, ``outside_window``, ``in_no_era``, ``excluded_by_rule``, ``unclear``
        and ``other_dyads``. An era without exposure has no frequency.

    Raises
    ------
    TenureError
        If an era is reversed or empty, is named twice, or shares days with another.
    CategoryError
        If a category is not in the scheme.
    RangeError
        If `level` is not between 0 and 1, or a weight is not a finite number >= 0.
    ColumnError, MissingValueError, PrecisionError
        If a column or a date cannot be used.

    Notes
    -----
    Exposure comes from the eras and the observation, never from visits. The classes of
    the weighted interval come from the scheme, so one that never occurred still widens
    it. Complexity is O(n), with one table of days in place of a search.

    References
    ----------
    Garwood (1936), Biometrika 28, 437-442. Fay and Feuer (1997), Statistics in
    Medicine 16, 791-801.

    Examples
    --------
    >>> import summitry
    >>> visits = {"date": ["2011-12-17", "2012-08-03", "2012-11-15", "2013-05-22"]}
    >>> eras = {
    ...     "era": ["Hu", "Xi"],
    ...     "start": ["2002-11-15", "2012-11-15"],
    ...     "end": ["2012-11-15", None],
    ... }
    >>> table = summitry.era_frequency(
    ...     visits, eras, since="2010-01-01", through="2016-12-30"
    ... )
    >>> table[["era", "days", "count", "frequency", "lower", "upper", "rank"]].round(2)
      era  days  count  frequency  lower  upper  rank
    0  Hu  1049      2       0.70   0.08   2.52     2
    1  Xi  1507      2       0.48   0.06   1.75     1
    """
    readings = asked_readings(unclear)
    level = real_number(level, "level")
    table = Table(visits, "visits")
    with watched(progress, "counting visits") as tick:
        counts = count_eras(
            table,
            eras,
            through=through,
            since=since,
            weights=weights,
            by=by,
            direction=direction,
            exposure=exposure,
            handover=handover,
            date=date,
            progress=tick,
        )
    methods = {
        "interval": interval,
        "level": level,
        "exposure": exposure,
        "handover": handover,
    }
    parts = [
        one.key_columns()
        | _measured(
            one,
            reading,
            interval=interval,
            weighted_interval=None if weights is None else weighted_interval,
            level=level,
        )
        | _constants(one, reading, methods)
        for reading in readings
        for one in counts
    ]
    return table.build(stack(parts))


def assign_eras(
    visits: Frame,
    eras: Frame,
    *,
    through: Any,
    since: Any = None,
    handover: str = "successor",
    date: str = "date",
) -> Frame:
    """
    Say of each visit in which era it falls and whether it is counted there.

    Parameters
    ----------
    visits, eras, through, since, handover, date
        As for `era_frequency`.

    Returns
    -------
    frame of n rows, the kind that was given
        For each axis (side and rule) the columns ``era_<axis>`` and ``status_<axis>``:
        ``used``, ``unclear``, ``excluded_by_rule``, ``other_dyads``,
        ``outside_window`` or ``in_no_era``.

    Raises
    ------
    InputError
        As for `era_frequency`.

    Examples
    --------
    >>> import summitry
    >>> visits = {"date": ["2011-12-17", "2018-01-01"]}
    >>> eras = {"era": ["Hu"], "start": ["2002-11-15"], "end": ["2012-11-15"]}
    >>> summitry.assign_eras(visits, eras, through="2017-03-15")
             date era_eras     status_eras
    0  2011-12-17       Hu            used
    1  2018-01-01      NaN  outside_window
    """
    table = Table(visits, "visits")
    axes = axes_of(eras)
    last = day_of(through, "through")
    first = min(int(axis.start.min()) for axis in axes)
    first = min(first, last) if since is None else day_of(since, "since")
    days, verdicts = table.days(date), verdicts_of(table)
    dyads = Dyads(table) if any(axis.side for axis in axes) else None
    columns: dict[str, Any] = {}
    for axis in axes:
        exposed = axis.exposure(first, last, calendar_years=False, handover=handover)
        place = _core.assign_eras(
            days, exposed.start, exposed.end, since=first, through=last
        )
        groups, _ = groups_on(axis, dyads)
        names = np.array([*axis.labels, None, None], dtype=object)
        columns[f"era_{axis.name}"] = names[place].tolist()
        columns[f"status_{axis.name}"] = _status(place, groups, verdicts).tolist()
    return table.with_columns(columns)


def _status(
    place: npt.NDArray[np.int32],
    groups: npt.NDArray[np.uint32] | None,
    verdicts: npt.NDArray[np.uint8] | None,
) -> npt.NDArray[Any]:
    status = np.full(place.shape, "used", dtype=object)
    if verdicts is not None:
        status[verdicts == 2] = "unclear"  # noqa: PLR2004
    status[place == -1] = "in_no_era"
    status[place == -2] = "outside_window"  # noqa: PLR2004
    if groups is not None:
        status[groups > 0] = "other_dyads"
    if verdicts is not None:
        status[verdicts == 0] = "excluded_by_rule"
    return status


def _measured(
    one: Counts,
    reading: str,
    *,
    interval: str,
    weighted_interval: str | None,
    level: float,
) -> dict[str, Any]:
    """Return frequencies, limits and ranks; weighted ones if an interval is named."""
    counts = one.reading(reading)
    n_groups, n_eras, n_classes = counts.shape
    shape, years = (n_groups, n_eras), np.tile(one.years, n_groups)
    flat = np.ascontiguousarray(counts.reshape(n_groups * n_eras, n_classes))
    total = flat.sum(axis=1, dtype=np.uint64)
    found = unweighted_columns(total, years, shape, interval=interval, level=level)
    if weighted_interval is not None:
        found |= weighted_columns(
            flat,
            one.weights.weights,
            years,
            shape,
            interval=weighted_interval,
            level=level,
        )
        found["weights"] = [one.weights.source] * years.size
    return found


def _constants(one: Counts, reading: str, methods: dict[str, Any]) -> dict[str, Any]:
    n_rows = one.n_groups * len(one.axis.labels)
    words = {name: value for name, value in methods.items() if isinstance(value, str)}
    words["reading"] = READINGS[reading]
    numbers = one.accounting(reading)
    return (
        {name: [value] * n_rows for name, value in words.items()}
        | {"level": np.full(n_rows, float(methods["level"]))}
        | {
            name: np.full(n_rows, value, dtype=np.int64)
            for name, value in numbers.items()
        }
    )
