"""What a record could have shown: power, and the ratios that reach it."""

from __future__ import annotations

import json
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np
import power_oracle
import pytest
from hypothesis import assume, given, settings, strategies as st

from summitry import _core

M23 = json.loads((Path(__file__).parent / "vectors" / "M23.json").read_text())

YEARS = st.floats(0.5, 15)
RATES = st.floats(0.1, 5)
EXCESS = st.one_of(st.just(0.0), st.floats(0.01, 2))
DF = st.floats(1, 80)
ALPHAS = st.sampled_from([0.001, 0.01, 0.05, 0.2, 0.5])
METHODS = st.sampled_from(["dispersed", "dispersed_years", "central", "midp"])


def rates_of(rate: float, years: float, excess: float, df: float) -> _core._EraRates:
    return {
        "rate": np.array([rate], float),
        "years": np.array([years], float),
        "allowed": {
            "excess": np.array([excess], float),
            "degrees_of_freedom": np.array([df], float),
        },
    }


def power(
    rates: tuple[float, float],
    years: tuple[float, float],
    excess: tuple[float, float] = (0.0, 0.0),
    df: float = 60,
    alpha: float = 0.05,
    method: str = "dispersed",
) -> float:
    one, other = (
        rates_of(rates[k], years[k], excess[k], df) for k in range(len(rates))
    )
    found = _core.comparison_power(one, other, np.array([alpha]), method=method)
    return float(found[0])


def ratios(
    years: tuple[float, float],
    rate: float,
    excess: tuple[float, float] = (0.0, 0.0),
    df: float = 60,
    alpha: float = 0.05,
    enough: float = 0.8,
) -> dict[str, float]:
    found = _core.detectable_ratios(
        rates_of(0, years[0], excess[0], df),
        rates_of(rate, years[1], excess[1], df),
        np.array([alpha]),
        method="dispersed",
        power=enough,
    )
    names = ("down", "up", "power_at_zero", "power_at_most")
    return {name: float(found[name][0]) for name in names}  # type: ignore[literal-required]


@pytest.mark.parametrize("row", M23["ratios"])
def test_ratios(row: dict[str, Any]) -> None:
    years = row["years"], row["other_years"]
    found = ratios(years, row["rate"], row["excess"], row["df"])
    assert found["up"] == pytest.approx(row["up"], abs=5e-4)
    if row["down"] is None:
        assert isnan(found["down"])
        assert found["power_at_zero"] == pytest.approx(row["power_at_zero"], abs=5e-5)
    else:
        assert found["down"] == pytest.approx(row["down"], abs=1e-4)


@pytest.mark.parametrize("row", M23["power"])
def test_power(row: dict[str, Any]) -> None:
    found = power(row["rates"], row["years"], row["excess"], row["df"])
    assert found == pytest.approx(row["power"], rel=1e-10)


@settings(max_examples=40, deadline=None)
@given(
    st.tuples(RATES, RATES),
    st.tuples(st.floats(0.5, 6), st.floats(0.5, 6)),
    st.tuples(EXCESS, EXCESS),
    DF,
    ALPHAS,
)
def test_power_is_the_sum_over_all_pairs_of_counts(
    rates: tuple[float, float],
    years: tuple[float, float],
    excess: tuple[float, float],
    df: float,
    alpha: float,
) -> None:
    assume(all(1 + e * rate < 6 for e, rate in zip(excess, rates, strict=True)))
    expected = power_oracle.power(rates, years, excess, df, alpha)
    assert power(rates, years, excess, df, alpha) == pytest.approx(expected, abs=1e-9)


@settings(deadline=None)
@given(st.tuples(RATES, RATES), st.tuples(YEARS, YEARS), EXCESS, ALPHAS, METHODS)
def test_power_is_the_same_the_other_way_round(
    rates: tuple[float, float],
    years: tuple[float, float],
    excess: float,
    alpha: float,
    method: str,
) -> None:
    options: dict[str, Any] = {"alpha": alpha, "method": method}
    here = power(rates, years, (excess, excess / 2), **options)
    there = power(rates[::-1], years[::-1], (excess / 2, excess), **options)
    assert here == pytest.approx(there, abs=1e-9)


@settings(max_examples=50, deadline=None)
@given(YEARS, YEARS, RATES, st.tuples(EXCESS, EXCESS), DF)
def test_power_rises_with_the_distance_from_one(
    years: float,
    other: float,
    rate: float,
    excess: tuple[float, float],
    df: float,
) -> None:
    for steps in ([1.0, 0.5, 0.2, 0.05, 0.0], [1.0, 2.0, 5.0, 20.0]):
        # Near 1 the far tail may weigh more than what is gained.
        found = [power((q * rate, rate), (years, other), excess, df) for q in steps]
        above = [one for one in found if one > 0.1]
        assert above == pytest.approx(sorted(above), abs=1e-9)


@settings(deadline=None)
@given(YEARS, YEARS, st.floats(0.3, 5), st.floats(1.5, 4))
def test_twice_the_years_find_more(
    years: float, other: float, rate: float, ratio: float
) -> None:
    once = power((ratio * rate, rate), (years, other))
    twice = power((ratio * rate, rate), (2 * years, 2 * other))
    # Counts are whole, so the size of an exact test jumps a little.
    assert twice > once - 0.02
    if 0.2 < once < 0.8:
        assert twice > once


@settings(max_examples=50, deadline=None)
@given(YEARS, YEARS, RATES, st.tuples(EXCESS, EXCESS), DF, st.floats(0.5, 0.95))
def test_the_power_is_reached_and_a_little_nearer_not(
    years: float,
    other: float,
    rate: float,
    excess: tuple[float, float],
    df: float,
    enough: float,
) -> None:
    found = ratios((years, other), rate, excess, df, enough=enough)
    for name, nearer in (("down", 1.001), ("up", 0.999)):
        ratio = found[name]
        if isnan(ratio):
            end = found["power_at_zero" if name == "down" else "power_at_most"]
            assert end < enough
            continue
        assert power((ratio * rate, rate), (years, other), excess, df) > enough - 1e-12
        moved = power((nearer * ratio * rate, rate), (years, other), excess, df)
        assert moved < enough or 0.998 < ratio < 1.002


def test_a_step_of_student_that_is_enormous() -> None:
    found = ratios((5.0, 10.0), 3.0, (0.3, 0.3), 0.5)
    assert isnan(found["down"])
    assert isnan(found["up"])
    assert found["power_at_zero"] < 0.2
    wide, narrow = (ratios((5.0, 10.0), 3.0, (0.3, 0.3), df) for df in (2.0, 60.0))
    assert isnan(wide["down"]) or wide["down"] < narrow["down"]


@pytest.mark.parametrize("alpha", [1e-6, 0.5, 0.99])
def test_levels_at_their_ends(alpha: float) -> None:
    found = ratios((5.0, 10.0), 3.0, (0.1, 0.1), 60, alpha)
    assert 0 <= found["power_at_zero"] <= 1
    assert isnan(found["down"]) or 0 <= found["down"] <= 1
    assert isnan(found["up"]) or 1 <= found["up"] <= 1000


def test_large_counts_take_no_time_and_are_right() -> None:
    found = ratios((10.0, 10.0), 2000.0)
    # The normal law: (1 - q) sqrt(20000) / sqrt(1 + q) is 1.96 + 0.84.
    q = found["down"]
    assert (1 - q) * 20000**0.5 / (1 + q) ** 0.5 == pytest.approx(2.80, abs=0.02)
    for years in ((10.0, 10.0), (10.0, 1.0), (1.0, 10.0)):
        assert isnan(ratios(years, 20000.0)["power_at_zero"])
