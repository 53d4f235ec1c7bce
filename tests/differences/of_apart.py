"""Two eras told apart: what flips it, by which methods it holds, and vague days."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from claim_oracle import answer
from claim_oracle.apart import p_of_pair
from claim_oracle.eras import count, places
from claim_oracle.judge_eras import (
    compared,
    is_as_claimed,
    pair_of,
    told_apart_flips,
)
from claim_oracle.read import Record, record_of
from claim_oracle.select import completions_of_sources
from random_study.conventions import CHOICES

from differences.found import Difference, plain
from differences.of_claims import HOLDS
from summitry.facade.alternatives import multiverse_of
from summitry.report.evidence import evidence_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claim_oracle.read import Visit
    from random_studies import Tabled

    import summitry

MOST_VISITS = 12
MOST_COMPLETIONS = 500
CERTAINTY = {
    frozenset({True}): "certain",
    frozenset({False}): "impossible",
    frozenset({True, False}): "possible",
}

Claim = dict[str, Any]


def of_apart(seed: int, study: summitry.Study, tabled: Tabled) -> Iterator[Difference]:
    """Compare the claims of a study that two eras are told apart."""
    claims = [one for one in tabled.study["claim"] if "told_apart_from" in one]
    if not claims:
        return
    pushed = study.robustness(progress=False)
    dates = dict(zip(pushed["id"], pushed["inexact_dates"], strict=True))
    for claim in claims:
        yield from of_methods(seed, study, tabled, claim)
        result = study.check()[claim["id"]]
        if result.verdict == "not determined":
            continue
        record = record_for(tabled, claim)
        counted = plain_visits(record)
        yield from of_flips(seed, study, claim, record, counted)
        wanted = over_days(claim, record, counted)
        got = dates[claim["id"]]
        by_start = result.specification.date_rule == "start"
        if by_start and wanted not in {None, got}:
            yield Difference(seed, claim["id"], "inexact dates", wanted, got)


def record_for(tabled: Tabled, claim: Claim) -> Record:
    return record_of(tabled.study, tabled.visits, tabled.eras, tabled.shocks, claim)


def plain_visits(record: Record) -> list[Visit]:
    """Return all visits that count if none is doubted."""
    include = record.conventions["unclear"] == "include"
    return next(completions_of_sources(record.visits, record, unclear_counts=include))


def of_methods(
    seed: int, study: summitry.Study, tabled: Tabled, claim: Claim
) -> Iterator[Difference]:
    """Compare every method that a study may declare among its decisions."""
    declared = copy(study.declared)
    declared.model = declared.model | {"decisions": {"method": CHOICES["method"]}}
    named = {claim["id"]: study.claim(claim["id"])}
    table: Any = multiverse_of(declared, named, progress=False).table
    for row, method in enumerate(table["method"]):
        asked = claim | {"with": claim.get("with", {}) | {"method": method}}
        wanted = HOLDS[answer(asked, record_for(tabled, asked)).verdict]
        got = plain(table[f"{claim['id']}_holds"].iloc[row])
        if wanted != got:
            yield Difference(seed, claim["id"], f"by {method}", wanted, got)


def of_flips(
    seed: int,
    study: summitry.Study,
    claim: Claim,
    record: Record,
    counted: list[Visit],
) -> Iterator[Difference]:
    """Compare the fewest visits that flip a verdict, up to a few, one by one."""
    wanted = told_apart_flips(claim, record, counted, MOST_VISITS)
    if wanted is None:
        return
    evidence = evidence_of(study.check()[claim["id"]], study.declared.record)
    got = {
        ("added" if flip.added else "removed", flip.era): flip.visits
        for flip in evidence.flips
    }
    few = {
        way: None if visits is None or visits > MOST_VISITS else visits
        for way, visits in got.items()
    }
    if few != wanted:
        yield Difference(seed, claim["id"], "flips", wanted, got)


def over_days(claim: Claim, record: Record, counted: list[Visit]) -> str | None:
    """Return the verdict over all days that visits may fall on; none if too many."""
    _, how = compared(claim, record, counted, counted)
    alpha = 1 - Fraction(str(record.conventions["level"]))
    eras = places(record, claim["at"])
    cells = [[days for days, _ in era.cells] for era in eras.values()]

    def apart_in(day: int) -> tuple[bool, ...]:
        return tuple(any(day in days for days in era) for era in cells)

    choices = [
        [*{apart_in(day): day for day in visit.days}.values()] for visit in counted
    ]
    if prod(map(len, choices)) > MOST_COMPLETIONS:
        return None
    found = set()
    for days in product(*choices):
        moved = [
            replace(visit, days=(day,))
            for visit, day in zip(counted, days, strict=True)
        ]
        dated = Record(**(vars(record) | {"visits": moved}))
        found.add(is_apart_if(claim, dated, moved, alpha, how))
    return CERTAINTY[frozenset(found)]


def is_apart_if(
    claim: Claim,
    record: Record,
    moved: list[Visit],
    alpha: Fraction,
    how: dict[str, Any],
) -> bool:
    """Say whether both are told apart on other days, years varying as recorded."""
    seen = {
        name: (count(era, moved), era.exposure)
        for name, era in places(record, claim["at"]).items()
    }
    p = p_of_pair(seen, *pair_of(claim), **how)
    return p is not None and p <= alpha and is_as_claimed(claim, seen)
