"""Columns of polars and Arrow in a mapping: what they hold, and nothing less."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import summitry
from summitry.exceptions import ColumnError, PrecisionError, ShapeError
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


PLACES: dict[str, tuple[Any, list[str | None]]] = {
    "decimals": (
        pl.Series([Decimal("-0.30"), None, Decimal("12.50"), Decimal("-0.30")]),
        ["-0.3", None, "12.5", "-0.3"],
    ),
    "lengths": (
        pl.Series([dt.timedelta(hours=5), dt.timedelta(days=-1), None]),
        ["5:00:00", "-1 day, 0:00:00", None],
    ),
    "short lengths": (
        pl.Series([7, 7_000, 8, 7], dtype=pl.Duration("ns")),
        ["PT0.000000007S", "PT0.000007S", "PT0.000000008S", "PT0.000000007S"],
    ),
    "times": (
        pl.Series([1, 2, None, 1], dtype=pl.Time),
        ["00:00:00.000000001", "00:00:00.000000002", None, "00:00:00.000000001"],
    ),
    "wide": (
        pl.Series([-(2**100), 5, None, 5], dtype=pl.Int128),
        [str(-(2**100)), "5", None, "5"],
    ),
    **(
        {
            "wide and not negative": (
                pl.Series([2**127, 0, 2**127], dtype=pl.UInt128),
                [str(2**127), "0", str(2**127)],
            )
        }
        if "UInt128" in vars(pl)
        else {}
    ),
    "no value": (pl.Series([None, None], dtype=pl.Decimal(10, 2)), [None, None]),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_column_is_known_by_its_texts_wherever_it_lies(name: str) -> None:
    column, texts = PLACES[name]
    for frame in ({"place": column}, pl.DataFrame({"place": column})):
        table = Table(frame, "visits")
        assert list(table.categories("place").texts()) == texts
        table = Table(frame, "visits")
        wanted = [text for text in dict.fromkeys(texts) if text is not None]
        assert list(table.coded("place").labels) == wanted


def test_wide_whole_numbers_that_fit_are_counted() -> None:
    for own in filter(None, (pl.Int128, getattr(pl, "UInt128", None))):
        counts = pl.Series([3, 2**50], dtype=own)
        for frame in ({"n": counts}, pl.DataFrame({"n": counts})):
            assert Table(frame, "t").integers("n").tolist() == [3, 2**50]


def test_a_column_of_several_types_of_arrow_is_read_as_its_values() -> None:
    kinds, places = pa.array([0, 1, 0], pa.int8()), pa.array([0, 0, 1], pa.int32())
    parts = [pa.array(["Seoul", "Tokyo"]), pa.array([7])]
    column = pa.UnionArray.from_dense(kinds, places, parts)
    for frame in ({"place": column}, pa.table({"place": column})):
        texts = list(Table(frame, "visits").categories("place").texts())
        assert texts == ["Seoul", "7", "Tokyo"]


@pytest.mark.parametrize(
    ("values", "called"),
    [
        (np.zeros(2, [("x", "f8")]), "void"),
        (np.array([b"abc"] * 2, "V3"), "void"),
        ([(1, {2})] * 2, "tuple"),
        ([frozenset(), {3}], "set"),
    ],
)
def test_values_that_no_text_stands_for_are_refused(values: Any, called: str) -> None:
    frame = pl.DataFrame(
        {
            "date": DAYS["date"][:2],
            "origin": pl.Series(list(values), dtype=pl.Object),
            "destination": ["B"] * 2,
        }
    )
    calls: list[Callable[[], Any]] = [
        lambda: summitry.era_frequency(frame, ERAS, by="dyad", **OBSERVED),
        lambda: summitry.visit_gaps(frame, by="direction", **OBSERVED),
        lambda: summitry.match_states(frame, "origin"),
        lambda: summitry.composition(frame, ERAS, where={"origin": "A"}, **OBSERVED),
    ]
    for call in calls:
        with pytest.raises(ColumnError, match="'origin'") as caught:
            call()
        assert f"a {called} " in str(caught.value)


NAMED = ["A", "*"]


@pytest.mark.parametrize(
    "named",
    [
        tuple(NAMED),
        np.array(NAMED),
        pd.Series(NAMED),
        pd.Index(NAMED),
        pd.Categorical(NAMED),
        pl.Series(NAMED),
        pa.array(NAMED),
        pa.chunked_array([NAMED]).dictionary_encode(),
        iter(NAMED),
    ],
    ids=lambda named: f"{type(named).__module__} {type(named).__name__}",
)
def test_a_coverage_has_columns_of_any_library(named: Any) -> None:
    """Beside a single value, which holds for every row."""
    visits = {**DAYS, "origin": ["A", "B", "A"], "destination": ["B", "A", "B"]}
    coverage = {"origin": named, "since": "2002-01-01"}
    found = summitry.era_frequency(visits, ERAS, coverage=coverage, **OBSERVED)
    assert (list(found["count"]), list(found["days"])) == ([2], [3287])


def test_a_coverage_of_no_dimension_is_refused() -> None:
    coverage = {"origin": np.array("A")}
    with pytest.raises(ShapeError, match="one dimension"):
        summitry.era_frequency(DAYS, ERAS, coverage=coverage, **OBSERVED)


def test_bytes_of_numpy_are_no_weights() -> None:
    frame = pd.DataFrame(DAYS | {"w": pd.Series(np.array([b"ab"] * 3, "V2"))})
    with pytest.raises(ColumnError, match="'w' holds"):
        summitry.era_frequency(frame, ERAS, scheme="w", **OBSERVED)


def test_a_part_of_a_table_can_be_changed_without_a_warning() -> None:
    frame = pd.DataFrame({"a": [1, 2, 3], "b": ["x", "y", "z"]})
    table = Table(frame, "visits")
    for part in (table.rows(np.array([2, 0])), table.only(["b"])):
        part["c"] = "new"
        assert list(part["c"]) == ["new"] * len(part)
    assert list(frame.columns) == ["a", "b"]


@pytest.mark.parametrize(
    "held",
    [
        pd.Series(pd.Categorical([1.5, 2.0, None])),
        pd.Series([1.5, 2.0, None], dtype="category").cat.as_ordered(),
        pa.chunked_array([pa.array([1.5, 2.0, None]).dictionary_encode()]),
    ],
    ids=["category", "ordered", "dictionary"],
)
def test_numbers_held_as_categories_are_numbers(held: Any) -> None:
    """A file that is read with categories for every column has its weights so."""
    table = Table({"w": held}, "visits")
    assert table.floats("w").tolist()[:2] == [1.5, 2.0]
    assert np.isnan(table.floats("w")[2])
    assert Table({"n": held[:0]}, "visits").integers("n").tolist() == []


def test_counts_held_as_categories_are_counts() -> None:
    held = pd.DataFrame({"era": ["A", "B"], "years": [2.0, 2.0], "count": [3, 9]})
    kept = summitry.compare_eras(held.astype("category"))
    assert kept["p"].tolist() == summitry.compare_eras(held)["p"].tolist()


@pytest.mark.parametrize("values", [["1", "2"], [True, False]], ids=str)
def test_categories_of_anything_else_are_no_numbers(values: list[Any]) -> None:
    table = Table(pd.DataFrame({"w": pd.Categorical(values)}), "visits")
    with pytest.raises(ColumnError, match="holds Categorical, not numbers"):
        table.floats("w")
