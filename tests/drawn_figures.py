"""A small record to draw, and what is read off a figure."""

from __future__ import annotations

import datetime as dt
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

import matplotlib as mpl

mpl.use("Agg")

from matplotlib.dates import date2num
from matplotlib.text import Text

import summitry
from summitry.plot._labels import Labels
from summitry.plot._room import figure_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

THROUGH = "2017-03-15"
OBSERVED: dict[str, Any] = {"since": "1953-07-27", "through": THROUGH}
SCHEME: dict[str, dict[Any, float]] = {"summit": {True: 3.0, False: 1.0}}
VISITS: dict[str, Any] = {
    "date": ["2010-05-03", "2011-05-20", "2013-05-22", "2015-10-09"],
    "origin": ["PRK", "PRK", "PRK", "CHN"],
    "destination": ["CHN", "CHN", "CHN", "PRK"],
    "visitor": ["Kim Jong Il", "Kim Jong Il", "Choe Ryong Hae", "Liu Yunshan"],
    "visitor_rank": ["head_of_state", "head_of_state", "deputy_head", "deputy_head"],
    "summit": [True, True, False, False],
    "qualifies": ["true", "true", "unclear", "true"],
}
ERAS: dict[str, Any] = {
    "side": ["CHN", "CHN", "PRK", "PRK"],
    "era": ["Hu Jintao", "Xi Jinping", "Kim Jong Il", "Kim Jong Un"],
    "start": ["2002-11-15", "2012-11-15", "1994-07-08", "2011-12-17"],
    "end": ["2012-11-15", None, "2011-12-17", None],
}
SHOCKS: dict[str, Any] = {
    "label": ["Third nuclear test", "Fifth nuclear test", "Sixth nuclear test"],
    "date": ["2013-02-12", "2016-09-09", "2017-09-03"],
}


@cache
def record() -> Any:
    return summitry.qualify(
        summitry.datasets.load_visits(), definition=summitry.datasets.load_definition()
    )


def day(year: int, month: int, day: int) -> float:
    return float(date2num(dt.date(year, month, day)))  # type: ignore[no-untyped-call]


def drawn(ax: Axes) -> Figure:
    """Draw a figure, so that labels are placed and every warning is raised."""
    figure = figure_of(ax)
    figure.draw_without_rendering()
    return figure


def texts_of(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts if text.get_text()]


def legend_of(ax: Axes) -> list[str]:
    legend = ax.get_legend()
    return [] if legend is None else [text.get_text() for text in legend.get_texts()]


def overlapping(ax: Axes) -> list[tuple[str, str]]:
    """Pairs of labels that share ink, among ticks, texts and placed labels."""
    figure = drawn(ax)
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    found: list[Any] = [*ax.texts, *ax.get_yticklabels(), *ax.get_xticklabels()]
    for labels in ax.findobj(Labels):
        found += [text for text in labels.get_children() if text.get_visible()]
    boxes = [
        (text.get_text(), Text.get_window_extent(text, renderer).padded(-0.75))
        for text in found
        if text.get_text().strip() and text.get_visible()
    ]
    return [
        (one, two) for (one, a), (two, b) in combinations(boxes, 2) if a.overlaps(b)
    ]
