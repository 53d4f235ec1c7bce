"""The same sentence has one answer everywhere: in the tables of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from conftest import china_dprk
from small_study import (
    NO,
    ONE_AND_TWO,
    OPEN,
    YES,
    era,
    shock,
    study_of,
    verdict_everywhere,
    visit,
)

import summitry
from summitry.output.format import p_text
from summitry.report.terminal.run_text import run_text

if TYPE_CHECKING:
    from pathlib import Path


def test_the_placebo_tests_the_mean_above_it() -> None:
    """The placebo that `run` prints tests another statistic than the one above it."""
    study = china_dprk()
    tables = study.run().tables
    summary, placebo = (tables[name].iloc[0] for name in ("lag_summary", "placebo"))
    assert placebo["tau"] == summary["tau"] == 187
    assert placebo["restricted_mean"] == summary["restricted_mean"] == 111.0
    assert (placebo["method"], round(placebo["p"], 2)) == ("shift", 0.98)
    nulls = tables["placebo"]
    assert nulls["null"].tolist() == ["plain", "stratified"]
    assert nulls["strata"].tolist() == [1, 2]
    assert nulls["restricted_mean"].tolist() == [111.0, 111.0]
    compared = tables["lag_comparison"]
    assert compared["n"].tolist() == [1, 4]
    assert compared["p"].iloc[0] == pytest.approx(0.0455, abs=1e-4)
    text = run_text(study.run())
    for p in nulls["p"]:
        words = "the record does not show the wait to be unusual"
        assert f"{words} (two-sided p {p_text(p)})" in " ".join(text.split())
    assert placebo["extrapolated"] == summary["extrapolated"]
    tests = summitry.datasets.load_shocks("china-dprk", kind="nuclear_test")
    tests = tests[tests["date"] >= "2006-01-01"]
    high = study.visits
    seen: dict[str, Any] = {"since": study.since, "through": study.through}
    lags = summitry.response_lags(tests, high, **seen)
    censored = lags["lag"][~lags["observed"].fillna(value=False)].min()
    for tau, beyond in ((int(censored), False), (int(censored) + 1, True)):
        for row in (
            summitry.lag_summary(lags, tau=tau).iloc[0],
            summitry.placebo_test(tests, high, tau=tau, method="shift", **seen).iloc[0],
        ):
            assert bool(row["extrapolated"]) is beyond
    drawn = summitry.placebo_test(tests, high, tau=187, **seen).iloc[0]
    assert drawn["p"] == pytest.approx(0.95, abs=0.02)
    said = " ".join(study.memos().values())
    assert "not unusual" not in said


def test_a_run_compares_and_restricts_as_the_study_says(tmp_path: Path) -> None:
    """`run` passes on only `handover`."""
    visits = [visit(f"200{year}-0{month}-01") for year in (1, 2, 5) for month in (2, 7)]
    visits += [visit("2004-03-01"), visit("2006-05-01")]
    conventions = """
[conventions]
method = "midp"
level = 0.8
adjustment = "none"
tau = 30
"""
    study = study_of(
        tmp_path,
        "quantity = 'mean_lag'\nprinted = 1",
        visits,
        ONE_AND_TWO,
        [shock("s1", "2002-06-11"), shock("s2", "2005-12-01")],
        conventions,
    )
    tables = study.run().tables
    for name in ("frequency", "comparisons", "ranks", "lag_summary"):
        assert set(tables[name]["level"]) == {0.8}, name
    (compared,) = tables["comparisons"].to_dict("records")
    assert (compared["method"], compared["adjustment"]) == ("midp", "none")
    assert {tables[name].iloc[0]["tau"] for name in ("lag_summary", "placebo")} == {30}


COUNTED = "quantity = 'count'\nat = { side = 'AAA' }\nprinted = 2"
TWO = [visit("2002-01-01"), visit("2005-01-01")]


@pytest.mark.parametrize(
    ("claim", "more", "verdict"),
    [
        ("quantity = 'mean_lag'\nat = { period = '2003' }\nprinted = 5", "", OPEN),
        ("quantity = 'count'\nascending = ['One', 'Two']", "", NO),
        (COUNTED, "[conventions]\ndate_rule = 'end'\n", YES),
    ],
)
def test_a_part_that_cannot_be_answered_stops_nothing_else(
    claim: str, more: str, verdict: str, tmp_path: Path
) -> None:
    """Crashes and refusals of the whole study for one part."""
    shocks = [shock("s1", "2001-06-01")]
    claims = {"it": claim, "plain": COUNTED}
    study = study_of(tmp_path, claims, TWO, ONE_AND_TWO, shocks, more)
    assert verdict_everywhere(study) == verdict
    assert verdict_everywhere(study, "plain") == YES


def test_an_empty_comparison_is_with_the_whole_observation(tmp_path: Path) -> None:
    """`lower_than = {}` crashes."""
    claim = "quantity = 'count'\nat = { era = 'One' }\nlower_than = {}"
    study = study_of(tmp_path, {"it": claim, "plain": COUNTED}, TWO, ONE_AND_TWO)
    # One visit is fewer than two, which is the whole observation.
    assert verdict_everywhere(study) == YES
    assert verdict_everywhere(study, "plain") == YES


def test_eras_that_never_meet_and_several_pairs_of_countries(tmp_path: Path) -> None:
    """Eras of two sides that never meet; several pairs with shocks of none."""
    eras = [
        *ONE_AND_TWO,
        era("Red", "2001-01-01", "2003-01-01", side="BBB"),
        era("Blue", "2003-01-01", side="BBB"),
    ]
    visits = [*TWO, visit("2003-03-01", "AAA", "CCC")]
    never = "at = { eras = { AAA = 'Two', BBB = 'Red' } }\nprinted = 0"
    claims = {
        "never": f"quantity = 'frequency'\n{never}",
        "plain": "quantity = 'count'\nat = { side = 'AAA' }\nprinted = 3",
        "lag": "quantity = 'lag'\nat = { shocks = ['s1'] }\nprinted = 214",
    }
    study = study_of(tmp_path, claims, visits, eras, [shock("s1", "2001-06-01")])
    found = {name: verdict_everywhere(study, name) for name in claims}
    assert found == {"never": OPEN, "plain": YES, "lag": OPEN}
    assert "pair" in study.check()["lag"].reason or "countries" in (
        study.check()["lag"].reason
    )


@pytest.mark.parametrize(("unclear", "lag"), [("exclude", 214), ("include", 30)])
def test_a_run_treats_unclear_visits_as_the_claims_do(
    unclear: str, lag: int, tmp_path: Path
) -> None:
    """`run` drops `unclear` on gaps and lags, on comparisons and phases."""
    visits = [
        visit(
            "2001-07-01", visitor_rank="foreign_minister", summit="true", vague="true"
        ),
        visit("2002-01-01", visitor_rank="foreign_minister", summit="true"),
    ]
    definition = (
        "[definition]\nladder = ['foreign_minister', 'other']\n"
        "minimum = { '*' = 'foreign_minister' }\n"
        "[[definition.rule]]\nwhen = { vague = true }\n"
        "outcome = 'unclear'\nreason = 'not known'\n"
    )
    more = f"{definition}[conventions]\nunclear = '{unclear}'\n"
    days = {"exclude": 1825, "include": 1825}[unclear]
    claims = {
        "lag": f"quantity = 'lag'\nat = {{ shocks = ['s1'] }}\nprinted = {lag}",
        "gap": f"quantity = 'open_gap'\nprinted = {days}",
    }
    study = study_of(
        tmp_path, claims, visits, ONE_AND_TWO, [shock("s1", "2001-06-01")], more
    )
    assert verdict_everywhere(study, "lag") == YES
    assert verdict_everywhere(study, "gap") == YES
    tables = study.run().tables
    assert tables["lags"]["lag"].tolist() == [lag]
    assert np.isin(184, tables["summit_gaps"]["days"]) == (unclear == "include")
    visits_counted = {"exclude": 1, "include": 2}[unclear]
    assert tables["comparisons"]["count"].tolist() == [visits_counted]
    assert tables["phases"]["count"].sum() == visits_counted
