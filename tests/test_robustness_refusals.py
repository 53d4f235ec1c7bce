"""Tallies and arguments that cannot be meant, and claims in words."""

from __future__ import annotations

from typing import Any

import pytest
from small_tally import tally

import summitry
from summitry import Claim
from summitry.exceptions import (
    CategoryError,
    ColumnError,
    FrameError,
    InputError,
    RangeError,
    ShapeError,
)


def test_refusals() -> None:
    table = tally({"A": [0, 9], "B": [3, 2]}, {"A": 5, "B": 4})
    leads = Claim.highest("A")

    def flip(**changed: Any) -> Any:
        arguments: Any = {"vary": {"summit": {True: (1, 5)}}}
        data = changed.pop("tally", table)
        what = changed.pop("claim", leads)
        return summitry.break_even(data, what, **(arguments | changed))

    with pytest.raises(CategoryError, match="there is no era 'a'") as error:
        flip(claim=Claim.highest("a"))
    assert error.value.code == "unknown_era"
    with pytest.raises(CategoryError, match="'maybe' is not a category"):
        flip(vary={"summit": {"maybe": (1, 5)}})
    with pytest.raises(ColumnError, match="no column 'sumit'"):
        flip(vary={"sumit": {True: (1, 5)}})
    with pytest.raises(InputError, match="weight"):
        flip(vary={})
    with pytest.raises(RangeError, match="above its lower bound"):
        flip(vary={"summit": {True: (5, 1)}})
    with pytest.raises(RangeError):
        flip(vary={"summit": {True: (-1, 1)}})
    with pytest.raises(InputError, match="does not depend on weights"):
        flip(claim=Claim.unanswered("2016-09-09"))
    with pytest.raises(InputError, match="cannot be computed"):
        flip(tally=tally({"A": [0, 9], "B": [3, 2]}, {"A": 0, "B": 4}))
    with pytest.raises(ShapeError, match="differ in their classes"):
        flip(tally={name: values[1:] for name, values in table.items()})
    with pytest.raises(RangeError, match="finite"):
        summitry.rank_acceptability(table, vary={"summit": {True: (1, float("inf"))}})
    ranges: Any = {"summit": {True: (1, 5), False: (1, 5)}}
    with pytest.raises(RangeError, match="draws"):
        summitry.rank_acceptability(table, vary=ranges, draws=0)
    with pytest.raises(RangeError, match="within its bounds"):
        flip(vary={"summit": {True: (2, 5)}}, distance="factor")
    with pytest.raises(InputError, match="last day observed"):
        summitry.fragility({"date": ["2001-01-01"]}, Claim.gap(3))
    with pytest.raises(ColumnError, match="no column 'weight'"):
        summitry.fragility(
            {"era": ["A"], "years": [1.0], "count": [1]},
            Claim.lowest("A", quantity="weighted_frequency"),
        )
    with pytest.raises(InputError, match="as it was printed"):
        Claim.value("A", "many")


@pytest.mark.parametrize(
    ("column", "values", "error", "code"),
    [
        ("count", [float("nan"), 9, 3, 2], ColumnError, "not_an_integer"),
        ("count", [-1, 9, 3, 2], InputError, "negative_count"),
        ("weight", [float("nan"), 1.0] * 2, RangeError, "bad_weight"),
        ("weight", [1.0, 1.0, 2.0, 1.0], ColumnError, "ragged"),
        ("years", [-5.0, -5.0, 4.0, 4.0], RangeError, "bad_duration"),
        ("years", [float("inf")] * 4, RangeError, "bad_duration"),
        ("years", ["five"] * 4, ColumnError, "not_numeric"),
        ("era", [None, None, "B", "B"], CategoryError, "missing_era"),
    ],
)
def test_bad_tallies(
    column: str, values: list[Any], error: type[Exception], code: str
) -> None:
    table = tally({"A": [0, 9], "B": [3, 2]}, {"A": 5, "B": 4})
    table[column] = values
    with pytest.raises(error) as caught:
        summitry.break_even(table, Claim.highest("A"), vary={"summit": {True: (1, 5)}})
    assert caught.value.code == code  # type: ignore[attr-defined]


def test_bad_arguments() -> None:
    table = tally({"A": [0, 9], "B": [3, 2]}, {"A": 5, "B": 4})
    two: Any = {"summit": {True: (1, 5), False: (1, 5)}}
    with pytest.raises(FrameError, match="not a Claim"):
        summitry.fragility(table, "A is lowest")  # type: ignore[call-overload]
    with pytest.raises(InputError, match="has no row"):
        summitry.fragility({name: [] for name in table}, Claim.lowest("A"))
    with pytest.raises(InputError, match="a low and a high weight"):
        summitry.rank_acceptability(table, vary={"summit": {True: (1,)}})  # type: ignore[dict-item]
    with pytest.raises(InputError, match="not ranges by category"):
        summitry.rank_acceptability(table, vary={"summit": (1, 5)})  # type: ignore[dict-item]
    with pytest.raises(FrameError, match="not a whole number"):
        summitry.rank_acceptability(table, vary=two, draws="many")  # type: ignore[call-overload]
    with pytest.raises(RangeError, match="seed is -1"):
        summitry.rank_acceptability(table, vary=two, seed=-1)
    with pytest.raises(InputError, match="no shock"):
        Claim.lag([], 3)


def test_claims_speak() -> None:
    said = {
        str(Claim.rank("A", 3, counted_from="top")),
        str(Claim.ratio("A", "B", "0.2", comparison="less_than")),
        str(Claim.ascending(["A", "B"], quantity="count")),
        str(Claim.gap(6, unit="years", comparison="almost")),
        str(Claim.lag("2006-10-09", 11, summary="median")),
    }
    assert said == {
        "A has the third-highest frequency",
        "frequency of A over that of B is less than 0.2",
        "count ascends from A to B",
        "open gap is almost 6 years",
        "median lag after 2006-10-09 equals 11",
    }
    with pytest.raises(InputError):
        Claim.rank("A", 0)
    with pytest.raises(InputError):
        Claim.ascending(["A"])
    with pytest.raises(CategoryError):
        Claim.lowest("A", quantity="frequencies")
    with pytest.raises(CategoryError):
        Claim.value("A", 1, comparison="about")
    with pytest.raises(InputError):
        Claim.value("A", None)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Claim.lowest("A", wher={})  # type: ignore[call-arg]
