"""Sentences on how much the years of eras vary, for the terminal and the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.frames import Frame, Table

if TYPE_CHECKING:
    from collections.abc import Mapping


def clustering(tables: Mapping[str, Frame]) -> list[str]:
    """Say how much the years of each side's eras vary; nothing where not measured."""
    if "dispersion" not in tables:
        return []
    table = Table(tables["dispersion"], "dispersion")
    sides = table.values("side") if table.has("side") else [None] * len(table)
    told = zip(sides, table.values("says"), strict=True)
    return [f"{side}: {says}" if side else str(says) for side, says in told]


def short_clustering(tables: Mapping[str, Frame]) -> list[str]:
    """Say the same in one line for all sides."""
    if "dispersion" not in tables:
        return []
    table = Table(tables["dispersion"], "dispersion")
    sides = table.values("side") if table.has("side") else [""] * len(table)
    columns = (table.values(name) for name in ("dispersion", "p"))
    parts = [
        f"{side or ''} {value:.2f} (p {p:.2g})".strip()
        for side, value, p in zip(sides, *columns, strict=True)
        if value is not None
    ]
    if not parts:
        return []
    allowed = any(alpha for alpha in table.values("alpha"))
    more = "allow for it" if allowed else "are those of independent visits"
    what = "Years vary by (1 is chance)"
    return [f"{what}: {', '.join(parts)}; intervals and verdicts {more}."]
