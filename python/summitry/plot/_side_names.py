"""Names of the countries at the right of a timeline, upright, each beside its half."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.output.state_names import state_name
from summitry.plot._canvas import BOLD, inches, plain
from summitry.plot._fitting import in_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

_MOST = 1.3
"""Inches from which on a name stands in several lines."""

_MOST_LINES = 3

_AIR = 0.08
"""Inches between the names of both halves."""


def upright_name(side: str, *, whole: bool) -> tuple[str, float]:
    """
    Return the name of a country as it stands beside its half, and its inches.

    On a new figure it says `from`, unless that is long; only a name for which three
    lines are too few is cut.
    """
    name = plain(state_name(side), 80)
    if whole and _wide(f"from {name}") <= _MOST:
        name = f"from {name}"
    elif _wide(name) > _MOST or (not whole and " " in name):
        lines = min(max(round(_wide(name) / _MOST + 0.5), 2), _MOST_LINES)
        longest = max(map(_wide, name.split()))
        room = min(max(_wide(name) / lines * 1.15, longest), _MOST)
        name = in_lines(name, room / BOLD, most=_MOST_LINES)
    return name, _wide(name) + _AIR


def name_sides(
    ax: Axes,
    names: Sequence[tuple[str, float]],
    edges: Sequence[float],
    colors: Sequence[str],
) -> None:
    """
    Name the country of the upper and of the lower half.

    Parameters
    ----------
    ax : Axes
        The axes.
    names : (2,) of (str, float)
        What `upright_name` returned for each.
    edges : (2,) float
        How many rows each half has.
    colors : (2,) str
        Of their names.
    """
    for sign, (name, _), edge, color in zip((1, -1), names, edges, colors, strict=True):
        ax.text(
            1.012,
            sign * edge / 2,
            name,
            transform=ax.get_yaxis_transform(),
            rotation=270,
            ha="left",
            va="center",
            weight="bold",
            color=color,
        )


def _wide(text: str) -> float:
    return BOLD * max(map(inches, text.split("\n")))
