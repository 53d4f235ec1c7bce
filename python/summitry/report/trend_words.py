"""Sentences on trends within eras, steps at handovers, and shares that move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.frames import Table
from summitry.infer.trend import UNTOLD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.frames import Frame


_SUPPOSES = (
    "The test supposes that no year depends on its neighbours; where they resemble each "
    "other it finds too much. It is no verdict of its own: which eras differ is said by "
    "the comparisons."
)


def trends(tables: Mapping[str, Frame]) -> str:
    """Say in which eras visits rose or fell; nothing where no era was tested."""
    table = Table(tables["trend"], "trend")
    rows = _rows(table, "era", "verdict", "factor", "p")
    told = [
        f"{era}: {verdict} (by a factor of {_two(factor)} a year, p {p:.2g})"
        for era, verdict, factor, p in rows
        if verdict != UNTOLD
    ]
    if not rows:
        return ""
    if not told:
        return (
            "Within no era can a trend of visits a year be told; that does not show "
            "that there was none."
        )
    return (
        f"Within eras, by whole calendar years: {'; '.join(told)}. Each era is tested by "
        f"itself, so of many one shows a trend by chance. {_SUPPOSES}"
    )


def steps(tables: Mapping[str, Frame]) -> str:
    """Say of each handover with enough years whether it was a step or a trend."""
    if "trend_or_step" not in tables:
        return ""
    table = Table(tables["trend_or_step"], "trend_or_step")
    told = [
        f"{era} to {other}: {verdict} (p of the step {p_step:.2g}, of the trend {p_trend:.2g})"
        for era, other, verdict, p_step, p_trend in _rows(
            table, "era", "other_era", "verdict", "p_step", "p_trend"
        )
    ]
    return (
        f"At handovers between eras of four years or more: {'; '.join(told)}. Each "
        f"handover is tested by itself. {_SUPPOSES}"
    )


def shares(tables: Mapping[str, Frame]) -> str:
    """Say whether a share of the visits moved from era to era."""
    if "composition" not in tables:
        return ""
    table = Table(tables["composition"], "composition")
    sides = table.values("side") if table.has("side") else [None] * len(table)
    told = []
    for side, (kind, share, p) in zip(
        sides, _rows(table, "kind", "share", "p_trend"), strict=True
    ):
        if p is None:
            continue
        moved = "cannot be told to move" if share == UNTOLD else share
        whose = f", eras of {side}" if side else ""
        told.append(f"{kind}{whose}: {moved} (p {p:.2g})")
    if not told:
        return ""
    return (
        f"The share of all visits, from era to era: {'; '.join(told)}. A share can fall "
        "because others came more often."
    )


def _rows(table: Table, *names: str) -> list[tuple[Any, ...]]:
    return list(zip(*(table.values(name) for name in names), strict=True))


def _two(value: float | None) -> str:
    return "no number" if value is None else f"{value:.2f}"
