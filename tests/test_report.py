"""Reports: complete, self-contained, the same bytes, closed to the hostile."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import china_dprk

import summitry
from summitry.cli import main
from summitry.exceptions import InputError
from summitry.output.state_names import spelt_out, state_names
from summitry.report.write_report import report_html

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>\"'>"
    "</title></style></pre><a href='javascript:alert(1)'>\x1b[31m\u202e$x$"
)
IN_A_FILE = HOSTILE.replace("\x1b[31m", "")  # a study file refuses control characters
NAMES = state_names(["CHN", "PRK"])
VOID = {"meta", "img", "br", "link", "hr", "input", "source"}


class Page(HTMLParser):
    """The elements of a page: their nesting, attributes and text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {}
        self.errors: list[str] = []
        self.feed(re.sub("</?time>", "", text))
        self.close()
        self.errors += [f"{tag} is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.errors.append(f"</{tag}> closes another element")

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self) -> str:
        return " ".join(" ".join(parts) for parts in self.texts.values())


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


def small_study(folder: Path) -> summitry.Study:
    visits = {"date": ["2010-05-03", "2011-05-20"]}
    eras = {"era": ["a"], "start": ["2010-01-01"], "end": [None]}
    (folder / "study.toml").write_text(
        'title = "Small"\n[observation]\nsince = 2010-01-01\nthrough = 2016-12-31\n'
        '[visits]\npath = "visits.csv"\n[eras]\npath = "eras.csv"\n',
        encoding="utf-8",
    )
    for name, table in {"visits": visits, "eras": eras}.items():
        summitry.write_csv(table, folder / f"{name}.csv")
    return summitry.read_study(folder)


def test_a_small_study_without_claims_or_shocks_is_reported(tmp_path: Path) -> None:
    page = Page(report_html(small_study(tmp_path)))
    assert not page.errors
    assert "Claim by claim" not in page.text
    assert "From a shock" not in page.text


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
