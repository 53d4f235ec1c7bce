"""Random claims: a quantity, a scope, an assertion; only such as have one answer."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product
from math import prod
from typing import TYPE_CHECKING, Any

from claim_oracle.eras import visits_of_scope
from claim_oracle.judge_eras import told_apart_p
from claim_oracle.lags import unanswerable
from claim_oracle.select import completions_of_sources, readings_of_unclear

from random_study import assertions, conventions, scopes

if TYPE_CHECKING:
    from claim_oracle.read import Record

    from random_study.draft import Draft

Claim = dict[str, Any]

QUANTITIES = {
    "count": 11,
    "frequency": 36,
    "weighted_frequency": 11,
    "ratio": 8,
    "weighted_ratio": 7,
    "share": 9,
    "lag": 13,
    "mean_lag": 8,
    "median_lag": 9,
    "restricted_mean_lag": 10,
    "open_gap": 6,
    "longest_gap": 6,
    "qualification": 7,
}
MOST_COMPLETIONS = 1500
TESTS = ("method", "adjustment")


def draw_claims(draft: Draft) -> None:
    """Draw one to six claims; the first about eras made equal, if there are any."""
    wanted = draft.rng.choice([1, 2, 3, 4, 4, 5, 5, 6, 6])
    claims: list[Claim] = draft.study["claim"]
    if draft.tied:
        tie = of_tied_eras(draft)
        if tie is not None:
            claims.append(tie)
    tries = 0
    while len(claims) < wanted and tries < 200:
        tries += 1
        claim = draw_claim(draft)
        if claim is not None and has_one_answer(draft, claim):
            claims.append(claim)
    for number, claim in enumerate(claims):
        claims[number] = finished(draft, claim, number)


def finished(draft: Draft, claim: Claim, number: int) -> Claim:
    quantity = claim["quantity"]
    if not claim["at"] and draft.chance(0.5):
        claim = {key: value for key, value in claim.items() if key != "at"}
    named = {"id": f"c{number + 1}", "says": f"A sentence about {quantity}."} | claim
    if draft.chance(0.2):
        named |= {"expect": "not reproduced", "because": "It was miscounted."}
    return named


def of_tied_eras(draft: Draft) -> Claim | None:
    """Compare two eras that were made to be of equal frequency."""
    one, other = draft.rng.sample(draft.tied, 2)
    first = draft.eras[0]
    at = {"side": first["side"]} if "side" in first else {}
    claim: Claim = {"quantity": "frequency", "at": at | {"era": one}}
    kind = draft.rng.choice(["lower_than", "higher_than", "ascending", "rank"])
    if kind == "ascending":
        claim |= {"at": at, "ascending": [one, other]}
    elif kind == "rank":
        claim |= assertions.rank(draft, claim) or {}
    else:
        claim[kind] = at | {"era": other}
    if draft.study.get("conventions", {}).get("exposure") == "calendar_years":
        claim["with"] = {"exposure": "days"}
    return claim if has_one_answer(draft, claim) else None


def draw_claim(draft: Draft) -> Claim | None:
    quantity = draft.rng.choices(list(QUANTITIES), list(QUANTITIES.values()))[0]
    if quantity.startswith("weighted") and "scheme" not in draft.study:
        return None
    if quantity.endswith("lag"):
        return lag_claim(draft, quantity) if draft.shocks else None
    if quantity.endswith("gap"):
        claim = started(draft, quantity, scopes.of_gap(draft))
        return in_unit(draft, claim | assertions.printed(draft, claim))
    if quantity == "qualification":
        claim = started(draft, quantity, scopes.of_rows(draft))
        return claim | assertions.qualifies(draft, claim)
    claim = started(draft, quantity, scopes.of_time(draft))
    if quantity in {"ratio", "weighted_ratio", "share"}:
        claim["of"] = whole_of(draft, claim["at"])
        return claim | assertions.printed(draft, claim)
    return era_claim(draft, claim)


def is_mixed(draft: Draft) -> bool:
    """Whether some shocks name countries and some do not."""
    return len({bool(row.get("origin")) for row in draft.shocks}) > 1


def started(draft: Draft, quantity: str, at: dict[str, Any], **more: Any) -> Claim:
    claim: Claim = {"quantity": quantity, "at": at} | more
    own = conventions.of_claim(draft.rng, claim, mixed_shocks=is_mixed(draft))
    rules = draft.study.get("eras", {}).get("rules", {})
    if rules and quantity in assertions_of_eras() and draft.chance(0.3):
        own["rules"] = {next(iter(rules)): draft.rng.choice(["r1", "r2"])}
    return claim | ({"with": own} if own else {})


def assertions_of_eras() -> set[str]:
    return set(list(QUANTITIES)[:6])


def in_unit(draft: Draft, claim: Claim) -> Claim:
    """Ask for years now and then, and print a number anew."""
    if not draft.chance(0.25):
        return claim
    claim["unit"] = draft.rng.choice(["years", "years", "days"])
    for key in ("printed", "comparison", "rounded_to"):
        claim.pop(key, None)
    return claim | assertions.printed(draft, claim)


def whole_of(draft: Draft, part: dict[str, Any]) -> dict[str, Any]:
    """Return what a part is of: itself less some conditions, or anything."""
    if draft.chance(0.3):
        return scopes.of_time(draft)
    kept = {
        key: value
        for key, value in part.items()
        if key in {"side", "period", "eras"} or draft.chance(0.3)
    }
    if "era" not in kept:
        kept.pop("rule", None)
    return kept


def lag_claim(draft: Draft, quantity: str) -> Claim:
    claim = started(draft, quantity, scopes.of_shocks(draft, quantity))
    if quantity == "lag" and draft.chance(0.35):
        return claim | {"censored": draft.chance(0.5)}
    if quantity != "lag" and draft.chance(0.3):
        other = scopes.of_shocks(draft, quantity)
        if draft.chance(0.6):
            one = draft.rng.choice(draft.shocks)["id"]
            other = {
                key: value for key, value in claim["at"].items() if key != "period"
            }
            other |= {"shocks": [one]}
        return claim | assertions.order(draft, claim, other)
    return in_unit(draft, claim | assertions.printed(draft, claim))


def era_claim(draft: Draft, claim: Claim) -> Claim | None:
    """Assert something of a count or a frequency."""
    at = claim["at"]
    kinds = ["printed", "printed", "printed", "order", "order"]
    if "era" in at or "eras" in at:
        kinds += ["rank", "rank", "rank"]
    if "era" in at:
        kinds += ["ascending"]
    if "era" in at and claim["quantity"] == "frequency":
        kinds += ["told_apart"] * 15
    make = {
        "printed": assertions.printed,
        "order": order,
        "rank": assertions.rank,
        "ascending": ascending,
        "told_apart": told_apart,
    }[draft.rng.choice(kinds)]
    asserted = make(draft, claim)
    return None if asserted is None else claim | asserted


def order(draft: Draft, claim: Claim) -> Claim:
    """Compare with another era of the list, or with anything."""
    other = assertions.other_era(draft, claim)
    if other is None or draft.chance(0.3):
        other = scopes.of_time(draft)
    return assertions.order(draft, claim, other)


def told_apart(draft: Draft, claim: Claim) -> Claim | None:
    other = assertions.unlike_era(draft, claim)
    if other is None:
        return None
    drawn = started(draft, "frequency", claim["at"], told_apart_from=other)
    if draft.chance(0.6):
        drawn["being"] = draft.rng.choice(["lower", "higher"])
    if draft.chance(0.4):
        drawn["against"] = compared_with(draft, claim, other)
    return drawn | (
        {"with": at_telling_level(draft, drawn)} if draft.chance(0.6) else {}
    )


def compared_with(draft: Draft, claim: Claim, other: dict[str, Any]) -> list[str]:
    """Return some eras of the list but the claim's own, the other one among them."""
    own = claim["at"]["era"]
    names = [name for name in assertions.values_of_eras(draft, claim) if name != own]
    chosen = [name for name in names if name == other["era"] or draft.chance(0.5)]
    return draft.rng.sample(chosen, len(chosen))


def at_telling_level(draft: Draft, claim: Claim) -> dict[str, Any]:
    """Return conventions whose level lies between the p-values of different tests."""
    own = dict(claim.get("with", {}))
    found = set()
    for method, adjustment in product(*(conventions.CHOICES[key] for key in TESTS)):
        asked = claim | {"with": own | {"method": method, "adjustment": adjustment}}
        record = assertions.record_for(draft, assertions.plain(asked))
        counted = next(
            completions_of_sources(record.visits, record, unclear_counts=False)
        )
        p = told_apart_p(asked, record, counted, counted)
        found |= set() if p is None else {p}
    between = [(one + other) / 2 for one, other in pairwise(sorted(found))]
    if between:
        level = Decimal(str(round(1 - float(draft.rng.choice(between)), 3)))
        own["level"] = min(max(level, Decimal("0.05")), Decimal("0.999"))
    return own


def ascending(draft: Draft, claim: Claim) -> Claim | None:
    """Put eras in order; the scope then names their side and no era."""
    at = claim["at"]
    side = {"side": row_side(draft, at)} if draft.eras[0].get("side") else {}
    rest = {key: value for key, value in at.items() if key not in {"era", "side"}}
    asserted = assertions.ascending(draft, claim | {"at": side | rest})
    return None if asserted is None else asserted | {"at": side | rest}


def row_side(draft: Draft, at: dict[str, Any]) -> str:
    found = [row["side"] for row in draft.eras if row["era"] == at["era"]]
    return str(at.get("side", found[0]))


def has_one_answer(draft: Draft, claim: Claim) -> bool:
    """Whether a claim is quick to answer, and its answer not a matter of words."""
    record = assertions.record_for(draft, assertions.plain(claim))
    scopes_of_claim = [
        claim[key] for key in ("at", "lower_than", "higher_than") if key in claim
    ]
    quantity = claim["quantity"]
    if quantity.endswith(("lag", "gap")):
        return all(is_clear(record, scope, quantity) for scope in scopes_of_claim)
    if quantity == "qualification":
        return sees_what_was_observed(draft, claim, record)
    if "told_apart_from" in claim:
        return is_far_from_the_edge(claim, record)
    return True


def is_clear(record: Record, scope: dict[str, Any], quantity: str) -> bool:
    """Whether whose visits are waited for is clear whichever rows one looks at."""
    visits = visits_of_scope(record, scope)
    completions = prod(len(visit.days) for visit in visits)
    completions *= prod(len(shock.days) for shock in record.shocks)
    doubt = record.conventions["unsourced"] == "doubt"
    completions *= 2 ** sum(not visit.sourced for visit in visits) if doubt else 1
    if completions > MOST_COMPLETIONS:
        return False
    if quantity.endswith("gap") or not unanswerable(record, scope):
        return True
    sure = {
        visit.pair
        for visit in visits
        if visit.verdict == "true"
        and visit.sourced
        and all(record.window.holds(day) for day in visit.days)
    }
    return len(sure) > 1


def sees_what_was_observed(draft: Draft, claim: Claim, record: Record) -> bool:
    rows = assertions.answer_to(draft, claim).rows or set()
    return all(record.window.holds(record.visits[row].days[0]) for row in rows)


def is_far_from_the_edge(claim: Claim, record: Record) -> bool:
    """Whether floating point would find the same p-value on the same side."""
    alpha = 1 - Fraction(str(record.conventions["level"]))
    for unclear_counts in readings_of_unclear(record):
        completions = list(
            completions_of_sources(record.visits, record, unclear_counts=unclear_counts)
        )
        for counted in completions:
            p = told_apart_p(claim, record, counted, completions[0])
            if p is not None and abs(p - alpha) < Fraction(1, 10**8):
                return False
    return True
