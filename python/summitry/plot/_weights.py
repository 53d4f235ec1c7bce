"""Each era's weighted frequency as one weight is moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import CategoryError, InputError, RangeError
from summitry.frames import label_of
from summitry.frames.arguments import one_of
from summitry.frames.door import at_the_door
from summitry.frames.suggestion import choices
from summitry.measure.tallied import class_name
from summitry.measure.weights import as_scheme
from summitry.plot._around import name_upright, title_above
from summitry.plot._axes import axes_for
from summitry.plot._canvas import (
    BLACK,
    COLORS,
    DASHES,
    PALE,
    describe,
    inches,
    plain,
    style,
)
from summitry.plot._columns import read, texts
from summitry.plot._fitting import in_lines
from summitry.plot._line_names import LINE, fitting_names, name_lines
from summitry.plot._pair_names import SIDES
from summitry.plot._room import refuse_low, room_of
from summitry.plot._weight_words import counted_as, told_of, words
from summitry.robustness.free_weights import ends_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt
    from matplotlib.axes import Axes

    from summitry.frames import Frame, Table
    from summitry.frames.word_types import Treatment
    from summitry.measure.weights import Scheme
    from summitry.robustness.break_even_result import BreakEven
    from summitry.robustness.free_weights import Ranges

_MANY, _MOST_LINES = 7, 5
_BESIDE, _AWAY = 0.6, 0.3
"""Inches at the left of the axes, and between them and the names at their right."""


@at_the_door
def weights(
    tally: Frame,
    found: BreakEven | None = None,
    *,
    vary: Ranges,
    scheme: Scheme | Mapping[str, Mapping[Any, float]] | None = None,
    unclear: Treatment = "exclude",
    ax: Axes | None = None,
) -> Axes:
    """
    Draw each era's weighted frequency against the weight of one category.

    Parameters
    ----------
    tally : frame
        What `era_tally` returned for one list of eras and a scheme.
    found : BreakEven, optional
        What `break_even` found for the same tally and weight: its flips are marked, and
        the weights for which the claim holds are shaded. Of a claim on weighted counts
        these are drawn instead.
    vary : mapping of column to mapping of category to (float, float)
        The one weight that is moved and its range, such as
        ``{"summit": {True: (1, 5)}}``.
    scheme, unclear
        As for `break_even`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes.

    Raises
    ------
    CategoryError
        If the tally has no such category.
    ColumnError
        If a column is missing.
    InputError
        If the tally is empty or holds several lists of eras, or `found` is of another
        weight or of several.
    RangeError
        If there is no range to draw.
    MissingExtraError
        If matplotlib is not installed.

    Notes
    -----
    A weighted frequency is a straight line in each weight: visits of the category
    times the weight, and the others with their own weights, over the years.

    Examples
    --------
    >>> import summitry
    >>> tally = {
    ...     "era": ["A", "A", "B", "B"],
    ...     "years": [5.0, 5.0, 4.0, 4.0],
    ...     "summit": [True, False, True, False],
    ...     "weight": [1.0, 1.0, 1.0, 1.0],
    ...     "count": [0, 9, 3, 2],
    ... }
    >>> ax = summitry.plot.weights(tally, vary={"summit": {True: (1, 5)}})
    >>> [line.get_ydata().tolist() for line in ax.lines]
    [[1.8, 1.8], [1.25, 4.25]]
    """
    table = read(tally, "tally", "eras")
    column, category, (low, high) = _moved(vary)
    _refuse_other(found, f"{column}={label_of(category)}")
    one_of(unclear, "unclear", ("exclude", "include"))
    on_counts = found is not None and found.claim.is_on_counts
    count, years = _counted(table, unclear, on_counts=on_counts)
    names, base, slope = _lines(table, column, category, scheme, (count, years))
    named = _named(found, names)
    x = np.array([low, high])
    room = room_of(ax)
    with style(names, room.size):
        # The names begin a little away from the axes.
        beside = room.notes * 0.94
        shown = fitting_names(table, names, beside)
        wide = min(max(inches(plain(name, 80)) for name in shown), beside)
        width = room.across(_BESIDE + _AWAY + wide)
        refuse_low(room, len(names), "names of eras", 1.07)
        ax = axes_for(ax, max(3.3, LINE * len(names) + 0.8))
        ends = base + slope * high
        for place in range(len(names)):
            strong = place == named or (named is None and len(names) <= _MANY)
            ax.plot(
                x,
                base[place] + slope[place] * x,
                color=BLACK if place == named else COLORS[place % len(COLORS)],
                ls="-" if place == named else DASHES[place % len(DASHES)],
                lw=2.4 if place == named else 1.4 if strong else 1.1,
                gid=f"era-{place + 1}",
            )
        top = (
            float(np.nanmax([*ends, *(base + slope * low)], initial=0.0)) * 1.08 or 1.0
        )
        ax.set_ylim(0, top)
        ax.set_xlim(low, high)
        name_lines(ax, shown, ends, named, beside)
        counted = counted_as(column, label_of(category))
        said = _mark(ax, found, (low, high), counted, width)
        label = plain(f"weight of {counted}", 200)
        ax.set_xlabel(in_lines(label, width, most=3))
        unit = "weighted visits" if on_counts else "weighted visits a year"
        name_upright(ax, unit if on_counts else f"frequency ({unit})", room.high)
        ax.grid(axis="y")
        return describe(ax, words(names, base, slope, (low, high), unit) + said)


def _moved(vary: Ranges) -> tuple[str, Any, tuple[float, float]]:
    """The column, the category and the range of the one weight that is moved."""
    free = [
        (column, category, bounds)
        for column, table in vary.items()
        for category, bounds in table.items()
    ]
    if len(free) != 1:
        raise InputError(
            f"{len(free)} weights are free; a line is drawn against one",
            code="several_weights",
            column="vary",
            hint="vary={'summit': {True: (1, 5)}}",
        )
    column, category, bounds = free[0]
    low, high = ends_of(column, bounds)
    if not (np.isfinite(low) and np.isfinite(high) and 0 <= low < high):
        raise RangeError(
            f"there is no range of weights to draw: from {low!r} to {high!r}",
            code="bad_bounds",
            column="vary",
            hint="vary={'summit': {True: (1, 5)}}",
        )
    return column, category, (float(low), float(high))


def _refuse_other(found: BreakEven | None, weight: str) -> None:
    """Refuse what was found of another weight: its flips are not of these lines."""
    if found is not None and found.weights != (weight,):
        raise InputError(
            f"found is of {' and '.join(found.weights)}, and {weight} is drawn",
            code="other_weight",
            column="found",
            hint="give break_even the vary= that is given here",
        )


def _lines(
    table: Table,
    column: str,
    category: Any,
    scheme: Scheme | Mapping[str, Mapping[Any, float]] | None,
    counted: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]],
) -> tuple[list[str], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """For each era its weighted frequency at weight 0, and how fast that grows."""
    classes = table.categories(_held(table, column))
    if label_of(category) not in classes.labels:
        raise CategoryError(
            f"the tally's '{column}' is never '{label_of(category)}'",
            code="unknown_category",
            column=column,
            hint=choices(label_of(category), classes.labels),
        )
    free = classes.codes == classes.labels.index(label_of(category))
    keys = [name for name in (*SIDES, "rule") if table.has(name)]
    lists = set(zip(*(texts(table, name) for name in keys), strict=True))
    if len(lists) > 1:
        raise InputError(
            f"the tally holds {len(lists)} lists of eras; keep the rows of one",
            code="several_lists",
            column="tally",
        )
    eras = table.categories("era")
    count, years = counted
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(years > 0, count / years, np.nan)
    own = np.where(free, _others(table, column, scheme), table.floats("weight"))
    place, n = eras.codes, len(eras.labels)
    drawn = np.isfinite(rate) & np.isfinite(own)
    if (place < 0).any() or np.isinf(own).any() or not drawn.any():
        raise InputError(
            "no line can be drawn: the tally lacks the name of an era, or has no rate, "
            "or a weight without end",
            code="no_frequency",
            column="tally",
            hint="give what era_tally gave, with 'era', 'count', 'years' and 'weight'",
        )
    return (
        eras.labels,
        _sums(place, np.where(free, 0 * rate, rate * own), n),
        _sums(place, np.where(free, rate * own, 0 * rate), n),
    )


def _counted(
    table: Table, unclear: str, *, on_counts: bool
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Visits and years of each class; a year each where counts are compared."""
    count, years = table.floats("count"), table.floats("years")
    if unclear == "include" and table.has("count_unclear"):
        count = count + table.floats("count_unclear")
    return count, np.where(years > 0, 1.0, years) if on_counts else years


def _held(table: Table, column: str) -> str:
    """Return what the tally calls a column of the scheme."""
    held = class_name(column)
    return held if table.has(held) else column


def _sums(
    place: npt.NDArray[np.int64], values: npt.NDArray[np.float64], n: int
) -> npt.NDArray[np.float64]:
    return np.bincount(place, values, n).astype(np.float64)


def _others(
    table: Table,
    column: str,
    scheme: Scheme | Mapping[str, Mapping[Any, float]] | None,
) -> npt.NDArray[np.float64]:
    """What the other columns of the scheme make a visit of the free category weigh."""
    product = np.ones(len(table))
    if scheme is not None:
        for other, factors in as_scheme(scheme).factors.items():
            if other != column:
                found = table.known(_held(table, other), list(factors), "category")
                product *= np.array(list(factors.values()))[found.codes]
    return product


def _named(found: BreakEven | None, names: list[str]) -> int | None:
    """The era that the claim is about."""
    if found is None or not found.claim.eras:
        return None
    era = found.claim.eras[0]
    return names.index(era) if era in names else None


def _mark(
    ax: Axes,
    found: BreakEven | None,
    bounds: tuple[float, float],
    counted: str,
    width: float,
) -> str:
    """Shade where the claim holds, mark where it flips, and say both."""
    if found is None:
        return ""
    low, high = bounds
    stretches = read(found.stretches, "stretches", "stretches")
    starts, ends = stretches.floats("lower"), stretches.floats("upper")
    holds = np.array(stretches.values("holds"), dtype=bool)
    for start, end in zip(starts[holds], ends[holds], strict=True):
        ax.axvspan(
            max(start, low), min(end, high), color=PALE, zorder=0, lw=0, gid="holds"
        )
    flips = [flip for flip in found.flips if low <= flip <= high]
    top = ax.get_ylim()[1]
    for flip in flips:
        ax.axvline(flip, color=BLACK, lw=0.8, ls=(0, (2, 2)), gid="flip")
        near = flip > (low + high) / 2
        ax.text(
            flip,
            top * 0.985,
            f" {flip:.3g} ",
            ha="right" if near else "left",
            va="top",
            fontsize=8,
        )
    told = told_of(found, counted)
    shown = plain(f"{told} (shaded)" if holds.any() else told, 400)
    title = in_lines(shown, width)
    if title.count("\n") >= _MOST_LINES:
        # Of a long sentence the beginning is enough; what was found is not.
        claim, _, found_ = shown.rpartition(": ")
        said = in_lines(f"{claim}:", width, most=3)
        title = f"{said}\n{in_lines(found_, width)}"
    title_above(ax, title)
    return f" {told}."
