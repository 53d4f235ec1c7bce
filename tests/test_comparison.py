"""Two eras compared: ratios, intervals, p-values and verdicts, by definition."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import oracle
import pandas as pd
import pytest
from conftest import columns_of
from hypothesis import assume, given, settings, strategies as st

import summitry
from summitry import _core
from summitry.exceptions import ShapeError
from summitry.frames.asked_columns import chosen
from summitry.measure.intervals import weighted_columns

M4 = json.loads(Path(__file__).with_name("vectors").joinpath("M4.json").read_text())
METHODS = ["central", "midp"]
OURS = [row for row in M4["rows"] if row["method"] in METHODS]
OTHERS = [row for row in M4["rows"] if row["method"] not in METHODS]

VISITS = st.integers(0, 14)
YEARS = st.integers(1, 12)
LEVELS = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99])

NOTHING: _core._Excesses = {"excess": np.zeros(1), "degrees_of_freedom": np.zeros(1)}

Pair = tuple[int, float]


def compare(
    first: Pair, second: Pair, method: str = "central", level: float = 0.95
) -> tuple[float, float, float, float]:
    sides: list[_core._Frequencies] = [
        {
            "count": np.array([count], np.uint64),
            "years": np.array([years], float),
            "allowed": NOTHING,
        }
        for count, years in (first, second)
    ]
    found = _core.compare_frequencies(*sides, level=level, method=method)
    columns = (found["ratio"], found["lower"], found["upper"], found["p"])
    ratio, lower, upper, p = (float(column[0]) for column in columns)
    return ratio, lower, upper, p


@pytest.mark.parametrize("row", OURS, ids=lambda row: row["name"])
def test_two_frequencies(row: dict[str, Any]) -> None:
    ratio, lower, upper, p = compare(row["first"], row["second"], row["method"])
    tolerance = row.get("limits_tolerance", 1e-9)
    assert [lower, upper] == pytest.approx([row["lower"], row["upper"]], rel=tolerance)
    if "p" in row:
        assert p == pytest.approx(row["p"], rel=row["p_tolerance"])
    if "ratio" in row:
        assert ratio == pytest.approx(row["ratio"], rel=1e-9)


@pytest.mark.parametrize("row", OTHERS, ids=lambda row: row["name"])
def test_the_oracle_knows_the_tests_that_are_not_offered(row: dict[str, Any]) -> None:
    (one, years), (two, other_years) = row["first"], row["second"]
    odds = Fraction(years, other_years)

    def p(ratio: float) -> float:
        exact = oracle.p_of_split(one, one + two, Fraction(ratio) * odds, row["method"])
        return float(exact)

    if "p" in row:
        assert p(1) == pytest.approx(row["p"], rel=row["p_tolerance"])
    near = row["limits_tolerance"]
    assert p(row["upper"] * (1 + near)) <= 0.05 <= p(row["upper"] * (1 - near))
    if row["lower"]:
        assert p(row["lower"] * (1 - near)) <= 0.05 <= p(row["lower"] * (1 + near))


@settings(max_examples=60, deadline=None)
@given(first=VISITS, second=VISITS, years=st.tuples(YEARS, YEARS))
def test_other_exact_tests_are_no_stricter_than_twice_the_smaller_tail(
    first: int, second: int, years: tuple[int, int]
) -> None:
    central = compare((first, years[0]), (second, years[1]))[3]
    blaker = oracle.p_of_split(first, first + second, Fraction(*years), "blaker")
    assert float(blaker) <= central * (1 + 1e-9)


@pytest.mark.parametrize("row", M4["weighted"], ids=lambda row: row["name"])
def test_two_weighted_frequencies(row: dict[str, Any]) -> None:
    columns = weighted_columns(
        np.array(row["counts"], np.uint64),
        np.array(row["weights"], float),
        np.array(row["years"], float),
        np.array([2]),
        interval="fay_feuer",
        level=0.95,
    )
    names = ["weighted_frequency", "weighted_variance", "largest_weight"]
    found = chosen(columns, names)
    frequencies = pd.DataFrame({"era": ["one", "two"], **found})
    exact = summitry.compare_eras(frequencies, method="central", weighted=True)
    compared = columns_of(exact)
    for name in ("ratio", "lower", "upper"):
        assert compared[name] == pytest.approx([row[name]], rel=1e-9)
    assert compared["method"] == ["f"]


@pytest.mark.parametrize("method", ["dispersed", "dispersed_years"])
def test_equal_weights_allow_for_years_that_vary_as_visits_do(method: Any) -> None:
    """How much more a count varies follows the rate of visits, not of their weights."""
    table = pd.DataFrame({"era": ["one", "two"], "count": [55, 18]})
    table["years"] = [10.0, 9.0]
    column = {"dispersed": "excess", "dispersed_years": "excess_years"}[method]
    table[column], table["dispersion_df"] = [0.4, 0.7], 17
    plain = summitry.compare_eras(table, method=method)
    assert (
        plain["p"].item() > summitry.compare_eras(table, method="central")["p"].item()
    )
    for weight in (1.0, 0.25, 3.0):
        frequency = weight * table["count"] / table["years"]
        table["weighted_frequency"] = frequency
        table["weighted_variance"] = weight * frequency / table["years"]
        table["largest_weight"] = weight / table["years"]
        found = summitry.compare_eras(table, method=method, weighted=True)
        for name in ("ratio", "lower", "upper", "p"):
            assert found[name].item() == pytest.approx(plain[name].item(), rel=1e-9)


@pytest.mark.parametrize("method", METHODS)
def test_statsmodels_score_interval_of_a_silent_era_starts_at_zero(method: str) -> None:
    _, lower, upper, _ = compare((0, 4), (9, 5), method)
    assert lower == 0
    assert 0.49 < upper < 0.64


@pytest.mark.parametrize("method", METHODS)
def test_statsmodels_score_log_p_of_a_silent_era_is_not_zero(method: str) -> None:
    assert 0.005 < compare((0, 4), (9, 5), method)[3] < 0.0101


@settings(max_examples=80, deadline=None)
@given(first=VISITS, second=VISITS, years=st.tuples(YEARS, YEARS))
@pytest.mark.parametrize("method", METHODS)
def test_p_is_what_its_definition_says(
    method: str, first: int, second: int, years: tuple[int, int]
) -> None:
    p = compare((first, years[0]), (second, years[1]), method)[3]
    exact = oracle.p_of_split(first, first + second, Fraction(*years), method)
    assert p == pytest.approx(float(exact), rel=1e-11)


@settings(max_examples=80, deadline=None)
@given(
    method=st.sampled_from(METHODS),
    first=st.integers(1, 10),
    second=st.integers(0, 10),
    level=LEVELS,
)
def test_the_lower_limit_is_where_the_test_stops_to_reject(
    method: str, first: int, second: int, level: float
) -> None:
    lower = compare((first, 1), (second, 1), method, level)[1]
    alpha = 1 - level

    def p(ratio: float) -> float:
        return float(oracle.p_of_split(first, first + second, Fraction(ratio), method))

    assert p(lower * (1 + 1e-9)) >= alpha - 1e-7
    assert all(p(lower * part / 5) <= alpha + 1e-9 for part in range(1, 5))
    assert p(lower * (1 - 1e-9)) <= alpha + 1e-7


@settings(max_examples=80, deadline=None)
@given(
    first=VISITS,
    second=VISITS,
    years=st.tuples(st.floats(0.1, 50), st.floats(0.1, 50)),
    level=LEVELS,
)
@pytest.mark.parametrize("method", METHODS)
def test_the_other_way_round_everything_is_turned(
    method: str, first: int, second: int, years: tuple[float, float], level: float
) -> None:
    one = compare((first, years[0]), (second, years[1]), method, level)
    other = compare((second, years[1]), (first, years[0]), method, level)
    assert one[3] == pytest.approx(other[3], rel=1e-11)
    with np.errstate(divide="ignore"):
        assert one[1] == pytest.approx(float(np.divide(1, other[2])), rel=1e-11)
        assert one[2] == pytest.approx(float(np.divide(1, other[1])), rel=1e-11)
    if first and second:
        assert one[1] <= one[0] <= one[2]


@settings(max_examples=80, deadline=None)
@given(p=st.lists(st.floats(0, 1), max_size=8))
def test_holm_is_what_its_definition_says(p: list[float]) -> None:
    found = _core.adjusted(
        np.array(p, float), np.zeros(len(p), np.uint32), adjustment="holm"
    )
    assert found.tolist() == pytest.approx(oracle.holm(p), rel=1e-12)


@settings(max_examples=80, deadline=None)
@given(
    counts=st.lists(st.tuples(VISITS, VISITS), min_size=2, max_size=2),
    weights=st.tuples(st.floats(0.1, 5), st.floats(0.1, 5)),
    level=LEVELS,
)
def test_the_weighted_ratio_inverts_its_f_distribution(
    counts: list[tuple[int, int]], weights: tuple[float, float], level: float
) -> None:
    assume(sum(counts[0]) > 0)
    frequency, variance, largest = (
        np.array([np.dot(np.power(weights, k), one) for one in counts], float)
        if k
        else np.full(2, max(weights))
        for k in (1, 2, 0)
    )
    sides: list[_core._WeightedFrequencies] = [
        {
            "frequency": frequency[side : side + 1],
            "variance": variance[side : side + 1],
            "largest_weight": largest[side : side + 1],
            "years": np.ones(1),
            "allowed": NOTHING,
        }
        for side in (0, 1)
    ]
    found = _core.compare_weighted(*sides, level=level, method="central")
    lower = float(found["lower"][0])
    a = frequency[0] ** 2 / variance[0]
    mean = frequency[1] + largest[1]
    b = mean**2 / (variance[1] + largest[1] ** 2)
    odds = lower * mean / frequency[0] * a / b
    tail = oracle.lower_beta(a, b, odds)
    assert tail == pytest.approx((1 - level) / 2, rel=1e-8)


def p_just_at_a_level() -> list[tuple[tuple[int, int], tuple[int, int], Any, float]]:
    """Comparisons of few visits whose exact p is 1 less a level, to the last digit."""
    levels = {Fraction(1) - Fraction(str(level)): level for level in (0.6, 0.8, 0.9)}
    found = []
    for one, other in product(product(range(4), range(1, 6)), repeat=2):
        (seen, years), (rest, longer) = one, other
        for method in METHODS if seen + rest else ():
            p = oracle.p_of_split(seen, seen + rest, Fraction(years, longer), method)
            if p in levels:
                found.append((one, other, method, levels[p]))
    return found


def test_p_at_the_level_is_at_most_the_level() -> None:
    """Then 1 is left out of the interval too: rounding denies neither."""
    cases = p_just_at_a_level()
    assert len(cases) >= 8
    for first, second, method, level in cases:
        _, lower, upper, _ = compare(first, second, method, level)
        assert lower > 1 or upper < 1
        eras: dict[str, list[Any]] = {"era": ["A", "B"], "count": [first[0], second[0]]}
        eras["years"] = [float(first[1]), float(second[1])]
        for own, verdicts in (
            (level, {"higher", "lower"}),
            (level + 0.001, {"cannot be told apart"}),
        ):
            told = columns_of(summitry.compare_eras(eras, method=method, level=own))
            assert told["verdict"][0] in verdicts


@settings(max_examples=80, deadline=None)
@given(
    method=st.sampled_from(METHODS),
    first=VISITS,
    second=VISITS,
    levels=st.tuples(LEVELS, LEVELS),
)
def test_a_wider_interval_never_makes_a_verdict_stronger(
    method: Any, first: int, second: int, levels: tuple[float, float]
) -> None:
    frequencies = {"era": ["a", "b"], "count": [first, second], "years": [3.0, 4.0]}
    narrow, wide = (
        columns_of(summitry.compare_eras(frequencies, level=level, method=method))
        for level in sorted(levels)
    )
    assert wide["verdict"][0] in {narrow["verdict"][0], "cannot be told apart"}


def test_lengths_that_differ_in_the_core() -> None:
    with pytest.raises(ShapeError):
        _core.adjusted(np.zeros(2), np.zeros(1, np.uint32), adjustment="holm")
