"""Tables of eras compared: which pairs, without exposure or visits, and refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from conftest import columns_of

import summitry
from summitry.exceptions import CategoryError, ColumnError, InputError, RangeError

if TYPE_CHECKING:
    from conftest import Maker


def table(**columns: list[Any]) -> dict[str, list[Any]]:
    """Three eras, of which the second is silent."""
    base: dict[str, list[Any]] = {
        "era": ["Jiang", "Quiet", "Hu"],
        "count": [9, 0, 66],
        "years": [5.0, 4.0, 10.0],
    }
    return base | columns


def test_statsmodels_wald_log_of_a_silent_era_says_why_there_is_no_ratio() -> None:
    frequencies = table()
    found = columns_of(summitry.compare_eras(frequencies, reference="Quiet"))
    assert found["ratio"] == [None, None]
    assert found["upper"] == [None, None]
    assert found["lower"][0] == pytest.approx(1 / 0.6332877379, rel=1e-9)
    assert found["note"][0] == "no visit in Quiet: no ratio, and no upper limit"
    assert found["verdict"] == ["higher", "higher"]
    with pytest.raises(InputError, match="'central'"):
        summitry.compare_eras(frequencies, method="wald-log")  # type: ignore[call-overload]


def test_every_pair_or_each_against_a_reference(make: Maker) -> None:
    frequencies = make(table())
    every = columns_of(summitry.compare_eras(frequencies))
    assert every["era"] == ["Jiang", "Jiang", "Quiet"]
    assert every["other_era"] == ["Quiet", "Hu", "Hu"]
    assert every["comparisons"] == [3, 3, 3]
    assert every["verdict"] == ["higher", "lower", "lower"]
    one = summitry.compare_eras(frequencies, reference="Hu")
    assert type(one) is type(frequencies)
    assert columns_of(one)["era"] == ["Jiang", "Quiet"]
    assert columns_of(one)["p"] == every["p"][1:]


def test_eras_are_compared_within_their_side_and_rule_only(make: Maker) -> None:
    frequencies = make(
        {
            "side": ["CHN", "PRK", "CHN", "PRK", "CHN"],
            "rule": ["a", "a", "a", "a", "b"],
            "era": ["Hu", "Il", "Xi", "Un", "Hu"],
            "count": [66, 70, 5, 9, 60],
            "years": [10.0, 17.0, 4.0, 5.0, 9.0],
        }
    )
    found = columns_of(summitry.compare_eras(frequencies))
    assert [found["side"], found["era"], found["other_era"]] == [
        ["CHN", "PRK"],
        ["Hu", "Il"],
        ["Xi", "Un"],
    ]
    assert found["p"] == found["p_adjusted"]
    ranked = columns_of(summitry.rank_eras(frequencies))
    assert ranked["era"] == ["Hu", "Il", "Xi", "Un", "Hu"]
    assert ranked["rank"] == [2, 2, 1, 1, 1]
    equal = columns_of(summitry.equal_frequency_test(frequencies))
    assert equal["eras"] == [2, 2, 1]
    assert equal["p"][2] == 1


def test_eras_are_compared_within_one_exposure() -> None:
    both = table()
    n = len(both["era"])
    stacked = {name: values * 2 for name, values in both.items()}
    stacked["exposure"] = ["days"] * n + ["calendar_years"] * n
    found = summitry.compare_eras(stacked)
    pairs = len(summitry.compare_eras(both))
    assert found["exposure"].tolist() == ["days"] * pairs + ["calendar_years"] * pairs
    assert set(found["comparisons"]) == {pairs}


def test_p_values_that_allow_for_nothing(make: Maker) -> None:
    found = columns_of(summitry.compare_eras(make(table()), adjustment="none"))
    assert found["p_adjusted"] == found["p"]
    assert found["adjustment"] == ["none"] * 3
    with pytest.raises(InputError, match="'holm', 'none'"):
        summitry.compare_eras(table(), adjustment="bonferroni")  # type: ignore[call-overload]


def test_an_era_without_exposure_keeps_its_rows_and_counts_for_no_comparison() -> None:
    frequencies = table(count=[9, 0, 66], years=[5.0, 0.0, 10.0])
    found = columns_of(summitry.compare_eras(frequencies))
    assert found["verdict"] == ["not observed", "lower", "not observed"]
    assert found["p"][0] is None
    assert found["p_adjusted"][1] == found["p"][1]
    assert found["comparisons"] == [1, 1, 1]
    assert columns_of(summitry.equal_frequency_test(frequencies))["eras"] == [2]


def test_two_silent_eras_cannot_be_told_apart() -> None:
    frequencies = {"era": ["a", "b"], "count": [0, 0], "years": [4.0, 5.0]}
    found = columns_of(summitry.compare_eras(frequencies))
    assert (found["p"], found["lower"], found["upper"]) == ([1.0], [0.0], [None])
    assert found["verdict"] == ["cannot be told apart"]
    assert columns_of(summitry.equal_frequency_test(frequencies))["p"] == [1.0]


@pytest.mark.parametrize("rows", [0, 1])
def test_nothing_to_compare_is_an_empty_table(make: Maker, rows: int) -> None:
    columns = {name: values[:rows] for name, values in table().items()}
    full = summitry.compare_eras(make(table()))
    empty = summitry.compare_eras(make(columns))
    assert list(columns_of(empty)) == list(columns_of(full))
    assert columns_of(empty)["p"] == []
    equal = columns_of(summitry.equal_frequency_test(make(columns)))
    assert equal["p"] == [1.0] * rows


def test_a_verdict_needs_the_adjusted_p_and_the_interval() -> None:
    frequencies: dict[str, list[Any]] = {
        "era": list("abcdef"),
        "count": [2, 10, 8, 8, 8, 8],
        "years": [1.7877, 2.0, 1.7, 1.7, 1.7, 1.7],
    }
    pair = {name: values[:2] for name, values in frequencies.items()}
    alone = columns_of(summitry.compare_eras(pair, method="midp"))
    assert alone["verdict"] == ["lower"]
    among = columns_of(summitry.compare_eras(frequencies, method="midp"))
    assert among["p"][0] == alone["p"][0]
    assert among["verdict"][0] == "cannot be told apart"


def test_an_unknown_reference_names_the_nearest_era() -> None:
    with pytest.raises(CategoryError, match="'Jiang', 'Quiet', 'Hu'") as caught:
        summitry.compare_eras(table(), reference="Jinag")
    assert caught.value.code == "unknown_era"
    assert str(caught.value.hint).startswith("did you mean 'Jiang'?")


def test_bad_tables() -> None:
    with pytest.raises(ColumnError) as missing:
        summitry.compare_eras({"era": ["a"], "count": [1]})
    assert missing.value.column == "years"
    with pytest.raises(ColumnError) as unweighted:
        summitry.compare_eras(table(), weighted=True)
    assert unweighted.value.hint == "give era_frequency a scheme first"
    with pytest.raises(InputError) as double:
        summitry.compare_eras(table(era=["Hu", "Xi", "Hu"]))
    assert (double.value.code, double.value.rows) == ("duplicate_era", (2,))
    with pytest.raises(CategoryError) as nameless:
        summitry.rank_eras(table(era=["Hu", None, "Xi"]))
    assert nameless.value.code == "missing_era"
    with pytest.raises(RangeError) as negative:
        summitry.compare_eras(table(count=[1, -1, 2]))
    assert negative.value.code == "negative_count"
    with pytest.raises(ColumnError) as broken:
        summitry.compare_eras(table(count=[1, 1.5, 2]))
    assert broken.value.code == "not_an_integer"


@pytest.mark.parametrize("years", [-1.0, float("inf"), None])
def test_bad_years(years: float | None) -> None:
    frequencies = table(years=[5.0, years, 10.0])
    for call in (
        summitry.compare_eras,
        summitry.rank_eras,
        summitry.equal_frequency_test,
    ):
        with pytest.raises(RangeError) as caught:
            call(frequencies)
        assert caught.value.code == "bad_duration"


@pytest.mark.parametrize("level", [0, 1, 95, float("nan")])
def test_a_level_outside_0_to_1(level: float) -> None:
    for call in (
        summitry.compare_eras,
        summitry.rank_eras,
        summitry.equal_frequency_test,
    ):
        with pytest.raises(RangeError, match=r"such as 0\.95") as caught:
            call(table(), level=level)
        assert caught.value.code == "bad_level"


def test_methods_that_do_not_go_together() -> None:
    with pytest.raises(InputError) as weighted:
        summitry.compare_eras(table(), method="midp", weighted=True)
    assert weighted.value.hint == "leave `method` out, or take 'central'"
