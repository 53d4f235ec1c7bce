"""Regimes and change points: vectors, silence, calibration, every partition."""

from __future__ import annotations

import json
from datetime import date, timedelta
from math import isclose
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import oracle
import pytest
from conftest import columns_of
from hypothesis import given, settings, strategies as st

import summitry
from summitry import _core
from summitry.exceptions import (
    CategoryError,
    ColumnError,
    FrameError,
    InputError,
    MissingValueError,
    RangeError,
    SummitryError,
    TenureError,
)

if TYPE_CHECKING:
    from conftest import Maker

VECTORS = json.loads((Path(__file__).parent / "vectors/changes.json").read_text())


EPOCH = date(1970, 1, 1)


def dates(days: Any) -> dict[str, Any]:
    return {"date": np.array(days, dtype="datetime64[D]")}


def day(number: int) -> str:
    return str(np.datetime64(number, "D"))


def found(days: Any, **options: Any) -> dict[str, list[Any]]:
    options = {"since": day(0), "through": day(999), "simulations": 99, **options}
    return columns_of(summitry.regimes(dates(days), **options))


@pytest.mark.parametrize("case", VECTORS["single"], ids=lambda case: case["name"])
def test_single_change_vectors(case: dict[str, Any]) -> None:
    periods = {"count": case["count"]}
    exposure = None
    if "exposure" in case:
        periods["days"], exposure = case["exposure"], "days"
    row = columns_of(summitry.change_point(periods, exposure=exposure, simulations=99))
    assert row["position"] == [case["position"]]
    ratio = row["likelihood_ratio"][0]
    assert isclose(ratio, case["likelihood_ratio"], rel_tol=1e-9, abs_tol=1e-9)


@pytest.mark.parametrize("case", VECTORS["blocks"], ids=lambda case: case["name"])
def test_block_vectors(case: dict[str, Any]) -> None:
    for p0 in case["p0"]:
        edges = summitry.bayesian_blocks(
            case["times"], start=case.get("start"), end=case.get("end"), p0=p0
        )
        assert np.allclose(edges, case["edges"], rtol=1e-12, atol=0)


def test_the_change_point_says_what_stands_on_either_side() -> None:
    periods = {"count": [3, 5, 4, 6, 0, 0, 0, 0], "days": [365] * 8}
    row = columns_of(summitry.change_point(periods, exposure="days", simulations=999))
    assert (row["count_before"], row["count_after"]) == ([18], [0])
    assert (row["exposure_before"], row["exposure_after"]) == ([1460], [1460])
    assert isclose(row["frequency_before"][0], 18 / 1460)
    assert row["frequency_after"] == [0]
    assert row["p"] == [1 / 1000]
    assert (row["seed"], row["generator"]) == ([0], ["pcg64"])


def test_constant_counts_are_not_divided() -> None:
    row = columns_of(summitry.change_point({"count": [2, 2, 2]}, simulations=99))
    assert (row["position"], row["likelihood_ratio"], row["p"]) == ([None], [0], [1])
    silent = columns_of(summitry.change_point({"count": [0, 0]}, simulations=99))
    assert (silent["position"], silent["p"]) == ([None], [1])


@pytest.mark.parametrize("method", ["blocks", "single"])
def test_silence_at_either_end_is_seen(method: str) -> None:
    early = found(range(0, 300, 10), method=method)
    late = found(range(700, 1000, 10), method=method)
    assert len(early["era"]) == len(late["era"]) == 2
    assert early["frequency"][1] < early["frequency"][0] / 10
    assert late["frequency"][0] < late["frequency"][1] / 10
    if method == "single":
        assert early["start"][1] == EPOCH + timedelta(days=291)
        assert (early["count"], late["count"]) == ([30, 0], [0, 30])


def test_one_regime_where_nothing_changed() -> None:
    row = found(range(5, 1000, 10))
    assert row["era"] == ["regime 1: 1970-01-01 to 1972-09-26"]
    assert (row["days"], row["count"]) == ([1000], [100])
    assert row["p"][0] > 0.5


def test_no_visit_and_one_visit() -> None:
    assert found([])["frequency"] == [0]
    assert found([3])["count"] == [1]
    assert found([400], method="single")["p"][0] > 0.1


def test_era_frequency_takes_the_regimes_as_they_are(make: Maker) -> None:
    visits = make(dates([*range(0, 300, 10), 600]))
    table = summitry.regimes(visits, since=day(0), through=day(999), simulations=99)
    assert type(table) is type(visits)
    eras = columns_of(table)
    counted = columns_of(
        summitry.era_frequency(visits, table, since=day(0), through=day(999))
    )
    for name in ("era", "days", "count", "frequency"):
        assert counted[name] == pytest.approx(eras[name]) or counted[name] == eras[name]


def test_the_rule_and_a_subset_are_heeded() -> None:
    visits = dates([*range(0, 300, 10), 500, 700, 2000]) | {
        "qualifies": ["true"] * 30 + ["unclear", "false", "true"],
        "summit": [True] * 30 + [False] * 3,
    }
    options: dict[str, Any] = {
        "since": day(0),
        "through": day(999),
        "simulations": 99,
    }
    both = columns_of(summitry.regimes(visits, unclear="both", **options))
    assert set(both["rule"]) == {"blocks, without unclear", "blocks, with unclear"}
    assert both["used"][0] == 30
    assert both["used"][-1] == 31
    parts = ("used", "outside_window", "excluded_by_rule", "unclear", "other_visits")
    assert sum(both[name][0] for name in parts) == both["rows_in"][0] == 33
    summits = columns_of(summitry.regimes(visits, where={"summit": True}, **options))
    assert sum(summits["count"]) == 30


@pytest.mark.parametrize("method", ["blocks", "single"])
def test_the_false_positive_rate_is_the_one_asked_for(method: str) -> None:
    rng = np.random.default_rng(20)
    asked, trials = 0.2, 300
    divided = 0
    for seed in range(trials):
        days = np.sort(rng.integers(0, 1000, 25))
        regimes = _core.regimes_of_days(
            days,
            since=0,
            through=999,
            method=method,
            false_positive=asked,
            simulations=99,
            seed=seed,
        )
        divided += len(regimes["starts"]) > 1
    # Four standard errors of 300 trials.
    assert abs(divided / trials - asked) < 4 * (asked * (1 - asked) / trials) ** 0.5


def test_a_clear_change_is_found_where_it_is() -> None:
    rng = np.random.default_rng(3)
    days = [*rng.integers(0, 4000, 20), *rng.integers(4000, 8000, 120)]
    row = columns_of(
        summitry.regimes(dates(days), since=day(0), through=day(7999), simulations=199)
    )
    assert len(row["era"]) == 2
    assert abs((row["start"][1] - EPOCH).days - 4000) < 150
    assert row["p"] == [1 / 200] * 2


def test_the_same_seed_gives_the_same_bits() -> None:
    days = list(range(0, 300, 10))
    assert found(days, seed=9) == found(days, seed=9)
    assert found(days, seed=9)["penalty"] != found(days, seed=10)["penalty"]


def test_progress_is_told() -> None:
    seen: list[tuple[int, int]] = []
    found([1, 5], progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (99, 99)
    summitry.bayesian_blocks(
        [1.0, 2.0, 5.0], progress=lambda done, total: seen.append((done, total))
    )
    assert seen[-1] == (3, 3)


@pytest.mark.parametrize(
    ("options", "kind", "code"),
    [
        ({"method": "pelt"}, InputError, "unknown_choice"),
        ({"unclear": "drop"}, InputError, "unknown_choice"),
        ({"false_positive": 0}, RangeError, "out_of_range"),
        ({"false_positive": 5}, RangeError, "out_of_range"),
        ({"false_positive": "5%"}, FrameError, "not_a_number"),
        ({"false_positive": 0.001}, RangeError, "out_of_range"),
        ({"simulations": 0}, RangeError, "out_of_range"),
        ({"simulations": 1e3}, FrameError, "not_a_number"),
        ({"seed": -1}, RangeError, "out_of_range"),
        ({"where": {"summit": True}}, ColumnError, "no_column"),
        ({"where": {"date": "x"}}, CategoryError, "unknown_value"),
        ({"since": day(2000)}, TenureError, "empty_observation"),
        ({"through": None}, MissingValueError, "missing_date"),
    ],
)
def test_refusals(options: dict[str, Any], kind: type[Exception], code: str) -> None:
    with pytest.raises(kind) as caught:
        found([1, 5], **options)
    assert caught.value.code == code  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("periods", "options", "code"),
    [
        ({"n": [1]}, {}, "no_column"),
        ({"count": [1.5]}, {}, "not_an_integer"),
        ({"count": [-1]}, {}, "out_of_range"),
        ({"count": [1], "days": [-1]}, {"exposure": "days"}, "bad_duration"),
        ({"count": [1], "days": [0]}, {"exposure": "days"}, "undefined"),
        ({"count": [1]}, {"simulations": 0}, "out_of_range"),
        ({"count": [10**9]}, {}, "limit"),
    ],
)
def test_change_point_refusals(
    periods: dict[str, Any], options: dict[str, Any], code: str
) -> None:
    with pytest.raises(SummitryError) as caught:
        summitry.change_point(periods, **options)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("times", "options", "code"),
    [
        ([], {}, "undefined"),
        ([3.0], {}, "undefined"),
        ([3.0, float("nan")], {}, "out_of_range"),
        ([3.0, 4.0], {"end": 3.5}, "out_of_range"),
        ([3.0, 4.0], {"p0": 5}, "out_of_range"),
        ([3.0, 4.0], {"penalty": float("nan")}, "out_of_range"),
        ([3.0, 4.0], {"start": float("nan")}, "out_of_range"),
        (["a"], {}, "not_numeric"),
    ],
)
def test_block_refusals(times: list[Any], options: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError) as caught:
        summitry.bayesian_blocks(times, **options)
    assert caught.value.code == code


few_times = st.lists(st.integers(0, 60), min_size=1, max_size=9)


@given(few_times, st.integers(0, 80).map(lambda tenths: tenths / 10))
@settings(max_examples=200, deadline=None)
def test_blocks_against_every_partition(times: list[int], penalty: float) -> None:
    edges = summitry.bayesian_blocks(times, start=-1, end=61, penalty=penalty)
    mine = oracle.objective(times, edges.tolist(), penalty)
    assert isclose(mine, oracle.best_objective(times, -1, 61, penalty), abs_tol=1e-9)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=10))
@settings(max_examples=200, deadline=None)
def test_single_change_against_every_place(counts: list[int]) -> None:
    row = columns_of(summitry.change_point({"count": counts}, simulations=1))
    expected = oracle.single_change(counts)
    assert isclose(row["likelihood_ratio"][0], expected, rel_tol=1e-9, abs_tol=1e-9)
    if row["position"][0] is not None:
        position = row["position"][0]
        assert row["count_before"] == [sum(counts[:position])]


@given(st.lists(st.integers(0, 999), max_size=25), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_order_changes_nothing_and_no_visit_is_lost(
    days: list[int], random: Any
) -> None:
    row = found(days, simulations=19)
    assert row == found(random.sample(days, len(days)), simulations=19)
    assert sum(row["count"]) == len(days)
    assert sum(row["days"]) == 1000
    assert row["start"][1:] == row["end"][:-1]
