"""Timelines of any number of shocks: every name is drawn whole, or the call refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

from made_figures import days, paper_of, refuse_crowded, words_in
from matplotlib import pyplot as plt

from summitry import plot
from summitry.exceptions import InputError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIDES = {
    1: ["FRA"],
    2: ["FRA", "DEU"],
    3: ["FRA", "DEU", "GBR"],
}
ERAS = {
    "FRA": ["Mitterrand", "Chirac", "X"],
    "DEU": ["Kohl", "Schroeder", "Merkel"],
    "GBR": ["Major", "Blair", "Brown"],
}


def drawn(
    shocks: int, sides: int, pair: tuple[str, str], ax: Axes | None = None
) -> Axes:
    rng = np.random.default_rng(shocks)
    away = rng.random(40) < 0.5
    visits = {
        "date": days(np.append(rng.integers(0, 8000, 39), 8000)),
        "origin": np.where(away, *pair).tolist(),
        "destination": np.where(away, *pair[::-1]).tolist(),
    }
    eras: dict[str, Any] = {"side": [], "era": [], "start": [], "end": []}
    for side in SIDES[sides]:
        eras["side"] += [side] * 3
        eras["era"] += ERAS[side]
        eras["start"] += days([0, 3000, 6500])
        eras["end"] += days([3000, 6500, 9000])
    numbered = {
        "date": days(np.sort(rng.integers(0, 8000, shocks))),
        "label": [f"A crisis of the year, number {k}" for k in range(1, shocks + 1)],
    }
    return plot.timeline(visits, eras, numbered if shocks else None, ax=ax)


def refuse_cut(ax: Axes, shocks: int, sides: int) -> None:
    figure = paper_of(ax)
    refuse_crowded(figure)
    words = [text for text, _ in words_in(figure)]
    joined = " ".join(words).replace("\n", " ")
    assert "…" not in joined
    for number in range(1, shocks + 1):
        assert re.search(
            rf"\b{number}  A crisis of the year, number {number}\b",
            joined.replace("number\n", "number "),
        )
    for side in SIDES[sides][:2]:
        assert {*ERAS[side]} <= {*words}


@pytest.mark.parametrize("sides", SIDES)
@pytest.mark.parametrize("shocks", [0, 1, 9, 24, 40])
def test_a_figure_of_its_own_has_every_name(shocks: int, sides: int) -> None:
    ax = drawn(shocks, sides, ("FRA", "DEU"))
    refuse_cut(ax, shocks, sides)
    words = [text for text, _ in words_in(paper_of(ax))]
    assert {"from France", "from Germany"} <= {*words}


@pytest.mark.parametrize("pair", [("PRK", "CHN"), ("COD", "USA")])
def test_long_names_of_countries_are_not_cut(pair: tuple[str, str]) -> None:
    ax = drawn(9, 1, pair)
    figure = paper_of(ax)
    refuse_crowded(figure)
    assert "…" not in "".join(text for text, _ in words_in(figure))


@pytest.mark.parametrize("height", [0.8, 2.0, 3.4])
@pytest.mark.parametrize("shocks", [0, 12, 40])
def test_axes_that_are_too_low_are_refused_with_what_to_do(
    shocks: int, height: float
) -> None:
    _, ax = plt.subplots(figsize=(7, height))
    try:
        drawn(shocks, 2, ("FRA", "DEU"), ax)
    except InputError as error:
        assert error.code == "too_many_rows"  # noqa: PT017
        found = re.search(r"([\d.]+) inches", error.hint or "")
        assert found
        _, ax = plt.subplots(figsize=(7, float(found[1])))
        drawn(shocks, 2, ("FRA", "DEU"), ax)
    refuse_crowded(paper_of(ax))
    words = [text for text, _ in words_in(paper_of(ax))]
    assert {"France", "Germany"} <= {*words}


def test_the_words_tell_of_summits_only_where_the_visits_do() -> None:
    visits = {"date": ["2001-05-05"], "origin": ["CHN"], "destination": ["PRK"]}
    assert "summit" not in plot.alt_text(plot.timeline(visits))
    told = plot.timeline(visits | {"summit": [False]})
    assert "; 0 were summits." in plot.alt_text(told)
