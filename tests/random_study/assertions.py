"""What random claims assert: numbers and orders near the true ones, and far off."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from math import inf
from typing import TYPE_CHECKING, Any

from claim_oracle import answer
from claim_oracle.eras import label, number, places
from claim_oracle.read import record_of
from claim_oracle.select import completions_of_sources

if TYPE_CHECKING:
    from random import Random

    from claim_oracle import Answer
    from claim_oracle.read import Record

    from random_study.draft import Draft

Claim = dict[str, Any]

COMPARISONS = ["at_most", "at_least", "less_than", "more_than", "almost"]


def record_for(draft: Draft, claim: Claim) -> Record:
    return record_of(plain(draft.study), draft.visits, draft.eras, draft.shocks, claim)


def plain(value: Any) -> Any:
    """Return a value as the file gives it back: decimals are texts there."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value


def answer_to(draft: Draft, claim: Claim) -> Answer:
    return answer(plain(claim), record_for(draft, plain(claim)))


def printed(draft: Draft, claim: Claim) -> Claim:
    """Print a number: the value, an end of its range, or something near or far."""
    rng = draft.rng
    found = answer_to(draft, claim | {"printed": 0})
    ends = [end for end in (found.low, found.high) if end is not None and end < inf]
    target = found.value
    if ends and (target is None or rng.random() < 0.3):
        target = rng.choice([*ends, sum(ends) / len(ends)])
    if target is None:
        target = rng.choice([0.5, 1, 2, 30, 100])
    if rng.random() < 0.3:
        target = abs(rng.choice([target * 1.2, target + 1, target - 1, target / 2]))
    asserted = number_as_printed(rng, claim["quantity"], Fraction(target))
    if rng.random() < 0.55:
        asserted["comparison"] = rng.choice(COMPARISONS)
    elif rng.random() < 0.1:
        asserted["comparison"] = "equals"
    return asserted


def number_as_printed(rng: Random, quantity: str, target: Fraction) -> Claim:
    whole = quantity in {"count", "lag", "open_gap", "longest_gap"}
    decimals = rng.choice([0, 0, 1] if whole and target > 5 else [0, 1, 2, 2, 3])
    if whole and target.denominator == 1 and rng.random() < 0.8:
        decimals = 0
    percent = quantity == "share" and (rng.random() < 0.5 or target > 1)
    scaled = target * 100 if percent else target
    exact = Decimal(scaled.numerator) / Decimal(scaled.denominator)
    way = rng.choice([ROUND_FLOOR, ROUND_CEILING])
    shown = exact.quantize(Decimal(1).scaleb(-decimals), way)
    if percent:
        return {"printed": f"{shown}%"}
    asserted: Claim = {"printed": int(shown) if decimals == 0 else shown}
    if shown >= 1000 and rng.random() < 0.5:
        asserted["printed"] = f"{shown:,}"
    if rng.random() < 0.12:
        asserted["rounded_to"] = rng.choice([2, 5, 10, Decimal("0.5")])
    return asserted


def values_of_eras(draft: Draft, claim: Claim) -> dict[str, Fraction | None]:
    """Return the value of every era of the list of a claim, in the plain reading."""
    record = record_for(draft, plain(claim))
    counted = next(completions_of_sources(record.visits, record, unclear_counts=False))
    eras = places(record, claim["at"])
    return {
        name: number(claim["quantity"], place, counted) for name, place in eras.items()
    }


def rank(draft: Draft, claim: Claim) -> Claim | None:
    """Give an era a place, most often its own, or the eras that are lower."""
    rng = draft.rng
    values = values_of_eras(draft, claim)
    known = {name: value for name, value in values.items() if value is not None}
    own = label(claim["at"])
    others = [name for name in values if name != own]
    lower = [name for name in known if own in known and known[name] < known[own]]
    higher = [name for name in known if own in known and known[name] > known[own]]
    if own is None or not others:
        return None
    asserted: Claim = {"place": rng.randint(1, len(values))}
    if rng.random() < 0.65:
        asserted["from"] = rng.choice(["top", "top", "bottom"])
    beyond = higher if asserted.get("from") == "top" else lower
    if rng.random() < 0.6:
        equal = max(1, len(known) - len(lower) - len(higher))
        asserted["place"] = len(beyond) + rng.randint(1, equal)
    if rng.random() < 0.4:
        named = list(lower)
        if not named or rng.random() < 0.3:
            named = rng.sample(others, rng.randint(1, len(others)))
        asserted["ahead_only_of"] = named
        if asserted.get("from") != "top":
            asserted["place"] = len(named) + 1
        if rng.random() < 0.6:
            del asserted["place"]
    return {"rank": asserted}


def ascending(draft: Draft, claim: Claim) -> Claim | None:
    """Put two or three eras in order, most often the right one."""
    rng = draft.rng
    values = values_of_eras(draft, claim)
    if len(values) < 2:
        return None
    eras = rng.sample(list(values), min(len(values), rng.choice([2, 2, 3])))
    if rng.random() < 0.7:
        eras.sort(key=lambda era: -1 if values[era] is None else values[era] or 0)
    return {"ascending": eras}


def order(draft: Draft, claim: Claim, other: dict[str, Any]) -> Claim:
    """Say that a claim's value is lower or higher than another; most often rightly."""
    here, there = (
        answer_to(draft, claim | {"at": at, "printed": 0}).value
        for at in (claim["at"], other)
    )
    key = draft.rng.choice(["lower_than", "higher_than"])
    if here is not None and there is not None and draft.chance(0.6):
        key = "lower_than" if here < there else "higher_than"
    return {key: other}


def other_era(draft: Draft, claim: Claim) -> dict[str, Any] | None:
    """Return the scope of a claim with another era of the same list."""
    own = claim["at"]
    if "era" not in own:
        return None
    names = list(values_of_eras(draft, claim))
    rest = [name for name in names if name != own["era"]]
    return in_era(draft, own, draft.rng.choice(rest)) if rest else None


def in_era(draft: Draft, at: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a scope with another era of its list, and the side if it must be named."""
    holders = {row.get("side") for row in draft.eras if row["era"] == name}
    own = next(row.get("side") for row in draft.eras if row["era"] == at["era"])
    side = {"side": own} if "side" not in at and len(holders) > 1 else {}
    return at | side | {"era": name}


def unlike_era(draft: Draft, claim: Claim) -> dict[str, Any] | None:
    """Return the scope of a claim with another era, most often that most unlike it."""
    other = other_era(draft, claim)
    values = values_of_eras(draft, claim)
    own = values.get(claim["at"]["era"])
    known = {
        name: abs(value - own)
        for name, value in values.items()
        if value is not None and own is not None and name != claim["at"]["era"]
    }
    if other is None or not known or draft.chance(0.3):
        return other
    return in_era(draft, claim["at"], max(known, key=lambda name: known[name]))


def qualifies(draft: Draft, claim: Claim) -> Claim:
    """Say that some visits count, or not; most often as they do."""
    rng = draft.rng
    rows = answer_to(draft, claim | {"qualifies": True}).rows or set()
    words = [draft.visits[row].get("qualifies", "true") for row in sorted(rows)]
    word = rng.choice([*words, *words, "true", "unclear", "false"])
    return {"qualifies": word if word == "unclear" else word == "true"}
