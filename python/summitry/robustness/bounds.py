"""What imprecise dates and unknown attributes leave open: bounds and certainty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.claims.statement import refuse_other
from summitry.exceptions import InputError
from summitry.frames import Frame, Table
from summitry.frames.arguments import known_name
from summitry.frames.dates import day_of
from summitry.measure.conditions import meets
from summitry.measure.counts import stack
from summitry.robustness.era_spans import era_spans, spans_of
from summitry.robustness.open_record import OpenRecord
from summitry.robustness.standings import position_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry.claims.findings import Finding
    from summitry.measure.weights import Scheme

_EXPOSURES = ("days", "calendar_years")


def bounds(
    visits: Frame,
    eras: Frame,
    *,
    through: Any,
    since: Any,
    scheme: Scheme | Mapping[str, Mapping[Any, float]] | None = None,
    unknown: Sequence[str] = ("unknown",),
    unclear: str = "open",
    exposure: str = "days",
    handover: str = "successor",
    date: str = "date",
) -> Frame:
    """
    The least and greatest count, frequency and rank of each era that the record allows.

    A date known to the month or the year is any of its days, an unknown category any
    of the scheme's, and a visit of which it is unclear whether it qualifies may or may
    not count.

    Parameters
    ----------
    visits : frame of n rows
        As for `era_frequency`. Dates may be texts that name a month, a year or a range,
        or a first day with a last one in ``<date>_latest``, as `expand_dates` gives.
    eras, through, since, exposure, handover
        As for `era_frequency`.
    scheme : Scheme or mapping, optional
        What a visit is worth.
    unknown : sequence of str, default ("unknown",)
        Categories of the scheme's columns that stand for an unknown one; a missing
        value always does.
    unclear : {"open", "exclude", "include"}
        Whether unclear visits may count, do not, or do.
    date : str, default "date"
        The column that dates a visit.

    Returns
    -------
    frame, the kind that was given
        One row an era: its columns, ``days``, ``years``, and ``count_lower``,
        ``count_upper``, ``frequency_lower``, ``frequency_upper``, ``rank_lower`` and
        ``rank_upper`` (1 is lowest); with weights also ``weighted_count_``,
        ``weighted_frequency_`` and ``weighted_rank_`` ``lower`` and ``upper``.

    Raises
    ------
    TenureError
        If an era is reversed or empty, is named twice, or shares days with another.
    CategoryError
        If a category is neither in the scheme nor unknown.
    InputError
        If a date cannot be read.

    Notes
    -----
    Counts and frequencies: both ends are attained by some completion. Ranks come from
    pairs of eras, one being certainly lower if the greatest difference of the two is
    below 0; they are never narrower than what completions attain. Nothing is
    enumerated: the cost is one pass over the visits for each pair of eras.

    References
    ----------
    Manski (2003), Partial Identification of Probability Distributions, chapter 1.

    Examples
    --------
    >>> import summitry
    >>> visits = {"date": ["2012-11", "2013-05-22", "2016"]}
    >>> eras = {
    ...     "era": ["Hu", "Xi"],
    ...     "start": ["2002-11-15", "2012-11-15"],
    ...     "end": ["2012-11-15", None],
    ... }
    >>> found = summitry.bounds(visits, eras, since="2002-11-15", through="2017-03-15")
    >>> found[["era", "count_lower", "count_upper"]]
      era  count_lower  count_upper
    0  Hu            0            1
    1  Xi            2            3
    """
    known_name(exposure, _EXPOSURES, "exposure")
    table = Table(visits, "visits")
    record = OpenRecord(
        table, date=date, unclear=unclear, scheme=scheme, unknown=unknown
    )
    lists = era_spans(table, eras, (since, through), exposure, handover)
    parts = []
    for one in lists:
        columns = one.key_columns()
        plain = _core.era_bounds(record.unweighted(one.keep), one.spans)
        columns |= _named("", plain)
        if scheme is not None:
            columns |= _named(
                "weighted_", _core.era_bounds(record.known(one.keep), one.spans)
            )
        parts.append(columns)
    return table.build(stack(parts))


def certainty(
    visits: Frame,
    eras: Frame,
    finding: Finding,
    *,
    through: Any,
    since: Any,
    scheme: Scheme | Mapping[str, Mapping[Any, float]] | None = None,
    unknown: Sequence[str] = ("unknown",),
    unclear: str = "open",
    exposure: str = "days",
    handover: str = "successor",
    date: str = "date",
    tied: str = "holds",
) -> str:
    """
    Whether a finding holds in every, some or no completion of an imprecise record.

    Parameters
    ----------
    visits, eras, through, since, scheme, unknown, unclear, exposure, handover, date
        As for `bounds`.
    finding : Finding
        What is said of the eras of one list.
    tied : {"holds", "fails"}
        Whether a finding on places or orders survives a tie.

    Returns
    -------
    {"certain", "possible", "impossible"}
        "possible" also where the completions are too many to show either.

    Raises
    ------
    CategoryError
        If there is no such era.
    InputError
        If the eras are of several lists and the finding does not say which, or an era
        that it names has no exposure.

    Notes
    -----
    What the bounds of eras and of pairs of eras prove is proved without enumeration;
    for the rest the tables of counts that completions reach are gone through, as long
    as those are no more than a quarter of a million on the way.

    Examples
    --------
    >>> import summitry
    >>> visits = {"date": ["2012-11", "2013-05-22", "2016"]}
    >>> eras = {
    ...     "era": ["Hu", "Xi"],
    ...     "start": ["2002-11-15", "2012-11-15"],
    ...     "end": ["2012-11-15", None],
    ... }
    >>> lowest = summitry.Finding.lowest("Hu")
    >>> summitry.certainty(
    ...     visits, eras, lowest, since="2002-11-15", through="2017-03-15"
    ... )
    'certain'
    """
    known_name(exposure, _EXPOSURES, "exposure")
    known_name(tied, ("holds", "fails"), "tied")
    refuse_other(finding, "finding")
    if finding.is_wait:
        raise InputError("a waiting time has bounds by lag_bounds", code="not_on_eras")
    table = Table(visits, "visits")
    used = scheme if finding.is_weighted else None
    if finding.is_weighted and scheme is None:
        raise InputError(
            "a weighted finding needs a scheme", code="no_weights", column="scheme"
        )
    record = OpenRecord(table, date=date, unclear=unclear, scheme=used, unknown=unknown)
    lists = era_spans(table, eras, (since, through), exposure, handover)
    one = spans_of(lists, finding)
    keep = one.keep & _where(table, finding)
    starts, ends, years = one.spans
    if finding.quantity.endswith("count"):
        years = np.where(years > 0, 1.0, 0.0)
    argument = finding.argument(
        [position_of(era, one.axis.labels) for era in finding.eras]
    )
    return _core.certainty(
        record.known(keep), (starts, ends, years), argument, ties_hold=tied == "holds"
    )


def lag_bounds(
    shocks: Frame,
    visits: Frame,
    *,
    through: Any,
    since: Any,
    where: Mapping[str, Any] | None = None,
    unclear: str = "open",
    same_day: str = "include",
    date: str = "date",
) -> Frame:
    """
    The least and greatest lag of each shock that the record allows.

    Parameters
    ----------
    shocks : frame of n rows
        With ``date``, as exact or imprecise as those of the visits.
    visits : frame
        The visits of one pair of countries.
    through, since, same_day
        As for `response_lags`.
    where : mapping of column to condition, optional
        Which visits answer.
    unclear, date
        As for `bounds`.

    Returns
    -------
    frame of n rows, the kind of `shocks`
        The shocks' columns, ``lag_lower`` (null if no completion answers the shock),
        ``lag_upper`` (null if some completion does not) and ``measured`` (False for a
        shock that may lie outside the observation).

    Raises
    ------
    InputError
        If a date cannot be read.

    Notes
    -----
    Both ends are attained by some completion. A visit dated to a month in which the
    shock falls may be an answer to it or not.

    Examples
    --------
    >>> import summitry
    >>> shocks = {"date": ["2015-09-20"]}
    >>> visits = {"date": ["2015-10"]}
    >>> found = summitry.lag_bounds(
    ...     shocks, visits, since="2015-01-01", through="2017-03-15"
    ... )
    >>> found[["lag_lower", "lag_upper"]]
       lag_lower  lag_upper
    0         11         41
    """
    shock_table, table = Table(shocks, "shocks"), Table(visits, "visits")
    record = OpenRecord(table, date=date, unclear=unclear)
    first, last = OpenRecord.days(shock_table, "date")
    start, end = day_of(since, "since"), day_of(through, "through")
    keep = meets(table, where or {})
    (lower, upper), _ = _core.lag_bounds(
        record.known(keep), first, last, since=start, through=end, same_day=same_day
    )
    return shock_table.with_columns(
        {
            "lag_lower": np.ma.array(lower, mask=lower < 0),
            "lag_upper": np.ma.array(upper, mask=upper < 0),
            "measured": lower > -2,  # noqa: PLR2004
        }
    )


def _where(table: Table, finding: Finding) -> npt.NDArray[np.bool_]:
    conditions = [dict(scope.where) for scope in finding.scopes]
    if any(one != conditions[0] for one in conditions):
        raise InputError(
            "bounds compare eras on the same visits", code="several_subsets"
        )
    return meets(table, conditions[0])


def _named(prefix: str, found: Any) -> dict[str, Any]:
    counts, sums, frequencies, places = found
    amounts = [sums, frequencies] if prefix else [counts, frequencies]
    columns: dict[str, Any] = {}
    for name, (lower, upper) in zip(("count", "frequency"), amounts, strict=True):
        whole = name == "count" and not prefix
        columns[f"{prefix}{name}_lower"] = lower.astype(np.int64) if whole else lower
        columns[f"{prefix}{name}_upper"] = upper.astype(np.int64) if whole else upper
    for end, values in zip(("lower", "upper"), places, strict=True):
        ranks = values.astype(np.int64)
        columns[f"{prefix}rank_{end}"] = np.ma.array(ranks, mask=ranks == 0)
    return columns
