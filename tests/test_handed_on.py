"""What is shown, taken on into documents: nothing is lost on the way, nothing added."""

from __future__ import annotations

import csv
import datetime as dt
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest
from conftest import china_dprk
from docx import Document
from hostile_table import CAPTION, HOSTILE, TITLE, hostile_table

import summitry
from summitry.exceptions import InputError, MissingExtraError
from summitry.output.escape import visible
from summitry.output.paper import on_paper
from summitry.output.text_table import Grid

if TYPE_CHECKING:
    from pathlib import Path

NOTE = "Interval Garwood (exact)"


@pytest.mark.parametrize("kind", ["md", "tex", "html", "txt", "csv", "xlsx", "docx"])
def test_title_caption_and_notes_go_along(tmp_path: Path, kind: str) -> None:
    shown = hostile_table()
    path = shown.save(tmp_path / f"table.{kind}")
    words = re.sub(r"\W+", " ", text_of(path))
    for part in (TITLE, CAPTION, NOTE):
        for word in re.findall(r"[A-Za-z0-9]+", part):
            assert word in words, word
    with pytest.raises(InputError, match="is there already"):
        shown.save(path)
    assert shown.save(path, overwrite=True) == path


def text_of(path: Path) -> str:
    if path.suffix == ".xlsx":
        sheet = openpyxl.load_workbook(path).active
        return " ".join(str(cell.value) for row in sheet for cell in row)
    if path.suffix == ".docx":
        document = Document(str(path))
        cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
        return " ".join([*cells, *(p.text for p in document.paragraphs)])
    return path.read_text("utf-8")


def test_a_name_that_says_no_kind_is_refused(tmp_path: Path) -> None:
    shown = hostile_table()
    with pytest.raises(InputError, match="names no kind of file") as caught:
        shown.save(tmp_path / "table.odt")
    assert "end it with one of .md, .tex" in (caught.value.hint or "")


def test_excel_has_numbers_and_no_formulas(tmp_path: Path) -> None:
    shown = hostile_table()
    sheet = openpyxl.load_workbook(shown.to_excel(tmp_path / "t.xlsx")).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == TITLE
    heads = ("era", "count", "frequency", "lower", "upper", "start")
    assert rows[1] == heads
    assert rows[2][2] == 0.5
    assert rows[3][2] == pytest.approx(0.5 + 1 / 3, abs=1e-15)
    assert sheet["C4"].number_format == "0.00"
    assert rows[2][5] == dt.datetime(2001, 1, 1)  # noqa: DTZ001
    assert sheet["F3"].number_format == "yyyy-mm-dd"
    formula = next(cell for row in sheet for cell in row if cell.value == "=1+1")
    assert formula.data_type == "s"
    assert rows[12][0] == CAPTION


def test_csv_has_the_rows_first_and_notes_below(tmp_path: Path) -> None:
    shown = hostile_table()
    path = shown.save(tmp_path / "t.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["era", "count", "frequency", "lower", "upper", "start"]
    assert rows[6][0] == "'=1+1"
    assert rows[11] == []
    assert rows[12] == [TITLE]
    assert float(rows[2][2]) == 0.5 + 1 / 3


def test_word_has_the_table_and_what_belongs_to_it(tmp_path: Path) -> None:
    shown = hostile_table()
    document = Document(str(shown.save(tmp_path / "t.docx")))
    (table,) = document.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["era", "count", "frequency", "start"]
    assert cells[1] == ["a|b", "0", "0.50 [0.10, 1.50]", "2001-01-01"]
    assert [row[0] for row in cells[1:]] == [visible(one) for one in HOSTILE]
    captions = [
        p.text
        for p in document.paragraphs
        if p.style is not None and p.style.name == "Caption"
    ]
    assert captions == [TITLE]
    assert document.core_properties.title == TITLE
    head = table.rows[0]._tr.xpath("w:trPr/w:tblHeader")
    assert len(head) == 1


def test_great_tables_gets_the_same_cells() -> None:
    shown = hostile_table()
    page = shown.to_gt().as_raw_html()
    assert "a|b" in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert "<b>x</b>" not in page
    assert "0.50 [0.10, 1.50]" in page
    assert "Visits &amp; &lt;more&gt;" in page
    assert "A caption of mine" in page


def test_files_have_every_row_and_screens_the_first(tmp_path: Path) -> None:
    long = summitry.show({"n": list(range(100))})
    assert "The first 60 of 100 rows." in str(long)
    assert long.to_markdown().count("\n") == 102
    sheet = openpyxl.load_workbook(long.to_excel(tmp_path / "n.xlsx")).active
    assert [row[0] for row in sheet.iter_rows(2, 101, values_only=True)] == [
        *range(100)
    ]
    short = summitry.show({"n": list(range(100))}, rows=3)
    assert "The first 3 of 100 rows." in short.to_markdown()


def test_a_table_that_is_too_wide_for_paper_is_several(tmp_path: Path) -> None:
    wide: dict[str, Any] = {"era": ["Mao Zedong", "Hu Jintao"]}
    wide |= {f"quantity number {k}": [1.5, 2.5] for k in range(20)}
    shown = summitry.show(wide, title="Wide", caption="Below.")
    grids = [part for part in on_paper(shown._parts_()) if isinstance(part, Grid)]
    assert len(grids) > 1
    assert all(grid.columns[0].heading == "era" for grid in grids)
    headings = [column.heading for grid in grids for column in grid.columns]
    assert set(headings) == set(wide)
    document = Document(str(shown.save(tmp_path / "wide.docx")))
    assert len(document.tables) == len(grids)
    assert shown.to_latex().count(r"\caption{Wide}") == 1


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("openpyxl", 'shown.save("t.xlsx")'),
        ("docx", 'shown.save("t.docx")'),
        ("great_tables", "shown.to_gt()"),
        ("weasyprint", 'shown.save("t.pdf")'),
    ],
)
def test_what_is_not_installed_is_named(name: str, call: str, tmp_path: Path) -> None:
    code = (
        f"import sys; sys.modules[{name!r}] = None; import summitry\n"
        "shown = summitry.show({'n': [1]})\n"
        f"try:\n    {call}\n"
        "except summitry.exceptions.MissingExtraError as error:\n    print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"import summitry.exceptions; {code}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert "Hint: pip install 'summitry[" in done.stdout
    assert not [*tmp_path.iterdir()]
    assert issubclass(MissingExtraError, Exception)


def test_a_pdf_is_made_where_weasyprint_is(tmp_path: Path) -> None:
    shown = hostile_table()
    pytest.importorskip("weasyprint", exc_type=ImportError)
    try:
        path = shown.save(tmp_path / "t.pdf")
    except MissingExtraError:
        pytest.skip("the system has no Pango")
    assert path.read_bytes().startswith(b"%PDF")


def test_long_words_of_a_pdf_may_be_broken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    weasyprint = pytest.importorskip("weasyprint", exc_type=ImportError)
    given: list[str] = []

    made = weasyprint.HTML

    def taken(string: str, **options: object) -> object:
        given.append(string)
        return made(string=string, **options)

    monkeypatch.setattr(weasyprint, "HTML", taken)
    names = ["x" * 300, "&" * 40, "short", "a<b>" * 20]
    shown = summitry.show(pd.DataFrame({"name": names, "visits": [1, 2, 3, 4]}))
    try:
        shown.save(tmp_path / "t.pdf")
    except MissingExtraError:
        pytest.skip("the system has no Pango")
    body = given[0].partition("<body")[2]
    assert "x" * 12 + "<wbr>" + "x" * 12 in body
    assert "&amp;" * 40 in body
    assert body.count("<wbr>") == 24


def test_results_are_taken_on_too(tmp_path: Path) -> None:
    study = china_dprk()
    results = summitry.show(study.check("xi-frequency"))
    document = Document(str(results.save(tmp_path / "claims.docx")))
    cells = [cell.text for cell in document.tables[0].rows[1].cells]
    assert cells[0] == "1.25 visits a year in the era of Xi Jinping."
    assert summitry.show(study.definition).to_markdown().startswith("China: foreign")
    assert r"\toprule" in summitry.show(study.scheme).to_latex()
    with pytest.raises(InputError, match="there are 0 tables"):
        summitry.show(study.definition).to_gt()
    memos = summitry.show(study.memos())
    assert "**summit\\-drought**" not in memos.to_markdown()
    assert "**summit-drought**" in memos.to_markdown()


def test_a_mark_tells_excel_of_utf8(tmp_path: Path) -> None:
    frame = pd.DataFrame({"name": ["Phạm Minh Chính"]})
    path = summitry.write_csv(frame, tmp_path / "a.csv", bom=True)
    assert path.read_bytes()[:3] == b"\xef\xbb\xbf"
    assert pd.read_csv(path)["name"].tolist() == ["Phạm Minh Chính"]
    plain = summitry.write_csv(frame, tmp_path / "b.csv")
    assert plain.read_bytes()[:4] == b"name"


def test_days_that_excel_does_not_have_are_texts(tmp_path: Path) -> None:
    path = tmp_path / "old.xlsx"
    days = [dt.date(1850, 1, 1), dt.date(1900, 2, 28), dt.date(1900, 3, 1)]
    summitry.show({"start": days}).save(path)
    rows = list(openpyxl.load_workbook(path).active.values)
    told = [cell for row in rows for cell in row if cell is not None]
    assert [str(cell)[:10] for cell in told[-3:]] == [day.isoformat() for day in days]
    assert [isinstance(cell, str) for cell in told[-3:]] == [True, True, False]


def test_a_result_that_is_one_table_is_one_in_great_tables() -> None:
    pytest.importorskip("great_tables")
    found = china_dprk().multiverse(progress=False)
    assert "Xi Jinping" in summitry.show(found).to_gt().as_raw_html()
