"""Dates in every usual form, and what each bad one gets (classes A1 to A7)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, strategies as st

import summitry
from summitry import exceptions as ex
from summitry.frames import Table
from summitry.frames.dates import day_of, days_of_array, days_of_values, iso

KIM = 15_325
"""2011-12-17 as days since 1970-01-01."""


@pytest.mark.parametrize(
    "value",
    [
        "2011-12-17",
        "2011-12-17T00:00:00",
        "2011-12-17 00:00:00.000",
        dt.date(2011, 12, 17),
        dt.datetime(2011, 12, 17),  # noqa: DTZ001
        pd.Timestamp("2011-12-17"),
        np.datetime64("2011-12-17"),
        np.datetime64("2011-12-17T00:00:00", "ns"),
    ],
)
def test_one_date_in_every_form(value: Any) -> None:
    assert day_of(value, "through") == KIM


@pytest.mark.parametrize("unit", ["D", "h", "m", "s", "ms", "us", "ns"])
def test_datetime64_of_every_unit(unit: str) -> None:
    array = np.array(["2011-12-17", "1969-12-31"], dtype=f"datetime64[{unit}]")
    days, missing = days_of_array(array, "visits", optional=False)
    assert days.tolist() == [KIM, -1]
    assert not missing.any()
    swapped = array.astype(array.dtype.newbyteorder())
    assert days_of_array(swapped, "visits", optional=False)[0].tolist() == [KIM, -1]


COLUMNS: list[Any] = [
    pd.Series(pd.to_datetime(["2011-12-17", "1970-01-01"])),
    pd.Series(pd.to_datetime(["2011-12-17", "1970-01-01"])).astype("datetime64[ns]"),
    pd.Series([dt.date(2011, 12, 17), dt.date(1970, 1, 1)]),
    pd.Series(["2011-12-17", "1970-01-01"]),
    pd.Series(["2011-12-17", "1970-01-01"], dtype=object),
    pd.Series(["2011-12-17", "1970-01-01"], dtype="category"),
    pd.Series(["2011-12-17", "1970-01-01"]).astype("date32[pyarrow]"),
    pl.Series([dt.date(2011, 12, 17), dt.date(1970, 1, 1)]),
    pl.Series(["2011-12-17", "1970-01-01"]),
    pl.Series(["2011-12-17", "1970-01-01"]).cast(pl.Categorical),
    pl.Series(["2011-12-17", "1970-01-01"]).str.to_datetime(),
    pa.array([dt.date(2011, 12, 17), dt.date(1970, 1, 1)]),
    pa.array(["2011-12-17", "1970-01-01"]).dictionary_encode(),
    pa.array(["2011-12-17", "1970-01-01"], type=pa.string_view()),
]


@pytest.mark.parametrize("number", range(len(COLUMNS)))
def test_the_same_days_from_every_column(number: int) -> None:
    column = COLUMNS[number]
    frame: Any
    if isinstance(column, pd.Series):
        frame = column.to_frame("date")
    elif isinstance(column, pl.Series):
        frame = pl.DataFrame({"date": column})
    else:
        frame = pa.table({"date": column})
    assert Table(frame, "visits").days("date").tolist() == [KIM, 0]


@pytest.mark.parametrize(
    ("values", "kind", "code", "rows"),
    [
        (["2017-01-01", None], ex.MissingValueError, "missing_date", (1,)),
        (
            [pd.NaT, pd.NA, float("nan")],
            ex.MissingValueError,
            "missing_date",
            (0, 1, 2),
        ),
        (["2017-02-29", "2017-03-01"], ex.InputError, "bad_date", (0,)),
        (["03/04/2010"], ex.InputError, "bad_date", (0,)),
        (["0000-01-01", "10000-01-01"], ex.RangeError, "out_of_range", (0, 1)),
        (["-0001-01-01"], ex.RangeError, "out_of_range", (0,)),
        (["2017-03-01T08:30"], ex.PrecisionError, "has_time", (0,)),
        (["2017-03-01T00:00:00+09:00"], ex.PrecisionError, "zone_required", (0,)),
        (["2017-03-01", 5], ex.FrameError, "not_a_date", (1,)),
        ([True], ex.FrameError, "not_a_date", (0,)),
        (["1956-09"], ex.PrecisionError, "imprecise_date", (0,)),
    ],
)
def test_bad_dates(
    values: list[Any], kind: type[ex.SummitryError], code: str, rows: tuple[int, ...]
) -> None:
    with pytest.raises(kind) as caught:
        days_of_values(values, "visits")
    assert (caught.value.code, caught.value.rows) == (code, rows)
    assert caught.value.n_bad == len(rows)
    assert f"visits row {rows[0]}" in str(caught.value)


def test_real_date_columns_are_as_strict() -> None:
    timed = pd.DataFrame({"date": [pd.Timestamp("2017-03-01 13:00")]})
    with pytest.raises(ex.PrecisionError, match="has a time of day"):
        Table(timed, "visits").days("date")
    aware = pd.DataFrame({"date": [pd.Timestamp("2017-03-01", tz="Asia/Pyongyang")]})
    with pytest.raises(ex.PrecisionError, match="time zone"):
        Table(aware, "visits").days("date")
    missing = pd.DataFrame({"date": [pd.Timestamp("2017-03-01"), pd.NaT]})
    with pytest.raises(ex.MissingValueError, match="row 1"):
        Table(missing, "visits").days("date")


@pytest.mark.parametrize("value", [None, 5, 2017.0, True])
def test_arguments_that_are_no_date(value: Any) -> None:
    with pytest.raises((ex.MissingValueError, ex.FrameError)) as caught:
        day_of(value, "through")
    assert caught.value.column == "through"


def test_a_thousand_bad_rows_are_one_short_message() -> None:
    with pytest.raises(ex.InputError) as caught:
        days_of_values(["x" * 500] * 1000, "visits")
    assert caught.value.n_bad == 1000
    assert len(caught.value.rows) == 10
    assert len(str(caught.value)) < 500


@given(st.dates(min_value=dt.date(1, 1, 1)))
def test_days_agree_with_the_calendar(date: dt.date) -> None:
    day = date.toordinal() - dt.date(1970, 1, 1).toordinal()
    assert day_of(date.isoformat(), "through") == day
    assert iso(day) == date.isoformat()


def test_expand_dates_on_every_kind(make: Any) -> None:
    visits = make({"date": ["1956-09", "1964", "1962-04/1962-05", "2017-03-01"]})
    made = Table(summitry.expand_dates(visits), "visits")
    first, last = made.days("date"), made.days("date_latest")
    assert [iso(day) for day in first] == [
        "1956-09-01",
        "1964-01-01",
        "1962-04-01",
        "2017-03-01",
    ]
    assert [iso(day) for day in last] == [
        "1956-09-30",
        "1964-12-31",
        "1962-05-31",
        "2017-03-01",
    ]
    assert made.values("date_precision") == ["month", "year", "range", "day"]
    assert made.values("date_text")[1] == "1964"


@pytest.mark.parametrize(
    "column",
    [
        pd.Series(np.array(["2011-12-17"], dtype="datetime64[s]")),
        pd.Series(pd.to_datetime(["2011-12-17"])).astype("datetime64[ns]"),
        pl.Series([dt.datetime(2011, 12, 17)]),  # noqa: DTZ001
        pl.Series([dt.date(2011, 12, 17)]),
    ],
)
def test_real_dates_are_read_as_arrays(
    column: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def one_by_one(*_: object, **__: object) -> None:
        raise AssertionError("a column of real dates went through a list")

    monkeypatch.setattr("summitry.frames.table.days_of_values", one_by_one)
    frame = pl.DataFrame if isinstance(column, pl.Series) else pd.DataFrame
    assert Table(frame({"date": column}), "visits").days("date").tolist() == [KIM]


WORDS = ["b", "a", None, "b"]


@pytest.mark.parametrize(
    "column",
    [
        pl.Series(WORDS),
        pl.Series(WORDS, dtype=pl.Categorical),
        pl.Series(WORDS, dtype=pl.Enum(["z", "a", "b"])),
        pd.Series(WORDS),
        pd.Series(WORDS, dtype="category"),
        pd.Series(WORDS, dtype="string"),
    ],
)
def test_words_are_coded_by_their_library(
    column: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def by_value(_: object) -> None:
        raise AssertionError("a column of words was coded value by value")

    monkeypatch.setattr("summitry.frames.library_codes._by_value", by_value)
    frame = pl.DataFrame if isinstance(column, pl.Series) else pd.DataFrame
    found = Table(frame({"origin": column}), "visits").categories("origin")
    assert found.codes.tolist() == [0, 1, -1, 0]
    assert found.labels == ["b", "a"]


@pytest.mark.parametrize(
    ("values", "unit", "code"),
    [
        (["2001-01-01", "NaT"], "D", "missing_date"),
        (["2001-01-01", "10000-01-01"], "D", "out_of_range"),
        (["2001-01-01", "2001-01-01T13"], "h", "has_time"),
    ],
)
def test_real_dates_say_what_is_wrong(values: list[str], unit: str, code: str) -> None:
    table = Table({"date": np.array(values, dtype=f"datetime64[{unit}]")}, "visits")
    with pytest.raises(ex.InputError) as raised:
        table.days("date")
    found = raised.value
    assert (found.code, found.column, found.rows) == (code, "date", (1,))


def test_every_row_with_a_zone_is_named() -> None:
    zoned = pd.to_datetime(["NaT", "2001-01-01", "2001-01-02"]).tz_localize("UTC")
    table = Table({"end": zoned}, "eras")
    with pytest.raises(ex.PrecisionError) as raised:
        table.optional_days("end")
    found = raised.value
    assert (found.code, found.column, found.rows) == ("zone_required", "end", (1, 2))


def test_a_bad_end_is_told_by_the_row_of_the_caller() -> None:
    with pytest.raises(ex.InputError) as raised:
        Table({"end": [None, "", "soon"]}, "eras").optional_days("end")
    assert (raised.value.column, raised.value.rows) == ("end", (2,))


@pytest.mark.parametrize(
    ("columns", "kind", "code"),
    [
        ({"date": np.array("2001-01-01", "M8[D]")}, ex.ShapeError, "bad_shape"),
        ({"date": np.zeros((2, 2), "M8[D]")}, ex.ShapeError, "bad_shape"),
        ({"date": ["2001-01-01"] * 3, "a": [1]}, ex.ShapeError, "length_mismatch"),
        ({"date": np.array([0], "i8").view("M8")}, ex.InputError, "bad_column"),
        ({"date": np.array([0], "M8[7D]")}, ex.InputError, "bad_column"),
    ],
)
def test_columns_that_are_no_table(
    columns: Any, kind: type[ex.InputError], code: str
) -> None:
    with pytest.raises(kind) as raised:
        Table(columns, "visits")
    assert raised.value.code == code


def test_numbers_in_the_other_byte_order() -> None:
    swapped = np.array([1.5, 2.0], dtype=">f8")
    assert Table({"weight": swapped}, "visits").floats("weight").tolist() == [1.5, 2.0]


def test_missing_ends_of_visits_stay_missing_when_asked(make: Any) -> None:
    visits = make({"end_date": ["1959-10", None, "2017-03-01"]})
    made = Table(
        summitry.expand_dates(visits, column="end_date", optional=True), "visits"
    )
    first, missing = made.optional_days("end_date")
    assert missing.tolist() == [False, True, False]
    assert iso(first[0]) == "1959-10-01"
    assert iso(made.optional_days("end_date_latest")[0][0]) == "1959-10-31"
    assert made.values("end_date_precision") == ["month", None, "day"]
    assert made.values("end_date_text") == ["1959-10", None, "2017-03-01"]
    with pytest.raises(ex.MissingValueError):
        summitry.expand_dates(visits, column="end_date")


@pytest.mark.parametrize("value", ["2004", "2004-05", "2004-05-01/2004-05-09"])
def test_a_span_for_one_day_is_refused_with_a_day(value: str) -> None:
    with pytest.raises(ex.PrecisionError) as caught:
        day_of(value, "since")
    assert caught.value.hint == "name one day, such as since='2017-03-15'"
