"""What every claim of a study must come to: plain loops and exact fractions.

It shares nothing with the package whose answers it is there to check.
"""

from __future__ import annotations

from typing import Any

from claim_oracle import judge_dyads, judge_eras, judge_series, judge_times
from claim_oracle.covering import is_covered
from claim_oracle.eras import narrowed, visits_of_scope
from claim_oracle.left_open import left_open
from claim_oracle.read import Record, Row, record_of
from claim_oracle.run_tables import EraRow, GapRows, LagRow, Tables, tables
from claim_oracle.select import readings_of_unclear
from claim_oracle.verdicts import Answer, of_both, verdict_of

__all__ = [
    "Answer",
    "EraRow",
    "GapRows",
    "LagRow",
    "Tables",
    "answers",
    "left_open",
    "tables",
]


def answers(
    study: dict[str, Any],
    visits: list[Row],
    eras: list[Row],
    shocks: list[Row],
    series: list[Row] | None = None,
) -> dict[str, Answer]:
    """Answer every claim of a study, by its id.

    `study` is the file as `tomllib.load(file, parse_float=str)` reads it.
    """
    return {
        claim["id"]: judge_series.answer(claim, series or [])
        if claim["quantity"] == "series"
        else answer(claim, record_of(study, visits, eras, shocks, claim))
        for claim in study.get("claim", [])
    }


def answer(claim: dict[str, Any], record: Record) -> Answer:
    """Judge one claim."""
    quantity = claim["quantity"]
    if quantity == "qualification":
        return of_qualification(claim, record)
    if not is_covered(claim, record):
        return Answer("not determined", None, None, None, set())
    times = judge_times.LAGS | judge_times.GAPS
    judge = judge_times.answer if quantity in times else judge_eras.answer
    if "relative_to" in claim:
        judge = judge_dyads.answer
    return of_both(
        [
            judge(claim, record, unclear_counts=unclear_counts)
            for unclear_counts in readings_of_unclear(record)
        ]
    )


def of_qualification(claim: dict[str, Any], record: Record) -> Answer:
    """Judge what the definition says of some visits, sourced or not."""
    scope = claim.get("at", {})
    meant = visits_of_scope(record, scope)
    if "period" in scope:
        window = narrowed(record.window, scope)
        meant = [visit for visit in meant if window.holds(visit.days[0])]
    wanted = as_text(claim["qualifies"])
    outcomes: list[bool | None] = [visit.verdict == wanted for visit in meant]
    verdict = verdict_of(outcomes or [None])
    return Answer(verdict, None, None, None, {visit.row for visit in meant})


def as_text(qualifies: bool | str) -> str:  # noqa: FBT001
    return str(qualifies).lower()
