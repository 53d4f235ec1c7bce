"""The key of numbered shocks below a timeline: each with its name, in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.plot._canvas import GREY, inches, plain
from summitry.plot._fitting import in_lines, told_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from summitry.plot._strips import Mark

_KEY = 7.5
"""Points of its letters."""

_LONGEST = 48
_LINE, _GAP = 0.13, 0.06
"""Inches of a line of the key, and between it and the dates above."""

KEY_SHARE = 0.2
"""Share of a place above which names are cut to one line each."""

_APART = "     "


def key_of(marks: Sequence[Mark], width: float, height: float) -> str:
    """
    Return the key of shocks that have names, in lines of so many inches.

    On a place so high names are cut where the key would take more than its share.
    """
    if not any(mark.name for mark in marks):
        return ""
    key = [f"{mark.number}  {mark.name}" for mark in marks]
    said = _in_lines([plain(text, _LONGEST) for text in key], width)
    if depth_of_key(said) > KEY_SHARE * height:
        cut = "\n".join(told_apart(key, width, _KEY))
        return min(cut, said, key=lambda text: text.count("\n"))
    return said


def depth_of_key(said: str) -> float:
    """Return the inches that a key takes below the dates."""
    return (said.count("\n") + 1) * _LINE + _GAP if said else 0.0


def draw_key(ax: Axes, said: str) -> None:
    """Write the key below the dates of the axis."""
    if said:
        ax.set_xlabel(said, fontsize=_KEY, loc="left", color=GREY)


def _in_lines(parts: list[str], width: float) -> str:
    """Return parts side by side in lines of so many inches."""
    lines = [""]
    for part in parts:
        joined = f"{lines[-1]}{_APART}{part}" if lines[-1] else part
        if inches(joined, _KEY) <= width:
            lines[-1] = joined
        elif inches(part, _KEY) <= width:
            lines.append(part)
        else:
            lines += in_lines(part, width, _KEY).split("\n")
    return "\n".join(filter(None, lines))
