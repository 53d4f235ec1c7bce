"""Eras of two sides that are called the same are told apart in what is told of both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from report_pages import Page
from small_study import era, study_of, visit

from summitry.cli import main
from summitry.report.write_report import report_html

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    import summitry


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
