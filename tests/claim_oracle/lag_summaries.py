"""The summary of the lags that a run shows, one for each reading of unclear visits."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from claim_oracle.eras import visits_of_scope
from claim_oracle.lags import (
    Dated,
    Lag,
    lag_of,
    mean,
    median,
    restricted_mean,
    unanswerable,
)
from claim_oracle.select import completions_of_sources, readings_of_unclear

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claim_oracle.lags import Range
    from claim_oracle.read import Record

    Of = Callable[[list[Lag]], Range | None]

READINGS = {False: "without unclear", True: "with unclear"}


class Number(NamedTuple):
    """A number on the first days, and its ends over all days that dates may be.

    The least and the greatest are not asked for where some days leave out a shock.
    """

    value: float | None
    least: float | None
    greatest: float | None


@dataclass(frozen=True)
class SummaryRow:
    """One reading of the visits."""

    n: int
    observed: int
    complete_case_mean: Number
    median: Number
    restricted_mean: Number
    tau: float | None
    extrapolated: bool
    whole: bool
    """Whether every shock has a lag on all days that dates may be."""


def summaries_of(record: Record) -> dict[str, SummaryRow]:
    """Return the summaries, by reading; none where no lags can be told."""
    if unanswerable(record, {}):
        return {}
    return {
        READINGS[counts]: _summary(
            [
                [lag for lag in lags if lag.known]
                for lags in _lags_by_days(record, unclear_counts=counts)
            ],
            record.conventions["tau"],
        )
        for counts in readings_of_unclear(record)
    }


def _lags_by_days(record: Record, *, unclear_counts: bool) -> Iterator[list[Lag]]:
    """Yield the lags on every set of days, whatever the sources."""
    visits = visits_of_scope(record, {})
    pairs = {visit.pair for visit in visits}
    counted = next(
        completions_of_sources(visits, record, unclear_counts=unclear_counts)
    )
    for shock_days in product(*[shock.days for shock in record.shocks]):
        for days in product(*[visit.days for visit in counted]):
            dated = [Dated(*one) for one in zip(days, counted, strict=True)]
            seen = [one for one in dated if record.window.holds(one.day)]
            yield [
                lag_of(which, shock_days, seen, pairs, record)
                for which in range(len(record.shocks))
            ]


def _summary(every: list[list[Lag]], tau: int | None) -> SummaryRow:
    plain = every[0]
    horizon = _horizon(every) if tau is None else tau
    running = [lag.days for lags in every for lag in lags if lag.status == "censored"]
    return SummaryRow(
        n=len(plain),
        observed=sum(lag.status == "observed" for lag in plain),
        complete_case_mean=_number(every, mean),
        median=_median(every),
        restricted_mean=_number(every, lambda lags: restricted_mean(lags, horizon)),
        tau=None if horizon is None or not plain else float(horizon),
        extrapolated=bool(plain) and min(running, default=inf) < (horizon or 0),
        whole=len({len(lags) for lags in every}) == 1,
    )


def _horizon(every: list[list[Lag]]) -> int | None:
    """The shortest lag of a day or more that may still run, else the longest lag.

    It is one for all days that dates may be, and a day at least where nothing runs.
    """
    lags = [lag for each in every for lag in each]
    running = [lag.days for lag in lags if lag.status == "censored"]
    shortest = min((days for days in running if days), default=None)
    longest = max((lag.days for lag in lags), default=None)
    if shortest is None and longest is not None and not running:
        return max(longest, 1)
    return longest if shortest is None else shortest


def _number(every: list[list[Lag]], of: Of) -> Number:
    found = [of(lags) for lags in every]
    known = [one for one in found if one is not None]
    return Number(
        None if found[0] is None else float(found[0].low),
        float(min(one.low for one in known)) if known else None,
        float(max(one.high for one in known)) if None not in found else None,
    )


def _median(every: list[list[Lag]]) -> Number:
    """The middle of the days on which just half wait, or of all that are left."""
    _, least, greatest = _number(every, median)
    first = median(every[0])
    value = None
    if first is not None:
        last = max(lag.days for lag in every[0])
        until = Fraction(last) if first.high == inf else Fraction(first.high)
        value = float((Fraction(first.low) + until) / 2)
    return Number(value, least, None if greatest == inf else greatest)
