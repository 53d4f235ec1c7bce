"""Columns of polars and Arrow in a mapping: what they hold, and nothing less."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import summitry
from summitry.exceptions import PrecisionError
from summitry.frames import Table

if TYPE_CHECKING:
    from collections.abc import Callable

OBSERVED: dict[str, Any] = {"since": "2000-01-01", "through": "2010-12-31"}
ERAS = {"era": ["A"], "start": ["2000-01-01"], "end": [None]}
DAYS = {"date": ["2001-01-01", "2006-01-01", "2009-03-03"]}

ZONED = [dt.datetime(2002, 5, day, tzinfo=dt.UTC) for day in (3, 4, 5)]


class Exporter:
    """A column of a library that nobody knows, which exports it to Arrow."""

    def __init__(self, array: Any) -> None:
        self.array = array

    def __iter__(self) -> Any:
        return iter(np.asarray(self.array).tolist())

    def __len__(self) -> int:
        return len(self.array)

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return np.asarray(self.array)

    def __arrow_c_array__(self, requested_schema: object = None) -> Any:
        return self.array.__arrow_c_array__(requested_schema)


def arrow(unit: str, zone: str | None) -> Any:
    return pa.array(ZONED, pa.timestamp("us", "UTC")).cast(pa.timestamp(unit, zone))


def runs(array: Any) -> Any:
    ends = pa.array(range(1, len(array) + 1), pa.int32())
    return pa.RunEndEncodedArray.from_arrays(ends, array)


FORMS: dict[str, Callable[[str, str | None], Any]] = {
    "array": arrow,
    "chunks": lambda unit, zone: pa.chunked_array([arrow(unit, zone)[:2]] * 2),
    "codes": lambda unit, zone: arrow(unit, zone).dictionary_encode(),
    "chunks of codes": lambda unit, zone: pa.chunked_array(
        [arrow(unit, zone).dictionary_encode()]
    ),
    "runs": lambda unit, zone: runs(arrow(unit, zone)),
    "polars": lambda unit, zone: pl.Series(arrow(unit, zone)),
    "exported": lambda unit, zone: Exporter(arrow(unit, zone)),
}

CALLS: dict[str, Callable[[Any], Any]] = {
    "visits": lambda c: summitry.era_frequency({"date": c}, ERAS, **OBSERVED),
    "beside pandas": lambda c: summitry.era_frequency(
        {"date": c, "n": pd.Series([1] * len(c))}, ERAS, **OBSERVED
    ),
    "table": lambda c: summitry.era_frequency(
        summitry.ArrayTable({"date": c}), ERAS, **OBSERVED
    ),
    "shocks": lambda c: summitry.response_lags({"date": c}, DAYS, **OBSERVED),
    "starts": lambda c: summitry.era_frequency(
        DAYS,
        {"side": list("abcd")[: len(c)], "era": ["A"] * len(c), "start": c}
        | {"end": [None] * len(c)},
        **OBSERVED,
    ),
    "ends": lambda c: summitry.era_frequency(
        DAYS,
        {"side": list("abcd")[: len(c)], "era": ["A"] * len(c), "end": c}
        | {"start": ["2000-01-01"] * len(c)},
        **OBSERVED,
    ),
    "dates": lambda c: summitry.expand_dates({"date": c}),
    "gaps": lambda c: summitry.visit_gaps({"date": c}, **OBSERVED),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "+05:30"])
def test_no_time_zone_is_lost_in_a_mapping(form: str, call: str, zone: str) -> None:
    if zone == "+05:30" and form == "polars":
        pytest.skip("polars has names of zones alone")
    for unit in ("s", "us", "ns") if form != "polars" else ("us", "ns"):
        column = FORMS[form](unit, zone)
        with pytest.raises(PrecisionError, match="has a time zone") as caught:
            CALLS[call](column)
        assert caught.value.rows[0] == 0
        assert "midnight in Pyongyang" in str(caught.value)


@pytest.mark.parametrize("whole", [pa.table, pl.DataFrame])
def test_a_time_zone_is_refused_as_in_a_table(whole: Any) -> None:
    column = arrow("us", "Asia/Tokyo")
    said = []
    for frame in (whole({"date": column}), {"date": column}):
        with pytest.raises(PrecisionError) as caught:
            summitry.era_frequency(frame, ERAS, **OBSERVED)
        said.append(str(caught.value))
    assert said[0] == said[1]


@pytest.mark.parametrize("form", FORMS)
def test_days_without_a_time_zone_are_read_in_a_mapping(form: str) -> None:
    for unit in ("s", "us", "ns") if form != "polars" else ("us", "ns"):
        column = FORMS[form](unit, None)
        found = CALLS["visits"](column)
        assert found["count"].tolist() == [len(column)]
        assert CALLS["beside pandas"](column)["count"].tolist() == [len(column)]


@pytest.mark.parametrize("own", [pa.array, pl.Series])
def test_whole_numbers_beside_a_missing_one_stay_whole(own: Any) -> None:
    numbers = [2**60 + 1, None, -(2**62) - 1]
    table = Table({"n": own(numbers)}, "visits")
    assert table.values("n") == numbers
    assert Table({"n": own([True, None])}, "visits").values("n") == [True, None]
