"""Which published methods stand behind the verdict on a claim, and behind its memo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.measure.intervals import interval_for, weighted_word
from summitry.report.references import keys_of_words

if TYPE_CHECKING:
    from summitry.claims.result import ClaimResult
    from summitry.report.evidence_facts import Evidence

_WAITS = {
    "lag": ("kalbfleisch2002",),
    "mean_lag": ("kalbfleisch2002",),
    "median_lag": ("kaplan1958",),
    "restricted_mean_lag": ("kaplan1958", "klein2003"),
}
_RELATIVE = ("fisher1935", "satterthwaite1946")
_BOUNDS = ("manski2003",)


def keys_of_claim(result: ClaimResult) -> list[str]:
    """Return the references of what judged a claim: tests, waits that go on, doubts."""
    claim, spec = result.claim, result.specification
    keys = [*_WAITS.get(claim.quantity, ())]
    if claim.is_told_apart:
        keys += keys_of_words(method=spec.method, adjustment=spec.adjustment)
    if claim.is_relative:
        keys += _RELATIVE
    # Doubtful visits leave the number open, and bounds were what judged it.
    if result.lower != result.upper:
        keys += _BOUNDS
    return list(dict.fromkeys(keys))


def keys_of_evidence(result: ClaimResult, evidence: Evidence) -> list[str]:
    """Return the references of the intervals and tests that a memo tells of."""
    spec, keys = result.specification, []
    interval = interval_for(spec.method)
    if evidence.rate is not None or evidence.pairs:
        if result.claim.is_weighted:
            keys += keys_of_words(weighted_interval=weighted_word(interval))
        else:
            keys += keys_of_words(interval=interval)
    if evidence.pairs:
        keys += keys_of_words(method=spec.method, adjustment=spec.adjustment)
    if any(pair.could_show for pair in evidence.pairs):
        keys.append("gu2008")
    if evidence.flips:
        keys.append("walsh2014")
    if evidence.wait is not None and evidence.wait.waiting:
        keys += _WAITS["restricted_mean_lag"]
    return list(dict.fromkeys(keys))
