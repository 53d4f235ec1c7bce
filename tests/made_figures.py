"""Figures that are made to be crowded, and whether their words have room."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np

mpl.use("Agg")

from conftest import china_dprk
from matplotlib.text import Text

import summitry
from summitry import plot
from summitry.plot._labels import Labels
from summitry.plot._room import figure_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FIRST = dt.date(1990, 1, 1)
WINDOW: dict[str, Any] = {"since": "1990-01-01", "through": "2015-12-31"}
SCHEME: dict[str, dict[Any, float]] = {"summit": {True: 3.0, False: 1.0}}
NAMES = [
    "习近平",
    "김정은 국무위원장",
    "Hu Jintao",
    "Gurbanguly Mälikgulyýewiç Berdimuhamedow",
    "$x$ \\frac{a}",
    "Kim_Jong_Un",
    "Charles de Gaulle",
    "Maximilian Alexander von und zu Hohenlohe-Langenburg",
]
ONE: dict[str, Any] = {"era": ["all of it"], "start": ["1990-01-01"], "end": [None]}
TWO: dict[str, Any] = {
    "era": ["before", "after"],
    "start": ["1990-01-01", "2003-01-01"],
    "end": ["2003-01-01", None],
}


def days(numbers: Any) -> list[dt.date]:
    return [FIRST + dt.timedelta(int(number)) for number in numbers]


def visits_of(n: int, pairs: list[tuple[str, str]], seed: int = 0) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    chosen = [pairs[k] for k in rng.integers(0, len(pairs), n)]
    turned = rng.random(n) < 0.5
    return {
        "date": days(rng.integers(0, 9000, n)),
        "origin": [p[t] for p, t in zip(chosen, turned.astype(int), strict=True)],
        "destination": [
            p[1 - t] for p, t in zip(chosen, turned.astype(int), strict=True)
        ],
        "summit": (rng.random(n) < 0.15).tolist(),
        "visitor_rank": rng.choice(summitry.RANKS, n).tolist(),
    }


def pairs(n: int) -> list[tuple[str, str]]:
    codes = summitry.datasets.load_states(backend="arrays")["id"].tolist()
    return [("CHN", code) for code in codes if code != "CHN"][:n]


def eras_of(names: list[str], side: str = "CHN") -> dict[str, Any]:
    cuts = np.linspace(0, 9000, len(names) + 1)
    return {
        "side": [side] * len(names),
        "era": names,
        "start": days(cuts[:-1]),
        "end": days(cuts[1:]),
    }


def shocks_of(n: int) -> dict[str, Any]:
    rng = np.random.default_rng(1)
    kinds = ["test", "death", "a resolution of the Security Council"]
    return {
        "date": days(rng.integers(0, 8500, n)),
        "label": [f"{NAMES[k % len(NAMES)]} {k}" for k in range(n)],
        "kind": [kinds[k % 3] for k in range(n)],
    }


CHINA_PRK = visits_of(120, [("CHN", "PRK")])
FRANCE = visits_of(120, [("FRA", "DEU")])
LAGS = summitry.response_lags(shocks_of(25), CHINA_PRK, **WINDOW)
VARY: dict[str, Any] = {"summit": {True: (1, 5)}}


def frequency(visits: Any, eras: Any, **options: Any) -> Callable[[], Axes]:
    return lambda: plot.frequency(
        summitry.era_frequency(visits, eras, **WINDOW | options)
    )


def table(name: str) -> Any:
    return china_dprk().run().tables[name]


def observed() -> dict[str, Any]:
    return {"since": china_dprk().since, "through": china_dprk().through}


def bundled_weights(ax: Axes | None = None) -> Axes:
    study: Any = china_dprk()
    vary: dict[str, Any] = {"summit": {True: (0, 10)}}
    chinese = study.eras[study.eras["side"] == "CHN"]
    tally = summitry.era_tally(study.visits, chinese, scheme=study.scheme, **observed())
    lowest = summitry.Claim.lowest("Xi Jinping", quantity="weighted_frequency")
    found = summitry.break_even(tally, lowest, vary=vary)
    return plot.weights(tally, found, vary=vary, ax=ax)


def bundled_dyads() -> Axes:
    tables: list[Any] = [
        summitry.era_frequency(visits, eras_of(NAMES, side), **WINDOW)
        for visits, side in ((CHINA_PRK, "CHN"), (FRANCE, "FRA"))
    ]
    kept = [{c: one[c] for c in ("era", "count", "years")} for one in tables]
    return plot.dyads(summitry.compare_dyads(*kept))


def found_phases() -> Axes:
    rng = np.random.default_rng(1)
    numbers = [
        *rng.integers(0, 4000, 8),
        *rng.integers(4000, 6000, 60),
        *rng.integers(6000, 9000, 6),
    ]
    visits = {"date": days(numbers)}
    found = summitry.phases(visits, draws=99, **WINDOW)
    return plot.phases(found, visits, through="2015-12-31")


def short_phases() -> Axes:
    eras = {
        "era": ["a", "b", "c"],
        "start": ["1990-01-01", "2001-01-01", "2001-06-01"],
        "end": ["2001-01-01", "2001-06-01", None],
    }
    found = summitry.era_frequency(CHINA_PRK, eras, **WINDOW)
    return plot.phases(found, through="2015-12-31")


def many_phases() -> Axes:
    starts = [0, *np.sort(np.random.default_rng(3).integers(200, 9000, 24)), 9400]
    table = {
        "start": days(starts[:-1]),
        "end": days(starts[1:]),
        "frequency": np.linspace(1, 2, 25).tolist(),
    }
    return plot.phases(table)


FIGURES: dict[str, Callable[[], Axes]] = {
    "frequency, bundled": lambda: plot.frequency(table("frequency")),
    "frequency, one era": frequency(CHINA_PRK, ONE, scheme=SCHEME),
    "frequency, no visit": frequency(CHINA_PRK, ONE, since="2015-01-01"),
    "frequency, long names": frequency(CHINA_PRK, eras_of(NAMES), scheme=SCHEME),
    "frequency, 60 pairs": frequency(visits_of(900, pairs(60)), ONE, by="dyad"),
    "frequency, 30 pairs": frequency(visits_of(900, pairs(30)), TWO, by="dyad"),
    "timeline, bundled": lambda: plot.timeline(
        china_dprk().visits, china_dprk().eras, china_dprk().shocks, **observed()
    ),
    "timeline, long names": lambda: plot.timeline(
        FRANCE, eras_of(NAMES, "FRA"), shocks_of(9)
    ),
    "lags, bundled": lambda: plot.lags(table("lags")),
    "lags, long names": lambda: plot.lags(LAGS),
    "curve, bundled": lambda: plot.lag_curve(
        summitry.lag_curve(table("lags")), table("lag_summary")
    ),
    "curve, groups": lambda: plot.lag_curve(
        summitry.lag_curve(LAGS, group_by="kind"),
        summitry.lag_summary(LAGS, group_by="kind"),
    ),
    "gaps, bundled": lambda: plot.gaps(table("summit_gaps")),
    "gaps, no visit": lambda: plot.gaps(
        summitry.visit_gaps({"date": ["1913-01-01"]}, **WINDOW)
    ),
    "weights, bundled": bundled_weights,
    "weights, long names": lambda: plot.weights(
        summitry.era_tally(CHINA_PRK, eras_of(NAMES), scheme=SCHEME, **WINDOW),
        vary=VARY,
    ),
    "phases, bundled": lambda: plot.phases(
        table("phases"), china_dprk().visits, through=china_dprk().through
    ),
    "phases, found": found_phases,
    "phases, short": short_phases,
    "phases, many": many_phases,
    "dyads, long names": bundled_dyads,
    "specifications": lambda: plot.specifications(
        china_dprk().multiverse(), "xi-frequency"
    ),
    "specifications, many": lambda: plot.specifications(
        china_dprk().multiverse(), "kim-jong-un-frequency"
    ),
    "specifications, unanswered": lambda: plot.specifications(
        china_dprk().multiverse(), "none-since-fifth"
    ),
}


def paper_of(ax: Axes) -> Figure:
    figure = figure_of(ax)
    figure.draw_without_rendering()
    return figure


def words_in(figure: Figure) -> list[tuple[str, Any]]:
    """Every text that is drawn, and its box."""
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    found: list[Text] = []
    for ax in figure.axes:
        found += [*ax.texts, ax.xaxis.label, ax.yaxis.label]
        found += [ax.title, ax._left_title, ax._right_title]  # type: ignore[attr-defined]
        for axis, ends in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, ax.get_ylim())):
            low, high = sorted(ends)
            ticks = axis.get_major_ticks()
            found += [
                tick.label1
                for tick in ticks
                if low <= tick.get_loc() <= high and tick.label1.get_visible()
            ]
        for labels in ax.findobj(Labels):
            texts: list[Any] = labels.get_children()
            found += [text for text in texts if text.get_visible()]
    for legend in (*(ax.get_legend() for ax in figure.axes), *figure.legends):
        if legend is not None:
            found += legend.get_texts()
    return [
        (text.get_text(), Text.get_window_extent(text, renderer).padded(-0.75))
        for text in found
        if text.get_text().strip() and text.get_visible()
    ]


def refuse_crowded(figure: Figure) -> None:
    words = words_in(figure)
    page = figure.bbox.padded(1.0)
    outside = [
        text
        for text, box in words
        if not (page.x0 <= box.x0 and box.x1 <= page.x1)
        or not (page.y0 <= box.y0 and box.y1 <= page.y1)
    ]
    assert not outside
    over = [
        (one, two) for (one, a), (two, b) in combinations(words, 2) if a.overlaps(b)
    ]
    assert not over
