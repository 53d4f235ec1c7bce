"""The test that all eras share one frequency."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import oracle
import pandas as pd
import pytest
from conftest import columns_of, in_pandas
from hypothesis import given, settings, strategies as st

import summitry
from summitry import _core
from summitry.exceptions import InputError, LimitError, RangeError, ShapeError

if TYPE_CHECKING:
    from conftest import Maker

M4 = json.loads(Path(__file__).with_name("vectors").joinpath("M4.json").read_text())
YEARS = st.integers(1, 12)


@pytest.mark.parametrize("row", M4["equal"], ids=lambda row: str(row["counts"]))
def test_all_frequencies_equal(row: dict[str, Any]) -> None:
    frequencies = pd.DataFrame(
        {"era": list("abcd"), "count": row["counts"], "years": row["years"]}
    )
    found = columns_of(summitry.equal_frequency_test(frequencies))
    for name in ("chi_square", "likelihood_ratio", "p"):
        assert found[name] == pytest.approx([row[name]], rel=row["tolerance"])
    exact = oracle.p_of_equality(row["counts"], row["years"])
    assert found["p"] == pytest.approx([float(exact)], rel=1e-12)
    assert found["method"] == ["exact"]
    assert found["verdict"] == ["cannot be told apart"]


@settings(max_examples=80, deadline=None)
@given(
    counts=st.lists(st.integers(0, 4), min_size=2, max_size=3),
    years=st.lists(YEARS, min_size=3, max_size=3),
)
def test_the_exact_test_adds_up_every_outcome(
    counts: list[int], years: list[int]
) -> None:
    frequencies = {
        "era": list("abc")[: len(counts)],
        "count": counts,
        "years": years[: len(counts)],
    }
    found = columns_of(summitry.equal_frequency_test(frequencies))
    exact = oracle.p_of_equality(counts, years[: len(counts)])
    assert found["p"] == pytest.approx([float(exact)], rel=1e-10)


def test_a_drawn_p_names_its_draws_and_is_never_zero() -> None:
    frequencies = {"era": ["a", "b"], "count": [60, 0], "years": [1.0, 1.0]}
    found = columns_of(
        summitry.equal_frequency_test(frequencies, method="monte_carlo", draws=999)
    )
    assert found["p"] == [pytest.approx(1 / 1000)]
    assert (found["draws"], found["seed"], found["generator"]) == (
        [999],
        [0],
        ["pcg64"],
    )
    assert found["verdict"] == ["not all equal if visits are independent of each other"]
    exact = columns_of(summitry.equal_frequency_test(frequencies))
    assert (exact["draws"], exact["seed"]) == ([None], [None])


def test_huge_counts_fall_back_to_the_likelihood_ratio() -> None:
    frequencies = {"era": ["a", "b"], "count": [10**12, 10**12], "years": [1.0, 1.0]}
    found = columns_of(summitry.equal_frequency_test(frequencies))
    assert (found["method"], found["p"]) == (["likelihood_ratio"], [1.0])
    with pytest.raises(LimitError) as caught:
        summitry.equal_frequency_test(frequencies, method="exact")
    assert caught.value.code == "limit"


def test_each_side_has_its_own_row(make: Maker) -> None:
    frequencies = make(
        {
            "side": ["CHN", "CHN", "PRK", "PRK"],
            "era": ["Hu", "Xi", "Il", "Un"],
            "count": [66, 5, 9, 9],
            "years": [10.0, 4.0, 5.0, 0.0],
        }
    )
    found = summitry.equal_frequency_test(frequencies)
    assert type(found) is type(frequencies)
    columns = columns_of(found)
    assert columns["side"] == ["CHN", "PRK"]
    assert columns["eras"] == [2, 1]
    assert columns["count"] == [71, 9]
    assert columns["verdict"] == [
        "not all equal if visits are independent of each other",
        "not tested",
    ]


def test_the_approximations_come_near_where_much_is_expected() -> None:
    frequencies = {"era": list("abc"), "count": [40, 52, 61], "years": [1.0, 1.0, 1.0]}
    exact, g2, x2, drawn = (
        columns_of(summitry.equal_frequency_test(frequencies, method=method))["p"][0]
        for method in ("exact", "likelihood_ratio", "chi_square", "monte_carlo")
    )
    assert g2 == pytest.approx(exact, abs=0.01)
    assert x2 == pytest.approx(exact, abs=0.01)
    assert drawn == pytest.approx(exact, abs=0.01)


def test_bad_arguments() -> None:
    frequencies = {"era": ["a", "b"], "count": [1, 2], "years": [1.0, 1.0]}
    with pytest.raises(InputError) as unknown:
        summitry.equal_frequency_test(frequencies, method="fisher")  # type: ignore[call-overload]
    assert unknown.value.code == "unknown_choice"
    with pytest.raises(RangeError):
        summitry.equal_frequency_test(frequencies, draws=0)
    with pytest.raises(ShapeError):
        _core.equal_frequency(
            np.zeros(2, np.uint64), np.zeros(1), method="auto", draws=1, seed=0
        )


def test_it_says_what_it_supposes_and_where_years_vary_more() -> None:
    counted = {"era": ["a", "b"], "count": [5, 60], "years": [10.0, 10.0]}
    plain = summitry.equal_frequency_test(counted | {"dispersion": [0.9, 0.9]})
    plain = in_pandas(plain).iloc[0]
    assert plain["verdict"] == "not all equal"
    assert plain["note"] == "if visits are independent of each other"
    for unknown in (counted, counted | {"dispersion": [float("nan")] * 2}):
        told = in_pandas(summitry.equal_frequency_test(unknown)).iloc[0]
        assert (
            told["verdict"] == "not all equal if visits are independent of each other"
        )
        assert told["note"].endswith("nothing is known of how years vary")
    varying = summitry.equal_frequency_test(counted | {"dispersion": [1.7, 1.7]})
    assert varying["verdict"][0] == (
        "not all equal if visits are independent of each other"
    )
    assert "dispersion 1.70" in varying["note"][0]
    assert varying["p"][0] == plain["p"]
    even = summitry.equal_frequency_test(
        counted | {"count": [9, 9], "dispersion": [2.0] * 2}
    )
    assert even["verdict"][0] == "cannot be told apart"


def test_what_has_nothing_to_test_has_no_verdict() -> None:
    for counts in ([0, 0], [3], [0]):
        table = {"era": list("ab")[: len(counts)], "count": counts}
        found = summitry.equal_frequency_test(table | {"years": [2.0] * len(counts)})
        assert found["p"][0] == 1
        assert found["verdict"][0] == "not tested"
        assert found["note"][0].endswith("nothing to test")
