"""Each shock and the wait for its next visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames.dates import iso
from summitry.frames.door import at_the_door
from summitry.frames.spans import day_spans
from summitry.output.format import many
from summitry.plot._around import legend_above
from summitry.plot._axes import axes_for, row_height
from summitry.plot._canvas import BLUE, GREY, VERMILLION, describe, inches, plain, style
from summitry.plot._columns import (
    flags,
    listed,
    one_reading,
    optional_texts,
    read,
    texts,
)
from summitry.plot._fitting import in_lines, shortened, told_apart
from summitry.plot._room import refuse_low, room_of

if TYPE_CHECKING:
    import numpy.typing as npt
    from matplotlib.axes import Axes

    from summitry.frames import Frame, Table

_ROW = 0.27
_NAMED = 0.5
"""Share of the room beside the axes that the name of a shock has with its day."""

_REASONS = {
    "shock_after_end": "after the end of the observation",
    "outside_coverage": "outside the coverage",
    "unvisited_pair": "of countries that no visit has",
    "outside_existence": "outside the pair's days",
    "other_dyad": "of a pair that is not asked for",
    "shock_before_start": "before the start of the observation",
    "left_out": "left out: another shock came first",
}
_SHORTER = {
    _REASONS["shock_after_end"]: "after the end",
    _REASONS["unvisited_pair"]: "no visit listed",
    _REASONS["outside_existence"]: "no such pair then",
    _REASONS["other_dyad"]: "of another pair",
    _REASONS["shock_before_start"]: "before the start",
    _REASONS["left_out"]: "left out",
}


@at_the_door
def lags(
    table: Frame,
    *,
    ax: Axes | None = None,
    label: str | None = None,
    reading: str | None = None,
) -> Axes:
    """
    Draw the wait from each shock to its next visit; an arrow where there was none yet.

    A lag that is known to a range of days is a bar over that range.

    Parameters
    ----------
    table : frame
        What `response_lags` returned.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default, as high as there are shocks.
    label : str, optional
        Column that names the shocks; by default ``label`` if there is one, then ``id``.
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
        If the table is empty or has no such reading, or its shocks cannot be read on
        axes so low.
    MissingExtraError
        If matplotlib is not installed.

    Examples
    --------
    >>> import summitry
    >>> shocks = {"label": ["third", "fifth"], "date": ["2013-02-12", "2016-09-09"]}
    >>> visits = {"date": ["2013-05-22"], "visitor": ["Choe Ryong Hae"]}
    >>> table = summitry.response_lags(
    ...     shocks, visits, since="2013-01-01", through="2017-03-15"
    ... )
    >>> ax = summitry.plot.lags(table)
    >>> [text.get_text() for text in ax.texts]
    ['99 days, Choe Ryong Hae', 'none in 187 days']
    """
    rows, _ = one_reading(read(table, "lags", "lags"), reading)
    days = rows.floats("lag")
    measured = ~np.isnan(days)
    seen = flags(rows, "observed") & measured
    low, high, running = _range(rows, days, seen)
    ranged = measured & ((low < high) | (running & seen))
    names = _names(rows, label)
    said = _said(rows, days, seen, (low, high, running, ranged))
    places = np.arange(len(names))
    room = room_of(ax)
    with style([*(name for name, _ in names), *said], room.size):
        from summitry.plot._when_drawn import SAID, LagNotes, RowTexts

        shown = _shown(names, room.names)
        wide = max(map(inches, shown))
        width = room.across(wide + 0.3)
        forms = [_forms(text, width * SAID) for text in said]
        refuse_low(room, len(names), "shocks")
        ax = axes_for(ax, 0.8 + row_height(len(names), _ROW) * len(names))
        ax.hlines(places[measured], 0, days[measured], color=GREY, lw=1.2)
        dots = seen & ~ranged
        key = "next visit" if dots.any() else ""
        # A visit on the day of the shock lies on the edge, and is whole there.
        (line,) = ax.plot(days[dots], places[dots], "o", color=BLUE, label=key)
        line.set(clip_on=False, zorder=3)
        if ranged.any():
            ax.hlines(
                places[ranged],
                low[ranged],
                high[ranged],
                color=BLUE,
                lw=5,
                alpha=0.55,
                label="next visit, on one of these days",
            )
        waiting = measured & (running | ~seen) & ~(ranged & ~running)
        ax.plot(
            high[waiting],
            places[waiting],
            ">",
            color=VERMILLION,
            ms=6,
            label="no visit yet" if waiting.any() else "",
        )
        ax.plot(np.zeros(measured.sum()), places[measured], "|", color="black", ms=7)
        noted = [
            ax.annotate(
                text,
                (high[place] if measured[place] else 0.0, place),
                xytext=(7, 0),
                textcoords="offset points",
                va="center",
                color="black" if measured[place] else GREY,
                style="normal" if measured[place] else "italic",
                in_layout=False,
            )
            for place, ((text, _), *_) in enumerate(forms)
        ]
        RowTexts(ax, noted)
        ax.set_yticks(places, shown)
        ax.set_ylim(len(names) - 0.4, -0.6)
        ax.tick_params(axis="y", length=0)
        LagNotes(ax, dict(zip(noted, forms, strict=True)), high, width)
        ax.set_xlabel(in_lines("lag (days since the shock)", width))
        legend_above(ax, room, width, wide)
        ax.grid(axis="x")
        return describe(ax, _words(names, said))


def _forms(text: str, room: float) -> list[tuple[str, float]]:
    """Return what is said of a shock, without the visitor, and in so many inches."""
    whole, first = plain(text, 80), plain(text.partition(", ")[0], 80)
    short = _SHORTER.get(text, first)
    found = dict.fromkeys([whole, first, short, shortened(short, room)])
    return [(form, inches(form)) for form in found]


def _shown(names: list[tuple[str, str]], room: float) -> list[str]:
    """Name shocks with their days in so many inches, without them where these must."""
    dates = [f"  {date}" if name else date for name, date in names]
    left = room - max(map(inches, dates))
    labels = [name for name, _ in names]
    if any(labels) and left < min(_NAMED * room, max(inches(plain(n)) for n in labels)):
        if len({*labels}) == len(labels):
            return told_apart(labels, room)
        left = room / 2
    cut = told_apart(labels, max(left, _NAMED * room / 2))
    return [f"{name}{date}" for name, date in zip(cut, dates, strict=True)]


def _names(table: Table, label: str | None) -> list[tuple[str, str]]:
    """The name and the day of each shock."""
    column = label or next((name for name in ("label", "id") if table.has(name)), None)
    first, last = day_spans(table, "date")
    dates = [
        iso(day) if day == end else f"{iso(day)} to {iso(end)}"
        for day, end in zip(first, last, strict=True)
    ]
    named = texts(table, column) if column else [""] * len(dates)
    return list(zip(named, dates, strict=True))


def _range(
    table: Table, days: npt.NDArray[np.float64], seen: npt.NDArray[np.bool_]
) -> tuple[Any, Any, Any]:
    """The least and the greatest that each lag may be, and if it may run on then."""
    if not (table.has("lag_lower") and table.has("lag_upper")):
        return days, days, ~seen
    low, high = table.floats("lag_lower"), table.floats("lag_upper")
    known = ~np.isnan(low) & ~np.isnan(high)
    running = ~seen
    if table.has("lag_upper_observed"):
        running = np.where(known, ~flags(table, "lag_upper_observed"), running)
    return np.where(known, low, days), np.where(known, high, days), running


def _said(
    table: Table,
    days: npt.NDArray[np.float64],
    seen: npt.NDArray[np.bool_],
    ends: tuple[Any, Any, Any, Any],
) -> list[str]:
    """What became of each shock."""
    visitors = optional_texts(table, "visit_visitor")
    statuses = optional_texts(table, "status")
    said = []
    for day, answered, visitor, status, low, high, running, ranged in zip(
        days, seen, visitors, statuses, *ends, strict=True
    ):
        if np.isnan(day):
            said.append(_REASONS.get(status, "not observed"))
        elif ranged:
            later = "more than " if running else ""
            name = f", {visitor}" if visitor else ""
            said.append(f"{low:.0f} to {later}{high:.0f} days{name}")
        elif not answered:
            said.append(f"none in {many(f'{day:.0f}', 'day')}")
        else:
            unit = "day" if day == 1 else "days"
            said.append(f"{day:.0f} {unit}" + (f", {visitor}" if visitor else ""))
    return said


def _words(names: list[tuple[str, str]], said: list[str]) -> str:
    rows = [
        f"{', '.join(part for part in name if part)}: {text}"
        for name, text in zip(names, said, strict=True)
    ]
    return f"Days from each of {many(len(names), 'shock')} to the next visit. {listed(rows)}."
