"""Gaps between visits and the open one, against hand counts and the oracle."""

from __future__ import annotations

import json
from math import isclose
from pathlib import Path
from typing import TYPE_CHECKING, Any

import oracle
import pandas as pd
import pytest
from conftest import columns_of
from epoch_days import dates, day
from hypothesis import given, settings, strategies as st

import summitry
from summitry.exceptions import (
    AllCensoredWarning,
    CategoryError,
    ColumnError,
    InputError,
    MissingValueError,
    SummitryWarning,
    TenureError,
)

if TYPE_CHECKING:
    from conftest import Maker

VECTORS = json.loads((Path(__file__).parent / "vectors/gaps.json").read_text())

SEEN: dict[str, Any] = {"since": "2009-10-04", "through": "2017-03-15"}
RECORD = {
    "date": ["2010-05-03", "2009-10-04", "2011-05-20", "2011-08-25", "2012-01-01"],
    "origin": ["PRK", "CHN", "PRK", "PRK", "CHN"],
    "destination": ["CHN", "PRK", "CHN", "CHN", "PRK"],
    "summit": [True, True, True, False, None],
    "qualifies": ["true", "true", "true", "unclear", "false"],
    "visitor": ["Kim Jong Il", "Wen Jiabao", "Kim Jong Il", "Kim Jong Il", "X"],
}


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_vectors(case: dict[str, Any]) -> None:
    since, through = day(case["since"]), day(case["through"])
    found = columns_of(
        summitry.visit_gaps({"date": dates(case["days"])}, since=since, through=through)
    )
    assert found["days"] == case["gaps"]
    assert found["rank"] == case["ranks"]
    assert found["open"] == [False] * (len(case["gaps"]) - 1) + [True]
    assert isclose(found["probability"][-1], case["probability"], rel_tol=1e-12)
    assert found["probability"][:-1] == [None] * (len(case["gaps"]) - 1)


def test_the_receipts_and_the_account(make: Maker) -> None:
    table = summitry.visit_gaps(make(RECORD), **SEEN)
    assert type(table) is type(make(RECORD))
    found = columns_of(table)
    assert found["start_row"] == [1, 0, 2]
    assert found["end_row"] == [0, 2, None]
    assert found["start_visitor"] == ["Wen Jiabao", "Kim Jong Il", "Kim Jong Il"]
    assert found["end_visitor"] == ["Kim Jong Il", "Kim Jong Il", None]
    parts = ("used", "outside_window", "excluded_by_rule", "unclear", "other_visits")
    assert [found[name][0] for name in parts] == [3, 0, 1, 1, 0]
    assert found["rows_in"][0] == 5


def test_both_readings_stand_side_by_side() -> None:
    found = columns_of(summitry.visit_gaps(RECORD, **SEEN, unclear="both"))
    assert found["reading"] == ["without unclear"] * 3 + ["with unclear"] * 4
    assert found["used"] == [3] * 3 + [4] * 4


def test_a_subset_by_dyad_and_by_direction() -> None:
    found = columns_of(
        summitry.visit_gaps(RECORD, **SEEN, where={"summit": True}, by="direction")
    )
    assert found["origin"] == ["CHN", "PRK", "PRK"]
    assert found["days"] == [2719, 382, 2126]
    assert found["rank"] == [1, 2, 1]
    assert found["other_visits"] == [1, 1, 1]
    by_dyad = summitry.visit_gaps(RECORD, **SEEN, by="dyad")
    assert columns_of(by_dyad)["other_country"] == ["PRK"] * 3
    one_way = summitry.visit_gaps(RECORD, **SEEN, direction=("CHN", "PRK"))
    assert columns_of(one_way)["other_visits"] == [3]


def test_no_visit_of_the_kind_is_one_open_gap() -> None:
    visits = {"date": ["2000-01-01", "2000-02-01"], "summit": [False, False]}
    found = columns_of(
        summitry.visit_gaps(
            visits, since="2000-01-01", through="2000-12-30", where={"summit": True}
        )
    )
    assert (found["days"], found["visit_days"]) == ([365], [0])
    assert (found["start"], found["start_row"]) == ([None], [None])


def test_visits_outside_the_observation_end_no_gap() -> None:
    visits = {"date": dates([-5, 3, 20])}
    found = columns_of(summitry.visit_gaps(visits, since=day(0), through=day(9)))
    assert (found["days"], found["outside_window"]) == ([6], [2])


@pytest.mark.parametrize(
    ("options", "kind", "code"),
    [
        ({"through": None}, MissingValueError, "missing_date"),
        (
            {"through": "2000-01-01", "since": "2001-01-01"},
            TenureError,
            "empty_observation",
        ),
        ({"by": "country"}, InputError, "unknown_choice"),
        ({"unclear": "drop"}, InputError, "unknown_choice"),
        ({"where": {"sumit": True}}, ColumnError, "no_column"),
        ({"where": {"visitor": "Kim Jong-il"}}, CategoryError, "unknown_value"),
        ({"where": {"summit": "yes"}}, CategoryError, "unknown_value"),
        ({"date": "day"}, ColumnError, "no_column"),
    ],
)
def test_refusals(options: dict[str, Any], kind: type[Exception], code: str) -> None:
    with pytest.raises(kind) as caught:
        summitry.visit_gaps(RECORD, **SEEN | options)
    assert caught.value.code == code  # type: ignore[attr-defined]


visit_days = st.lists(st.integers(-10, 60), max_size=12)


@given(visit_days, st.integers(0, 20), st.integers(20, 60))
@settings(max_examples=80, deadline=None)
def test_against_the_oracle(days: list[int], since: int, through: int) -> None:
    table = summitry.visit_gaps(
        {"date": dates(days)}, since=day(since), through=day(through)
    )
    found = columns_of(table)
    expected = oracle.gaps(days, since, through)
    assert found["days"] == [gap.days for gap in expected]
    assert found["rank"] == [gap.rank for gap in expected]
    probability = oracle.drought_probability(days, since, through)
    assert isclose(found["probability"][-1], probability, rel_tol=1e-12)


@given(visit_days, st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_order_and_copies_change_nothing(days: list[int], random: Any) -> None:
    def measured(order: list[int]) -> list[list[Any]]:
        table = summitry.visit_gaps(
            pd.DataFrame({"date": dates(order)}), since=day(0), through=day(60)
        )
        found = columns_of(table)
        return [found[name] for name in ("start", "end", "days", "rank", "probability")]

    assert measured(days) == measured(random.sample(days, len(days)))
    assert measured(days) == measured(days + days)


@given(visit_days, st.integers(1, 30))
@settings(max_examples=80, deadline=None)
def test_waiting_longer_makes_the_open_gap_longer(days: list[int], more: int) -> None:
    def last(through: int) -> tuple[int, float]:
        table = summitry.visit_gaps(
            {"date": dates(days)}, since=day(-10), through=day(through)
        )
        found = columns_of(table)
        return found["days"][-1], found["probability"][-1]

    before, after = last(60), last(60 + more)
    assert after[0] == before[0] + more
    assert after[1] <= before[1] + 1e-12


def test_a_direction_that_no_visit_has_is_warned_of() -> None:
    visits = {"date": ["2010-05-03"], "origin": ["CHN"], "destination": ["PRK"]}
    seen: dict[str, Any] = {"since": "2009-01-01", "through": "2012-12-31"}
    seen["direction"] = ("CHN", "PKR")
    with pytest.warns(SummitryWarning, match="no visit has 'PKR'") as caught:
        summitry.visit_gaps(visits, **seen)
    assert caught[0].filename == __file__
    with (
        pytest.warns(AllCensoredWarning),
        pytest.warns(SummitryWarning, match="no visit has 'PKR'") as caught,
    ):
        summitry.response_lags({"date": ["2010-01-01"]}, visits, **seen)
    assert caught[0].filename == __file__
