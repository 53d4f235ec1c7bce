"""Eras of two sides that are called the same are told apart in what is told of both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from report_pages import Page
from small_study import era, study_of, visit

from summitry.cli import main
from summitry.report.era_view import named_apart
from summitry.report.write_report import report_html

if TYPE_CHECKING:
    from pathlib import Path

    import summitry

MONTHS = range(1, 13)


def study(folder: Path, other: str) -> summitry.Study:
    visits = [
        visit(f"{year}-{month}-05", *ends)
        for year in range(2001, 2007)
        for month, ends in (("03", ("AAA", "BBB")), ("07", ("BBB", "AAA")))
    ]
    eras = [
        era("First", "2001-01-01", "2004-01-01"),
        era("Second", "2004-01-01"),
        era(other, "2001-01-01", "2005-01-01", "BBB"),
        era("Fourth", "2005-01-01", "", "BBB"),
    ]
    return study_of(folder, {}, visits, eras)


def test_the_terminal_and_the_report_name_the_side(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two rows of trends, and two pairs, began with the same name."""
    page = Page(report_html(study(tmp_path, "First")))
    assert main(["run", str(tmp_path), "--full"]) == 0
    told = capsys.readouterr().out
    for title in ("WHICH ERAS CAN BE TOLD APART", "WITHIN ERAS"):
        part = told[told.index(title) :]
        part = part[: part.index("\n\n\n") if "\n\n\n" in part else None]
        assert "First (AAA)" in part
        assert "First (BBB)" in part
    assert re.search(r"handover from First \(AAA\) to Second", " ".join(told.split()))
    for side in ("AAA", "BBB"):
        assert f"First ({side})" in page.text


def test_no_side_is_named_where_names_differ(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study(tmp_path, "Third")
    assert main(["run", str(tmp_path), "--full"]) == 0
    assert "First (" not in capsys.readouterr().out


def armed(
    folder: Path, claims: dict[str, str] | None = None, other: str = "First"
) -> summitry.Study:
    """Two sides with the same two eras, both told apart by visits of ministers."""
    months = [f"{year}-{month:02}" for year in range(2001, 2007) for month in MONTHS]
    visits = [
        visit(f"{month}-05", visitor_rank="minister" if number % 2 else "head")
        for number, month in enumerate(months)
        if month > "2004" or number % 6 == 0
    ]
    eras = [
        era(name, *days, side)
        for side, first, handover in (
            ("AAA", "First", "2004-01-01"),
            ("BBB", other, "2004-06-01"),
        )
        for name, days in (
            (first, ("2001-01-01", handover)),
            ("Second", (handover, "")),
        )
    ]
    lowest = 'minimum = { AAA = "minister", BBB = "minister" }'
    rule = f'[definition]\nladder = ["head", "minister"]\n{lowest}\n'
    return study_of(folder, claims or {}, visits, eras, more=rule)


def test_a_doubt_stands_under_the_list_of_its_own_side(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each list of eras had the doubts of the other as well, as its own."""
    armed(tmp_path)
    assert main(["run", str(tmp_path), "--full"]) == 0
    told = capsys.readouterr().out
    lists = told[told.index("FREQUENCY BY ERA") : told.index("FREQUENCY BY BOTH")]
    for part in lists.split("FREQUENCY BY ERA")[1:]:
        assert part.count("First is lower than Second") == 1
        assert part.count("'minister' in 2004 only") == 1


def test_joint_eras_and_where_visits_would_be_missing_name_the_side(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They read "First and First", and "missing in First" of two countries."""
    page = Page(report_html(armed(tmp_path))).text
    assert main(["run", str(tmp_path), "--full"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    for text in (page, told):
        assert "First (AAA) and First (BBB)" in text
        assert "Second (AAA) and First (BBB)" in text
    missing = told[told.index("HOW BAD THE ARCHIVE") :]
    for side in ("AAA", "BBB"):
        row = rf"First \({side}\) Second \({side}\) \d+ First \({side}\)"
        assert re.search(row, missing)


@pytest.mark.parametrize(
    ("joint", "named"),
    [
        ("Hu and Kim", "Hu and Kim (PRK)"),
        ("Kim and Kim", "Kim (CHN) and Kim (PRK)"),
        ("Guns and Butter and Kim", "Guns and Butter and Kim (PRK)"),
    ],
)
def test_a_name_may_hold_an_and(joint: str, named: str) -> None:
    eras = {
        "era": ["Hu", "Kim", "Guns and Butter", "Kim"],
        "side": ["CHN", "CHN", "CHN", "PRK"],
    }
    both = {"era": [joint], "side": ["CHN"], "other_side": ["PRK"]}
    told = named_apart({"frequency": eras, "frequency_joint": both})
    assert list(told["frequency_joint"]["era"]) == [named]


AT = 'quantity = "frequency"\nat = { side = "AAA", era = "First" }\n'
OTHER = '{ side = "AAA", era = "Second" }'
BOTH = 'quantity = "frequency"\nat = { eras = { AAA = "First", BBB = "First" } }\n'
CLAIMS = {
    "lowest": f"{AT}rank = {{ place = 1 }}",
    "apart": f"{AT}told_apart_from = {OTHER}",
    "higher": f'{AT}told_apart_from = {OTHER}\nbeing = "higher"',
    "joint": f"{BOTH}rank = {{ place = 1 }}",
}


def test_visits_that_would_overturn_a_claim_are_of_an_era_of_a_side(
    tmp_path: Path,
) -> None:
    """It said "13 more under First", and both sides have an era of that name."""
    found = armed(tmp_path, CLAIMS)
    table = found.robustness().set_index("id")
    memos = found.memos()
    for name in ("lowest", "apart"):
        assert "under First (AAA)" in table.loc[name, "overturned_by"]
    assert "of First (AAA) is less than half of that of Second (AAA)" in memos["lowest"]
    assert "more under First (AAA) or with" in memos["apart"]
    assert "First (AAA) would be told apart as the higher" in memos["higher"]
    assert table.loc["joint", "overturned_by"].endswith(
        "under Second (AAA) and First (BBB)"
    )
    joint = found.check()["joint"]
    assert "First (AAA) and First (BBB)" in joint.definition


def test_an_era_whose_name_no_other_side_has_is_called_by_it(tmp_path: Path) -> None:
    found = armed(tmp_path, {"lowest": CLAIMS["lowest"]}, other="Third")
    assert found.robustness()["overturned_by"].iloc[0].endswith(" under First")


def test_the_era_with_the_fewest_visits_is_quoted_where_it_is_a_clause(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It read "Fewest visits a year: before 2004. It is told apart from ..."."""
    visits = [visit(f"{year}-03-05") for year in (2001, 2004, 2005, 2006)]
    eras = [
        era("before 2004", "2001-01-01", "2004-01-01"),
        era("after 2004", "2004-01-01"),
    ]
    study_of(tmp_path, {}, visits, eras)
    assert main(["run", str(tmp_path), "--full"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Fewest visits a year: “before 2004”. It cannot be told apart" in told
