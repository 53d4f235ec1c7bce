"""Summaries of lags against the oracle, and what moves them: order, cuts, waits."""

from __future__ import annotations

from math import isclose, sqrt
from typing import Any

import numpy as np
import oracle
import pandas as pd
import pytest
from conftest import columns_of, in_pandas
from hypothesis import given, settings, strategies as st
from summary_rows import close, row

import summitry

waits_of_days = st.lists(
    st.tuples(st.integers(0, 40), st.booleans(), st.integers(0, 40)).map(
        lambda found: oracle.Wait(
            max(found[0], found[2]), found[1], min(found[0], found[2])
        )
    ),
    min_size=1,
    max_size=12,
)


def as_lags(waits: list[oracle.Wait]) -> dict[str, Any]:
    days, seen, entry = zip(*waits, strict=True)
    return {"lag": list(days), "observed": list(seen), "entry": list(entry)}


@given(waits_of_days, st.integers(1, 60), st.sampled_from(["entry", None]))
@settings(max_examples=80, deadline=None)
def test_against_the_oracle(
    waits: list[oracle.Wait], tau: int, entry: str | None
) -> None:
    if entry is None:
        waits = [wait._replace(entry=0) for wait in waits]
    lags = as_lags(waits)
    curve = summitry.lag_curve(lags, entry=entry)
    for day, survival in zip(curve["time"], curve["survival"], strict=True):
        assert isclose(survival, oracle.still_waiting(waits, day), abs_tol=1e-14)
    found = row(summitry.lag_summary(lags, tau=tau, entry=entry))
    assert close(found["median"], oracle.median_wait(waits))
    ends = (found["median_least"], found["median_greatest"])
    assert ends == oracle.ends_of_median(waits)
    assert close(found["restricted_mean"], float(oracle.mean_wait(waits, tau)))
    variance = oracle.variance_of_mean_wait(waits, tau)
    assert close(found["restricted_mean_se"], sqrt(variance) if variance else None)


@given(waits_of_days, waits_of_days)
@settings(max_examples=80, deadline=None)
def test_log_rank_against_the_oracle(
    first: list[oracle.Wait], second: list[oracle.Wait]
) -> None:
    lags = as_lags(first + second)
    group = ["first"] * len(first) + ["second"] * len(second)
    found = row(
        summitry.compare_lags(lags | {"group": group}, group_by="group", entry="entry")
    )
    expected = oracle.log_rank_of_two(first, second)
    if expected is None:
        assert (found["chi2"], found["df"], found["p"]) == (0, 0, 1)
    else:
        assert isclose(found["chi2"], expected, rel_tol=1e-9, abs_tol=1e-12)
        assert found["df"] == 1


@given(waits_of_days, st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_the_order_of_rows_changes_nothing(
    waits: list[oracle.Wait], random: Any
) -> None:
    shuffled = random.sample(waits, len(waits))
    pd.testing.assert_frame_equal(
        *(in_pandas(summitry.lag_summary(as_lags(one))) for one in (waits, shuffled))
    )


@given(waits_of_days, st.integers(1, 30))
@settings(max_examples=80, deadline=None)
def test_waiting_longer_never_shortens_the_mean(
    waits: list[oracle.Wait], more: int
) -> None:
    longer = [
        wait if wait.seen else wait._replace(days=wait.days + more) for wait in waits
    ]
    tau = max(wait.days for wait in longer) or 1
    before = row(summitry.lag_summary(as_lags(waits), tau=tau))["restricted_mean"]
    after = row(summitry.lag_summary(as_lags(longer), tau=tau))["restricted_mean"]
    assert after >= before - 1e-9


@given(
    st.lists(st.integers(0, 60), min_size=1, max_size=6),
    st.lists(st.integers(0, 90), max_size=6),
    st.integers(0, 60),
    st.integers(1, 30),
)
@settings(max_examples=80, deadline=None)
@pytest.mark.filterwarnings("ignore::summitry.exceptions.AllCensoredWarning")
def test_moving_the_cut_later_never_shortens_a_censored_lag(
    shocks: list[int], visits: list[int], through: int, more: int
) -> None:
    def lags(last: int) -> list[tuple[str, int]]:
        days = (np.array(one, dtype="datetime64[D]") for one in (shocks, visits))
        shock_table, visit_table = ({"date": one} for one in days)
        through = np.datetime64(last, "D")
        found = columns_of(
            summitry.response_lags(
                shock_table, visit_table, since="1970-01-01", through=through
            )
        )
        return list(zip(found["status"], found["lag"], strict=True))

    for early, late in zip(lags(through), lags(through + more), strict=True):
        if early[0] == "observed":
            assert late == early
        elif early[0] == "censored":
            assert late == ("censored", early[1] + more) or (
                late[0] == "observed" and late[1] > early[1]
            )


def test_times_beyond_whole_numbers_stay_as_they_are() -> None:
    curve = summitry.lag_curve({"lag": [1e300, 1], "observed": [True, False]})
    assert list(curve["time"]) == [1.0, 1e300]


def test_normal_limits_of_few_answers_say_that_they_cover_too_little() -> None:
    for answers, mean_interval, said in (
        (99, "normal", True),
        (100, "normal", False),
        (99, "logit-t", False),
    ):
        lags = {"lag": list(range(1, answers + 1)), "observed": [True] * answers}
        found = summitry.lag_summary(lags, mean_interval=mean_interval)  # type: ignore[call-overload]
        message = found["message"][0]
        assert ("cover too little" in str(message)) == said
