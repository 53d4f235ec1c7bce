"""Rows of a frequency figure: none that differ are called alike, and all are named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute
import pytest

mpl.use("Agg")

from conftest import columns_of
from made_figures import WINDOW, pairs, paper_of, refuse_crowded, visits_of
from matplotlib import pyplot as plt

import summitry
from summitry import plot
from summitry.exceptions import InputError
from summitry.output.state_names import state_name

if TYPE_CHECKING:
    from conftest import Maker
    from matplotlib.axes import Axes

STATES = [state for _, state in pairs(260)]
ALIKE = ["COD", "COG", "PRK", "KOR", "GBR", "USA", "UMI", "VIR", "GIN", "GNQ", "GNB"]
CUTS = ["1990-01-01", "1998-01-01", "2006-01-01", None]


def names_in(ax: Axes) -> list[tuple[str, str]]:
    """Each row as it is called, with what stands above its group."""
    rows = []
    for panel in paper_of(ax).axes:
        groups = {
            round(text.xy[1], 6): text.get_text()  # type: ignore[attr-defined]
            for text in panel.texts
            if text.get_gid() == "group"
        }
        for place, label in zip(
            panel.get_yticks(), panel.get_yticklabels(), strict=True
        ):
            above = [y for y in groups if y < place]
            group = groups[max(above)] if above else ""
            rows.append((group, label.get_text()))
    return rows


def eras_of(sides: list[str], several: int, rng: Any) -> dict[str, Any]:
    starts = [CUTS[k] for k in range(several)]
    ends = [*starts[1:], None]
    rows = [
        (side, f"{rng.choice(['Kabila', 'Nguesso'])} the {k + 1}st of {side}", *days)
        for side in sides
        for k, days in enumerate(zip(starts, ends, strict=True))
    ]
    names = ("side", "era", "start", "end")
    return dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))


@pytest.mark.parametrize("seed", range(4))
def test_no_two_rows_are_called_alike(seed: int) -> None:
    rng = np.random.default_rng(seed)
    sides = rng.permutation(ALIKE)[: rng.integers(1, 4)].tolist()
    others = [*ALIKE, *STATES] if seed % 2 else STATES
    partners = [other for other in others if other not in sides]
    between = [
        (side, other) for side in sides for other in partners[: 36 // len(sides)]
    ]
    several = int(rng.integers(1, 3))
    eras: dict[str, Any] = eras_of(sides, several, rng)
    if seed % 3 == 0:
        eras = {"era": ["all"], "start": ["1990-01-01"], "end": [None]}
    by: Any = "direction" if seed % 4 == 3 else "dyad"
    found = summitry.era_frequency(
        pd.DataFrame(visits_of(900, between, seed)), eras, by=by, **WINDOW
    )[:80]
    ax = plot.frequency(found)
    rows = names_in(ax)
    assert len(rows) == len(found)
    assert len(set(rows)) == len(rows)
    refuse_crowded(paper_of(ax))
    told = plot.alt_text(ax)
    for column in ("country", "other_country", "origin", "destination"):
        for code in {*found[column]} if column in found else ():
            assert state_name(code) in told
    for side in sides:
        name = re.escape(state_name(side))
        assert not re.search(rf"{name} (and|with|to) {name}(,|:| \d)", told)


def test_the_same_leader_twice_and_tables_put_together_are_told_apart() -> None:
    twice: dict[str, list[Any]] = {
        "side": ["JPN"] * 3,
        "era": ["Abe Shinzo", "Aso Taro", "Abe Shinzo"],
        "start": ["2006-09-26", "2008-09-24", "2012-12-26"],
        "frequency": [1.0, 2.0, 3.0],
        "lower": [0.5, 1.0, 2.0],
        "upper": [2.0, 3.0, 4.0],
    }
    rows = [name for _, name in names_in(plot.frequency(twice))]
    assert rows == [
        "Abe Shinzo, from 2006-09-26",
        "Aso Taro",
        "Abe Shinzo, from 2012-12-26",
    ]
    one = {name: values[:2] for name, values in twice.items()}
    both = {name: values * 2 for name, values in one.items()}
    both["record"] = ["my_list"] * 2 + ["yours"] * 2
    rows = [name for _, name in names_in(plot.frequency(both))]
    assert rows[0] == "Abe Shinzo, my list"
    assert rows[3] == "Aso Taro, yours"
    del both["record"]
    rows = [name for _, name in names_in(plot.frequency(both))]
    assert rows == ["Abe Shinzo (1)", "Aso Taro (1)", "Abe Shinzo (2)", "Aso Taro (2)"]


@pytest.mark.parametrize(
    "names", ["x" * 90, "国" * 60, "W i " * 40, "$a_b$ \\frac " * 9]
)
def test_long_names_that_differ_at_either_end_are_told_apart(names: str) -> None:
    half = len(names) // 2
    eras = [names, f"{names}2", f"1{names}", f"{names[:half]}-{names[half:]}"]
    table = {"era": eras, "side": "CHN", "frequency": [1.0, 2.0, 3.0, 4.0]}
    ends = {"lower": [0.5] * 4, "upper": [5.0] * 4}
    ax = plot.frequency(table | ends)
    assert len({name for _, name in names_in(ax)}) == 4
    refuse_crowded(paper_of(ax))
    assert all(era in plot.alt_text(ax) for era in eras)


@pytest.mark.parametrize(
    ("unclear", "on_axes"), [("exclude", False), ("both", False), ("both", True)]
)
@pytest.mark.parametrize("several", [1, 3])
def test_the_call_in_a_refusal_works(
    make: Maker, several: int, unclear: Any, on_axes: Any
) -> None:
    between = [(side, other) for side in ("GBR", "FRA") for other in STATES[:100]]
    between = [(a, b) for a, b in between if b not in {"GBR", "FRA"}]
    eras = eras_of(["GBR", "FRA"], several, np.random.default_rng(0))
    visits = make(visits_of(900, between))
    by: Any
    for asked, by in (({}, "dyad"), ({"reading": "without unclear"}, "direction")):
        found = summitry.era_frequency(
            visits, make(eras), by=by, unclear=unclear, **WINDOW
        )
        if asked and unclear == "exclude":
            continue
        more: dict[str, Any] = dict(asked)
        known: dict[str, Any] = {"table": found}
        if on_axes:
            more["ax"] = known["ax"] = plt.figure(figsize=(7, 9)).subplots()
        with pytest.raises(InputError, match="rows, of which") as caught:
            plot.frequency(found, **more)
        assert caught.value.code == "too_many_rows"
        paper: Any = drawn_by(caught.value, known).figure
        rows = sum(len(ax.get_yticks()) for ax in paper.axes)
        assert 1 <= rows <= (40 if on_axes else 80)
        plt.close("all")


def drawn_by(error: InputError, known: dict[str, Any]) -> Axes:
    call = str(error.hint).removeprefix("draw some of them, such as ")
    known = known | {"pandas": pd, "polars": pl, "pyarrow": pa, "summitry": summitry}
    drawn: Axes = eval(call, known)
    return drawn


@pytest.mark.parametrize("sizes", [[100], [100, 3], [90, 85, 1], [41, 40]])
@pytest.mark.parametrize("column", ["side", "country", "origin"])
def test_the_call_works_where_one_country_has_nearly_all_rows(
    make: Maker, column: str, sizes: list[int]
) -> None:
    n = sum(sizes)
    codes = [
        code for code, size in zip(ALIKE, sizes, strict=False) for _ in range(size)
    ]
    table = {
        "era": [f"era {k}" for k in range(n)],
        column: codes,
        "frequency": [1.0] * n,
        "lower": [0.5] * n,
        "upper": [2.0] * n,
    }
    given = make(table)
    with pytest.raises(InputError, match=f"{n} rows, of which 80") as caught:
        plot.frequency(given)
    paper: Any = drawn_by(caught.value, {"table": given}).figure
    assert 1 < sum(len(ax.get_yticks()) for ax in paper.axes) <= 80


def test_a_row_that_the_other_reading_lacks_has_no_diamond() -> None:
    eras = {"era": ["a", "b"], "start": CUTS[:2], "end": [CUTS[1], None]}
    visits = visits_of(60, [("CHN", "PRK")])
    table = columns_of(summitry.era_frequency(visits, eras, unclear="both", **WINDOW))
    fewer = {name: values[:3] for name, values in table.items()}
    fewer["frequency"] = [*fewer["frequency"][:2], fewer["frequency"][2] + 1]
    ax = plot.frequency(fewer)
    (diamonds,) = (line for line in ax.lines if line.get_marker() == "D")
    assert np.isnan(np.asarray(diamonds.get_xdata(), dtype=float)).tolist() == [
        False,
        True,
    ]
