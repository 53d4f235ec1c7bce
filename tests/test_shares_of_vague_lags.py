"""Shares of lags within intervals: the likeliest, and bounds of pairs."""

from __future__ import annotations

from math import inf, isclose
from typing import TYPE_CHECKING, Any

import oracle
import pandas as pd
import pytest
from conftest import columns_of
from hypothesis import given, settings, strategies as st

import summitry
from summitry.exceptions import ColumnError

if TYPE_CHECKING:
    from conftest import Maker


def masses(
    intervals: list[tuple[float, float]],
) -> list[tuple[float, float | None, float]]:
    lags = pd.DataFrame(
        {
            "lag_lower": [a for a, _ in intervals],
            "lag_upper": [None if b == inf else b for _, b in intervals],
        }
    )
    # A bare lower end c means longer than c.
    lags["lag_lower"] = [a - 1 if b == inf else a for a, b in intervals]
    found = columns_of(summitry.turnbull_curve(lags))
    return list(zip(found["lag_lower"], found["lag_upper"], found["mass"], strict=True))


@pytest.mark.parametrize(
    ("intervals", "expected"),
    [
        (
            [(9, 9), (114, 116), (106, 135), (0, 187), (188, inf)],
            [(9, 9, 4 / 15), (114, 116, 8 / 15), (188, None, 1 / 5)],
        ),
        (
            [(5, 5), (9, 9), (9, 9), (20, inf)],
            [(5, 5, 0.25), (9, 9, 0.5), (20, None, 0.25)],
        ),
        ([(10, 40), (20, 20), (35, 60)], [(20, 20, 0.5), (35, 40, 0.5)]),
        ([(1, 3), (2, 5), (4, 6), (6, inf)], [(2, 3, 0.5), (4, 5, 0), (6, 6, 0.5)]),
    ],
)
def test_turnbull(intervals: Any, expected: Any) -> None:
    found = masses(intervals)
    assert [one[:2] for one in found] == [one[:2] for one in expected]
    for one, other in zip(found, expected, strict=True):
        assert isclose(one[2], other[2], abs_tol=1e-11)


@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.integers(0, 6) | st.just(inf)).map(
            lambda pair: (pair[0] + (pair[1] == inf), pair[0] + pair[1])
        ),
        min_size=1,
        max_size=7,
    ),
    st.randoms(use_true_random=False),
)
@settings(max_examples=80, deadline=None)
def test_no_other_shares_are_likelier(intervals: Any, random: Any) -> None:
    found = [(a, inf if b is None else b, mass) for a, b, mass in masses(intervals)]
    assert isclose(sum(mass for *_, mass in found), 1, rel_tol=1e-12)
    best = oracle.turnbull_likelihood(intervals, found)
    for _ in range(20):
        weights = [random.random() ** 3 + 1e-6 for _ in found]
        total = sum(weights)
        step = random.choice([1, 0.1, 0.001])
        other = [
            (a, b, (1 - step) * mass + step * weight / total)
            for (a, b, mass), weight in zip(found, weights, strict=True)
        ]
        assert oracle.turnbull_likelihood(intervals, other) <= best + 1e-9


def test_bounds_of_lags_are_those_of_each_pair_alone(make: Any) -> None:
    """Shocks of several pairs wait for the visits of their own, as in lags."""
    visits = {
        "date": ["2001-03", "2003-01-01", "2002-02", "2004-01-01"],
        "origin": ["CHN", "PRK", "USA", "CHN"],
        "destination": ["PRK", "CHN", "CHN", "USA"],
    }
    shocks = {
        "date": ["2001-03-10", "2001-03-10", "2003-06-01", "2003"],
        "origin": ["CHN", "CHN", "PRK", "USA"],
        "destination": ["PRK", "USA", "CHN", "CHN"],
    }
    seen: dict[str, Any] = {"since": "2000-01-01", "through": "2005-12-31"}
    found = columns_of(summitry.bounds(make(visits), shocks=make(shocks), **seen).lags)
    lags = columns_of(summitry.response_lags(make(shocks), make(visits), **seen))
    for end in ("lower", "upper"):
        answered = [
            lag if seen_ else None
            for lag, seen_ in zip(
                lags[f"lag_{end}"], lags[f"lag_{end}_observed"], strict=True
            )
        ]
        assert found[f"lag_{end}"] == answered
    assert found["lag_upper"][:2] == [662, 355]
    with pytest.raises(ColumnError, match="the visits are of 2 pairs of countries"):
        summitry.bounds(make(visits), shocks=make({"date": ["2001"]}), **seen)


def test_parts_of_days_are_kept_in_every_kind_of_table(make: Maker) -> None:
    lags = {"lag_lower": [0.5, 1.5, 9.0], "lag_upper": [0.5, 2.75, None]}
    found = columns_of(summitry.turnbull_curve(make(lags)))
    assert found["lag_lower"] == [0.5, 1.5, 10.0]
    assert found["lag_upper"] == [0.5, 2.75, None]
