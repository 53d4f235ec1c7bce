"""Intervals for one frequency, unweighted and weighted, in the compiled core."""

from __future__ import annotations

import json
from math import lgamma, log
from pathlib import Path
from typing import Any

import numpy as np
import oracle
import pytest
from hypothesis import given, settings, strategies as st

from summitry import _core
from summitry.exceptions import LimitError, RangeError, ShapeError, SummitryError
from summitry.frames.asked_columns import chosen
from summitry.measure.intervals import weighted_columns

VECTORS = Path(__file__).with_name("vectors")
POISSON = ["garwood", "midp", "jeffreys"]
WEIGHTED = ["fay_feuer", "midp"]
WEIGHTED_COLUMNS = [
    *("weighted_count", "weighted_frequency", "weighted_variance"),
    *("largest_weight", "weighted_lower", "weighted_upper"),
]


def rows(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((VECTORS / name).read_text())["rows"]
    return found


def poisson(
    counts: Any, exposure: Any, interval: str = "garwood", level: float = 0.95
) -> tuple[np.ndarray, np.ndarray]:
    limits = _core.poisson_interval(
        np.asarray(counts, np.uint64),
        np.asarray(exposure, np.float64),
        level=level,
        interval=interval,
    )
    return limits["lower"], limits["upper"]


def weighted(
    counts: Any,
    weights: Any,
    exposure: Any,
    interval: str = "fay_feuer",
    level: float = 0.95,
) -> tuple[np.ndarray, ...]:
    years = np.asarray(exposure, np.float64)
    columns = weighted_columns(
        np.asarray(counts, np.uint64),
        np.asarray(weights, np.float64),
        years,
        np.array([years.size]),
        interval=interval,
        level=level,
    )
    found = chosen(columns, WEIGHTED_COLUMNS)
    return tuple(found.values())


@pytest.mark.parametrize("row", rows("M2.json"), ids=lambda row: row["name"])
def test_one_frequency(row: dict[str, Any]) -> None:
    lower, upper = poisson([row["count"]], [row["exposure"]], row["method"])
    tolerance = row.get("tolerance", 1e-9)
    assert lower[0] == pytest.approx(row["lower"], rel=tolerance)
    assert upper[0] == pytest.approx(row["upper"], rel=tolerance)


@pytest.mark.parametrize("row", rows("M3.json"), ids=lambda row: row["name"])
def test_weighted_frequency(row: dict[str, Any]) -> None:
    if "standard" in row:
        standard = np.array(row["standard"], float)
        weights = 1e5 * standard / np.array(row["population"]) / standard.sum()
    else:
        weights = np.array(row["weights"], float)
    for method, limits in row["limits"].items():
        tolerance = row.get("tolerance", 1e-6 if method == "midp" else 1e-9)
        found = weighted([row["counts"]], weights, [row["exposure"]], method)
        count, frequency, variance, largest, lower, upper = (x[0] for x in found)
        assert [lower, upper] == pytest.approx(limits, rel=tolerance), method
        assert frequency == pytest.approx(row["frequency"], rel=tolerance, abs=1e-12)
        assert count == pytest.approx(frequency * row["exposure"])
        per_year = weights / row["exposure"]
        assert largest == pytest.approx(per_year.max())
        assert variance == pytest.approx((per_year**2 * row["counts"]).sum())


def test_statsmodels_midp_of_no_visit_has_a_lower_limit_of_zero() -> None:
    lower, upper = poisson([0], [5], "midp")
    assert lower[0] == 0
    assert upper[0] == pytest.approx(0.599146454710798, rel=1e-12)


def test_statsmodels_wald_and_sqrt_of_no_visit_have_width_here() -> None:
    lower, upper = poisson([0], [5])
    assert (lower[0], upper[0]) == (0, pytest.approx(0.737775890822787, rel=1e-12))


def test_no_visit_is_two_sided_unless_asked() -> None:
    assert poisson([0], [1])[1][0] == pytest.approx(3.688879454113936, rel=1e-15)


def test_the_article_as_one_era() -> None:
    lower, upper = poisson([161], [63])
    assert (round(lower[0], 3), round(upper[0], 3)) == (2.176, 2.982)


@pytest.mark.parametrize("method", POISSON)
def test_no_exposure_means_no_limits(method: str) -> None:
    lower, upper = poisson([0, 3, 3], [0, 0, 2], method)
    assert np.isnan(lower[:2]).all()
    assert np.isnan(upper[:2]).all()
    assert np.isfinite([lower[2], upper[2]]).all()


@pytest.mark.parametrize("method", WEIGHTED)
def test_no_exposure_means_no_weighted_limits(method: str) -> None:
    count, *rest = weighted([[1, 2], [1, 2]], [2, 1], [0, 1], method)
    assert count.tolist() == [4, 4]
    for values in rest:
        assert np.isnan(values[0])
        assert np.isfinite(values[1])


def test_no_rows_is_no_rows() -> None:
    assert [len(x) for x in poisson([], [])] == [0, 0]
    empty = weighted(np.empty((0, 2)), [2, 1], [])
    assert [len(x) for x in empty] == [0] * 6


def test_one_day_and_a_huge_ratio_of_weights() -> None:
    found = weighted([[1, 10**6]], [1e9, 1e-9], [1 / 365.25])
    assert all(np.isfinite(values).all() for values in found)
    assert found[4][0] < found[1][0] < found[5][0]


@pytest.mark.parametrize("level", [0, 1, 95, -0.5, float("nan"), float("inf")])
def test_a_level_outside_0_to_1(level: float) -> None:
    with pytest.raises(RangeError, match=r"such as 0\.95") as caught:
        poisson([1], [1], level=level)
    assert caught.value.code == "bad_level"
    with pytest.raises(RangeError):
        weighted([[1]], [1], [1], level=level)


@pytest.mark.parametrize(
    ("weight", "code"),
    [(-1.0, "negative_weight"), (np.nan, "nan_weight"), (np.inf, "inf_weight")],
)
def test_a_bad_weight(weight: float, code: str) -> None:
    with pytest.raises(RangeError, match="class 1") as caught:
        weighted([[1, 1]], [1, weight], [1])
    assert caught.value.code == code


def test_weights_all_zero() -> None:
    with pytest.raises(RangeError) as caught:
        weighted([[1, 1]], [0, 0], [1])
    assert caught.value.code == "all_zero_weights"
    assert weighted([[1, 1]], [0, 1], [1])[1][0] == 1


@pytest.mark.parametrize("years", [-1.0, np.nan, np.inf])
def test_a_bad_exposure(years: float) -> None:
    with pytest.raises(RangeError) as caught:
        poisson([1, 1, 1], [1, years, years])
    assert (caught.value.code, caught.value.rows) == ("bad_duration", (1, 2))
    with pytest.raises(RangeError):
        weighted([[1]], [1], [years])


def test_lengths_that_differ() -> None:
    with pytest.raises(ShapeError):
        poisson([1, 2], [1])
    with pytest.raises(ShapeError):
        weighted([[1, 2]], [1], [1])
    with pytest.raises(ShapeError):
        weighted([[1, 2]], [1, 2], [1, 1])


def test_an_unknown_method_lists_the_known_ones() -> None:
    with pytest.raises(SummitryError, match=r"'fay_feuer', 'midp'") as caught:
        weighted([[1]], [1], [1], "exact")
    assert caught.value.code == "unknown_choice"


def test_a_frequency_too_large_for_a_double() -> None:
    with pytest.raises(LimitError):
        poisson([10**12], [1e-300])
    with pytest.raises(LimitError):
        weighted([[10**12]], [1e300], [1])


@pytest.mark.parametrize("level", [0.5, 0.8, 0.95, 0.999])
def test_the_exact_interval_holds_the_mean_at_least_as_often_as_it_says(
    level: float,
) -> None:
    counts = np.arange(400)
    lower, upper = poisson(counts, np.ones(400), level=level)
    log_factorial = np.array([lgamma(count + 1) for count in counts.tolist()])
    for mean in np.geomspace(0.01, 200, 300).tolist():
        chance = np.exp(counts * log(mean) - mean - log_factorial)
        assert chance[(lower <= mean) & (mean <= upper)].sum() >= level - 1e-12


COUNTS = st.integers(0, 10**12) | st.integers(0, 40)
LEVELS = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.999999])


@settings(max_examples=80, deadline=None)
@given(
    counts=st.lists(COUNTS, min_size=1, max_size=5),
    weight=st.floats(1e-6, 1e6),
    years=st.floats(1e-3, 1e3),
    level=LEVELS,
)
def test_equal_weights_are_the_exact_interval(
    counts: list[int], weight: float, years: float, level: float
) -> None:
    exact = poisson([sum(counts)], [years], level=level)
    found = weighted([counts], [weight] * len(counts), [years], level=level)[4:]
    for one, other in zip(found, exact, strict=True):
        assert one[0] == pytest.approx(weight * other[0], rel=1e-14)


@settings(max_examples=80, deadline=None)
@given(count=st.integers(0, 60), level=LEVELS)
def test_limits_are_where_the_tails_are_half_of_alpha(count: int, level: float) -> None:
    tail = (1 - level) / 2

    def above(mean: float) -> float:
        return oracle.lower_gamma(count, mean) if count else 1.0

    def below(mean: float) -> float:
        return oracle.upper_gamma(count + 1, mean)

    lower, upper = poisson([count], [1], level=level)
    if count:
        exact = oracle.root(lambda mean: above(mean) - tail)
        assert lower[0] == pytest.approx(exact, rel=1e-9)
    exact = oracle.root(lambda mean: tail - below(mean))
    assert upper[0] == pytest.approx(exact, rel=1e-9)
    lower, upper = poisson([count], [1], "midp", level=level)
    if count:
        exact = oracle.root(lambda mean: above(mean) + 1 - below(mean) - 2 * tail)
        assert lower[0] == pytest.approx(exact, rel=1e-8)
    exact = oracle.root(lambda mean: 2 * tail - below(mean) - (1 - above(mean)))
    assert upper[0] == pytest.approx(exact, rel=1e-8) or not count
    if not count:
        assert upper[0] == pytest.approx(-log(1 - level), rel=1e-9)


CELL = st.tuples(
    st.lists(st.integers(0, 500), min_size=3, max_size=3),
    st.lists(st.floats(0, 100), min_size=3, max_size=3).filter(lambda w: max(w) > 0.01),
)


@settings(max_examples=80, deadline=None)
@given(cell=CELL, years=st.floats(0.1, 100), factor=st.floats(1e-3, 1e3), level=LEVELS)
@pytest.mark.parametrize("method", WEIGHTED)
def test_scaled_weights_scale_frequency_and_limits(
    method: str,
    cell: tuple[list[int], list[float]],
    years: float,
    factor: float,
    level: float,
) -> None:
    counts, weights = cell
    _, one, variance, _, *limits = weighted([counts], weights, [years], method, level)
    _, two, scaled, _, *other = weighted(
        [counts], np.multiply(weights, factor), [years], method, level
    )
    assert two[0] == pytest.approx(factor * one[0], rel=1e-12)
    assert scaled[0] == pytest.approx(factor**2 * variance[0], rel=1e-12)
    for low, high in zip(limits, other, strict=True):
        assert high[0] == pytest.approx(factor * low[0], rel=1e-9, abs=1e-9)


@settings(max_examples=80, deadline=None)
@given(
    counts=st.tuples(st.integers(1, 30), st.integers(0, 30)),
    weights=st.tuples(st.floats(0.2, 5), st.floats(0.2, 5)),
    level=LEVELS,
)
def test_weighted_limits_have_the_moments_of_their_gammas(
    counts: tuple[int, int], weights: tuple[float, float], level: float
) -> None:
    total = float(np.dot(counts, weights))
    variance = float(np.dot(counts, np.square(weights)))
    largest, tail = max(weights), (1 - level) / 2
    *_, lower, upper = weighted([counts], weights, [1], level=level)
    shape, scale = total**2 / variance, variance / total
    exact = oracle.root(lambda x: oracle.lower_gamma(shape, x) - tail)
    assert lower[0] == pytest.approx(scale * exact, rel=1e-8)
    more, wider = total + largest, variance + largest**2
    shape, scale = more**2 / wider, wider / more
    exact = oracle.root(lambda x: oracle.lower_gamma(shape, x) - (1 - tail))
    assert upper[0] == pytest.approx(scale * exact, rel=1e-7)


@settings(max_examples=80, deadline=None)
@given(cell=CELL, level=LEVELS)
@pytest.mark.parametrize("method", WEIGHTED)
def test_the_interval_holds_the_frequency_and_order_does_not_matter(
    method: str, cell: tuple[list[int], list[float]], level: float
) -> None:
    counts, weights = cell
    found = weighted([counts], weights, [1.0], method, level)
    turned = weighted([counts[::-1]], weights[::-1], [1.0], method, level)
    for one, other in zip(found, turned, strict=True):
        assert one[0] == pytest.approx(other[0], rel=1e-11, abs=1e-300)
    _, frequency, _, _, lower, upper = (values[0] for values in found)
    assert lower <= frequency <= upper
