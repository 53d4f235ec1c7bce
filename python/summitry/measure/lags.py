"""Lags: the days from each shock to the next qualifying visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.exceptions import AllCensoredWarning
from summitry.frames import Frame, Table
from summitry.frames.arguments import one_of, word_of
from summitry.frames.asked_columns import names_asked, with_asked
from summitry.frames.categories import constant
from summitry.frames.dates import day_of
from summitry.frames.same_kind import same_kind
from summitry.frames.spans import short_spans
from summitry.frames.warned import warn
from summitry.measure.covered_waits import (
    Answers,
    Stretch,
    Watched,
    over,
    part_of,
    surest_first,
    waits_reported_by,
    watched_for,
)
from summitry.measure.dyads import NO_GROUP
from summitry.measure.lag_columns import (
    answer_columns,
    end_columns,
    lag_columns,
    without_vague,
)
from summitry.measure.observed import observed_days
from summitry.measure.qualify import verdicts_of
from summitry.measure.selection import (
    duplicate_rows,
    duplicates_in,
    same_duplicates,
)
from summitry.measure.shock_pairs import (
    UNVISITED,
    number_of_groups,
    pair_keys,
)
from summitry.measure.unclear import READINGS, asked_readings
from summitry.measure.watched_pairs import watched_pairs
from summitry.output.progress import watched

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.frames.word_types import Date, Overlap, SameDay, Unclear
    from summitry.output.progress import Progress


@same_kind
def response_lags(
    shocks: Frame,
    visits: Frame,
    *,
    through: Date,
    since: Date,
    direction: tuple[str, str] | None = None,
    same_day: SameDay = "include",
    overlap: Overlap = "both",
    unclear: Unclear = "exclude",
    date: str = "date",
    coverage: Frame | None = None,
    unvisited_pairs: str = "leave_out",
    dyads: Frame | None = None,
    columns: Sequence[str] | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Frame:
    """
    Days from each shock to the first qualifying visit on or after it, and that visit.

    Parameters
    ----------
    shocks : frame of n rows
        With ``date``; with ``origin`` and ``destination`` (in either order) if the
        visits are of more than one pair of countries. A shock that names neither waits
        for the visits of the only pair that there is. Dates may be known to the month,
        the year or a range: as texts (``2012-04``), or as a first day with the last one
        in ``date_latest``, as `expand_dates` gives them.
    visits : frame of m rows
        With ``date``, as exact as it is known, and if there are several pairs of
        countries with ``origin`` and ``destination``. If `qualify` has written
        ``qualifies``, it is heeded.
    through : date
        Last day observed, inclusive. A shock without a visit is censored there.
    since : date
        First day observed, inclusive; shocks before it are not measured.
    direction : (origin, destination), optional
        Wait only for a visit of this direction.
    same_day : {"include", "exclude"}
        Whether a visit on the day of the shock answers it, with lag 0.
    overlap : {"both", "latest", "first"}
        If a second shock falls before any visit: both wait for the same visit; the
        earlier one is censored at the later one; or the later one is left out.
    unclear : {"exclude", "include", "both"}
        What to do with visits of which it is unclear whether they qualify; ``"both"``
        gives every shock twice, told apart by ``reading``.
    date : str, default "date"
        The column that dates a visit.
    coverage : frame or mapping, optional
        Who is reported, and when, as for `era_frequency`. A wait that leaves it is
        censored there; a shock outside it is not measured.
    unvisited_pairs : {"leave_out", "censor"}
        What to do with a shock of two countries between which `visits` has no row at
        all, whatever its date: it is not measured and has a status of its own, or its
        lag is censored like that of a pair whose visits all were before it.
    dyads : frame, optional
        The pairs that are asked for, as for `era_frequency`: ``origin`` and
        ``destination``, or ``country`` and ``other_country``, perhaps with ``since``
        and ``through``, the first and the last day on which both states were there.
        These days are the observation of the pair: a lag is censored at their end, and
        no visit on another day answers.
    columns : sequence of str, optional
        Only these columns, in this order; the others are not made.
    threads : int, optional
        How many threads may work; without it as many as ``SUMMITRY_THREADS`` says, or
        as there are cores. The result is the same.
    progress : callable or False, optional
        Called with the work done and in all; False for silence. By default a bar is
        shown where somebody watches.

    Returns
    -------
    frame of n rows, the kind of `shocks`
        The shocks' columns, then ``lag`` (days, never negative), ``observed`` (False
        where the lag is right-censored), ``status`` ("observed", "censored",
        "shock_after_end", "shock_before_start", "left_out", "outside_coverage",
        "unvisited_pair"; with `dyads` "outside_existence" where the pair was not there
        on that day, or "other_dyad" where it is not one of them); ``lag_lower`` and
        ``lag_upper``, the least and the greatest lag over every day that the shock and
        all visits may have had, with ``lag_lower_observed`` and ``lag_upper_observed``
        (False: longer than that), and ``vague``, whether these are not one number;
        ``shares_visit`` (whether another shock has the same answer), ``visit_date``
        (with ``visit_date_latest``, where that may be another day), ``visit_row``
        (position in `visits`; of several visits of that day the one dated best, then
        the first), ``visit_count`` (visits of that day), and whichever of ``id``,
        ``label``, ``origin``, ``destination``, ``visitor``, ``visitor_rank`` and
        ``host`` the visits have, as ``visit_<column>``; then ``reading``;
        ``duplicates`` of the visits repeat another row or its id, and
        ``duplicate_shock`` says whether the shock does: it waits like any other, and
        counts again in every summary; with a coverage who is compared, and when, in
        words, as ``coverage``. Shocks that are not measured have no lag, and no value
        of ``observed``. Where a lag is vague, ``lag``, ``observed``, ``status`` and the
        visit are those with everything on the first day that it may have been, and
        ``lag_block`` and ``lag_completions`` say for `lag_summary` which lags go
        together.

    Raises
    ------
    ColumnError
        If a column is missing, the pair of countries cannot be told, or there is no
        column of those asked for.
    MissingValueError, PrecisionError
        If a date cannot be used, or a shock names one country only.
    InputError
        If a word is not one of those listed.

    Warns
    -----
    SummitryWarning
        If names of countries do not agree, once for all of them: names that differ only
        by case, spaces, accents or one letter, countries of the shocks that no visit
        has, pairs without a visit, and visits of a country to itself, which answer no
        shock.
    AllCensoredWarning
        If no visit follows any shock.

    Notes
    -----
    With ``overlap="both"`` lags that share a visit are not independent. The visit on
    one of several on the same day is the first by row. Complexity is O((n + m) log m),
    and memory that of the table. Only visits that answer are looked up in `visits`.

    A visit that may have been before or after a shock is a possible answer and no
    certain one. Shocks that share a vague visit make a block; of its completions those
    are kept that can make a summary least or greatest, the k-th of each lag together.
    Where the completions of a block are more than 16,384, only the ends of each lag are
    given; under ``overlap="both"`` these are exact all the same.

    References
    ----------
    Kalbfleisch and Prentice (2002), The Statistical Analysis of Failure Time Data.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> shocks = pd.DataFrame(
    ...     {"label": ["third", "fifth"], "date": ["2013-02-12", "2016-09-09"]}
    ... )
    >>> visits = {"date": ["2013-05-22"], "visitor": ["Choe Ryong Hae"]}
    >>> lags = summitry.response_lags(
    ...     shocks, visits, since="2009-01-01", through="2017-03-15"
    ... )
    >>> lags[["label", "lag", "observed", "visit_visitor"]].fillna("nobody")
       label  lag  observed   visit_visitor
    0  third   99      True  Choe Ryong Hae
    1  fifth  187     False          nobody

    A visit known to the month:

    >>> lags = summitry.response_lags(
    ...     pd.DataFrame({"date": ["2011-12-17"]}),
    ...     {"date": ["2012-04"]},
    ...     since="2009-01-01",
    ...     through="2017-03-15",
    ... )
    >>> lags[["lag_lower", "lag_upper", "vague"]]
       lag_lower  lag_upper  vague
    0        106        135   True
    """
    readings, names = asked_readings(unclear), names_asked(columns)
    word_of(same_day, "same_day")
    word_of(overlap, "overlap")
    one_of(unvisited_pairs, "unvisited_pairs", UNVISITED)
    shock_table, visit_table = Table(shocks, "shocks"), Table(visits, "visits")
    first, last = day_of(since, "since"), day_of(through, "through")
    shock_days, visit_days = (
        short_spans(shock_table, "date"),
        short_spans(visit_table, date),
    )
    there = watched_pairs(dyads, visit_table, shock_table, since=since, through=through)
    pairs, shock_groups, unvisited = pair_keys(
        shock_table, visit_table, direction, there and there.countries
    )
    unvisited &= unvisited_pairs == "leave_out"
    verdicts = verdicts_of(visit_table)
    reported = None
    if coverage is not None:
        observed_days(since, through)
        n_groups = number_of_groups(pairs.groups, shock_groups)
        reported = waits_reported_by(coverage, first, last, visit_table, n_groups)

    def answers(stretch: Stretch) -> Answers:
        rows = surest_first(visit_days, stretch.visits)
        with watched(progress, "following shocks") as tick:
            found = _core.response_lags(
                part_of(shock_days, shock_groups, stretch.shocks),
                (*visit_days, pairs.known)
                if rows is None
                else part_of(visit_days, pairs.groups, rows),
                since=stretch.since,
                through=stretch.through,
                same_day=same_day,
                overlap=overlap,
                threads=threads,
                progress=tick,
            )
        return Answers.of(found, rows)

    again, doubled = duplicates_in(visit_table), duplicate_rows(shock_table)
    parts: list[dict[str, Any]] = []
    together: list[dict[str, Any]] = []
    for reading in readings:
        waited_for = None
        if any(one is not None for one in (verdicts, reported, there)):
            waited_for = counted_visits(pairs.groups, verdicts, reading)
        heeded = Watched(waited_for, [(first, last)])
        if reported is not None and waited_for is not None:
            both = visit_days[0].astype(np.int64), visit_days[1].astype(np.int64)
            heeded = watched_for(reported, visit_table, both, waited_for)
        answered = over(
            heeded.stretches()
            if there is None
            else there.stretches(heeded.spans, heeded.visits),
            answers,
            shock_days[0],
            (first, last),
            None if there is None else there.status(shock_days[0].astype(np.int64)),
        )
        lags = answered.without(unvisited)
        status = lags["status"]
        made = lag_columns(status, lags) | end_columns(lags)
        made |= answer_columns(visit_table, visit_days, lags)
        made["reading"] = constant(READINGS[reading], len(shock_table))
        made |= same_duplicates(again, len(shock_table))
        made["duplicate_shock"] = doubled
        if reported is not None:
            made["coverage"] = constant(heeded.text, len(shock_table))
        parts.append(made)
        block = lags["block"]
        together.append(
            {
                "lag_block": np.ma.array(block, mask=block < 0),
                "lag_completions": answered.completions,
            }
        )
        if (status == 1).any() and not lags["lower_observed"].any():
            warn(
                "no visit follows any shock by the end; every lag is censored",
                AllCensoredWarning,
            )
    frames = [
        with_asked(shock_table, made, names) for made in without_vague(parts, together)
    ]
    return frames[0] if len(frames) == 1 else Table.concat(frames, "lags")


def counted_visits(
    groups: npt.NDArray[np.uint32],
    verdicts: npt.NDArray[np.uint8] | None,
    reading: str,
) -> npt.NDArray[np.bool_]:
    """Return which visits a shock can be answered by, in one reading of the rule."""
    lowest = 1 if reading == "include" else 2
    qualifies = np.array([0, 2, 1])
    keep = np.asarray(groups != NO_GROUP)
    return keep if verdicts is None else keep & (qualifies[verdicts] >= lowest)
