"""Eras drawn: the timeline, frequencies, phases and ratios of ratios."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import pytest
from conftest import columns_of
from drawn_figures import (
    ERAS,
    OBSERVED,
    SCHEME,
    SHOCKS,
    THROUGH,
    VISITS,
    day,
    drawn,
    legend_of,
    overlapping,
    record,
    texts_of,
)

mpl.use("Agg")

from matplotlib.patches import Rectangle

import summitry
from summitry import plot
from summitry.exceptions import ColumnError, InputError
from summitry.plot._labels import Labels

if TYPE_CHECKING:
    from conftest import Maker


def frequencies(make: Maker, **keywords: Any) -> Any:
    return summitry.era_frequency(
        make(VISITS), make(ERAS), since="2005-01-01", through=THROUGH, **keywords
    )


def test_timeline_draws_directions_ranks_eras_and_shocks(make: Maker) -> None:
    ax = plot.timeline(
        make(VISITS), make(ERAS), make(SHOCKS), since="2005-01-01", through=THROUGH
    )
    by_label = {line.get_label(): line for line in ax.lines}
    plainly, summit = by_label["China to North Korea"], by_label["summit"]
    assert day(2015, 10, 9) in np.asarray(plainly.get_xdata())
    assert (np.asarray(plainly.get_ydata()) < 0).all()
    assert (np.asarray(summit.get_ydata()) > 0).all()
    assert len(np.asarray(summit.get_xdata())) == 2
    hollow = [
        line
        for line in ax.lines
        if line.get_markerfacecolor() == "white" and len(np.asarray(line.get_xdata()))
    ]
    assert [np.asarray(line.get_xdata()).tolist() for line in hollow] == [
        [day(2013, 5, 22)]
    ]
    ranks = [text.get_text() for text in ax.get_yticklabels()]
    assert ranks == ["head of state", "deputy head", "deputy head", "head of state"]
    eras = [patch for patch in ax.patches if str(patch.get_gid()).startswith("era-")]
    assert [patch.get_gid() for patch in eras] == [
        "era-3",
        "era-4",
        "era-1",
        "era-2",
    ]
    assert all(isinstance(patch, Rectangle) for patch in eras)
    assert eras[3].get_x() == day(2012, 11, 15)  # type: ignore[attr-defined]
    assert len(np.asarray(by_label["shock"].get_xdata())) == 2
    assert "1  Third nuclear test" in ax.get_xlabel()
    assert "Sixth" not in ax.get_xlabel()
    first, last = ax.get_xlim()
    assert first < day(2005, 1, 1) < day(2017, 3, 15) < last
    assert {"from North Korea", "from China"} <= set(texts_of(ax))
    assert not overlapping(ax)


def test_timeline_counts_in_words() -> None:
    ax = plot.timeline(record(), summitry.datasets.load_eras(), **OBSERVED)
    words = plot.alt_text(ax)
    qualify = record()[record()["date"].between("1953-07-27", THROUGH)]
    n = int((qualify["qualifies"] != "false").sum())
    assert words.startswith(
        f"{n} visits between North Korea and China, 1953-07-27 to {THROUGH}"
    )
    assert "of 35 it is unclear" in words
    assert "Mao Zedong (China)" in words


def test_timeline_refuses_more_than_two_countries(make: Maker) -> None:
    visits = VISITS | {"destination": ["CHN", "RUS", "CHN", "PRK"]}
    with pytest.raises(InputError, match=r"[34] countries"):
        plot.timeline(make(visits))
    with pytest.raises(InputError, match="no visits"):
        plot.timeline(make(VISITS), since="2030-01-01")


def test_frequency_draws_bars_and_intervals(make: Maker) -> None:
    table = frequencies(make, scheme=SCHEME, unclear="both")
    ax = plot.frequency(table)
    widths = [patch.get_width() for patch in ax.patches if isinstance(patch, Rectangle)]
    plain = frequencies(make, scheme=SCHEME)
    listed = columns_of(plain)
    assert widths == pytest.approx(listed["frequency"] + listed["weighted_frequency"])
    assert legend_of(ax) == [
        "with unclear visits",
        "95% interval",
        "arrows: intervals go on, the farthest to 3.12",
        "unweighted",
        "weighted: a summit counts 3",
    ]
    assert [text.get_text() for text in ax.get_yticklabels()] == ERAS["era"]
    assert {"China", "North Korea", "2 in 7.9 years"} <= set(texts_of(ax))
    hatches = {patch.get_hatch() for patch in ax.patches}
    assert hatches == {None, "////"}
    segments = [s for c in ax.collections for s in c.get_segments()]  # type: ignore[attr-defined]
    lower = sorted(segment[0][0] for segment in segments)
    assert lower == pytest.approx(sorted(listed["lower"] + listed["weighted_lower"]))
    assert ax.get_xlim()[0] == 0
    assert not overlapping(ax)
    words = plot.alt_text(ax)
    assert "Kim Jong Il 0.29 [0.03, 1.04], weighted" in words
    (diamonds,) = (line for line in ax.lines if line.get_marker() == "D")
    marked = np.asarray(diamonds.get_xdata(), dtype=float)
    said = re.findall(r", with unclear visits (\d+\.\d+)", words)
    assert np.array(said, float) == pytest.approx(marked[~np.isnan(marked)], abs=0.006)
    assert said


def test_frequency_says_what_it_cannot_draw(make: Maker) -> None:
    table = frequencies(make)
    late = summitry.era_frequency(
        make(VISITS), make(ERAS), since="2013-01-01", through=THROUGH
    )
    assert "Hu Jintao not observed" in plot.alt_text(plot.frequency(late))
    assert " not observed" in texts_of(plot.frequency(late))
    with pytest.raises(InputError, match="reading"):
        plot.frequency(table, reading="with everything")
    with pytest.raises(ColumnError, match="frequency"):
        plot.frequency(make({"era": ["x"], "lower": [1.0], "upper": [2.0]}))
    with pytest.raises(ColumnError, match="weighted_frequency"):
        plot.frequency(table, weighted=True)
    with pytest.raises(InputError, match="no eras"):
        plot.frequency(table[:0])


def test_frequency_cuts_a_boundless_interval_with_an_arrow() -> None:
    table = {
        "era": ["long", "short"],
        "frequency": [2.0, 0.0],
        "lower": [1.5, 0.0],
        "upper": [2.6, 400.0],
    }
    ax = plot.frequency(table)
    limit = ax.get_xlim()[1]
    assert 2.6 < limit < 10
    arrow, told = (line for line in ax.lines if line.get_marker() == ">")
    assert told.get_label() == "arrow: the interval goes on to 400.00"
    assert np.asarray(arrow.get_ydata()).tolist() == [1.0]
    assert float(np.asarray(arrow.get_xdata())[0]) < limit


def test_the_legend_of_phases_names_no_bars_where_no_visit_is() -> None:
    phase = {"start": ["1990-01-01"], "end": ["2000-01-01"], "frequency": [0.0]}
    ax = plot.phases(phase, {"date": ["1980-01-01"]})
    assert legend_of(ax) == ["frequency of a phase"]


def test_the_frequency_of_a_short_phase_stands_within_the_axes() -> None:
    table = {
        "start": ["1980-01-01", "1980-08-05", "2019-10-01"],
        "end": ["1980-08-05", "2019-10-01", "2020-01-01"],
        "frequency": [5025.97, 0.36, 4000.25],
    }
    ax = plot.phases(table)
    figure = drawn(ax)
    numbers, _ = ax.findobj(Labels)
    assert sorted(numbers.shown) == ["0.36", "4000.25", "5025.97"]
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    boxes = [text.get_window_extent(renderer) for text in numbers.get_children()]
    assert min(box.x0 for box in boxes) >= ax.bbox.x0
    assert max(box.x1 for box in boxes) <= ax.bbox.x1
    assert ax.get_ylim()[1] < 1.7 * 5025.97


def test_phases_draws_steps_intervals_and_yearly_counts(make: Maker) -> None:
    eras = {
        "era": ["first", "second"],
        "start": ["2010-01-01", "2012-01-01"],
        "end": ["2012-01-01", None],
    }
    table = summitry.era_frequency(
        make(VISITS), make(eras), since="2010-01-01", through=THROUGH
    )
    ax = plot.phases(table, make(VISITS), through=THROUGH)
    found = columns_of(table)
    steps = next(line for line in ax.lines if line.get_gid() is None)
    assert np.asarray(steps.get_ydata()).tolist() == pytest.approx(
        [value for value in found["frequency"] for _ in range(2)]
    )
    edges = np.asarray(steps.get_xdata()).tolist()
    assert edges == [
        day(2010, 1, 1),
        day(2012, 1, 1),
        day(2012, 1, 1),
        day(2017, 3, 16),
    ]
    bars = {float(bar.get_x()): float(bar.get_height()) for bar in ax.patches}  # type: ignore[attr-defined]
    assert bars == {day(2010, 1, 1): 1, day(2011, 1, 1): 1, day(2015, 1, 1): 1}
    assert legend_of(ax) == [
        "95% interval",
        "frequency of a phase",
        "arrow: the interval goes on to 3.61",
        "visits in each calendar year",
    ]
    values, labels = ax.findobj(Labels)
    drawn(ax)
    assert sorted(values.shown) == ["0.19", "1.00"]
    assert [text.strip() for text in labels.shown] == ["2012-01-01"]
    assert ax.get_xlim() == (edges[0], edges[-1])
    assert "2010-01-01 to 2011-12-31 1.00 [0.12, 3.61]" in plot.alt_text(ax)
    with pytest.raises(ValueError, match="through must be given"):
        plot.phases(table)


def test_ratios_of_ratios_stand_row_by_row(make: Maker) -> None:
    three = {"era": ["a", "b", "c"], "years": [5.0, 10.0, 4.0]}
    found = summitry.compare_dyads(
        make(three | {"count": [9, 55, 0]}), make(three | {"count": [3, 40, 25]})
    )
    ax = plot.dyads(found)
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names == ["a against b", "a against c", "b against c"]
    ratios = [line for line in ax.lines if line.get_gid() == "ratio"]
    assert len(ratios) == 1  # the other two have no upper limit
    arrows = [line for line in ax.lines if line.get_marker() == ">"]
    assert len([line for line in arrows if np.size(line.get_xdata())]) == 2
    words = plot.alt_text(ax)
    assert "b against c no ratio [7.89, no limit]" in words
    assert "left out" not in words


def test_ratios_without_an_interval_are_left_out_and_counted() -> None:
    three = {"era": ["a", "b", "c"], "years": [5.0, 10.0, 4.0]}
    base = three | {"count": [3, 4, 2]}
    some = summitry.compare_dyads(three | {"count": [0, 0, 5]}, base)
    ax = plot.dyads(some)
    assert "1 pair without an interval left out." in plot.alt_text(ax)
    assert any(line.get_marker() == "<" for line in ax.lines)
    none = summitry.compare_dyads(three | {"count": [0, 0, 0]}, base)
    with pytest.raises(InputError, match="no pair of eras has an interval"):
        plot.dyads(none)
