"""Choices drawn: free weights, and the specifications of a multiverse."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import pytest
from conftest import columns_of
from drawn_figures import ERAS, SCHEME, THROUGH, VISITS, drawn, legend_of, texts_of

mpl.use("Agg")

from matplotlib.figure import Figure
from summits_apart import TALLY

import summitry
from summitry import plot
from summitry.exceptions import (
    CategoryError,
    ColumnError,
    FrameError,
    InputError,
    RangeError,
)
from summitry.plot._labels import Labels

if TYPE_CHECKING:
    from conftest import Maker


def test_weights_draws_lines_and_marks_flips(make: Maker) -> None:
    found = summitry.break_even(
        make(TALLY),
        summitry.Claim.highest("A"),
        vary={"summit": {True: (1, 5)}},
    )
    ax = plot.weights(make(TALLY), found, vary={"summit": {True: (1, 5)}})
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
    assert columns_of(table)["weighted_frequency"] == pytest.approx([drawn_at_three])


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


BOTH = {"summit": {True: (1, 9)}}


def test_weights_says_of_an_era_without_exposure_that_it_was_not_observed() -> None:
    """Its number was told as minus infinity."""
    tally = {name: [*values, *values[:2]] for name, values in TALLY.items()}
    tally |= {"era": ["A", "A", "B", "B", "C", "C"], "years": [5.0, 5, 4, 4, 0, 0]}
    ax = plot.weights(tally, vary=BOTH)
    assert plot.alt_text(ax).endswith("; C not observed.")


def test_weights_refuses_what_was_found_of_another_weight() -> None:
    """Its flips were marked among lines that cross elsewhere."""
    for vary in (
        {"summit": {False: (1, 9)}},
        {"summit": {False: (1, 2), True: (1, 9)}},
    ):
        found = summitry.break_even(TALLY, summitry.Claim.highest("A"), vary=vary)
        with pytest.raises(InputError, match="found is of summit=false") as refused:
            plot.weights(TALLY, found, vary=BOTH)
        assert refused.value.code == "other_weight"
    with pytest.raises(RangeError, match="no range"):
        plot.weights(TALLY, vary={"summit": {True: (-1, 5)}})


def test_weights_draws_counts_where_the_claim_is_on_counts() -> None:
    """The lines cross where the claim flips: 9 visits are those of A, 3 w + 2 of B."""
    highest = summitry.Claim.highest("A", quantity="weighted_count")
    found = summitry.break_even(TALLY, highest, vary=BOTH)
    ax = plot.weights(TALLY, found, vary=BOTH)
    lines = [line for line in ax.lines if str(line.get_gid()).startswith("era-")]
    (flip,) = found.flips
    assert flip == pytest.approx(7 / 3)
    ends = [np.asarray(line.get_ydata()).tolist() for line in lines]
    assert ends == [[9.0, 9.0], [5.0, 29.0]]
    assert ax.get_ylabel() == "weighted visits"


def test_weights_tells_the_range_of_which_the_share_is() -> None:
    vary = {"summit": {True: (1, 5)}}
    found = summitry.break_even(TALLY, summitry.Claim.highest("A"), vary=vary)
    ax = plot.weights(TALLY, found, vary={"summit": {True: (1, 2)}})
    assert "holds on 18.3% of 1 to 5" in plot.alt_text(ax)


def test_weights_draws_unclear_visits_where_they_count() -> None:
    tally = TALLY | {"count_unclear": [1, 0, 0, 4]}
    ends = {
        unclear: [float(np.asarray(line.get_ydata())[0]) for line in ax.lines]
        for unclear in ("exclude", "include")
        for ax in [plot.weights(tally, vary=BOTH, unclear=unclear)]
    }
    assert ends == {"exclude": [9 / 5, 5 / 4], "include": [10 / 5, 9 / 4]}
    with pytest.raises(InputError, match="unclear is 'both'"):
        plot.weights(tally, vary=BOTH, unclear="both")  # type: ignore[arg-type]


def test_weights_finds_a_column_that_the_tally_calls_otherwise() -> None:
    visits = {"date": ["2001-05-05", "2002-05-05"], "origin": ["CHN", "PRK"]}
    visits |= {"destination": ["PRK", "CHN"]}
    tally = summitry.era_tally(
        visits,
        {"era": ["A"], "start": ["2001-01-01"], "end": [None]},
        since="2001-01-01",
        through="2004-12-31",
        scheme={"origin": {"CHN": 1.0, "PRK": 2.0}},
    )
    ax = plot.weights(tally, vary={"origin": {"CHN": (0, 4)}})
    years = 1461 / 365.25
    assert np.asarray(ax.lines[0].get_ydata()).tolist() == pytest.approx(
        [2 / years, 6 / years]
    )


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
    table, drivers = columns_of(found.table), columns_of(found.drivers)
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
    for answer in ("xi", "xi_holds"):
        with pytest.raises(ColumnError, match=f"no column '{answer}'"):
            plot.specifications(planted(make), "xi", decisions=[answer])


def test_specifications_takes_one_decision_by_its_name(make: Maker) -> None:
    """It was read letter by letter."""
    for asked in ("unsourced", ["unsourced", "unsourced"]):
        ax = plot.specifications(planted(make), "xi", decisions=asked)
        (below,) = [one for one in ax.figure.axes if one is not ax]
        assert len(below.get_yticklabels()) == 2


def test_specifications_asks_for_the_whole_multiverse(make: Maker) -> None:
    with pytest.raises(FrameError, match="not a Multiverse"):
        plot.specifications(make(VISITS), "any")


def test_the_names_of_many_lines_stand_beside_the_axes_not_below_them() -> None:
    names = [f"Era {k}" for k in range(40)]
    tally = {
        "era": names,
        "years": [5.0] * 40,
        "summit": [True] * 40,
        "weight": [1.0] * 40,
        "count": [0] * 30 + [3] * 10,
    }
    ax = plot.weights(tally, vary={"summit": {True: (1, 5)}})
    drawn(ax)
    places = sorted(text.get_position()[1] for text in ax.texts)
    assert places[0] >= 0
    assert places[-1] <= ax.get_ylim()[1]
