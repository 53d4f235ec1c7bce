"""Gaps: the days between visits, and those since the last one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from claim_oracle.lags import Dated, Range, completions_of_days, observed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claim_oracle.read import Record
    from claim_oracle.select import Scope


def visit_days(visits: list[Dated]) -> list[int]:
    """Return the days with a visit; two visits of one day are one such day."""
    return sorted({one.day for one in visits})


def closed_gaps(visits: list[Dated]) -> list[tuple[int, int]]:
    """Return the visit days at both ends of every gap that a visit ended."""
    days = visit_days(visits)
    return list(pairwise(days))


def longest_gap(visits: list[Dated]) -> Range | None:
    gaps = [end - begin for begin, end in closed_gaps(visits)]
    return Range.exactly(max(gaps)) if gaps else None


def open_gap(visits: list[Dated], record: Record) -> Range:
    days = visit_days(visits)
    if days:
        return Range.exactly(record.window.through - days[-1])
    return Range.more_than(record.window.through - record.window.since)


def completed_gaps(
    quantity: str, record: Record, scope: Scope, *, unclear_counts: bool
) -> Iterator[tuple[list[Dated], Range | None]]:
    """Yield a gap in every completion, behind its visits, the plain one first."""
    for dated in completions_of_days(record, scope, unclear_counts=unclear_counts):
        visits = observed(dated, record)
        if quantity == "longest_gap":
            yield dated, longest_gap(visits)
        else:
            yield dated, open_gap(visits, record)
