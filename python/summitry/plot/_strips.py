"""Eras and shocks behind a plot over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry.frames import Frame, Table
from summitry.measure.eras import axes_of
from summitry.plot._canvas import BLACK, inches, plain, short_forms
from summitry.plot._columns import moments, optional_texts
from summitry.plot._fitting import told_apart
from summitry.plot._terms import surnames

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHADES = ("#E2E2E2", "#F1F1F1")
"""Backgrounds of eras, in turn."""

_FONT, _SMALL = 8.0, 6.0
_LINE = _FONT / 72 * 1.25
_LETTERS = 1.05
"""How much higher than its points a line is that stands on its side."""

_ROOM = 0.94
_UPRIGHT = 1.0
"""Inches of a name that stands on its side."""

_MOST_LINES = 3
_MARGIN = 0.025
"""How far a number may go beyond the axis, as a share of it."""


class Span(NamedTuple):
    """The part of an era that is drawn, and the surname of its leader, if any."""

    name: str
    side: str
    first: int
    last: int
    short: str | None = None

    def forms(self) -> list[str]:
        """Return what may stand beside its days, the best form first."""
        forms = short_forms(plain(self.name))
        whole = [form for form in forms if form.count("\n") < _MOST_LINES]
        return [*whole, plain(self.short)] if self.short else whole


class Mark(NamedTuple):
    """A shock, and the number it is drawn with."""

    number: int
    name: str
    day: int


def eras_of(eras: Frame, window: tuple[int, int]) -> list[Span]:
    """Return the eras of each side within the window, by the first rule of each."""
    spans, seen = [], set()
    for axis in axes_of(eras, through=window[1], pooled=True):
        side = axis.side or ""
        if side in seen:
            continue
        seen.add(side)
        ends = axis.closed(window[1])
        rows = zip(axis.labels, axis.start, ends, strict=True)
        spans += [
            Span(name, side, max(int(start), window[0]), min(int(end), window[1] + 1))
            for name, start, end in rows
            if start <= window[1] and end > window[0]
        ]
    short = surnames([span.name for span in spans], [span.side for span in spans])
    return [span._replace(short=own) for span, own in zip(spans, short, strict=True)]


def shocks_of(shocks: Frame, window: tuple[int, int]) -> list[Mark]:
    """Return the shocks within the window, numbered in the order of time."""
    table = Table(shocks, "shocks")
    days = table.days("date")
    column = next((name for name in ("label", "id") if table.has(name)), None)
    names = optional_texts(table, column)
    inside = [
        row
        for row in np.argsort(days, kind="stable")
        if window[0] <= days[row] <= window[1]
    ]
    return [
        Mark(number, names[row], int(days[row]))
        for number, row in enumerate(inside, start=1)
    ]


def depth_of(spans: list[Span], window: tuple[int, int], width: float) -> float:
    """
    Return how many inches the names of eras take where their time is so wide.

    Parameters
    ----------
    spans : list of Span
        The eras.
    window : (int, int)
        First and last day drawn.
    width : float
        Width of the window on paper in inches.
    """
    scale = width / (window[1] + 1 - window[0])
    deepest = 0.0
    uprights = _uprights(spans)
    for span in spans:
        room = (span.last - span.first) * scale * _ROOM
        fitting = [
            form for form in span.forms() if inches(_longest(form), _FONT) <= room
        ]
        if fitting:
            deepest = max(deepest, (fitting[0].count("\n") + 1) * _LINE)
        else:
            # Upright as they are drawn: in letters for which the era is long enough.
            sizes = (size for size in (_FONT, _SMALL) if room >= _high(size))
            size = next(sizes, None)
            if size is not None:
                deepest = max(deepest, inches(uprights[span], size))
    return deepest + _LINE / 2 if spans else 0.0


def draw_eras(
    ax: Axes,
    spans: list[Span],
    sides: tuple[str, str],
    edges: list[float],
    inner: float,
    outer: float,
) -> None:
    """
    Shade the eras of each side in its half, with names at the outer edge.

    `inner` is where the shades begin, and `outer` where names do, beyond the visits.
    """
    from matplotlib.patches import Rectangle

    from summitry.plot._labels import Labels

    labels = Labels(ax, ax.transData)
    for sign, side, edge in zip((1, -1), sides, edges, strict=True):
        own = [span for span in spans if span.side in {side, ""}]
        uprights = _uprights(own)
        for place, span in enumerate(own):
            x0, x1 = moments(np.array([span.first, span.last]))
            ax.add_patch(
                Rectangle(
                    (x0, sign * inner),
                    x1 - x0,
                    sign * (edge - inner),
                    facecolor=SHADES[place % 2],
                    edgecolor="white",
                    lw=1.0,
                    zorder=0.5,
                    gid=f"era-{spans.index(span) + 1}",
                )
            )
            upright = {"text": uprights[span], "rotation": 90}
            lying = [{"text": form, "rotation": 0} for form in span.forms()]
            forms = [form | {"fontsize": _FONT} for form in (*lying, upright)]
            forms.append(upright | {"fontsize": _SMALL})
            labels.add(
                (x0 + x1) / 2,
                sign * (edge - 0.25),
                forms,
                room=(x0, x1),
                height=(outer, edge) if sign > 0 else (-edge, -outer),
                ha="center",
                va="top" if sign > 0 else "bottom",
                linespacing=1.1,
            )


def draw_shocks(
    ax: Axes, marks: list[Mark], edge: float, window: tuple[int, int]
) -> None:
    """Mark each shock between the halves, with its number where there is room."""
    if not marks:
        return
    from summitry.plot._shock_numbers import ShockNumbers

    x = moments(np.array([mark.day for mark in marks]))
    ax.vlines(
        x, -edge, edge, color=BLACK, lw=0.5, ls=(0, (2, 3)), alpha=0.6, zorder=0.8
    )
    ax.plot(
        x, np.zeros(len(x)), "|", color=BLACK, ms=9, mew=1.2, label="shock", zorder=4
    )
    first, last = moments(np.array(window))
    # Beside the last day there is room for a number on wide axes.
    margin = (window[1] - window[0]) * _MARGIN
    ends = float(first - margin), float(last + margin)
    ShockNumbers(ax, x.tolist(), ends, fontsize=7, weight="bold")


def _uprights(spans: list[Span]) -> dict[Span, str]:
    """Return each name as it stands on its side, where there is room for one line."""
    names = [
        span.short
        if span.short and inches(plain(span.name), _FONT) > _UPRIGHT
        else span.name
        for span in spans
    ]
    return dict(zip(spans, told_apart(names, _UPRIGHT, _FONT), strict=True))


def _high(size: float) -> float:
    return size / 72 * _LETTERS


def _longest(form: str) -> str:
    return max(form.split("\n"), key=len)
