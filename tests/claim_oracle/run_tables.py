"""The tables that a run of a study shows, in the plain reading of its conventions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from claim_oracle.eras import Place, places
from claim_oracle.gaps import closed_gaps, open_gap
from claim_oracle.lag_summaries import SummaryRow, summaries_of
from claim_oracle.lags import (
    completed_lags,
    completions_of_days,
    observed,
    unanswerable,
)
from claim_oracle.read import Record, Row, record_of
from claim_oracle.select import completions_of_sources, readings_of_unclear
from claim_oracle.verdicts import as_float

if TYPE_CHECKING:
    from claim_oracle.read import Visit


@dataclass(frozen=True)
class EraRow:
    """One era: its exposure, and the visits that fall in it.

    `count` are those that count, `count_sourced` those of them that have a source (none
    where no column tells), `count_unclear` those of unclear standing, counted or not.
    """

    days: int | None
    """None where exposure is counted in calendar years."""
    years: Fraction
    count: int
    count_unclear: int
    count_sourced: int | None
    weighted: Fraction


@dataclass(frozen=True)
class LagRow:
    """One shock; `days` so far where it is censored."""

    days: int | None
    observed: bool
    status: str


@dataclass(frozen=True)
class GapRows:
    """The gaps that a visit ended, and the one that is open."""

    closed: list[tuple[date, date, int]]
    open_days: float
    """The days since the last visit, or of the whole observation."""


@dataclass(frozen=True)
class Tables:
    """What a run shows."""

    eras: dict[str, dict[str, EraRow]]
    lags: dict[str, LagRow] | None
    """None where it cannot be told for whose visits the shocks wait."""
    summaries: dict[str, SummaryRow]
    """What is made of the lags, by reading of unclear visits."""
    gaps: GapRows


def tables(
    study: dict[str, Any], visits: list[Row], eras: list[Row], shocks: list[Row]
) -> Tables:
    """Return the eras of each side, the lags of all shocks, and the gaps."""
    record = record_of(study, visits, eras, shocks, {})
    unclear_counts = readings_of_unclear(record)[0]
    sides = dict.fromkeys(era.side for era in record.eras)
    return Tables(
        eras={
            side: eras_of(side, record, unclear_counts=unclear_counts) for side in sides
        },
        lags=lags_of(record, unclear_counts=unclear_counts),
        summaries=summaries_of(record),
        gaps=gaps_of(record, unclear_counts=unclear_counts),
    )


def eras_of(side: str, record: Record, *, unclear_counts: bool) -> dict[str, EraRow]:
    counted = next(
        completions_of_sources(record.visits, record, unclear_counts=unclear_counts)
    )
    every = next(completions_of_sources(record.visits, record, unclear_counts=True))
    scope = {"side": side} if side else {}
    return {
        name: era_row(place, counted, every, record)
        for name, place in places(record, scope).items()
    }


def era_row(
    place: Place, counted: list[Visit], every: list[Visit], record: Record
) -> EraRow:
    own = [visit for visit in place.visits if visit in counted]
    unclear = [visit for visit in place.visits if visit.verdict == "unclear"]
    columns = {column for visit in record.visits for column in visit.cells}
    by_days = record.conventions["exposure"] == "days"
    told = bool({"sourced", "source"} & columns)
    return EraRow(
        days=place.exposure if by_days else None,
        years=place.years,
        count=len(own),
        count_unclear=sum(visit in every for visit in unclear),
        count_sourced=sum(visit.sourced for visit in own) if told else None,
        weighted=sum((visit.weight for visit in own), Fraction(0)),
    )


def lags_of(record: Record, *, unclear_counts: bool) -> dict[str, LagRow] | None:
    if unanswerable(record, {}):
        return None
    lags = next(completed_lags(record, {}, unclear_counts=unclear_counts))
    return {
        shock.id: LagRow(
            days=lag.days if lag.known else None,
            observed=lag.status == "observed",
            status=lag.status,
        )
        for shock, lag in zip(record.shocks, lags, strict=True)
    }


def gaps_of(record: Record, *, unclear_counts: bool) -> GapRows:
    every = completions_of_days(record, {}, unclear_counts=unclear_counts)
    visits = observed(next(every), record)
    closed = [
        (date.fromordinal(begin), date.fromordinal(end), end - begin)
        for begin, end in closed_gaps(visits)
    ]
    return GapRows(closed, float(as_float(open_gap(visits, record).low) or 0))
