"""How much room a plot has on its figure: for its names, its notes and its axes."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from summitry.exceptions import FrameError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PAGE = 7.0
"""Width of a two-column page in inches."""

_page: ContextVar[float] = ContextVar("page", default=PAGE)

_NAMES, _NOTES, _NOTES_ALONE = 0.36, 0.24, 0.3
"""Shares of a place that names at the left and notes at the right may take."""

_MOST_NOTES = 1.3
"""Inches that notes take at most where several axes share a figure."""

_COLUMN = 4.5
"""Inches under which a place is as narrow as a column of a journal."""

ABOVE_AND_BELOW = 1.0
"""Inches that a legend and what an axis measures take of the height of a place."""

BESIDE = 0.4
"""Inches that the upright axis takes with its name."""

LEAST_SIZE = 5.0
"""Points under which letters cannot be read, so that none is drawn smaller."""

OF_ROW = 0.85
"""How high letters may be, as a share of their row."""

LEAST_ROW = LEAST_SIZE / 72 / OF_ROW
"""Inches that a row needs to be read."""

_LOWEST = 0.45
"""Inches that the upright axis needs for its name."""

_EDGE, _OWN = 0.05, 0.55
"""Inches kept free at an edge; what the axes at the right of a gap may use of it."""


@dataclass(frozen=True)
class Room:
    """
    Inches that a plot has.

    Attributes
    ----------
    width, height : float
        Of its place on the figure; of axes at a fixed position with the gaps beside.
    names, notes : float
        What may stand at the left and at the right of its axes.
    least : float
        How wide the axes are at least.
    high : float
        About how high they are.
    columns : int
        How many places stand side by side; 0 if other axes stand above or below, which
        may make them narrower.
    """

    width: float
    height: float
    names: float
    notes: float
    least: float
    high: float
    columns: int

    @property
    def narrow(self) -> bool:
        """Whether it is no wider than a column of a journal."""
        return self.width < _COLUMN

    def before(self, left: float) -> float:
        """Return how far a legend begins before the axes: so far where it needs it."""
        return left if self.narrow or not self.columns else 0.0

    @property
    def size(self) -> float:
        """Points of its letters."""
        return 7.5 if self.narrow else 8.5

    def across(self, taken: float) -> float:
        """Return how wide the axes are where their own names and notes take so much."""
        if not self.columns:
            return self.least
        # A layout gives all columns the same width of what names and notes leave.
        others = (self.columns - 1) * (self.width - self.least)
        left = self.columns * self.width - others - taken
        return max(left / self.columns, self.least)


@contextmanager
def on_page(width: float) -> Iterator[None]:
    """Let new figures be so many inches wide meanwhile."""
    before = _page.set(width)
    try:
        yield
    finally:
        _page.reset(before)


def page_width() -> float:
    """Return the inches that a new figure is wide."""
    return _page.get()


def room_of(ax: Axes | None, least: float = _LOWEST) -> Room:
    """
    Return the room of a plot.

    A layout makes axes as narrow as the widest names and notes beside any of them ask,
    so each keeps to its share, and none is left with less than the rest.

    Parameters
    ----------
    ax : Axes or None
        The caller's axes, or None for those of a new figure.
    least : float
        Inches that the plot needs; 0 where it finds that out itself.

    Raises
    ------
    InputError
        If the axes are too low for any plot.
    """
    if ax is None:
        return _of_place(page_width(), float("inf"), 1)
    make_room(ax)
    found = _room_on(ax)
    if found.high < least:
        refuse_height("the axes are too low for a plot", found, least)
    return found


def _room_on(ax: Axes) -> Room:
    paper: Any = ax.figure
    wide, high = paper.bbox.width / paper.dpi, paper.bbox.height / paper.dpi
    spec = ax.get_subplotspec()
    if spec is None or figure_of(ax).get_layout_engine() is None:
        return _at_position(ax, wide, high)
    ends, box = paper.subplotpars, spec.get_position(paper)
    width = wide * box.width / (ends.right - ends.left)
    height = high * box.height / (ends.top - ends.bottom)
    others = [one for one in figure_of(ax).axes if one is not ax]
    stacked = any(_is_above_or_below(one, ax) for one in others)
    columns = 0 if stacked else max(round(wide / width), 1)
    return _of_place(width, height, columns)


def _is_above_or_below(one: Axes, ax: Axes) -> bool:
    own, other = ax.get_position(), one.get_position()
    return bool(other.x0 < own.x1 and own.x0 < other.x1)


def column_of(room: Room, columns: int) -> Room:
    """Return the room of one of several columns of a new figure, all of them alike."""
    return _of_place(room.width / columns, room.height, 1)


def _of_place(width: float, height: float, columns: int) -> Room:
    beside = _NOTES_ALONE * width if columns == 1 else min(_NOTES * width, _MOST_NOTES)
    least = width - _NAMES * width - beside - 2 * _EDGE
    high = max(height - ABOVE_AND_BELOW, 0.4 * height)
    return Room(width, height, _NAMES * width, beside, least, high, columns)


def refuse_low(room: Room, n: int, what: str, lines: float = 1) -> None:
    """
    Refuse axes on which so many rows cannot be read.

    Raises
    ------
    InputError
        If they are too low.
    """
    wanted = n * lines * LEAST_ROW
    if wanted > room.high:
        refuse_height(f"the axes are too low for {n} {what}", room, wanted)


def refuse_height(said: str, room: Room, wanted: float) -> NoReturn:
    """Say how high a place must be for axes that want so many inches."""
    refuse_inches(said, wanted + max(room.height - room.high, ABOVE_AND_BELOW))


def refuse_inches(said: str, high: float) -> NoReturn:
    """Refuse axes, and say for how many inches they are high enough."""
    raise InputError(
        said,
        code="too_many_rows",
        column="ax",
        hint="leave out `ax`, for a figure that is as high as it must be, or give axes "
        f"for which there are {high + 0.05:.1f} inches",
    )


def _at_position(ax: Axes, wide: float, high: float) -> Room:
    """The room of axes that stay where they are: the gaps around them."""
    box = ax.get_position()
    others = [one.get_position() for one in ax.figure.axes if one is not ax]
    beside = [o for o in others if o.y0 < box.y1 and box.y0 < o.y1]
    left = max([0.0, *(o.x1 for o in beside if o.x1 <= box.x0)])
    right = min([1.0, *(o.x0 for o in beside if o.x0 >= box.x1)])
    before, after = (box.x0 - left) * wide, (right - box.x1) * wide
    names = before * (_OWN if left else 1) - _EDGE
    notes = after * ((1 - _OWN) if right < 1 else 1) - _EDGE
    across = box.width * wide
    whole = names + across + notes
    return Room(whole, high, names, notes, across, box.height * high, 0)


def make_room(ax: Axes) -> None:
    """Let axes make room for each other's words, unless their layout is chosen."""
    paper = figure_of(ax)
    if paper.get_layout_engine() is None and ax.get_subplotspec() is not None:
        import matplotlib as mpl

        ends = ("left", "right", "bottom", "top", "wspace", "hspace")
        usual: Any = mpl.rcParams
        if all(
            getattr(paper.subplotpars, e) == usual[f"figure.subplot.{e}"] for e in ends
        ):
            paper.set_layout_engine("constrained")


def figure_of(ax: Axes) -> Figure:
    """Return the figure that axes are on, though they be on a part of it."""
    part = ax.figure
    if part is None:
        raise FrameError("the axes are on no figure", code="no_figure", column="ax")
    return part.figure
