"""What is said of a study does not hang on the order of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from small_study import ONE_AND_TWO, shock, study_of, visit

import summitry

if TYPE_CHECKING:
    from pathlib import Path


def test_why_a_claim_is_not_covered_hangs_on_no_order_of_rows(tmp_path: Path) -> None:
    """Of several shocks the first in time is told, and kinds in one order."""
    claims = {
        "waits": 'quantity = "mean_lag"\nprinted = 9',
        "eras": 'quantity = "count"\nat = { period = "2001/2003" }\nprinted = 9',
        "outcomes": 'quantity = "qualification"\nqualifies = true',
    }
    rows = [
        visit("2001-05-05", "AAA", "BBB", qualifies="true", reason="high"),
        visit("2003-05-05", "BBB", "AAA", qualifies="false", reason="low"),
        visit("2005-05-05", "CCC", "BBB", qualifies="unclear", reason="unknown"),
        visit("2005-06-05", "CCC", "AAA", qualifies="true", reason="high"),
        visit("2005-07-05", "BBB", "AAA", qualifies="true", reason="high"),
    ]
    two = {"origin": "AAA", "destination": "BBB"}
    others = {"origin": "AAA", "destination": "CCC"}
    shocks = [
        shock("k1", "2001-06-15", **two),
        shock("k2", "2002-06-15", **two),
        shock("k3", "2001-06-15", **others),
    ]
    more = (
        '[[coverage]]\norigin = "CCC"\n[[coverage]]\norigin = "*"\nsince = 2003-01-01\n'
    )
    told = []
    for number, turned in enumerate((1, -1)):
        (tmp_path / str(number)).mkdir()
        study = study_of(
            *(tmp_path / str(number), claims, rows[::turned], ONE_AND_TWO),
            shocks[::turned],
            more=more,
        )
        told.append({one.id: (one.computed, one.reason) for one in study.check()})
    assert told[0] == told[1]
    assert "AAA from 2001-06-15 to 2002-12-31" in told[0]["waits"][1]
    assert "AAA, BBB from 2001-01-01 to 2002-12-31" in told[0]["eras"][1]
    assert told[0]["outcomes"][0] == "counts, does not count, unclear"


@pytest.mark.parametrize("reading", ["exclude", "include"])
def test_of_visits_of_one_day_the_one_dated_best_is_told(reading: str) -> None:
    """It was the first row, and with it whether the day may be another one."""
    visits = pd.DataFrame(
        {
            "date": ["2001-05", "2001-05-01", "2001-05-01", "2001-07-09"],
            "visitor": ["vague", "exact", "exact, but unclear", "later"],
            "qualifies": ["true", "true", "unclear", "true"],
        }
    )
    shocks = {"date": ["2001-04-20"]}
    seen: Any = {"since": "2001-01-01", "through": "2001-12-31", "unclear": reading}
    for rows in ([0, 1, 2, 3], [3, 1, 0, 2]):
        turned = visits.iloc[rows]
        lags = summitry.response_lags(shocks, turned, **seen)
        assert lags["visit_visitor"].tolist() == ["exact"]
        assert "visit_date_latest" not in lags
        gaps = summitry.visit_gaps(turned, **seen)
        assert gaps["start_visitor"].tolist() == ["exact", "later"]
        assert gaps["end_visitor"][0] == "later"
        assert "start_latest" not in gaps
