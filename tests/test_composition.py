"""Shares of one kind of visits, and whether others take their place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import trend_oracle as oracle
from conftest import columns_of
from hypothesis import given, settings, strategies as st

import summitry
from summitry.exceptions import CategoryError, ColumnError, InputError, RangeError
from summitry.infer.composition import BOTH_FELL

if TYPE_CHECKING:
    from conftest import Maker

M24 = json.loads(Path(__file__).with_name("vectors").joinpath("M24.json").read_text())
ERA = st.tuples(st.integers(0, 5), st.integers(0, 5))


def counted(upper: list[int], visits: list[int]) -> dict[str, Any]:
    return {
        "era": [f"era {number}" for number in range(len(upper))],
        "upper_count": upper,
        "count": visits,
        "years": [5.0] * len(upper),
    }


def composition(table: Any, **options: Any) -> dict[str, Any]:
    found = columns_of(summitry.composition(table, **({"draws": 999} | options)))
    return {name: values[0] for name, values in found.items()}


@pytest.mark.parametrize("row", M24["share"], ids=lambda row: str(row["upper_count"]))
def test_vectors_of_the_trend_of_a_share(row: dict[str, Any]) -> None:
    found = composition(counted(row["upper_count"], row["count"]))
    assert found["p_trend"] == pytest.approx(row["p_trend"], rel=1e-9)
    assert found["method"] == "freeman_halton"


@pytest.mark.parametrize("row", M24["odds"], ids=lambda row: str(row["upper"]))
def test_vectors_of_the_odds_ratio(row: dict[str, Any]) -> None:
    visits = [sum(pair) for pair in zip(row["upper"], row["lower"], strict=True)]
    found = composition(counted(row["upper"], visits))
    assert found["odds_ratio"] == pytest.approx(row["odds_ratio"], rel=1e-7)
    assert found["p"] == pytest.approx(row["p"], rel=1e-9)
    assert found["p_trend"] == pytest.approx(row["p"], rel=1e-9)
    limits = [found["lower"], found["upper"]]
    assert limits == pytest.approx(row["limits"], rel=1e-7)
    assert found["method"] == "odds_ratio"


def test_the_conditional_estimate_is_that_of_scipy() -> None:
    stats = pytest.importorskip("scipy.stats.contingency")
    for first, second in [((5, 8), (9, 3)), ((12, 40), (7, 55))]:
        fitted = stats.odds_ratio([first, second], kind="conditional")
        upper, lower = (first[0], second[0]), (first[1], second[1])
        visits = [one + other for one, other in zip(upper, lower, strict=True)]
        found = composition(counted(list(upper), visits))
        assert found["odds_ratio"] == pytest.approx(fitted.statistic, rel=1e-5)
        limits = fitted.confidence_interval(0.95)
        assert found["lower"] == pytest.approx(limits.low, rel=1e-5)
        assert found["upper"] == pytest.approx(limits.high, rel=1e-5)


@settings(max_examples=60, deadline=None)
@given(eras=st.lists(ERA, min_size=2, max_size=4))
def test_every_table_with_the_same_margins_is_counted(
    eras: list[tuple[int, int]],
) -> None:
    upper, visits = [one for one, _ in eras], [one + other for one, other in eras]
    found = composition(counted(upper, visits))
    can_differ = sum(n > 0 for n in visits) > 1 and 0 < sum(upper) < sum(visits)
    assert (found["p_trend"] is not None) == can_differ
    if not can_differ:
        assert found["note"] is not None
        assert found["share"] == found["verdict"] == "not tested"
        return
    trend = oracle.share_trend_p(upper, visits)
    assert found["p_trend"] == pytest.approx(float(trend), rel=1e-10)
    if len(eras) > 2:
        equal = oracle.freeman_halton_p(upper, visits)
        assert found["p"] == pytest.approx(float(equal), rel=1e-9)
    backwards = composition(counted(upper[::-1], visits[::-1]))
    assert backwards["p_trend"] == pytest.approx(found["p_trend"], rel=1e-9)
    assert {found["share"], backwards["share"]} in (
        {"cannot be told"},
        {"falls", "rises"},
    )


@pytest.mark.parametrize(
    ("upper", "visits", "share", "verdict"),
    [
        ([20, 4], [30, 34], "falls", "substitution"),
        ([20, 1], [60, 30], "falls", "cannot be told"),
        ([40, 12], [64, 20], "cannot be told", BOTH_FELL),
        ([60, 5], [100, 20], "falls", BOTH_FELL),
        ([5, 30], [30, 50], "rises", "cannot be told"),
        # The upper ones became more: nothing took their place.
        ([5, 8], [10, 60], "falls", "cannot be told"),
        ([5, 5], [10, 60], "falls", "cannot be told"),
        ([5, 4], [12, 14], "cannot be told", "cannot be told"),
    ],
)
def test_substitution_needs_lower_visits_that_do_not_fall(
    upper: list[int], visits: list[int], share: str, verdict: str
) -> None:
    found = composition(counted(upper, visits))
    assert (found["share"], found["verdict"]) == (share, verdict)


def test_no_upper_visit_is_not_defined() -> None:
    for upper, note in [
        ([0, 0, 0], "no upper visit: not defined"),
        ([2, 3, 4], "no lower visit: not defined"),
    ]:
        found = composition(counted(upper, [2, 3, 4]))
        assert (found["p"], found["p_trend"], found["note"]) == (None, None, note)
    assert composition(counted([1], [3]))["note"].startswith("fewer than two eras")


def test_many_tables_are_drawn() -> None:
    found = composition(counted([30, 30, 30, 20, 20, 10], [60] * 6))
    assert (found["draws"], found["generator"]) == (999, "pcg64")
    assert found["mc_error"] > 0
    assert found["share"] == "falls"


@pytest.mark.parametrize("upper", [[400, 350], [2667, 2733], [66_666, 66_800]])
def test_two_eras_have_one_test_of_the_share_and_draw_nothing_for_it(
    upper: list[int],
) -> None:
    """Its trend was drawn, and beyond 300,000,000 draws not tested at all."""
    found = composition(counted(upper, [3 * n for n in upper]), draws=99_999)
    assert found["p_trend"] == found["p"]
    assert found["share"] != "not tested"


def test_a_slope_that_was_drawn_says_so() -> None:
    many = counted([10_000, 6_666, 8_333], [30_000, 20_000, 25_000])
    found = composition(many, draws=99_999)
    assert found["share"] == "not tested"
    assert (found["draws"], found["generator"]) == (99_999, "pcg64")
    assert found["mc_error"] > 0


VISITS: dict[str, Any] = {
    "date": ["2001-05-01", "2001-06-01", "2002-03-01", "2011-05-01", "2012-05-01"],
    "origin": ["CHN", "PRK", "PRK", "CHN", "PRK"],
    "destination": ["PRK", "CHN", "CHN", "PRK", "CHN"],
    "visitor_rank": ["head_of_state", "head_of_party", "other", "other", None],
}
ERAS = {
    "side": ["CHN", "CHN"],
    "era": ["Hu", "Xi"],
    "start": ["2000-01-01", "2010-01-01"],
    "end": ["2010-01-01", None],
}
SEEN: dict[str, Any] = {"since": "2000-01-01", "through": "2014-12-31"}


def test_upper_visits_are_counted_by_a_condition(make: Maker) -> None:
    visits, eras = make(VISITS), make(ERAS)
    ranks = ["head_of_state", "head_of_party", "head_of_government"]
    found = summitry.composition(
        visits, eras, where={"visitor_rank": ranks}, draws=9, **SEEN
    )
    assert type(found) is type(visits)
    columns = columns_of(found)
    assert (columns["shares"], columns["unknown"]) == (["2 of 3, 0 of 1"], [1])
    directions = summitry.composition(
        visits, eras, where={"origin": "CHN"}, draws=9, **SEEN
    )
    assert columns_of(directions)["shares"] == ["1 of 3, 1 of 2"]


@pytest.mark.filterwarnings("ignore:.*is of a country to itself")
def test_lists_of_no_eras_have_every_column_and_no_row(make: Maker) -> None:
    """Of a pair that no visit is of; and of a table of counts without rows."""
    own = {name: values[:1] for name, values in VISITS.items()}
    own["destination"] = own["origin"]
    for visits, eras, options in (
        (own, ERAS, {"where": {"origin": "CHN"}, "by": "dyad", **SEEN}),
        (counted([], []), None, {}),
    ):
        found = columns_of(summitry.composition(make(visits), eras, **options))
        assert set(composition(counted([1], [2]))) - {"era"} <= set(found)
        assert set(map(len, found.values())) == {0}


def test_bad_arguments() -> None:
    with pytest.raises(InputError) as silent:
        summitry.composition(VISITS, ERAS, **SEEN)
    assert silent.value.code == "no_condition"
    with pytest.raises(CategoryError) as unknown:
        summitry.composition(VISITS, ERAS, where={"origin": "CHI"}, **SEEN)
    assert str(unknown.value.hint).startswith("did you mean 'CHN'?")
    with pytest.raises(CategoryError):
        summitry.composition(VISITS, ERAS, where={"origin": []}, **SEEN)
    with pytest.raises(ColumnError):
        summitry.composition(VISITS, ERAS, where={"rank": "other"}, **SEEN)
    with pytest.raises(InputError) as needless:
        summitry.composition(counted([1, 2], [3, 4]), where={"origin": "CHN"})
    assert needless.value.code == "needless_option"
    with pytest.raises(RangeError) as too_many:
        summitry.composition(counted([1, 5], [3, 4]))
    assert too_many.value.rows == (1,)


@pytest.mark.parametrize("upper", [1_000_000, 1_000_001, 5_000_000, 10**9])
def test_two_eras_of_too_many_visits_are_not_tested(upper: int) -> None:
    """Beyond a million upper visits a single draw stood for the exact p: 0.5 or 1."""
    first = upper // 2 + upper // 100
    counts = {"upper_count": [first, upper - first], "count": [upper, upper]}
    table = {"era": ["a", "b"], "years": [1.0, 1.0]} | counts
    found = {
        name: values[0]
        for name, values in columns_of(summitry.composition(table)).items()
    }
    if upper <= 1_000_000:
        assert found["p"] == found["p_trend"] < 1e-80
        assert found["share"] == "falls"
        return
    assert (found["p"], found["p_trend"]) == (None, None)
    assert found["share"] == found["verdict"] == "not tested"
    assert found["note"] == "too many visits to compare"


def test_fewer_draws_are_advised_only_where_they_may_do() -> None:
    """No draw of so many visits ends."""

    def note(number: int, draws: int) -> str:
        table = {"era": ["a", "b", "c"], "years": [1.0] * 3, "count": [number] * 3}
        found = summitry.composition(
            table | {"upper_count": [number // 2] * 3}, draws=draws
        )
        return str(columns_of(found)["note"][0])

    assert note(1_000_000_000, 1) == "too many visits to compare"
    assert "fewer draws may do" in note(10_000_000, 99)
    assert "visits are independent" in note(10_000_000, 1)
