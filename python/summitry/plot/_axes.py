"""The axes of a plot: where they stand, how much room there is, the legend above."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from summitry.exceptions import FrameError
from summitry.plot._canvas import inches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PAGE = 7.0
"""Width of a two-column page in inches."""

_PAGE_HEIGHT, _LEAST_ROW = 8.0, 0.17
_SHARED = 0.75
_off_screen: ContextVar[bool] = ContextVar("off_screen", default=False)


def axes_for(ax: Axes | None, height: float) -> Axes:
    """
    Return the caller's axes, or those of a new figure, a page wide and so high.

    On a figure whose layout nobody has chosen, axes make room for each other's words.
    """
    if ax is not None:
        _make_room(ax)
        return ax
    return new_figure(height).add_subplot()


def _make_room(ax: Axes) -> None:
    paper = figure_of(ax)
    spec = ax.get_subplotspec()
    if paper.get_layout_engine() is None and spec is not None:
        import matplotlib as mpl

        ends = ("left", "right", "bottom", "top", "wspace", "hspace")
        usual: Any = mpl.rcParams
        if all(
            getattr(paper.subplotpars, e) == usual[f"figure.subplot.{e}"] for e in ends
        ):
            paper.set_layout_engine("constrained")


def new_figure(height: float) -> Figure:
    """Return a new figure, a page wide and so high."""
    look: dict[str, Any] = {"figsize": (PAGE, height), "layout": "constrained"}
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
        halves = spec.subgridspec(2, 1, height_ratios=(1 - share, share), hspace=0.02)
        ax.set_subplotspec(halves[0])
        return figure.add_subplot(halves[1], sharex=ax)
    box = ax.get_position()
    ax.set_position(
        (box.x0, box.y0 + share * box.height, box.width, (1 - share) * box.height)
    )
    return figure.add_axes(
        (box.x0, box.y0, box.width, share * box.height * 0.96), sharex=ax
    )


def figure_of(ax: Axes) -> Figure:
    """Return the figure that axes are on, though they be on a part of it."""
    figure = ax.get_figure(root=True)
    if figure is None:
        raise FrameError("the axes are on no figure", code="no_figure", column="ax")
    return figure


def width_of(ax: Axes | None, taken: float) -> float:
    """
    Return about how many inches wide axes are.

    Parameters
    ----------
    ax : Axes or None
        The caller's axes, or None for those of a new figure.
    taken : float
        Inches that the words beside the axes take of their place.
    """
    place = PAGE
    if ax is not None:
        paper = figure_of(ax)
        spec = ax.get_subplotspec()
        if paper.get_layout_engine() is None or spec is None:
            return float(ax.get_position().width * paper.get_figwidth())
        top = spec.get_topmost_subplotspec()
        share = (top.colspan.stop - top.colspan.start) / top.get_gridspec().ncols
        # Axes that stand above each other are all as narrow as the narrowest.
        place = float(paper.get_figwidth() * share) * (1 if share == 1 else _SHARED)
    return max(place - taken, place / 4)


def row_height(rows: int, usual: float) -> float:
    """Return the inches of a row, so that many rows still fit a page."""
    return min(usual, max(_PAGE_HEIGHT / max(rows, 1), _LEAST_ROW))


def legend_above(ax: Axes, room: float, **style: Any) -> int:
    """
    Put the legend above axes, in as many columns as so many inches have room for.

    Parameters
    ----------
    ax : Axes
        The axes.
    room : float
        Inches that it may be wide. Labels that are wider are broken into lines.
    **style
        Of the legend.

    Returns
    -------
    int
        How many lines it takes; 0 where there is nothing to tell.
    """
    handles, labels = ax.get_legend_handles_labels()
    if not labels:
        return 0
    labels = [in_lines(label, room - _HANDLE) for label in labels]
    wide = [max(map(_inches, label.split("\n"))) + _HANDLE for label in labels]
    columns = next(
        n for n in range(min(len(labels), 6), 0, -1) if n == 1 or _fit(wide, n, room)
    )
    ax.legend(
        handles,
        labels,
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=columns,
        **{"columnspacing": 1.2, "handletextpad": 0.5} | style,
    )
    lines = [label.count("\n") + 1 for label in labels]
    return int(max(sum(part) for part in _columns_of(lines, columns)))


_HANDLE = 0.42
"""Inches that the sign of a legend takes, with the space after its label."""


def _fit(wide: list[float], columns: int, room: float) -> bool:
    """Whether labels, which fill one column after the other, have room."""
    return bool(sum(max(part) for part in _columns_of(wide, columns)) <= room)


def _columns_of(values: list[Any], columns: int) -> list[list[Any]]:
    """Return values in columns as a legend has them, of which the first are longer."""
    each, longer = divmod(len(values), columns)
    starts = [column * each + min(column, longer) for column in range(columns + 1)]
    return [values[start:end] for start, end in pairwise(starts)]


def in_lines(text: str, room: float, size: float = 8.5) -> str:
    """Return a text in lines of so many inches, broken at its spaces."""
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}".strip()
        if not lines[-1] or inches(joined, size) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    return "\n".join(lines)


def _inches(text: str) -> float:
    return inches(text, 8.5)
