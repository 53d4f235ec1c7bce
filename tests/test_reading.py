"""Lists of visits of every kind, to the same table and an account of every row."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings, strategies as st

import summitry
from summitry.exceptions import ColumnError, InputError, PrecisionError
from summitry.frames import Table
from summitry.sources.written_dates import said_of

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
        [2007, "USA", "#N/A", 4],
        ["12/03/2007", "USA", None, None],
    ]
    path = tmp_path / "visits.xlsx"
    path.write_bytes(workbook_of(rows))
    read = summitry.read_visits(path, header=3, dates="day_first")
    assert "1 row above the names" in read.source
    assert read.account["row"].tolist() == [4, 5, 6, 7]
    assert read.account["outcome"].tolist() == ["read", "empty", "read", "not read"]
    assert read.visits["destination"].tolist() == ["NA", "#N/A"]
    assert read.visits["date_text"].tolist() == ["2007-03-12", "2007"]


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


def dated(*values: Any, **arguments: Any) -> summitry.ReadVisits:
    frame = pd.DataFrame({"date": pd.Series([*values], dtype=object)})
    frame["origin"], frame["destination"] = "A", "B"
    return summitry.read_visits(frame, **arguments)


def days_of(*values: Any, **arguments: Any) -> list[tuple[str, str]]:
    visits = dated(*values, **arguments).visits
    first = visits["date"].dt.strftime("%Y-%m-%d")
    return [*zip(first, visits["date_latest"].dt.strftime("%Y-%m-%d"), strict=True)]


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2017-03-15", "2017-03-15", "2017-03-15"),
        (" 2017-03-15", "2017-03-15", "2017-03-15"),
        ("2017-03-15 ", "2017-03-15", "2017-03-15"),
        ("\xa02017-03-15\t", "2017-03-15", "2017-03-15"),
        ("2017-03-15T00:00:00", "2017-03-15", "2017-03-15"),
        ("2017-3-5", "2017-03-05", "2017-03-05"),
        ("2017/03/05", "2017-03-05", "2017-03-05"),
        ("20170305", "2017-03-05", "2017-03-05"),
        (20170305, "2017-03-05", "2017-03-05"),
        ("1964", "1964-01-01", "1964-12-31"),
        (1964, "1964-01-01", "1964-12-31"),
        (1964.0, "1964-01-01", "1964-12-31"),
        ("1964.0", "1964-01-01", "1964-12-31"),
        (np.int64(1964), "1964-01-01", "1964-12-31"),
        ("1964~", "1964-01-01", "1964-12-31"),
        ("1964?", "1964-01-01", "1964-12-31"),
        ("196X", "1960-01-01", "1969-12-31"),
        ("1956-21", "1956-03-01", "1956-05-31"),
        ("1956-09", "1956-09-01", "1956-09-30"),
        ("March 2017", "2017-03-01", "2017-03-31"),
        ("Sept. 2017", "2017-09-01", "2017-09-30"),
        ("3/2017", "2017-03-01", "2017-03-31"),
        ("Mar-2017", "2017-03-01", "2017-03-31"),
        ("14/Aug/1906", "1906-08-14", "1906-08-14"),
        ("August 14, 1906", "1906-08-14", "1906-08-14"),
        ("AUGUST 14 1906", "1906-08-14", "1906-08-14"),
        ("14 August 1906", "1906-08-14", "1906-08-14"),
        ("14-Aug-1906", "1906-08-14", "1906-08-14"),
        ("the 14th", "", ""),
        ("3rd of May 1999", "1999-05-03", "1999-05-03"),
        ("Monday, March 13, 2017", "2017-03-13", "2017-03-13"),
        (dt.date(2017, 3, 15), "2017-03-15", "2017-03-15"),
        (pd.Timestamp("2017-03-15"), "2017-03-15", "2017-03-15"),
        (np.datetime64("2017-03-15"), "2017-03-15", "2017-03-15"),
    ],
    ids=repr,
)
def test_what_is_read_unasked(written: Any, first: str, last: str) -> None:
    assert days_of(written) == ([(first, last)] if first else [])


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("August 14–21, 1906", "1906-08-14", "1906-08-21"),
        ("August 14-21 1906", "1906-08-14", "1906-08-21"),
        ("October 30–November 2, 2009", "2009-10-30", "2009-11-02"),
        ("29 May - 3 June 2016", "2016-05-29", "2016-06-03"),
        ("14–21 August 1906", "1906-08-14", "1906-08-21"),
        ("December 29, 2005 – January 2, 2006", "2005-12-29", "2006-01-02"),
        ("29 December 2005 to 2 January 2006", "2005-12-29", "2006-01-02"),
        ("from 3 to 5 May 1999", "1999-05-03", "1999-05-05"),
        ("May 3 through May 5, 1999", "1999-05-03", "1999-05-05"),
        ("2016-05-29 – 2016-06-03", "2016-05-29", "2016-06-03"),
        ("2016-05-29/2016-06-03", "2016-05-29", "2016-06-03"),
        ("2016-05-29 to 2016-06-03", "2016-05-29", "2016-06-03"),
        ("1906 August 14–21", "1906-08-14", "1906-08-21"),
        ("29 May 2016 – 3 June", "2016-05-29", "2016-06-03"),
        ("14th-21st Aug. 1906", "1906-08-14", "1906-08-21"),
        ("August–September 1906", "1906-08-01", "1906-09-30"),
        ("1990–1995", "1990-01-01", "1995-12-31"),
        ("1962-04/1962-05", "1962-04-01", "1962-05-31"),
    ],
)
def test_a_range_is_a_trip_or_one_day(written: str, first: str, last: str) -> None:
    with pytest.raises(InputError) as caught:
        dated(written)
    assert caught.value.code == "range_of_days"
    assert caught.value.rows == (0,)
    assert days_of(written, ranges="one_day") == [(first, last)]
    trip = dated(written, ranges="trip").visits
    assert trip["date"].dt.strftime("%Y-%m-%d").tolist() == [first]
    assert trip["end_date"].dt.strftime("%Y-%m-%d").tolist() == [last]


@pytest.mark.parametrize(
    ("written", "told", "day"),
    [
        ("03/04/2010", "day_first", "2010-04-03"),
        ("03/04/2010", "month_first", "2010-03-04"),
        ("3.4.2010", "day_first", "2010-04-03"),
        ("03-04-2010", "month_first", "2010-03-04"),
        (39153, "excel", "2007-03-12"),
        (39153.0, "excel", "2007-03-12"),
        ("39153", "excel", "2007-03-12"),
        ("39153.0", "excel", "2007-03-12"),
        (1, "excel", "1900-01-01"),
        (59, "excel", "1900-02-28"),
        (61, "excel", "1900-03-01"),
        (2958465, "excel", "9999-12-31"),
        (37691, "excel_1904", "2007-03-12"),
        (0, "excel_1904", "1904-01-01"),
        (2419, "excel", "1906-08-15"),
    ],
    ids=repr,
)
def test_what_is_read_when_told(written: Any, told: str, day: str) -> None:
    assert days_of(written, dates=told) == [(day, day)]
    if told.endswith("first"):
        with pytest.raises(InputError) as caught:
            dated(written)
        assert caught.value.code == "bad_date"


def test_serial_numbers_with_a_gap(make: Any) -> None:
    frame = make(
        {
            "date": [39153.0, None, 39155.0],
            "origin": ["A"] * 3,
            "destination": ["B"] * 3,
        }
    )
    with pytest.raises(InputError, match="a serial number of a spreadsheet"):
        summitry.read_visits(frame)
    read = summitry.read_visits(frame, dates="excel")
    assert Table(read.account, "account").values("outcome") == [
        *("read", "not read", "read"),
    ]


def test_a_time_of_day_and_a_zone_are_asked_about() -> None:
    moment = pd.Timestamp("2017-03-01 16:30", tz="UTC")
    for value, code in (("2017-03-01 16:30", "has_time"), (moment, "zone_required")):
        with pytest.raises(PrecisionError) as caught:
            dated(value)
        assert caught.value.code == code
        assert days_of(value, times="cut") == [("2017-03-01", "2017-03-01")]
    assert days_of(moment, zone="Asia/Seoul") == [("2017-03-02", "2017-03-02")]
    assert days_of("2017-03-01T00:30+09:00", zone="UTC") == [("2017-02-28",) * 2]


def test_every_question_is_asked_at_once() -> None:
    with pytest.raises(InputError) as caught:
        dated("2001", "03/04/2010", "39153", "2017-01-01 08:30", "May 1–3, 2001")
    error = caught.value
    assert error.rows == (1, 2, 3, 4)
    for word in ("day_first", "dates='excel'", "times='cut'", "ranges='trip'"):
        assert word in str(error)


def test_own_columns_of_ends_and_of_latest_days() -> None:
    frame = {
        "date": ["2001-01-02", "2001-01-02", "2001-03", "2001-05-01"],
        "end_date": ["2001-01-05", "2001-01-01", None, None],
        "date_latest": [None, None, "2001-04-30", "2001-04-01"],
        "origin": ["A"] * 4,
        "destination": ["B"] * 4,
    }
    read = summitry.read_visits(frame)
    assert read.visits["row"].tolist() == [0, 2]
    assert read.visits["date_precision"].tolist() == ["day", "range"]
    assert read.visits["end_date"].isna().tolist() == [False, True]
    reasons = read.account["reason"].tolist()
    assert reasons[1].startswith("'end_date' is before 'date'")
    assert reasons[3].startswith("'date_latest' is before 'date'")


def test_a_range_beside_another_end_is_told() -> None:
    frame = {
        "date": ["May 1–3, 2001", "May 1–3, 2001"],
        "end_date": ["2001-05-03", "2001-05-04"],
        "origin": "A",
        "destination": ["B", "B"],
    }
    frame["origin"] = ["A", "A"]
    read = summitry.read_visits(frame, ranges="trip")
    assert read.account["outcome"].tolist() == ["read", "not read"]


@pytest.mark.parametrize(
    ("cell", "separator", "names", "places"),
    [
        ("Fiji; Tonga", ";", [], ["Fiji", "Tonga"]),
        ("Fiji;;Tonga; ", ";", [], ["Fiji", "Tonga"]),
        ("Fiji", ";", [], ["Fiji"]),
        ("Korea, Republic of", ",", [], ["Korea, Republic of"]),
        ("Congo, Democratic Republic of the", ",", [], None),
        ("Bonaire, Sint Eustatius and Saba", ",", [], None),
        ("Atlantis, Isle of", ",", ["Atlantis, Isle of"], None),
        ("Atlantis, Isle of", ",", [], ["Atlantis", "Isle of"]),
        (
            "Japan, korea,  REPUBLIC of, China",
            ",",
            [],
            ["Japan", "korea, REPUBLIC of", "China"],
        ),
        ("Korea, Republic of", ";", [], ["Korea, Republic of"]),
        ("Fiji and Tonga", " and ", [], ["Fiji", "Tonga"]),
        (";", ";", [], [";"]),
    ],
)
def test_places_of_a_cell(
    cell: str, separator: str, names: list[str], places: list[str] | None
) -> None:
    frame = {"date": ["2001"], "origin": ["A"], "destination": [cell]}
    read = summitry.read_visits(frame, places={"separator": separator, "names": names})
    found = [" ".join(place.split()) for place in read.visits["destination"]]
    assert found == (places or [cell])
    assert set(read.visits["trip"]) == {"0"}


def test_several_origins_meet_several_destinations() -> None:
    frame = {"date": ["2001"], "origin": ["A;B"], "destination": ["C;D"]}
    places = {"separator": ";", "columns": ["origin", "destination"]}
    visits = summitry.read_visits(frame, places=places).visits
    pairs = {*zip(visits["origin"], visits["destination"], strict=True)}
    assert pairs == {("A", "C"), ("A", "D"), ("B", "C"), ("B", "D")}
    assert visits["visit_id"].is_unique


def test_a_cell_is_not_divided_unasked() -> None:
    frame = {"date": ["2001"], "origin": ["A"], "destination": ["C; D"]}
    read = summitry.read_visits(frame)
    assert read.visits["destination"].tolist() == ["C; D"]
    assert "places={'separator': ';'}" in str(read)


def test_columns_are_understood_by_name_alone() -> None:
    frame = {"Date": ["2001"], "ORIGIN": ["A"], "destination": ["B"], "Who": ["x"]}
    read = summitry.read_visits(frame)
    assert read.columns == {
        "date": "Date",
        "origin": "ORIGIN",
        "destination": "destination",
    }
    assert read.suggestions == {"Who": "visitor"}
    assert read.visits.columns.tolist()[:6] == [
        *("visit_id", "row", "date", "origin", "destination", "Who"),
    ]
    assert "not understood, perhaps: columns={'visitor': 'Who'}" in str(read)
    assert "visitor" in read._repr_html_()
    with pytest.raises(ColumnError) as caught:
        summitry.read_visits({"Arrival": ["2001"], "From": ["A"], "To": ["B"]})
    hint = caught.value.hint or ""
    assert "{'date': 'Arrival', 'origin': 'From', 'destination': 'To'}" in hint


def test_a_name_that_is_taken_is_kept_aside() -> None:
    frame = {
        "date": ["2001", "x"],
        "origin": ["A", "A"],
        "destination": ["B", "B"],
        "row": [7, 8],
        "reason": ["because", "so"],
        "date_text": ["then", "then"],
    }
    read = summitry.read_visits(frame)
    assert read.visits["given_row"].tolist() == [7]
    assert read.visits["given_date_text"].tolist() == ["then"]
    assert read.visits["reason"].tolist() == ["because"]
    assert read.unread["given_row"].tolist() == [8]
    assert read.unread["given_reason"].tolist() == ["so"]


def test_a_read_list_can_be_read_again() -> None:
    first = summitry.read_visits(summitry.datasets.load_visits("china-dprk"))
    again = summitry.read_visits(first.visits)
    for column in ("date", "date_latest", "end_date", "origin", "date_precision"):
        pd.testing.assert_series_equal(first.visits[column], again.visits[column])
    bundled = summitry.datasets.load_visits("china-dprk")
    assert first.visits["date_precision"].tolist() == bundled["date_precision"].tolist()


def test_html_of_a_list_is_escaped() -> None:
    frame = {"date": ["2001"], "origin": ["A"], "destination": ["<b>;x"]}
    shown = summitry.read_visits(frame)._repr_html_()
    assert "<b>" not in shown


CELLS = st.sampled_from(
    [
        *("2001-01-02", "1964", "May 2001", "2017-02-29", "soon", "", "  ", "TBD"),
        *("August 14–21, 1906", "03/04/2010", "39153", "2001-01-02 08:30"),
    ]
)
PLACES = st.sampled_from(["A", "NA", "", "B; C", "Korea, Republic of", " ", ";"])
LISTS = st.lists(st.tuples(CELLS, PLACES, PLACES), max_size=12)
TOLD: dict[str, Any] = {
    "dates": ["day_first", "excel"],
    "ranges": "trip",
    "times": "cut",
    "places": {"separator": ";", "columns": ["origin", "destination"]},
}


@given(rows=LISTS)
@settings(deadline=None, max_examples=60)
def test_no_row_disappears(rows: list[tuple[str, str, str]]) -> None:
    columns = [*zip(*rows, strict=True)] or [(), (), ()]
    frame = pl.DataFrame(
        dict(zip(HEAD, map(list, columns), strict=False)),
        schema=dict.fromkeys(HEAD[:3], pl.String),
    )
    read = summitry.read_visits(frame, **TOLD)
    account = read.account
    assert account["row"].to_list() == [*range(len(rows))]
    assert sum(read.counts.values()) == len(rows)
    assert account["n_visits"].sum() == len(read.visits)
    unread = account.filter(pl.col("outcome") == "not read")
    assert unread["row"].to_list() == read.unread["row"].to_list()
    assert unread["reason"].null_count() == 0
    assert read.visits["visit_id"].is_unique().all()
    assert read.visits["visit_id"].str.split(".").list.first().to_list() == [
        str(row) for row in read.visits["row"].to_list()
    ]
    for row, said in zip(account["row"], account["visit_ids"], strict=True):
        ids = read.visits.filter(pl.col("row") == row)["visit_id"].to_list()
        assert said == (None if not ids else " to ".join([ids[0], *ids[1:][-1:]]))
    for visit in read.visits.iter_rows(named=True):
        assert visit["date_text"] == rows[visit["row"]][0]


@given(rows=LISTS.filter(len), seed=st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=30)
def test_the_order_of_rows_does_not_matter(rows: list[Any], seed: Any) -> None:
    order = [*range(len(rows))]
    seed.shuffle(order)

    def visits(listed: list[Any]) -> list[tuple[Any, ...]]:
        frame = pd.DataFrame(listed, columns=HEAD[:3], dtype=object)
        kept = summitry.read_visits(frame, **TOLD).visits
        names = ["row", "date", "date_latest", "origin", "destination"]
        return [*kept[names].itertuples(index=False, name=None)]

    shuffled = visits([rows[place] for place in order])
    back = sorted((order[row], *rest) for row, *rest in shuffled)
    assert back == sorted(visits(rows))


@pytest.mark.parametrize("part", ["-", "1 - ", "May-", "1/", ";", "2001-01-01 ", ", "])
def test_a_long_cell_is_looked_at_once(part: str) -> None:
    cell = part * (1 << 19)
    frame = {"date": [cell], "origin": ["A"], "destination": [cell]}
    read = summitry.read_visits(frame, places={"separator": ";"})
    (reason,) = read.account["reason"]
    assert "is too long for a date" in reason
    assert len(reason) < 400


def test_each_text_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def counted(text: str, rules: Any) -> Any:
        calls.append(text)
        return said_of(text, rules)

    monkeypatch.setattr("summitry.sources.date_columns.said_of", counted)
    for many in (10, 1000):
        calls.clear()
        dated(*["May 2001", "1964", "2001-01-02"] * many)
        assert sorted(calls) == ["1964", "2001-01-02", "May 2001"]
