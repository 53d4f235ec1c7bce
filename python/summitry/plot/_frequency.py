"""Bars of frequency by era."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.exceptions import InputError
from summitry.frames.door import at_the_door
from summitry.output.format import interval_text, number
from summitry.plot._around import heighten, legend_above, legend_of
from summitry.plot._axes import axes_for, new_figure, row_height
from summitry.plot._beyond import goes_on
from summitry.plot._canvas import BLUE, GREY, ORANGE, SKY, describe, inches, style
from summitry.plot._columns import listed, one_reading, read
from summitry.plot._fitting import in_lines
from summitry.plot._other_reading import beside_of, diamond_words, diamonds
from summitry.plot._pair_names import call_for_some
from summitry.plot._room import LEAST_ROW, Room, column_of, figure_of, room_of
from summitry.plot._row_counts import counts_of
from summitry.plot._row_names import RowNames, row_names
from summitry.plot._terms import interval_words, weights_words

if TYPE_CHECKING:
    import numpy.typing as npt
    from matplotlib.axes import Axes

    from summitry.frames import Frame, Table

    Reals = npt.NDArray[np.float64]
    Rows = npt.NDArray[np.int64]

_ROW, _BAR, _PAIRED = 0.3, 0.62, 0.36
_MOST_OVER = 2.2
_MOST_ROWS, _MOST_COLUMNS = 40, 2
_NOTE = 7.5
_INSIDE = 0.985
"""Where an interval that goes on is cut, as a share of the axis."""

_FILLS: dict[str, dict[str, Any]] = {
    "frequency": {"color": SKY, "edgecolor": BLUE},
    "weighted_frequency": {"color": "white", "edgecolor": ORANGE, "hatch": "////"},
}


class _Measure(NamedTuple):
    """One kind of frequency, era by era."""

    name: str
    label: str
    value: Reals
    lower: Reals
    upper: Reals


class _Bars(NamedTuple):
    """What is drawn: rows with their names, measures and counts."""

    names: RowNames
    measures: list[_Measure]
    other: tuple[str, Reals] | None
    counts: list[str]
    whiskers: str
    brief: bool = False

    def noted(self) -> float:
        """Return the inches of what is said at the right of each row."""
        return max(inches(text, _NOTE) for text in self.counts) + 0.06

    def in_brief(self) -> _Bars:
        """Return the same with nothing but the visits at the right of each row."""
        counts = [text.partition(" ")[0] for text in self.counts]
        return self._replace(counts=counts, brief=any(self.counts))


@at_the_door
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
        Where to draw; a new figure by default, in which more than 40 rows stand in two
        columns.
    weighted : bool, optional
        Whether to draw the weighted frequency beside the other one; by default if the
        table has it.
    reading : str, optional
        Of a table with both readings of unclear visits, the one to draw as bars, the
        first by default. The other is marked by a diamond where it is another number.

    Returns
    -------
    matplotlib.axes.Axes
        The axes; of two columns the left one.

    Raises
    ------
    ColumnError
        If a column is missing.
    InputError
        If the table is empty, has no such reading, or more rows than can be read: 80 on
        a new figure, 40 on axes that are given, fewer where these are low. The hint has
        a call that draws some.
    MissingExtraError
        If matplotlib is not installed.

    Notes
    -----
    Long names are cut, to surnames where no other era has the same; the words of the
    plot have them whole. No two rows are called alike. An interval that goes on beyond
    the plot ends in an arrow, and the legend says how far it goes. An era without
    exposure keeps its row and says so. Pairs of countries with one era each are named
    in the row.

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
    bars = _bars_of(main, other, weighted)
    room = room_of(ax)
    said = {} if ax is None else {"ax": "ax"}
    said |= {} if reading is None else {"reading": repr(reading)}
    columns = _columns(bars.names, main, said, room)
    deepest = max(bars.names.places(rows)[-1] for rows in columns)
    row = row_height(int(deepest) + 1, _ROW * (1.25 if len(bars.measures) > 1 else 1))
    height = 1.1 + row * (deepest + 1)
    if len(columns) > 1:
        room = column_of(room, len(columns))
    with style([*bars.names.texts, *bars.names.groups], room.size):
        bars, room = _shared(bars, room)
        if len(columns) == 1:
            panels = [axes_for(ax, height)]
        else:
            panels = list(new_figure(height).subplots(1, len(columns), sharex=True))
        limit = _limit(bars)
        for panel, rows in zip(panels, columns, strict=True):
            _draw(panel, bars, rows, limit, room)
        if len(panels) == 1:
            names = bars.names.widest(room.names)
            across = room.across(names + bars.noted() + 0.2)
            lines = legend_above(panels[0], room, across, names)
            if ax is None:
                heighten(figure_of(panels[0]), lines - 1)
        else:
            told = panels[0].get_legend_handles_labels()
            paper = figure_of(panels[0])
            legend_of(paper, *told, loc="outside upper left", ncols=2)
        for panel in panels:
            describe(panel, _words(bars))
        return panels[0]


def _bars_of(main: Table, other: Table | None, weighted: bool | None) -> _Bars:  # noqa: FBT001
    both = main.has("weighted_frequency") if weighted is None else weighted
    measures = [_measure(main, "frequency", "", "unweighted" if both else "visits")]
    if both:
        label = weights_words(main)
        measures.append(_measure(main, "weighted_frequency", "weighted_", label))
    names = row_names(main)
    beside = None if other is None else beside_of(names, measures[0].value, other)
    return _Bars(names, measures, beside, counts_of(main), interval_words(main))


def _shared(bars: _Bars, room: Room) -> tuple[_Bars, Room]:
    """Give names what notes leave; notes are in brief where they or names need it."""
    # Beside other axes a layout decides what is left.
    shares = room.columns == 1
    fits = bars.noted() <= room.notes
    cut = bars.names.wanted() > _names_beside(bars, room)
    form = bars if fits and not (shares and cut) else bars.in_brief()
    return form, replace(
        room, names=_names_beside(form, room) if shares else room.names
    )


def _names_beside(bars: _Bars, room: Room) -> float:
    """Return the inches that names may have beside these notes."""
    spare = max(room.notes - bars.noted(), 0.0)
    return max(room.names, min(bars.names.wanted(), room.names + spare))


def _columns(
    names: RowNames, table: Table, said: dict[str, str], room: Room
) -> list[Rows]:
    """Return the rows of each column: of one, or of two where one would be too long."""
    n = len(names.texts)
    high = float(names.places(np.arange(n))[-1]) + 1.5
    own = "ax" in said
    most = _MOST_ROWS * (1 if own else _MOST_COLUMNS)
    most = max(min(most, int(n * room.high / (high * LEAST_ROW))), 1) if own else most
    if n > most:
        raise InputError(
            f"the table has {n} rows, of which {most} can be read in "
            + ("axes so low" if most < _MOST_ROWS else "a figure"),
            code="too_many_rows",
            column=table.name,
            hint=f"draw some of them, such as {call_for_some(table, most, said)}",
        )
    rows = np.arange(n)
    if n <= _MOST_ROWS:
        return [rows]
    starts = [row for row in names.starts() if n - _MOST_ROWS <= row <= _MOST_ROWS]
    cut = min(starts, key=lambda row: abs(2 * row - n), default=-(-n // 2))
    return [rows[:cut], rows[cut:]]


def _draw(ax: Axes, bars: _Bars, rows: Rows, limit: float, room: Room) -> None:
    """Draw some of the rows on axes of their own."""
    both = len(bars.measures) > 1
    places = bars.names.places(rows)
    for number_, measure in enumerate(bars.measures):
        shift = (number_ - 0.5) * _PAIRED if both else 0.0
        thick = _PAIRED if both else _BAR
        _draw_bars(ax, measure, rows, places + shift, limit, thick)
    if bars.other is not None:
        up = _PAIRED / 2 if both else 0.0
        diamonds(ax, *bars.other, rows, places - up)
    ax.plot([], [], "|-", color="black", lw=1, ms=4, mew=1, label=bars.whiskers)
    told = goes_on(_beyond(bars.measures, limit))
    if told:
        ax.plot([], [], ">", color="black", ms=4, label=told)
    across = room.across(bars.names.widest(room.names) + bars.noted() + 0.2)
    groups = bars.names.draw(ax, rows, room.names, across)
    notes = [
        ax.annotate(
            text,
            (1.0, place),
            xycoords=("axes fraction", "data"),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=_NOTE,
            color=GREY,
        )
        for place, text in zip(places, (bars.counts[row] for row in rows), strict=True)
    ]
    from summitry.plot._when_drawn import RowTexts

    RowTexts(ax, [*groups, *notes])
    ax.set_xlim(0, limit)
    unit = "visits a year" + (", hatched: weighted visits a year" if both else "")
    label = f"frequency ({unit})"
    if room.narrow or inches(label) > across:
        weighted = "visits a year, weighted or not" if both else "visits a year"
        label = in_lines(weighted, across)
    if bars.brief:
        label = f"{label}\n{in_lines('(at the right: visits)', across)}"
    ax.set_xlabel(label)


def _measure(table: Table, column: str, prefix: str, label: str) -> _Measure:
    limits = (table.floats(f"{prefix}{end}") for end in ("lower", "upper"))
    return _Measure(column, label, table.floats(column), *limits)


def _limit(bars: _Bars) -> float:
    """The end of the axis: beyond every bar and diamond, and most intervals."""
    values = [measure.value for measure in bars.measures]
    values += [] if bars.other is None else [bars.other[1]]
    largest = max(np.nanmax(one, initial=0.0) for one in values)
    upper = max(np.nanmax(one.upper, initial=0.0) for one in bars.measures)
    wanted = min(upper, largest * _MOST_OVER) if largest else upper
    return float(max(wanted, largest) * 1.16) or 1.0


def _beyond(measures: list[_Measure], limit: float) -> list[float]:
    """Return the ends of the intervals that are cut."""
    found = []
    for part in measures:
        known = ~np.isnan(part.value) & ~np.isnan(part.lower)
        found += part.upper[known & (part.upper > limit)].tolist()
    return found


def _draw_bars(
    ax: Axes,
    measure: _Measure,
    rows: Rows,
    places: Reals,
    limit: float,
    thickness: float,
) -> None:
    look: dict[str, Any] = _FILLS[measure.name] | {"label": measure.label}
    value, lower, upper = (
        part[rows] for part in (measure.value, measure.lower, measure.upper)
    )
    known = ~np.isnan(value)
    ax.barh(places[known], value[known], height=thickness, **look)
    inside = limit * _INSIDE
    drawn = known & ~np.isnan(lower) & ~np.isnan(upper)
    beyond = drawn & (upper > limit)
    ends_at = np.where(beyond, inside, upper)
    ax.hlines(places[drawn], lower[drawn], ends_at[drawn], color="black", lw=1)
    whole = drawn & ~beyond
    for ends, mask in ((lower, drawn), (upper, whole)):
        ax.plot(ends[mask], places[mask], "|", color="black", ms=4, mew=1)
    ax.plot(np.full(beyond.sum(), inside), places[beyond], ">", color="black", ms=4)
    for place in places[~known]:
        ax.text(0, place, " not observed", va="center", color=GREY, style="italic")


def _words(bars: _Bars) -> str:
    names, measures = bars.names, bars.measures
    rows = [
        f"{name} "
        + ", weighted ".join(_one(measure, row) for measure in measures)
        + diamond_words(bars.other, row)
        for row, name in enumerate(names.told())
    ]
    told = listed(rows, len(rows))
    return f"Bars of visits a year in {names.counted}: {told}."


def _one(measure: _Measure, row: int) -> str:
    if np.isnan(measure.value[row]):
        return "not observed"
    parts = (measure.value, measure.lower, measure.upper)
    return interval_text(*(number(float(part[row]), 2) for part in parts))
