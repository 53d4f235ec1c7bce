"""
Lists that cannot be read as they are, and what is said of each: the table of messages.

``python tests/messages.py`` writes ``tests/data/messages.csv`` anew, for the test and
for the manual; read what changed before you keep it.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd

import summitry
from summitry.exceptions import SummitryError

TABLE = Path(__file__).parent / "data" / "messages.csv"
HEAD = "date,origin,destination\n"
ROW = "2001-01-02,A,B\n"

DATES: list[tuple[Any, dict[str, Any]]] = [
    ("2017-02-29", {}),
    ("1900-02-29", {}),
    ("2017-04-31", {}),
    ("2017-13-01", {}),
    ("2017-00-10", {}),
    ("2017-03-00", {}),
    ("2017-00-00", {}),
    ("31 June 2001", {}),
    ("0000-01-01", {}),
    ("10000-01-01", {}),
    ("-0044-03-15", {}),
    ("03/04/2010", {}),
    ("25/04/2010", {}),
    ("3.4.2010", {}),
    ("03-04-2010", {}),
    ("04/25/2010", {"dates": "day_first"}),
    ("25/04/2010", {"dates": "month_first"}),
    ("25/04/10", {}),
    ("5-Mar-98", {}),
    ("March 5, '98", {}),
    ("August 14–21, 1906", {}),
    ("29 May - 3 June 2016", {}),
    ("2016-05-29/2016-06-03", {}),
    ("1990–1995", {}),
    ("14–21/08/1906", {}),
    ("December 29 – January 2, 2006", {}),
    ("21–14 August 1906", {"ranges": "trip"}),
    ("2016-06-03/2016-05-29", {"ranges": "one_day"}),
    ("May 2001 – 2002", {"ranges": "trip"}),
    ("31 June – 2 July 2001", {"ranges": "trip"}),
    ("2001–02", {}),
    ("1962/..", {}),
    ("../1962", {}),
    ("May 1\u00b2, 2009", {}),
    ("5 May 2009[3]", {}),
    ("14 August", {}),
    ("14–21 August", {}),
    ("May", {}),
    ("39153", {}),
    (39153, {}),
    (39153.0, {}),
    ("39153.25", {}),
    (39153.25, {"dates": "excel"}),
    (1905, {"dates": "excel"}),
    (60, {"dates": "excel"}),
    (0, {"dates": "excel"}),
    (9999999, {"dates": "excel"}),
    (5, {}),
    (-3, {}),
    (123456789, {}),
    ("20171301", {}),
    ("1488844800", {}),
    ("2017-03-01 08:30", {}),
    ("2017-03-01T08:30:00", {}),
    ("March 1, 2017, 8:30 pm", {}),
    ("2017-03-01 25:30", {}),
    ("2017-03-01T00:00:00Z", {}),
    ("2017-03-01T08:30+09:00", {}),
    ("2017-03-01 08:30 EST", {"zone": "America/New_York"}),
    ("TBD", {}),
    ("unknown", {}),
    ("n/a", {}),
    ("?", {}),
    ("-", {}),
    ("c. 1956", {}),
    ("about March 1956", {}),
    ("early March 2017", {}),
    ("Spring 1956", {}),
    ("1950s", {}),
    ("August 14 and 16, 1906", {}),
    ("14/16 August 1906", {}),
    ("2001-01-02; 2001-02-03", {}),
    ("2017年3月1日", {}),
    ("1 марта 2017", {}),
    ("1er mars 2017", {}),
    ("Mai 2009", {}),
    ("12 de mayo de 2009", {}),
    ("#N/A", {}),
    ("Tuesday, March 13, 2017", {}),
    ("last week", {}),
    ("21, 1906", {}),
    ("Mar-17", {}),
    ("the visit began on 1 May " * 9, {}),
    ("17-Mar", {}),
    ("30 December 2005 – 2 January", {}),
    (True, {}),
    (None, {}),
    ("  ", {}),
]
"""What stands in the date of a row, and what is told of dates."""


def workbook(*sheets: list[list[Any]]) -> bytes:
    """Make a workbook of some sheets."""
    book = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.active if number == 0 else book.create_sheet(f"More{number}")
        for row in rows:
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def archive(name: str, content: bytes) -> bytes:
    """Make an archive of one file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        parts.writestr(name, content)
    return made.getvalue()


NAMES = ["date", "origin", "destination"]
DAY = dt.datetime(2007, 3, 12)  # noqa: DTZ001
CELL = "<tr><td>2001<td>A<td>B"
PAGE = f"<table><tr><th>date<th>origin<th>destination{CELL}</table>"
FILES: list[tuple[str, str, bytes, dict[str, Any]]] = [
    ("name", "other names of columns", b"Arrival,From,To\n" + ROW.encode(), {}),
    ("name", "no name that is like ours", b"a,b,c\n" + ROW.encode(), {}),
    ("name", "no origin", b"date,destination\n2001,B\n", {}),
    (
        "name",
        "a column that is not there",
        (HEAD + ROW).encode(),
        {"columns": {"date": "Dat"}},
    ),
    (
        "name",
        "a constant beside a column of it",
        (HEAD + ROW).encode(),
        {"constant": {"origin": "USA"}},
    ),
    ("name", "no place", f"{HEAD}2001-01-02,A,\n".encode(), {}),
    ("name", "neither origin nor destination", f"{HEAD}2001-01-02,,\n".encode(), {}),
    (
        "name",
        "a separator that is none",
        (HEAD + ROW).encode(),
        {"places": {"separator": ""}},
    ),
    (
        "name",
        "a key of places that is none",
        (HEAD + ROW).encode(),
        {"places": {"seperator": ";"}},
    ),
    ("encoding", "GB 18030", f"{HEAD}2001-01-02,中国,朝鲜\n".encode("gb18030"), {}),
    ("encoding", "Shift JIS", f"{HEAD}2001-01-02,日本,中国\n".encode("shift_jis"), {}),
    ("encoding", "EUC-KR", f"{HEAD}2001-01-02,한국,북한\n".encode("euc-kr"), {}),
    ("encoding", "Windows-1251", f"{HEAD}2001-01-02,Россия,Ы\n".encode("cp1251"), {}),
    (
        "encoding",
        "UTF-8 and Latin-1 by turns",
        f"{HEAD}2001-01-02,Köln,B\n".encode() + "2001-01-03,Köln,B\n".encode("latin-1"),
        {},
    ),
    (
        "encoding",
        "a name of no encoding",
        (HEAD + ROW).encode(),
        {"encoding": "utf-9"},
    ),
    (
        "encoding",
        "Latin-1 that is told to be UTF-8",
        f"{HEAD}2001-01-02,Köln,B\n".encode("latin-1"),
        {"encoding": "utf-8"},
    ),
    ("encoding", "half a letter of UTF-16", (HEAD + ROW).encode("utf-16")[:-1], {}),
    ("file", "an empty file", b"", {}),
    ("file", "a file of blanks", b" \n\n", {}),
    ("file", "a file of commas", b",,,\n,,,\n", {}),
    ("file", "an unknown delimiter", (HEAD + ROW).replace(",", "~").encode(), {}),
    ("file", "two delimiters", b"date,x;origin,y;destination\n1,2;3,4;5\n", {}),
    ("file", "a delimiter of two characters", ROW.encode(), {"delimiter": "::"}),
    ("file", "an open quote", f'{HEAD}2001,"A,B\n2002,C,D\n'.encode(), {}),
    ("file", "text behind a quote", f'{HEAD}2001,"A" x,B\n'.encode(), {}),
    ("file", "a NUL", f"{HEAD}2001,A\0,B\n".encode(), {}),
    ("file", "a field too many", f"{HEAD}2001-01-02,A,B,C\n".encode(), {}),
    ("file", "a field too few", f"{HEAD}2001-01-02,A\n".encode(), {}),
    ("file", "no such line of names", (HEAD + ROW).encode(), {"header": 9}),
    ("file", "a sheet of a text", (HEAD + ROW).encode(), {"table": 2}),
    ("file", "an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", {}),
    ("file", "a workbook cut short", workbook([NAMES])[:900], {}),
    ("file", "two sheets", workbook([NAMES, [DAY, "A", "B"]], [["x"]]), {}),
    ("file", "no such sheet", workbook([NAMES]), {"table": "Visit"}),
    ("file", "a title above the names", workbook([["My list"], NAMES]), {}),
    ("file", "a formula without value", workbook([NAMES, [DAY, "A", "=A1"]]), {}),
    (
        "file",
        "a sheet of OpenDocument",
        archive("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        {},
    ),
    ("file", "an archive", archive("visits.csv", b"date\n"), {}),
    ("file", "a Parquet file cut short", b"PAR1\x15...", {}),
    ("file", "a Feather file", b"ARROW1\0\0", {}),
    ("file", "a page with two tables", (PAGE + PAGE).encode(), {}),
    ("file", "no such table", PAGE.encode(), {"table": 3}),
    ("file", "a page without a table", b"<html><p>date,origin</p></html>", {}),
    ("file", "a PDF", b"%PDF-1.7\n", {}),
    ("file", "a file packed by gzip", b"\x1f\x8b\x08\0", {}),
    ("file", "JSON", b'[{"date": "2001"}]', {}),
    ("file", "a file of Stata", b"<stata_dta><header>", {}),
    ("file", "a file of R", b"RDX3\nX\n\0\0", {}),
    ("file", "an SQLite database", b"SQLite format 3\0", {}),
]
"""The group, what it is, the file, and what is told of it."""

SOURCES: list[tuple[str, Any, dict[str, Any]]] = [
    ("no such file", "visit.csv", {}),
    ("an address", "https://example.org/visits.csv", {}),
    ("the text itself", HEAD + ROW, {}),
    ("a folder", ".", {}),
    ("bytes", HEAD.encode(), {}),
    ("a number", 5, {}),
    ("a delimiter of a frame", {"date": ["2001"]}, {"delimiter": ";"}),
    (
        "a frame in which pandas made NA missing",
        pd.DataFrame({"date": ["2001"], "origin": [None], "destination": ["B"]}),
        {},
    ),
    (
        "dates in two orders",
        {"date": ["2001"]},
        {"dates": ["day_first", "month_first"]},
    ),
    ("a word for dates that is none", {"date": ["2001"]}, {"dates": "dayfirst"}),
    ("a word for ranges that is none", {"date": ["2001"]}, {"ranges": "trips"}),
    ("a time zone that is none", {"date": ["2001"]}, {"zone": "Pyongyang"}),
]
"""Other sources, and other arguments."""


def said(source: Any, arguments: dict[str, Any]) -> tuple[str, str]:
    """What is wrong, and what to do: of the refusal or of the row not read."""
    try:
        read = summitry.read_visits(source, **arguments)
    except SummitryError as error:
        return error.message, error.hint or ""
    (reason,) = {*read.account["reason"].dropna()} or {""}
    if not reason:
        what, _, todo = str(read).splitlines()[1].partition("; ")
        return what, todo
    what, _, todo = reason.rpartition("; ")
    return what, todo


def cases() -> list[tuple[str, str, str, Any, dict[str, Any]]]:
    """Group, what it is, what is told of it, the source, and the arguments."""
    made: list[tuple[str, str, str, Any, dict[str, Any]]] = []
    for value, arguments in DATES:
        columns: dict[str, Any] = {"origin": "A", "destination": "B", "note": "x"}
        frame = pd.DataFrame({"date": pd.Series([value], dtype=object), **columns})
        made.append(("date", repr(value), _call(arguments), frame, arguments))
    for group, what, data, arguments in FILES:
        made.append((group, what, _call(arguments), data, arguments))
    for what, source, arguments in SOURCES:
        made.append(("source", what, _call(arguments), source, arguments))
    return made


def messages(folder: Path) -> list[tuple[str, str, str, str, str]]:
    """Every case with what is said of it."""
    rows = []
    for group, what, call, given, arguments in cases():
        source = given
        if isinstance(given, bytes) and group != "source":
            source = folder / "visits.csv"
            source.write_bytes(given)
        elif (
            group == "source" and isinstance(given, str) and given in {"visit.csv", "."}
        ):
            (folder / "visits.csv").write_text(HEAD, "utf-8")
            source = folder / "visit.csv" if given == "visit.csv" else folder
        rows.append((group, what, call, *said(source, arguments)))
    return rows


def _call(arguments: dict[str, Any]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in arguments.items())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="messages") as place:
        home = Path(place) / "lists"
        home.mkdir()
        with TABLE.open("w", encoding="utf-8", newline="") as out:
            lines = csv.writer(out, lineterminator="\n")
            lines.writerow(["group", "what", "given", "says", "next"])
            lines.writerows(messages(home))
