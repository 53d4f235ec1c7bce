"""Reports: complete, self-contained, the same bytes."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import china_dprk
from report_pages import Page, small_study

import summitry
from summitry.cli import main
from summitry.exceptions import InputError
from summitry.output.state_names import spelt_out, state_names
from summitry.report.write_report import report_html

NAMES = state_names(["CHN", "PRK"])


@pytest.fixture(scope="module")
def study() -> summitry.Study:
    return china_dprk()


@pytest.fixture(scope="module")
def source(study: summitry.Study) -> str:
    return report_html(study)


@pytest.fixture(scope="module")
def page(source: str) -> Page:
    return Page(source)


def test_the_page_is_well_formed(page: Page, source: str) -> None:
    assert not page.errors
    assert source.startswith('<!DOCTYPE html>\n<html lang="en">')
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {a["href"][1:] for a in page.all("a") if a["href"].startswith("#")}
    assert targets <= set(ids)


def test_it_runs_its_own_script_or_none_and_asks_for_nothing(
    page: Page, source: str, study: summitry.Study
) -> None:
    tags = {tag for tag, _ in page.elements}
    assert not tags & {
        "link",
        "iframe",
        "object",
        "embed",
        "form",
        "svg",
        "base",
    }
    assert not [
        n for _, a in page.elements for n in a if n.startswith("on") or n == "style"
    ]
    assert all(
        image["src"].startswith("data:image/svg+xml;base64,")
        for image in page.all("img")
    )
    (policy,) = (m["content"] for m in page.all("meta") if "http-equiv" in m)
    style = re.search(r"<style>(.*?)</style>", source, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy.startswith(
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:"
    )
    held, run = re.findall(r"<script[^>]*>(.*?)</script>", source, re.DOTALL)
    assert json.loads(held)["own"]
    digest = base64.b64encode(hashlib.sha256(run.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in policy
    assert not re.search(r"\b(fetch|XMLHttpRequest|eval|import|innerHTML)\b", run)
    plain = report_html(study, interactive=False)
    assert "<script" not in plain
    assert "script-src" not in plain
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_images_are_plots_with_words_and_without_scripts(page: Page) -> None:
    images = page.all("img")
    assert len(images) == 7
    for image in images:
        assert len(image["alt"]) > 50
        assert int(image["width"]) > 0 < int(image["height"])
        drawn = base64.b64decode(image["src"].partition(",")[2]).decode("utf-8")
        assert drawn.startswith("<?xml")
        assert "<script" not in drawn
        assert not re.search(r'href="(?!#|data:image/png)', drawn)
        assert "<dc:date>" not in drawn
    assert any("197 visits between" in image["alt"] for image in images)


def test_headings_are_in_order_and_tables_have_heads(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    heads = page.all("th")
    assert heads
    assert {head.get("scope") for head in heads} == {"col", "row"}
    assert len(page.all("caption")) == len(page.all("table"))


def test_it_says_everything_that_was_asked_and_found(
    page: Page, study: summitry.Study
) -> None:
    text = " ".join(page.text.split())
    for title in (
        "The answer",
        "How the visits were counted",
        "What is in the record, and what is left out",
        "Visits in each era",
        "From a shock to the next visit",
        "Claim by claim",
        "Receipts",
        "Methods",
        "The study file",
    ):
        assert title in text
    assert "Of 28 claims: 17 reproduced, 6 not reproduced and 5 not determined." in text
    assert study.hash in text
    assert study.data_hash in text
    assert summitry.__version__ in text
    assert "Garwood (1936)" in text
    assert "Fay and Feuer (1997)" in text
    assert "order unsure against" in text
    for result in study.check():
        assert " ".join(result.says.split()) in text
        assert spelt_out(result.definition, NAMES) in text


def test_each_memo_and_each_receipt_is_there(page: Page, study: summitry.Study) -> None:
    memos = study.memos()
    written = page.texts["p"]
    assert all(spelt_out(memo, NAMES) in written for memo in memos.values())
    rows = [a["id"] for a in page.all("tr") if a.get("id", "").startswith("visit-")]
    assert len(rows) == 240
    links = [a for a in page.all("a") if a["href"].startswith("http")]
    assert len(links) > 150
    assert all(a["rel"] == "noopener noreferrer nofollow" for a in links)
    behind = [a for a in page.all("a") if a["href"].startswith("#visit-")]
    ids = study.visits["id"].tolist()
    answers = ["2006-10-chn-tang-jiaxuan", "2009-09-chn-dai-bingguo"]
    named = {f"#visit-{ids.index(one) + 1}" for one in answers}
    assert named <= {a["href"] for a in behind}


def test_countries_have_names_and_only_what_is_quoted_has_codes(page: Page) -> None:
    assert "North Korea" in page.text
    quoted = ("style", "code", "pre", "title")
    shown = [
        text for tag, texts in page.texts.items() if tag not in quoted for text in texts
    ]
    assert [text for text in shown if re.search(r"(?<!\w)(CHN|PRK)(?!\w)", text)] == []


def test_no_column_says_nothing_and_no_two_have_one_name(source: str) -> None:
    tables = re.findall(r"<table>.*?</table>", source, re.DOTALL)
    for table in tables:
        heads = re.findall(r'scope="col"[^>]*>(.*?)</th>', table)
        assert len(set(heads)) == len(heads), heads
        body = re.findall(
            r"<tr>(<t[hd].*?)</tr>", table.partition("<tbody>")[2], re.DOTALL
        )
        cells = [
            re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in body
        ]
        for column in zip(*cells, strict=True):
            assert {re.sub("<[^>]*>", "", cell) for cell in column} - {"–", ""}, table
    assert len(tables) > 10


def test_the_study_file_stands_as_it_was_read(
    page: Page, study: summitry.Study
) -> None:
    shown = "".join(page.texts["code"])
    assert study.text.rstrip("\n") in shown


def test_the_same_study_gives_the_same_bytes_and_names_nobody(source: str) -> None:
    again = report_html(summitry.read_study("china-dprk"))
    assert again == source
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    for private in (str(Path.home()), str(Path(summitry.__file__).parent), today):
        assert private not in source


def test_it_is_written_whole_and_never_over_another(tmp_path: Path) -> None:
    study = small_study(tmp_path)
    source = report_html(study)
    path = tmp_path / "written" / "report.html"
    path.parent.mkdir()
    assert study.report(path, dated=False) == path
    assert path.read_text("utf-8") == source
    noted = report_html(study, note="Prepared by <A. Nalyst>, 2017-03-16")
    assert "Prepared by &lt;A. Nalyst&gt;, <time>2017-03-16</time>" in noted
    assert "Prepared" not in source
    with pytest.raises(InputError, match="is there already"):
        study.report(path)
    path.write_text("old", encoding="utf-8")
    study.report(path, overwrite=True)
    today = dt.datetime.now().astimezone().date()
    dated = report_html(study, made=today)
    assert path.read_text("utf-8") == dated
    assert f"Made on {today}. Computed by" in dated
    assert [file.name for file in path.parent.iterdir()] == ["report.html"]


def test_the_command_writes_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    summitry.new_study(tmp_path / "mine")
    path, mine = tmp_path / "report.html", str(tmp_path / "mine")
    assert main(["run", mine, "--report", str(path)]) == 0
    assert capsys.readouterr().out == "Written: report.html\n"
    assert path.stat().st_size > 100_000
    assert main(["run", mine, "--report", str(path)]) == 2
    assert "report.html is there already" in capsys.readouterr().err
    assert main(["run", mine, "--report", str(path), "--overwrite"]) == 0
