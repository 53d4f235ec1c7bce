"""Reports of studies that are hostile, small, or without matplotlib."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pandas as pd
from report_pages import Page, small_study
from small_study import era, shock, study_of, visit

import summitry
from summitry.cli import main
from summitry.report.write_report import report_html

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>\"'>"
    "</title></style></pre><a href='javascript:alert(1)'>\x1b[31m\u202e$x$"
)
IN_A_FILE = HOSTILE.replace("\x1b[31m", "")  # a study file refuses control characters


def hostile_study(folder: Path) -> summitry.Study:
    """A study whose every text wants to be something else."""
    quoted = IN_A_FILE.replace('"', '\\"')
    claims = f"""
[[claim]]
id = "one"
says = "{quoted}"
quantity = "frequency"
at = {{ era = "{quoted}" }}
printed = 0.5
"""
    text = f"""
title = "{quoted}"
about = "{quoted}"
[observation]
since = 2010-01-01
through = 2016-12-31
[visits]
path = "visits.csv"
[eras]
path = "eras.csv"
[shocks]
path = "shocks.csv"
{claims}
"""
    tables = {
        "visits": {
            "date": ["2010-05-03", "2011-05-20", "2015-10-09"],
            "origin": [HOSTILE, "B", HOSTILE],
            "destination": ["B", HOSTILE, "B"],
            "visitor": [HOSTILE, "=1+1", "Liu"],
            "visitor_rank": ["head_of_state", HOSTILE, "other"],
            "summit": [True, False, True],
            "sourced": [True, False, True],
            "source_title": [HOSTILE, "an innocent title", "good"],
            "source_url": [
                "javascript:alert(1)",
                'https://x" onclick="alert(1)',
                "https://a.example/?q=<b>",
            ],
            "note": [HOSTILE, None, "fine"],
        },
        "eras": {
            "era": [IN_A_FILE, "later"],
            "start": ["2010-01-01", "2013-01-01"],
            "end": ["2013-01-01", None],
        },
        "shocks": {"id": ["s1"], "label": [HOSTILE], "date": ["2012-01-01"]},
    }
    for name, table in tables.items():
        summitry.write_csv(table, folder / f"{name}.csv", guard=False)
    (folder / "study.toml").write_text(text, encoding="utf-8")
    frames: dict[str, Any] = tables
    return summitry.read_study(folder / "study.toml", **frames)


def test_a_hostile_record_stays_text(tmp_path: Path) -> None:
    written = report_html(hostile_study(tmp_path))
    page = Page(written)
    assert not page.errors
    scripts = [given for tag, given in page.elements if tag == "script"]
    assert scripts == [{"type": "application/json", "id": "explore-view-data"}, {}]
    assert all(i["src"].startswith("data:image/svg+xml") for i in page.all("img"))
    assert not [
        n for _, a in page.elements for n in a if n.startswith("on") or n == "style"
    ]
    assert len(page.all("title")) == len(page.all("style")) == 1
    assert len(page.all("pre")) == len(["references", "study file"])
    schemes = {
        a["href"].partition(":")[0] for a in page.all("a") if a["href"][0] != "#"
    }
    assert schemes <= {"https", "http"}
    assert not [a for a in page.all("a") if "alert" in a["href"]]
    assert "\x1b" not in written
    assert "\u202e" not in written
    assert r"\x1b[31m\u202e" in written
    for image in page.all("img"):
        drawn = base64.b64decode(image["src"].partition(",")[2]).decode("utf-8")
        assert "<script" not in drawn
        assert "javascript:" not in drawn


def test_ranks_stand_in_words_wherever_somebody_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    summitry.new_study(tmp_path / "mine")
    path = tmp_path / "mine" / "visits.csv"
    visits = pd.read_csv(path, dtype=str)
    assert visits["visitor_rank"].str.contains("_").any()
    visits.drop(columns="visitor_office").to_csv(path, index=False)
    study = summitry.read_study(tmp_path / "mine")
    source = report_html(study)
    assert "C. Rossi</bdi>, head of state" in source
    page, quoted = Page(source), ("style", "code", "pre", "script")
    told = [
        one for tag, all_ in page.texts.items() if tag not in quoted for one in all_
    ]
    told += [image["alt"] for image in page.all("img")]
    for asked in ([], ["--full"], *(["--only", one.id] for one in study.check())):
        assert main(["run", str(tmp_path / "mine"), *asked]) == 0
        told.append(re.sub(r"\S*/\S*", "", capsys.readouterr().out))
    told += [*study.memos().values(), study.summary()]
    told += [str(one) for one in study.check()]
    assert [one for one in told if re.search(r"[a-z]_[a-z]", one)] == []


def test_without_matplotlib_the_tables_stand_alone(tmp_path: Path) -> None:
    summitry.new_study(tmp_path / "mine")
    code = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "import summitry\n"
        "from summitry.report.write_report import report_html\n"
        f"text = report_html(summitry.read_study({str(tmp_path / 'mine')!r}))\n"
        "print(text.count('<img'), text.count('matplotlib is not installed'))\n"
        "print(text.count('<table>'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[0] == "0 6"
    assert int(done.stdout.splitlines()[1]) > 10


def test_a_small_study_without_claims_or_shocks_is_reported(tmp_path: Path) -> None:
    page = Page(report_html(small_study(tmp_path)))
    assert not page.errors
    assert "Claim by claim" not in page.text
    assert "From a shock" not in page.text


def test_a_study_without_alternatives_speaks_of_no_combinations(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    summitry.new_study(tmp_path / "mine")
    path = tmp_path / "mine" / "study.toml"
    text = path.read_text("utf-8").partition("# Alternatives to the choices")[0]
    asks = text.replace("North and South, 2009 to 2016", "Did relations cool?")
    path.write_text(asks, encoding="utf-8")
    main(["check", str(path)])
    told = " ".join(capsys.readouterr().out.split())
    assert "the one way to count, since the study declares no alternatives." in told
    main(["run", str(path)])
    first = capsys.readouterr().out
    assert first.startswith("Did relations cool? Observed from 2009-01-01 to ")
    page = Page(report_html(summitry.read_study(path))).text
    assert "each claim is asked in one way to count" in page
    assert "Did relations cool? Data, SHA-256" in page
    for said in ("1 combination", "in 1 way;", "?,", "?."):
        assert said not in told + first + page


def test_what_is_computed_is_not_its_own_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    summitry.new_study(tmp_path / "mine")
    path = tmp_path / "mine" / "study.toml"
    text = path.read_text("utf-8").replace('"s1"', '"s2"')
    path.write_text(text.replace("printed = 21", "printed = 1"), encoding="utf-8")
    main(["check", str(path)])
    told = " ".join(capsys.readouterr().out.split())
    assert "NOT REPRODUCED: After the first incident" in told
    assert len(re.findall(r"\d+ days\b", told.partition("Nobody has come")[0])) == 1


def test_a_study_shows_itself_in_a_notebook(tmp_path: Path) -> None:
    shown = hostile_study(tmp_path)._repr_html_()
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown


def test_a_study_without_claims_has_sliders_and_no_empty_part(tmp_path: Path) -> None:
    summitry.new_study(tmp_path / "mine")
    path = tmp_path / "mine" / "study.toml"
    text = path.read_text("utf-8").partition("# What others have printed")[0]
    path.write_text(text, encoding="utf-8")
    study = summitry.read_study(tmp_path / "mine")
    source = report_html(study)
    assert 'id="explore-view"' in source
    assert "published" not in source.partition("</header>")[0]
    assert 'id="answers"' not in source
    assert '<td class="host">' not in source


def test_captions_and_words_tell_of_nothing_that_a_small_study_lacks(
    tmp_path: Path,
) -> None:
    """A day without shocks: no eras beside it are promised, no hundredth of a year."""
    rows = [visit("2001-05-05", summit="true"), visit("2001-05-05", "BBB", "AAA")]
    claim = 'quantity = "frequency"\nat = { era = "One" }\nprinted = 5'
    eras = [era("One", "2001-05-05", "2001-05-06")]
    page = report_html(study_of(tmp_path, claim, rows, eras))
    assert "with the eras of each side." in page
    assert "the shocks." not in page
    assert "2 visits in 1 day" in page
    assert "visits in 0.00" not in page


def test_no_mean_is_said_to_be_marked_where_no_shock_was_answered(
    tmp_path: Path,
) -> None:
    shocks = [shock("s", "2005-01-01")]
    page = report_html(study_of(tmp_path, {}, [visit("2001-05-05")], None, shocks))
    assert "The share of shocks still without a visit." in page
    assert "alone is marked" not in page
