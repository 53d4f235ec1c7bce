"""What is special about a study: told by its files and its answers, not by intent."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from claim_oracle.lags import completed_lags
from claim_oracle.read import FOREVER, Record, Row, record_of

from random_study.conventions import CHOICES
from random_study.traits_of_claims import RARE, lists, of_answers, of_claims, of_scopes

if TYPE_CHECKING:
    from claim_oracle import Answer


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
