"""What a coverage leaves out of a run, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.frames import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.frames import Frame


def coverage_notes(tables: Mapping[str, Frame]) -> list[str]:
    """Say who is compared and when, and what that leaves out."""
    notes = []
    if "frequency" in tables:
        notes += _on_eras(Table(tables["frequency"], "frequency"))
    if "lags" in tables:
        lags = Table(tables["lags"], "lags")
        statuses = lags.values("status")
        outside = statuses.count("outside_coverage")
        if outside:
            notes.append(
                f"Of {len(lags)} shocks {outside} fell on days that are not compared."
            )
        if "placebo" not in tables and {*statuses} & {"observed", "censored"}:
            notes.append(
                "Whether the lags are unusual is not tested: that needs one stretch of "
                "days on which shocks can be moved."
            )
    if "summit_gaps" in tables:
        known = Table(tables["summit_gaps"], "gaps").values("known")
        unknown = known.count(False)
        if unknown:
            notes.append(
                f"Of {len(known)} gaps between summits {unknown} cannot be known: on "
                "some of the days nobody reported."
            )
    return notes


def _on_eras(frequency: Table) -> list[str]:
    """Say it of each list of eras; what holds for all of them is said once."""
    sides = (
        frequency.values("side") if frequency.has("side") else [None] * len(frequency)
    )
    columns = ("coverage", "outside_coverage", "partly_covered")
    rows = zip(sides, *(frequency.values(name) for name in columns), strict=True)
    said: dict[tuple[str, int, int], list[str]] = {}
    for side, text, outside, partly in dict.fromkeys(rows):
        said.setdefault((text, outside, partly), []).append(side or "")
    notes = []
    for (text, outside, partly), named in said.items():
        whose = f" of {' and '.join(named)}" if len(said) > 1 else ""
        lost = ""
        if outside or partly:
            lost = (
                f" Visits left out: {outside} outside of what is covered, {partly} of "
                "somebody not covered throughout, or on days that are not compared."
            )
        notes.append(f"Compared in the eras{whose}: {text}.{lost}")
    return notes
