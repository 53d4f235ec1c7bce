"""The axes of a plot: where they stand, how much room there is, the legend above."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from summitry.plot._room import figure_of, make_room, page_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_PAGE_HEIGHT, _LEAST_ROW = 8.0, 0.17
_DARK = 0.4
"""Brightness under which a figure is dark; what is drawn is made for white paper."""

_off_screen: ContextVar[bool] = ContextVar("off_screen", default=False)


def axes_for(ax: Axes | None, height: float) -> Axes:
    """
    Return the caller's axes, or those of a new figure, a page wide and so high.

    On a figure whose layout nobody has chosen, axes make room for each other's words.
    The caller's get the look of the others.
    """
    if ax is None:
        return new_figure(height).add_subplot()
    make_room(ax)
    _dress(ax)
    return ax


def _dress(ax: Axes) -> None:
    """Give axes that were made in another style the look of summitry."""
    import matplotlib as mpl
    from matplotlib.colors import to_rgb

    rules: Any = mpl.rcParams
    paper = figure_of(ax)
    if sum(to_rgb(paper.get_facecolor())) / 3 < _DARK:
        paper.set_facecolor("white")
    ax.set_facecolor("white")
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        ax.spines[side].set(color=rules["axes.edgecolor"], lw=rules["axes.linewidth"])
    for axis, name in ((ax.xaxis, "x"), (ax.yaxis, "y")):
        axis.label.set(
            color=rules["axes.labelcolor"],
            size=rules["axes.labelsize"],
            family=rules["font.family"],
        )
        axis.set_tick_params(
            labelsize=rules[f"{name}tick.labelsize"],
            labelcolor=rules[f"{name}tick.labelcolor"],
            color=rules[f"{name}tick.color"],
            grid_color=rules["grid.color"],
            grid_linewidth=rules["grid.linewidth"],
            labelfontfamily=rules["font.family"],
        )
    ax.grid(visible=False)
    ax.set_axisbelow(True)


def new_figure(height: float) -> Figure:
    """Return a new figure, a page wide and so high."""
    look: dict[str, Any] = {"figsize": (page_width(), height), "layout": "constrained"}
    if _off_screen.get():
        from matplotlib.figure import Figure

        return Figure(**look)
    import matplotlib.pyplot as plt

    return plt.figure(**look)


@contextmanager
def off_screen() -> Iterator[None]:
    """Make new figures that are only for files: no window, no pyplot."""
    token = _off_screen.set(True)
    try:
        yield
    finally:
        _off_screen.reset(token)


def axes_below(ax: Axes, share: float) -> Axes:
    """
    Make room below axes for others with the same horizontal axis.

    Parameters
    ----------
    ax : Axes
        The upper axes; they give up the room.
    share : float
        Height of the lower axes, as a share of both.
    """
    figure = figure_of(ax)
    spec = ax.get_subplotspec()
    if spec is not None:
        halves = spec.subgridspec(2, 1, height_ratios=(1 - share, share), hspace=0.08)
        ax.set_subplotspec(halves[0])
        return figure.add_subplot(halves[1], sharex=ax)
    box = ax.get_position()
    ax.set_position(
        (box.x0, box.y0 + share * box.height, box.width, (1 - share) * box.height)
    )
    return figure.add_axes(
        (box.x0, box.y0, box.width, share * box.height * 0.96), sharex=ax
    )


def row_height(rows: int, usual: float) -> float:
    """Return the inches of a row, so that many rows still fit a page."""
    return min(usual, max(_PAGE_HEIGHT / max(rows, 1), _LEAST_ROW))
