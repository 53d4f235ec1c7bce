"""Sentences on how much the years of eras vary, for the terminal and the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.frames import Frame, Table
from summitry.infer.dispersion import said
from summitry.measure.years import DISPERSED
from summitry.output.format import p_text
from summitry.output.state_names import state_name
from summitry.output.table_rows import optional_values, records_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBERS = ("dispersion", "df", "p", "even_p", "lag1_p")


def clustering(tables: Mapping[str, Frame]) -> list[str]:
    """Say how much the years of each side's eras vary; nothing where not measured."""
    allowed = allows(tables)
    return [
        f"{side}: {said(measured, allowed=allowed)}"
        if side
        else said(measured, allowed=allowed)
        for side, measured in _measured(tables)
    ]


def short_clustering(tables: Mapping[str, Frame]) -> list[str]:
    """Say the same in a line or two for all sides."""
    told, untold, varying = [], [], []
    for side, measured in _measured(tables):
        if measured["df"]:
            value, p = measured["dispersion"], measured["p"]
            told.append(f"{side} {value:.2f} (p {p_text(p)})".strip())
            varying.append(value > 1)
        else:
            untold.append(side)
    lines = []
    if told:
        more = "are those of independent visits"
        if any(varying):
            more = "allow for it" if allows(tables) else "do not allow for it"
        if any(varying) and not all(varying):
            more += " where it is above 1"
        what = "Years vary by (1 is chance)"
        lines.append(f"{what}: {', '.join(told)}; intervals and verdicts {more}.")
    if untold:
        whose = f" of {' and '.join(untold)}" if any(untold) else ""
        lines.append(
            f"How much years{whose} vary cannot be told: intervals and verdicts hold if "
            "visits are independent of each other."
        )
    return lines


def allows(tables: Mapping[str, Frame]) -> bool:
    """Whether the intervals of a run allow for years that vary, where these do."""
    if "frequency" not in tables:
        return True
    asked = Table(tables["frequency"], "frequency").values("interval")
    return not asked or any(word in DISPERSED for word in asked)


def _measured(tables: Mapping[str, Frame]) -> list[tuple[str, dict[str, Any]]]:
    """Return the numbers of each list of eras beside the name of its side."""
    if "dispersion" not in tables:
        return []
    table = Table(tables["dispersion"], "dispersion")
    sides, rows = optional_values(table, "side"), records_of(table, *_NUMBERS)
    nan = float("nan")
    return [
        (
            state_name(side) if side else "",
            {name: nan if value is None else value for name, value in row.items()},
        )
        for side, row in zip(sides, rows, strict=True)
    ]
