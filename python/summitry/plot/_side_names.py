"""Names of the countries at the right of a timeline, upright, each beside its half."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from summitry.plot._canvas import inches, plain
from summitry.plot._fitting import shortened
from summitry.plot._room import figure_of
from summitry.sources.state_names import state_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

_SHORTEST = 0.45
"""Inches to which the name of a country is cut at most."""

_BOLD = 1.12
"""How much wider bold letters are."""


def name_sides(
    ax: Axes,
    sides: Sequence[str],
    edges: Sequence[float],
    colors: Sequence[str],
    row: float,
) -> None:
    """
    Name the country of the upper and of the lower half.

    Parameters
    ----------
    ax : Axes
        The axes.
    sides : (2,) str
        The upper and the lower country.
    edges : (2,) float
        How many rows each half has.
    colors : (2,) str
        Of their names.
    row : float
        About how many inches a row is high.
    """
    from summitry.plot._when_drawn import Forms

    for sign, side, edge, color in zip((1, -1), sides, edges, colors, strict=True):
        own = edge - 0.45
        forms = _forms(state_name(side), own * row)
        text = ax.text(
            1.012,
            sign * edge / 2,
            forms[0][0],
            transform=ax.get_yaxis_transform(),
            rotation=270,
            ha="left",
            va="center",
            weight="bold",
            color=color,
        )
        Forms(ax, {text: forms}, partial(_height, ax, own / sum(edges)))


def _height(ax: Axes, share: float) -> float:
    """Return the inches of a share of the height of axes."""
    return float(ax.bbox.height / figure_of(ax).dpi * share)


def _forms(name: str, room: float) -> list[tuple[str, float]]:
    """
    Return where visits come from, in ever shorter forms, and their inches.

    Only what is first decides how much is kept free, so later ones have no more lines.
    """
    whole = plain(name, 80)
    forms = [f"from {whole}", whole, whole.replace(" ", "\n", 1)]
    fitting = [form for form in forms[:2] if _wide(form) <= room] or forms[2:]
    cut = shortened(name, _SHORTEST / _BOLD)
    return [(form, _wide(form)) for form in [*fitting, cut]]


def _wide(text: str) -> float:
    return _BOLD * max(map(inches, text.split("\n")))
