"""What is special about a study: told by its files and its answers, not by intent."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from claim_oracle.eras import holder, list_of_side, narrowed, number, places
from claim_oracle.lags import completed_lags, median, unanswerable
from claim_oracle.read import FOREVER, Record, Row, record_of
from claim_oracle.select import completions_of_sources, readings_of_unclear

from random_study.conventions import CHOICES

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


def traits_of(
    study: dict[str, Any],
    visits: list[Row],
    eras: list[Row],
    shocks: list[Row],
    answers: dict[str, Answer],
) -> dict[str, bool]:
    """Return which traits a study has."""
    on_series = [one for one in study["claim"] if one["quantity"] == "series"]
    claims = [one for one in study["claim"] if one not in on_series]
    study = study | {"claim": claims}
    record = record_of(study, visits, eras, shocks, {})
    records = {
        claim["id"]: record_of(study, visits, eras, shocks, claim)
        for claim in study["claim"]
    }
    return (
        of_visits(record)
        | of_eras(record)
        | of_shocks(record)
        | of_days(record)
        | of_study(study)
        | of_claims(study)
        | of_scopes(study, records)
        | of_answers(study, answers, records)
        | {"a claim on a series": bool(on_series)}
    )


def of_visits(record: Record) -> dict[str, bool]:
    rows = [visit.cells for visit in record.visits]
    countries = len({end for visit in record.visits for end in visit.pair})
    columns = set(rows[0])
    dates = [row["date"] for row in rows]
    return {
        **{f"visits of {n} countries": countries == n for n in (2, 3, 4)},
        "no end_date column": "end_date" not in columns,
        "missing end dates": any(row.get("end_date") == "" for row in rows),
        "a month": any(len(text) == 7 for text in dates),
        "a range of days": any("/" in text for text in dates),
        "no qualifies column": "qualifies" not in columns,
        "unclear rows": any(visit.verdict == "unclear" for visit in record.visits),
        "unsourced rows": not all(visit.sourced for visit in record.visits),
        **{f"column {name}": name in columns for name in ("sourced", "source")},
        "no column of sources": not columns & {"sourced", "source"},
        RARE + "no visitor column": "visitor" not in columns,
        RARE + "a range as end date": any(
            "/" in row.get("end_date", "") for row in rows
        ),
    }


def lists(record: Record) -> dict[str, list[Any]]:
    """Return the eras in force, by side, in the order of time."""
    return {
        side: sorted(list_of_side(record, side, None), key=lambda era: era.start)
        for side in dict.fromkeys(era.side for era in record.eras)
    }


def neighbours(record: Record) -> list[tuple[Any, Any]]:
    return [pair for eras in lists(record).values() for pair in pairwise(eras)]


def of_eras(record: Record) -> dict[str, bool]:
    sides = lists(record)
    since, through = record.window
    every = [era for eras in sides.values() for era in eras]
    seen = [visit.days[0] for visit in record.visits]
    observed = [era for era in every if era.end > since and era.start <= through]
    return {
        "no eras": not sides,
        "eras without side": list(sides) == [""],
        "eras of one side": len(sides) == 1 and "" not in sides,
        "eras of both sides": len(sides) == 2,
        "several rules of a side": len({era.rule for era in record.eras} - {"only"})
        > 1,
        "days between eras": any(a.end < b.start for a, b in neighbours(record)),
        "an era starts before": any(era.start < since < era.end for era in every),
        "an era ends after": any(through + 1 < era.end < FOREVER for era in every),
        "an era not observed": len(observed) < len(every),
        "an open era": any(era.end == FOREVER for era in every),
        "a silent era": any(
            not any(era.start <= day < era.end for day in seen) for era in observed
        ),
        RARE + "an era's name on both sides": len({era.name for era in every})
        < len(every),
    }


def of_shocks(record: Record) -> dict[str, bool]:
    since, through = record.window
    known = [shock for shock in record.shocks if len(shock.days) == 1]
    inside = sorted({s.days[0] for s in known if record.window.holds(s.days[0])})
    seen = {visit.days[0] for visit in record.visits if len(visit.days) == 1}
    named = {shock.pair is not None for shock in record.shocks}
    waits = [
        lag
        for number, _ in enumerate(record.shocks)
        for lag in [next(completed_lags(record, {}, unclear_counts=False))[number]]
    ]
    return {
        "no shocks": not record.shocks,
        "shocks of two countries": named == {True},
        "shocks of no countries": named == {False},
        "shocks of either kind": len(named) == 2,
        "a shock without answer": any(lag.status == "censored" for lag in waits),
        "a shock before": any(shock.days[0] < since for shock in record.shocks),
        "a shock after": any(shock.days[0] > through for shock in record.shocks),
        "a visit on the day of a shock": bool(seen & set(inside)),
        "a visit on the day of the next shock": bool(seen & set(inside[1:])),
        "two shocks before an answer": any(
            not any(one <= day < other for day in seen)
            for one, other in pairwise(inside)
        ),
        RARE + "a vague shock": len(known) < len(record.shocks),
    }


def of_days(record: Record) -> dict[str, bool]:
    seen = [visit.days[0] for visit in record.visits if len(visit.days) == 1]
    handovers = {a.end for a, b in neighbours(record) if a.end == b.start}
    return {
        "a visit on a handover day": bool(handovers & set(seen)),
        "a visit on the last day": record.window.through in seen,
        "two visits on one day": len(set(seen)) < len(seen),
        "a visit not observed": not all(record.window.holds(day) for day in seen),
    }


def of_study(study: dict[str, Any]) -> dict[str, bool]:
    chosen = study.get("conventions", {})
    own = [claim.get("with", {}) for claim in study["claim"]]
    scheme = study.get("scheme", {})
    traits = {
        "weights": len(scheme) > 0,
        "two factors": len(scheme) == 2,
        "weights of tenths": "visitor_rank" in scheme,
        "with rules": any("rules" in each for each in own),
    }
    for key, values in CHOICES.items():
        if key in {"level", "tau"}:
            traits[f"study {key}"] = key in chosen
            traits[f"with {key}"] = any(key in each for each in own)
            continue
        for value in values:
            traits[f"study {key} {value}"] = chosen.get(key) == value
            traits[f"with {key} {value}"] = any(each.get(key) == value for each in own)
    return traits


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
