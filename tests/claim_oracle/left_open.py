"""Which of what is open a claim about lags or gaps turns on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from claim_oracle.gaps import completed_gaps
from claim_oracle.judge_times import GAPS, LAGS, spanned
from claim_oracle.lags import completed_lags, summary, unanswerable
from claim_oracle.read import record_of
from claim_oracle.select import readings_of_unclear

if TYPE_CHECKING:
    from claim_oracle.lags import Range
    from claim_oracle.read import Record, Row

SIDES = ("at", "lower_than", "higher_than")


def left_open(
    study: dict[str, Any], visits: list[Row], eras: list[Row], shocks: list[Row]
) -> dict[str, set[str]]:
    """Return for each claim on lags or gaps if it turns on ``sources`` or ``days``.

    A claim does if its number has another range where only the one is open than where
    nothing is, or where both are than where only the other is.
    """
    found: dict[str, set[str]] = {}
    for claim in study.get("claim", []):
        if claim["quantity"] in LAGS | GAPS:
            record = record_of(study, visits, eras, shocks, claim)
            scopes = [
                claim.get(key, {}) for key in SIDES if key in claim or key == "at"
            ]
            asked = [
                (scope, counts)
                for scope in scopes
                for counts in readings_of_unclear(record)
            ]
            found[claim["id"]] = set().union(
                *(_turns_on(claim["quantity"], record, *each) for each in asked)
            )
    return found


def _turns_on(
    quantity: str,
    record: Record,
    scope: dict[str, Any],
    unclear_counts: bool,  # noqa: FBT001
) -> set[str]:
    if quantity in LAGS and unanswerable(record, scope):
        return set()

    def ranged(record: Record) -> tuple[Range | None, bool]:
        if quantity in GAPS:
            gaps = completed_gaps(
                quantity, record, scope, unclear_counts=unclear_counts
            )
            return _ends(*spanned(gap for _, gap in gaps))
        lags = completed_lags(record, scope, unclear_counts=unclear_counts)
        tau = record.conventions["tau"]
        return _ends(*spanned(summary(quantity, each, tau) for each in lags))

    both = ranged(record)
    sources, days = ranged(_dated(record)), ranged(_sourced(record))
    neither = ranged(_sourced(_dated(record)))
    found = set()
    if both != days or sources != neither:
        found.add("sources")
    if both != sources or days != neither:
        found.add("days")
    return found


def _ends(whole: Range | None, certain: bool) -> tuple[Range | None, bool]:  # noqa: FBT001
    return None if whole is None else whole._replace(value=None), certain


def _sourced(record: Record) -> Record:
    """The same where every visit without a source took place, if it counts."""
    rule = record.conventions["unsourced"]
    settled = {"unsourced": "include" if rule == "doubt" else rule}
    return replace(record, conventions=record.conventions | settled)


def _dated(record: Record) -> Record:
    """The same where every visit took place on the first day that it may have."""
    visits = [replace(visit, days=visit.days[:1]) for visit in record.visits]
    return replace(record, visits=visits)
