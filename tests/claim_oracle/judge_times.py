"""Claims about lags and gaps: asked of the range of the value over all completions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from claim_oracle.gaps import completed_gaps
from claim_oracle.lags import (
    Lag,
    Range,
    answering_rows,
    completed_lags,
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
    claim: dict[str, Any],
    whole: Range | None,
    certain: bool,  # noqa: FBT001
    rows: set[int] | None,
) -> Answer:
    """Judge a printed number: borne out by the whole range, or by nothing of it."""
    if whole is None or not certain:
        return made(NOT_DETERMINED, claim, whole, rows)
    region = region_of(claim)
    low, high, _ = in_unit(whole, claim)
    verdict = NOT_DETERMINED
    if region.covers(low, high):
        verdict = REPRODUCED
    elif region.misses(low, high):
        verdict = NOT_REPRODUCED
    return made(verdict, claim, whole, rows)


def of_order(lower: Range, higher: Range) -> str:
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
        return of_print(claim, *spanned(gaps), None)
    if unanswerable(record, here):
        return NOTHING
    lags = list(completed_lags(record, here, unclear_counts=unclear_counts))
    judged = of_lags(claim, record, lags, unclear_counts=unclear_counts)
    return replace(judged, waits=tuple(lag.status for lag in lags[0]))


def of_lags(
    claim: dict[str, Any],
    record: Record,
    lags: list[list[Lag]],
    *,
    unclear_counts: bool,
) -> Answer:
    """Judge a claim about lags, which are these in each completion."""
    quantity = claim["quantity"]
    tau = record.conventions["tau"]
    whole, certain = spanned(summary(quantity, each, tau) for each in lags)
    rows = answering_rows(lags[0])
    if "printed" in claim:
        return of_print(claim, whole, certain, rows)
    if "censored" in claim:
        return made(of_censoring(claim, lags), claim, whole, rows)
    other, known = None, False
    there = claim["lower_than" if "lower_than" in claim else "higher_than"]
    if not unanswerable(record, there):
        lags = list(completed_lags(record, there, unclear_counts=unclear_counts))
        other, known = spanned(summary(quantity, each, tau) for each in lags)
    if whole is None or other is None or not (certain and known):
        return made(NOT_DETERMINED, claim, whole, rows)
    pair = (whole, other) if "lower_than" in claim else (other, whole)
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
