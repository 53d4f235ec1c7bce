"""What is said of a study does not hang on the order of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from small_study import ONE_AND_TWO, shock, study_of, visit

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
