"""The tables of a study as plain rows. A day is its number, `date.toordinal()`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

Row = dict[str, str]

FOREVER = date.max.toordinal() - 1

DEFAULTS: dict[str, Any] = {
    "exposure": "days",
    "handover": "successor",
    "date_rule": "start",
    "same_day": "include",
    "overlap": "both",
    "unclear": "exclude",
    "unsourced": "doubt",
    "method": "dispersed",
    "level": "0.95",
    "adjustment": "holm",
    "tau": None,
}


class Window(NamedTuple):
    """The days observed, both ends included."""

    since: int
    through: int

    def holds(self, day: int) -> bool:
        return self.since <= day <= self.through


@dataclass(frozen=True, eq=False)
class Visit:
    """One row of the visits."""

    row: int
    cells: Row
    days: tuple[int, ...]
    """Every day that its date may be, the earliest first."""
    verdict: str
    sourced: bool
    weight: Fraction

    @property
    def origin(self) -> str:
        return self.cells["origin"]

    @property
    def destination(self) -> str:
        return self.cells["destination"]

    @property
    def pair(self) -> frozenset[str]:
        return frozenset({self.origin, self.destination})


@dataclass(frozen=True)
class Era:
    """One era, `[start, end)`; one that still runs ends at `FOREVER`."""

    name: str
    start: int
    end: int
    side: str = ""
    rule: str = ""


@dataclass(frozen=True)
class Shock:
    """One shock; `pair` is none where it names no countries."""

    id: str
    days: tuple[int, ...]
    pair: frozenset[str] | None


@dataclass(frozen=True)
class Record:
    """A study's tables, read under the conventions of one claim."""

    window: Window
    visits: list[Visit]
    eras: list[Era]
    shocks: list[Shock]
    rules: dict[str, str]
    conventions: dict[str, Any]
    coverage: list[dict[str, Any]] = field(default_factory=list)
    """Who is covered, and when; everybody always if there is no report."""


def first_and_last(text: str) -> tuple[int, int]:
    """Return the ends of a day, a month, a year, or a range of them."""
    if "/" in text:
        begin, end = text.split("/")
        return first_and_last(begin)[0], first_and_last(end)[1]
    numbers = [int(part) for part in text.split("-")]
    if len(numbers) == 3:
        day = date(*numbers).toordinal()
        return day, day
    if len(numbers) == 2:
        year, month = numbers
        after = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1).toordinal(), after.toordinal() - 1
    year = numbers[0]
    return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()


def possible_days(text: str) -> tuple[int, ...]:
    first, last = first_and_last(text)
    return tuple(range(first, last + 1))


def conventions_of(study: dict[str, Any], claim: dict[str, Any]) -> dict[str, Any]:
    """Return the claim's own, else the study's, else the usual conventions."""
    chosen = DEFAULTS | study.get("conventions", {}) | claim.get("with", {})
    return {key: chosen[key] for key in DEFAULTS}


def record_of(
    study: dict[str, Any],
    visits: list[Row],
    eras: list[Row],
    shocks: list[Row],
    claim: dict[str, Any],
) -> Record:
    """Read everything as one claim wants it read."""
    conventions = conventions_of(study, claim)
    seen = study["observation"]
    (since, _), (_, through) = (
        first_and_last(str(seen[end])) for end in ("since", "through")
    )
    scheme = study.get("scheme", {})
    return Record(
        window=Window(since, through),
        visits=[
            visit_of(number, row, conventions["date_rule"], scheme)
            for number, row in enumerate(visits)
        ],
        eras=[era_of(row) for row in eras],
        shocks=[shock_of(row) for row in shocks],
        rules=study.get("eras", {}).get("rules", {})
        | claim.get("with", {}).get("rules", {}),
        conventions=conventions,
        coverage=study.get("coverage", []),
    )


def visit_of(
    number: int, row: Row, date_rule: str, scheme: dict[str, dict[str, Any]]
) -> Visit:
    text = row["date"]
    if date_rule == "end" and row.get("end_date", ""):
        text = row["end_date"]
    weight = Fraction(1)
    for column, weights in scheme.items():
        weight *= Fraction(str(weights[row[column]]))
    sourced = True
    if "sourced" in row:
        sourced = row["sourced"] == "true"
    elif "source" in row:
        sourced = row["source"].strip() != ""
    return Visit(
        row=number,
        cells=row,
        days=possible_days(text),
        verdict=row.get("qualifies", "true"),
        sourced=sourced,
        weight=weight,
    )


def era_of(row: Row) -> Era:
    end = row.get("end", "")
    return Era(
        name=row["era"],
        start=first_and_last(row["start"])[0],
        end=first_and_last(end)[0] if end else FOREVER,
        side=row.get("side", ""),
        rule=row.get("rule", ""),
    )


def shock_of(row: Row) -> Shock:
    named = [row.get("origin", ""), row.get("destination", "")]
    pair = frozenset(named) if all(named) else None
    return Shock(id=row["id"], days=possible_days(row["date"]), pair=pair)
