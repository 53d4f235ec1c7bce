"""Arrays and columns of every type: converted exactly, or refused by a typed error."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import summitry
from summitry.exceptions import (
    ColumnError,
    FrameError,
    InputError,
    MissingValueError,
    PrecisionError,
    SummitryError,
)

OBSERVED: dict[str, Any] = {"since": "2000-01-01", "through": "2010-12-31"}
ERAS = {"era": ["A"], "start": ["2000-01-01"], "end": [None]}


def counted(dates: Any) -> int:
    found = summitry.era_frequency({"date": dates}, ERAS, **OBSERVED)
    return int(found["count"][0])


@pytest.mark.parametrize("unit", ["D", "h", "m", "s", "ms", "us", "ns"])
@pytest.mark.parametrize("order", ["=", ">"])
def test_days_of_every_unit_that_is_none_longer(unit: str, order: Any) -> None:
    dates = np.array(["2001-05-22", "2002-01-01"], f"datetime64[{unit}]")
    dates = dates.astype(dates.dtype.newbyteorder(order))
    assert counted(dates) == counted([*dates]) == 2
    found = summitry.era_frequency(
        {"date": ["2001-05-22"]}, ERAS, since=dates[0], through="2010-12-31"
    )
    assert (
        found["days"][0]
        == summitry.era_frequency(
            {"date": ["2001-05-22"]}, ERAS, since="2001-05-22", through="2010-12-31"
        )["days"][0]
    )


@pytest.mark.parametrize("unit", ["Y", "M"])
@pytest.mark.parametrize("form", [np.asarray, list, np.ma.array])
def test_a_month_is_not_its_first_day(unit: str, form: Any) -> None:
    dates = np.array(["2001-05", "2002-01", "NaT"], f"datetime64[{unit}]")
    with pytest.raises(PrecisionError) as caught:
        counted(form(dates[:2]))
    assert caught.value.code == "imprecise_date"
    table = summitry.expand_dates({"date": form(dates)}, optional=True)
    text = {"M": ["2001-05", "2002-01"], "Y": ["2001", "2002"]}[unit]
    same = summitry.expand_dates({"date": [*text, None]}, optional=True)
    for name in table.columns:
        assert table[name].tolist() == same[name].tolist()


@pytest.mark.parametrize("unit", ["W", "2W", "7D", "3M", "10Y", "25s", "12h"])
def test_a_unit_without_a_text_is_refused(unit: str) -> None:
    dates = np.zeros(2, f"datetime64[{unit}]")
    for form in (np.asarray, list, np.ma.array):
        with pytest.raises(InputError, match=r"datetime64\["):
            counted(form(dates))
        with pytest.raises(InputError, match=r"datetime64\["):
            summitry.ArrayTable({"date": form(dates)})
    with pytest.raises(FrameError, match=r"datetime64\["):
        summitry.era_frequency({"date": []}, ERAS, since=dates[0], through="2010-12-31")


def test_dates_of_several_units_are_each_their_own() -> None:
    mixed = [np.datetime64("2001-05-22", "D"), np.datetime64("2002-01-01", "ns"), None]
    assert counted(mixed[:2]) == 2
    with pytest.raises(PrecisionError):
        counted([*mixed[:2], np.datetime64("2003-02", "M")])
    far = [np.datetime64("2500-01-01", "D"), np.datetime64("2001-01-01", "ns")]
    assert counted(far) == 1  # the year 2500 does not fit into nanoseconds


def test_a_mask_is_heeded_by_whatever_takes_arrays() -> None:
    days = np.array(["2001-01-01", "2002-01-01", "2003-01-01"], "datetime64[D]")
    for unit in ("D", "s", "ns"):
        masked = np.ma.array(
            days.astype(f"datetime64[{unit}]"), mask=[False, True, False]
        )
        with pytest.raises(MissingValueError) as caught:
            counted(masked)
        assert caught.value.rows == (1,)
    visits = {"date": days}
    shocks = {"date": days[:1]}
    with pytest.raises(MissingValueError):
        summitry.placebo_test(
            shocks,
            visits,
            strata=np.ma.array(days, mask=[False, True, False]),
            **OBSERVED,
        )
    with pytest.raises(SummitryError) as refused:
        summitry.phases(np.ma.array([1.0, 2.0], mask=[False, True]), since=0, through=9)
    assert refused.value.rows == (1,)
    with pytest.raises(ColumnError):
        summitry.compare_eras(
            {
                "era": ["A", "B"],
                "count": np.ma.array([1, 2], mask=[False, True]),
                "years": [1.0, 1.0],
            }
        )


@pytest.mark.parametrize(
    "times",
    [
        np.array(["2001-01-01"], "datetime64[s]"),
        np.array([[1.0, 2.0]]),
        [True, False],
        [1j],
        ["1"],
        [1, 10**400],
        [1.0, -1.0],
        [1.0, 1e300],
        pd.Series([1.0]),
    ],
)
def test_what_is_no_list_of_times_is_refused(times: Any) -> None:
    with pytest.raises(SummitryError):
        summitry.phases(times, since=0, through=9)


@pytest.mark.parametrize(
    "columns",
    [{0: [1], "0": [2]}, {1.0: [1], "1.0": [2]}, {None: [1], "None": [2]}],
)
def test_columns_of_one_text_are_not_made_one(columns: dict[Any, Any]) -> None:
    tables: list[Any] = [columns]
    if None not in columns:
        tables.append(pd.DataFrame([[1, 2]], columns=[*columns]))
    for table in tables:
        with pytest.raises(ColumnError) as caught:
            summitry.show(table)
        assert caught.value.code == "double_column"
    with pytest.raises(ColumnError):
        summitry.ArrayTable(columns)


@pytest.mark.parametrize("columns", [5, None, [1], {"a": 5}, {"a": {1}}, {"a": {1: 2}}])
def test_what_makes_no_table_of_arrays(columns: Any) -> None:
    with pytest.raises(SummitryError):
        summitry.ArrayTable(columns)


def uncommon() -> dict[str, Any]:
    """Columns of types that are seldom handed over, two values each."""
    texts = pa.array(["a", "b"])
    found: dict[str, Any] = {
        "dictionary": texts.dictionary_encode(),
        "runs": pa.RunEndEncodedArray.from_arrays(pa.array([2], pa.int32()), ["a"]),
        "list": pa.array([["a"], []]),
        "struct": pa.array([{"a": 1}, {"a": 2}]),
        "map": pa.array([[("a", 1)], []], pa.map_(pa.string(), pa.int64())),
        "string_view": texts.cast(pa.string_view()),
        "binary": pa.array([b"a", b"b"]),
        "date64": pa.array([dt.date(2001, 1, 1)] * 2, pa.date64()),
        "time": pa.array([1, 2], pa.time32("s")),
        "duration": pa.array([1, 2], pa.duration("s")),
        "null": pa.nulls(2),
        "decimal": pa.array([Decimal(1), Decimal(2)]),
        "interval": pa.array([(1, 2, 3)] * 2, pa.month_day_nano_interval()),
        "half": pa.array([np.float16(1), np.float16(2)], pa.float16()),
        "zoned": pa.array([0, 1], pa.timestamp("s", "UTC")),
        "union": pa.UnionArray.from_sparse(pa.array([0, 0], pa.int8()), [texts]),
        "chunked": pa.chunked_array([["a"], ["b"]]),
    }
    for name in ("json_", "uuid", "bool8"):
        if hasattr(pa, name):
            kind = getattr(pa, name)()
            raw = {
                "json_": pa.array(['"a"'] * 2),
                "uuid": pa.array([b"0" * 16] * 2, pa.binary(16)),
                "bool8": pa.array([0, 1], pa.int8()),
            }[name]
            found[name] = pa.ExtensionArray.from_storage(kind, raw)
    tables = {f"pyarrow {name}": pa.table({"x": one}) for name, one in found.items()}
    pandas: dict[str, Any] = {
        "interval": pd.Series(pd.interval_range(0, 2)),
        "sparse": pd.Series(pd.arrays.SparseArray([1.0, 0.0])),
        "period": pd.Series(pd.period_range("2001-01", periods=2, freq="M")),
        "categories of dates": pd.Series(pd.to_datetime(["2001-01-01"] * 2)).astype(
            "category"
        ),
        "timedelta": pd.Series(pd.to_timedelta([1, 2])),
        "complex": pd.Series([1j, 2j]),
        "lists": pd.Series([[1], [2]], dtype=pd.ArrowDtype(pa.list_(pa.int64()))),
        "objects": pd.Series([object(), {1: 2}], dtype=object),
        "sets": pd.Series([{1}, {2}], dtype=object),
        "bytes": pd.Series([b"a", b"b"], dtype=object),
    }
    tables |= {f"pandas {k}": pd.DataFrame({"x": v}) for k, v in pandas.items()}
    polars: dict[str, Any] = {
        "object": pl.Series([dt.date(2001, 1, 1), object()], dtype=pl.Object),
        "list": pl.Series([["a"], []]),
        "array": pl.Series([[1, 2], [3, 4]], dtype=pl.Array(pl.Int64, 2)),
        "struct": pl.Series([{"a": 1}, {"a": 2}]),
        "time": pl.Series([dt.time(1), dt.time(2)]),
        "duration": pl.Series([dt.timedelta(1), dt.timedelta(2)]),
        "null": pl.Series([None, None]),
        "binary": pl.Series([b"a", b"b"]),
        "int128": pl.Series([1, 2], dtype=pl.Int128),
        "decimal": pl.Series([Decimal(1), Decimal(2)]),
        "zoned": pl.Series([0, 1]).cast(pl.Datetime("us", "UTC")),
    }
    tables |= {f"polars {k}": pl.DataFrame({"x": v}) for k, v in polars.items()}
    numpy: dict[str, Any] = {
        "fields": np.zeros(2, [("a", "U3")]),
        "void": np.zeros(2, "V8"),
        "bytes": np.array([b"a", b"b"]),
        "timedelta": np.array([1, 2], "m8[D]"),
        "float16": np.array([1, 2], np.float16),
        "longdouble": np.array([1, 2], np.longdouble),
        "complex": np.array([1, 2], complex),
        "texts": np.array(["a", "b"], np.dtypes.StringDType()),
        "nothing": np.zeros(2, "U0"),
        "huge": [10**400, 1.5],
        "signal": [Decimal("sNaN"), Decimal(1)],
    }
    return tables | {f"numpy {k}": {"x": v} for k, v in numpy.items()}


UNCOMMON = uncommon()


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
@pytest.mark.parametrize("kind", UNCOMMON)
def test_a_column_of_any_type_is_read_or_refused(kind: str, tmp_path: Any) -> None:
    """In every place where a column is read: nothing but errors of this package."""
    from summitry.frames import Table

    column = Table(UNCOMMON[kind], "table")

    def beside(name: str, **others: Any) -> Any:
        frame = column.renamed({"x": name})
        return Table(frame, "table").with_columns(
            {k: [str(one) for one in v] for k, v in others.items()}
        )

    dates = ["2001-01-01", "2002-01-01"]
    uses: list[Any] = [
        lambda: summitry.era_frequency(beside("date"), ERAS, **OBSERVED),
        lambda: summitry.era_frequency(
            beside("origin", date=dates, destination=["x", "y"]),
            ERAS,
            by="dyad",
            **OBSERVED,
        ),
        lambda: summitry.era_frequency(
            beside("k", date=dates), ERAS, scheme={"k": {"a": 1, "b": 2}}, **OBSERVED
        ),
        lambda: summitry.era_frequency(
            beside("w", date=dates), ERAS, scheme="w", **OBSERVED
        ),
        lambda: summitry.compare_eras(column.renamed({"x": "count"})),
        lambda: summitry.lag_summary(column.renamed({"x": "lag"})),
        lambda: summitry.qualify(
            beside("visitor_rank", origin=["a", "b"]), minimum={"a": "other"}
        ),
        lambda: str(summitry.show(UNCOMMON[kind])),
        lambda: summitry.show(UNCOMMON[kind])._repr_html_(),
        lambda: summitry.write_csv(UNCOMMON[kind], tmp_path / "x.csv"),
        lambda: summitry.find_duplicates(beside("id", date=dates)),
        lambda: summitry.read_visits(
            beside("date", origin=["CHN"] * 2, destination=["PRK"] * 2)
        ),
    ]
    for use in uses:
        try:
            use()
        except SummitryError as error:
            assert len(str(error)) <= 2000  # noqa: PT017
