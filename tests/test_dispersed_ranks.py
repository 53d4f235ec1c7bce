"""Ranks of eras that allow for years that vary."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import oracle
import pytest
from conftest import columns_of
from hypothesis import given, strategies as st
from record_231 import SINCE, THROUGH, eras, visits

import summitry
from summitry.exceptions import InputError

if TYPE_CHECKING:
    from conftest import Maker

M20 = json.loads(Path(__file__).with_name("vectors").joinpath("M20.json").read_text())
INDEPENDENT = "if visits are independent of each other"

ERA = st.tuples(st.integers(0, 40), st.floats(0.3, 40), st.floats(1, 6))


def frequencies(rows: list[tuple[int, float, float]], df: float) -> dict[str, Any]:
    """Return a table of eras of which the counts vary phi times as much as chance."""
    counts, years, phi = (list(column) for column in zip(*rows, strict=True))
    excess = [
        (one - 1) * time / max(count, 1)
        for one, time, count in zip(phi, years, counts, strict=True)
    ]
    return {
        "era": list("abcdefgh")[: len(rows)],
        "count": counts,
        "years": years,
        "dispersion": [1.5] * len(rows),
        "dispersion_df": [float(df)] * len(rows),
        "excess": excess,
        "excess_years": [one / 2 for one in excess],
    }


@pytest.mark.parametrize("row", M20["below"], ids=lambda row: row["name"])
def test_two_eras(make: Maker, row: dict[str, Any]) -> None:
    pair = [(*row[side], row["phi"][k]) for k, side in enumerate(("first", "second"))]
    found = columns_of(summitry.rank_eras(make(frequencies(pair, row["df"]))))
    wanted = [row["probability"], 1 - row["probability"]]
    assert found["p_lowest"] == pytest.approx(wanted, rel=1e-9, abs=1e-11)
    assert found["p_highest"] == pytest.approx(wanted[::-1], rel=1e-9, abs=1e-11)
    assert found["computed"] == ["closed form"] * 2
    assert found["method"] == ["dispersed"] * 2


@given(ERA, ERA, st.integers(1, 80))
def test_two_eras_are_what_the_definition_says(
    first: tuple[int, float, float], second: tuple[int, float, float], df: int
) -> None:
    table = frequencies([first, second], df)
    found = columns_of(summitry.rank_eras(table))["p_lowest"]
    phi = first[2], second[2]
    wanted = oracle.dispersed_below(first[:2], second[:2], phi, df)
    assert found[0] == pytest.approx(wanted, rel=1e-6, abs=1e-12)
    assert found[0] + found[1] == pytest.approx(1, rel=1e-12)
    # What is allowed for makes nothing surer.
    plain = columns_of(summitry.rank_eras(table, method="poisson"))["p_lowest"]
    if phi[0] == phi[1] and abs(plain[0] - 0.5) > 0.1 and min(first[0], second[0]) > 9:
        assert abs(found[0] - 0.5) <= abs(plain[0] - 0.5)


def test_three_eras_by_simulation_within_its_error() -> None:
    rows = [(5, 4.0, 1.4), (9, 5.0, 1.0), (20, 10.0, 2.3)]
    found = columns_of(summitry.rank_eras(frequencies(rows, 8)))
    for era in range(3):
        exact = oracle.dispersed_lowest(rows, era, 8)
        assert abs(found["p_lowest"][era] - exact) < 4 * found["mc_error"][era] + 1e-3
    assert found["computed"] == ["simulation"] * 3


@given(st.lists(ERA, min_size=1, max_size=5), st.integers(1, 80), st.integers(0, 99))
def test_without_excess_nothing_changes(
    rows: list[tuple[int, float, float]], df: int, seed: int
) -> None:
    even = frequencies([(count, years, 1.0) for count, years, _ in rows], df)
    typed = {name: even[name] for name in ("era", "count", "years")}
    plain = columns_of(
        summitry.rank_eras(typed, method="poisson", draws=200, seed=seed)
    )
    for method in ("dispersed", "dispersed_years"):
        for table in (even, typed):
            found = summitry.rank_eras(table, method=method, draws=200, seed=seed)
            columns = columns_of(found)
            for name in set(plain) - {"method", "note", "dispersion"}:
                assert str(columns[name]) == str(plain[name])


@given(st.lists(ERA, min_size=3, max_size=5), st.floats(0.1, 80), st.integers(0, 99))
def test_rows_and_columns_of_the_matrix_add_up(
    rows: list[tuple[int, float, float]], df: float, seed: int
) -> None:
    found = summitry.rank_eras(frequencies(rows, df), draws=100, seed=seed)
    columns = columns_of(found)
    matrix = np.array([columns[f"p_rank_{rank + 1}"] for rank in range(len(rows))])
    assert matrix.sum(axis=0) == pytest.approx(1)
    assert matrix.sum(axis=1) == pytest.approx(1)


def test_drawn_pairs_are_the_closed_form_nearly() -> None:
    rows = [(5, 4.0, 1.5), (56, 10.0, 3.6), (9, 1e-6, 1.0)]
    drawn = columns_of(summitry.rank_eras(frequencies(rows, 58)))
    pair = columns_of(summitry.rank_eras(frequencies(rows[:2], 58)))
    assert drawn["p_lowest"][0] == pytest.approx(pair["p_lowest"][0], abs=0.003)
    assert drawn["p_highest"][2] == 1


def test_no_visits_at_a_large_excess_are_no_ties() -> None:
    rows = [(0, 1.0, 400.0)] * 3
    found = columns_of(summitry.rank_eras(frequencies(rows, 1), draws=20_000))
    assert found["p_lowest"] == pytest.approx([1 / 3] * 3, abs=0.015)


def test_a_typed_table_says_what_it_supposes() -> None:
    typed = {"era": ["a", "b"], "count": [5, 55], "years": [4.0, 10.0]}
    found = columns_of(summitry.rank_eras(typed))
    assert found["note"] == [INDEPENDENT] * 2
    assert found["dispersion"] == [None] * 2
    poisson = columns_of(summitry.rank_eras(typed, method="poisson"))
    assert poisson["note"] == [None] * 2


def test_a_method_that_does_not_exist() -> None:
    method: Any = "nb"
    with pytest.raises(InputError, match="poisson"):
        summitry.rank_eras({"era": ["a"], "count": [1], "years": [1.0]}, method=method)


@pytest.mark.parametrize(
    ("method", "wanted"), [("poisson", 0.740), ("dispersed", 0.676)]
)
def test_five_eras_of_the_record(method: Any, wanted: float) -> None:
    counted = summitry.era_frequency(
        visits(),
        eras("five_eras"),
        since=SINCE,
        through=THROUGH,
        exposure="calendar_years",
    )
    found = summitry.rank_eras(counted, method=method)
    lowest = found["p_lowest"].max()
    assert found["era"].tolist()[found["p_lowest"].argmax()] == "Xi Jinping"
    assert abs(lowest - wanted) < 3 * (0.001 + found["mc_error"].max())
