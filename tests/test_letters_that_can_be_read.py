"""No plot draws letters under 5 points: on small axes it does without or refuses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import pytest

mpl.use("Agg")

from conftest import china_dprk
from matplotlib import pyplot as plt
from matplotlib.text import Text
from test_figures_fit import DRAW, NAMES, refuse_overlap

from summitry import plot
from summitry.exceptions import InputError

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def refuse_small(figure: Figure) -> None:
    figure.draw_without_rendering()
    drawn: list[Any] = [text for text in figure.findobj(Text) if text.get_visible()]
    sizes = {t.get_text(): t.get_fontsize() for t in drawn if t.get_text().strip()}
    assert not {text: size for text, size in sizes.items() if size < 5}


@pytest.mark.parametrize("kind", DRAW)
@pytest.mark.parametrize("name", NAMES)
def test_letters_are_refused_or_at_least_five_points(name: str, kind: str) -> None:
    for rows, width, height in ((1, 7, 0.9), (1, 3.4, 2.0), (3, 6, 8), (4, 7, 8)):
        figure, places = plt.subplots(rows, 1, figsize=(width, height), squeeze=False)
        try:
            DRAW[kind][name](places[0, 0])
        except InputError as error:
            assert error.code == "too_many_rows"  # noqa: PT017
        else:
            refuse_small(figure)
        plt.close(figure)


def test_the_height_in_a_refusal_is_enough() -> None:
    for name in NAMES:
        figure, ax = plt.subplots(figsize=(7, 0.9))
        with pytest.raises(InputError, match="too low") as caught:
            DRAW["plain"][name](ax)
        for _ in range(3):
            found = re.search(r"([\d.]+) inches", caught.value.hint or "")
            if found is None:  # a call that draws some of the rows
                break
            figure, ax = plt.subplots(figsize=(7, float(found[1])))
            try:
                DRAW["plain"][name](ax)
            except InputError as error:
                caught.value.hint = error.hint
            else:
                break
        else:
            pytest.fail(f"{name} asks for more height each time")
        refuse_small(figure)


@pytest.mark.parametrize("claim", ["xi-below-hu", "xi-frequency"])
def test_decisions_have_the_room_that_their_letters_need(claim: str) -> None:
    figure, places = plt.subplots(3, 1, figsize=(6, 8))
    plot.specifications(china_dprk().multiverse(), claim, ax=places[0])
    refuse_small(figure)
    refuse_overlap(figure)
    assert "frequency" in places[0].get_ylabel().split()
    every = list(china_dprk().multiverse().drivers["decision"].unique())
    with pytest.raises(InputError, match="too low for the decisions"):
        plot.specifications(
            china_dprk().multiverse(), claim, decisions=every, ax=places[1]
        )
