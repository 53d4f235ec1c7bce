"""What stands around axes: the legend and the title above, the names of both axes."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from summitry.plot._canvas import GREY, ONWARD, inches
from summitry.plot._fitting import in_lines, told_apart
from summitry.plot._room import BESIDE, Room, figure_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def dates_across(ax: Axes) -> None:
    """Let the horizontal axis be of days, marked as often as its width allows."""
    from matplotlib.dates import AutoDateFormatter

    from summitry.plot._when_drawn import FittingDates

    ax.xaxis_date()
    found = FittingDates()  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_locator(found)
    ax.xaxis.set_major_formatter(AutoDateFormatter(found))  # type: ignore[no-untyped-call]


def name_upright(ax: Axes, name: str, high: float, most: int = 3) -> None:
    """Name the upright axis, in lines of so many inches, and smaller on low axes."""
    from summitry.plot._when_drawn import UprightFits

    # Letters are made smaller before a word is broken.
    word = max(map(inches, name.split()), default=0.0)
    ax.set_ylabel(in_lines(name, min(max(high, word), _HIGH), most=most))
    UprightFits(ax)


_HIGH = 2.4
"""Inches that the name of the upright axis takes at most."""


def title_above(ax: Axes, title: str, pad: float | None = None) -> None:
    """Write a title in the usual letters, also on axes of another style."""
    import matplotlib as mpl

    rules: Any = mpl.rcParams
    family = rules["font.family"]
    ax.set_title(title, fontsize="medium", color=GREY, pad=pad, family=family)


def legend_above(
    ax: Axes, room: Room, width: float, left: float = BESIDE, **style: Any
) -> int:
    """
    Put the legend above axes, in as many columns as there is room for.

    Labels that are too wide are broken into lines, on low axes cut.

    Parameters
    ----------
    ax : Axes
        The axes.
    room : Room
        What they have.
    width : float
        How many inches wide they are at least.
    left : float
        Inches that are taken before them, where the legend begins if it must.
    **style
        Of the legend.

    Returns
    -------
    int
        How many lines it takes; 0 where there is nothing to tell.
    """
    from matplotlib.transforms import ScaledTranslation

    handles, labels = ax.get_legend_handles_labels()
    if not labels:
        return 0
    labels = [label.removeprefix(_SHOWN) for label in labels]
    before = room.before(left)
    free = width + before
    labels = _low_enough(labels, free, room)
    columns = _most_columns(labels, free)
    shift = ScaledTranslation(-before, 0, figure_of(ax).dpi_scale_trans)
    legend_of(
        ax,
        handles,
        labels,
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        bbox_transform=ax.transAxes + shift,
        ncols=columns,
        **{"columnspacing": 1.2, "handletextpad": 0.5} | style,
    )
    return _lines(labels, columns)


def heighten(paper: Figure, lines: int) -> None:
    """Give a figure the inches that further lines of its legend take."""
    paper.set_figheight(paper.get_figheight() + _ENTRY * max(lines, 0))


_ENTRY = 0.18
"""Inches of a line of a legend on a new figure."""


def lines_of_legend(labels: list[str], free: float, room: Room) -> int:
    """Return how many lines a legend takes that has so many inches."""
    found = _low_enough(labels, free, room)
    return _lines(found, _most_columns(found, free)) if found else 0


def _low_enough(labels: list[str], free: float, room: Room) -> list[str]:
    """Return labels in lines; of a low place they take no more than a part."""
    return next(
        found
        for most in range(_MOST_LINES, 0, -1)
        if _high(found := _fitting(labels, free - _HANDLE, most)) < _SHARE * room.height
        or most == 1
    )


def _most_columns(labels: list[str], free: float) -> int:
    wide = [max(map(inches, label.split("\n"))) + _HANDLE for label in labels]
    most = min(len(labels), 6)
    return next(n for n in range(most, 0, -1) if n == 1 or _fit(wide, n, free))


def _lines(labels: list[str], columns: int) -> int:
    deep = [label.count("\n") + 1 for label in labels]
    return int(max(sum(part) for part in _columns_of(deep, columns)))


_SHOWN = "\u200b"
"""Stands before a label that matplotlib would leave out for its underscore."""


def in_legend(label: str) -> str:
    """
    Return a label from data so that the legend has it.

    Examples
    --------
    >>> in_legend("tests"), in_legend("_tests")
    ('tests', '\u200b_tests')
    """
    return f"{_SHOWN}{label}" if label.startswith("_") else label


def legend_of(
    owner: Axes | Figure, handles: list[Any], labels: list[str], **style: Any
) -> None:
    """Make the legend of axes or of a figure, with every label as it reads."""
    found = owner.legend(handles, list(map(in_legend, labels)), **style)
    for text, label in zip(found.get_texts(), labels, strict=True):
        text.set_text(label.removeprefix(_SHOWN))


def _fitting(labels: list[str], room: float, most: int) -> list[str]:
    """Return labels in lines; each cut to one where two would read alike."""
    found = [in_lines(label, room, most=most) for label in labels]
    if len(set(found)) == len(set(labels)):
        return found
    raw = [label.replace(r"\$", "$").replace(ONWARD, "") for label in labels]
    return told_apart(raw, room)


_HANDLE = 0.42
"""Inches that the sign of a legend takes, with the space after its label."""

_MOST_LINES = 4
_SHARE, _LINE = 0.36, 0.16
"""Share of a place that the legend may take, and the inches of its lines."""


def _high(labels: list[str]) -> float:
    """Return the inches of labels below each other."""
    return _LINE * sum(label.count("\n") + 1 for label in labels)


def _fit(wide: list[float], columns: int, room: float) -> bool:
    """Whether labels, which fill one column after the other, have room."""
    return bool(sum(max(part) for part in _columns_of(wide, columns)) <= room)


def _columns_of(values: list[Any], columns: int) -> list[list[Any]]:
    """Return values in columns as a legend has them, of which the first are longer."""
    each, longer = divmod(len(values), columns)
    starts = [column * each + min(column, longer) for column in range(columns + 1)]
    return [values[start:end] for start, end in pairwise(starts)]
