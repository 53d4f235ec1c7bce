"""Lags that may not have ended: vectors of R, few answers, groups and refusals."""

from __future__ import annotations

import json
from math import exp, isclose
from pathlib import Path
from typing import Any

import oracle
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from summary_rows import close, row

import summitry
from summitry.exceptions import (
    CategoryError,
    ColumnError,
    FrameError,
    InputError,
    MissingValueError,
    RangeError,
)

VECTORS = json.loads((Path(__file__).parent / "vectors/survival.json").read_text())

TESTS = {"lag": [99, 114, 146, 187], "observed": [True, True, True, False]}


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_vectors(case: dict[str, Any]) -> None:
    lags = {"lag": case["lag"], "observed": case["observed"]}
    lags |= {"entry": case["entry"]} if "entry" in case else {}
    entry = "entry" if "entry" in case else None
    limits = case.get("limits", "log-log")
    found = row(
        summitry.lag_summary(
            lags,
            tau=case.get("tau"),
            interval=limits,
            mean_interval=case.get("mean_limits", "logit-t"),
            entry=entry,
        )
    )
    for name, expected in case.get("summary", {}).items():
        assert close(found[name], expected), (name, found[name], expected)
    curve = summitry.lag_curve(lags, interval=limits, entry=entry)
    at = dict(zip(curve["time"], curve["survival"], strict=True))
    for time, expected in case.get("curve", {}).items():
        assert close(at[int(time)], expected), time


@pytest.mark.parametrize("case", VECTORS["log_rank"], ids=lambda case: case["name"])
def test_log_rank_vectors(case: dict[str, Any]) -> None:
    lags = {name: case[name] for name in ("lag", "observed", "group")}
    found = row(summitry.compare_lags(lags, group_by="group"))
    assert close(found["chi2"], case["chi2"])
    assert found["df"] == case["df"]
    assert close(found["p"], case["p"])


def test_limits_of_the_mean_for_few_answers() -> None:
    found = row(summitry.lag_summary(TESTS))
    # By hand, with the t quantile of 2 degrees of freedom.
    share = 136.5 / 187
    spread = 4.302652729749464 * 16.8689804078 / (187 * share * (1 - share))
    odds = share / (1 - share)
    lower, upper = (odds * exp(by) for by in (-spread, spread))
    assert isclose(
        found["restricted_mean_lower"], 187 * lower / (1 + lower), rel_tol=1e-9
    )
    assert isclose(
        found["restricted_mean_upper"], 187 * upper / (1 + upper), rel_tol=1e-9
    )
    usual = row(summitry.lag_summary(TESTS, mean_interval="normal"))
    assert usual["restricted_mean_se"] == found["restricted_mean_se"]
    assert usual["restricted_mean_lower"] > found["restricted_mean_lower"]


def test_one_answer_leaves_the_mean_without_limits() -> None:
    lags = {"lag": [3, 5], "observed": [True, False]}
    found = row(summitry.lag_summary(lags))
    assert found["restricted_mean_se"] is not None
    assert found["restricted_mean_lower"] is None
    assert row(summitry.lag_summary(lags, mean_interval="normal"))[
        "restricted_mean_lower"
    ]


def test_log_rank_of_three_groups_agrees_with_statsmodels() -> None:
    statsmodels = pytest.importorskip("statsmodels.duration.survfunc")
    case = VECTORS["log_rank"][0]
    group = [f"{label}{number % 2}" for number, label in enumerate(case["group"])]
    lags = {"lag": case["lag"], "observed": case["observed"], "group": group}
    chi2, p = statsmodels.survdiff(case["lag"], case["observed"], group)
    found = row(summitry.compare_lags(lags, group_by="group"))
    assert found["df"] == 3
    assert isclose(found["chi2"], chi2, rel_tol=1e-9)
    assert isclose(found["p"], p, rel_tol=1e-8)


def test_the_article_leaves_out_the_fifth_test() -> None:
    found = row(summitry.lag_summary(TESTS))
    assert isclose(found["complete_case_mean"], 359 / 3)
    assert found["restricted_mean"] > found["complete_case_mean"]
    assert (found["n"], found["observed"], found["censored"]) == (4, 3, 1)


def test_all_censored_has_no_median() -> None:
    lags = {"lag": [3, 5, 9], "observed": [False] * 3}
    found = row(summitry.lag_summary(lags, tau=9))
    assert found["median"] is None
    assert found["message"] == (
        "median not reached; 3 censored; the mean is restricted to 9 days, to which "
        "not every lag was followed"
    )
    assert found["extrapolated"]
    assert found["complete_case_mean"] is None
    assert (found["restricted_mean"], found["restricted_mean_se"]) == (9, None)
    assert (summitry.lag_curve(lags)["survival"] == 1).all()


def test_all_answered_at_once() -> None:
    found = row(summitry.lag_summary({"lag": [4, 4], "observed": [True, True]}))
    assert (found["median"], found["restricted_mean"]) == (4, 4)
    assert found["restricted_mean_se"] is None
    curve = row(summitry.lag_curve({"lag": [4, 4], "observed": [True, True]}))
    assert (curve["survival"], curve["se"], curve["lower"]) == (0, None, None)


def test_tau_beyond_the_last_lag_is_flagged() -> None:
    found = row(summitry.lag_summary(TESTS, tau=200))
    assert found["extrapolated"]
    assert close(found["restricted_mean"], 136.5 + 0.25 * 13)
    assert "restricted to 200 days, to which not every lag" in found["message"]
    ended = row(summitry.lag_summary({"lag": [1, 2], "observed": [True] * 2}, tau=9))
    assert not ended["extrapolated"]
    assert ended["restricted_mean"] == 1.5


def test_no_rows_and_one_row() -> None:
    nothing = row(
        summitry.lag_summary(
            {"lag": pd.Series([], dtype=float), "observed": pd.Series([], dtype=bool)}
        )
    )
    assert (nothing["n"], nothing["median"], nothing["message"]) == (0, None, "no lags")
    one = row(summitry.lag_summary({"lag": [0], "observed": [True]}))
    assert (one["median"], one["restricted_mean"], one["tau"]) == (0, 0, 0)


def test_censored_on_the_day_of_an_answer_is_still_at_risk() -> None:
    curve = summitry.lag_curve({"lag": [5, 5], "observed": [True, False]})
    assert row(curve)["survival"] == 0.5


def test_an_emptied_risk_set_is_said() -> None:
    lags = {"lag": [5, 20], "observed": [True, False], "entry": [0, 10]}
    found = row(summitry.lag_summary(lags, entry="entry"))
    assert "after 5 days" in found["message"]


def test_rounding_does_not_decide_the_median() -> None:
    # 3/4 * 8/9 * 3/4 is exactly one half, and 0.4999... or 0.5000... in doubles.
    days, seen = [], []
    for day, count in enumerate([25, 0, 0, 50, 5, 20], start=1):
        days += [day] * count
        seen += [day != 5] * count
    found = row(summitry.lag_summary({"lag": days, "observed": seen}))
    waits = [oracle.Wait(*pair) for pair in zip(days, seen, strict=True)]
    assert found["median"] == oracle.median_wait(waits)


def test_groups_and_shocks_without_a_lag() -> None:
    lags = pd.DataFrame(
        {
            "kind": ["test", "death", "test", "test", None],
            "lag": [3, 8, None, None, 2],
            "observed": [True, False, False, False, True],
            "status": [
                "observed",
                "censored",
                "shock_after_end",
                "shock_before_start",
                "observed",
            ],
        }
    )
    found = summitry.lag_summary(lags, group_by="kind")
    assert [row(found, k)["kind"] for k in range(3)] == ["test", "death", None]
    assert found["n"].tolist() == [1, 1, 1]
    assert found["left_out"].tolist() == [2, 0, 0]


def test_readings_are_never_pooled() -> None:
    lags = TESTS | {"reading": ["with unclear", "without unclear"] * 2}
    assert len(summitry.lag_summary(lags)) == 2
    found = summitry.compare_lags(lags, group_by="reading")
    assert found["p"].tolist() == [1, 1]
    assert "nothing to compare" in row(found)["message"]


@pytest.mark.parametrize(
    "kind", [pd.DataFrame, pl.DataFrame, pa.table], ids=["pandas", "polars", "pyarrow"]
)
def test_the_same_over_every_kind_of_frame(kind: Any) -> None:
    frame = kind(TESTS | {"kind": ["a", "b", "a", "b"]})
    for table in (
        summitry.lag_summary(frame, group_by="kind"),
        summitry.lag_curve(frame, group_by="kind"),
        summitry.compare_lags(frame, group_by="kind"),
    ):
        assert type(table) is type(frame)
    found = summitry.lag_summary(frame, group_by="kind")
    expected = summitry.lag_summary(
        TESTS | {"kind": ["a", "b", "a", "b"]}, group_by="kind"
    )
    as_pandas = found if isinstance(found, pd.DataFrame) else (found.to_pandas())
    for name in ("n", "median", "restricted_mean"):
        assert as_pandas[name].tolist() == expected[name].tolist()


@pytest.mark.parametrize(
    ("change", "options", "kind", "code"),
    [
        ({"lag": [1, -2, 3, -4]}, {}, RangeError, "bad_duration"),
        ({"lag": [1, 2, 3, None]}, {}, MissingValueError, "missing_lag"),
        ({"lag": ["a", "b", "c", "d"]}, {}, ColumnError, "not_numeric"),
        ({"observed": [True, None, True, True]}, {}, CategoryError, "missing_observed"),
        ({"observed": [2, 0, 1, 1]}, {}, CategoryError, "unknown_observed"),
        ({}, {"level": 95}, RangeError, "bad_level"),
        ({}, {"level": 0}, RangeError, "bad_level"),
        ({}, {"level": 1}, RangeError, "bad_level"),
        ({}, {"level": float("nan")}, RangeError, "bad_level"),
        ({}, {"tau": 0}, RangeError, "out_of_range"),
        ({}, {"tau": float("nan")}, RangeError, "out_of_range"),
        ({}, {"level": "0.95"}, FrameError, "not_a_number"),
        ({}, {"tau": True}, FrameError, "not_a_number"),
        ({}, {"interval": "logit"}, InputError, "unknown_choice"),
        ({}, {"mean_interval": "wald"}, InputError, "unknown_choice"),
        ({}, {"group_by": "knd"}, ColumnError, "no_column"),
        ({"entry": [0, 200, 0, 0]}, {"entry": "entry"}, RangeError, "entry_after_end"),
        ({"entry": [0, -1, 0, 0]}, {"entry": "entry"}, RangeError, "bad_duration"),
    ],
)
def test_refusals(
    change: dict[str, Any], options: dict[str, Any], kind: type[Exception], code: str
) -> None:
    with pytest.raises(kind) as caught:
        summitry.lag_summary(TESTS | change, **options)
    assert caught.value.code == code  # type: ignore[attr-defined]


def test_every_negative_lag_is_named() -> None:
    with pytest.raises(RangeError) as caught:
        summitry.lag_summary(TESTS | {"lag": [1, -2, 3, -4]})
    assert (caught.value.rows, caught.value.n_bad) == ((1, 3), 2)


def test_a_table_without_lags_is_told_which_column_it_lacks() -> None:
    with pytest.raises(ColumnError, match="no column 'lag'"):
        summitry.lag_summary({"observed": [True], "days": [3]})


def test_numbers_of_a_curve_are_whole_where_they_count() -> None:
    curve = summitry.lag_curve(pl.DataFrame(TESTS))
    counts = ["at_risk", "events", "censored"]
    assert [curve[name].dtype for name in counts] == [pl.Int64] * 3
    # None is subtracted from zero to something huge.
    assert (curve["events"] - curve["at_risk"]).min() == -3


def test_lags_of_no_day_and_lags_without_an_end_have_no_constant_rate() -> None:
    for lags in (
        {"lag": [0, 0], "observed": [True, True]},
        {"lag": [3, 5], "observed": [False, False]},
    ):
        found = row(summitry.lag_summary(lags))
        assert found["constant_rate_mean"] is None
    known = row(summitry.lag_summary({"lag": [0, 6], "observed": [True, True]}))
    assert known["constant_rate_mean"] == 3
