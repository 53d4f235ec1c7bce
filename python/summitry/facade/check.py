"""A study's claims asked of its record, under its own specification."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summitry.claims.read_so import read_so
from summitry.claims.result import ClaimResult, ClaimResults
from summitry.claims.supposed import suppositions
from summitry.claims.told import told
from summitry.claims.unanswered import conditions
from summitry.claims.wording import asserted, counted
from summitry.study.record_parts import countries_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry import _core
    from summitry.claims.claim import Claim
    from summitry.claims.record import Record
    from summitry.claims.specification import Specification

_NARROW = {"dyad", "eras", "origin", "destination"}
_UNCLEAR = {"include": "with unclear visits", "exclude": "without unclear visits"}


def check_claims(
    record: Record,
    claims: Sequence[Claim],
    own: Specification,
    *,
    lines: Sequence[int],
    provenance: dict[str, str],
) -> ClaimResults:
    """
    Compute and judge claims under a study's specification and their own conventions.

    Raises
    ------
    InputError
        If a claim names what the record does not have.
    """
    answers = record.evaluate(claims, own)
    readings = _readings(record, claims, own, answers)
    waits = conditions(record, claims, own, answers)
    eras = suppositions(record, claims, own, answers)
    needed = [one or other for one, other in zip(waits, eras, strict=True)]
    known = countries_of(record.visits)
    results = [
        replace(
            _result(record, claim, claim.under(own), answer, condition, others, line),
            provenance=provenance,
            countries=frozenset(known | _sides(claim)),
        )
        for claim, answer, condition, others, line in zip(
            claims, answers, needed, readings, lines, strict=True
        )
    ]
    return ClaimResults(tuple(results), provenance, record.visits)


def _result(
    record: Record,
    claim: Claim,
    spec: Specification,
    answer: _core.Answer,
    condition: str,
    readings: dict[str, str],
    line: int,
) -> ClaimResult:
    said = claim.statement.calling(record.shock_names)
    cut = spec.overlap == "latest"
    found = told(said, answer, *_outcomes(record, answer), cut=cut)
    return ClaimResult(
        id=claim.id,
        says=claim.written,
        printed=asserted(said),
        computed=found.text,
        value=found.value,
        lower=found.lower,
        upper=found.upper,
        verdict=answer.verdict,
        condition=condition,
        reason=found.reason,
        definition="; ".join(
            filter(None, [counted(said, spec, answer), _pooled(record, claim)])
        ),
        readings=readings,
        rows=tuple(answer.rows.tolist()),
        expected=claim.expected,
        because=claim.because,
        line=line,
        answer=answer,
        claim=claim,
        specification=spec,
    )


def _sides(claim: Claim) -> set[str]:
    """The countries that a claim names as sides."""
    return {*claim.sides, *(side for one in claim.scopes for side in one.eras)}


def _pooled(record: Record, claim: Claim) -> str:
    """Say that a side's visits are with all others, where there are several."""
    sided = any(
        one.side or (record.sided and one.era is not None) for one in claim.scopes
    )
    narrowed = any(_NARROW & one.given for one in claim.scopes)
    if not sided or narrowed or claim.is_series or claim.is_wait:
        return ""
    others = len(countries_of(record.visits)) - 1
    return f"visits with {others} other countries together" if others > 1 else ""


def _readings(
    record: Record,
    claims: Sequence[Claim],
    own: Specification,
    answers: Sequence[_core.Answer],
) -> list[dict[str, str]]:
    """What each number is when doubtful visits are read otherwise, if it differs."""
    asked: list[tuple[int, str, Claim, Specification]] = []
    for place, claim in enumerate(claims):
        if claim.is_series or claim.statement.quantity == "qualification":
            continue
        spec = claim.under(own)
        counted_so = spec.one_treatment
        other = "exclude" if counted_so == "include" else "include"
        asked.append((place, _UNCLEAR[other], claim, spec.with_(unclear=other)))
        if record.sourced is not None:
            only = spec.with_(unclear=counted_so, unsourced="exclude")
            asked.append((place, "with a source only", claim, only))
    found = record.evaluate_under(
        [claim for _, _, claim, _ in asked], [spec for *_, spec in asked]
    )
    texts: list[dict[str, str]] = [{} for _ in claims]
    for (place, name, claim, _), answer in zip(asked, found, strict=True):
        said = claim.statement.calling(record.shock_names)
        text = read_so(said, answer)
        if text != read_so(said, answers[place]):
            texts[place][name] = text
    return texts


def _outcomes(record: Record, answer: _core.Answer) -> tuple[list[str], list[str]]:
    """What the definition says of the visits of an answer, and why."""

    def of(column: str) -> list[str]:
        found = record.visits.categories(column)
        return [[*found.labels, ""][code] for code in found.codes[answer.rows]]

    has = record.visits.has
    outcomes = of("qualifies") if has("qualifies") else ["true"] * len(answer.rows)
    return outcomes, of("reason") if has("reason") else []
