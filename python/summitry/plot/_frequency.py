"""Bars of frequency by era."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.output.format import interval_text, many, number
from summitry.plot._canvas import (
    BLUE,
    GREY,
    ORANGE,
    SKY,
    axes_for,
    describe,
    plain,
    row_height,
    style,
)
from summitry.plot._columns import listed, one_reading, read, texts

if TYPE_CHECKING:
    import numpy.typing as npt
    from matplotlib.axes import Axes

    from summitry.frames import Frame, Table

_ROW, _BAR, _PAIRED = 0.3, 0.62, 0.36
_MOST_OVER = 2.2
_FILLS = {
    "frequency": {"color": SKY, "edgecolor": BLUE, "label": "unweighted"},
    "weighted_frequency": {
        "color": "white",
        "edgecolor": ORANGE,
        "hatch": "////",
        "label": "weighted",
    },
}


class _Measure(NamedTuple):
    """One kind of frequency, era by era."""

    name: str
    value: npt.NDArray[np.float64]
    lower: npt.NDArray[np.float64]
    upper: npt.NDArray[np.float64]


def frequency(
    table: Frame,
    *,
    ax: Axes | None = None,
    weighted: bool | None = None,
    reading: str | None = None,
) -> Axes:
    """
    Draw visits a year in each era as bars with their intervals.

    Parameters
    ----------
    table : frame
        What `era_frequency` returned; the eras of each side stand together, in the
        order of the table.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.
    weighted : bool, optional
        Whether to draw the weighted frequency beside the other one; by default if the
        table has it.
    reading : str, optional
        Of a table with both readings of unclear visits, the one to draw as bars, the
        first by default. The other is marked by a diamond.

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
    An interval that goes on beyond the plot ends in an arrow. An era without exposure
    keeps its row and says so.

    Examples
    --------
    >>> import summitry
    >>> table = {"era": ["Hu", "Xi"], "frequency": [5.5, 1.39]}
    >>> table |= {"lower": [4.1, 0.5], "upper": [7.2, 3.0]}
    >>> ax = summitry.plot.frequency(table)
    >>> [float(bar.get_width()) for bar in ax.patches]
    [5.5, 1.39]
    """
    main, other = one_reading(read(table, "table", "eras"), reading)
    has_weights = main.has("weighted_frequency")
    both = has_weights if weighted is None else weighted
    measures = [_measure(main, "frequency", "")]
    if both:
        measures.append(_measure(main, "weighted_frequency", "weighted_"))
    names, sides = texts(main, "era"), _sides(main)
    places = _places(sides)
    row = row_height(int(places[-1]) + 1, _ROW * (1.25 if both else 1.0))
    height = 1.0 + row * (places[-1] + 1)
    with style([*names, *sides]):
        ax = axes_for(ax, height)
        limit = _limit(measures)
        for number_, measure in enumerate(measures):
            shift = (number_ - 0.5) * _PAIRED if both else 0.0
            _bars(ax, measure, places + shift, limit, _PAIRED if both else _BAR)
        if other is not None:
            _diamonds(ax, other, places - (_PAIRED / 2 if both else 0.0))
        _name_rows(ax, names, sides, places)
        _counts(ax, main, places)
        ax.set_xlim(0, limit)
        ax.set_xlabel("visits a year")
        if both or other is not None:
            ax.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=3)
        return describe(ax, _words(names, measures))


def _measure(table: Table, column: str, prefix: str) -> _Measure:
    limits = (table.floats(f"{prefix}{end}") for end in ("lower", "upper"))
    return _Measure(column, table.floats(column), *limits)


def _sides(table: Table) -> list[str]:
    """Name the group of each row: its side, or its pair of countries."""
    columns = [
        name
        for name in ("origin", "destination", "side", "other_side")
        if table.has(name)
    ]
    parts = [texts(table, column) for column in columns]
    groups = [
        " and ".join(part for part in row if part) for row in zip(*parts, strict=True)
    ]
    return groups or [""] * len(table)


def _places(sides: list[str]) -> npt.NDArray[np.float64]:
    """One row for each era, and one more before each side but the first."""
    steps = [0.0] + [1.0 if side == before else 1.9 for before, side in pairwise(sides)]
    return np.cumsum(steps) + (0.9 if any(sides) else 0.0)


def _limit(measures: list[_Measure]) -> float:
    """The end of the axis: beyond every bar, and most intervals."""
    largest = max((np.nanmax(m.value, initial=0.0) for m in measures), default=0.0)
    upper = max((np.nanmax(m.upper, initial=0.0) for m in measures), default=0.0)
    wanted = min(upper, largest * _MOST_OVER) if largest else upper
    return float(max(wanted, largest) * 1.16) or 1.0


def _bars(
    ax: Axes,
    measure: _Measure,
    places: npt.NDArray[np.float64],
    limit: float,
    thickness: float,
) -> None:
    style: dict[str, Any] = _FILLS[measure.name]
    known = ~np.isnan(measure.value)
    ax.barh(places[known], measure.value[known], height=thickness, **style)
    inside = limit * 0.94
    lower, upper = measure.lower, measure.upper
    drawn = known & ~np.isnan(lower) & ~np.isnan(upper)
    ax.hlines(
        places[drawn],
        lower[drawn],
        np.minimum(upper[drawn], inside),
        color="black",
        lw=1,
    )
    whole = drawn & (upper <= inside)
    for ends, mask in ((lower, drawn), (upper, whole)):
        ax.plot(ends[mask], places[mask], "|", color="black", ms=4, mew=1)
    beyond = drawn & (upper > inside)
    ax.plot(np.full(beyond.sum(), inside), places[beyond], ">", color="black", ms=4)
    for place in places[~known]:
        ax.text(0, place, " not observed", va="center", color=GREY, style="italic")


def _counts(ax: Axes, table: Table, places: npt.NDArray[np.float64]) -> None:
    """Say beside each bar how many visits it stands on."""
    if not (table.has("count") and table.has("years")):
        return
    counts, years = table.integers("count"), table.floats("years")
    for place, count, time in zip(places, counts, years, strict=True):
        ax.annotate(
            f"{count} in {time:.1f} years",
            (1.0, place),
            xycoords=("axes fraction", "data"),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=7.5,
            color=GREY,
        )


def _diamonds(ax: Axes, other: Table, places: npt.NDArray[np.float64]) -> None:
    label = texts(other, "reading")[0]
    ax.plot(
        other.floats("frequency"),
        places,
        "D",
        mfc="white",
        mec="black",
        ms=4.5,
        label=label,
        zorder=5,
    )


def _name_rows(
    ax: Axes, names: list[str], sides: list[str], places: npt.NDArray[np.float64]
) -> None:
    ax.set_yticks(places, [plain(name) for name in names])
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(places[-1] + 0.75, -0.6 if any(sides) else -0.75)
    first = dict(reversed(list(zip(sides, places, strict=True))))
    for side, place in first.items():
        if side:
            ax.annotate(
                plain(side, 24),
                (0, place - 0.95),
                xycoords=("axes fraction", "data"),
                xytext=(-4, 0),
                textcoords="offset points",
                ha="right",
                va="center",
                weight="bold",
            )
    ax.grid(axis="x")


def _words(names: list[str], measures: list[_Measure]) -> str:
    rows = [
        f"{name} " + ", weighted ".join(_one(measure, row) for measure in measures)
        for row, name in enumerate(names)
    ]
    return f"Bars of visits a year in {many(len(names), 'era')}: {listed(rows)}."


def _one(measure: _Measure, row: int) -> str:
    if np.isnan(measure.value[row]):
        return "not observed"
    parts = (measure.value, measure.lower, measure.upper)
    return interval_text(*(number(float(part[row]), 2) for part in parts))
