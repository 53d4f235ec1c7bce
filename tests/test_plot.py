"""Plots: what is drawn, where, with which labels; that they never overlap or warn."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

from matplotlib import pyplot as plt
from matplotlib.colors import to_hex
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

import summitry
from summitry import plot
from summitry.exceptions import (
    CategoryError,
    ColumnError,
    FrameError,
    InputError,
    RangeError,
)
from summitry.plot import _canvas
from summitry.plot._labels import Labels
from summitry.plot._room import figure_of

if TYPE_CHECKING:
    from conftest import Maker
    from matplotlib.axes import Axes

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


@pytest.fixture(scope="module")
def record() -> Any:
    return summitry.qualify(
        summitry.datasets.load_visits(), definition=summitry.datasets.load_definition()
    )


def day(year: int, month: int, day: int) -> float:
    return float(date2num(dt.date(year, month, day)))  # type: ignore[no-untyped-call]


def drawn(ax: Axes) -> Figure:
    """Draw a figure, so that labels are placed and every warning is raised."""
    figure = figure_of(ax)
    figure.canvas.draw()
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


def test_timeline_counts_in_words(record: Any) -> None:
    ax = plot.timeline(record, summitry.datasets.load_eras(), **OBSERVED)
    words = plot.alt_text(ax)
    qualify = record[record["date"].between("1953-07-27", THROUGH)]
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
    listed = columns(plain)
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


def columns(frame: Any) -> dict[str, list[Any]]:
    from conftest import columns_of

    return columns_of(frame)


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


def test_weights_draws_lines_and_marks_flips(make: Maker) -> None:
    tally = {
        "era": ["A", "A", "B", "B"],
        "years": [5.0, 5.0, 4.0, 4.0],
        "summit": [True, False, True, False],
        "weight": [1.0, 1.0, 1.0, 1.0],
        "count": [0, 9, 3, 2],
    }
    found = summitry.break_even(
        make(tally),
        summitry.Claim.highest("A"),
        vary={"summit": {True: (1, 5)}},
    )
    ax = plot.weights(make(tally), found, vary={"summit": {True: (1, 5)}})
    lines = {line.get_gid(): line for line in ax.lines}
    assert np.asarray(lines["era-1"].get_ydata()).tolist() == [1.8, 1.8]
    assert np.asarray(lines["era-2"].get_ydata()).tolist() == [1.25, 4.25]
    assert np.asarray(lines["flip"].get_xdata())[0] == pytest.approx(26 / 15)
    (shade,) = (patch for patch in ax.patches if patch.get_gid() == "holds")
    # A polygon, of which newer releases of matplotlib make a rectangle.
    shaded = ax.transData.inverted().transform_bbox(shade.get_window_extent())
    assert (shaded.x0, shaded.width) == pytest.approx((1.0, 11 / 15))
    assert {"A", "B", " 1.73 "} <= set(texts_of(ax))
    assert ax.get_xlim() == (1, 5)
    assert "flips where a summit counts 1.733" in plot.alt_text(ax)
    assert "holds on 18.3% of 1 to 5" in ax.get_title("left").replace("\n", " ")
    assert ax.get_xlabel() == "weight of a summit"


def test_weights_multiplies_the_other_columns_of_the_scheme(make: Maker) -> None:
    scheme: dict[str, dict[Any, float]] = {
        "summit": {True: 3.0, False: 1.0},
        "setting": {"a": 2.0, "b": 1.0},
    }
    visits = {
        "date": ["2013-05-22", "2014-01-01", "2015-01-01"],
        "summit": [True, True, False],
        "setting": ["a", "b", "a"],
    }
    eras = {"era": ["Xi"], "start": ["2013-01-01"], "end": [None]}
    tally = summitry.era_tally(
        make(visits),
        make(eras),
        since="2013-01-01",
        through="2015-12-31",
        scheme=scheme,
    )
    ax = plot.weights(tally, vary={"summit": {True: (0, 3)}}, scheme=scheme)
    years = (dt.date(2016, 1, 1) - dt.date(2013, 1, 1)).days / 365.25
    assert np.asarray(ax.lines[0].get_ydata()).tolist() == pytest.approx(
        [2 / years, (3 * 2 + 3 * 1 + 2) / years]
    )
    table = summitry.era_frequency(
        make(visits),
        make(eras),
        since="2013-01-01",
        through="2015-12-31",
        scheme=scheme,
    )
    drawn_at_three = float(np.asarray(ax.lines[0].get_ydata())[1])
    assert columns(table)["weighted_frequency"] == pytest.approx([drawn_at_three])


def test_weights_refuses_what_it_cannot_draw(make: Maker) -> None:
    tally = summitry.era_tally(
        make(VISITS), make(ERAS), since="2005-01-01", through=THROUGH, scheme=SCHEME
    )
    with pytest.raises(InputError, match="2 lists of eras"):
        plot.weights(tally, vary={"summit": {True: (1, 5)}})
    with pytest.raises(RangeError, match="no range"):
        plot.weights(tally, vary={"summit": {True: (5, 5)}})
    with pytest.raises(InputError, match="2 weights are free"):
        plot.weights(tally, vary={"summit": {True: (1, 5), False: (1, 2)}})
    with pytest.raises(CategoryError, match="never 'maybe'"):
        plot.weights(tally, vary={"summit": {"maybe": (1, 5)}})


def planted(make: Maker) -> Any:
    """A multiverse of four specifications in which only one choice matters."""
    visits = {
        "date": ["2010-05-03", "2012-11-15", "2013-05-22"],
        "sourced": [True, False, True],
    }
    eras = {
        "era": ["Hu", "Xi"],
        "start": ["2010-01-01", "2012-11-15"],
        "end": ["2012-11-15", None],
    }
    return summitry.multiverse(
        make(visits),
        make(eras),
        since="2010-01-01",
        through="2014-12-31",
        claims={"xi": summitry.Claim.value("Xi", "2", quantity="count")},
    )


def test_specifications_orders_numbers_and_hangs_the_decisions_below(
    make: Maker,
) -> None:
    found = planted(make)
    table, drivers = columns(found.table), columns(found.drivers)
    shown = drivers["decision"][:2]
    ax = plot.specifications(found, "xi", decisions=shown)
    alike: dict[Any, int] = {}
    for row in zip(
        table["xi"], table["xi_holds"], *(table[n] for n in shown), strict=True
    ):
        alike[row] = alike.get(row, 0) + 1
    assert len(alike) < len(table["xi"])
    steps = [
        (float(segment[:, 0].mean()), float(segment[0, 1]), part.get_gid())
        for part in ax.collections
        for segment in part.get_segments()  # type: ignore[attr-defined]
    ]
    assert [step[0] for step in sorted(steps)] == list(range(len(alike)))
    assert [step[1] for step in sorted(steps)] == sorted(row[0] for row in alike)
    held = {row[:2] for row in alike}
    assert {(value, gid == "holds") for _, value, gid in steps} == held
    (printed,) = (line for line in ax.lines if line.get_gid() == "printed")
    assert set(np.asarray(printed.get_ydata()).tolist()) == {2.0}
    assert legend_of(ax) == ["holds (1)", "fails (7)", "printed: 2"]
    assert ax.get_ylabel() == "visits"
    figure = drawn(ax)
    (labels,) = ax.findobj(Labels)
    assert sorted(map(int, labels.shown)) == sorted(alike.values())
    (panel,) = (other for other in figure.axes if other is not ax)
    names = [text.get_text() for text in panel.get_yticklabels()]
    assert len(names) == sum(len(set(table[name])) for name in shown)
    assert not any("_" in name for name in [*names, *texts_of(panel)])
    assert panel.get_xlim() == ax.get_xlim()
    mesh = np.asarray(panel.images[0].get_array()).reshape(len(names), -1)
    assert mesh.shape == (len(names), len(alike))
    assert set(mesh.ravel().tolist()) == {0.0, 1.0}
    assert panel.get_position().y1 <= ax.get_position().y0
    assert "holds in 1 of 8 specifications (12%)" in plot.alt_text(ax)


def test_specifications_stays_in_the_callers_axes(make: Maker) -> None:
    figure = Figure(figsize=(9, 6), layout="constrained")
    left, right = figure.subplots(1, 2)
    assert plot.specifications(planted(make), "xi", ax=left) is left
    figure.canvas.draw()
    below = figure.axes[2]
    assert below.get_position().x1 <= right.get_position().x0
    free = Figure().add_axes((0.2, 0.1, 0.7, 0.8))
    plot.specifications(planted(make), "xi", ax=free)
    assert 0.1 < free.get_position().y0 < 0.9
    assert free.get_position().y1 == pytest.approx(0.9)


def test_specifications_refuses_unknown_claims_and_decisions(make: Maker) -> None:
    with pytest.raises(CategoryError, match="'xi'"):
        plot.specifications(planted(make), "yi")
    with pytest.raises(ColumnError, match="weather"):
        plot.specifications(planted(make), "xi", decisions=["weather"])


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
    found = columns(table)
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


def crowded() -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """200 visits, 40 eras on either side, 40 shocks, names that are hard to draw."""
    rng = np.random.default_rng(0)
    first, span = dt.date(1955, 1, 1), 60 * 365
    origins = rng.choice(["CHN", "PRK"], 200)
    visits = {
        "date": [first + dt.timedelta(int(day)) for day in rng.integers(0, span, 200)],
        "origin": origins.tolist(),
        "destination": np.where(origins == "CHN", "PRK", "CHN").tolist(),
        "visitor_rank": rng.choice(summitry.RANKS, 200).tolist(),
        "summit": (rng.random(200) < 0.1).tolist(),
    }
    names = [
        "习近平",
        "김정은",
        "Hu Jintao",
        "A very long name indeed",
        "$x$ \\frac{",
        "\u202eKim",
    ]
    eras: dict[str, Any] = {"side": [], "era": [], "start": [], "end": []}
    for side in ("CHN", "PRK"):
        cuts = np.sort([0, span, *rng.choice(np.arange(1, span), 39, replace=False)])
        for number, (start, end) in enumerate(pairwise(cuts)):
            eras["side"].append(side)
            eras["era"].append(f"{names[number % len(names)]} {number}")
            eras["start"].append(first + dt.timedelta(int(start)))
            eras["end"].append(first + dt.timedelta(int(end)))
    shocks = {
        "date": [first + dt.timedelta(int(day)) for day in rng.integers(0, span, 40)],
        "label": [f"shock {number} 核" for number in range(40)],
    }
    return visits, eras, shocks


@pytest.mark.parametrize(
    ("name", "width"),
    [
        ("timeline", 7.0),
        ("timeline", 11.0),
        ("frequency", 7.0),
        ("lags", 7.0),
        ("gaps", 11.0),
        ("weights", 7.0),
    ],
)
def test_labels_never_overlap_in_a_crowd(name: str, width: float) -> None:
    visits, eras, shocks = crowded()
    observed: dict[str, Any] = {"since": "1955-01-01", "through": "2014-12-15"}
    tally_eras = {
        k: [v for v, s in zip(x, eras["side"], strict=True) if s == "CHN"]
        for k, x in eras.items()
    }
    ax = {
        "timeline": lambda: plot.timeline(visits, eras, shocks),
        "frequency": lambda: plot.frequency(
            summitry.era_frequency(visits, eras, scheme=SCHEME, **observed)
        ),
        "lags": lambda: plot.lags(summitry.response_lags(shocks, visits, **observed)),
        "gaps": lambda: plot.gaps(summitry.visit_gaps(visits, **observed)),
        "weights": lambda: plot.weights(
            summitry.era_tally(visits, tally_eras, scheme=SCHEME, **observed),
            vary={"summit": {True: (1, 5)}},
        ),
    }[name]()
    figure = drawn(ax)
    assert figure.get_figwidth() == 7.0
    figure.set_figwidth(width)
    assert not overlapping(ax)
    assert figure.get_figheight() <= 16


@pytest.mark.parametrize("fonts", [(), None], ids=["no font", "fonts of this machine"])
def test_names_in_every_script_are_drawn_without_a_warning(
    fonts: tuple[str, ...] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fonts is not None:
        monkeypatch.setattr(_canvas, "_installed", lambda: fonts)
    table = {
        "era": ["习近平", "김정은", "安倍晋三", "\U0001f600 $x^2$ \x1b[31m\u202e"],
        "frequency": [1.0, 2.0, 3.0, 4.0],
        "lower": [0.5, 1.5, 2.5, 3.5],
        "upper": [1.5, 2.5, 3.5, 4.5],
    }
    ax = plot.frequency(table)
    drawn(ax)
    names = [text.get_text() for text in ax.get_yticklabels()]
    found = _canvas._installed()
    assert names[0] == ("习近平" if found else "□□□ 1")
    assert "习近平 1.00" in plot.alt_text(ax)
    assert "\x1b" not in names[3]
    assert "\u202e" not in names[3]
    assert r"\$x^2\$" in names[3]


def test_the_callers_axes_are_used_and_its_settings_kept(record: Any) -> None:
    figure = Figure(figsize=(9, 4))
    left, right = figure.subplots(1, 2)
    before = dict(mpl.rcParams)
    shocks = summitry.datasets.load_shocks(kind="nuclear_test")
    assert (
        plot.lags(summitry.response_lags(shocks, record, **OBSERVED), ax=left) is left
    )
    assert plot.gaps(summitry.visit_gaps(record, **OBSERVED), ax=right) is right
    assert dict(mpl.rcParams) == before
    assert not plt.get_fignums()
    assert plot.alt_text(left) != plot.alt_text(right)


def test_axes_of_others_have_no_words() -> None:
    with pytest.raises(FrameError, match="no plot of summitry"):
        plot.alt_text(Figure().subplots())


def test_colours_are_told_apart_in_grey() -> None:
    """The two directions differ in place and marker; the two bars in hatch."""
    look, other = plot._timeline._LOOKS
    assert look["marker"] != other["marker"]
    okabe_ito = {
        "#0072B2",
        "#D55E00",
        "#009E73",
        "#CC79A7",
        "#E69F00",
        "#56B4E9",
        "#000000",
    }
    assert {to_hex(color).upper() for color in _canvas.COLORS} == okabe_ito
    assert len(set(map(str, _canvas.DASHES))) == len(_canvas.DASHES) == 7


def test_without_matplotlib_the_extra_is_named() -> None:
    code = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "import summitry\n"
        "table = {'era': ['a'], 'frequency': [1.0], 'lower': [0.5], 'upper': [2.0]}\n"
        "try:\n    summitry.plot.frequency(table)\n"
        "except summitry.exceptions.MissingExtraError as error:\n"
        "    print(error.code, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("missing_extra plots need matplotlib")
    assert "summitry[plot]" in done.stdout


def test_specifications_asks_for_the_whole_multiverse(make: Maker) -> None:
    with pytest.raises(FrameError, match="not a Multiverse"):
        plot.specifications(make(VISITS), "any")


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
