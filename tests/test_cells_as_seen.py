"""Cells as they are seen: merged and spanning ones, and marks that nobody sees."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest

import summitry
from summitry.exceptions import InputError

if TYPE_CHECKING:
    from pathlib import Path


def test_what_merged_cells_say_stands_in_each_of_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [
        ["Visits", None, None, None],
        ["date", "origin", "destination", "visitor"],
        [dt.date(2009, 3, 2), "CHN", "PRK", "A"],
        [None, None, "KOR", "A"],
        [None, None, "JPN", "B"],
        ["2010", None, None, None],
        [dt.date(2010, 5, 1), "CHN", "PRK", "A"],
        [None, "KOR", "PRK", "A"],
    ]:
        sheet.append(row)
    # Some go on behind what the sheet holds, and one is empty.
    for block in ("A1:Z1", "A3:A5", "B3:B5", "A6:D6", "A7:A90", "F2:G4"):
        sheet.merge_cells(block)
    book.save(tmp_path / "a.xlsx")
    read = summitry.read_visits(tmp_path / "a.xlsx", header=2)
    days = read.visits["date"].astype(str).tolist()
    assert days == ["2009-03-02"] * 3 + ["2010-05-01"] * 2
    assert read.visits["origin"].tolist() == ["CHN"] * 4 + ["KOR"]
    assert read.visits["row"].tolist() == [3, 4, 5, 7, 8]
    assert "'2010' is the date and the 'destination': a heading" in str(read)
    assert "merged cells filled in" in str(read)


def test_a_merged_cell_is_seen_and_what_it_hides_is_not(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (
        ["date", "origin", "destination"],
        ["2001", "CHN", "PRK"],
        ["1999", "KOR", "PRK"],
    ):
        book.active.append(row)
    plain = io.BytesIO()
    book.save(plain)
    with (
        zipfile.ZipFile(plain) as parts,
        zipfile.ZipFile(tmp_path / "a.xlsx", "w") as made,
    ):
        for name in parts.namelist():
            text = parts.read(name).replace(
                b"</sheetData>",
                b"</sheetData><mergeCells count='1'><mergeCell ref='A2:A3'/></mergeCells>",
            )
            made.writestr(name, text)
    read = summitry.read_visits(tmp_path / "a.xlsx")
    assert read.visits["date_text"].tolist() == ["2001", "2001"]


@pytest.mark.parametrize("mark", ["\u200b", "\u200e", "\ufeff", "\u00a0", "\u2060 "])
def test_marks_that_nobody_sees_are_part_of_no_name(mark: str, tmp_path: Path) -> None:
    lines = ["date,origin,destination", "2001,CHN,Fiji;Tonga", f"{mark},{mark},{mark}"]
    text = "\n".join(line.replace(",", f"{mark},{mark}") for line in lines)
    (tmp_path / "a.csv").write_text(f"{text}{mark}\n", encoding="utf-8")
    rules = {"separator": ";"}
    read = summitry.read_visits(tmp_path / "a.csv", places=rules)
    assert read.visits["origin"].tolist() == ["CHN", "CHN"]
    assert read.visits["destination"].tolist() == ["Fiji", "Tonga"]
    assert read.account["outcome"].tolist() == ["split", "empty"]
    whole = pd.DataFrame(
        [line.split(",") for line in lines[1:]], columns=lines[0].split(",")
    )
    frame = whole.map(lambda cell: f"{mark}{cell}{mark}")
    read = summitry.read_visits(frame, places=rules)
    assert read.visits["destination"].tolist() == ["Fiji", "Tonga"]
    assert read.account["outcome"].tolist() == ["split", "empty"]


def test_a_cell_that_spans_no_number_of_rows_spans_all_below(tmp_path: Path) -> None:
    head = "<tr><th>date<th>origin<th>destination"
    rows = "<tr><td>2001<td rowspan=0>CHN<td>PRK<tr><td>2002<td colspan=0>KOR<tr><td>2003<td>JPN"
    (tmp_path / "a.html").write_text(f"<table>{head}{rows}</table>", encoding="utf-8")
    read = summitry.read_visits(tmp_path / "a.html")
    assert read.visits["origin"].tolist() == ["CHN"] * 3
    assert read.visits["destination"].tolist() == ["PRK", "KOR", "JPN"]


@pytest.mark.parametrize(
    "text", ['{"a": 1}\n{"a": 2}\n', ' {"a": {}} \r\n\r\n{"a": 2}']
)
def test_json_of_lines_is_told_how_pandas_reads_it(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8", newline="")
    with pytest.raises(InputError, match="lines=True"):
        summitry.read_visits(tmp_path / "a.json")
    assert len(pd.read_json(tmp_path / "a.json", lines=True)) == 2
    (tmp_path / "a.json").write_text('{\n"a": {"b": 1}\n}', encoding="utf-8")
    with pytest.raises(InputError, match=r"read_json\(path\)"):
        summitry.read_visits(tmp_path / "a.json")


@pytest.mark.parametrize("begin", ["</thead>", "<tbody>", "</thead><tbody>"])
def test_a_cell_spans_no_row_of_another_group(begin: str, tmp_path: Path) -> None:
    head = "<thead><tr><th rowspan=3>date<th>origin<th>destination"
    rows = "<tr><td>2001<td>CHN<td rowspan=9>PRK<tr><td>2002<td>KOR"
    more = "<tbody><tr><td>2003<td>CHN<td>JPN"
    page = f"<table>{head}{begin}{rows}{more}</table>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    read = summitry.read_visits(tmp_path / "a.html")
    assert read.visits["destination"].tolist() == ["PRK", "PRK", "JPN"]
