"""A specification curve is of steps that can be read, whatever drives the claim."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from conftest import china_dprk
from drawn_figures import drawn as paper_of
from matplotlib import pyplot as plt

from summitry import plot
from summitry.frames import Table
from summitry.plot._labels import Labels
from summitry.plot._room import on_page
from summitry.plot._spec_decisions import decisions_for

FOUND = china_dprk().multiverse()
CLAIMS = FOUND.claims["claim"].tolist()
UNMOVED = ("kim-jong-il-frequency", "hu-frequency", "xi-below-hu", "first-test-lag")
MOST_STEPS = 40


def drawn(claim: str, width: float) -> tuple[Any, list[int], list[str], str]:
    """The axes, their steps, the numbers above them, and what is said of them all."""
    with on_page(width):
        ax = plot.specifications(FOUND, claim)
    figure = paper_of(ax)
    places = [
        float(segment[:, 0].mean())
        for part in ax.collections
        for segment in part.get_segments()  # type: ignore[attr-defined]
        if len(segment)  # what cannot be answered may have no number
    ]
    shown = [text for found in ax.findobj(Labels) for text in found.shown]
    said = " ".join(figure.axes[-1].get_xlabel().split())
    return ax, sorted({round(place) for place in places}), shown, said


@pytest.mark.parametrize("width", [7.0, 3.4])
@pytest.mark.parametrize("claim", CLAIMS)
def test_every_bundled_claim_has_steps_with_their_number(
    claim: str, width: float
) -> None:
    ax, steps, shown, said = drawn(claim, width)
    assert len(steps) <= MOST_STEPS
    if "stands above" in said:
        assert len(shown) == len(steps)
        assert sum(map(int, shown)) == np.isfinite(FOUND.table[claim][1:]).sum()
    else:
        assert "that agree" in said or "all of which agree" in said, said
        assert "lowest number to the highest" not in said
    title = ax.title.get_window_extent()
    assert title.x1 <= ax.figure.bbox.x1 + 1
    plt.close(ax.figure)


@pytest.mark.parametrize("claim", UNMOVED)
def test_where_no_choice_drives_it_those_that_move_its_number_are_shown(
    claim: str,
) -> None:
    table = FOUND.table[1:]
    every = [name for name in FOUND.drivers["decision"].unique() if name in table]
    ax, steps, _, _ = drawn(claim, 7.0)
    (panel,) = (other for other in ax.figure.axes if other is not ax)
    shown = decisions_for(FOUND, claim, Table(table, "table"))
    for name in every:
        others = [other for other in every if other != name]
        apart = table.groupby(others, dropna=False)[claim].agg(np.ptp)
        assert (name in shown) == (apart.max() > 1e-9), name
    assert len(panel.get_yticks()) == sum(table[name].nunique() for name in shown)
    mesh = np.asarray(panel.images[0].get_array())
    assert set(mesh.ravel().tolist()) == {0.0, 1.0}
    assert len(steps) == mesh.shape[1]
    plt.close(ax.figure)
