"""What a figure says is clear of what it shows, on a page and in a narrow column."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from conftest import china_dprk
from drawn_figures import drawn, legend_of
from matplotlib import pyplot as plt

import summitry
from summitry import plot
from summitry.plot._labels import Labels
from summitry.plot._room import on_page
from summitry.plot._shock_numbers import ShockNumbers

WIDTHS = [7.0, 4.5, 3.4]


def timeline(width: float) -> Any:
    study = china_dprk()
    with on_page(width):
        ax = plot.timeline(
            study.visits,
            study.eras,
            study.shocks,
            since=study.since,
            through=study.through,
        )
    drawn(ax)
    return ax


def markers_of(ax: Any) -> Any:
    """The places of all that is drawn as points, in pixels."""
    lines = [line for line in ax.lines if line.get_marker() not in {"None", "", "|"}]
    places = [line.get_transform().transform(line.get_xydata()) for line in lines]
    return np.concatenate([place for place in places if len(place)])


@pytest.mark.parametrize("width", WIDTHS)
def test_names_of_eras_are_clear_of_visits(width: float) -> None:
    ax = timeline(width)
    (names,) = ax.findobj(Labels)
    # Five of one side and three of the other.
    assert len(names.shown) == 8
    x, y = markers_of(ax).T
    for text in names.get_children():
        box = text.get_window_extent()
        inside = (x > box.x0) & (x < box.x1) & (y > box.y0) & (y < box.y1)
        assert not inside.any(), text.get_text()
    plt.close(ax.figure)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_shock_has_a_number_that_is_on_no_mark(width: float) -> None:
    ax = timeline(width)
    (numbers,) = ax.findobj(ShockNumbers)
    told: list[int] = []
    for text in numbers.shown:
        first, _, last = text.partition("–")
        told += range(int(first), int(last or first) + 1)
    assert told == [1, 2, 3, 4, 5]
    (marks,) = (line for line in ax.lines if line.get_marker() == "|")
    places = marks.get_transform().transform(marks.get_xydata())[:, 0]
    boxes = [t.get_window_extent() for t in numbers.get_children() if t.get_visible()]
    for box in boxes:
        assert not ((places > box.x0) & (places < box.x1)).any()
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    plt.close(ax.figure)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_curve_tells_of_censored_lags_only_where_there_are_some(width: float) -> None:
    days = [114, 99, 146, 187]
    for observed, told in (([True] * 4, False), ([True, True, True, False], True)):
        lags = {"lag": days, "observed": observed}
        with on_page(width):
            ax = plot.lag_curve(summitry.lag_curve(lags), summitry.lag_summary(lags))
        figure = drawn(ax)
        said = " ".join(legend_of(ax))
        assert ("censored" in said) == told
        assert ("answered only" in said.replace("\n", " ")) == told
        plt.close(figure)


@pytest.mark.parametrize(("width", "n"), [(7.0, 45), (7.0, 20), (3.4, 20)])
def test_names_of_dyads_are_whole_where_there_is_room(width: float, n: int) -> None:
    codes = ["DEU", "GBR", "FRA", "USA", "CHN", "RUS", "JPN", "IND", "BRA", "ZAF"]
    one, other = zip(*list(combinations(codes, 2))[:n], strict=True)
    rate = np.linspace(0.5, 4, n)
    table: dict[str, Any] = {"country": one, "other_country": other, "era": ["all"] * n}
    table |= {"frequency": rate, "lower": rate / 2, "upper": rate * 2}
    table |= {"count": (rate * 20).astype(int), "years": [20.0] * n}
    with on_page(width):
        ax = plot.frequency(table)
    figure = drawn(ax)
    names = [t.get_text() for part in figure.axes for t in part.get_yticklabels()]
    assert len(names) == n
    assert "Germany and United Kingdom" in names
    assert not [name for name in names if "…" in name]
    for part in figure.axes:
        assert part.get_position().width * width > 1
    plt.close(figure)
