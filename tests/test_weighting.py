"""Weight schemes: products of factor tables."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import columns_of

import summitry
from summitry import exceptions as ex

FACTORS: dict[str, Any] = {
    "summit": {True: 3.0, False: 1.0},
    "visitor_rank": {"head_of_state": 2, "foreign_minister": 1},
}


def visits() -> dict[str, list[Any]]:
    return {
        "summit": [True, False, False],
        "visitor_rank": ["head_of_state", "head_of_state", "foreign_minister"],
    }


def test_a_weight_is_a_product(make: Any) -> None:
    found = columns_of(summitry.weigh(make(visits()), FACTORS))
    assert found["weight"] == [6.0, 2.0, 1.0]


def test_true_and_false_may_be_text() -> None:
    texts = visits() | {"summit": ["true", "false", "false"]}
    assert summitry.weigh(texts, FACTORS)["weight"].tolist() == [6.0, 2.0, 1.0]


def test_the_truth_table_has_every_combination() -> None:
    scheme = summitry.Scheme(FACTORS)
    table = columns_of(scheme.truth_table())
    assert table["weight"] == [6.0, 3.0, 2.0, 1.0]
    assert table["visitor_rank"] == ["head_of_state", "foreign_minister"] * 2
    assert str(scheme).splitlines()[2].split() == ["true", "head", "of", "state", "6"]


@pytest.mark.parametrize(
    ("rank", "code", "said"),
    [
        ("emperor", "unknown_category", "'emperor' is not one of"),
        (None, "missing_category", "is missing"),
        ("Head_of_state", "unknown_category", "did you mean 'head_of_state'"),
    ],
)
def test_no_category_weighs_zero_by_oversight(
    make: Any, rank: str | None, code: str, said: str
) -> None:
    wrong = visits() | {"visitor_rank": ["head_of_state", rank, rank]}
    with pytest.raises(ex.CategoryError, match=said) as caught:
        summitry.weigh(make(wrong), FACTORS)
    assert (caught.value.code, caught.value.rows) == (code, (1, 2))


@pytest.mark.parametrize(
    ("weight", "code"),
    [
        (-1.0, "negative_weight"),
        (float("nan"), "nan_weight"),
        (float("inf"), "inf_weight"),
        (True, "nan_weight"),
        ("3", "nan_weight"),
    ],
)
def test_bad_weights(weight: Any, code: str) -> None:
    with pytest.raises(ex.RangeError, match="summit") as caught:
        summitry.Scheme({"summit": {True: weight, False: 1.0}})
    assert caught.value.code == code


def test_all_zero_and_empty() -> None:
    with pytest.raises(ex.RangeError) as caught:
        summitry.Scheme({"summit": {True: 0, False: 0}})
    assert caught.value.code == "all_zero_weights"
    assert summitry.Scheme({"summit": {True: 1, False: 0}}).weights.tolist() == [1, 0]
    cases: list[dict[str, Any]] = [{}, {"summit": {}}]
    for empty in cases:
        with pytest.raises(ex.InputError):
            summitry.Scheme(empty)
    with pytest.raises(ex.InputError, match="twice"):
        summitry.Scheme({"summit": {True: 1, "true": 2}})


def test_more_must_not_pay_less() -> None:
    rising = summitry.Scheme(FACTORS)
    rising.check_monotone(ladder=summitry.RANKS, columns=["summit"])
    falling = summitry.Scheme(
        {"visitor_rank": {"head_of_state": 1, "vice_minister": 2}}
    )
    with pytest.raises(ex.RangeError, match="less than 'vice_minister'") as caught:
        falling.check_monotone(ladder=summitry.RANKS)
    assert caught.value.code == "not_monotone"
    with pytest.raises(ex.RangeError):
        summitry.Scheme({"summit": {True: 1, False: 2}}).check_monotone(
            columns=["summit"]
        )


def test_a_scheme_must_be_a_mapping() -> None:
    with pytest.raises(ex.ShapeError):
        summitry.weigh(visits(), [("summit", 3)])  # type: ignore[call-overload]


def test_too_many_classes() -> None:
    factors = {f"c{k}": dict.fromkeys("abcdefgh", 1.0) for k in range(6)}
    with pytest.raises(ex.LimitError) as caught:
        summitry.Scheme(factors)
    assert caught.value.code == "limit"


def test_a_weight_without_categories_is_refused() -> None:
    with pytest.raises(
        ex.InputError, match="not a mapping of its categories"
    ) as caught:
        summitry.Scheme({"summit": 3.0})  # type: ignore[dict-item]
    assert caught.value.code == "bad_factor"
