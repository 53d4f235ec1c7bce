"""Claims about dated series: what each month may be, by a linear programme."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import inf
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import linprog

from claim_oracle.printed import region_of
from claim_oracle.read import first_and_last
from claim_oracle.verdicts import (
    NOT_DETERMINED,
    NOT_REPRODUCED,
    REPRODUCED,
    Answer,
    as_float,
)

TINY = 1e-6


class Range(NamedTuple):
    """The least and the greatest that a number may be."""

    low: Fraction | float
    high: Fraction | float


NOTHING = Range(-inf, inf)


def answer(claim: dict[str, Any], rows: list[dict[str, str]]) -> Answer:
    """Judge a claim on series, which are rows of `series`, `date` and `value`."""
    summary = claim.get("summary", "sum")
    here = figure(claim["at"], rows, summary)
    if "of" in claim:
        here = quotient(here, figure(claim["of"], rows, summary), summary)
        return made(held(claim, here), here)
    if "printed" in claim:
        return made(held(claim, here), here)
    below = "lower_than" in claim
    there = figure(claim["lower_than" if below else "higher_than"], rows, summary)
    low, high = (here, there) if below else (there, here)
    if low.high < high.low - TINY:
        return made(REPRODUCED, here)
    return made(NOT_REPRODUCED if low.low > high.high - TINY else NOT_DETERMINED, here)


def held(claim: dict[str, Any], found: Range) -> str:
    region = region_of(claim)
    if region.covers(*found):
        return REPRODUCED
    return NOT_REPRODUCED if region.misses(*found) else NOT_DETERMINED


def made(verdict: str, found: Range) -> Answer:
    exact = found.high - found.low < TINY
    low = as_float(found.low) if found.low > -inf else None
    return Answer(verdict, low if exact else None, low, as_float(found.high), set())


def quotient(over: Range, under: Range, summary: str) -> Range:
    if min(over.low, under.low) < 0 or under.high == 0:
        return NOTHING
    if summary == "share" and over.low > under.high:
        return NOTHING
    high = over.high / under.low if under.low > 0 else inf
    low = over.low / under.high if under.high < inf else 0.0
    return Range(low, min(high, 1.0) if summary == "share" else high)


def figure(scope: dict[str, Any], rows: list[dict[str, str]], summary: str) -> Range:
    own = [row for row in rows if row["series"] == scope["series"] and row["value"]]
    first, last = first_and_last(scope["period"])
    if summary in {"sum", "share", "ratio"}:
        return total(own, first, last)
    steps = steps_of(own, first, last)
    if steps is None or not agree(own):
        return NOTHING
    whole = total(own, first, last)
    if summary == "mean":
        return Range(whole.low / len(steps), whole.high / len(steps))
    each = [stated(own, *step) or total(own, *step) for step in steps]
    low = max([whole.low / len(steps), *(one.low for one in each)])
    return Range(low, max(one.high for one in each))


def agree(own: list[dict[str, str]]) -> bool:
    """Whether some course of the series has all its figures."""
    first, last = first_and_last("2015-12/2016-12")
    return bool(limited(own, first, last, 0.0).status != 2)


def stated(own: list[dict[str, str]], first: int, last: int) -> Range | None:
    """What the first row of just these days says."""
    for row in own:
        if first_and_last(row["date"]) == (first, last):
            value, half = float(row["value"]), float(row.get("rounded_to") or 0) / 2
            return Range(exact(value - half), exact(value + half))
    return None


def total(own: list[dict[str, str]], first: int, last: int) -> Range:
    """The least and the greatest total of some days."""
    ends = []
    for sign in (1.0, -1.0):
        found = limited(own, first, last, sign)
        if found.status == 2:
            return NOTHING
        ends.append(exact(sign * found.fun) if found.status == 0 else -sign * inf)
    return Range(*ends)


def exact(number: float) -> Fraction:
    """Undo the last bits of a linear programme: figures have few decimals."""
    return Fraction(number).limit_denominator(10**6)


def limited(own: list[dict[str, str]], first: int, last: int, sign: float) -> Any:
    """Make a total the least that it may be: a variable for each stretch."""
    spans = [first_and_last(row["date"]) for row in own]
    cuts = sorted({first, last + 1} | {d for a, b in spans for d in (a, b + 1)})
    stretches = list(pairwise(cuts))
    grows = all(float(row["value"]) >= 0 for row in own)

    def covered(a: int, b: int) -> list[float]:
        return [float(a <= start and end <= b + 1) for start, end in stretches]

    limits, bounds = [], []
    for row, span in zip(own, spans, strict=True):
        half = float(row.get("rounded_to") or 0) / 2
        limits += [covered(*span), [-x for x in covered(*span)]]
        bounds += [float(row["value"]) + half, half - float(row["value"])]
    return linprog(
        sign * np.array(covered(first, last)),
        A_ub=np.array(limits).reshape(-1, len(stretches)) if limits else None,
        b_ub=bounds or None,
        bounds=(0 if grows else None, None),
    )


def steps_of(
    own: list[dict[str, str]], first: int, last: int
) -> list[tuple[int, int]] | None:
    """The days, months or years of a period, whichever is the shortest of the rows."""
    lengths = {len(row["date"]) for row in own if "/" not in row["date"]}
    if not lengths:
        return None
    cut = {10: 10, 7: 7, 4: 4}[max(lengths)]
    texts = [date.fromordinal(day).isoformat()[:cut] for day in range(first, last + 1)]
    steps = [first_and_last(text) for text in dict.fromkeys(texts)]
    return steps if steps[0][0] == first and steps[-1][1] == last else None


def close(one: float | None, other: float | None) -> bool:
    """Whether two ends agree, none for what nothing bounds."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= TINY * max(1.0, abs(one))
