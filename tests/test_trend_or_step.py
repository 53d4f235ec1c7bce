"""A step between eras beside a trend through both: which of them the years show."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
import trend_oracle as oracle
from conftest import columns_of
from hypothesis import given, settings, strategies as st
from yearly_eras import M24, one_era, two_eras

import summitry
from summitry.exceptions import (
    CategoryError,
    ColumnError,
    InputError,
    LimitError,
    RangeError,
)

if TYPE_CHECKING:
    from conftest import Maker


def test_the_step_agrees_with_statsmodels() -> None:
    sm = pytest.importorskip("statsmodels.api")
    row = M24["step"]
    counts = [*row["before"], *row["after"]]
    year, step = np.arange(12.0), (np.arange(12) >= 8).astype(float)
    exposure = np.linspace(0.6, 1.4, 12)
    for columns, name in [
        ([], "constant"),
        ([year], "trend"),
        ([step], "step"),
        ([year, step], "both"),
    ]:
        model = sm.GLM(
            counts,
            np.column_stack([np.ones(12), *columns]),
            family=sm.families.Poisson(),
            offset=np.log(exposure),
        ).fit(tol=1e-12)
        table = two_eras(row["before"], row["after"]) | {"years": exposure.tolist()}
        found = columns_of(summitry.trend_or_step(table))
        assert found[f"deviance_{name}"] == pytest.approx([model.deviance], rel=1e-9)
        if name == "both":
            assert found["slope"] == pytest.approx([model.params[1]], rel=1e-7)
            assert found["step"] == pytest.approx([model.params[2]], rel=1e-7)


def test_tables_of_every_kind(make: Maker) -> None:
    table = make(two_eras([3, 4, 2, 5], [1, 2, 1, 0]))
    for found in (summitry.trend(table, draws=9), summitry.trend_or_step(table)):
        assert type(found) is type(table)
    empty = make(one_era([]))
    assert columns_of(summitry.trend(empty))["verdict"] == []


def test_the_vector_of_the_step() -> None:
    row = M24["step"]
    found = columns_of(summitry.trend_or_step(two_eras(row["before"], row["after"])))
    for name, value in row.items():
        if name not in {"before", "after", "source"}:
            assert found[name] == pytest.approx([value], rel=1e-7)
    assert found["verdict"] == ["a step at the handover"]
    assert (found["test"], found["note"]) == (["chi_square"], [None])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([0, 0, 1, 0, 0], [0, 1, 0, 1, 0]),
        ([0, 0, 1, 0, 0], [0, 1, 1, 0]),
        ([1, 1, 1, 1, 1, 1], [0, 0, 2, 0, 0]),
        ([0, 2, 2, 0], [3, 5, 5, 3]),
    ],
)
def test_years_that_vary_just_as_chance_has_it_have_the_law_of_chance(
    before: list[int], after: list[int]
) -> None:
    """Pearson's statistic is its degrees of freedom: rounding must not decide."""
    found = columns_of(summitry.trend_or_step(two_eras(before, after)))
    assert found["slope"] == pytest.approx([0], abs=1e-9)
    fitted = [(side, Fraction(sum(side), len(side))) for side in (before, after)]
    pearson = sum((n - mean) ** 2 / mean for side, mean in fitted for n in side)
    assert pearson == len(before) + len(after) - 3
    assert (found["phi"], found["test"]) == ([1], ["chi_square"])


def test_years_that_vary_a_little_more_have_the_law_of_f() -> None:
    for before, after in (
        ([2, 0, 4, 1, 3, 5], [1, 0, 2, 3]),
        ([3, 1, 6, 2, 5], [1, 2, 4, 0]),
    ):
        found = columns_of(summitry.trend_or_step(two_eras(before, after)))
        assert 1 < found["phi"][0] < 2
        assert found["test"] == ["f"]


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ([9, 8, 9, 10, 9, 8], [1, 0, 2, 1], "a step at the handover"),
        ([1, 2, 4, 5, 7, 9], [11, 14, 16, 19], "a trend that began before"),
        ([1, 3, 6, 10, 15, 21], [2, 3, 5, 6], "both"),
        ([3, 4, 3, 4], [4, 3, 4, 3], "cannot be told"),
    ],
)
def test_a_step_a_trend_both_or_neither(
    before: list[int], after: list[int], verdict: str
) -> None:
    found = columns_of(summitry.trend_or_step(two_eras(before, after)))
    assert found["verdict"] == [verdict]


@settings(max_examples=60, deadline=None)
@given(
    before=st.lists(st.integers(0, 5), min_size=4, max_size=6),
    after=st.lists(st.integers(0, 5), min_size=4, max_size=6),
)
def test_deviances_fall_as_parts_are_added(before: list[int], after: list[int]) -> None:
    table = two_eras(before, after)
    if not sum(before) + sum(after):
        with pytest.raises(InputError, match="no visit"):
            summitry.trend_or_step(table)
        return
    found = {k: v[0] for k, v in columns_of(summitry.trend_or_step(table)).items()}
    for small, large in (("constant", "trend"), ("constant", "step")):
        assert found[f"deviance_{small}"] >= found[f"deviance_{large}"] - 1e-9
        assert found[f"deviance_{large}"] >= found["deviance_both"] - 1e-9
    assert 0 <= found["p_step"] <= 1
    assert (found["note"] is None) == (None not in (found["slope"], found["step"]))
    if sum(before) and sum(after) and sum(n > 0 for n in [*before, *after]) > 4:
        n = len(before) + len(after)
        step = [0.0] * len(before) + [1.0] * len(after)
        columns = [[1.0] * n, [float(year) for year in range(n)], step]
        slow = oracle.poisson_regression([*before, *after], [1.0] * n, columns)
        assert found["deviance_both"] == pytest.approx(slow.deviance, abs=1e-7)
        assert found["step"] == pytest.approx(slow.coefficients[2], abs=1e-6)


def test_an_era_without_visits_has_no_finite_step() -> None:
    found = columns_of(summitry.trend_or_step(two_eras([3, 4, 2, 5], [0, 0, 0, 0])))
    assert (found["step"], found["note"]) == (
        [None],
        ["no visit in Xi: the step is not finite"],
    )
    assert found["verdict"] == ["a step at the handover"]
    assert found["deviance_both"][0] < found["deviance_trend"][0]


def test_of_several_eras_two_are_named() -> None:
    table = one_era([3, 4, 2, 5, 6, 5, 7, 6, 1, 2, 1, 0]) | {
        "era": ["Jiang"] * 4 + ["Hu"] * 4 + ["Xi"] * 4
    }
    with pytest.raises(InputError) as several:
        summitry.trend_or_step(table)
    assert several.value.code == "several_eras"
    found = columns_of(summitry.trend_or_step(table, between=("Hu", "Xi")))
    assert (found["era"], found["other_era"]) == (["Hu"], ["Xi"])
    with pytest.raises(CategoryError) as unknown:
        summitry.trend_or_step(table, between=("Hu", "Jiagn"))
    assert str(unknown.value.hint).startswith("did you mean 'Jiang'?")
    with pytest.raises(InputError) as backwards:
        summitry.trend_or_step(table, between=("Xi", "Hu"))
    assert backwards.value.code == "overlapping_years"
    with pytest.raises(InputError) as alone:
        summitry.trend_or_step(table, between="Hu")  # type: ignore[call-overload]
    assert alone.value.code == "bad_pair"
    sides = table | {"side": ["CHN"] * 8 + ["PRK"] * 4}
    with pytest.raises(CategoryError, match="no list has both"):
        summitry.trend_or_step(sides, between=("Hu", "Xi"))


def test_three_years_are_too_few_for_a_step() -> None:
    with pytest.raises(InputError) as few:
        summitry.trend_or_step(two_eras([3, 4, 2, 5], [1, 2, 1]))
    assert few.value.code == "too_few_years"
    assert "'Xi' has 3 years" in few.value.message
    with pytest.raises(InputError):
        summitry.trend_or_step(one_era([]))


def test_bad_tables_of_years() -> None:
    table = one_era([1, 2, 3])
    with pytest.raises(InputError) as twice:
        summitry.trend(table | {"year": [2001, 2002, 2002]})
    assert (twice.value.code, twice.value.rows) == ("duplicate_year", (2,))
    with pytest.raises(RangeError) as negative:
        summitry.trend(table | {"count": [1, -2, 3]})
    assert negative.value.code == "negative_count"
    with pytest.raises(CategoryError):
        summitry.trend(table | {"era": ["Hu", None, "Hu"]})
    with pytest.raises(ColumnError):
        summitry.trend(table | {"year": [2001.5, 2002, 2003]})
    with pytest.raises(RangeError):
        summitry.trend(table | {"years": [1.0, -1.0, 1.0]})
    with pytest.raises(InputError) as needless:
        summitry.trend(table, since="2001-01-01")
    assert (needless.value.code, needless.value.column) == ("needless_option", "since")
    with pytest.raises(InputError) as unknown:
        summitry.trend(table, method="exakt")  # type: ignore[call-overload]
    assert str(unknown.value.hint).startswith("did you mean 'exact'?")
    with pytest.raises(LimitError):
        summitry.trend(table | {"year": [1, 2, 20_000]})
