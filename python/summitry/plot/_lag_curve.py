"""The Kaplan-Meier curve of lags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.frames import Table
from summitry.frames.door import at_the_door
from summitry.output.format import cell, many, number, range_text
from summitry.plot._around import heighten, in_legend, legend_above, name_upright
from summitry.plot._axes import axes_for
from summitry.plot._canvas import COLORS, DASHES, GREY, describe, plain, style
from summitry.plot._columns import listed, read, texts
from summitry.plot._fitting import in_lines, told_apart
from summitry.plot._room import figure_of, room_of
from summitry.plot._terms import interval_words
from summitry.plot._waiting import draw_waiting

if TYPE_CHECKING:
    import numpy.typing as npt
    from matplotlib.axes import Axes

    from summitry.frames import Frame

_OWN = (
    *("time", "at_risk", "events", "censored", "survival", "se", "lower", "upper"),
    *("vague", "mass"),
)
_METHODS = ("interval", "level", "estimator")
_BAND = ("lag_lower", "lag_upper", "mass", "before", "after")
_ENDS = ("least", "greatest")
_USUAL_LINES = 2
"""Lines of the legend for which a new figure has room."""


class _Mean(NamedTuple):
    """The mean of the answered lags, what it may be, and how many it leaves out."""

    value: float
    text: str
    censored: int


@at_the_door
def lag_curve(
    curve: Frame, summary: Frame | None = None, *, ax: Axes | None = None
) -> Axes:
    """
    Draw the share of shocks still without an answer, day by day.

    Parameters
    ----------
    curve : frame
        What `summitry.lag_curve` returned, of one group or several, or
        `turnbull_curve`, which is drawn as a band.
    summary : frame, optional
        What `lag_summary` returned for the same lags. Its mean of the answered lags
        alone is then marked, as what it is.
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
        If the curve is empty.
    MissingExtraError
        If matplotlib is not installed.

    Notes
    -----
    Steps with a band of limits; an upright tick where a lag is censored. Below the axis
    stands how many shocks still waited on that day.

    Examples
    --------
    >>> import summitry
    >>> tests = {"lag": [114, 99, 146, 187], "observed": [True, True, True, False]}
    >>> ax = summitry.plot.lag_curve(
    ...     summitry.lag_curve(tests), summitry.lag_summary(tests)
    ... )
    >>> ax.lines[0].get_ydata().tolist()
    [1.0, 0.75, 0.5, 0.25, 0.25]
    """
    table = read(curve, "curve", "lags")
    if table.has("mass"):
        table = as_steps(table)
    names, codes = _groups(table)
    means = _means(summary, list(names)) if summary is not None else {}
    room = room_of(ax)
    with style(names, room.size):
        width = room.across(0.8 if len(names) == 1 else room.names)
        # Two lines of the legend, of which none is cut at the same place.
        shown = told_apart(names, 1.6 * width)
        given, ax = ax, axes_for(ax, 3.3 + 0.16 * len(names))
        for group, own in enumerate(shown):
            color, dash = COLORS[group % 7], DASHES[group % 7]
            rows = np.flatnonzero(codes == group)
            label = in_legend(own) if len(names) > 1 else None
            _steps(ax, table, rows, color=color, linestyle=dash, label=label)
        _mark_means(ax, means, names)
        ax.set_ylim(0, 1.05)
        ax.set_xlim(0, max(ax.get_xlim()[1], 1.0))
        ax.set_xlabel(in_lines("lag (days since the shock)", width))
        name_upright(ax, "share of shocks without a visit", room.high)
        ax.grid(axis="y")
        if table.has("at_risk"):
            draw_waiting(ax, table, names, codes, (room.names, width))
        lines = legend_above(ax, room, width)
        if given is None:
            heighten(figure_of(ax), lines - _USUAL_LINES)
        return describe(ax, _words(table, names, codes, means))


def _groups(table: Table) -> tuple[list[str], npt.NDArray[np.int64]]:
    """Name the group of each row by the columns that form the groups."""
    columns = [name for name in table.columns if name not in {*_OWN, *_METHODS}]
    rows = _named_by(table, columns)
    names = list(dict.fromkeys(rows))
    places = {name: place for place, name in enumerate(names)}
    return names, np.array([places[row] for row in rows])


def _named_by(table: Table, columns: list[str]) -> list[str]:
    """Name each row by those of some columns that vary."""
    varying = [name for name in columns if len(table.categories(name).labels) > 1]
    parts = [texts(table, name, "none") for name in varying]
    return [", ".join(row) for row in zip(*parts, strict=True)] or [""] * len(table)


def _steps(ax: Axes, table: Table, rows: npt.NDArray[np.int64], **style: Any) -> None:
    time, share = table.floats("time")[rows], table.floats("survival")[rows]
    x, y = np.append(0.0, time), np.append(1.0, share)
    line = style | ({"alpha": 0.0} if table.has("mass") else {})
    ax.step(x, y, where="post", **line)
    # Limits hold until the next step, also until the last one, where there are none.
    ends = np.repeat(x, 2)[1:-1]
    lower, upper = (
        np.repeat(np.append(1.0, table.floats(limit)[rows]), 2)[:-2]
        for limit in ("lower", "upper")
    )
    band = interval_words(table) if style["label"] is None else None
    if table.has("mass"):
        band = style["label"] or "where the share must lie"
    ax.fill_between(
        ends,
        lower,
        upper,
        color=style["color"],
        alpha=0.4 if table.has("mass") else 0.16,
        lw=0.8 if table.has("mass") else 0,
        label=band if table.has("mass") or (lower < upper).any() else None,
    )
    censored = table.floats("censored")[rows] > 0
    told = style["label"] is None and censored.any()
    ax.plot(
        time[censored],
        share[censored],
        linestyle="none",
        marker="|",
        ms=9,
        mew=1.4,
        color=style["color"],
        label="censored: no visit yet" if told else None,
    )


def as_steps(table: Table) -> Table:
    """
    Return a band of shares as steps: its upper edge falls late, its lower one early.

    Where nothing bounds the last interval the band goes on to the last day that is.
    """
    first = table.floats("lag_lower")
    last = table.floats("lag_upper")
    before, after = table.floats("before"), table.floats("after")
    last = np.where(np.isnan(last), first, last)
    bounded = ~np.isnan(table.floats("lag_upper"))
    time = np.stack([first, last], axis=1).ravel()
    rows = np.repeat(np.arange(len(table)), 2)
    upper = np.stack([before, np.where(bounded, after, before)], axis=1).ravel()
    lower = np.stack([np.where(bounded, after, before)] * 2, axis=1).ravel()
    kept = [name for name in table.columns if name not in {*_BAND}]
    columns: dict[str, Any] = {
        name: [table.values(name)[row] for row in rows.tolist()] for name in kept
    }
    columns |= {"time": time, "survival": upper, "lower": lower, "upper": upper}
    columns |= {"censored": np.zeros(len(time)), "mass": np.repeat(0.0, len(time))}
    return Table(table.build(columns), "curve")


def _means(summary: Frame, names: list[str]) -> dict[str, _Mean]:
    """Mean of the answered lags, as exact as it is known, of each group."""
    table = Table(summary, "summary")
    mean = table.floats("complete_case_mean")
    ends = [mean, mean]
    if table.has("complete_case_mean_least"):
        ends = [table.floats(f"complete_case_mean_{end}") for end in _ENDS]
    censored = table.integers("censored")
    columns = table.columns[: table.columns.index("n")]
    rows = _named_by(table, columns)
    found: dict[str, _Mean] = {}
    for row, name in enumerate(rows):
        key = names[0] if len(names) == 1 else name
        if not np.isnan(mean[row]) and key in names:
            lower, upper = (cell(end[row], "days", 1) for end in ends)
            own = float(mean[row])
            text = range_text(number(own, 1), lower, upper)
            found.setdefault(key, _Mean(own, text, int(censored[row])))
    return found


def _mark_means(ax: Axes, means: dict[str, _Mean], names: list[str]) -> None:
    named = len(names) > 1
    for name, (mean, text, censored) in means.items():
        color = COLORS[names.index(name) % len(COLORS)] if named else GREY
        whose = f"{plain(name)}: " if named else ""
        left_out = f", {censored} still waiting left out" if censored else ""
        what = "mean of the answered only" if censored else "mean"
        ax.axvline(
            mean,
            color=color,
            ls=(0, (4, 3)),
            lw=1.2,
            label=in_legend(f"{whose}{what}, {text} days{left_out}"),
        )


def _words(
    table: Table,
    names: list[str],
    codes: npt.NDArray[np.int64],
    means: dict[str, _Mean],
) -> str:
    time, share = table.floats("time"), table.floats("survival")
    parts = []
    for group, name in enumerate(names):
        own = codes == group
        last = f"{share[own][-1]:.2f} after {many(format(time[own][-1], 'g'), 'day')}"
        whose = f"{name}: " if name else ""
        mean = ""
        if name in means:
            _, told, censored = means[name]
            mean = (
                f"; the mean of the answered lags alone is {told} days and leaves out "
                f"{censored}"
            )
        parts.append(f"{whose}falls from 1 to {last}{mean}")
    return f"Curve of the share of shocks still without a visit: {listed(parts)}."
