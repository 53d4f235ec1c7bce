"""Lists in files and tables of every kind: the same visits, and the user's rows."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import duckdb
import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

import summitry
from summitry.exceptions import ColumnError, InputError
from summitry.frames import Table

if TYPE_CHECKING:
    from pathlib import Path

HEAD = ["date", "origin", "destination", "note"]
ROWS = [
    ["2001-01-02", "NA", "CHN", "first"],
    ["2002-03", "Côte d\u2019Ivoire", "PRK", 'said "no"; left, early'],
    ["2003", "DEU", "CHN", ""],
]


def text_of(delimiter: str, ends: str = "\n") -> str:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if cell else ""

    lines = [HEAD, *([quoted(cell) for cell in row] for row in ROWS)]
    return ends.join(delimiter.join(line) for line in lines) + ends


def workbook_of(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def page_of() -> str:
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS
    )
    names = "".join(f"<th>{name}</th>" for name in HEAD)
    return f"<!DOCTYPE html><body><table><tr>{names}</tr>{rows}</table></body>"


def parquet_of() -> bytes:
    made = io.BytesIO()
    frame = pd.DataFrame(ROWS, columns=HEAD)
    frame["note"] = frame["note"].replace("", None)
    frame.to_parquet(made)
    return made.getvalue()


FILES: dict[str, tuple[bytes, str]] = {
    "commas": (text_of(",").encode(), "CSV, UTF-8, commas"),
    "semicolons": (text_of(";").encode(), "CSV, UTF-8, semicolons"),
    "tabs": (text_of("\t").encode(), "CSV, UTF-8, tabs"),
    "bars": (text_of("|").encode(), "CSV, UTF-8, bars"),
    "carriage returns": (text_of(",", "\r").encode(), "CSV, UTF-8, commas"),
    "windows ends": (text_of(";", "\r\n").encode(), "CSV, UTF-8, semicolons"),
    "mark": (
        text_of(",").encode("utf-8-sig"),
        "CSV, UTF-8 with a byte order mark, commas",
    ),
    "utf-16": (text_of("\t").encode("utf-16"), "CSV, UTF-16, tabs"),
    "utf-16-be": (text_of(",").encode("utf-16-be"), "CSV, UTF-16, commas"),
    "utf-16-le": (text_of(",").encode("utf-16-le"), "CSV, UTF-16, commas"),
    "utf-32": (text_of(",").encode("utf-32"), "CSV, UTF-32, commas"),
    "windows": (text_of(";").encode("cp1252"), "CSV, Windows-1252, semicolons"),
    "latin": (
        text_of(";").replace("\u2019", "'").encode("latin-1"),
        "CSV, Latin-1, semicolons",
    ),
    "sep": (b"sep=;\r\n" + text_of(";").encode(), "CSV, UTF-8, semicolons"),
    "excel": (workbook_of([HEAD, *ROWS]), "Excel, sheet 'Sheet'"),
    "html": (page_of().encode(), "HTML, UTF-8, table 1 of 1"),
    "parquet": (parquet_of(), "Parquet"),
}


@pytest.mark.parametrize("kind", FILES)
def test_the_same_visits_from_every_kind_of_file(kind: str, tmp_path: Path) -> None:
    data, form = FILES[kind]
    path = tmp_path / "visits.dat"
    path.write_bytes(data)
    read = summitry.read_visits(path)
    assert read.source == f"visits.dat: {form}"
    visits = read.visits
    assert visits["origin"].str.replace("\u2019", "'").tolist() == [
        *("NA", "Côte d'Ivoire", "DEU"),
    ]
    assert visits["date"].dt.strftime("%Y-%m-%d").tolist() == [
        *("2001-01-02", "2002-03-01", "2003-01-01"),
    ]
    assert visits["date_precision"].tolist() == ["day", "month", "year"]
    assert visits["note"].tolist()[:2] == ["first", 'said "no"; left, early']
    assert visits["note"].isna().tolist() == [False, False, True]
    first = {"parquet": 0, "sep": 3}.get(kind, 2)
    assert visits["row"].tolist() == [first, first + 1, first + 2]
    assert read.counts == {"read": 3, "split": 0, "not read": 0, "empty": 0}
    assert len(read.unread) == 0


def lines(tmp_path: Path, text: str, **arguments: Any) -> summitry.ReadVisits:
    path = tmp_path / "visits.csv"
    path.write_text(text, "utf-8", newline="")
    return summitry.read_visits(path, **arguments)


@pytest.mark.parametrize("name", ["PK", "PKéy", "RDX", "BZh", "ARROW1", "PAR1", "$FL2"])
def test_a_column_may_be_called_as_files_of_other_kinds_begin(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / "visits.csv"
    path.write_text(f"{name},date,origin,destination\n7,2001-02-03,A,B\n", "utf-8")
    assert summitry.read_visits(path).visits[name].tolist() == ["7"]


@pytest.mark.parametrize("name", ["base64", "rot13", "zip", "a\0b", "undefined"])
def test_what_is_no_encoding_of_a_text_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    path.write_text("date,origin,destination\n2001-02-03,A,B\n")
    with pytest.raises(InputError, match="there is no encoding") as caught:
        summitry.read_visits(path, encoding=name)
    assert caught.value.code == "unknown_encoding"


def test_rows_are_called_by_the_line_on_which_they_begin(tmp_path: Path) -> None:
    read = lines(
        tmp_path,
        "\n"
        "date,origin,destination,note\n"
        '2001-01-02,A,B,"two\nlines"\n'
        "\n"
        "2001-02-30,A,B,\n"
        ",,,\n"
        "2001-01-03,A,B\n"
        "2001-01-04,A,B,x,,\n"
        "2001-01-05,A,B,x,y\n"
        ",,,\n",
    )
    account = read.account
    assert account["row"].tolist() == [3, 5, 6, 7, 8, 9, 10, 11]
    assert account["outcome"].tolist() == [
        *("read", "empty", "not read", "empty"),
        *("not read", "read", "not read", "empty"),
    ]
    assert account["reason"].tolist()[4].startswith("3 fields under 4 names")
    assert read.visits["note"].tolist() == ["two\nlines", "x"]
    assert read.unread["row"].tolist() == [6, 8, 10]
    assert read.unread["further cells"].tolist()[2] == "y"


def test_spreadsheet_rows_are_those_that_excel_shows(tmp_path: Path) -> None:
    day = dt.datetime(2007, 3, 12)  # noqa: DTZ001
    rows: list[list[Any]] = [
        ["Visits, a list"],
        [],
        ["Date", "Origin", "Destination", "n"],
        [day, "USA", "NA", 3],
        [],
        [2007, "USA", "N/A", 4],
        ["12/03/2007", "USA", None, None],
    ]
    path = tmp_path / "visits.xlsx"
    path.write_bytes(workbook_of(rows))
    read = summitry.read_visits(path, header=3, dates="day_first")
    assert "1 row above the names" in read.source
    assert read.account["row"].tolist() == [4, 5, 6, 7]
    assert read.account["outcome"].tolist() == ["read", "empty", "read", "not read"]
    assert read.visits["destination"].tolist() == ["NA", "N/A"]
    assert read.visits["date_text"].tolist() == ["2007-03-12", "2007"]


@pytest.mark.parametrize("cell", ["#N/A", "#REF!", "#NAME?", "#DIV/0!", "Err:508"])
@pytest.mark.parametrize("name", HEAD[:3])
def test_an_error_of_a_spreadsheet_is_no_country(
    cell: str, name: str, tmp_path: Path
) -> None:
    good = dict(zip(HEAD, ["2001-02-03", "A", "B", "#N/A"], strict=True))
    bad = good | {name: cell}
    (tmp_path / "a.xlsx").write_bytes(
        workbook_of([HEAD, *(list(one.values()) for one in (good, bad))])
    )
    table = pd.DataFrame([good, bad])
    table.to_csv(tmp_path / "a.csv", index=False)
    for source in (tmp_path / "a.xlsx", tmp_path / "a.csv", table):
        read = summitry.read_visits(source)
        assert len(read.visits) == 1
        assert "an error of the spreadsheet; mend its formula" in str(read)


def test_a_formula_without_its_value_is_told_when_printed(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook_of([HEAD[:3], ["2001-02-03", "A", "=A1"]]))
    assert "the formula =A1 without its value" in str(summitry.read_visits(path))


@pytest.mark.parametrize("above", [0, 1])
def test_a_workbook_says_from_which_year_it_counts(above: int, tmp_path: Path) -> None:
    book, path = openpyxl.Workbook(), tmp_path / "a.xlsx"
    book.epoch = CALENDAR_MAC_1904
    assert book.active is not None
    for row in [["A list"]] * above + [HEAD[:3], [36_559, "A", "B"]]:
        book.active.append(row)
    book.save(path)
    told: dict[str, Any] = {"header": above + 1}
    with pytest.raises(InputError, match="counts days from 1904") as caught:
        summitry.read_visits(path, dates="excel", **told)
    assert caught.value.hint == "say dates='excel_1904'"
    read = summitry.read_visits(path, dates="excel_1904", **told)
    assert str(read.visits["date"][0].date()) == "2004-02-04"
    assert "its days counted from 1904" in read.source


def test_cells_that_span_rows_stand_in_each(tmp_path: Path) -> None:
    page = (
        "<table><caption>Trips</caption><tr><th>Date<th>Origin<th>Destination"
        "<tr><td rowspan=3>2001-01-02<td rowspan=2>A<td>B<br>C"
        "<tr><td>D<tr><td colspan=2>E</table>"
        "<table><tr><td>x<tr><td>y</table>"
    )
    path = tmp_path / "page.html"
    path.write_text(page, "utf-8")
    with pytest.raises(InputError) as caught:
        summitry.read_visits(path)
    assert caught.value.code == "which_table"
    for table in (1, "Trips"):
        read = summitry.read_visits(path, table=table, places="\n")
        pairs = zip(read.visits["origin"], read.visits["destination"], strict=True)
        assert [*pairs] == [("A", "B"), ("A", "C"), ("A", "D"), ("E", "E")]
        assert read.visits["visit_id"].tolist() == ["2.1", "2.2", "3", "4"]


def test_an_encoding_that_changes_is_named_by_line(tmp_path: Path) -> None:
    text = "date,origin,destination\n"
    data = text.encode() + "2001,Köln,B\n".encode() + "2002,Köln,B\n".encode("cp1252")
    path = tmp_path / "visits.csv"
    path.write_bytes(data)
    with pytest.raises(InputError, match="line 2 is UTF-8, line 3 is not"):
        summitry.read_visits(path)
    read = summitry.read_visits(path, encoding="by_line")
    assert read.visits["origin"].tolist() == ["Köln", "Köln"]
    assert read.account["reason"].tolist()[1] == "the line is Windows-1252"
    assert pd.isna(read.account["reason"].tolist()[0])


FRAME = {
    "date": ["August 14–21, 1906", "1911", None, "2017-02-29"],
    "origin": ["USA", "USA", "USA", "USA"],
    "destination": ["Panama; Fiji", "Cuba", "Peru", "Peru"],
    "n": [1, 2, 3, 4],
}


def test_the_callers_kind_comes_back(make: Any) -> None:
    frame = make(FRAME)
    read = summitry.read_visits(frame, ranges="trip", places=";")
    kinds = {type(one) for one in (read.visits, read.account, read.unread)}
    assert kinds == {type(frame)}
    visits = Table(read.visits, "visits")
    assert visits.values("visit_id") == ["0.1", "0.2", "1"]
    assert visits.values("trip") == ["0", "0", "1"]
    assert visits.values("destination") == ["Panama", "Fiji", "Cuba"]
    assert visits.values("n") == [1, 1, 2]
    assert visits.values("date_text") == ["August 14–21, 1906"] * 2 + ["1911"]
    ends, missing = visits.optional_days("end_date")
    assert missing.tolist() == [False, False, True]
    assert (ends - visits.days("date")).tolist()[:2] == [7, 7]
    account = Table(read.account, "account")
    assert account.values("visit_ids") == ["0.1 to 0.2", "1", None, None]
    assert account.values("n_visits") == [2, 1, 0, 0]
    assert Table(read.unread, "unread").values("date") == [None, "2017-02-29"]
    assert make(FRAME)["n"].to_numpy().tolist() == [1, 2, 3, 4]


def test_an_arrow_stream_is_read() -> None:
    stream = duckdb.sql(
        "select date '2001-01-02' as date, 'A' as origin, 'B' as destination"
    )
    assert stream is not None
    read = summitry.read_visits(stream)
    assert isinstance(read.visits, pa.Table)
    assert read.visits["date"].to_pylist() == [dt.date(2001, 1, 2)]


def test_an_odd_index_does_not_matter() -> None:
    frame = pd.DataFrame(FRAME, index=["x"] * 4)
    read = summitry.read_visits(frame, ranges="one_day")
    assert read.visits.index.tolist() == [0, 1]
    assert read.visits["date_precision"].tolist() == ["range", "year"]
    assert read.visits["date_latest"].dt.day.tolist() == [21, 31]
    assert "end_date" not in read.visits


def test_names_below_a_title_are_found_by_their_row(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("My visits,,\n\nWhen,From,To\n2007-05-17,DEU,RUS\n", "utf-8")
    columns = {"date": "When", "origin": "From", "destination": "To"}
    with pytest.raises(ColumnError, match=r"line 3 has it as a cell.* say header=3"):
        summitry.read_visits(path, columns=columns)
    assert len(summitry.read_visits(path, columns=columns, header=3).visits) == 1


def test_a_page_is_read_as_it_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<table><tr><th>date<th>origin<th>destination<th>note"
        "<tr><td>May 1<sup>2</sup>, 2009<td>CHN<td>PRK<td>raised"
        "<tr><td>5<sup>th</sup> May 2009<td>CHN<td>PRK<td>ordinal"
        "<tr><th colspan=4>2010"
        '<tr><td><span style="display: none">2010-05-06 <span>key</span></span>'
        "6 May 2010<td>CHN<td>PRK<td>hidden"
        "<tr><td>7 May 2010<td>CHN<td>PRK"
        "<tr><td>8 May 2010<td>CHN<td>PRK<td>wide<td>more</table>",
        "utf-8",
    )
    read = summitry.read_visits(path)
    assert read.visits["date_text"].tolist() == [
        *("5th May 2009", "6 May 2010", "7 May 2010")
    ]
    assert read.visits["note"].isna().tolist() == [False, False, True]
    footnote, heading, wide = read.unread["reason"]
    assert "mark of the footnote" in footnote
    assert "a heading between the rows" in heading
    assert "5 fields under 4 names; give every column" in wide
