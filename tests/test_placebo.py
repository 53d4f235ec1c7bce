"""Placebo shocks: closed forms, ties, seeds, progress and Ctrl-C."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from math import isclose
from typing import TYPE_CHECKING, Any

import numpy as np
import oracle
import pytest
from conftest import columns_of
from epoch_days import dated, day
from placed_shocks import found

import summitry
from summitry.exceptions import (
    FrameError,
    InputError,
    MissingValueError,
    RangeError,
    TenureError,
)

if TYPE_CHECKING:
    from conftest import Maker


@pytest.mark.parametrize("method", ["random", "shift"])
def test_one_shock_has_a_closed_form(method: str) -> None:
    # Of the days 0 to 59 a lag of at most 5 days follows 15..20 and 55..59.
    row = found([15], [20, 60], method=method, tau=40)
    assert row["exact"]
    assert row["arrangements"] == 60
    assert (row["restricted_mean"], row["tau"]) == (5, 40)
    assert isclose(row["p_shorter"], 11 / 60)
    assert isclose(row["p_longer"], 51 / 60)
    assert row["p_two_sided"] == row["p"] == 2 * row["p_shorter"]
    assert (row["seed"], row["generator"]) == (None, "none")


def test_the_alternatives() -> None:
    assert found([15], [20, 60], tau=40, alternative="shorter")["p"] == 11 / 60
    assert found([15], [20, 60], tau=40, alternative="longer")["p"] == 51 / 60


@pytest.mark.parametrize("strata", [None, [day(0), day(40)]])
def test_a_drawn_p_does_not_hang_on_the_order_of_shocks(strata: Any) -> None:
    """One that cannot be placed took no turn, so the others had each other's days."""
    shocks, visits = [85, 3, 12, 30, 14, 50], [5, 20, 33, 52, 60]
    rows = [
        found(days, visits, tau=20, draws=99, seed=3, strata=strata)
        for days in (shocks, shocks[::-1], sorted(shocks))
    ]
    assert not rows[0]["exact"]
    assert rows[0]["unplaced"] == 1
    assert rows[0] == rows[1] == rows[2]


def test_what_has_too_few_days_after_it_is_marked() -> None:
    row = found([5, 25], [3, 8, 27], through=day(29), tau=8)
    assert (row["n"], row["unplaced"], row["extrapolated"]) == (2, 1, False)
    row = found([5, 28], [3, 8, 27], through=day(29), tau=8)
    assert (row["unplaced"], row["extrapolated"]) == (1, True)
    with pytest.raises(InputError, match="none has 8 days observed") as caught:
        found([25], [3, 8, 27], through=day(29), tau=8)
    assert caught.value.code == "undefined"
    with pytest.raises(InputError) as empty:
        found([5], [8], strata=[])
    assert empty.value.code == "no_strata"


def test_the_usual_horizon_is_that_of_the_summary() -> None:
    for shocks in ([1, 12], [1, 22, 29], [8], [3, 9, 25]):
        row = found(shocks, [8, 20], through=day(29))
        lags = summitry.response_lags(
            dated(shocks), dated([8, 20]), since=day(0), through=day(29)
        )
        summary = columns_of(summitry.lag_summary(lags))
        assert row["tau"] == max(1, summary["tau"][0])
        if row["tau"] == summary["tau"][0]:
            assert isclose(row["restricted_mean"], summary["restricted_mean"][0])


def test_vague_days_stand_at_both_ends() -> None:
    visits = dated([8, 20]) | {"date_latest": dated([10, 20])["date"]}
    seen: dict[str, Any] = {"since": day(0), "through": day(29), "tau": 8}
    row = columns_of(summitry.placebo_test(dated([5]), visits, **seen))
    first, latest = found([5], [8, 20], **seen), found([5], [10, 20], **seen)
    assert (row["restricted_mean"], row["p"]) == (
        [first["restricted_mean"]],
        [first["p"]],
    )
    assert row["restricted_mean_latest"] == [latest["restricted_mean"]]
    assert row["p_latest"] == [latest["p"]]


def test_a_shock_that_may_be_after_the_end_has_no_test_at_its_latest_day() -> None:
    shocks = dated([25]) | {"date_latest": dated([31])["date"]}
    row = columns_of(
        summitry.placebo_test(
            shocks, dated([8, 27]), since=day(0), through=day(29), tau=3
        )
    )
    assert row["restricted_mean"] == [2]
    assert row["p"][0] is not None
    assert (row["restricted_mean_latest"], row["p_latest"]) == ([None], [None])


def test_visits_at_the_rate_of_the_exponential_law() -> None:
    # P(first visit within d) = 1 - exp(-rate * d) for a shock anywhere.
    rng = np.random.default_rng(5)
    visits = np.unique(rng.integers(0, 40_000, 2_000)).tolist()
    rate = len(visits) / 40_000
    row = found([visits[9] - 12], visits, through=day(39_999), tau=200)
    lag = row["restricted_mean"] + 1
    assert isclose(row["p_shorter"], 1 - np.exp(-rate * lag), abs_tol=0.02)


def test_a_drawn_p_is_never_zero_and_repeats() -> None:
    options = {"draws": 150_000, "seed": 4, "tau": 30}
    row = found([20, 60, 20, 60], [20, 60], **options)
    assert not row["exact"]
    assert row["p_shorter"] >= 1 / 150_001
    assert (row["seed"], row["generator"]) == (4, "pcg64")
    assert row == found([20, 60, 20, 60], [20, 60], **options)
    assert row != found([20, 60, 20, 60], [20, 60], **(options | {"seed": 5}))


def test_drawn_and_exact_agree() -> None:
    visits, tau = [20, 60, 99], 39
    lags = [
        min(tau, min(visit for visit in visits if visit >= today) - today)
        for today in range(100 - tau)
    ]
    sums = np.add.outer(np.add.outer(lags, lags), lags)
    shocks = [15, 50, 15]
    row = found(shocks, visits, draws=200_000, tau=tau)
    assert not row["exact"]
    assert row["restricted_mean"] == 20 / 3
    shorter, longer = (sums <= 20).mean(), (sums >= 20).mean()
    assert isclose(row["p_shorter"], shorter, abs_tol=4 * (shorter / 2e5) ** 0.5)
    assert isclose(row["p_longer"], longer, abs_tol=4 * (longer / 2e5) ** 0.5)
    assert isclose(row["expected"], np.mean(lags), rel_tol=0.01)


def test_nothing_varies_then_p_is_one() -> None:
    row = found([3, 50], [], tau=20)
    assert (row["p_shorter"], row["p_longer"], row["p_two_sided"]) == (1, 1, 1)
    daily = found([3, 50], list(range(100)))
    assert (daily["restricted_mean"], daily["p_two_sided"]) == (0, 1)


def test_equal_means_are_ties_whatever_their_rounding() -> None:
    row = found([0, 0, 1], [3, 50, 51], method="shift", tau=30)
    placed = oracle.placebo([0, 0, 1], [3, 50, 51], 99, 30, together=True)
    assert row["p_shorter"] == placed.shorter
    assert row["p_longer"] == placed.longer


def test_the_shock_day() -> None:
    assert found([20], [20, 60])["restricted_mean"] == 0
    late = found([20], [20, 60], same_day="exclude", tau=50)
    assert late["restricted_mean"] == 40


def test_shocks_outside_are_counted_and_left_out(make: Maker) -> None:
    shocks, visits = make(dated([-3, 15, 120])), make(dated([20, 60]))
    table = summitry.placebo_test(shocks, visits, since=day(0), through=day(99))
    assert type(table) is type(shocks)
    row = columns_of(table)
    assert (row["n"], row["left_out"]) == ([1], [2])


def test_each_shock_waits_for_its_own_pair_of_countries() -> None:
    pairs = {"origin": ["CHN", "USA"], "destination": ["PRK", "KOR"]}
    table = summitry.placebo_test(
        dated([10, 10]) | pairs,
        dated([12, 40]) | pairs,
        since=day(0),
        through=day(99),
    )
    assert columns_of(table)["restricted_mean"] == [16]


def test_readings_stand_side_by_side() -> None:
    visits = dated([20, 60]) | {"qualifies": ["unclear", "true"]}
    table = summitry.placebo_test(
        dated([15]), visits, since=day(0), through=day(99), unclear="both"
    )
    assert columns_of(table)["restricted_mean"] == [45, 5]


def test_progress_is_told_and_may_stop_the_work() -> None:
    seen: list[tuple[int, int]] = []
    found([15], [20, 60], progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (95, 95)

    def stop(*_: int) -> None:
        raise StopIteration

    with pytest.raises(StopIteration):
        found([15], [20, 60], progress=stop)


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGINT")
def test_ctrl_c_stops_within_a_fraction_of_a_second() -> None:
    code = (
        "import summitry, sys\n"
        "s = {'date': ['2000-01-01'] * 50}; v = {'date': ['2000-06-01']}\n"
        "def run(draws):\n"
        "    return summitry.placebo_test(s, v, since='2000-01-01', "
        "through='2001-01-01', draws=draws)\n"
        "run(10); print('ready', flush=True)\n"
        "try:\n    run(10_000_000)\n"
        "except KeyboardInterrupt:\n    run(10); print('stopped', flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(0.3)
        sent = time.monotonic()
        child.send_signal(signal.SIGINT)
        assert child.stdout.readline() == "stopped\n"
        assert time.monotonic() - sent < 1.0


@pytest.mark.parametrize(
    ("options", "kind", "code"),
    [
        ({"method": "shuffle"}, InputError, "unknown_choice"),
        ({"alternative": "less"}, InputError, "unknown_choice"),
        ({"same_day": "maybe"}, InputError, "unknown_choice"),
        ({"unclear": "drop"}, InputError, "unknown_choice"),
        ({"draws": 0}, RangeError, "out_of_range"),
        ({"draws": 10**12}, RangeError, "out_of_range"),
        ({"draws": 1e4}, FrameError, "not_a_number"),
        ({"seed": -1}, RangeError, "out_of_range"),
        ({"tau": 0}, RangeError, "out_of_range"),
        ({"since": day(200)}, TenureError, "empty_observation"),
        ({"through": None}, MissingValueError, "missing_date"),
    ],
)
def test_refusals(options: dict[str, Any], kind: type[Exception], code: str) -> None:
    with pytest.raises(kind) as caught:
        found([15], [20], **options)
    assert caught.value.code == code  # type: ignore[attr-defined]


def test_no_shock_in_the_observation() -> None:
    with pytest.raises(InputError) as caught:
        found([-4], [20])
    assert caught.value.code == "undefined"
