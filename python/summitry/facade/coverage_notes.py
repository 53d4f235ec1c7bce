"""What a coverage leaves out of a run, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.claims.wording import CLAIMS_APART
from summitry.frames import Table
from summitry.output.table_rows import optional_values, rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.frames import Frame


_LEFT_OUT = ("outside_coverage", "partly_covered")


def coverage_notes(tables: Mapping[str, Frame]) -> list[str]:
    """Say who is compared and when, and what that leaves out."""
    notes = []
    if "frequency" in tables:
        frequency = Table(tables["frequency"], "frequency")
        notes += _on_eras(frequency)
        if any(frequency.integers(name).any() for name in _LEFT_OUT):
            notes.append(CLAIMS_APART)
        notes.append("How the shares of visits move is not tested under a coverage.")
    if "lags" in tables:
        lags = Table(tables["lags"], "lags")
        statuses = lags.values("status")
        outside = statuses.count("outside_coverage")
        if outside:
            notes.append(
                f"Of {len(lags)} shocks {outside} fell on days that are not compared."
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
    sides = optional_values(frequency, "side")
    rows = zip(sides, rows_of(frequency, "coverage", *_LEFT_OUT), strict=True)
    said: dict[tuple[str, int, int], list[str]] = {}
    for side, (text, outside, partly) in dict.fromkeys(rows):
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
