"""Sentences on trends within eras, steps at handovers, and shares that move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.frames import Table
from summitry.infer.composition import BOTH_FELL
from summitry.infer.families import REFUSED
from summitry.infer.trend import UNTOLD
from summitry.output.era_words import named_era
from summitry.output.format import p_text
from summitry.output.table_rows import optional_values, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from summitry.frames import Frame


_SUPPOSES = (
    "The test supposes that no year depends on its neighbours; where they resemble each "
    "other it finds too much. It is no verdict of its own: which eras differ is said by "
    "the comparisons."
)
_BESIDE = {
    "substitution": "substitution: as counted these became fewer and the others did not",
    BOTH_FELL: (
        "both fell, if visits are independent of each other: these and the others "
        "became fewer"
    ),
}


def trends(tables: Mapping[str, Frame]) -> str:
    """Say in which eras visits rose or fell; nothing where there is no era."""
    table = Table(tables["trend"], "trend")
    rows = rows_of(table, "era", "verdict", "factor", "p", "note")
    tested = [row for row in rows if row[1] != REFUSED]
    told = [
        f"{era}: {verdict} (by a factor of {_two(factor)} a year, p {p_text(p)})"
        for era, verdict, factor, p, _ in tested
        if verdict != UNTOLD
    ]
    said = ""
    if told:
        said = (
            f"Within eras, by whole calendar years: {'; '.join(told)}. Each era is tested "
            f"by itself, so of many one shows a trend by chance. {_SUPPOSES}"
        )
    elif tested:
        said = (
            "Within no era that was tested can a trend of visits a year be told; that does "
            "not show that there was none."
        )
    untested = [(era, note) for era, verdict, *_, note in rows if verdict == REFUSED]
    return _and_untested(said, untested)


def steps(tables: Mapping[str, Frame]) -> str:
    """Say of each handover with enough years whether it was a step or a trend."""
    said = ""
    if "trend_or_step" in tables:
        table = Table(tables["trend_or_step"], "trend_or_step")
        told = [
            f"{named_era(era)} to {named_era(other)}: {verdict} (p of the step {p_text(p_step)}, of the trend {p_text(p_trend)})"
            for era, other, verdict, p_step, p_trend in rows_of(
                table, "era", "other_era", "verdict", "p_step", "p_trend"
            )
        ]
        said = (
            f"At handovers between eras of four years or more: {'; '.join(told)}. Each "
            f"handover is tested by itself. {_SUPPOSES}"
        )
    if "handovers_untested" not in tables:
        return said
    left = Table(tables["handovers_untested"], "handovers_untested")
    untested = [
        (f"the handover from {named_era(era)} to {named_era(other)}", note)
        for era, other, note in rows_of(left, "era", "other_era", "note")
    ]
    return _and_untested(said, untested)


def shares(tables: Mapping[str, Frame]) -> str:
    """Say whether a share of the visits moved from era to era, and what others did."""
    if "composition" not in tables:
        return ""
    table = Table(tables["composition"], "composition")
    sides = optional_values(table, "side")
    names = ("kind", "share", "p_trend", "verdict", "upper_slope", "note")
    told, untested = [], []
    for side, row in zip(sides, rows_of(table, *names), strict=True):
        kind, share, p, verdict, slope, note = row
        whose = f"{kind}{f', eras of {side}' if side else ''}"
        if share == REFUSED:
            untested.append((f"the share of {whose}", note))
            continue
        moved = "cannot be told to move" if share == UNTOLD else share
        told.append(f"{whose}: {moved} (p {p_text(p)}){_beside(share, verdict, slope)}")
    said = ""
    if told:
        said = (
            f"The share of all visits, from era to era: {'; '.join(told)}. A share can "
            "fall because others came more often."
        )
    return _and_untested(said, untested)


def _beside(share: str, verdict: str, slope: float | None) -> str:
    """Say what the numbers themselves did where a share falls."""
    if share != "falls":
        return ""
    if verdict in _BESIDE:
        return f", {_BESIDE[verdict]}"
    if slope is not None and slope >= 0:
        return ", though they became no fewer: nothing took their place"
    return ", and whether others took their place cannot be told"


def _and_untested(said: str, untested: Iterable[tuple[str, str | None]]) -> str:
    """Add what was not tested, those with one reason together."""
    found: dict[str, list[str]] = {}
    for what, why in untested:
        found.setdefault(why or "nothing to test", []).append(what)
    left = [f"{'; '.join(names)} ({why})" for why, names in found.items()]
    more = f"Not tested: {'; '.join(left)}." if left else ""
    return f"{said} {more}".strip()


def _two(value: float | None) -> str:
    return "no number" if value is None else f"{value:.2f}"
