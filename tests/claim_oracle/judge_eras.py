"""Claims about counts and frequencies: asked in every completion."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any

from oracle import Year

from claim_oracle.apart import fewest_that_flip, is_being, p_of_pair
from claim_oracle.eras import Place, count, label, number, place, places
from claim_oracle.printed import region_of
from claim_oracle.read import Record, Visit
from claim_oracle.select import completions_of_sources
from claim_oracle.verdicts import Answer, as_float, verdict_of

Question = Callable[[list[Visit]], bool | None]
Quantity = Callable[[list[Visit]], Fraction | None]

BASE = {
    "count": "count",
    "frequency": "frequency",
    "weighted_frequency": "weighted_frequency",
    "ratio": "frequency",
    "weighted_ratio": "weighted_frequency",
    "share": "count",
}
"""What each quantity is made of."""


def quantity_of(claim: dict[str, Any], record: Record) -> Quantity:
    """Return the claimed quantity as a function of the visits that count."""
    base = BASE[claim["quantity"]]
    if base == claim["quantity"]:
        return quantity_at(base, place(record, claim.get("at", {})))
    above = quantity_at(base, place(record, claim.get("at", {})))
    below = quantity_at(base, place(record, claim["of"]))

    def divided(counted: list[Visit]) -> Fraction | None:
        numerator, denominator = above(counted), below(counted)
        if numerator is None or denominator is None or denominator == 0:
            return None
        return numerator / denominator

    return divided


def quantity_at(quantity: str, where: Place) -> Quantity:
    return lambda counted: number(quantity, where, counted)


def question_of(claim: dict[str, Any], record: Record, plain: list[Visit]) -> Question:
    """
    Return what a claim asserts as a function of the visits that count.

    `plain` are all that count if none is doubted.
    """
    if "told_apart_from" in claim:
        return told_apart(claim, record, plain)
    for key, make in {
        "printed": printed,
        "rank": rank,
        "lower_than": lower_than,
        "higher_than": higher_than,
        "ascending": ascending,
    }.items():
        if key in claim:
            return make(claim, record)
    raise ValueError(claim)


def printed(claim: dict[str, Any], record: Record) -> Question:
    region, quantity = region_of(claim), quantity_of(claim, record)

    def holds(counted: list[Visit]) -> bool | None:
        value = quantity(counted)
        return None if value is None else region.holds(value)

    return holds


def in_order(quantities: list[Quantity]) -> Question:
    """Ask whether each is strictly lower than the next."""

    def holds(counted: list[Visit]) -> bool | None:
        values = [quantity(counted) for quantity in quantities]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            return None
        return all(one < other for one, other in pairwise(known))

    return holds


def lower_than(claim: dict[str, Any], record: Record) -> Question:
    here, there = place(record, claim.get("at", {})), place(record, claim["lower_than"])
    return in_order([quantity_at(claim["quantity"], one) for one in (here, there)])


def higher_than(claim: dict[str, Any], record: Record) -> Question:
    here = place(record, claim.get("at", {}))
    there = place(record, claim["higher_than"])
    return in_order([quantity_at(claim["quantity"], one) for one in (there, here)])


def ascending(claim: dict[str, Any], record: Record) -> Question:
    eras = places(record, claim.get("at", {}))
    named = [eras[era] for era in claim["ascending"]]
    return in_order([quantity_at(claim["quantity"], one) for one in named])


def rank(claim: dict[str, Any], record: Record) -> Question:
    eras = places(record, claim["at"])
    own = label(claim["at"])
    wanted = claim["rank"]

    def holds(counted: list[Visit]) -> bool | None:
        every = {
            name: number(claim["quantity"], era, counted) for name, era in eras.items()
        }
        known = {name: value for name, value in every.items() if value is not None}
        ahead_only_of = set(wanted.get("ahead_only_of", []))
        if own not in known or not ahead_only_of <= set(known):
            return None
        if len(known) == 1:
            return None
        lower = {name for name in known if known[name] < known[own]}
        higher = {name for name in known if known[name] > known[own]}
        beyond = higher if wanted.get("from", "bottom") == "top" else lower
        equal = len(known) - len(lower) - len(higher)
        shared = range(len(beyond) + 1, len(beyond) + equal + 1)
        place_is_right = "place" not in wanted or wanted["place"] in shared
        return place_is_right and (not ahead_only_of or lower == ahead_only_of)

    return holds


def pair_of(claim: dict[str, Any]) -> tuple[str, str]:
    """Return the two eras that a claim tells apart, its own first."""
    return claim["at"]["era"], claim["told_apart_from"]["era"]


def told_apart_p(
    claim: dict[str, Any], record: Record, counted: list[Visit], plain: list[Visit]
) -> Fraction | None:
    """
    Return the p-value by which two eras are told apart, or not.

    How much years vary is measured on all visits that count if none is doubted.
    """
    seen, how = compared(claim, record, counted, plain)
    return p_of_pair(seen, *pair_of(claim), **how)


def told_apart_flips(
    claim: dict[str, Any], record: Record, plain: list[Visit], most: int
) -> dict[tuple[str, str], int | None] | None:
    """Return the fewest visits, up to so many, that flip whether two eras are."""
    seen, how = compared(claim, record, plain, plain)
    alpha = 1 - Fraction(str(record.conventions["level"]))
    being = claim.get("being")
    return fewest_that_flip(seen, *pair_of(claim), alpha, most, being, **how)


def compared(
    claim: dict[str, Any], record: Record, counted: list[Visit], plain: list[Visit]
) -> tuple[dict[str, tuple[int, int]], dict[str, Any]]:
    """Return the count and exposure of every era, and how they are compared."""
    eras = places(record, claim["at"])
    seen = {name: (count(era, counted), era.exposure) for name, era in eras.items()}
    years = {
        name: [
            Year(
                sum(v in plain and v.days[0] in days for v in era.visits),
                length,
            )
            for days, length in era.cells
        ]
        for name, era in eras.items()
    }
    return seen, {
        "method": record.conventions["method"],
        "adjustment": record.conventions["adjustment"],
        "years": years,
        "against": claim.get("against"),
    }


def is_as_claimed(claim: dict[str, Any], seen: dict[str, tuple[int, int]]) -> bool:
    """Say whether the era is the lower or the higher of two, as claimed; or either."""
    pair = (Fraction(*seen[era]) for era in pair_of(claim))
    return is_being(claim.get("being"), *pair)


def told_apart(claim: dict[str, Any], record: Record, plain: list[Visit]) -> Question:
    alpha = 1 - Fraction(str(record.conventions["level"]))

    def holds(counted: list[Visit]) -> bool | None:
        seen, how = compared(claim, record, counted, plain)
        p = p_of_pair(seen, *pair_of(claim), **how)
        return None if p is None else p <= alpha and is_as_claimed(claim, seen)

    return holds


def answer(claim: dict[str, Any], record: Record, *, unclear_counts: bool) -> Answer:
    """Judge a claim about counts or frequencies, in one reading of unclear visits."""
    completions = list(
        completions_of_sources(record.visits, record, unclear_counts=unclear_counts)
    )
    question = question_of(claim, record, completions[0])
    verdict = verdict_of([question(counted) for counted in completions])
    if "ascending" in claim:
        return Answer(verdict, None, None, None, set())
    quantity = quantity_of(claim, record)
    values = [quantity(counted) for counted in completions]
    known = [value for value in values if value is not None]
    here = place(record, claim.get("at", {}))
    plain = completions[0]
    rows = {visit.row for visit in here.visits if visit in plain}
    apart = "told_apart_from" in claim
    p = told_apart_p(claim, record, plain, plain) if apart else None
    return Answer(
        verdict=verdict,
        value=as_float(values[0]),
        low=as_float(min(known, default=None)),
        high=as_float(max(known, default=None)),
        rows=rows if here.exposure else set(),
        p=as_float(p),
    )
