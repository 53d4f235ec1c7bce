"""Phases: the steps of frequency over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames import Frame, Table
from summitry.frames.dates import day_of, iso
from summitry.frames.door import at_the_door
from summitry.measure.qualify import verdicts_of
from summitry.output.format import number
from summitry.plot._around import dates_across, legend_above, name_upright
from summitry.plot._axes import axes_for
from summitry.plot._beyond import goes_on
from summitry.plot._canvas import BLUE, GREY, describe, style
from summitry.plot._columns import listed, moments, one_reading, read
from summitry.plot._room import figure_of, room_of
from summitry.plot._terms import interval_words

if TYPE_CHECKING:
    import numpy.typing as npt
    from matplotlib.axes import Axes

    from summitry.frames.word_types import Date

_YEAR = 365.25
_HEADROOM = {True: 2.6, False: 1.45}
"""How far the axis goes above the highest step, with intervals and without."""
_HEIGHTS = (0.99, 0.91, 0.83, 0.75)
"""Where the date of a step may stand, as a share of the height."""
_ON_WHITE = {"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 0.8}
_TIP = 0.975
"""Where the arrow of an interval stands that goes on, as a share of the height."""

_ABOVE = 1.1
"""Room above everything for the dates of the steps."""


@at_the_door
def phases(
    table: Frame,
    visits: Frame | None = None,
    *,
    through: Date | None = None,
    reading: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """
    Draw the frequency of each phase as a step, with its interval.

    Parameters
    ----------
    table : frame
        What `phases` returned, or `era_frequency` for such phases: ``start``, ``end``
        and ``frequency``, and perhaps ``lower`` and ``upper``.
    visits : frame, optional
        The visits: those that count are counted by calendar year behind the steps.
    through : date, optional
        Last day observed, where the end of the last phase is missing.
    reading : str, optional
        Of a table with both readings of unclear visits, the one to draw.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    ColumnError
        If a column is missing.
    InputError
        If there is no phase.
    MissingValueError
        If the last phase has no end and `through` is not given.
    MissingExtraError
        If matplotlib is not installed.

    Examples
    --------
    >>> import summitry
    >>> table = {
    ...     "start": ["1992-01-01", "2000-01-01"],
    ...     "end": ["2000-01-01", "2017-03-16"],
    ...     "frequency": [1.1, 4.9],
    ... }
    >>> summitry.plot.alt_text(summitry.plot.phases(table))[:62]
    'Visits a year in 2 phases: 1992-01-01 to 1999-12-31 1.10; 2000'
    """
    rows, _ = one_reading(read(table, "phases", "phases"), reading)
    if rows.has("rule"):
        rules = rows.categories("rule").codes
        rows = rows.take(np.flatnonzero(rules == rules[0]))
    start, end = _ends(rows, through)
    height = rows.floats("frequency")
    limits = (
        (rows.floats("lower"), rows.floats("upper"))
        if rows.has("lower") and rows.has("upper")
        else None
    )
    room = room_of(ax)
    with style(size=room.size):
        width = room.across(0.8)
        ax = axes_for(ax, 2.8)
        top = _HEADROOM[limits is not None] * float(np.nanmax(height, initial=0.1))
        if visits is not None:
            top = max(top, _years(ax, visits, int(start.min()), int(end.max())))
        edges = moments(np.stack([start, end], axis=1).ravel())
        if limits is not None:
            ax.fill_between(
                edges,
                np.repeat(limits[0], 2),
                np.repeat(limits[1], 2),
                color=BLUE,
                alpha=0.22,
                lw=0,
                label=interval_words(rows),
            )
            top = min(top, float(np.nanmax(limits[1])) * 1.1) if visits is None else top
        ax.plot(
            edges, np.repeat(height, 2), color=BLUE, lw=2, label="frequency of a phase"
        )
        _vague_edges(ax, rows, start)
        _number_steps(ax, start, end, height)
        dates_across(ax)
        ax.set_xlim(edges.min(), edges.max())
        ax.set_ylim(0, top * _ABOVE)
        if limits is not None:
            _arrows(ax, moments((start + end) // 2), limits[1], top)
        name_upright(ax, "frequency (visits a year)", room.high)
        _date_steps(ax, start)
        legend_above(ax, room, width)
        return describe(ax, _words(start, end, height, limits))


def _arrows(
    ax: Axes,
    middle: npt.NDArray[np.float64],
    upper: npt.NDArray[np.float64],
    top: float,
) -> None:
    """Mark the intervals that go on above the axes, and say how far they go."""
    beyond = upper > top * _ABOVE
    if beyond.any():
        places = np.full(beyond.sum(), top * _ABOVE * _TIP)
        label = goes_on(upper[beyond].tolist())
        ax.plot(middle[beyond], places, "^", color=BLUE, ms=4, label=label)


def _number_steps(
    ax: Axes,
    start: npt.NDArray[np.int64],
    end: npt.NDArray[np.int64],
    height: npt.NDArray[np.float64],
) -> None:
    """
    Write the frequency above each step that has room for it, the longest first.

    Over the middle of its step, or from an end of it where the axes end too soon.
    """
    from matplotlib.transforms import ScaledTranslation

    from summitry.plot._labels import Labels

    up = ScaledTranslation(0, 3 / 72, figure_of(ax).dpi_scale_trans)
    labels = Labels(ax, ax.transData + up)
    labels.set_gid("frequencies")
    left, middle, right = map(moments, (start, (start + end) // 2, end))
    room = float(left.min()), float(right.max())
    inset = 0.006 * (room[1] - room[0])
    for row in np.argsort(start - end, kind="stable"):
        if not np.isnan(height[row]):
            text = number(float(height[row]), 2)
            forms = [
                {"text": text, "x": middle[row], "ha": "center"},
                {"text": text, "x": left[row] + inset, "ha": "left"},
                {"text": text, "x": right[row] - inset, "ha": "right"},
            ]
            labels.add(
                middle[row],
                height[row],
                forms,
                room=room,
                va="bottom",
                fontsize=8,
                weight="bold",
                bbox=_ON_WHITE,
            )


def _date_steps(ax: Axes, start: npt.NDArray[np.int64]) -> None:
    """Write the first day of each phase but the first along its step."""
    from matplotlib.transforms import blended_transform_factory

    from summitry.plot._labels import Labels

    labels = Labels(ax, blended_transform_factory(ax.transData, ax.transAxes))
    labels.set_gid("dates")
    for day in start[1:]:
        (x,) = moments(np.array([day]))
        ax.axvline(x, color=GREY, lw=0.8, ls=(0, (2, 2)), zorder=0.9, gid="step")
        left = {"text": f" {iso(day)}", "ha": "left"}
        right = {"text": f"{iso(day)} ", "ha": "right"}
        forms = [form | {"y": y} for y in _HEIGHTS for form in (left, right)]
        room = ax.get_xlim()
        labels.add(x, 0.99, forms, room=room, va="top", fontsize=8, color=GREY)


def _ends(
    rows: Table, through: Any
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    start = rows.days("start")
    end, missing = rows.optional_days("end")
    if missing.any():
        end = np.where(missing, day_of(through, "through") + 1, end)
    return start, end


def _vague_edges(ax: Axes, rows: Table, start: npt.NDArray[np.int64]) -> None:
    """Shade the days within which an edge lies, where visits are vague."""
    if not rows.has("start_latest"):
        return
    latest = rows.days("start_latest")
    low, high = np.minimum(start, latest), np.maximum(start, latest)
    moved = np.flatnonzero(low < high)
    for place, row in enumerate(moved):
        ends = moments(np.array([low[row], high[row]]))
        label = "edge, on one of these days" if place == 0 else None
        ax.axvspan(*ends, color=GREY, alpha=0.35, lw=0, label=label)


def _years(ax: Axes, visits: Frame, first: int, last: int) -> float:
    """Bars of the visits of each whole calendar year; return room for the highest."""
    table = Table(visits, "visits")
    days, verdicts = table.days("date"), verdicts_of(table)
    keep = (days >= first) & (days < last)
    if verdicts is not None:
        keep &= verdicts == 1
    year = days[keep].view("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    years, counts = np.unique(year, return_counts=True)
    if not len(years):
        return 0.0
    january = years.astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    ax.bar(
        moments(january),
        counts,
        width=_YEAR,
        align="edge",
        color="#DADADA",
        edgecolor="white",
        lw=0.5,
        label="visits in each calendar year",
    )
    return float(counts.max(initial=0)) * 1.15


def _words(
    start: npt.NDArray[np.int64],
    end: npt.NDArray[np.int64],
    height: npt.NDArray[np.float64],
    limits: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]] | None,
) -> str:
    parts = []
    for row, level in enumerate(height):
        text = f"{iso(start[row])} to {iso(end[row] - 1)} {number(float(level), 2)}"
        if limits is not None:
            low, high = (number(float(part[row]), 2) for part in limits)
            text += f" [{low}, {high}]"
        parts.append(text)
    phases = "1 phase" if len(height) == 1 else f"{len(height)} phases"
    return f"Visits a year in {phases}: {listed(parts)}."
