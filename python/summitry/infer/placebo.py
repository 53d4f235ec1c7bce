"""Placebo shocks: is the lag after these shocks shorter or longer than after others?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from summitry.frames import Frame, Table
from summitry.frames.arguments import one_of, whole_number, word_of
from summitry.frames.dates import day_of, to_dates
from summitry.frames.same_kind import same_kind
from summitry.frames.spans import day_spans
from summitry.infer.era_years import noted
from summitry.infer.placed_waits import PlacedWaits, differ
from summitry.infer.strata import days_of_strata
from summitry.measure.covered_waits import waits_reported_by
from summitry.measure.lags import counted_visits
from summitry.measure.one_stretch import one_stretch
from summitry.measure.qualify import verdicts_of
from summitry.measure.selection import duplicate_rows
from summitry.measure.shock_pairs import UNVISITED, number_of_groups, pair_groups
from summitry.measure.unclear import READINGS, asked_readings
from summitry.measure.watched_pairs import watched_pairs
from summitry.output.progress import watched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.frames.word_types import Date, SameDay, Unclear
    from summitry.output.progress import Progress

Method: TypeAlias = Literal["random", "shift"]
Alternative: TypeAlias = Literal["two-sided", "shorter", "longer"]

MOST_DRAWS = 10_000_000
"""How many draws may be asked for."""

_COLUMNS = (
    *("null", "strata", "n", "left_out", "duplicate_shocks", "unplaced"),
    *("restricted_mean", "tau", "extrapolated"),
    *("expected", "lower", "upper", "p"),
    *("p_shorter", "p_longer", "p_two_sided", "alternative", "method"),
    *("arrangements", "exact", "seed", "generator", "since", "through", "reading"),
    "note",
)

_ALIKE = "every arrangement gives the same mean: nothing is tested"

_P = {"two-sided": "p_two_sided", "shorter": "p_shorter", "longer": "p_longer"}


@same_kind
def placebo_test(
    shocks: Frame,
    visits: Frame,
    *,
    through: Date,
    since: Date,
    method: Method = "random",
    draws: int = 10_000,
    seed: int = 0,
    alternative: Alternative = "two-sided",
    tau: int | None = None,
    strata: Frame | Sequence[Any] | None = None,
    direction: tuple[str, str] | None = None,
    same_day: SameDay = "include",
    unclear: Unclear = "exclude",
    date: str = "date",
    coverage: Frame | None = None,
    unvisited_pairs: Literal["leave_out", "censor"] = "leave_out",
    dyads: Frame | None = None,
    progress: Progress = None,
) -> Frame:
    """
    Is the lag after these shocks unusual, or would other days have done as well?

    The mean lag is compared with the mean lag after the same number of shocks placed
    elsewhere in the observation. A small p says that the days of the shocks matter; it
    does not say that the shocks are the cause.

    Parameters
    ----------
    shocks : frame of n rows
        With ``date``, and ``origin`` and ``destination`` as for `response_lags`. Shocks
        outside the observation are left out and counted.
    visits : frame of m rows
        With ``date``, as for `response_lags`. If `qualify` has written ``qualifies``,
        it is heeded.
    through, since : date
        Last and first day observed, both inclusive.
    method : {"random", "shift"}
        Place each shock on a day of its own, every day equally likely; or move all of
        them by the same number of days, around the end to the start, which keeps their
        spacing.
    draws : int, default 10_000
        How many arrangements are drawn. Where there are no more than that, or than
        100,000, all of them are gone through and nothing is drawn.
    seed : int, default 0
        Seed of the draws.
    alternative : {"two-sided", "shorter", "longer"}
        Which of the three probabilities stands in ``p``; all are given.
    tau : int, optional
        The mean is restricted to this many days: give that of the restricted mean that
        is printed. By default it is that of `lag_summary`, the shortest censored lag
        of at least a day, or the longest lag if there is none.
    strata : frame with ``start``, or sequence of dates, optional
        Eras, phases, or the days on which strata begin. They divide the days on which
        shocks are placed (an ``end`` that is no start divides them too), and shocks
        stay in their own: around it with ``"shift"``, on any of its days with
        ``"random"``. The plain null stands above it.
    direction : (origin, destination), optional
        Wait only for a visit of this direction.
    same_day : {"include", "exclude"}
        Whether a visit on the day of the shock answers it.
    unclear : {"exclude", "include", "both"}
        What to do with visits of which it is unclear whether they qualify.
    date : str, default "date"
        The column that dates a visit.
    coverage : frame or mapping, optional
        Who is reported, and when, as for `response_lags`. The days compared take the
        place of the observation, and must be one stretch of days.
    unvisited_pairs : {"leave_out", "censor"}
        What to do with shocks of a pair of countries that no visit has, as for
        `response_lags`; with ``"leave_out"`` they are among ``left_out``.
    dyads : frame, optional
        The pairs that are asked for, as for `response_lags`. The days on which those of
        the shocks were there take the place of the observation; they must be the same
        for all. Shocks of other pairs and on other days are among ``left_out``.
    progress : callable or False, optional
        Called with the arrangements done and the arrangements in all. Without it
        a bar shows them where the work is long and somebody watches; False shows none.

    Returns
    -------
    frame of one row, the kind of `shocks` (one more for `strata`, two readings for
    ``unclear="both"``)
        ``null``, "plain" or "stratified", and in how many ``strata`` shocks moved;
        ``n`` shocks, ``left_out``, how many of the n are ``duplicate_shocks``, which
        repeat another row or its id and count like any other, and how many are
        ``unplaced``: tau days were not observed after them, so they stay where they
        are; their ``restricted_mean`` lag, its ``tau`` and whether that is
        ``extrapolated``, beyond the shortest censored lag; the mean over all
        arrangements, ``expected``, and the range ``lower`` to ``upper`` of the middle
        95 % of them; ``p``, ``p_shorter`` (a mean as short or shorter), ``p_longer``,
        ``p_two_sided``; ``alternative``, ``method``, ``arrangements``, and whether they
        are ``exact``ly all there are; ``seed`` and ``generator``, if any were drawn;
        ``since``, ``through`` and ``reading``; a ``note`` where every arrangement gives
        the same mean, so that p is 1 and nothing is tested; with a coverage who is
        compared, and when, in words, as ``coverage``. If days are known to the month or
        the year, all of this takes them at their first day; ``restricted_mean_latest``
        and ``p_latest`` take them at their latest (missing where no shock can be placed
        then).

    Raises
    ------
    InputError
        If no shock lies in the observation or none has tau days observed after it, if
        the days compared are not one stretch, pairs of `dyads` were not there on the
        same days, or a word is not one of those listed.
    RangeError
        If `draws`, `seed` or `tau` is out of range.
    TenureError
        If `through` is before `since`.
    ColumnError, MissingValueError, PrecisionError
        If a column or a date cannot be used.

    Notes
    -----
    Shocks are placed where tau days were observed: on the days from `since` to tau days
    before `through`. Visits stay, and a lag may run on into the next stratum. The
    statistic is the mean of the lags, each no longer than tau; that is the Kaplan-Meier
    mean restricted to tau, which it is also where tau is extrapolated. A stratum of one
    day keeps its shocks. Within strata all arrangements are gone through if they are
    not more than 1,000,000.

    A large p does not say that the wait was usual: the record then does not show it to
    be unusual. Where visits were more frequent in one era than in another, the plain
    null also moves shocks between the two; strata keep them apart.

    Means within 1e-9 of each other are ties. A drawn p is ``(b + 1) / (m + 1)`` and so
    never 0; an exact one counts the observed arrangement among all. Each draw has a
    stream of its own, so the result is the same on any machine.

    References
    ----------
    Davison and Hinkley (1997), Bootstrap Methods and their Application, 4.3.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> visits = {"date": ["2000-01-21", "2000-03-01"]}
    >>> found = summitry.placebo_test(
    ...     pd.DataFrame({"date": ["2000-01-16"]}),
    ...     visits,
    ...     since="2000-01-01",
    ...     through="2000-04-09",
    ... )
    >>> found[["restricted_mean", "p_shorter", "p_longer", "arrangements", "exact"]]
       restricted_mean  p_shorter  p_longer  arrangements  exact
    0              5.0        1.0  0.894737            95   True
    """
    word_of(method, "placebo_method", "method")
    one_of(alternative, "alternative", tuple(_P))
    word_of(same_day, "same_day")
    one_of(unvisited_pairs, "unvisited_pairs", UNVISITED)
    readings = asked_readings(unclear)
    options: dict[str, Any] = {
        "draws": whole_number(draws, "draws", lowest=1, highest=MOST_DRAWS),
        "seed": whole_number(seed, "seed", lowest=0, highest=2**63 - 1),
        "tau": None
        if tau is None
        else whole_number(tau, "tau", lowest=1, highest=4_000_000),
        "method": method,
        "same_day": same_day,
    }
    shock_table, visit_table = Table(shocks, "shocks"), Table(visits, "visits")
    first, last = day_of(since, "since"), day_of(through, "through")
    shock_days, visit_days = (
        day_spans(shock_table, "date"),
        day_spans(visit_table, date),
    )
    nulls = {"plain": np.zeros(0, dtype=np.int64)}
    if strata is not None:
        nulls["stratified"] = days_of_strata(strata)
    there = watched_pairs(dyads, visit_table, shock_table, since=since, through=through)
    groups, shock_groups, unvisited = pair_groups(
        shock_table, visit_table, direction, there and there.countries
    )
    measured = ~(unvisited & (unvisited_pairs == "leave_out"))
    if there is not None:
        measured &= there.shock >= 0
        first, last = there.one_stretch(measured, "placebo shocks")
    verdicts = verdicts_of(visit_table)
    counted = {one: counted_visits(groups, verdicts, one) for one in readings}
    told = {}
    if coverage is not None:
        n_pairs = number_of_groups(groups, shock_groups)
        read = waits_reported_by(coverage, first, last, visit_table, n_pairs)
        stretch = one_stretch(
            read,
            visit_table,
            visit_days[0],
            np.logical_or.reduce(list(counted.values())),
            "placebo shocks",
            origin=None if direction is None else direction[0],
        )
        first, last = stretch.first, stretch.last
        counted = {one: rows & (stretch.status == 0) for one, rows in counted.items()}
        told = {"coverage": [stretch.text]}
    is_vague = differ(shock_days) or any(
        differ(visit_days, rows) for rows in counted.values()
    )
    options |= {"n_groups": number_of_groups(groups, shock_groups)}
    options |= {"since": first, "through": last}
    doubled, parts = duplicate_rows(shock_table), []
    with watched(progress, "placing shocks at random") as tick:
        options["progress"] = tick
        for reading, rows in counted.items():
            for null, cuts in nulls.items():
                waits = PlacedWaits(
                    shock_days,
                    shock_groups,
                    visit_days,
                    groups,
                    rows,
                    cuts,
                    measured,
                    doubled,
                    options,
                )
                found = waits.placed(0)
                found |= {"p": found[_P[alternative]], "alternative": alternative}
                found |= {"method": method, "reading": READINGS[reading], "null": null}
                alike = found["p_shorter"] == found["p_longer"] == 1
                found["note"] = _ALIKE if alike else None
                row = _row(found, seed, first, last)
                if is_vague:
                    latest = waits.placed_at_latest(found["tau"])
                    for name in ("restricted_mean", _P[alternative]):
                        end = "p" if name.startswith("p") else name
                        row[f"{end}_latest"] = np.array([latest.get(name, np.nan)])
                parts.append(row | told)
    return shock_table.build(noted(parts))


def _row(found: dict[str, Any], seed: int, first: int, last: int) -> dict[str, Any]:
    """One row, its columns in order; a result that was not drawn has no seed."""
    columns: dict[str, Any] = {
        name: [value] if value is None or isinstance(value, str) else np.array([value])
        for name, value in found.items()
        if name != "duplicate_shocks"
    }
    columns["duplicate_shocks"] = found["duplicate_shocks"]
    exact = bool(found["exact"])
    columns["seed"] = np.ma.array([seed], mask=[exact])
    columns["generator"] = ["none" if exact else "pcg64"]
    columns["since"], columns["through"] = to_dates(np.array([[first], [last]]))
    return {name: columns[name] for name in _COLUMNS}
