"""A run tells what the study itself counts, and the other reading beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small_study import era, shock, study_of, visit

from summitry.report.terminal.run_text import run_text

if TYPE_CHECKING:
    from pathlib import Path

    import summitry

RULE = '[definition]\nladder = ["head", "minister"]\nminimum = { AAA = "minister" }\n'
ERAS = [era("One", "2001-01-01", "2004-01-01"), era("Two", "2004-01-01")]
ROWS = [
    visit("2001-05-05", visitor_rank="head"),
    visit("2002-05-05"),
    visit("2003-05-05"),
    visit("2004-05-05", visitor_rank="head"),
    visit("2005-05-05", visitor_rank="minister"),
]
CLAIM = 'quantity = "frequency"\nat = { era = "One" }\nprinted = 1.0'
INCLUDE = '[conventions]\nunclear = "include"\n'


def told(study: summitry.Study) -> str:
    return " ".join(run_text(study.run()).split())


@pytest.mark.parametrize(
    ("more", "count", "lowest"),
    [
        ("", "3.00 1 0.33", "One; if every unclear visit counts, Two"),
        (INCLUDE, "3.00 3 1.00", "Two; if no unclear visit counts, One"),
    ],
)
def test_a_table_of_eras_counts_as_the_claims_do(
    tmp_path: Path, more: str, count: str, lowest: str
) -> None:
    study = study_of(tmp_path, CLAIM, ROWS, ERAS, more=RULE + more)
    text = told(study)
    assert f"One {count}" in text
    assert f"Fewest visits a year: {lowest}." in text
    table = study.run().tables["frequency"]
    value = study.check()["it"].value
    assert value == pytest.approx(table["frequency"][0])


def test_unclear_visits_that_count_are_not_left_out(tmp_path: Path) -> None:
    study = study_of(tmp_path, CLAIM, ROWS, ERAS, more=RULE + INCLUDE)
    assert len(study.run().tables["left_out"]) == 0
    assert "Counted here" not in told(study)


def test_a_report_says_what_its_diamonds_are(tmp_path: Path) -> None:
    study = study_of(tmp_path, CLAIM, ROWS, ERAS, more=RULE + INCLUDE)
    page = study.report(tmp_path / "report.html").read_text("utf-8")
    assert "A diamond is the frequency if no unclear visit counts." in page
    assert "if every unclear visit counts" not in page


def test_phases_say_how_many_visits_they_are_made_of(tmp_path: Path) -> None:
    reports = (
        '[[coverage]]\nvisitor_rank = "*"\n'
        '[[coverage]]\nvisitor_rank = "minister"\nsince = 2005-01-01\n'
    )
    rule = RULE.replace("AAA", "AAA = 'minister', BBB")
    rows = [row | {"visitor_rank": row.get("visitor_rank", "head")} for row in ROWS]
    text = told(study_of(tmp_path, CLAIM, rows, ERAS, more=rule + reports))
    part = text.partition("WHEN THE RATE CHANGED")[2]
    assert "2001-01-01 2006-12-31 4" in part
    assert (
        "Counted here: 4 of the 5 visits that count; the others are covered only in part."
    ) in part


SHOCKS = [shock("k1", "2001-06-15", label="First"), shock("k2", "2004-06-15")]
WAITS = {
    "vague": 'quantity = "lag"\nat = { shocks = ["k1"] }\nprinted = 9',
    "unended": 'quantity = "lag"\nat = { shocks = ["k2"] }\nprinted = 209',
    "order": (
        'quantity = "frequency"\nat = { era = "One" }\nlower_than = { era = "Two" }'
    ),
    "rank": 'quantity = "frequency"\nat = { era = "Two" }\nrank = { place = 1 }',
    "sooner": (
        'quantity = "mean_lag"\nat = { shocks = ["k1"] }\n'
        'lower_than = { shocks = ["k2"] }'
    ),
}
DOUBTED = [
    visit("2001-06-20"),
    visit("2001-08", source="a"),
    visit("2005-01-10"),
]


def test_another_reading_tells_all_that_the_record_then_leaves_open(
    tmp_path: Path,
) -> None:
    study = study_of(tmp_path, WAITS, DOUBTED, ERAS, SHOCKS)
    found = {name: study.check()[name].readings["with a source only"] for name in WAITS}
    assert found == {
        "vague": "47 (47 to 77)",
        "unended": "more than 929",
        "order": "Two 0.00, One 0.33",
        "rank": "lowest 0.00",
        "sooner": "47 to 77 days (shock First), no number of days (shock of 2004-06-15)",
    }
    memos = study.memos()
    assert "It would be 47 (47 to 77) with a source only." in memos["vague"]
    assert "It would be Two 0.00, One 0.33 with a source only." in memos["order"]
    assert "k1" not in memos["sooner"]


def test_a_wait_that_goes_on_has_another_reading(tmp_path: Path) -> None:
    claim = 'quantity = "lag"\nat = { shocks = ["k2"] }\ncensored = true'
    rows = [
        visit("2004-06-24", qualifies="unclear"),
        visit("2001-02-01", qualifies="true"),
    ]
    study = study_of(tmp_path, claim, rows, ERAS, SHOCKS)
    assert study.check()["it"].readings == {"with unclear visits": "9"}
