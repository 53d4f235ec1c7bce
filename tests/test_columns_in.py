"""Columns are read in the codes and days of their own library, whichever that is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings, strategies as st
from pandas.api.types import is_object_dtype

import summitry
from summitry import _core
from summitry.exceptions import (
    CategoryError,
    MissingValueError,
    PrecisionError,
    RangeError,
)
from summitry.frames import Table
from summitry.frames.dates import Ticks

NAMES = ["CHN", "PRK", "KOR", "USA", "RUS"]
SPARE = ["ZZZ", *NAMES, "AAA"]
"""Categories of which some do not occur, in another order than they appear in."""


def columns_of(values: list[Any]) -> dict[str, Any]:
    """The same texts, some missing, in every kind of column."""
    arrow = pa.array(values, pa.string())
    chunked = pa.chunked_array([arrow[:3], arrow[3:]], pa.string())
    return {
        "pandas object": pd.DataFrame({"c": pd.Series(values, dtype=object)}),
        "pandas str": pd.DataFrame({"c": pd.Series(values, dtype="str")}),
        "pandas category": pd.DataFrame({"c": pd.Categorical(values, SPARE)}),
        "pandas arrow": pd.DataFrame(
            {"c": pd.array(arrow, pd.ArrowDtype(pa.string()))}
        ),
        "polars text": pl.DataFrame({"c": pl.Series(values, dtype=pl.String)}),
        "polars category": pl.DataFrame({"c": pl.Series(values, dtype=pl.Categorical)}),
        "polars enum": pl.DataFrame({"c": pl.Series(values, dtype=pl.Enum(SPARE))}),
        "pyarrow text": pa.table({"c": chunked}),
        "pyarrow large": pa.table({"c": arrow.cast(pa.large_string())}),
        "pyarrow dictionary": pa.table({"c": chunked.dictionary_encode()}),
        "pyarrow narrow": pa.table(
            {"c": arrow.cast(pa.dictionary(pa.uint8(), pa.string()))}
        ),
        "mapping": {"c": values},
    }


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from([*NAMES, None]), min_size=1, max_size=9))
def test_categories_are_those_of_a_plain_loop_in_every_kind(values: Any) -> None:
    labels = list(dict.fromkeys(value for value in values if value is not None))
    codes = [-1 if value is None else labels.index(value) for value in values]
    backwards = SPARE[::-1]
    for kind, frame in columns_of(values).items():
        table = Table(frame, "visits")
        found = table.categories("c")
        assert (found.labels, found.codes.tolist()) == (labels, codes), kind
        rows = np.arange(len(values))[::-2]
        part = Table(frame, "visits").take(rows).categories("c")
        read = [None if code < 0 else part.labels[code] for code in part.codes]
        assert read == [values[row] for row in rows], kind
        if None not in values:
            places = table.places("c", backwards, "country")
            assert places.tolist() == [backwards.index(value) for value in values], kind


@pytest.mark.parametrize("kind", columns_of(NAMES))
def test_what_is_not_known_is_refused_by_row_in_every_kind(kind: Any) -> None:
    frame = columns_of(["CHN", "PRK", "CHN", None, "USA"])[kind]
    with pytest.raises(CategoryError, match="row 3: 'c' is missing"):
        Table(frame, "visits").places("c", NAMES, "country")
    frame = columns_of(["CHN", "PRK", "CHN", "USA", "PRK"])[kind]
    with pytest.raises(CategoryError, match="row 3, 'c': 'USA' is not one of"):
        Table(frame, "visits").places("c", ["CHN", "PRK"], "country")


def test_truths_are_their_words_in_every_kind() -> None:
    values = [False, True, None, False]
    for frame in (
        pd.DataFrame({"c": pd.array(values, "boolean")}),
        pl.DataFrame({"c": values}),
        pa.table({"c": values}),
        {"c": values},
    ):
        found = Table(frame, "visits").categories("c")
        assert found.labels == ["false", "true"]
        assert found.codes.tolist() == [0, 1, -1, 0]
    found = Table({"c": np.array([True, False])}, "visits").categories("c")
    assert (found.labels, found.codes.tolist()) == (["true", "false"], [0, 1])


def test_more_labels_than_a_byte_holds() -> None:
    values = [f"c{number}" for number in range(700)]
    frame = pl.DataFrame({"c": pl.Series(values, dtype=pl.Enum(values))})
    places = Table(frame, "visits").places("c", values[::-1], "country")
    assert places.tolist() == list(range(700))[::-1]
    assert places.dtype == np.uint32


def dates_of(days: list[Any]) -> dict[str, Any]:
    """The same days, some missing, in every kind of column of dates."""
    exact = np.array([np.iinfo(np.int64).min if d is None else d for d in days])
    exact = exact.view("datetime64[D]")
    made: dict[str, Any] = {
        f"pandas {unit}": pd.DataFrame({"date": exact.astype(f"datetime64[{unit}]")})
        for unit in ("s", "ms", "us")
    }
    days = [None if d is None else dt.date(1970, 1, 1) + d for d in map(_td, days)]
    made["polars date"] = pl.DataFrame({"date": pl.Series(days, dtype=pl.Date)})
    made["polars time"] = made["polars date"].cast(pl.Datetime("ms"))
    made["pyarrow date"] = pa.table({"date": pa.array(days, pa.date32())})
    made["pyarrow time"] = pa.table({"date": pa.array(days, pa.date64())})
    stamps = pa.array(days, pa.date32()).cast(pa.timestamp("us"))
    made["pyarrow stamp"] = pa.table({"date": stamps})
    made["objects"] = {"date": days}
    return made


def _td(days: int | None) -> dt.timedelta | None:
    return None if days is None else dt.timedelta(days)


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.one_of(st.none(), st.integers(-719_162, 2_932_896)), min_size=1, max_size=6
    )
)
def test_days_are_the_same_in_every_kind(days: Any) -> None:
    for kind, frame in dates_of(days).items():
        table = Table(frame, "visits")
        found, missing = table.optional_days("date")
        assert found.tolist() == [day or 0 for day in days], kind
        assert missing.tolist() == [day is None for day in days], kind
        if None in days:
            with pytest.raises(MissingValueError, match=f"row {days.index(None)}"):
                Table(frame, "visits").day_numbers("date")
        else:
            narrow = Table(frame, "visits").day_numbers("date")
            assert (narrow.dtype.name, narrow.tolist()) == ("int32", days), kind


def test_days_of_polars_are_read_where_they_lie() -> None:
    dates = pl.Series([1, 2, 3], dtype=pl.Int32).cast(pl.Date)
    days = Table(pl.DataFrame({"date": dates}), "visits").day_numbers("date")
    assert np.shares_memory(days, dates.to_physical().to_numpy())


def test_all_rows_with_a_time_or_out_of_range_are_named() -> None:
    times = np.array(["1950-01-01", "1950-01-01T06", "1951-01-01T07"], "datetime64[s]")
    with pytest.raises(PrecisionError, match=r"row 1: 1950-01-01T06:00:00 has") as info:
        Table({"date": times}, "visits").days("date")
    assert list(info.value.rows) == [1, 2]
    assert info.value.n_bad == 2
    far = pl.DataFrame(
        {"date": pl.Series([0, 3_000_000], dtype=pl.Int32).cast(pl.Date)}
    )
    with pytest.raises(RangeError, match="row 1: 10183-09-21 is outside"):
        Table(far, "visits").day_numbers("date")


def test_the_core_refuses_what_it_cannot_read_where_it_lies() -> None:
    numbers: Any = np.zeros(2)
    with pytest.raises(TypeError):
        _core.exact_days(Ticks(numbers))
    with pytest.raises(TypeError):
        _core.looked_up(numbers, np.zeros(1, np.uint8))


def test_a_tally_is_the_same_from_every_kind() -> None:
    rng = np.random.default_rng(12)
    days = np.sort(rng.integers(-9_000, 9_000, 300))
    sorts = [("a", "b", "c")[k] for k in rng.integers(0, 3, 300)]
    eras = {
        "era": ["x", "y"],
        "start": ["1950-01-01", "1980-01-01"],
        "end": [None, None],
    }
    eras["end"] = ["1980-01-01", "1990-01-01"]
    scheme = {"sort": {"c": 0.5, "b": 2.0, "a": 1.0}}
    told = []
    for kind, frame in dates_of(days.tolist()).items():
        table = Table(frame, "visits")
        visits = table.with_columns({"sort": sorts})
        found = Table(
            summitry.era_frequency(
                visits, eras, since="1950-01-01", through="1985-12-31", scheme=scheme
            ),
            "frequencies",
        )
        told.append((found.integers("count").tolist(), found.values("weighted_upper")))
        assert told[0] == told[-1], kind


@pytest.mark.parametrize("kind", columns_of(NAMES))
def test_classes_and_verdicts_are_counted_and_refused_alike_in_every_kind(
    kind: Any,
) -> None:
    values = ["PRK", "CHN", "PRK", "KOR", "CHN", "PRK", "USA"]
    words = ["true", "unclear", "false", "true", "true", "true", "true"]
    rest = {
        "date": np.datetime64("2001-01-01") + 300 * np.arange(7),
        "talks": [True, False, True, True, False, True, True],
        "qualifies": words,
    }
    eras = {"era": ["x"], "start": ["2001-01-01"], "end": [None]}
    scheme = {
        "c": {"USA": 8.0, "CHN": 1.0, "PRK": 2.0, "KOR": 4.0},
        "talks": {False: 3.0, True: 1.0},
    }

    def found(values: list[Any], scheme: Any, **more: Any) -> Any:
        table = Table(columns_of(values)[kind], "visits")
        visits = table.with_columns({**rest, **more})
        return Table(
            summitry.era_frequency(
                visits, eras, since="2001-01-01", through="2005-10-01", scheme=scheme
            ),
            "frequencies",
        )

    told = found(values, scheme)
    assert told.integers("count").tolist() == [4]
    assert told.floats("weighted_count").tolist() == [2.0 + 4.0 + 3.0 + 2.0]
    accounted = ("unclear", "excluded_by_rule", "outside_window", "rows_in")
    assert [told.integers(name)[0] for name in accounted] == [1, 1, 1, 7]
    with pytest.raises(CategoryError, match="row 3, 'c': 'KOR' is not one of"):
        found(values, {"c": {"USA": 1.0, "CHN": 1.0, "PRK": 1.0}})
    with pytest.raises(CategoryError, match="row 6: 'c' is missing"):
        found([*values[:6], None], scheme)
    with pytest.raises(CategoryError, match="row 2, 'qualifies': 'maybe' is not"):
        found(values, scheme, qualifies=[*words[:2], "maybe", *words[3:]])


def test_a_date_that_is_none_is_refused_by_row_wherever_it_is() -> None:
    eras = {"era": ["x"], "start": ["1950-01-01"], "end": ["1960-01-01"]}
    asked: dict[str, Any] = {"since": "1950-01-01", "through": "1959-12-31"}
    for kind, frame in dates_of([-7_000, -30_000, None, -6_000]).items():
        for extra in ({}, {"qualifies": ["true", "true", "false", "true"]}):
            visits = Table(frame, "visits").with_columns(extra) if extra else frame
            with pytest.raises(MissingValueError, match="row 2") as info:
                summitry.era_frequency(visits, eras, **asked)
            assert info.value.column == "date", kind


@pytest.mark.parametrize("long", [False, True])
def test_texts_of_many_rows_are_coded_as_those_of_few(
    monkeypatch: pytest.MonkeyPatch, long: Any
) -> None:
    monkeypatch.setattr("summitry.frames.arrow_texts._MANY", 1)
    values = ["PRK", "", "CHN", "PRK", "a text of many bytes" if long else "é", "CHN"]
    labels = list(dict.fromkeys(values))
    arrow = pa.array(["x", *values, "y"])
    frames = {
        "polars": pl.DataFrame({"c": values}),
        "pyarrow": pa.table({"c": arrow}).slice(1, 6),
        "large": pa.table({"c": arrow.cast(pa.large_string())}).slice(1, 6),
        "views": pa.table({"c": arrow.cast(pa.string_view())}).slice(1, 6),
        "pandas arrow": pd.DataFrame({"c": pd.array(values, "string[pyarrow]")}),
    }
    if not is_object_dtype(pd.Series(values, dtype="str")):
        frames["pandas"] = pd.DataFrame({"c": pd.Series(values, dtype="str")})
    for kind, frame in frames.items():
        found = Table(frame, "visits").coded("c")
        assert found.labels == labels, kind
        assert found.categories().codes.tolist() == [labels.index(v) for v in values]
        assert (found.codes.dtype.name == "uint8") != bool(long), kind
