"""Coincidences: do visits follow shocks more often than chance would have it?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from summitry import _core
from summitry.exceptions import InputError
from summitry.frames import Frame, Table
from summitry.frames.arguments import one_of, whole_number, word_of
from summitry.frames.dates import day_of, to_dates
from summitry.frames.same_kind import same_kind
from summitry.measure.counts import stack
from summitry.measure.dyads import NO_GROUP
from summitry.measure.lags import counted_visits
from summitry.measure.qualify import verdicts_of
from summitry.measure.selection import duplicates_column, duplicates_in
from summitry.measure.shock_pairs import pair_groups
from summitry.measure.unclear import READINGS, asked_readings

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames.word_types import Date, Unclear

Convention: TypeAlias = Literal["daily", "coincalc_ts", "coincalc_es"]

_LONGEST = 4_000_000
_UNVISITED = ("leave_out", "count")


@same_kind
def event_coincidence(
    shocks: Frame,
    visits: Frame,
    *,
    window: int,
    delay: int = 0,
    through: Date,
    since: Date,
    symmetric: bool = False,
    convention: Convention = "daily",
    direction: tuple[str, str] | None = None,
    unclear: Unclear = "exclude",
    date: str = "date",
    unvisited_pairs: Literal["leave_out", "count"] = "leave_out",
) -> Frame:
    """
    How many shocks were followed by a visit, and how many visits followed a shock.

    Parameters
    ----------
    shocks : frame of n rows
        With ``date``, and ``origin`` and ``destination`` as for `response_lags`.
    visits : frame of m rows
        With ``date``. If `qualify` has written ``qualifies``, it is heeded.
    window : int
        A coincidence is a visit on any of the days ``delay`` to ``delay + window``
        after the shock, both included.
    delay : int, default 0
        Days that must pass first.
    through, since : date
        Last and first day observed, both inclusive.
    symmetric : bool, default False
        Look `window` days to both sides of the delay.
    convention : {"daily", "coincalc_ts", "coincalc_es"}
        The probability that a window holds one given visit: its days over the days
        observed, or the rules of CoinCalc for time series (which takes the delay from
        the days observed) and for event lists (which also leaves a day out).
    direction : (origin, destination), optional
        Only visits of this direction.
    unclear : {"exclude", "include", "both"}
        What to do with visits of which it is unclear whether they qualify.
    date : str, default "date"
        The column that dates a visit.
    unvisited_pairs : {"leave_out", "count"}
        What to do with a shock of two countries between which `visits` has no row at
        all: it is left out, or counted as one that no visit followed.

    Returns
    -------
    frame of two rows, the kind of `shocks` (four for ``unclear="both"``)
        One of ``rate`` "trigger" (of the shocks) and one of "precursor" (of the
        visits): ``coincidences``; how many events are ``determined``, and how many
        ``undetermined`` because the observation cuts their window; ``share`` of the
        determined and ``share_of_all``; ``others``, the events of the other kind;
        ``q``, the probability that a window holds one of them, and ``chance``, that it
        holds any; ``p`` of as many coincidences or more by chance. Then ``window``,
        ``delay``, ``symmetric``, ``convention``, the shocks and visits left out because
        they lie ``outside_window``, the shocks left out as of an ``unvisited_pair``,
        ``since``, ``through`` and ``reading``; ``duplicates`` of the shocks and of the
        visits repeat another row or its id.

    Raises
    ------
    RangeError
        If `window` or `delay` is negative or not shorter than the observation.
    InputError
        If the shocks concern more than one pair of countries.
    TenureError
        If `through` is before `since`.
    ColumnError, MissingValueError, PrecisionError
        If a column or a date cannot be used.

    Notes
    -----
    Under chance the number of coincidences is binomial with probability
    ``1 - (1 - q)**others``. An event whose window is cut is determined if a
    coincidence lies in the part that was observed. A visit that is known to the month
    or the year is taken at its first day.

    References
    ----------
    Donges, Schleussner, Siegmund and Donner (2016), Eur. Phys. J. Special Topics 225,
    471-487. Odenweller and Donner (2020), Phys. Rev. E 101, 052213.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> shocks = pd.DataFrame(
    ...     {"date": ["2000-01-06", "2000-01-21", "2000-02-10", "2000-02-25"]}
    ... )
    >>> visits = {"date": ["2000-01-08", "2000-01-24", "2000-02-28"]}
    >>> found = summitry.event_coincidence(
    ...     shocks, visits, window=3, since="2000-01-01", through="2000-02-29"
    ... )
    >>> found[["rate", "coincidences", "determined", "share", "p"]].round(3)
            rate  coincidences  determined  share      p
    0    trigger             3           4   0.75  0.022
    1  precursor             3           3   1.00  0.014
    """
    word_of(convention, "convention")
    one_of(unvisited_pairs, "unvisited_pairs", _UNVISITED)
    readings = asked_readings(unclear)
    shock_table, visit_table = Table(shocks, "shocks"), Table(visits, "visits")
    first, last = day_of(since, "since"), day_of(through, "through")
    options: dict[str, Any] = {
        "window": whole_number(window, "window", lowest=0, highest=_LONGEST),
        "delay": whole_number(delay, "delay", lowest=0, highest=_LONGEST),
        "symmetric": bool(symmetric),
        "convention": convention,
    }
    groups, shock_groups, unvisited = pair_groups(shock_table, visit_table, direction)
    measured = ~unvisited | (unvisited_pairs == "count")
    pair = _one_pair(shock_groups[measured])
    if unvisited.any() and not measured.any():
        pair = int(NO_GROUP)
    shock_days = shock_table.days("date")[measured]
    visit_days = visit_table.days(date)
    verdicts = verdicts_of(visit_table)
    again = duplicates_column([*map(duplicates_in, (shock_table, visit_table))])
    parts = []
    for reading in readings:
        counted = counted_visits(groups, verdicts, reading) & (groups == pair)
        series = (shock_days, visit_days[counted])
        inside = [days[(days >= first) & (days <= last)] for days in series]
        found = _core.coincidence_rates(*inside, since=first, through=last, **options)
        outside = [
            len(days) - len(kept) for days, kept in zip(series, inside, strict=True)
        ]
        parts.append(
            _rates(found)
            | {name: [value] * 2 for name, value in options.items()}
            | {"outside_window": np.array(outside)}
            | {"unvisited_pair": np.array([int((~measured).sum()), 0])}
            | {
                "since": to_dates(np.full(2, first)),
                "through": to_dates(np.full(2, last)),
            }
            | {"reading": [READINGS[reading]] * 2}
            | again
        )
    return shock_table.build(stack(parts))


def _one_pair(shock_groups: npt.NDArray[np.uint32]) -> int:
    pairs = np.unique(shock_groups)
    if pairs.size > 1:
        raise InputError(
            f"the shocks concern {pairs.size} pairs of countries; their coincidences "
            "cannot be pooled",
            code="several_dyads",
            column="shocks",
            hint="take one pair of countries at a time",
        )
    return int(pairs[0]) if pairs.size else 0


def _rates(found: _core._Rates) -> dict[str, Any]:
    counts = {
        "coincidences": found["coincidences"].astype(np.int64),
        "determined": found["determined"].astype(np.int64),
        "undetermined": found["undetermined"].astype(np.int64),
    }
    hits, known = counts["coincidences"], counts["determined"]
    events = known + counts["undetermined"]
    shares = {
        name: np.divide(hits, whole, out=np.full(2, np.nan), where=whole > 0)
        for name, whole in (("share", known), ("share_of_all", events))
    }
    return {
        "rate": ["trigger", "precursor"],
        **counts,
        **shares,
        "others": found["others"].astype(np.int64),
        "q": found["q"],
        "chance": found["chance"],
        "p": found["p"],
    }
