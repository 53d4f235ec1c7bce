"""What the archive's tables must equal, visit by visit."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

HEADS = ("head_of_state", "head_of_party", "head_of_government")
GROUPS: dict[str | None, str] = {
    **dict.fromkeys(HEADS, "heads"),
    "deputy_head": "deputy heads",
    "politburo_member": "Politburo and state councillors",
    "state_councillor": "Politburo and state councillors",
    "foreign_minister": "ministers",
    "cabinet_minister": "ministers",
    "vice_minister": "below or other",
    "other": "below or other",
    None: "rank not recorded",
}

Row = dict[str, Any]


def cell(rows: list[Row], group: str, decade: int, seen: tuple[date, date]) -> Row:
    """Return the numbers of one rank group in one decade."""
    inside = [
        row
        for row in rows
        if seen[0] <= row["date"] <= seen[1]
        and row["date"].year // 10 * 10 == decade
        and GROUPS[row["visitor_rank"]] == group
    ]
    found: Row = {"visits": len(inside)}
    wanted: dict[str, Callable[[Row], bool]] = {
        "unsourced": lambda row: not row["sourced"],
        "vague": lambda row: row["date_precision"] != "day",
        "unannounced": lambda row: row["announced"] == "false",
        "announcement_unknown": lambda row: row["announced"] == "unknown",
    }
    for name, holds in wanted.items():
        found[name] = sum(holds(row) for row in inside)
        share = Fraction(found[name], len(inside)) if inside else None
        found[f"share_{name}"] = None if share is None else float(share)
    return found


def p_of_late_start(n: int, silent: int, days: int) -> float:
    """Return how readily n visits, thrown on days, all avoid the first of them."""
    return float(Fraction(days - silent, days) ** n)


# Coverage ----------------------------------------------------------------------------


def rows_on(coverage: list[Row], rank: str | None) -> list[Row]:
    """Return the rows of a coverage that speak of a rank."""
    named = {row["visitor_rank"] for row in coverage}
    return [
        row
        for row in coverage
        if row["visitor_rank"] in (None, rank)
        or (row["visitor_rank"] == "*" and rank is not None and rank not in named)
    ]


def days_of(coverage: list[Row], rank: str | None, seen: range) -> set[int]:
    return {
        day
        for day in seen
        for row in rows_on(coverage, rank)
        if row["since"] <= day <= row["through"]
    }


def compared(
    coverage: list[Row], visits: list[tuple[int, str]], seen: range
) -> set[int]:
    """Return the days compared: the most of any rank that has a visit."""
    sets = [(day, days_of(coverage, rank, seen)) for day, rank in visits if day in seen]
    known = [days for day, days in sets if day in days]
    if not known:
        known = [
            {
                d
                for r in coverage
                if r["visitor_rank"] in (None, row["visitor_rank"])
                for d in seen
                if r["since"] <= d <= r["through"]
            }
            for row in coverage
        ]
    return max(known, key=len, default=set())
