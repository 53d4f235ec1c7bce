"""Evidence for memos: the intervals behind what a claim's own visits assert."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING

import numpy as np

from summitry import _core
from summitry.claims.statement import Ascending, Order, Rank
from summitry.claims.supposed import supposes_independence
from summitry.exceptions import InputError
from summitry.infer.families import alpha_of, at_most
from summitry.report.evidence_facts import Change, Drought, Evidence, Flip, Rate, Wait
from summitry.report.evidence_pairs import counted_eras, pairs_of, untold, with_words
from summitry.robustness.fragility import test_of

if TYPE_CHECKING:
    from summitry.claims.claim import Claim
    from summitry.claims.record import Record
    from summitry.claims.result import ClaimResult
    from summitry.claims.specification import Specification

_FREQUENCIES = ("frequency", "weighted_frequency")


def evidence_of(result: ClaimResult, record: Record) -> Evidence:
    """Return the evidence for a claim, of the visits that its own answer counts."""
    quantity = result.claim.quantity
    if quantity in _FREQUENCIES and result.claim.statement.at.era is not None:
        return _on_eras(result, record)
    if quantity == "mean_lag":
        return Evidence(wait=_wait(result))
    probability = result.answer.probability
    if quantity == "open_gap" and None not in (result.value, probability):
        drought = Drought(round(result.answer.value), float(probability or 0.0))
        return Evidence(drought=drought)
    return Evidence()


def is_order_alone(result: ClaimResult, evidence: Evidence) -> bool:
    """Whether a claim orders what was counted, and no test says if that is chance."""
    tested = evidence.pairs or evidence.change is not None
    ordered = isinstance(result.claim.statement.asserted, Rank | Order | Ascending)
    return ordered and not tested and not result.claim.is_series


def _on_eras(result: ClaimResult, record: Record) -> Evidence:
    claim, spec = result.claim, result.specification
    if claim.is_relative:
        return Evidence(change=_change(result))
    try:
        tally = _core.list_tally(record.core, claim.core, spec.to_json())
    except InputError:
        # The claim compares eras of several lists: no interval goes with it.
        return Evidence()
    counted = counted_eras(tally, claim, spec)
    own = tally.labels.index(str(claim.statement.at.era))
    supposed = supposes_independence(tally, spec)
    value = float(counted["frequency"][own])
    if claim.is_told_apart:
        pairs = untold(result, tally, counted, own)
        flips = _flips(tally, claim, spec)
        shown = any(not pair.silent for pair in pairs)
        return Evidence(pairs=pairs, flips=flips, supposed=supposed and shown)
    if not isclose(value, result.answer.value, rel_tol=1e-9):
        return Evidence()
    rate = Rate(
        tally.labels[own],
        value,
        float(counted["lower"][own]),
        float(counted["upper"][own]),
        spec.level,
    )
    asserted = claim.statement.asserted
    others = [asserted.than.era] if isinstance(asserted, Order) else []
    if not others and not isinstance(asserted, Rank):
        return Evidence(rate=rate, supposed=supposed)
    every = pairs_of(tally.labels, tally.years, counted, own, spec, None)
    asked = tuple(pair for pair in every if not others or pair.other in others)
    if len(asked) == 1 and not claim.is_weighted:
        asked = (with_words(asked[0], tally, counted, spec, None),)
    return Evidence(rate=rate, pairs=asked, supposed=supposed)


def _change(result: ClaimResult) -> Change | None:
    """How two eras changed in one list beside another, which the answer has tested."""
    p, beside = result.answer.adjusted_p, result.answer.beside
    if p is None or beside is None:
        return None
    lower, upper = beside.limits or (np.nan, np.nan)
    settled = at_most(p, alpha_of(result.specification.level))
    return Change(bool(settled) and not lower <= 1 <= upper)


def _flips(
    tally: _core.ListTally, claim: Claim, spec: Specification
) -> tuple[Flip, ...]:
    """The fewest visits that flip whether two eras are told apart, in every way."""
    counts = tally.counts.reshape(len(tally.labels), tally.n_classes)
    try:
        _, found = _core.apart_fragility(
            counts.sum(axis=1, dtype=np.uint64),
            tally.years,
            tally.allowed,
            claim.core,
            tally.labels,
            test_of(spec.method, spec.level, spec.adjustment),
        )
    except InputError:
        # One of the two was not observed.
        return ()
    named = ((one, tally.labels[one.era]) for one in found if one.era is not None)
    return tuple(Flip(one.change == "added", era, one.visits) for one, era in named)


def _wait(result: ClaimResult) -> Wait | None:
    """What the mean of the answered lags leaves out, from the claim's own lags."""
    lags = [lag for lag in result.answer.lags if lag.days is not None]
    answered = np.array([lag.status == "observed" for lag in lags], dtype=bool)
    days = np.array([lag.days for lag in lags], dtype=np.float64)
    if not answered.any():
        return None
    spec = result.specification
    found = _core.survival_summary(
        (days, answered, None, np.zeros(len(days), dtype=np.uint32), 1),
        tau=spec.tau,
        level=spec.level,
        limits="log-log",
        mean_limits="logit-t",
    )
    names = ("restricted_mean", "restricted_mean_lower", "restricted_mean_upper")
    restricted, lower, upper = (float(found[name][0]) for name in names)  # type: ignore[literal-required]
    return Wait(
        int(answered.sum()),
        int((~answered).sum()),
        float(days[answered].mean()),
        restricted,
        lower,
        upper,
        spec.level,
        float(found["tau"][0]),
        bool(found["extrapolated"][0]),
        spec.overlap == "latest",
    )
