"""How many shocks still wait, below the curve of lags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.plot._canvas import COLORS, inches
from summitry.plot._fitting import told_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    from matplotlib.axes import Axes

    from summitry.frames import Table

_SIZE, _LINE = 7.5, 11.0
"""Size of the numbers, and points from one line of them to the next."""

_AWAY = 12.0
"""Points from the axis to the end of what a line is called."""

_LEAST_APART = 0.34
"""Inches between the numbers of a line."""


def waiting(
    table: Table, rows: npt.NDArray[np.int64], days: Sequence[float]
) -> list[int]:
    """
    Return how many lags of a group had neither ended nor been cut before each day.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> curve = {"time": [9, 99, 187], "at_risk": [3, 2, 1]}
    >>> waiting(Table(curve, "curve"), np.arange(3), [0, 9, 10, 187, 188])
    [3, 3, 2, 1, 0]
    """
    time = table.floats("time")[rows]
    risk = np.append(table.integers("at_risk")[rows], 0)
    return [int(risk[np.searchsorted(time, day, side="left")]) for day in days]


def draw_waiting(
    ax: Axes,
    table: Table,
    names: Sequence[str],
    codes: npt.NDArray[np.int64],
    room: tuple[float, float],
) -> None:
    """
    Write at each day of the axis how many shocks wait, a line for each group.

    `room` is inches for the names of groups, and for the axis.
    """
    ticks = _ticks(ax, room[1])
    ax.set_xticks(ticks)
    named = len(names) > 1
    shown = (
        told_apart(names, room[0] - _AWAY / 72, _SIZE) if named else ["still waiting"]
    )
    ax.xaxis.labelpad = _LINE * (len(names) + 1) if named else _LINE
    lines = [(-1, "still waiting", "black")] if named else []
    for group, name in enumerate(shown):
        color = COLORS[group % len(COLORS)] if named else "black"
        lines.append((group, name, color))
        numbers = waiting(table, np.flatnonzero(codes == group), ticks)
        for day, number in zip(ticks, numbers, strict=True):
            _write(ax, day, str(number), len(lines), "center", color)
    for place, (_, name, color) in enumerate(lines, start=1):
        _write(ax, 0.0, name, place, "right", color, left=_AWAY)


def _write(
    ax: Axes,
    day: float,
    text: str,
    line: int,
    side: str,
    color: str,
    left: float = 0.0,
) -> None:
    ax.annotate(
        text,
        (day, 0.0),
        xycoords=("data", "axes fraction"),
        xytext=(-left, -16 - _LINE * (line - 1)),
        textcoords="offset points",
        ha=side,
        va="top",
        fontsize=_SIZE,
        color=color,
        annotation_clip=False,
    )


def _ticks(ax: Axes, width: float) -> list[float]:
    """Return days at which the axis is marked, so far apart that numbers have room."""
    low, high = ax.get_xlim()
    most = max(int(width / max(_LEAST_APART, inches("0000", _SIZE))), 2)
    from matplotlib.ticker import MaxNLocator

    found = MaxNLocator(nbins=min(most, 8), integer=True).tick_values(0.0, high)
    return [float(day) for day in found if low <= day <= high]
