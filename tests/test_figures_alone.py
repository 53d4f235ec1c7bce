"""Figures that stand alone: what they say, and that all of it has room."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import pytest
from made_figures import (
    CHINA_PRK,
    FIGURES,
    LAGS,
    NAMES,
    ONE,
    SCHEME,
    TWO,
    WINDOW,
    bundled_weights,
    eras_of,
    found_phases,
    pairs,
    paper_of,
    refuse_crowded,
    short_phases,
    table,
    visits_of,
    words_in,
)

mpl.use("Agg")

from conftest import china_dprk
from matplotlib import pyplot as plt

import summitry
from summitry import plot
from summitry.exceptions import InputError
from summitry.plot._labels import Labels

if TYPE_CHECKING:
    from conftest import Maker


@pytest.mark.parametrize("name", FIGURES)
def test_all_words_are_on_the_page_and_none_is_over_another(name: str) -> None:
    ax = FIGURES[name]()
    figure = paper_of(ax)
    refuse_crowded(figure)
    assert figure.get_figwidth() == 7.0
    assert figure.get_figheight() <= 12


@pytest.mark.parametrize("name", FIGURES)
def test_axes_say_what_they_measure_in_which_unit(name: str) -> None:
    ax = FIGURES[name]()
    said = f"{ax.get_xlabel()} {ax.get_ylabel()}"
    wanted = {
        "frequency": "visits a year",
        "timeline": "",
        "lags": r"lag \(days since the shock\)",
        "curve": r"lag \(days since the shock\) share of shocks without a visit",
        "gaps": "(years|days) since the last (visit|summit)",
        "weights": r"weight of a summit frequency \(weighted visits a year\)",
        "phases": r"frequency \(visits a year\)",
        "dyads": "ratio of ratios",
        "specifications": r"frequency \(visits a year\)|lag",
    }[name.partition(",")[0]]
    assert re.search(wanted, said)
    assert "computed" not in said


@pytest.mark.parametrize("name", FIGURES)
def test_no_code_and_no_underscore_is_shown(name: str) -> None:
    ax = FIGURES[name]()
    shown = [text for text, _ in words_in(paper_of(ax)) if "Kim_Jong_Un" not in text]
    for text in [*shown, plot.alt_text(ax).replace("Kim_Jong_Un", "")]:
        assert not re.search(r"\b(CHN|PRK|KOR|FRA|DEU)\b", text)
        assert "_" not in text
        assert "regime" not in text


@pytest.mark.parametrize("level", [0.8, 0.95, 0.999])
def test_whiskers_say_which_interval_they_are(level: float) -> None:
    percent = f"{100 * level:g}% interval"
    eras = eras_of(NAMES)
    bars = plot.frequency(
        summitry.era_frequency(CHINA_PRK, eras, level=level, **WINDOW)
    )
    curve = plot.lag_curve(summitry.lag_curve(LAGS, level=level))
    for ax in (bars, curve):
        legend = ax.get_legend()
        assert legend is not None
        assert percent in [text.get_text() for text in legend.get_texts()]


def test_weights_say_what_a_summit_counts(make: Maker) -> None:
    visits, eras = make(CHINA_PRK), make(TWO)
    for scheme, wanted in (
        ({"summit": {True: 3.0, False: 1.0}}, "weighted: a summit counts 3"),
        (
            {"summit": {True: 2.5, False: 0.5}},
            "weighted: a summit counts 2.5, any other visit 0.5",
        ),
        (
            {"visitor_rank": dict.fromkeys(summitry.RANKS, 1.0)},
            "weighted: by visitor rank",
        ),
        (summitry.Scheme(SCHEME, name="my own"), "weighted: my own"),
    ):
        found = summitry.era_frequency(visits, eras, scheme=scheme, **WINDOW)
        legend = plot.frequency(found).get_legend()
        assert legend is not None
        assert wanted in [text.get_text() for text in legend.get_texts()]


def test_many_pairs_are_named_and_more_are_refused_with_the_call(make: Maker) -> None:
    visits = make(visits_of(900, pairs(60)))
    found = summitry.era_frequency(visits, make(ONE), by="dyad", **WINDOW)
    ax = plot.frequency(found)
    figure = paper_of(ax)
    assert len(figure.axes) == 2
    named = {label.get_text() for one in figure.axes for label in one.get_yticklabels()}
    assert {"Brazil", "Argentina", "Angola"} <= named
    words = plot.alt_text(ax)
    assert "60 pairs of countries" in words
    assert "Brazil" in words
    assert "Angola" in words
    assert [plot.alt_text(one) for one in figure.axes] == [words, words]
    with pytest.raises(InputError, match="60 rows, of which 40 can be read") as caught:
        plot.frequency(found, ax=plt.figure().subplots())
    assert caught.value.code == "too_many_rows"
    twice = summitry.era_frequency(visits, make(TWO), by="dyad", **WINDOW)
    with pytest.raises(InputError, match="120 rows") as caught:
        plot.frequency(twice)
    assert caught.value.code == "too_many_rows"


def test_dates_stand_at_the_steps_of_phases() -> None:
    for draw in (found_phases, short_phases):
        ax = draw()
        (labels,) = (one for one in ax.findobj(Labels) if one.get_gid() == "dates")
        paper_of(ax)
        steps = [line for line in ax.lines if line.get_gid() == "step"]
        assert len(labels.shown) == len(steps) >= 1
        assert all(
            re.fullmatch(r"\d{4}-\d\d-\d\d", text.strip()) for text in labels.shown
        )


def test_summits_are_called_summits(make: Maker) -> None:
    for where, wanted in (
        (None, "days since the last visit"),
        ({"summit": True}, "years since the last summit"),
        ({"origin": "CHN"}, "days since the last visit where origin is China"),
    ):
        gaps = summitry.visit_gaps(make(CHINA_PRK), where=where, **WINDOW)
        ax = plot.gaps(gaps)
        assert ax.get_ylabel().replace("\n", " ") == wanted
        assert plot.alt_text(ax).startswith(wanted[:19].capitalize())


def test_numbers_at_risk_are_those_that_wait(make: Maker) -> None:
    lags: dict[str, Any] = {
        "lag": [9, 99, 114, 146, 187],
        "observed": [True] * 4 + [False],
    }
    ax = plot.lag_curve(summitry.lag_curve(make(lags)))
    waits = {
        text.xy[0]: int(text.get_text())  # type: ignore[attr-defined]
        for text in ax.texts
        if text.get_text().isdigit()
    }
    assert waits == {
        day: sum(lag >= day for lag in lags["lag"]) for day in ax.get_xticks()
    }
    assert any("still waiting" in text.get_text() for text in ax.texts)


def test_a_printed_number_is_a_line_and_equal_specifications_a_step() -> None:
    ax = plot.specifications(china_dprk().multiverse(), "xi-frequency")
    (printed,) = (line for line in ax.lines if line.get_gid() == "printed")
    assert set(np.asarray(printed.get_ydata()).tolist()) == {1.25}
    (labels,) = ax.findobj(Labels)
    paper_of(ax)
    assert sum(map(int, labels.shown)) == 2880
    assert len(labels.shown) == 6
    assert "2880 specifications in 6 steps" in paper_of(ax).axes[1].get_xlabel()


@pytest.mark.parametrize("manager", [None, "constrained"])
def test_several_axes_in_one_figure_do_not_run_into_each_other(
    manager: Any,
) -> None:
    figure, places = plt.subplots(2, 2, figsize=(11, 9), layout=manager)
    plot.frequency(table("frequency"), ax=places[0, 0])
    plot.lags(table("lags"), ax=places[0, 1])
    bundled_weights(ax=places[1, 0])
    plot.lag_curve(
        summitry.lag_curve(table("lags")), table("lag_summary"), ax=places[1, 1]
    )
    refuse_crowded(paper_of(places[0, 0]))
    boxes: list[Any] = [ax.get_tightbbox() for ax in figure.axes]
    boxes = [box.padded(-1) for box in boxes]
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))


def test_a_layout_that_was_chosen_is_kept() -> None:
    figure, ax = plt.subplots()
    figure.subplots_adjust(left=0.4)
    plot.gaps(table("summit_gaps"), ax=ax)
    assert figure.get_layout_engine() is None
    placed = plt.figure().add_axes((0.2, 0.1, 0.7, 0.8))
    plot.gaps(table("summit_gaps"), ax=placed)
    assert placed.get_position().x0 == pytest.approx(0.2)


def test_the_code_of_the_manual_draws_its_figures() -> None:
    page = Path(__file__).parents[1] / "docs" / "figures.md"
    blocks = re.split(r"^## ", page.read_text("utf-8"), flags=re.MULTILINE)
    code = [re.findall(r"```python\n(.*?)```", block, re.DOTALL) for block in blocks]
    known: dict[str, Any] = {}
    exec(code[0][0], known)  # noqa: S102
    for block, (own,) in zip(blocks[1:], code[1:], strict=True):
        exec(own, known)  # noqa: S102
        told = re.search(r":alt: (.*)", block)
        assert told is not None
        assert plot.alt_text(known["ax"]) == told[1]
    drawn = {block.partition("\n")[0] for block in blocks[1:]}
    assert drawn == {*plot.__all__} - {"alt_text"}


def test_a_width_is_that_of_the_present_font() -> None:
    from summitry.plot._canvas import inches

    usual, small = inches("Kim Jong Un"), inches("Kim Jong Un", 5)
    with mpl.rc_context({"font.sans-serif": ["DejaVu Sans Mono"]}):
        mono = inches("Kim Jong Un")
    with mpl.rc_context({"font.size": 20}):
        large = inches("Kim Jong Un")
    assert len({usual, small, mono, large}) == 4
    assert inches("Kim Jong Un") == usual
