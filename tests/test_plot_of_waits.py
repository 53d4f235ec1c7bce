"""Waits drawn: curves of lags, lags one by one, and gaps between visits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import pytest
from drawn_figures import OBSERVED, SHOCKS, VISITS, day, drawn, legend_of, texts_of

mpl.use("Agg")

import summitry
from summitry import plot
from summitry.plot._labels import Labels

if TYPE_CHECKING:
    from conftest import Maker
    from matplotlib.axes import Axes


def test_lag_curve_draws_steps_limits_and_the_mean_as_what_it_is(make: Maker) -> None:
    lags = make({"lag": [114, 99, 146, 187], "observed": [True, True, True, False]})
    ax = plot.lag_curve(summitry.lag_curve(lags), summitry.lag_summary(lags))
    steps = ax.lines[0]
    assert np.asarray(steps.get_xdata()).tolist() == [0, 99, 114, 146, 187]
    assert np.asarray(steps.get_ydata()).tolist() == pytest.approx(
        [1, 0.75, 0.5, 0.25, 0.25]
    )
    assert steps.get_drawstyle() == "steps-post"
    (ticks,) = (line for line in ax.lines if line.get_marker() == "|")
    assert np.asarray(ticks.get_xdata()).tolist() == [187]
    assert len(ax.collections) == 1
    assert legend_of(ax) == [
        "95% interval",
        "censored: no visit yet",
        "mean of the answered only, 119.7 days, 1 still waiting left out",
    ]
    assert ax.get_ylim() == (0.0, 1.05)
    assert "119.7 days and leaves out 1" in plot.alt_text(ax)


def test_limits_of_a_lag_curve_are_drawn_until_the_last_answer() -> None:
    curve = summitry.lag_curve({"lag": [10, 20, 30], "observed": [True] * 3})
    last = np.asarray(curve["upper"])[1]
    (band,) = plot.lag_curve(curve).collections
    shown = np.asarray(band.get_paths()[0].vertices)
    assert shown[:, 0].max() == 30
    assert shown[shown[:, 0] == 30, 1].max() == pytest.approx(last)


@pytest.mark.parametrize("observed", [True, False])
def test_a_lag_curve_without_limits_has_no_key_for_them(observed: bool) -> None:  # noqa: FBT001
    ax = plot.lag_curve(summitry.lag_curve({"lag": [10], "observed": [observed]}))
    assert "95% interval" not in legend_of(ax)


def test_answers_on_the_day_of_the_shock_are_drawn_whole_on_an_axis_of_days() -> None:
    visits = {"date": ["2013-02-12"]}
    lags = summitry.response_lags({"date": ["2013-02-12"]}, visits, **OBSERVED)
    assert not plot.lags(lags).lines[0].get_clip_on()
    ends = plot.lag_curve(summitry.lag_curve(lags)).get_xlim()
    assert ends == (0.0, 1.0)


def test_lag_curve_tells_groups_apart_without_colour(make: Maker) -> None:
    lags = make(
        {
            "lag": [10, 20, 30, 40],
            "observed": [True, False, True, True],
            "kind": ["test", "test", "death", "death"],
        }
    )
    ax = plot.lag_curve(
        summitry.lag_curve(lags, group_by="kind"),
        summitry.lag_summary(lags, group_by="kind"),
    )
    curves = [line for line in ax.lines if line.get_drawstyle() == "steps-post"]
    assert [line.get_label() for line in curves] == ["test", "death"]
    assert len({line.get_linestyle() for line in curves}) == 2
    assert any("test: mean of the answered only" in text for text in legend_of(ax))


def test_lags_draws_each_wait_and_its_visit(make: Maker) -> None:
    table = summitry.response_lags(make(SHOCKS), make(VISITS), **OBSERVED)
    ax = plot.lags(table)
    assert texts_of(ax) == [
        "969 days, Liu Yunshan",
        "none in 187 days",
        "after the end of the observation",
    ]
    answered, waiting = ax.lines[0], ax.lines[1]
    assert np.asarray(answered.get_xdata()).tolist() == [969]
    assert waiting.get_marker() == ">"
    assert np.asarray(waiting.get_xdata()).tolist() == [187]
    assert [text.get_text() for text in ax.get_yticklabels()] == [
        "Third nuclear test  2013-02-12",
        "Fifth nuclear test  2016-09-09",
        "Sixth nuclear test  2017-09-03",
    ]
    figure = drawn(ax)
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    right = max(text.get_window_extent(renderer).x1 for text in ax.texts)
    assert right <= figure.bbox.x1
    assert "Fifth nuclear test, 2016-09-09: none in 187 days" in plot.alt_text(ax)


@pytest.mark.filterwarnings("error")
def test_a_gap_that_began_on_the_last_day_is_drawn_without_a_warning() -> None:
    one = {"date": ["2003-05-01"], "origin": ["A"], "destination": ["B"]}
    ax = plot.gaps(summitry.visit_gaps(one, since="2001-01-01", through="2003-05-01"))
    left, right = ax.get_xlim()
    assert left == day(2003, 5, 1) < right
    assert "0 days, still open" in plot.alt_text(ax)


def test_gaps_rises_to_each_visit_and_stays_open(make: Maker) -> None:
    table = summitry.visit_gaps(make(VISITS), **OBSERVED, unclear="include")
    ax = plot.gaps(table)
    line, tip = ax.lines
    y = np.asarray(line.get_ydata(), dtype=float)
    assert y[:3] == pytest.approx([0, 382 / 365.25, 0])
    assert np.isnan(y[-1])
    assert tip.get_marker() == "^"
    assert np.asarray(tip.get_xdata()).tolist() == [day(2017, 3, 15)]
    assert legend_of(ax) == ["still no visit after 1.4 years"]
    (labels,) = ax.findobj(Labels)
    drawn(ax)
    assert [text.strip() for text in labels.shown] == [
        "2.4 years",
        "2.0 years",
        "1.0 years",
    ]
    assert "2015-10-09 to 2017-03-15, 523 days, still open" in plot.alt_text(ax)


def test_short_gaps_are_told_in_days_and_no_axis_is_marked_within_a_day() -> None:
    visits = {"date": ["2000-01-01", "2000-03-02"]}
    table = summitry.visit_gaps(visits, since="2000-01-01", through="2000-03-05")
    ax = plot.gaps(table)
    assert ax.get_ylabel() == "days since the last visit"
    assert legend_of(ax) == ["still no visit after 3 days"]
    assert [text.strip() for text in labels_of(ax)] == ["61 days"]
    assert plot.alt_text(ax).startswith("Days since the last visit, 2000-01-01 to")
    day: Any = {"since": "2000-01-01", "through": "2000-01-01"}
    ax = plot.gaps(summitry.visit_gaps({"date": ["2000-01-01"]}, **day))
    drawn(ax)
    assert [text.get_text() for text in ax.get_xticklabels()] == [
        "2000-01-01",
        "2000-01-02",
    ]


def labels_of(ax: Axes) -> list[str]:
    drawn(ax)
    (labels,) = ax.findobj(Labels)
    texts: list[Any] = labels.get_children()
    return [text.get_text() for text in texts if text.get_visible()]


def test_the_curves_of_groups_keep_their_height_and_means_their_colours() -> None:
    names = [f"a kind of shock with a name of its own {k}" for k in range(6)]
    lags = {
        "lag": list(range(1, 25)),
        "observed": [k % 5 > 0 for k in range(24)],
        "kind": [names[k % 6] for k in range(24)],
    }
    curve, summary = (
        make_(lags, group_by="kind")
        for make_ in (summitry.lag_curve, summitry.lag_summary)
    )
    ax = plot.lag_curve(curve, summary)
    figure = drawn(ax)
    assert ax.get_window_extent().height / figure.dpi > 1.8
    steps = [line for line in ax.lines if line.get_drawstyle() == "steps-post"]
    means = [line for line in ax.lines if len({*np.asarray(line.get_xdata())}) == 1]
    uprights = [line for line in means if line.get_marker() != "|"]
    assert [a.get_color() for a in uprights] == [b.get_color() for b in steps]
