"""Plots in general: labels never overlap, and callers keep their axes."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from itertools import pairwise
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from drawn_figures import OBSERVED, SCHEME, drawn, overlapping, record

mpl.use("Agg")

from matplotlib import pyplot as plt
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

import summitry
from summitry import plot
from summitry.exceptions import FrameError
from summitry.plot import _canvas


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


def test_the_callers_axes_are_used_and_its_settings_kept() -> None:
    figure = Figure(figsize=(9, 4))
    left, right = figure.subplots(1, 2)
    before = dict(mpl.rcParams)
    shocks = summitry.datasets.load_shocks(kind="nuclear_test")
    assert (
        plot.lags(summitry.response_lags(shocks, record(), **OBSERVED), ax=left) is left
    )
    assert plot.gaps(summitry.visit_gaps(record(), **OBSERVED), ax=right) is right
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
