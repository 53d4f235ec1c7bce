"""Dates of lists: what is read unasked, what is asked, what a range is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest

import summitry
from summitry.exceptions import InputError, PrecisionError
from summitry.frames import Table
from summitry.sources.written_dates import said_of


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
        ("14. August 1906", "1906-08-14", "1906-08-14"),
        ("August 14,1906", "1906-08-14", "1906-08-14"),
        ("August 14 , 1906", "1906-08-14", "1906-08-14"),
        ("\u200b2017-03-15\ufeff", "2017-03-15", "2017-03-15"),
        ("14 Au\u00adgust\u200e 1906", "1906-08-14", "1906-08-14"),
        ("14. 1906", "", ""),
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
        ("August 14–21,1906", "1906-08-14", "1906-08-21"),
        ("14.–21. August 1906", "1906-08-14", "1906-08-21"),
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
    frame = pd.DataFrame(
        {
            "date": ["2001-01-02", "2001-01-02", "2001-03", "2001-05-01"],
            "end_date": ["2001-01-05", "2001-01-01", None, None],
            "date_latest": [None, None, "2001-04-30", "2001-04-01"],
            "origin": ["A"] * 4,
            "destination": ["B"] * 4,
        }
    )
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


@pytest.mark.parametrize(
    ("written", "row", "asks"),
    [
        (["25/04/2010"], 0, "can only be day first: is that the order?"),
        (["04/25/2010"] * 2, 0, "can only be month first: is that the order?"),
        (["25/04/2010", "3/4/2010"], 1, "has two readings: day first, or month first? (1 can only be day first)"),
        (["25/4/2010", "4/25/2010"], 0, "is that the order? (1 can only be day first and 1 can only be month first)"),
        (["March 2010", "3/4/2010"], 1, "has two readings: day first, or month first?"),
    ],
)  # fmt: skip
def test_the_order_is_asked_of_what_has_two_readings(
    written: list[str], row: int, asks: str
) -> None:
    with pytest.raises(InputError) as caught:
        dated(*written)
    said = str(caught.value)
    assert said.startswith(f"visits row {row}, 'date': '{written[row]}'")
    assert asks in said
    assert "such rows" not in said


@pytest.mark.parametrize("text", ["1¹ May 2009", "May 1², 2009", "2009¹", "2009-05-0¹"])
def test_a_raised_figure_is_a_footnote_and_no_figure_of_a_date(text: str) -> None:
    read = dated(text, dates="excel")
    assert read.counts["not read"] == 1
    assert "take the mark of the footnote off" in read.unread["reason"][0]


def test_a_heading_that_stands_in_every_column_is_no_visit() -> None:
    rows = [
        ["2009-05-05", "CHN", "PRK"],
        ["2010", "2010", "2010"],
        ["2010", "CHN", "PRK"],
    ]
    frame = pd.DataFrame(rows, columns=["date", "origin", "destination"])
    read = summitry.read_visits(frame)
    assert read.account["outcome"].tolist() == ["read", "not read", "read"]
    assert "a heading between the rows" in read.unread["reason"][0]
    here = frame[["date", "destination"]]
    read = summitry.read_visits(here, constant={"origin": "CHN"})
    assert read.account["outcome"].tolist() == ["read", "not read", "read"]


@pytest.mark.parametrize("text", ["2009.05", "2009.5", "5.201", 28.4, 1905.5])
def test_a_point_behind_a_day_or_a_year_is_no_time_of_day(text: Any) -> None:
    read = dated(text, dates="excel", times="cut")
    assert "may be a day and a month" in read.unread["reason"][0]


def test_a_month_and_a_year_are_read_with_a_point_too() -> None:
    assert days_of("05.2009", "5.2009", 11.2009, dates="excel") == [
        *(("2009-05-01", "2009-05-31"), ("2009-05-01", "2009-05-31")),
        ("2009-11-01", "2009-11-30"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\u0662\u0660\u0660\u0669-\u0660\u0665-\u0661\u0662",  # Arabic
        "\u06f1\u06f2/\u06f0\u06f5/\u06f2\u06f0\u06f0\u06f9",  # Persian
        "\uff12\uff10\uff10\uff19-\uff10\uff15-\uff11\uff12",  # wide, of East Asia
        "\uff12\uff10\uff10\uff19\uff0f\uff10\uff15\uff0f\uff11\uff12",
        "\u0967\u0968 May \u0968\u0966\u0966\u096f",  # Devanagari
    ],
)
def test_figures_of_any_script_are_read(text: str) -> None:
    assert days_of(text, dates="day_first") == [("2009-05-12", "2009-05-12")]


def test_years_of_another_calendar_are_read_and_told() -> None:
    read = dated("2009-05-05", "1388-02-15", "2552-05-05", "1800-01-01", "2100-12-31")
    assert read.counts["read"] == 5
    said = "'1388-02-15' is read as 1388-02-15; if another calendar counts so"
    assert read.notes == (f"row 1 and 1 more: {said}, write the day of this one",)
    assert read.account["reason"].notna().tolist() == [False, True, True, False, False]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("28.4.-2.5.2009", "day_first"),
        ("28.04. \u2013 02.05.2009", "day_first"),
        ("28/4-2/5/2009", "day_first"),
        ("04/28-05/02/2009", "month_first"),
    ],
)
def test_the_first_day_of_a_range_may_lack_its_year(text: str, order: str) -> None:
    with pytest.raises(InputError, match="can only be"):
        dated(text, ranges="trip")
    visits = dated(text, dates=order, ranges="trip").visits
    assert visits["date"].dt.strftime("%Y-%m-%d").tolist() == ["2009-04-28"]
    assert visits["end_date"].dt.strftime("%Y-%m-%d").tolist() == ["2009-05-02"]
    other = {"day_first": "month_first", "month_first": "day_first"}[order]
    assert dated(text, dates=other, ranges="trip").counts["not read"] == 1


def test_a_period_of_pandas_is_told_its_text() -> None:
    frame = pd.DataFrame({"date": pd.period_range("2009-01", periods=2, freq="M")})
    frame = frame.assign(origin="CHN", destination="PRK")
    read = summitry.read_visits(frame)
    assert "give a text: table[column].astype(str)" in read.unread["reason"][0]
    read = summitry.read_visits(frame.assign(date=frame["date"].astype(str)))
    assert read.visits["date_precision"].tolist() == ["month", "month"]
