"""A report as a Word document and as a PDF: what the page says, in another binding."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from conftest import bundled, china_dprk
from docx import Document
from matplotlib.figure import Figure

import summitry
from summitry.cli import main
from summitry.exceptions import InputError, MissingExtraError
from summitry.frames import Table
from summitry.output.format import MISSING
from summitry.output.word import word_bytes
from summitry.report._blocks import _drawn
from summitry.report._robust import explained
from summitry.report.explained_words import worded
from summitry.report.write_report import report_html

if TYPE_CHECKING:
    from pathlib import Path

    from summitry.facade.study import Study


@pytest.fixture
def study(tmp_path: Path) -> Study:
    summitry.new_study(tmp_path / "mine")
    return summitry.read_study(tmp_path / "mine")


def test_a_figure_of_a_page_is_drawn_once_as_it_would_be_saved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = {"era": ["Hu", "Xi"], "frequency": [5.5, 1.39]}
    table |= {"lower": [4.1, 0.5], "upper": [7.2, 3.0]}
    drawn: list[object] = []
    draw = Figure.draw

    def counted(paper: Figure, renderer: Any) -> None:
        drawn.append(renderer)
        draw(paper, renderer)

    monkeypatch.setattr(Figure, "draw", counted)
    found = _drawn(lambda: summitry.plot.frequency(table))
    assert len(drawn) == 1
    monkeypatch.setattr("summitry.report._blocks._lay_out", lambda _: None)
    assert _drawn(lambda: summitry.plot.frequency(table)) == found


def test_a_report_of_a_bundled_record_loads_no_pandas(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['pandas'] = None\n"
        "from summitry.cli import main\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    asked = ["run", "china-dprk", "--report", str(tmp_path / "report.html")]
    command = [sys.executable, "-c", code, *asked]
    subprocess.run(command, capture_output=True, text=True, check=True)


def test_a_word_report_says_what_the_page_says(study: Study, tmp_path: Path) -> None:
    path = study.report(tmp_path / "report.docx", dated=False)
    page = report_html(study, interactive=False)
    document = Document(str(path))
    heads = [p.text for p in document.paragraphs if styled(p).startswith("Heading 1")]
    assert heads == re.findall(r"<h2[^>]*>([^<]*)</h2>", page)
    titles = [p.text for p in document.paragraphs if styled(p) == "Title"]
    assert titles == [study.title]
    assert len(document.tables) == page.count("<table>")
    assert len(document.inline_shapes) == page.count("<figure>") > 0
    cells = {c.text for t in document.tables for row in t.rows for c in row.cells}
    for one in study.check():
        assert " ".join(one.says.split()) in cells
    with zipfile.ZipFile(path) as file:
        text = file.read("word/document.xml").decode()
    assert text.count("<wp:docPr") == text.count('descr="') == page.count("<figure>")


def styled(paragraph: object) -> str:
    style = getattr(paragraph, "style", None)
    return "" if style is None else str(style.name)


def test_links_of_receipts_are_links(tmp_path: Path) -> None:
    study = bundled("china-rok")
    path = study.report(tmp_path / "r.docx")
    with zipfile.ZipFile(path) as file:
        links = file.read("word/_rels/document.xml.rels").decode()
    assert 'TargetMode="External"' in links
    assert 'Target="#' not in links


def test_a_pdf_report_is_one(study: Study, tmp_path: Path) -> None:
    pytest.importorskip("weasyprint", exc_type=ImportError)
    try:
        path = study.report(tmp_path / "report.pdf")
    except MissingExtraError:
        pytest.skip("the system has no Pango")
    assert path.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    "kind",
    [
        *(".doc", ".odt", ".md", ".xlsx", ".toml", ".csv", ".json", ".zip", ".png"),
        *(".parquet", ".py", ".svg", ".ipynb", ".pptx", ".unheard-of", ".html.bak"),
    ],
)
@pytest.mark.parametrize("overwrite", [False, True])
def test_other_kinds_are_refused_and_stay_as_they_are(
    study: Study, tmp_path: Path, kind: str, *, overwrite: bool
) -> None:
    path = tmp_path / f"report{kind}"
    if overwrite:
        path.write_text("kept")
    said = f"cannot be written as {path.suffix}$"
    with pytest.raises(InputError) as caught:
        study.report(path, overwrite=overwrite)
    assert re.search(said, caught.value.message)
    assert caught.value.code == "unknown_kind"
    assert caught.value.hint == "end its name with .html, .docx or .pdf"
    assert path.exists() == overwrite
    assert not overwrite or path.read_text() == "kept"


@pytest.mark.parametrize("name", ["report", ".html", "html"])
def test_a_name_without_an_ending_is_refused(
    study: Study, tmp_path: Path, name: str
) -> None:
    with pytest.raises(InputError, match=f"'{name}' has no ending") as caught:
        study.report(tmp_path / name)
    assert caught.value.hint == "end its name with .html, .docx or .pdf"


def test_no_report_is_written_over_its_study(tmp_path: Path) -> None:
    (file, *_) = summitry.new_study(tmp_path / "mine")
    text = file.read_text("utf-8")
    words = ["run", str(file), "--report", str(file), "--overwrite"]
    assert main(words) == 2
    assert file.read_text("utf-8") == text


def test_the_short_ending_of_a_page_is_one(tmp_path: Path) -> None:
    summitry.new_study(tmp_path / "mine")
    path = summitry.read_study(tmp_path / "mine").report(tmp_path / "R.HTM")
    assert path.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_a_run_is_one_document(study: Study, tmp_path: Path) -> None:
    run = study.run()
    document = Document(str(run.report(tmp_path / "tables.docx")))
    captions = [p.text for p in document.paragraphs if styled(p) == "Caption"]
    assert "Days from each shock to the next visit." in captions
    assert len(captions) == len(run.whole())
    assert "**Why visits do not count.**" in run.report(tmp_path / "t.md").read_text()


def test_what_is_no_element_of_ours_is_text(tmp_path: Path) -> None:
    path = tmp_path / "odd.docx"
    page = (
        "<style>p{}</style><p>one &amp; <i>two</i>\x01</p></ul><table></table>"
        "<p><img src='data:image/png;base64,???'><a href='javascript:x'>three</a></p>"
        "<table><tr><td colspan='2'>wide</td></tr><tr><td>a</td><td>b</td></tr></table>"
        "<pre>  four\n  five</pre>left open<p>six"
    )
    path.write_bytes(word_bytes(page, "Odd"))
    document = Document(str(path))
    texts = [p.text for p in document.paragraphs if p.text]
    assert texts == ["one & two\ufffd", "three", "four\n  five", "left open", "six"]
    assert [[c.text for c in row.cells] for row in document.tables[0].rows] == [
        ["wide", "wide"],
        ["a", "b"],
    ]
    with zipfile.ZipFile(path) as file:
        assert b"javascript" not in file.read("word/document.xml")


def test_ways_to_printed_numbers_fit_on_paper(tmp_path: Path) -> None:
    """No column of theirs is mostly dashes, and nothing of a way is lost."""
    frame = china_dprk().explained
    assert frame is not None
    found, told = Table(frame, "explained"), explained(frame, {})[-1]
    path = tmp_path / "ways.docx"
    path.write_bytes(word_bytes(told, "Ways"))
    grid = [[cell.text for cell in r.cells] for r in Document(str(path)).tables[0].rows]
    heads, *lines = grid
    assert len(heads) == 4
    for head, *cells in zip(*grid, strict=True):
        assert sum(cell in {MISSING, ""} for cell in cells) < len(cells) / 2, head
    first = [k for k, way in enumerate(found.values("way")) if way <= 1]
    assert len(lines) == len(first)
    seen: set[tuple[str, str]] = set()
    for k, (*_, said) in zip(first, lines, strict=True):
        row = {name: worded(found, name)[k] for name in found.columns}
        for name in ("instead_of", "changes", "visits", "breaks", "reason"):
            assert not row[name] or str(row[name]) in said
        outcome = row["target"], row["numbers"]
        assert (row["numbers"] or "") in said or outcome in seen
        assert ("as short" in said) == (row["ways"] > 1)
        seen.add(outcome)
