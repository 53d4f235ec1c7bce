"""What is special about the claims of a study, and about their answers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from claim_oracle.eras import holder, list_of_side, narrowed, number, places
from claim_oracle.lags import completed_lags, median, unanswerable
from claim_oracle.read import Record
from claim_oracle.select import completions_of_sources, readings_of_unclear

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claim_oracle import Answer

RARE = "rare: "
"""What begins so need not occur often."""

QUANTITIES = [
    "count",
    "frequency",
    "weighted_frequency",
    "ratio",
    "weighted_ratio",
    "share",
    "lag",
    "mean_lag",
    "median_lag",
    "restricted_mean_lag",
    "open_gap",
    "longest_gap",
    "qualification",
]
ASSERTIONS = [
    "printed",
    "rank",
    "lower_than",
    "higher_than",
    "ascending",
    "told_apart_from",
    "censored",
    "qualifies",
]
COMPARISONS = ["equals", "at_most", "at_least", "less_than", "more_than", "almost"]
SCOPE_KEYS = [
    "side",
    "era",
    "rule",
    "eras",
    "period",
    "dyad",
    "origin",
    "destination",
    "visitor",
    "shocks",
    "where",
]


def lists(record: Record) -> dict[str, list[Any]]:
    """Return the eras in force, by side, in the order of time."""
    return {
        side: sorted(list_of_side(record, side, None), key=lambda era: era.start)
        for side in dict.fromkeys(era.side for era in record.eras)
    }


def of_claims(study: dict[str, Any]) -> dict[str, bool]:
    claims = study["claim"]
    ranks = [claim["rank"] for claim in claims if "rank" in claim]
    printed = [claim for claim in claims if "printed" in claim]
    compared = {claim.get("comparison", "equals") for claim in printed}
    used = {claim["quantity"] for claim in claims}
    texts = [str(claim["printed"]) for claim in printed]
    return {
        **{f"quantity {name}": name in used for name in QUANTITIES},
        **{f"says {name}": any(name in one for one in claims) for name in ASSERTIONS},
        **{f"comparison {name}": name in compared for name in COMPARISONS},
        "rank from the top": any(rank.get("from") == "top" for rank in ranks),
        "rank ahead_only_of": any("ahead_only_of" in rank for rank in ranks),
        "against": any("against" in claim for claim in claims),
        "unit years": any(claim.get("unit") == "years" for claim in claims),
        "rounded_to": any("rounded_to" in claim for claim in claims),
        "a percentage": any(text.endswith("%") for text in texts),
        RARE + "commas": any("," in text for text in texts),
        "another verdict expected": any("expect" in claim for claim in claims),
    }


def scopes_of(claim: dict[str, Any]) -> list[dict[str, Any]]:
    keys = ("at", "of", "lower_than", "higher_than", "told_apart_from")
    return [claim[key] for key in keys if key in claim]


def of_scopes(study: dict[str, Any], records: dict[str, Record]) -> dict[str, bool]:
    scopes = [
        (scope, records[claim["id"]])
        for claim in study["claim"]
        for scope in scopes_of(claim)
    ]
    named = {key for scope, _ in scopes for key in scope}
    whole = {
        has_whole_year(record, scope) for scope, record in scopes if "period" in scope
    }
    return {
        **{f"scope of {key}": key in named for key in SCOPE_KEYS},
        "an era of the only side that has it": any(
            "era" in scope and "side" not in scope and any(e.side for e in record.eras)
            for scope, record in scopes
        ),
        "a period with whole years": True in whole,
        "a period without whole years": False in whole,
        RARE + "a side without eras": any(
            "side" in scope and scope["side"] not in {e.side for e in record.eras}
            for scope, record in scopes
        ),
        RARE + "the handover decides whose a year is": any(
            handover_decides(record) for record in records.values()
        ),
    }


def years_of(record: Record, scope: dict[str, Any]) -> Iterable[range]:
    since, through = narrowed(record.window, scope)
    for year in range(date.fromordinal(since).year, date.fromordinal(through).year + 1):
        days = range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
        if since <= days.start and days.stop - 1 <= through:
            yield days


def has_whole_year(record: Record, scope: dict[str, Any]) -> bool:
    return any(True for _ in years_of(record, scope))


def handover_decides(record: Record) -> bool:
    """Whether a calendar year changes hands with the day of the handover."""
    if record.conventions["exposure"] == "days":
        return False
    plain = Record(**(vars(record) | {"conventions": {"handover": "successor"}}))
    return any(
        holder(year, eras, record) != holder(year, eras, plain)
        for eras in lists(record).values()
        for year in years_of(record, {})
    )


def of_answers(
    study: dict[str, Any], answers: dict[str, Answer], records: dict[str, Record]
) -> dict[str, bool]:
    claims = study["claim"]
    nothing = [
        claim
        for claim in claims
        if answers[claim["id"]].low is None
        and claim["quantity"] != "qualification"
        and "ascending" not in claim
    ]
    return {
        "no value": len(nothing) > 0,
        "shocks whose visits are not told": any(
            claim["quantity"].endswith("lag")
            and unanswerable(records[claim["id"]], claim.get("at", {}))
            for claim in claims
        ),
        "equal frequencies in an order": any(
            ties(claim, records[claim["id"]]) for claim in claims
        ),
        RARE + "a median without an end": any(
            claim["quantity"] == "median_lag" and endless(claim, records[claim["id"]])
            for claim in claims
        ),
        **{
            f"verdict {verdict}": verdict in {one.verdict for one in answers.values()}
            for verdict in ("reproduced", "not reproduced", "not determined")
        },
    }


def ties(claim: dict[str, Any], record: Record) -> bool:
    """Whether eras that a claim puts in order have the same value above 0."""
    ordered = {"rank", "ascending", "lower_than", "higher_than"} & set(claim)
    if not ordered or claim["quantity"].endswith("lag") or not record.eras:
        return False
    at = claim.get("at", {})
    if not ({"era", "eras"} & set(at) or "ascending" in claim):
        return False
    counted = next(
        completions_of_sources(
            record.visits, record, unclear_counts=readings_of_unclear(record)[0]
        )
    )
    values = {
        name: number(claim["quantity"], place, counted)
        for name, place in places(record, at).items()
    }
    named = set(values)
    if "ascending" in claim:
        named = set(claim["ascending"])
    for key in ordered & {"lower_than", "higher_than"}:
        named = {at.get("era"), claim[key].get("era")}
    seen = [value for name, value in values.items() if name in named and value]
    return len(set(seen)) < len(seen)


def endless(claim: dict[str, Any], record: Record) -> bool:
    """Whether the curve of some lags ends at exactly one half."""
    return any(
        found is not None and found.high == float("inf")
        for unclear_counts in readings_of_unclear(record)
        for lags in completed_lags(
            record, claim.get("at", {}), unclear_counts=unclear_counts
        )
        for found in [median([lag for lag in lags if lag.known])]
    )
