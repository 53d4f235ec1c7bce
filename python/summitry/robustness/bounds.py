"""What imprecise dates and unknown attributes leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.claims.claim import refuse_narrow, refuse_other
from summitry.exceptions import InputError
from summitry.frames import Frame, Table
from summitry.frames.arguments import known_name
from summitry.frames.dates import day_of
from summitry.frames.spans import day_spans
from summitry.measure.counts import stack
from summitry.measure.dyads import warn_of_sides
from summitry.measure.selection import matching
from summitry.measure.shock_pairs import pair_groups
from summitry.robustness.bounds_result import Bounds
from summitry.robustness.era_spans import era_spans, spans_of
from summitry.robustness.fragility import test_of
from summitry.robustness.kind_types import bounding
from summitry.robustness.open_record import OpenRecord

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry.claims.claim import Claim
    from summitry.frames.same_kind import KindT
    from summitry.frames.word_types import Date, Exposure, Handover, SameDay
    from summitry.measure.shock_pairs import PairGroups
    from summitry.measure.weights import Scheme
    from summitry.robustness.era_spans import EraSpans

_EXPOSURES = ("days", "calendar_years")


@bounding
def bounds(
    visits: Frame,
    eras: KindT | None = None,
    shocks: Frame | None = None,
    *,
    since: Date,
    through: Date,
    claim: Claim | None = None,
    scheme: Scheme | Mapping[str, Mapping[Any, float]] | None = None,
    unknown: Sequence[str] = ("unknown",),
    unclear: str = "open",
    exposure: Exposure = "days",
    handover: Handover = "successor",
    same_day: SameDay = "include",
    method: str = "dispersed",
    level: float = 0.95,
    adjustment: str = "holm",
    where: Mapping[str, Any] | None = None,
    date: str = "date",
) -> Bounds[Frame]:
    """
    The least and greatest count, frequency, rank and lag that the record allows.

    A date known to the month or the year is any of its days, an unknown category any
    of the scheme's, and a visit of which it is unclear whether it qualifies may or may
    not count.

    Parameters
    ----------
    visits : frame of n rows
        As for `era_frequency`. Dates may be texts that name a month, a year or a range,
        or a first day with a last one in ``<date>_latest``, as `expand_dates` gives.
    eras : frame, optional
        As for `era_frequency`.
    shocks : frame, optional
        With ``date``, as exact or imprecise as those of the visits, and ``origin`` and
        ``destination`` as for `response_lags`.
    since, through, exposure, handover
        As for `era_frequency`.
    claim : Claim, optional
        What is said of the eras of one list.
    scheme : Scheme or mapping, optional
        What a visit is worth.
    unknown : sequence of str, default ("unknown",)
        Categories of the scheme's columns that stand for an unknown one; a missing
        value always does.
    unclear : {"open", "exclude", "include"}
        Whether unclear visits may count, do not, or do.
    same_day : {"include", "exclude"}
        Whether a visit on the day of a shock answers it.
    method, level, adjustment
        By which test two eras are told apart, as for `compare_eras`; for a claim that
        they are. How much years vary is measured once, on the visits that surely count,
        each on its first day.
    where : mapping of column to condition, optional
        Which visits are meant.
    date : str, default "date"
        The column that dates a visit.

    Returns
    -------
    Bounds
        A table of the eras, a table of the lags and the verdict on the claim, as far as
        they are asked for.

    Raises
    ------
    TenureError
        If an era is reversed or empty, is named twice, or shares days with another.
    CategoryError
        If a category is neither in the scheme nor unknown, or there is no such era.
    InputError
        If a date cannot be read, nothing is asked for, or the eras are of several lists
        and the claim does not say which.

    Notes
    -----
    Counts, frequencies and lags: both ends are attained by some completion. Ranks come
    from pairs of eras, one being certainly lower if the greatest difference of the two
    is below 0; they are never narrower than what completions attain. Nothing is
    enumerated but for a claim that the bounds do not prove: there the tables of counts
    that completions reach are gone through, up to a quarter of a million.

    References
    ----------
    Manski (2003), Partial Identification of Probability Distributions, chapter 1.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> visits = pd.DataFrame({"date": ["2012-11", "2013-05-22", "2016"]})
    >>> eras = {
    ...     "era": ["Hu", "Xi"],
    ...     "start": ["2002-11-15", "2012-11-15"],
    ...     "end": ["2012-11-15", None],
    ... }
    >>> seen = {"since": "2002-11-15", "through": "2017-03-15"}
    >>> lowest = summitry.Claim.lowest("Hu")
    >>> found = summitry.bounds(visits, eras, claim=lowest, **seen)
    >>> found.eras[["era", "count_lower", "count_upper"]]
      era  count_lower  count_upper
    0  Hu            0            1
    1  Xi            2            3
    >>> found.verdict
    'certain'
    >>> test = pd.DataFrame({"date": ["2012-10-20"]})
    >>> found = summitry.bounds(visits, shocks=test, **seen)
    >>> found.lags[["lag_lower", "lag_upper"]]
       lag_lower  lag_upper
    0         12         41
    """
    known_name(exposure, _EXPOSURES, "exposure")
    if eras is None and shocks is None:
        raise InputError(
            "there is nothing to bound: give eras, or shocks", code="nothing_asked"
        )
    table = Table(visits, "visits")
    keep = matching(table, where)
    record = OpenRecord(
        table, date=date, unclear=unclear, scheme=scheme, unknown=unknown
    )
    if claim is not None:
        refuse_other(claim, "claim")
        if claim.is_wait or eras is None:
            raise InputError(
                "the claim is not one on eras; `lags` has the bounds of waits",
                code="not_on_eras",
                column="claim",
            )
    window = (since, through)
    by_era, verdict, lags = None, None, None
    lists = [] if eras is None else era_spans(table, eras, window, exposure, handover)
    sides = [side for one in lists for side in (one.axis.side, one.axis.other_side)]
    if shocks is None:
        warn_of_sides(table, sides)
    else:
        asked = Table(shocks, "shocks")
        named = [side for side in sides if side is not None]
        pairs = pair_groups(asked, table, None, named)
        lags = _of_lags(record, asked, keep, pairs, window, same_day)
    if eras is not None:
        by_era = _of_eras(table, record, lists, keep, weighted=scheme is not None)
        if claim is not None:
            one = spans_of(lists, claim)
            verdict = (
                _apart(
                    *(table, record, one, claim, keep, exposure),
                    test_of(method, level, adjustment),
                )
                if claim.is_told_apart
                else _verdict(table, record, one, claim, keep, scheme)
            )
    return Bounds(by_era, lags, verdict)


def _of_eras(
    table: Table,
    record: OpenRecord,
    lists: list[Any],
    keep: npt.NDArray[np.bool_],
    *,
    weighted: bool,
) -> Frame:
    parts = []
    for one in lists:
        columns = one.key_columns()
        own = one.keep & keep
        columns |= _named("", _core.era_bounds(record.unweighted(own), one.spans))
        if weighted:
            found = _core.era_bounds(record.known(own), one.spans)
            columns |= _named("weighted_", found)
        parts.append(columns)
    return table.build(stack(parts))


def _verdict(
    table: Table,
    record: OpenRecord,
    one: Any,
    claim: Claim,
    keep: npt.NDArray[np.bool_],
    scheme: object,
) -> str:
    refuse_narrow(claim, ("where",), "a list of bounds")
    if claim.is_weighted and scheme is None:
        raise InputError(
            "a weighted claim needs a scheme", code="no_scheme", column="scheme"
        )
    own = one.keep & keep & _where(table, claim)
    starts, ends, years = one.spans
    if claim.is_on_counts:
        years = np.where(years > 0, 1.0, 0.0)
    known = record.known(own) if claim.is_weighted else record.unweighted(own)
    spans = (starts, ends, years)
    return _core.bounds_verdict(known, spans, claim.core, one.axis.labels)


def _apart(
    table: Table,
    record: OpenRecord,
    one: EraSpans,
    claim: Claim,
    keep: npt.NDArray[np.bool_],
    exposure: str,
    test: _core._Test,
) -> str:
    """Whether two eras are told apart in every, some or no completion."""
    refuse_narrow(claim, ("where",), "a list of bounds")
    known = record.unweighted(one.keep & keep & _where(table, claim))
    labels = one.axis.labels
    return _core.apart_verdict(known, one.spans, claim.core, labels, exposure, test)


def _of_lags(
    record: OpenRecord,
    shocks: Table,
    keep: npt.NDArray[np.bool_],
    pairs: PairGroups,
    window: tuple[Any, Any],
    same_day: str,
) -> Frame:
    first, last = day_spans(shocks, "date")
    lower, upper = np.zeros((2, len(shocks)), dtype=np.int64)
    for pair in np.unique(pairs.shocks):
        own = pairs.shocks == pair
        lower[own], upper[own] = _core.bounds_of_lags(
            record.known(keep & (pairs.visits == pair)),
            first[own],
            last[own],
            since=day_of(window[0], "since"),
            through=day_of(window[1], "through"),
            same_day=same_day,
        )
    return shocks.with_columns(
        {
            "lag_lower": np.ma.array(lower, mask=lower < 0),
            "lag_upper": np.ma.array(upper, mask=upper < 0),
            "measured": lower > -2,  # noqa: PLR2004
        }
    )


def _where(table: Table, claim: Claim) -> npt.NDArray[np.bool_]:
    conditions = [dict(scope.where) for scope in claim.scopes]
    if any(one != conditions[0] for one in conditions):
        raise InputError(
            "bounds compare eras on the same visits", code="several_subsets"
        )
    return matching(table, conditions[0])


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
