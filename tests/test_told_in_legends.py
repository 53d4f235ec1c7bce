"""What is told in figures: names that begin oddly, intervals that go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

from made_figures import CHINA_PRK, WINDOW, paper_of, refuse_crowded, shocks_of

import summitry
from summitry import plot
from summitry.plot._canvas import ONWARD

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def told(ax: Axes) -> list[str]:
    """Return what the legend says, each entry on one line."""
    figure = paper_of(ax)
    legend = ax.get_legend() or figure.legends[0]
    return [text.get_text().replace("\n", " ") for text in legend.get_texts()]


@pytest.mark.parametrize("names", [("_a", "b"), ("_", "__"), ("a", "_b c")])
def test_groups_whose_names_begin_with_an_underscore_are_in_the_legend(
    names: tuple[str, str],
) -> None:
    shocks = shocks_of(12) | {"kind": [names[k % 2] for k in range(12)]}
    lags = summitry.response_lags(shocks, CHINA_PRK, **WINDOW)
    ax = plot.lag_curve(
        summitry.lag_curve(lags, group_by="kind"),
        summitry.lag_summary(lags, group_by="kind"),
    )
    labels = told(ax)
    assert {*names} <= {*labels}
    assert all(any(one.startswith(f"{name}: mean") for one in labels) for name in names)
    assert all(f"{name}: falls" in plot.alt_text(ax) for name in names)


def test_countries_whose_names_begin_with_an_underscore_are_too() -> None:
    visits = {
        "date": ["2010-01-01", "2011-01-01"],
        "origin": ["_north", "south"],
        "destination": ["south", "_north"],
    }
    labels = told(plot.timeline(visits))
    assert labels == ["_north to south", "south to _north"]


def bars(upper: list[float], **more: Any) -> Any:
    n = len(upper)
    table = {"era": [f"era {k}" for k in range(n)], "frequency": np.ones(n).tolist()}
    return table | {"lower": np.full(n, 0.5).tolist(), "upper": upper} | more


@pytest.mark.parametrize("seed", range(6))
def test_an_arrow_says_how_far_an_interval_goes_on(seed: int) -> None:
    rng = np.random.default_rng(seed)
    upper = np.exp(rng.uniform(0.1, 3.0, int(rng.integers(1, 8)))).tolist()
    ax = plot.frequency(bars(upper))
    arrows = [line for line in ax.lines if line.get_marker() == ">"]
    cut = [end for end in upper if end > ax.get_xlim()[1]]
    drawn = [float(one[1][0]) for one in ax.collections[0].get_segments()]  # type: ignore[attr-defined]
    assert {end for end in upper if end not in cut} <= {*drawn}
    assert max(drawn) <= ax.get_xlim()[1]
    assert sum(len(np.asarray(line.get_xdata())) for line in arrows) == len(cut)
    said = [label for label in told(ax) if "arrow" in label]
    assert len(said) == bool(cut)
    if cut:
        assert f"{max(cut):.2f}" in said[0]
    refuse_crowded(paper_of(ax))


def test_of_two_columns_and_of_no_limit_it_is_said_too() -> None:
    ax = plot.frequency(bars([*[1.5] * 59, 9.0]))
    assert "arrow: the interval goes on to 9.00" in told(ax)
    ax = plot.frequency(bars([1.5, np.inf]))
    assert "arrow: the interval goes on without a limit" in told(ax)
    assert not [one for one in told(plot.frequency(bars([1.5]))) if "arrow" in one]


def test_phases_and_ratios_say_it() -> None:
    steps = {
        "start": ["1990-01-01", "2000-01-01"],
        "end": ["2000-01-01", "2000-06-01"],
        "frequency": [1.0, 1.5],
        "lower": [0.5, 0.1],
        "upper": [2.0, 12.34],
    }
    ax = plot.phases(steps)
    assert "arrow: the interval goes on to 12.34" in told(ax)
    refuse_crowded(paper_of(ax))
    assert not [
        one
        for one in told(plot.phases(steps | {"upper": [2.0, 2.5]}))
        if "arrow" in one
    ]
    ratios = {"era": ["a"], "other_era": ["b"], "ratio": [0.0], "p": [0.2]}
    limits = {
        "lower": [0.0],
        "upper": [None],
        "exact_lower": [0.0],
        "exact_upper": [None],
    }
    labels = told(plot.dyads(ratios | limits))
    assert "arrow: the interval goes on to 0.00" in labels
    assert "arrow: the interval goes on without a limit" in labels


@pytest.mark.parametrize("fits", [0.93, 0.95, 0.99, 1.0, 1.01])
def test_an_interval_that_fits_the_axis_is_whole(fits: float) -> None:
    """The axis ends at 2.2 times the largest bar and a bit; the far one sets it."""
    limit = plot.frequency(bars([9.0])).get_xlim()[1]
    ax = plot.frequency(bars([9.0, fits * limit]))
    assert ax.get_xlim()[1] == limit
    (said,) = (label for label in told(ax) if "arrow" in label)
    assert said.startswith("arrow: ") == (fits <= 1)
    segments = ax.collections[0].get_segments()  # type: ignore[attr-defined]
    assert (segments[1][1][0] == fits * limit) == (fits <= 1)


@pytest.mark.parametrize("more", [[0.0, 0.0], [0.0, 0.5], [0.2, 0.5]])
def test_a_diamond_stands_where_unclear_visits_change_the_number(
    more: list[float],
) -> None:
    table = bars([2.0] * 4)
    table["era"] = ["a", "b"] * 2
    table["reading"] = ["without unclear"] * 2 + ["with unclear"] * 2
    table["frequency"] = [1.0, 1.0, *(1.0 + one for one in more)]
    ax = plot.frequency(table)
    shown = [line for line in ax.lines if line.get_marker() == "D"]
    places = np.array(
        [float(x) for line in shown for x in np.asarray(line.get_xdata())]
    )
    assert places[~np.isnan(places)].tolist() == [1.0 + one for one in more if one]
    assert ("with unclear visits" in told(ax)) == any(more)


@pytest.mark.parametrize("least", [0.0, 0.3])
def test_a_diamond_stands_within_the_axes(least: float) -> None:
    """Of one visit that counts and thirty in doubt it was beyond them."""
    table = bars([least + 1.0, 12.0])
    table["era"] = ["a", "a"]
    table["reading"] = ["without unclear", "with unclear"]
    table["frequency"] = [least, 10.0]
    assert plot.frequency(table).get_xlim()[1] > 10.0


def test_a_legend_in_several_lines_leaves_a_single_bar_its_room() -> None:
    """Beside a long name it took the whole figure."""
    table = bars([9.0, 9.0])
    table["era"] = ["Kim Jong Un (North Korea), second period of office"] * 2
    table["reading"] = ["without unclear", "with unclear"]
    table["frequency"] = [1.0, 1.5]
    ax = plot.frequency(table)
    ax.figure.canvas.draw()
    box = ax.get_window_extent()
    assert box.height / ax.figure.get_dpi() > 0.3


@pytest.mark.parametrize("observed", [[True, True], [True, False], [False, False]])
def test_lags_have_a_key_of_what_is_drawn_alone(observed: list[bool]) -> None:
    table = {"date": ["2010-01-01", "2011-01-01"], "lag": [9, 20], "observed": observed}
    wanted = ["next visit"] * any(observed) + ["no visit yet"] * (not all(observed))
    assert told(plot.lags(table)) == wanted


def test_a_name_read_from_right_to_left_turns_no_day_in_a_figure() -> None:
    """Without a mark behind it 2002-03-06 is drawn as 06-03-2002."""
    shocks = {"label": ["محمد رضا", "שם $"], "date": ["2002-03-06", "2003-04-07"]}
    visits = {"date": ["2002-06-06"], "origin": ["CHN"], "destination": ["PRK"]}
    window: dict[str, Any] = {"since": "2002-01-01", "through": "2004-12-31"}
    ax = plot.lags(summitry.response_lags(shocks, visits, **window))
    assert [text.get_text() for text in ax.get_yticklabels()] == [
        f"{ONWARD}محمد رضا{ONWARD}  2002-03-06",
        f"{ONWARD}שם{ONWARD} \\$  2003-04-07",
    ]
    key = plot.timeline(visits, shocks=shocks, **window).get_xlabel()
    assert key.startswith(f"{ONWARD}1  محمد رضا{ONWARD}     {ONWARD}2  שם{ONWARD}")
    assert "محمد رضا, 2002-03-06: 92 days" in plot.alt_text(ax)
