"""A check of the archive: rank groups that a record holds from some year on only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.frames import Frame, Table
from summitry.frames.dates import to_dates
from summitry.frames.same_kind import same_kind
from summitry.infer.families import alpha_of, at_most
from summitry.measure.coverage import read_coverage
from summitry.measure.covered import covered
from summitry.measure.observed import observed_days
from summitry.measure.qualify import verdicts_of
from summitry.measure.rank_groups import grouped
from summitry.measure.unclear import DAYS_A_YEAR, asked_readings
from summitry.sources.country_names import of_two_countries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry.frames.word_types import Date, Treatment

    Days = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

NO_VISIT = "no visit"
NOT_LATE = "no late start seen"
LEFT_OUT = "left out by the coverage"


@same_kind
def archive_check(
    visits: Frame,
    *,
    through: Date,
    since: Date,
    groups: Mapping[str, Any] | None = None,
    ladder: Sequence[str] | None = None,
    visitor_rank: str = "visitor_rank",
    level: float = 0.95,
    unclear: Treatment = "exclude",
    date: str = "date",
    coverage: Frame | None = None,
) -> Frame:
    """
    Ask of each rank group whether a record holds its visits from some year on only.

    A group that a list holds from one year on makes every era before it look quieter.

    Parameters
    ----------
    visits : frame of n rows
        With ``date`` and perhaps `visitor_rank`. If `qualify` has written
        ``qualifies``, only visits that count are looked at.
    through, since : date
        Last and first day observed, both inclusive.
    groups, ladder, visitor_rank
        As for `archive_table`.
    level : float, default 0.95
        How often no group of a record without late starts may be called late.
    unclear : {"exclude", "include"}
        Whether visits count of which it is unclear whether they qualify.
    date : str, default "date"
        The column that dates a visit.
    coverage : frame or mapping, optional
        As for `era_frequency`: only the days and visits compared are looked at.

    Returns
    -------
    frame of one row a rank group, the kind that was given
        ``group``, ``visits``, ``first`` (the day of the first one, null without any)
        and ``first_year``; ``years_before`` it, as far as they were observed; ``p``,
        ``p_adjusted`` (Holm, over the groups that have visits); ``verdict``: ``"from
        2000 on only"``, ``"no late start seen"``, ``"no visit"`` or, if the coverage
        leaves all its visits out, ``"left out by the coverage"``; and ``level``.

    Raises
    ------
    ColumnError, MissingValueError, PrecisionError, TenureError
        If a column, a date or the observation cannot be used.
    CategoryError, InputError
        As for `archive_table`.
    RangeError
        If `level` is not between 0 and 1.

    Notes
    -----
    ``p`` is the probability that n visits, thrown evenly on the T days observed, all
    avoid the d days before the first of them: ((T - d) / T)^n, exactly. It is small
    where the group has many visits and none for long. A group whose visits come in
    clusters, or that truly began to travel late, has a small p as well: the test says
    that the record begins late, not why.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> dates = [f"{year}-05-01" for year in range(1980, 2010)]
    >>> visits = pd.DataFrame(
    ...     {
    ...         "date": dates + dates[10:],
    ...         "visitor_rank": ["head_of_state"] * 30 + ["cabinet_minister"] * 20,
    ...     }
    ... )
    >>> seen = {"since": "1980-01-01", "through": "2009-12-31"}
    >>> found = summitry.archive_check(visits, **seen)
    >>> found[["group", "visits", "first_year", "verdict"]].iloc[[0, 3]]
           group  visits  first_year             verdict
    0      heads      30        1980  no late start seen
    3  ministers      20        1990   from 1990 on only
    """
    alpha = alpha_of(level)
    (reading,) = asked_readings(unclear)
    table = Table(visits, "visits")
    first, last = observed_days(since, through)
    days = table.days(date)
    rank = grouped(table, groups=groups, ladder=ladder, column=visitor_rank)
    verdicts = verdicts_of(table)
    counts = (days >= first) & (days <= last) & of_two_countries(table)
    if verdicts is not None:
        counts &= (verdicts == 1) | ((reading == "include") & (verdicts == 2))  # noqa: PLR2004
    n_groups = len(rank.labels)
    recorded = np.bincount(rank.codes[counts], minlength=n_groups)
    observed, counts = looked_at(table, days, counts, (first, last), coverage, ladder)
    number = np.bincount(rank.codes[counts], minlength=n_groups)
    begins = np.full(n_groups, last + 1, dtype=np.int64)
    np.minimum.at(begins, rank.codes[counts], days[counts])
    before = np.concatenate([[0], np.cumsum(observed)])[begins - first]
    total, none = int(observed.sum()), number == 0
    share = np.where(none, 0.0, before / max(total, 1))
    p = np.where(none, np.nan, np.exp(number * np.log1p(-share)))
    together = np.zeros(n_groups, dtype=np.uint32)
    adjusted = _core.adjusted(p, together, adjustment="holm")
    years = to_dates(begins).astype("datetime64[Y]").astype(np.int64) + 1970
    told = [
        f"from {year} on only" if at_most(one, alpha) else NOT_LATE
        for year, one in zip(years.tolist(), adjusted, strict=True)
    ]
    for group in np.flatnonzero(none):
        told[group] = LEFT_OUT if recorded[group] else NO_VISIT
    return table.build(
        {
            "group": rank.labels,
            "visits": number.astype(np.int64),
            "first": to_dates(begins, none),
            "first_year": np.ma.array(years, mask=none),
            "years_before": before / DAYS_A_YEAR,
            "p": p,
            "p_adjusted": adjusted,
            "verdict": told,
            "level": np.full(n_groups, float(level)),
        }
    )


def looked_at(
    table: Table,
    days: Days,
    counts: Flags,
    window: tuple[int, int],
    coverage: Frame | None,
    ladder: Sequence[str] | None = None,
) -> tuple[Flags, Flags]:
    """Return which days of the observation are compared, and which visits count."""
    if coverage is None:
        return np.ones(window[1] - window[0] + 1, dtype=bool), counts
    part = covered(
        read_coverage(coverage, *window, table, ladder=ladder), table, days, counts
    )
    return part.compared, counts & (part.status == 0)
