"""What is said of each reading of unclear visits, of no visit, and of the level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from small_study import ONE_AND_TWO, shock, study_of, visit

import summitry
from summitry import plot
from summitry.report.terminal.run_text import run_text
from summitry.report.write_report import report_html

if TYPE_CHECKING:
    from pathlib import Path

SHOCKS = [shock("a", "2001-05-01"), shock("b", "2006-03-01")]
COUNT = "quantity = 'count'\nprinted = 3"


def printed(study: summitry.Study) -> str:
    return " ".join(run_text(study.run(), study.check()).split())


def seen(day: str, *, qualifies: str = "true", summit: str = "true") -> Any:
    return visit(day, qualifies=qualifies, summit=summit)


@pytest.fixture
def both(tmp_path: Path) -> summitry.Study:
    """Three summits, of which one may not count, read without it and with it."""
    visits = [
        seen("2002-01-01"),
        seen("2003-01-01", qualifies="unclear"),
        seen("2005-01-01"),
    ]
    more = "[conventions]\nunclear = 'both'\n"
    return study_of(tmp_path, COUNT, visits, ONE_AND_TWO, SHOCKS, more=more)


def test_each_reading_is_named_and_counted_by_itself(both: summitry.Study) -> None:
    text = printed(both)
    assert (
        "Without unclear: Since the last summit, 2005-01-01, 729 days (2.00 years) had "
        "passed by 2006-12-31: number 2 by length of 2 gaps."
    ) in text
    assert "With unclear: Since the last summit, 2005-01-01, 729 days" in text
    assert "number 2 by length of 3 gaps." in text
    for reading in ("Without unclear", "With unclear"):
        assert f"{reading}: The mean of the 1 answered shock, 245.0 days" in text


def test_a_report_lists_the_gaps_of_each_reading(both: summitry.Study) -> None:
    html = report_html(both)
    assert "The longest of 2 gaps between summits, without unclear" in html
    assert "The longest of 3 gaps between summits, with unclear" in html


def test_without_a_summit_it_is_said_and_drawn(tmp_path: Path) -> None:
    study = study_of(tmp_path, COUNT, [seen("2002-01-01", summit="false")] * 2)
    said = "No summit from 2001-01-01 to 2006-12-31: 2191 days (6.00 years)."
    assert said in printed(study)
    drawn = "2001-01-01 to 2006-12-31: 1 gap 2001-01-01 to 2006-12-31, 2191 days, still"
    assert drawn in report_html(study)


def test_limits_and_memos_name_the_level(tmp_path: Path) -> None:
    visits = [visit("2002-01-01"), visit("2005-01-01")]
    more = "[conventions]\nlevel = 0.8\nadjustment = 'none'\n"
    study = study_of(tmp_path, COUNT, visits, ONE_AND_TWO, more=more)
    assert "365.25; 80% limits in brackets." in printed(study)
    assert "leaves out 1 and the p-value is at most 0.2." in report_html(study)


def test_a_timeline_draws_what_counts_whatever_says_so() -> None:
    visits = {
        "date": ["2002-01-01", "2003-01-01", "2004-01-01"],
        "origin": ["A", "B", "A"],
        "destination": ["B", "A", "B"],
        "qualifies": [True, False, True],
    }
    words = plot.alt_text(plot.timeline(visits))
    assert words.startswith("2 visits between A and B, ")


def test_groups_of_which_only_some_have_a_note_are_one_table() -> None:
    visits = pd.DataFrame(
        {
            "date": [
                f"200{year}-0{month}-01"
                for year in range(1, 6)
                for month in range(1, 7)
            ],
            "visitor_rank": ["head"] * 29 + ["minister"],
        }
    )
    eras = {
        "era": ["One", "Two"],
        "start": ["2001-01-01", "2006-09-01"],
        "end": ["2006-09-01", None],
    }
    seen: dict[str, Any] = {"since": "2001-01-01", "through": "2006-12-31"}
    found: Any = summitry.frequency_by_group(
        visits, eras, ladder=["head", "minister"], **seen
    )
    assert found["count"].tolist() == [29, 0, 1, 0]
    assert found["note"].notna().tolist() == [False, False, False, True]
