"""Lags: from each shock to the first visit that answers it, and their summaries."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from claim_oracle.eras import visits_of_scope
from claim_oracle.read import Record, Shock, Visit, first_and_last
from claim_oracle.select import Scope, completions_of_sources

if TYPE_CHECKING:
    from collections.abc import Iterator

HALF = Fraction(1, 2)


class Dated(NamedTuple):
    """A visit on one of the days that it may have been."""

    day: int
    visit: Visit


@dataclass(frozen=True)
class Lag:
    """What is known of one lag: the days waited, so far if it is censored."""

    status: str
    days: int = 0
    row: int | None = None

    @property
    def known(self) -> bool:
        return self.status in {"observed", "censored"}


class Range(NamedTuple):
    """The values that a quantity may have, and the one of the plain reading."""

    low: Fraction | float
    high: Fraction | float
    value: Fraction | None

    @classmethod
    def exactly(cls, value: Fraction | int) -> Range:
        return cls(Fraction(value), Fraction(value), Fraction(value))

    @classmethod
    def more_than(cls, days: int) -> Range:
        return cls(Fraction(days + 1), inf, None)


def completions_of_days(
    record: Record, scope: Scope, *, unclear_counts: bool
) -> Iterator[list[Dated]]:
    """Yield what visits there may have been: every set of sources, every set of days.

    The first list is the plain reading.
    """
    visits = visits_of_scope(record, scope)
    for counted in completions_of_sources(
        visits, record, unclear_counts=unclear_counts
    ):
        for days in product(*[visit.days for visit in counted]):
            yield [Dated(day, visit) for day, visit in zip(days, counted, strict=True)]


def observed(visits: list[Dated], record: Record) -> list[Dated]:
    """Return the visits of a completion; days that were not observed hold none."""
    return [one for one in visits if record.window.holds(one.day)]


def first_answer(shock: Shock, day: int, visits: list[Dated], record: Record) -> Lag:
    """Return the lag of a shock, other shocks aside."""
    if day > record.window.through:
        return Lag("shock_after_end")
    if day < record.window.since:
        return Lag("shock_before_start")
    best: Dated | None = None
    for one in visits:
        if shock.pair is not None and one.visit.pair != shock.pair:
            continue
        in_time = one.day >= day
        if record.conventions["same_day"] == "exclude":
            in_time = one.day > day
        if in_time and (best is None or one.day < best.day):
            best = one
    if best is None:
        return Lag("censored", record.window.through - day)
    return Lag("observed", best.day - day, best.visit.row)


def pair_of(shock: Shock, pairs: set[frozenset[str]]) -> frozenset[str] | None:
    """Return for whose visits a shock waits: if it does not say, the only pair's."""
    if shock.pair is None and len(pairs) == 1:
        return next(iter(pairs))
    return shock.pair


def matter_to_each_other(one: Shock, other: Shock, pairs: set[frozenset[str]]) -> bool:
    """Whether two shocks may wait for the same visit, of these pairs of countries.

    Where there are several, a shock without countries is one of each.
    """
    if other.pair is None and len(pairs) > 1:
        return True
    return pair_of(one, pairs) == pair_of(other, pairs)


def answered_by(lag: Lag, until: int, record: Record) -> bool:
    """Whether a lag ended before another shock that came `until` days after its own.

    A visit on the very day of that shock answers it, so it does not end this lag;
    but it does if a visit on the day of a shock cannot answer that shock.
    """
    if lag.status != "observed":
        return False
    if record.conventions["same_day"] == "exclude":
        return lag.days <= until
    return lag.days < until


def lag_of(
    which: int,
    shock_days: tuple[int, ...],
    visits: list[Dated],
    pairs: set[frozenset[str]],
    record: Record,
) -> Lag:
    """Return the lag of one shock among all shocks of the study."""
    shock, day = record.shocks[which], shock_days[which]
    own = pair_of(shock, pairs)
    visits = [one for one in visits if own is None or one.visit.pair == own]
    alone = first_answer(shock, day, visits, record)
    if not alone.known:
        return alone
    others = [
        (other, other_day)
        for other, other_day in zip(record.shocks, shock_days, strict=True)
        if record.window.holds(other_day) and matter_to_each_other(shock, other, pairs)
    ]
    rule = record.conventions["overlap"]
    if rule == "latest":
        later = [other_day for _, other_day in others if other_day > day]
        if later and not answered_by(alone, min(later) - day, record):
            return Lag("censored", min(later) - day)
    if rule == "first":
        for other, other_day in others:
            if other_day < day:
                before = first_answer(other, other_day, visits, record)
                if not answered_by(before, day - other_day, record):
                    return Lag("left_out")
    return alone


def named_shocks(
    record: Record, scope: Scope, shock_days: tuple[int, ...]
) -> list[int]:
    """Return the positions of the shocks that a scope names, on the days they have."""
    wanted = scope.get("shocks", [shock.id for shock in record.shocks])
    named = [which for which, shock in enumerate(record.shocks) if shock.id in wanted]
    if "period" in scope:
        first, last = first_and_last(str(scope["period"]))
        named = [which for which in named if first <= shock_days[which] <= last]
    return named


def unanswerable(record: Record, scope: Scope) -> bool:
    """Whether a shock of no named countries would wait for several pairs."""
    pairs = {visit.pair for visit in visits_of_scope(record, scope)}
    plain = tuple(shock.days[0] for shock in record.shocks)
    wanted = named_shocks(record, scope, plain)
    nameless = [which for which in wanted if record.shocks[which].pair is None]
    return len(pairs) > 1 and len(nameless) > 0


def completed_lags(
    record: Record, scope: Scope, *, unclear_counts: bool
) -> Iterator[list[Lag]]:
    """Yield the lags of a scope in every completion, the plain one first."""
    for _, lags in lags_and_visits(record, scope, unclear_counts=unclear_counts):
        yield lags


def lags_and_visits(
    record: Record, scope: Scope, *, unclear_counts: bool
) -> Iterator[tuple[list[Dated], list[Lag]]]:
    """Yield the same, each behind the visits that there are in it."""
    pairs = {visit.pair for visit in visits_of_scope(record, scope)}
    for shock_days in product(*[shock.days for shock in record.shocks]):
        named = named_shocks(record, scope, shock_days)
        for dated in completions_of_days(record, scope, unclear_counts=unclear_counts):
            visits = observed(dated, record)
            lags = [lag_of(one, shock_days, visits, pairs, record) for one in named]
            yield dated, lags


def survival(lags: list[Lag]) -> list[tuple[int, Fraction]]:
    """Return the Kaplan-Meier curve: the days on which it falls, and to what."""
    points = []
    left = Fraction(1)
    for day in sorted({lag.days for lag in lags if lag.status == "observed"}):
        waiting = sum(lag.days >= day for lag in lags)
        answered = sum(lag.status == "observed" and lag.days == day for lag in lags)
        left *= Fraction(waiting - answered, waiting)
        points.append((day, left))
    return points


def mean(lags: list[Lag]) -> Range | None:
    """Return the mean of the lags that were answered."""
    days = [lag.days for lag in lags if lag.status == "observed"]
    return Range.exactly(Fraction(sum(days), len(days))) if days else None


def median(lags: list[Lag]) -> Range | None:
    """Return the first day on which at most half still wait.

    If exactly half do, every day up to the next answer may be meant, and its value is
    the middle of these; it may be as far away as one likes while it has not come.
    """
    points = survival(lags)
    for place, (day, left) in enumerate(points):
        if left < HALF:
            return Range.exactly(day)
        if left == HALF:
            after = points[place + 1 :]
            if not after:
                return Range(Fraction(day), inf, Fraction(day))
            until = Fraction(after[0][0])
            return Range(Fraction(day), until, (day + until) / 2)
    return None


def restricted_mean(lags: list[Lag], tau: int | None) -> Range | None:
    """
    Return the area under the curve up to tau.

    Without one up to the shortest censored lag of a day or more, or the longest lag.
    """
    if not lags:
        return None
    censored = [lag.days for lag in lags if lag.status == "censored" and lag.days]
    end = min(censored, default=max(lag.days for lag in lags)) if tau is None else tau
    area, height, since = Fraction(0), Fraction(1), 0
    for day, left in survival(lags):
        if day < end:
            area += height * (day - since)
            height, since = left, day
    return Range.exactly(area + height * (end - since))


def summary(quantity: str, lags: list[Lag], tau: int | None) -> Range | None:
    """Return a lag, or what is said of several; none where there is none."""
    known = [lag for lag in lags if lag.known]
    if quantity == "mean_lag":
        return mean(known)
    if quantity == "median_lag":
        return median(known)
    if quantity == "restricted_mean_lag":
        return restricted_mean(known, tau)
    if not known:
        return None
    (only,) = known
    if only.status == "observed":
        return Range.exactly(only.days)
    return Range.more_than(only.days)


def answering_rows(lags: list[Lag]) -> set[int]:
    return {lag.row for lag in lags if lag.row is not None}
