"""Claims about lags and gaps: asked of the range of the value over all completions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from claim_oracle.gaps import completed_gaps
from claim_oracle.lags import (
    Dated,
    Lag,
    Range,
    answering_rows,
    lags_and_visits,
    summary,
    unanswerable,
)
from claim_oracle.printed import region_of
from claim_oracle.verdicts import (
    NOT_DETERMINED,
    NOT_REPRODUCED,
    REPRODUCED,
    Answer,
    as_float,
    verdict_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claim_oracle.read import Record

Completed = tuple[list[Dated], Range | None]
"""A value in one completion, behind its visits."""

LAGS = {"lag", "mean_lag", "median_lag", "restricted_mean_lag"}
GAPS = {"open_gap", "longest_gap"}
NOTHING = Answer(NOT_DETERMINED, None, None, None, set())


def spanned(ranges: Iterable[Range | None]) -> tuple[Range | None, bool]:
    """Return the ends over all completions, and whether each of them has a value."""
    every = list(ranges)
    known = [one for one in every if one is not None]
    if not known:
        return None, False
    plain = every[0]
    whole = Range(
        min(one.low for one in known),
        max(one.high for one in known),
        None if plain is None else plain.value,
    )
    return whole, len(known) == len(every)


def of_print(
    claim: dict[str, Any], found: list[Completed], rows: set[int] | None
) -> Answer:
    """Judge a printed number, alike whichever visits without a source took place.

    Over the days of the others the whole range bears it out, or nothing of it.
    """
    without = {visit.row for dated, _ in found for _, visit in dated}
    without -= {visit.row for dated, _ in found for _, visit in dated if visit.sourced}
    by_sources = together(found, without).values()
    verdicts = {of_range(claim, *spanned(ranges)) for ranges in by_sources}
    verdict = verdicts.pop() if len(verdicts) == 1 else NOT_DETERMINED
    whole, _ = spanned(one for _, one in found)
    return made(verdict, claim, whole, rows)


def of_range(
    claim: dict[str, Any],
    whole: Range | None,
    certain: bool,  # noqa: FBT001
) -> str:
    if whole is None or not certain:
        return NOT_DETERMINED
    region = region_of(claim)
    low, high, _ = in_unit(whole, claim)
    if region.covers(low, high):
        return REPRODUCED
    return NOT_REPRODUCED if region.misses(low, high) else NOT_DETERMINED


def together(
    found: list[Completed], rows: set[int], *, on_days: bool = False
) -> dict[Any, list[Range | None]]:
    """Return the values by which of some visits took place, and on which days."""
    by: dict[Any, list[Range | None]] = {}
    for dated, value in found:
        own = [(one.visit.row, one.day if on_days else 0) for one in dated]
        key = frozenset(one for one in own if one[0] in rows)
        by.setdefault(key, []).append(value)
    return by


def of_order(lower: list[Completed], higher: list[Completed]) -> str:
    """Judge an order alike whatever became of the visits on which both hang."""
    rows = [
        {one.visit.row for dated, _ in side for one in dated}
        for side in (lower, higher)
    ]
    one, other = (
        together(side, rows[0] & rows[1], on_days=True) for side in (lower, higher)
    )
    verdicts = {of_ends(*spanned(one[key]), *spanned(other[key])) for key in one}
    return verdicts.pop() if len(verdicts) == 1 else NOT_DETERMINED


def of_ends(
    lower: Range | None,
    certain: bool,  # noqa: FBT001
    higher: Range | None,
    known: bool,  # noqa: FBT001
) -> str:
    if lower is None or higher is None or not (certain and known):
        return NOT_DETERMINED
    if lower.high < higher.low:
        return REPRODUCED
    return NOT_REPRODUCED if lower.low >= higher.high else NOT_DETERMINED


def in_unit(whole: Range, claim: dict[str, Any]) -> Range:
    """Return a range of days in the unit of a claim."""
    if claim.get("unit", "days") == "days":
        return whole
    year = Fraction("365.25")
    value = None if whole.value is None else whole.value / year
    return Range(whole.low / year, whole.high / year, value)


def made(
    verdict: str, claim: dict[str, Any], whole: Range | None, rows: set[int] | None
) -> Answer:
    if whole is None:
        return Answer(verdict, None, None, None, rows)
    low, high, value = (as_float(end) for end in in_unit(whole, claim))
    return Answer(verdict, value, low, high, rows)


def answer(claim: dict[str, Any], record: Record, *, unclear_counts: bool) -> Answer:
    """Judge a claim about lags or gaps, in one reading of unclear visits."""
    here = claim.get("at", {})
    quantity = claim["quantity"]
    if quantity in GAPS:
        gaps = completed_gaps(quantity, record, here, unclear_counts=unclear_counts)
        return of_print(claim, list(gaps), None)
    if unanswerable(record, here):
        return NOTHING
    found = list(lags_and_visits(record, here, unclear_counts=unclear_counts))
    judged = of_lags(claim, record, found, unclear_counts=unclear_counts)
    return replace(judged, waits=tuple(lag.status for lag in found[0][1]))


def of_lags(
    claim: dict[str, Any],
    record: Record,
    found: list[tuple[list[Dated], list[Lag]]],
    *,
    unclear_counts: bool,
) -> Answer:
    """Judge a claim about lags, which are these in each completion."""
    quantity = claim["quantity"]
    tau = record.conventions["tau"]
    here = [(dated, summary(quantity, each, tau)) for dated, each in found]
    rows = answering_rows(found[0][1])
    if "printed" in claim:
        return of_print(claim, here, rows)
    whole, _ = spanned(one for _, one in here)
    if "censored" in claim:
        return made(
            of_censoring(claim, [lags for _, lags in found]), claim, whole, rows
        )
    there = claim["lower_than" if "lower_than" in claim else "higher_than"]
    if unanswerable(record, there):
        return made(NOT_DETERMINED, claim, whole, rows)
    others = [
        (dated, summary(quantity, each, tau))
        for dated, each in lags_and_visits(record, there, unclear_counts=unclear_counts)
    ]
    pair = (here, others) if "lower_than" in claim else (others, here)
    return made(of_order(*pair), claim, whole, rows)


def of_censoring(claim: dict[str, Any], lags: list[list[Lag]]) -> str:
    """Judge whether a shock still waited for its answer, over all completions."""
    outcomes: list[bool | None] = []
    for each in lags:
        status = each[0].status if each else None
        if status in {"observed", "censored"}:
            outcomes.append((status == "censored") == claim["censored"])
        else:
            outcomes.append(None)
    return verdict_of(outcomes)
