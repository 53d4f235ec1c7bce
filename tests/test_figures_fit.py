"""Figures of any size, alone and several on a page: all words inside, none covered."""

from __future__ import annotations

import pickle
from itertools import combinations
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

from conftest import china_dprk
from made_figures import (
    CHINA_PRK,
    SCHEME,
    WINDOW,
    eras_of,
    observed,
    paper_of,
    refuse_crowded,
    shocks_of,
    table,
)
from matplotlib import pyplot as plt

import summitry
from summitry import Claim, plot
from summitry.exceptions import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

VARY: dict[str, Any] = {"summit": {True: (0, 10)}}
LONG = [
    "The second republic of the upper valley, its first government",
    "The second republic of the upper valley, its second government",
    "中华人民共和国国家主席同志的任期一二三四五六七八九十",
    "중화인민공화국 국가주석 동지의 임기 일이삼사오륙칠팔",
    "W" * 50,
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
]
SAYS = (
    "The first of the eras of which the name is so long that no table could ever hold "
    "it has, of all the eras that were compared with each other in this study, the "
    "highest weighted frequency of all, as was to be shown."
)


def figures(names: list[str], labels: list[str], says: str) -> dict[str, Any]:
    """Every plot, of eras, shocks and a claim that are called so."""
    eras = eras_of(names)
    shocks = shocks_of(len(labels)) | {"label": labels}
    shocks["kind"] = [names[k % 3] for k in range(len(labels))]
    found = summitry.era_frequency(
        CHINA_PRK, eras, scheme=SCHEME, unclear="both", **WINDOW
    )
    counts = {name: found[name] for name in ("era", "count", "years")}
    some = {name: list(counts[name])[: len(names)][:3] for name in counts}
    waits = summitry.response_lags(shocks, CHINA_PRK, **WINDOW)
    tally = summitry.era_tally(CHINA_PRK, eras, scheme=SCHEME, **WINDOW)
    claim = Claim({**Claim.highest(names[0]).form, "says": says})
    flips = summitry.break_even(tally, claim, vary=VARY)
    sourced = CHINA_PRK | {"sourced": [k % 3 > 0 for k in range(120)]}
    many = summitry.multiverse(sourced, eras, claims={"a": claim}, **WINDOW)
    phases = {
        name: list(found[name])[: len(names)]
        for name in ("start", "end", "frequency", "lower", "upper")
    }
    gaps = summitry.visit_gaps(CHINA_PRK, where={"summit": True}, **WINDOW)
    curve = summitry.lag_curve(waits, group_by="kind")
    means = summitry.lag_summary(waits, group_by="kind")
    return {
        "frequency": lambda ax: plot.frequency(found, ax=ax),
        "lags": lambda ax: plot.lags(waits, ax=ax),
        "lag_curve": lambda ax: plot.lag_curve(curve, means, ax=ax),
        "weights": lambda ax: plot.weights(tally, flips, vary=VARY, ax=ax),
        "timeline": lambda ax: plot.timeline(CHINA_PRK, eras, shocks, ax=ax),
        "phases": lambda ax: plot.phases(phases, CHINA_PRK, ax=ax),
        "gaps": lambda ax: plot.gaps(gaps, ax=ax),
        "specifications": lambda ax: plot.specifications(many, "a", ax=ax),
        "dyads": lambda ax: plot.dyads(summitry.compare_dyads(some, some), ax=ax),
    }


def bundled() -> dict[str, Callable[[Axes | None], Axes]]:
    study: Any = china_dprk()
    found = figures(["Hu Jintao", "Xi Jinping", "Deng Xiaoping"], ["a", "b"], SAYS)
    return found | {
        "frequency": lambda ax: plot.frequency(table("frequency"), ax=ax),
        "lags": lambda ax: plot.lags(table("lags"), ax=ax),
        "timeline": lambda ax: plot.timeline(
            study.visits, study.eras, study.shocks, **observed(), ax=ax
        ),
        "phases": lambda ax: plot.phases(
            table("phases"), study.visits, through=study.through, ax=ax
        ),
        "specifications": lambda ax: plot.specifications(
            study.multiverse(), "xi-frequency", ax=ax
        ),
    }


def labels_of_a_hundred() -> list[str]:
    told = "What happened on the day of the test nr {} was told at length in the papers"
    return [f"{told.format(k):x<100}" for k in range(4)] + ["第" * 50, "y" * 100]


DRAW = {"plain": bundled(), "long": figures(LONG, labels_of_a_hundred(), SAYS)}
NAMES = [name for name in plot.__all__ if name != "alt_text"]


def refuse_overlap(figure: Figure) -> None:
    refuse_crowded(figure)
    panels = {ax: ax.get_subplotspec() for ax in figure.axes}
    boxes: list[Any] = [
        (spec.get_topmost_subplotspec() if spec else ax, ax.get_tightbbox())
        for ax, spec in panels.items()
    ]
    for (one, a), (two, b) in combinations(boxes, 2):
        if one != two:
            assert not a.padded(-1).overlaps(b.padded(-1))
    for ax in figure.axes:
        assert ax.get_position().width * figure.get_figwidth() > 0.5


@pytest.mark.parametrize("kind", DRAW)
@pytest.mark.parametrize("name", NAMES)
def test_every_figure_fits_a_page_and_a_column(name: str, kind: str) -> None:
    alone = DRAW[kind][name](None)
    refuse_overlap(paper_of(alone))
    for width, height in ((3.4, 3.8), (5.0, 3.4)):
        figure, ax = plt.subplots(figsize=(width, height))
        DRAW[kind][name](ax)
        refuse_overlap(paper_of(ax))
        assert figure.get_figwidth() == width
        assert plot.alt_text(ax) == plot.alt_text(alone)


@pytest.mark.parametrize("kind", DRAW)
@pytest.mark.parametrize(
    ("shape", "layout"),
    [
        ((1, 2, 4.4), None),
        ((1, 2, 4.4), "constrained"),
        ((2, 2, 8.6), "tight"),
    ],
)
def test_several_on_a_page_keep_off_each_other(
    shape: tuple[int, int, float], kind: str, layout: Any
) -> None:
    rows, columns, height = shape
    rng = np.random.default_rng(rows * 10 + columns)
    order = rng.permutation(NAMES).tolist()
    size = rows * columns
    for start in range(0, len(order), size):
        figure, places = plt.subplots(
            rows, columns, figsize=(7, height), layout=layout, squeeze=False
        )
        chosen = (order + order)[start : start + size]
        for name, ax in zip(chosen, places.ravel(), strict=True):
            DRAW[kind][name](ax)
        paper_of(places[0, 0])
        refuse_overlap(figure)
        plt.close(figure)


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_of_another_size_fits_again_and_can_be_kept(name: str) -> None:
    figure, ax = plt.subplots(figsize=(6, 5))
    DRAW["plain"][name](ax)
    for size, dpi in (((8, 4), 100), ((7, 3.6), 150), ((6, 5), 72)):
        figure.set_size_inches(size)
        figure.set_dpi(dpi)
        # A layout is made for the letters of the drawing before it.
        figure.draw_without_rendering()
        refuse_overlap(paper_of(ax))
    again = pickle.loads(pickle.dumps(figure))
    # An older matplotlib keeps the dots an inch that a figure was made with.
    again.set_dpi(dpi)
    again.draw_without_rendering()
    refuse_crowded(again)


@pytest.mark.parametrize("name", ["frequency", "lags", "dyads"])
def test_axes_too_low_are_refused(name: str) -> None:
    figure = plt.figure(figsize=(7, 0.3))
    with pytest.raises(InputError) as caught:
        DRAW["plain"][name](figure.add_subplot())
    assert caught.value.code == "too_many_rows"
    assert caught.value.hint


def test_axes_at_a_place_of_their_own_keep_their_words_in_the_gaps() -> None:
    figure = plt.figure(figsize=(7, 3))
    left = figure.add_axes((0.2, 0.25, 0.22, 0.5))
    right = figure.add_axes((0.66, 0.25, 0.22, 0.5))
    DRAW["plain"]["frequency"](left)
    DRAW["plain"]["lags"](right)
    refuse_crowded(paper_of(left))


@pytest.mark.parametrize("name", NAMES)
def test_a_dark_notebook_gets_white_paper(name: str) -> None:
    with plt.style.context("dark_background"):
        figure, ax = plt.subplots(figsize=(7, 4))
        DRAW["plain"][name](ax)
        paper_of(ax)
        assert mpl.colors.to_hex(figure.get_facecolor()) == "#ffffff"
        texts = [ax.xaxis.label, ax.yaxis.label, *ax.texts, *ax.get_xticklabels()]
        for text in texts:
            assert sum(mpl.colors.to_rgb(text.get_color())) < 2.2
