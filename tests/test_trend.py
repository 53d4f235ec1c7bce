"""Trends within an era: vectors, every outcome, and which test decides."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import trend_oracle as oracle
from conftest import columns_of
from hypothesis import given, settings, strategies as st
from yearly_eras import M24, one_era, two_eras

import summitry

COUNTS = st.lists(st.integers(0, 3), min_size=2, max_size=4)


def trend(table: Any, **options: Any) -> dict[str, Any]:
    found = columns_of(summitry.trend(table, **({"draws": 999} | options)))
    return {name: values[0] for name, values in found.items()}


@pytest.mark.parametrize("row", M24["trend"], ids=lambda row: str(row["counts"]))
def test_vectors(row: dict[str, Any]) -> None:
    found = trend(one_era(row["counts"]), draws=99_999)
    assert found["exact_p"] == pytest.approx(row["exact_p"], rel=1e-9)
    for limit in ("exact_lower", "exact_upper"):
        if limit in row:
            assert found[limit] == pytest.approx(row[limit], rel=1e-7)
    if "permutation_p" in row:
        tolerance = row.get("permutation_tolerance", 1e-9)
        assert found["permutation_p"] == pytest.approx(
            row["permutation_p"], abs=tolerance
        )
    for name, value in row.get("quasi", {}).items():
        assert found[name] == pytest.approx(value, rel=1e-6)


def test_without_visits_or_with_one_year_there_is_no_trend() -> None:
    none = trend(one_era([0, 0, 0]))
    assert (none["p"], none["slope"], none["note"]) == (
        None,
        None,
        "no visit: no trend",
    )
    one = trend(one_era([4]))
    assert (one["p"], one["note"]) == (None, "one year: no trend")
    unseen = trend(one_era([4, 2], [0.0, 0.0]))
    assert (unseen["n_years"], unseen["note"]) == (0, "no exposure")
    assert {row["verdict"] for row in (none, one, unseen)} == {"not tested"}


@settings(max_examples=60, deadline=None)
@given(counts=COUNTS, years=st.lists(st.integers(1, 3), min_size=4, max_size=4))
def test_both_tests_go_through_every_outcome(
    counts: list[int], years: list[int]
) -> None:
    if not 0 < sum(counts) <= 7:
        return
    kept = years[: len(counts)]
    found = trend(one_era(counts, [float(t) for t in kept]))
    exact = oracle.exact_trend_p(counts, kept)
    assert found["exact_p"] == pytest.approx(float(exact), rel=1e-10)
    orders = oracle.permutation_p(counts, kept)
    assert found["permutation_p"] == pytest.approx(float(orders), rel=1e-12)
    assert found["permutation_p"] >= found["smallest_p"] - 1e-12


@settings(max_examples=60, deadline=None)
@given(
    counts=st.lists(st.integers(0, 9), min_size=4, max_size=7),
    years=st.lists(st.floats(0.5, 1.5), min_size=7, max_size=7),
)
def test_the_regression_is_that_of_reweighted_least_squares(
    counts: list[int], years: list[float]
) -> None:
    if sum(count > 0 for count in counts) < 3:
        return
    years = years[: len(counts)]
    found = trend(one_era(counts, years), method="quasi", draws=9)
    columns = [[1.0] * len(counts), [float(year) for year in range(len(counts))]]
    slow = oracle.poisson_regression(counts, years, columns)
    assert found["slope"] == pytest.approx(slow.coefficients[1], rel=1e-7, abs=1e-9)
    assert found["slope_se"] == pytest.approx(slow.errors[1], rel=1e-7)
    phi = max(1.0, slow.pearson / (len(counts) - 2))
    assert found["phi"] == pytest.approx(phi, rel=1e-7)
    assert (found["p"] <= 0.05) == (not found["lower"] <= 0 <= found["upper"])


@settings(max_examples=60, deadline=None)
@given(counts=st.lists(st.integers(0, 6), min_size=3, max_size=9))
def test_the_exact_interval_leaves_out_0_where_p_does(counts: list[int]) -> None:
    found = trend(one_era(counts), method="exact", draws=9)
    if found["p"] is None:
        return
    lower = -np.inf if found["lower"] is None else found["lower"]
    upper = np.inf if found["upper"] is None else found["upper"]
    assert (found["p"] <= 0.05) == (not lower <= 0 <= upper)
    told = found["verdict"].removesuffix(" if visits are independent of each other")
    assert told in {"rising", "falling", "cannot be told"}
    # The exact test alone cannot allow for years that vary.
    more = found["dispersion"] is not None and found["dispersion"] > 1
    assert (told != found["verdict"]) == (more and told != "cannot be told")


@settings(max_examples=60, deadline=None)
@given(counts=st.lists(st.integers(0, 6), min_size=2, max_size=7))
def test_backwards_in_time_everything_changes_its_sign(counts: list[int]) -> None:
    if not sum(counts):
        return
    here, there = trend(one_era(counts)), trend(one_era(counts[::-1]))
    for name in ("exact_p", "permutation_p", "quasi_p", "phi"):
        if here[name] is None:
            assert there[name] is None
        else:
            assert here[name] == pytest.approx(there[name], rel=1e-9)
    for one, other in (("slope", "slope"), ("exact_lower", "exact_upper")):
        if here[one] is not None:
            assert here[one] == pytest.approx(-there[other], rel=1e-7, abs=1e-9)


def test_names_rows_and_the_first_year_do_not_matter() -> None:
    table = one_era([2, 3, 1, 4, 6, 5, 8])
    found = trend(table)
    order = [3, 0, 6, 2, 5, 1, 4]
    shuffled = {name: [values[row] for row in order] for name, values in table.items()}
    renamed = one_era([2, 3, 1, 4, 6, 5, 8], first=1) | {"era": ["Xi"] * 7}
    for other in (shuffled, renamed):
        assert trend(other) | {"era": "Hu"} == found


def test_the_unit_of_exposure_and_a_year_without_any_do_not_matter() -> None:
    found = trend(one_era([2, 3, 1, 4, 6, 5, 8]))
    scaled = trend(one_era([2, 3, 1, 4, 6, 5, 8], [365.25] * 7))
    added = trend(one_era([2, 3, 1, 4, 6, 5, 8, 0], [1.0] * 7 + [0.0]))
    for other in (scaled, added):
        for name in ("p", "slope", "exact_lower", "quasi_upper", "permutation_p"):
            assert other[name] == pytest.approx(found[name], rel=1e-9)


def test_dispersion_of_the_side_decides_which_test_does() -> None:
    even = trend(one_era([2, 3, 3, 4]))
    assert (even["method"], even["dispersion"] < 1) == ("exact", True)
    # the same era beside one whose years vary much
    table = two_eras([2, 3, 3, 4], [0, 9, 0, 9])
    found = columns_of(summitry.trend(table, draws=99))
    assert found["method"] == ["permutation"] * 2
    assert found["exact_p"][0] == even["p"]
    # sides are apart from each other
    apart = columns_of(
        summitry.trend(table | {"side": ["CHN"] * 4 + ["PRK"] * 4}, draws=99)
    )
    assert apart["method"] == ["exact", "permutation"]


def test_too_few_years_for_the_permutation_are_said() -> None:
    found = trend(one_era([0, 9, 20]))
    assert found["method"] == "permutation"
    assert found["note"] == "too few years: no order of them gives a p below 0.33"
    assert found["verdict"] == "not tested"
    assert trend(one_era([1, 8]), method="quasi")["note"].startswith("two years")
    # What could not decide says so before what has no number.
    last = trend(one_era([0, 9]))
    assert last["note"] == "too few years: every order of them gives a p of 1"
    assert (last["verdict"], last["slope"]) == ("not tested", None)


def test_all_visits_at_one_end_leave_no_finite_slope() -> None:
    found = trend(one_era([0, 0, 0, 9]), method="exact")
    assert (found["slope"], found["upper"]) == (None, None)
    assert found["verdict"] == "rising if visits are independent of each other"
    assert found["note"] == "all visits are in the last year: no finite slope"
    assert found["lower"] > 0


def test_what_is_drawn_says_so_and_repeats() -> None:
    counts = [1, 6, 0, 5, 2, 9, 3, 8, 12, 4]
    one, two = (trend(one_era(counts), seed=5) for _ in range(2))
    assert one == two
    assert (one["draws"], one["seed"], one["generator"]) == (999, 5, "pcg64")
    assert 0 < one["mc_error"] < 0.05
    exact = trend(one_era(counts), method="exact")
    assert (exact["draws"], exact["mc_error"]) == (None, None)
    # However many visits there are.
    huge = trend(one_era([10**9, 10**9]), method="exact")
    assert huge["p"] > 0.9
    assert huge["draws"] == 999
