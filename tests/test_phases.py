"""Phases: vectors, silence, calibration, every partition."""

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
from epoch_days import dated, day
from found_phases import found, single
from hypothesis import given, settings, strategies as st

import summitry
from summitry import _core

if TYPE_CHECKING:
    from conftest import Maker

VECTORS = json.loads((Path(__file__).parent / "vectors/phases.json").read_text())


EPOCH = date(1970, 1, 1)


@pytest.mark.parametrize("case", VECTORS["single"], ids=lambda case: case["name"])
def test_single_change_vectors(case: dict[str, Any]) -> None:
    lengths = [365 * one for one in case.get("exposure", [1] * len(case["count"]))]
    row = single(case["count"], lengths)
    ratio = 2 * row["critical"][0]
    assert isclose(ratio, case["likelihood_ratio"], rel_tol=1e-9, abs_tol=1e-9)
    if case["position"] is None:
        assert len(row["era"]) == 1
    else:
        assert row["start"][1] == EPOCH + timedelta(days=365 * case["position"])
        before = sum(case["count"][: case["position"]])
        assert row["count"] == [before, sum(case["count"]) - before]


@pytest.mark.parametrize("case", VECTORS["blocks"], ids=lambda case: case["name"])
def test_block_vectors(case: dict[str, Any]) -> None:
    times = case["times"]
    for p0 in case["p0"]:
        row = columns_of(
            summitry.phases(
                times,
                since=case.get("start", min(times)),
                through=case.get("end", max(times)),
                method="scargle",
                level=1 - p0,
            )
        )
        edges = [*row["start"], row["end"][-1]]
        assert np.allclose(edges, case["edges"], rtol=1e-12, atol=0)
        assert sum(row["count"]) == len(times)
        assert (row["p"][0], row["draws"][0], row["generator"][0]) == (
            None,
            None,
            "none",
        )


def test_a_single_change_in_counts_says_what_stands_on_either_side() -> None:
    row = single([3, 5, 4, 6, 0, 0, 0, 0], draws=999)
    assert row["count"] == [18, 0]
    assert row["days"] == [1460, 1460]
    assert isclose(row["frequency"][0], 18 / (1460 / 365.25))
    assert row["frequency"][1] == 0
    assert row["p"] == [1 / 1000] * 2
    assert (row["seed"][0], row["generator"][0]) == (0, "pcg64")


def test_constant_counts_are_not_divided() -> None:
    for counts in ([2, 2, 2], [0, 0]):
        row = single(counts)
        assert (row["count"], row["critical"], row["p"]) == ([sum(counts)], [0], [1])


def test_bare_times_are_calibrated_like_days() -> None:
    times = [10.0 * number + 0.5 for number in range(30)]
    asked: dict[str, Any] = {"since": 0, "through": 1000, "calibration": "poisson"}
    row = columns_of(summitry.phases(times, draws=199, **asked))
    assert row["era"][0].startswith("phase 1: 0 to 2")
    assert (row["count"], row["p"]) == ([29, 1], [1 / 200] * 2)
    assert row["start"][1] == row["end"][0]
    steady = columns_of(
        summitry.phases(np.arange(5, 1000, 10.0), since=0, through=1000, draws=99)
    )
    assert (steady["count"], steady["days"]) == ([100], [1000])
    silent = columns_of(summitry.phases([], since=0, through=10, draws=99))
    assert (silent["count"], silent["p"]) == ([0], [1])


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


def test_one_phase_where_nothing_changed() -> None:
    row = found(range(5, 1000, 10))
    assert row["era"] == ["phase 1: 1970-01-01 to 1972-09-26"]
    assert (row["days"], row["count"]) == ([1000], [100])
    assert row["p"][0] > 0.5


@pytest.mark.filterwarnings("ignore:visits has no row")
def test_no_visit_and_one_visit() -> None:
    assert found([])["frequency"] == [0]
    assert found([3])["count"] == [1]
    assert found([400], method="single")["p"][0] > 0.1


def test_era_frequency_takes_the_phases_as_they_are(make: Maker) -> None:
    visits = make(dated([*range(0, 300, 10), 600]))
    table = summitry.phases(visits, since=day(0), through=day(999), draws=99)
    assert type(table) is type(visits)
    eras = columns_of(table)
    counted = columns_of(
        summitry.era_frequency(visits, table, since=day(0), through=day(999))
    )
    for name in ("era", "days", "count", "frequency"):
        assert counted[name] == pytest.approx(eras[name]) or counted[name] == eras[name]


def test_the_rule_and_a_subset_are_heeded() -> None:
    visits = dated([*range(0, 300, 10), 500, 700, 2000]) | {
        "qualifies": ["true"] * 30 + ["unclear", "false", "true"],
        "summit": [True] * 30 + [False] * 3,
    }
    options: dict[str, Any] = {
        "since": day(0),
        "through": day(999),
        "draws": 99,
    }
    both = columns_of(summitry.phases(visits, unclear="both", **options))
    assert set(both["rule"]) == {"blocks, without unclear", "blocks, with unclear"}
    assert both["used"][0] == 30
    assert both["used"][-1] == 31
    parts = ("used", "outside_window", "excluded_by_rule", "unclear", "other_visits")
    assert sum(both[name][0] for name in parts) == both["rows_in"][0] == 33
    summits = columns_of(summitry.phases(visits, where={"summit": True}, **options))
    assert sum(summits["count"]) == 30


@pytest.mark.parametrize("method", ["blocks", "single"])
def test_a_steady_frequency_is_left_whole_as_often_as_asked(method: str) -> None:
    rng = np.random.default_rng(20)
    asked, trials = 0.2, 300
    divided = 0
    for seed in range(trials):
        days = np.sort(rng.integers(0, 1000, 25))
        search: _core._Search = {
            "method": method,
            "level": 1 - asked,
            "draws": 99,
            "seed": seed,
            "alpha": 0.0,
            "rho": 0.0,
            "threads": None,
        }
        phases = _core.phases_of_days(
            days,
            search,
            since=0,
            through=999,
        )
        divided += len(phases["starts"]) > 1
    # Four standard errors of 300 trials.
    assert abs(divided / trials - asked) < 4 * (asked * (1 - asked) / trials) ** 0.5


def test_a_clear_change_is_found_where_it_is() -> None:
    rng = np.random.default_rng(3)
    days = [*rng.integers(0, 4000, 20), *rng.integers(4000, 8000, 120)]
    row = columns_of(
        summitry.phases(dated(days), since=day(0), through=day(7999), draws=199)
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
    summitry.phases(
        [1.0, 2.0, 5.0],
        since=0,
        through=6,
        method="scargle",
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen[-1] == (3, 3)


few_times = st.lists(st.integers(0, 60), min_size=1, max_size=9)


@given(few_times, st.integers(1, 9999).map(lambda part: part / 10_000))
@settings(max_examples=80, deadline=None)
def test_blocks_against_every_partition(times: list[int], level: float) -> None:
    row = columns_of(
        summitry.phases(times, since=-1, through=61, method="scargle", level=level)
    )
    edges, penalty = [*row["start"], row["end"][-1]], row["penalty"][0]
    mine = oracle.objective(times, edges, penalty)
    assert isclose(mine, oracle.best_objective(times, -1, 61, penalty), abs_tol=1e-9)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=10))
@settings(max_examples=80, deadline=None)
def test_single_change_against_every_place(counts: list[int]) -> None:
    row = single(counts, level=0.5, draws=1)
    expected = oracle.single_change(counts)
    assert isclose(2 * row["critical"][0], expected, rel_tol=1e-9, abs_tol=1e-9)
    if len(row["era"]) > 1:
        assert row["count"][0] == sum(counts[: row["days"][0] // 365])
    assert sum(row["count"]) == sum(counts)


@pytest.mark.filterwarnings("ignore:visits has no row")
@given(st.lists(st.integers(0, 999), max_size=25), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_order_changes_nothing_and_no_visit_is_lost(
    days: list[int], random: Any
) -> None:
    row = found(days, draws=19)
    assert row == found(random.sample(days, len(days)), draws=19)
    assert sum(row["count"]) == len(days)
    assert sum(row["days"]) == 1000
    assert row["start"][1:] == row["end"][:-1]
