"""Days without a visit, over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.exceptions import InputError
from summitry.frames.dates import iso
from summitry.frames.door import at_the_door
from summitry.output.format import many, spaced
from summitry.output.state_names import spelt_out, state_names
from summitry.plot._around import dates_across, legend_above, name_upright
from summitry.plot._axes import axes_for
from summitry.plot._canvas import BLUE, GREY, VERMILLION, describe, plain, style
from summitry.plot._columns import flags, listed, moments, one_reading, read
from summitry.plot._room import room_of
from summitry.plot._terms import one_word

if TYPE_CHECKING:
    import numpy.typing as npt
    from matplotlib.axes import Axes

    from summitry.frames import Frame, Table

_YEAR = 365.25
_SHORT = 2 * _YEAR
"""Days up to which gaps are told in days: a tenth of a year would be too coarse."""
_NAMED = 4
"""How many of the longest gaps are named."""


@at_the_door
def gaps(table: Frame, *, ax: Axes | None = None, reading: str | None = None) -> Axes:
    """
    Draw how long it had been since the last visit, on every day of the observation.

    Of gaps between summits alone it says summits.

    Parameters
    ----------
    table : frame
        What `visit_gaps` returned, for one unit: filter the rows of one pair first if
        gaps were listed by pair.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.
    reading : str, optional
        Of a table with both readings of unclear visits, the one to draw.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    ColumnError
        If a column is missing.
    InputError
        If the table is empty or has no such reading.
    MissingExtraError
        If matplotlib is not installed.

    Notes
    -----
    The line rises by a day every day and falls to zero at a visit. The longest gaps are
    named, and the open one. The axis is in years, in days if no gap reaches two years.

    Examples
    --------
    >>> import summitry
    >>> visits = {"date": ["2009-10-04", "2010-05-03", "2011-05-20"]}
    >>> table = summitry.visit_gaps(visits, since="2009-10-04", through="2017-03-15")
    >>> summitry.plot.alt_text(summitry.plot.gaps(table))[:60]
    'Years since the last visit, 2009-10-04 to 2017-03-15: 3 gaps'
    """
    from summitry.plot._labels import Labels

    rows, _ = one_reading(read(table, "gaps", "gaps"), reading)
    if rows.has("known"):
        # What nobody watched throughout is no gap that can be drawn.
        rows = rows.take(np.flatnonzero(flags(rows, "known")))
    if not len(rows):
        raise InputError("no gap was watched throughout", code="nothing_to_draw")
    visit, only = _named(rows)
    start, length = _starts(rows), rows.integers("days")
    is_open, rank = flags(rows, "open"), rows.integers("rank")
    # Without a visit both ends of the observation count.
    end = np.minimum(start + length, rows.days("through"))
    order = np.lexsort([end, start])
    unit = "days" if length.max() < _SHORT else "years"
    height = length / (1 if unit == "days" else _YEAR)
    room = room_of(ax)
    with style([only], room.size):
        width = room.across(0.8)
        ax = axes_for(ax, 2.6)
        x = moments(np.stack([start, end, end], axis=1)[order].ravel())
        zero = np.zeros(len(start))
        y = np.stack([zero, height, zero], axis=1)[order].ravel()
        closing = np.flatnonzero(is_open[order])
        y[closing * 3 + 2] = np.nan
        ax.fill_between(x, y, color=BLUE, alpha=0.18, lw=0)
        ax.plot(x, y, color=BLUE, lw=1)
        tips = moments(end), height
        ax.plot(
            tips[0][is_open],
            tips[1][is_open],
            "^",
            color=VERMILLION,
            ms=7,
            clip_on=False,
            zorder=5,
            label=f"still no {visit} "
            f"after {_long(int(length[is_open].max(initial=0)), unit)}",
        )
        first, last = float(moments(start).min()), float(tips[0].max())
        labels = Labels(ax, ax.transData)
        for row in np.argsort(rank, kind="stable"):
            if rank[row] <= _NAMED and not is_open[row]:
                labels.add(
                    tips[0][row],
                    tips[1][row],
                    [
                        {"text": f"{_long(length[row], unit)} ", "ha": "right"},
                        {"text": f" {_long(length[row], unit)}", "ha": "left"},
                    ],
                    room=(first, last),
                    va="bottom",
                    color=GREY,
                    fontsize=8,
                )
        dates_across(ax)
        # A gap that began on the last day has room for its mark.
        ax.set_xlim(first, max(last, first + 1))
        ax.set_ylim(0, float(tips[1].max()) * 1.22 or 1.0)
        name_upright(ax, plain(f"{unit} since the last {visit}{only}", 200), room.high)
        ax.grid(axis="y")
        if is_open.any():
            legend_above(ax, room, width)
        named = [
            f"{iso(start[row])} to {iso(end[row])}, {many(length[row], 'day')}"
            + (", still open" if is_open[row] else "")
            for row in np.argsort(rank, kind="stable")
            if is_open[row] or rank[row] <= _NAMED
        ]
        gaps = "1 gap" if len(start) == 1 else f"{len(start)} gaps, the longest"
        return describe(
            ax,
            f"{unit.capitalize()} since the last {visit}{only}, "
            f"{iso(start.min())} to {iso(end.max())}: "
            f"{gaps} {listed(named)}.",
        )


def _named(rows: Table) -> tuple[str, str]:
    """Say between which visits the gaps are: summits, or those of a condition."""
    asked = one_word(rows.values("where")) if rows.has("where") else None
    if asked == "summit is true":
        return "summit", ""
    if asked is None:
        return "visit", ""
    words = spaced(asked)
    return "visit", f" where {spelt_out(words, state_names(words.split()))}"


def _starts(rows: Table) -> npt.NDArray[np.int64]:
    """The day from which each gap is measured: without a visit the first observed."""
    start, missing = rows.optional_days("start")
    return np.where(missing, rows.days("since"), start) if missing.any() else start


def _long(days: int, unit: str) -> str:
    return many(days, "day") if unit == "days" else f"{days / _YEAR:.1f} years"
