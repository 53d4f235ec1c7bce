"""How many specifications a step stands for: above it, or below the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.output.format import many
from summitry.plot._canvas import inches
from summitry.plot._room import figure_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from summitry.plot._spec_steps import Step

_SIZE = 7.5
_AIR = 0.04
_LINE = 0.13
"""Inches that a number takes of its step where it stands on its side."""


def turned(steps: Sequence[Step], width: float) -> int | None:
    """
    Return by how many degrees the numbers above steps are turned.

    None where they have no room on axes so many inches wide, or would all be the same
    and have none as they lie.
    """
    room = width / len(steps)
    sizes = {step.size for step in steps}
    if max(inches(f"{size}", _SIZE) for size in sizes) + _AIR <= room:
        return 0
    return 90 if room >= _LINE and len(sizes) > 1 else None


def number_steps(ax: Axes, steps: Sequence[Step], degrees: int) -> None:
    """Write above each step how many specifications agree."""
    from matplotlib.transforms import ScaledTranslation

    from summitry.plot._labels import Labels

    up = ScaledTranslation(0, 2.5 / 72, figure_of(ax).dpi_scale_trans)
    labels = Labels(ax, ax.transData + up)
    for place, step in enumerate(steps):
        if not np.isnan(step.value):
            forms = [{"text": f"{step.size}", "rotation": degrees}]
            labels.add(
                place, step.value, forms, ha="center", va="bottom", fontsize=_SIZE
            )


def account(steps: Sequence[Step], left_out: int, *, numbered: bool) -> str:
    """Say what the steps are, and how many agree unless that stands above them."""
    sizes = [step.size for step in steps]
    n = sum(sizes)
    told = many(f"{n}", "specification")
    if left_out:
        n_shown = many(left_out, "decision")
        return f"{told}; {n_shown} that matter less left out for want of room"
    if len(steps) == 1 < n:
        return f"{told}, all of which agree"
    if len(steps) == n:
        return f"{told}, from the lowest number to the highest"
    least, most = min(sizes), max(sizes)
    of = f"{most}" if least == most else f"{least} to {most}"
    each = "" if numbered else f" of {of} that agree"
    how = "; how many agree stands above" if numbered else ""
    return f"{told} in {many(len(steps), 'step')}{each}, from lowest to highest{how}"
