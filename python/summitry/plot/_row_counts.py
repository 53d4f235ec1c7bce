"""On how many visits each row of a table of eras stands, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.output.format import many

if TYPE_CHECKING:
    from summitry.frames import Table

_SHORT = 0.1
"""Years under which the days of an era are told."""


def counts_of(table: Table) -> list[str]:
    """Say of each bar on how many visits it stands; nothing where none was possible."""
    if not (table.has("count") and table.has("years")):
        return [""] * len(table)
    rows = zip(table.integers("count"), table.floats("years"), strict=True)
    return [_count(int(count), float(years)) for count, years in rows]


def _count(count: int, years: float) -> str:
    if not years:
        return ""
    if years < _SHORT:
        return f"{count} in {many(max(round(years * 365.25), 1), 'day')}"
    return f"{count} in {years:.1f} years"
