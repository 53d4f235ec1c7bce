"""Ratios of ratios with their intervals, row by row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry.exceptions import InputError
from summitry.frames.door import at_the_door
from summitry.output.format import many, number, p_text
from summitry.output.state_names import state_name
from summitry.plot._around import legend_above, lines_of_legend
from summitry.plot._axes import axes_for, row_height
from summitry.plot._beyond import goes_on
from summitry.plot._canvas import BLACK, BLUE, GREY, SKY, describe, inches, plain, style
from summitry.plot._columns import listed, read, texts
from summitry.plot._fitting import in_lines, told_apart
from summitry.plot._room import refuse_low, room_of
from summitry.plot._terms import interval_words

if TYPE_CHECKING:
    import numpy.typing as npt
    from matplotlib.axes import Axes

    from summitry.frames import Frame, Table

    Reals = npt.NDArray[np.float64]

_ROW = 0.34
_BEYOND = 1.35
"""How far the axis goes on beyond the outermost number, where an arrow has room."""


_KEY = 0.17
"""Inches of a line of the legend."""

_AROUND = 0.8
"""Inches that the axis takes with what it measures."""

_LEAST = 2.0
"""How far the axis goes at least to both sides of 1."""

_DEEP = 0.33
"""Inches that a row of two lines takes."""

_P = 0.6
"""Inches that a probability takes."""

_WIDE = 2.5
"""Inches from which on an axis has ticks between the powers of ten."""

_FINE = 200
"""Up to this ratio of its ends an axis has ticks between the powers of ten."""


class _Rows(NamedTuple):
    """The ratios that can be drawn, each with its limits and what it is of."""

    names: list[str]
    ratio: Reals
    lower: Reals
    upper: Reals
    exact: tuple[Reals, Reals]
    p: Reals


@at_the_door
def dyads(found: Frame, *, ax: Axes | None = None) -> Axes:
    """
    Draw how two eras of a dyad stand to each other relative to its baseline.

    Parameters
    ----------
    found : frame
        What `compare_dyads` or `compare_dyads_by_floor` returned. Pairs that have no
        interval are left out, and the words of the plot say how many.
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
        If the table is empty, no pair of it has an interval, or there are more than can
        be read on axes so low.
    MissingExtraError
        If matplotlib is not installed.

    Notes
    -----
    A point is the ratio of ratios and a line its interval, on a logarithmic axis; the
    thick part is the interval that supposes independent visits. Left of the line at 1
    the first era is lower relative to the baseline. An interval without a limit ends in
    an arrow.

    Examples
    --------
    >>> import summitry
    >>> north = {"era": ["Hu", "Xi"], "count": [55, 6], "years": [10.0, 4.33]}
    >>> south = {"era": ["Hu", "Xi"], "count": [40, 25], "years": [10.0, 4.33]}
    >>> found = summitry.compare_dyads(north, south, reference="Hu")
    >>> ax = summitry.plot.dyads(found)
    >>> summitry.plot.alt_text(ax)
    'Ratios of ratios of 1 pair of eras: Xi against Hu 0.18 [0.05, 0.49], p <0.001.'
    """
    table = read(found, "found", "pairs of eras")
    rows, silent = _rows(table)
    room = room_of(ax)
    with style(rows.names, room.size):
        # What the notes do not need the names may have.
        spare = max(room.notes - _P, 0.0) if room.columns == 1 else 0.0
        names = _in_two(rows.names, room.names, room.names + spare)
        wide = max(inches(part) for name in names for part in name.split("\n"))
        width = room.across(wide + 0.9)
        several = any("\n" in name for name in names)
        deep = _DEEP if several else 0.0
        arrows = _arrows(rows)
        told = interval_words(table)
        clusters, independent = "visits may come in clusters", "visits independent"
        key = [*(label for _, label in arrows), "ratio of ratios"]
        key += [f"{told}, {clusters}", f"{told}, {independent}"]
        lines = lines_of_legend(key, width + room.before(wide), room)
        height = _AROUND + _KEY * lines
        free = replace(room, high=room.height - height)
        refuse_low(free, len(names), "pairs of eras", 2.3 if several else 1)
        height += max(row_height(len(names), _ROW), deep) * len(names)
        ax = axes_for(ax, height)
        ax.set_xscale("log")
        ax.set_xlim(*_ends(rows))
        ax.axvline(1, color=GREY, lw=0.8, gid="equal")
        for place in range(len(rows.names)):
            _draw(ax, rows, place)
        for marker, label in arrows:
            ax.plot([], [], marker, color=BLUE, ms=5, label=label)
        ax.plot([], [], "o", color=BLACK, ms=4.5, label="ratio of ratios")
        ax.plot([], [], color=BLUE, lw=1.2, label=f"{told}, {clusters}")
        ax.plot([], [], color=SKY, lw=4, label=f"{told}, {independent}")
        ax.set_yticks(range(len(rows.names)), names)
        ax.set_ylim(len(rows.names) - 0.4, -0.6)
        notes = [
            ax.text(
                1.01,
                place,
                f"p {p_text(p)}",
                transform=ax.get_yaxis_transform(),
                va="center",
                fontsize=7.5,
                color=GREY,
            )
            for place, p in enumerate(rows.p)
        ]
        from summitry.plot._when_drawn import RowTexts

        RowTexts(ax, notes, 1 + several)
        _ticks(ax, width)
        told = "ratio of ratios (1: no change; below 1 the first era is lower)"
        ax.set_xlabel(in_lines(told, width))
        legend_above(ax, room, width, wide)
        ax.grid(axis="x")
        return describe(ax, _words(rows, silent))


def _rows(table: Table) -> tuple[_Rows, int]:
    """Return the pairs with an interval, and how many have none."""
    p = table.floats("p")
    keep = np.flatnonzero(~np.isnan(p))
    if not keep.size:
        raise InputError(
            "no pair of eras has an interval: the column `note` says why",
            code="nothing_to_draw",
            column=table.name,
        )
    names = _names(table)
    ratio, lower, upper = (
        table.floats(name)[keep] for name in ("ratio", "lower", "upper")
    )
    upper = np.where(np.isnan(upper), np.inf, upper)
    ends = [table.floats(name)[keep] for name in ("exact_lower", "exact_upper")]
    exact = (ends[0], np.where(np.isnan(ends[1]), np.inf, ends[1]))
    rows = _Rows([names[row] for row in keep], ratio, lower, upper, exact, p[keep])
    return rows, len(table) - keep.size


def _names(table: Table) -> list[str]:
    """Name each pair, with its dyad and its floor where tables have several."""
    pairs = zip(texts(table, "era"), texts(table, "other_era"), strict=True)
    names = [f"{one} against {other}" for one, other in pairs]
    for column in ("other_country", "destination", "side", "reading", "floor"):
        if table.has(column) and len(set(texts(table, column))) > 1:
            values = [state_name(value) for value in texts(table, column)]
            names = [f"{n}, {v}" for n, v in zip(names, values, strict=True)]
    return names


def _in_two(names: list[str], room: float, most: float) -> list[str]:
    """Write each pair in a line of so many inches, or before and from `against` on."""
    if max(inches(plain(name, 400)) for name in names) <= room:
        return [plain(name, 400) for name in names]
    parts = [name.partition(" against ") for name in names]
    firsts = told_apart([first for first, _, _ in parts], most)
    seconds = told_apart([f"against {second}" for _, _, second in parts], most)
    return [f"{one}\n{two}" for one, two in zip(firsts, seconds, strict=True)]


def _ends(rows: _Rows) -> tuple[float, float]:
    """Return the ends of the axis: those of all finite numbers, and somewhat beyond."""
    numbers = np.concatenate([rows.ratio, rows.lower, rows.upper, [1.0]])
    known = numbers[np.isfinite(numbers) & (numbers > 0)]
    low, high = float(known.min()) / _BEYOND, float(known.max()) * _BEYOND
    return min(low, 1 / _LEAST), max(high, _LEAST)


def _draw(ax: Axes, rows: _Rows, place: int) -> None:
    low, high = ax.get_xlim()
    lower, upper = rows.lower[place], rows.upper[place]
    ends = max(lower, low), min(upper, high)
    ax.plot(ends, (place, place), color=BLUE, lw=1.2, gid=f"interval-{place + 1}")
    exact = max(rows.exact[0][place], low), min(rows.exact[1][place], high)
    ax.plot(exact, (place, place), color=SKY, lw=4, solid_capstyle="butt", zorder=1.5)
    for beyond, at, marker in ((lower < low, low, "<"), (upper > high, high, ">")):
        if beyond:
            ax.plot(at, place, marker, color=BLUE, ms=5, clip_on=False)
    if rows.ratio[place] > 0:
        ax.plot(rows.ratio[place], place, "o", color=BLACK, ms=4.5, gid="ratio")


def _arrows(rows: _Rows) -> list[tuple[str, str]]:
    """Return the arrows in which intervals end, and how far these go on."""
    low, high = _ends(rows)
    ends = rows.lower[rows.lower < low], rows.upper[rows.upper > high]
    pairs = zip("<>", ends, strict=True)
    return [(marker, goes_on(cut.tolist())) for marker, cut in pairs if cut.size]


def _ticks(ax: Axes, width: float) -> None:
    """Print numbers of the axis as numbers, not as powers of ten."""
    from matplotlib.ticker import LogLocator, NullFormatter, StrMethodFormatter

    low, high = ax.get_xlim()
    fine = high < _FINE * low and width > _WIDE
    ax.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0) if fine else (1.0,)))
    ax.xaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
    ax.xaxis.set_minor_formatter(NullFormatter())


def _words(rows: _Rows, silent: int) -> str:
    parts = []
    for place, name in enumerate(rows.names):
        ratio = rows.ratio[place]
        value = "no ratio" if np.isnan(ratio) else number(float(ratio), 2)
        upper = rows.upper[place]
        limit = number(float(upper), 2) if np.isfinite(upper) else "no limit"
        limits = f"[{number(float(rows.lower[place]), 2)}, {limit}]"
        parts.append(f"{name} {value} {limits}, p {p_text(rows.p[place])}")
    left_out = (
        f" {many(silent, 'pair')} without an interval left out." if silent else ""
    )
    pairs = many(len(rows.names), "pair")
    return f"Ratios of ratios of {pairs} of eras: {listed(parts)}.{left_out}"
