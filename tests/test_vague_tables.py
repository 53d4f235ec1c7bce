"""Vague days in tables, figures, phases and runs: a range, and never without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from conftest import columns_of
from small_study import era, shock, study_of, visit

import summitry
from summitry import plot
from summitry.claims.record import Record
from summitry.report.terminal.run_text import run_text

if TYPE_CHECKING:
    from pathlib import Path

SEEN: dict[str, Any] = {"since": "1953-07-27", "through": "2017-03-15"}
CLAIM = """quantity = 'lag'
at = { shocks = ['s1'] }
printed = 105
expect = 'not determined'
because = 'The visit is known to the month.'
"""


@pytest.fixture(scope="module")
def record() -> Any:
    return summitry.qualify(
        summitry.datasets.load_visits(), definition=summitry.datasets.load_definition()
    )


def test_claims_and_tables_have_the_same_ends(record: Any) -> None:
    shocks = summitry.datasets.load_shocks()
    shocks = shocks[shocks["date"] <= SEEN["through"]].reset_index(drop=True)
    lags = columns_of(summitry.response_lags(shocks, record, **SEEN))
    claims = [summitry.Claim.lag(one, 1) for one in shocks["id"]]
    spec = summitry.Specification(**SEEN)
    answers = Record(record, shocks=shocks).evaluate(claims, spec)
    assert sum(lags["vague"]) > 3
    for row, answer in enumerate(answers):
        least, greatest = lags["lag_lower"][row], lags["lag_upper"][row]
        assert answer.lower == least + (not lags["lag_lower_observed"][row])
        assert answer.upper == (greatest if lags["lag_upper_observed"][row] else np.inf)


def test_every_table_says_the_range() -> None:
    visits = pd.DataFrame({"date": ["2012-04", "2014-05-06"]})
    shocks = pd.DataFrame({"date": ["2011-12-17", "2014-01-01"]})
    seen: dict[str, Any] = {"since": "2009-01-01", "through": "2017-03-15"}
    lags = summitry.response_lags(shocks, visits, **seen)
    shown = str(summitry.show(lags))
    assert "106 to 135" in shown
    assert "2012-04-01 to" in shown
    assert "1 lag is known to a range of days." in shown
    summary = str(summitry.show(summitry.lag_summary(lags)))
    assert "115.5 to 130.0" in summary
    message = summitry.lag_summary(lags)["message"][0]
    assert message.startswith("1 of 2 lags is known to a range of days")
    gaps = summitry.visit_gaps(visits, **seen)
    assert "736 to 765" in str(summitry.show(gaps))
    kinds = pd.DataFrame(lags).assign(kind=["death", "test"])
    compared = summitry.compare_lags(kinds, group_by="kind")
    assert {"vague", "p_least_lags", "p_greatest_lags"} <= {*compared.columns}
    assert summitry.lag_curve(lags)["vague"].tolist() == [1, 1]


def test_figures_draw_a_range_and_a_band() -> None:
    lags = summitry.response_lags(
        {"label": ["death", "test"], "date": ["2011-12-17", "2014-01-01"]},
        {"date": ["2012-04", "2014-05-06"]},
        since="2009-01-01",
        through="2017-03-15",
    )
    ax = plot.lags(lags)
    assert [text.get_text() for text in ax.texts] == ["106 to 135 days", "125 days"]
    assert "next visit, on one of these days" in [
        one.get_label() for one in ax.collections
    ]
    curve = summitry.turnbull_curve(lags)
    assert (curve["lag_lower"].tolist(), curve["mass"].tolist()) == ([125], [1.0])
    ax = plot.lag_curve(curve, summitry.lag_summary(lags))
    assert ax.collections
    assert "falls from 1 to" in plot.alt_text(ax)


def test_phases_have_both_days_of_each_edge(record: Any) -> None:
    found = summitry.phases(record, **SEEN)
    exact = record.drop(columns=["date_latest"])
    first = summitry.phases(exact, **SEEN)
    latest = summitry.phases(exact.assign(date=record["date_latest"]), **SEEN)
    assert "start_latest" not in first
    pd.testing.assert_frame_equal(found[first.columns], first)
    assert len(first) == len(latest)
    for name in ("start", "end", "count", "frequency", "p"):
        assert found[f"{name}_latest"].tolist() == latest[name].tolist()


def test_phases_of_other_number_are_two_rules() -> None:
    seen: dict[str, Any] = {"since": "1995-01-01", "through": "1999-12-31"}
    visits = [f"1995-03-{day:02d}" for day in range(1, 29, 2)] + ["1995"] * 10
    found = summitry.phases({"date": visits}, **seen)
    rules = found["rule"].tolist()
    assert list(dict.fromkeys(rules)) == ["blocks, first days", "blocks, latest days"]
    assert rules.count("blocks, first days") != rules.count("blocks, latest days")
    assert "start_latest" not in found
    assert "phases" in plot.alt_text(plot.phases(found))


def study(tmp_path: Path, more: str = "") -> summitry.Study:
    visits = [visit("2003-04", "PRK", "CHN"), visit("2005-05-06", "PRK", "CHN")]
    for one in visits:
        one["summit"] = "true"
    shocks = [shock("s1", "2002-12-17"), shock("s2", "2005-01-01")]
    return study_of(tmp_path, {"lag": CLAIM}, visits, None, shocks, more)


def test_a_run_says_the_range(tmp_path: Path) -> None:
    made = study(tmp_path)
    found = made.run()
    text = " ".join(run_text(found).split())
    assert "105 to 134" in text
    assert "2003-04-01 to" in text
    gaps = str(summitry.show(found.tables["summit_gaps"]))
    assert "737 to 766" in gaps
    assert made.check().passed
    assert "105 to 134" in made.report(tmp_path / "report.html").read_text("utf-8")


@pytest.mark.parametrize("rule", ["start", "latest", "end"])
def test_no_date_rule_makes_a_vague_wait_known(tmp_path: Path, rule: str) -> None:
    """Under `latest` a run said 134 days where the claim says 105 to 134."""
    more = f"[conventions]\ndate_rule = '{rule}'\n"
    made = study(tmp_path, more)
    run = made.run().tables
    lags, gaps = columns_of(run["lags"]), columns_of(run["summit_gaps"])
    assert (lags["lag_lower"][0], lags["lag_upper"][0]) == (105, 134)
    assert (gaps["days_least"][0], gaps["days_greatest"][0]) == (737, 766)
    (claim,) = made.check()
    assert claim.computed == "105 days (105 to 134)"
    assert "latest day" not in claim.definition


def test_a_visit_counts_on_its_latest_day_and_is_waited_for_on_all(
    tmp_path: Path,
) -> None:
    visits = [visit("2003-04", "PRK", "CHN")]
    side = {"side": "CHN"}
    eras = [era("One", "2000-01-01", "2003-04-15", **side)]
    eras.append(era("Two", "2003-04-15", **side))
    shocks = [shock("s1", "2002-12-17")]
    more = "[conventions]\ndate_rule = 'latest'\n"
    claims = {
        "lag": CLAIM,
        "count": "quantity = 'count'\nat = { side = 'CHN', era = 'Two' }\nprinted = 1",
    }
    made = study_of(tmp_path, claims, visits, eras, shocks, more)
    run = made.run()
    assert list(columns_of(run["frequency"])["count"][:2]) == [0, 1]
    lag, count = made.check()
    assert "latest day" in count.definition
    assert (lag.computed, count.computed) == ("105 days (105 to 134)", "1")
    assert list(columns_of(run["lags"])["lag_upper"])[:1] == [134]
