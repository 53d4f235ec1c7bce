"""Intervals and comparisons that allow for years that vary."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import oracle
import pandas as pd
import pytest
from hypothesis import given, strategies as st

import summitry
from summitry import _core

if TYPE_CHECKING:
    from collections.abc import Sequence

VECTORS = Path(__file__).parent / "vectors"
M18, M19 = (
    json.loads((VECTORS / f"{name}.json").read_text()) for name in ("M18", "M19")
)

COUNTS = st.integers(0, 40)
YEARS = st.floats(0.3, 40)
PHI = st.floats(1, 6)
DF = st.integers(1, 80)
LEVELS = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99])


def named(rows: list[dict[str, Any]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", rows, ids=[row["name"] for row in rows])


def allowed(excess: Sequence[float], df: float) -> _core._Excesses:
    return {
        "excess": np.array(excess, float),
        "degrees_of_freedom": np.full(len(excess), float(df)),
    }


def limits(
    count: int, years: float, phi: float, df: float, level: float = 0.95
) -> tuple[float, float]:
    found = _core.poisson_interval(
        np.array([count], np.uint64),
        np.array([years], float),
        level=level,
        interval="dispersed",
        excess=allowed([(phi - 1) * years / max(count, 1)], df),
    )
    return float(found["lower"][0]), float(found["upper"][0])


def comparison(
    first: tuple[int, float],
    second: tuple[int, float],
    phi: Sequence[float],
    df: float,
    level: float = 0.95,
) -> dict[str, float]:
    rate = (first[0] + second[0]) / (first[1] + second[1])
    excess = [(one - 1) / rate if rate else 0.0 for one in phi]
    sides: list[_core._Frequencies] = [
        {
            "count": np.array([count], np.uint64),
            "years": np.array([years], float),
            "allowed": allowed([own], df),
        }
        for (count, years), own in zip((first, second), excess, strict=True)
    ]
    found = _core.compare_frequencies(*sides, level=level, method="dispersed")
    columns = {"ratio": found["ratio"], "p": found["p"]}
    columns |= {"lower": found["lower"], "upper": found["upper"]}
    return {name: float(values[0]) for name, values in columns.items()}


@named(M18["rows"])
def test_an_interval(row: dict[str, Any]) -> None:
    found = limits(row["count"], row["years"], row["phi"], row["df"])
    assert found == pytest.approx((row["lower"], row["upper"]), rel=1e-9)


@named(M18["weighted"])
def test_a_weighted_interval(row: dict[str, Any]) -> None:
    counts, weights = np.array(row["counts"]), np.array(row["weights"], float)
    squares = counts @ weights**2
    alike = (counts @ weights) ** 2 / squares if squares else 1.0
    found = _core.weighted_interval(
        counts[None].astype(np.uint64),
        weights,
        np.array([row["years"]], float),
        level=0.95,
        interval="dispersed",
        excess=allowed([(row["phi"] - 1) * row["years"] / alike], row["df"]),
    )
    assert found["limits"] is not None
    ends = [float(found["limits"][end][0]) for end in ("lower", "upper")]
    assert ends == pytest.approx((row["lower"], row["upper"]), rel=1e-9)


@named(M19["rows"])
def test_two_frequencies(row: dict[str, Any]) -> None:
    found = comparison(row["first"], row["second"], row["phi"], row["df"])
    for name in ("ratio", "lower", "upper", "p"):
        if row[name] is None:
            assert not np.isfinite(found[name])
        else:
            assert found[name] == pytest.approx(row[name], rel=1e-7)


@named(M19["weighted"])
def test_two_weighted_frequencies(row: dict[str, Any]) -> None:
    counts, weights = np.array(row["counts"]), np.array(row["weights"], float)
    years = np.array(row["years"], float)
    sums, squares = counts @ weights, counts @ weights**2
    rate = sums.sum() ** 2 / squares.sum() / years.sum()
    sides: list[_core._WeightedFrequencies] = [
        {
            "frequency": sums[[side]] / years[side],
            "variance": squares[[side]] / years[side] ** 2,
            "largest_weight": np.array([weights.max() / years[side]]),
            "years": years[[side]],
            "allowed": allowed([(row["phi"][side] - 1) / rate], row["df"]),
        }
        for side in (0, 1)
    ]
    found = _core.compare_weighted(*sides, level=0.95, method="dispersed")
    ends = [float(found[name][0]) for name in ("p", "lower", "upper")]
    assert ends == pytest.approx([row["p"], row["lower"], row["upper"]], rel=1e-7)


@given(COUNTS, YEARS, PHI, DF, LEVELS)
def test_limits_are_where_the_gamma_tail_is_students(
    count: int, years: float, phi: float, df: int, level: float
) -> None:
    lower, upper = limits(count, years, phi, df, level)
    tail = oracle.student_tail(1 - level, df) if phi > 1 else (1 - level) / 2
    # Beyond that the sum of the oracle has no digits left.
    if tail < 1e-9:
        return
    shape = count / phi
    above = 1 - oracle.lower_gamma(shape + 1, upper * years / phi)
    assert above == pytest.approx(tail, rel=1e-6, abs=1e-12)
    if count:
        below = oracle.lower_gamma(shape, lower * years / phi)
        assert below == pytest.approx(tail, rel=1e-6)
    else:
        assert lower == 0


@given(COUNTS, YEARS, COUNTS, YEARS, PHI, PHI, DF, LEVELS)
def test_p_and_interval_are_one_method(
    one: int,
    years: float,
    two: int,
    other: float,
    a: float,
    b: float,
    df: int,
    level: float,
) -> None:
    found = comparison((one, years), (two, other), (a, b), df, level)
    if abs(found["p"] - (1 - level)) < 1e-9:
        return
    outside = found["lower"] > 1 or found["upper"] < 1
    assert outside == (found["p"] <= 1 - level)
    turned = comparison((two, other), (one, years), (b, a), df, level)
    assert turned["p"] == pytest.approx(found["p"], rel=1e-9)
    if one and two:
        assert turned["lower"] == pytest.approx(1 / found["upper"], rel=1e-9)


@given(COUNTS, YEARS, COUNTS, YEARS, PHI, PHI, DF)
def test_p_is_what_its_definition_says(
    one: int, years: float, two: int, other: float, a: float, b: float, df: int
) -> None:
    found = comparison((one, years), (two, other), (a, b), df)
    if one + two == 0:
        assert found["p"] == 1
        return
    wanted = oracle.dispersed_p((one, years), (two, other), (a, b), df)
    assert found["p"] == pytest.approx(wanted, rel=1e-6, abs=1e-12)


def test_without_dispersion_everything_is_the_exact_method() -> None:
    rng = np.random.default_rng(7)
    for _ in range(40):
        counts, years = rng.integers(0, 60, 5), rng.uniform(0.5, 30, 5)
        typed = {"era": list("abcde"), "count": counts, "years": years}
        even = (
            typed
            | {name: np.zeros(5) for name in ("excess", "excess_years")}
            | {"dispersion": np.full(5, 0.8), "dispersion_df": np.full(5, 9.0)}
        )
        exact = summitry.compare_eras(typed, method="central")
        for method in ("dispersed", "dispersed_years"):
            found = summitry.compare_eras(even, method=method)
            for name in ("ratio", "lower", "upper", "p", "p_adjusted", "verdict"):
                assert list(found[name].astype(str)) == list(exact[name].astype(str))


def test_a_typed_table_says_what_it_supposes() -> None:
    typed = pd.DataFrame({"era": ["a", "b"], "count": [5, 55], "years": [4.0, 10.0]})
    found = summitry.compare_eras(typed)
    assert found["note"].tolist() == ["if visits are independent of each other"]
    assert np.isnan(found["dispersion"]).all()
    assert summitry.compare_eras(typed, method="central")["note"].isna().all()
