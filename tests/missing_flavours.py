"""Columns with a missing value, in whatever form a library has it."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable

Values = list[Any]
LEAST = np.iinfo(np.int64).min
"""The number that NaT is."""
UNSAID: Any = pd.api.extensions.no_default

EVERY = ("date", "text", "boolean", "number")


def objects(mark: Any) -> Callable[[Values], Any]:
    """A column of objects in which a mark stands for what is missing."""

    def made(values: Values) -> Any:
        marked = [mark if value is None else value for value in values]
        return pd.Series(marked, dtype=object)

    return made


def dates(values: Values) -> Values:
    return [None if value is None else dt.date.fromisoformat(value) for value in values]


def read_back(backend: Any) -> Callable[[Values], Any]:
    """A column written to CSV and read again."""

    def made(values: Values) -> Any:
        text = pd.DataFrame({"row": range(len(values)), "a": values}).to_csv()
        return pd.read_csv(io.StringIO(text), dtype_backend=backend)["a"]

    return made


def masked(values: Values) -> Any:
    """A masked array as a column, with whatever lies under its mask."""
    known = [value for value in values if value is not None]
    filled = [(known or [0])[0] if value is None else value for value in values]
    array = np.array(filled) if known else np.array(values, dtype=object)
    mask = [value is None for value in values]
    return pd.DataFrame({"a": np.ma.array(array, mask=mask)})["a"]


def not_a_number(values: Values) -> Any:
    numbers = [np.nan if value is None else float(value) for value in values]
    return pa.array(numbers, pa.float64())


def arrow_dictionary(values: Values) -> Any:
    """A dictionary of which one value is itself the null."""
    words = pa.array(values, pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(range(len(values))), words)


FLAVOURS: dict[str, tuple[tuple[str, ...], Callable[[Values], Any]]] = {
    "NaN": (EVERY, objects(float("nan"))),
    "float32 NaN": (EVERY, objects(np.float32("nan"))),
    "decimal NaN": (EVERY, objects(Decimal("nan"))),
    "NaT": (EVERY, objects(pd.NaT)),
    "datetime64 NaT": (EVERY, objects(np.datetime64("NaT", "D"))),
    "NaT without a unit": (EVERY, objects(np.array([LEAST]).view("M8")[0])),
    "timedelta64 NaT": (EVERY, objects(np.timedelta64("NaT", "D"))),
    "NA": (EVERY, objects(pd.NA)),
    "a masked value": (EVERY, objects(np.ma.masked)),
    "a masked array": (EVERY, masked),
    "a list": (EVERY, pd.Series),
    "convert_dtypes": (EVERY, lambda values: pd.Series(values).convert_dtypes()),
    "convert_dtypes to Arrow": (
        EVERY,
        lambda values: pd.Series(values).convert_dtypes(dtype_backend="pyarrow"),
    ),
    "read_csv": (EVERY, read_back(UNSAID)),
    "read_csv, nullable": (EVERY, read_back("numpy_nullable")),
    "read_csv, Arrow": (EVERY, read_back("pyarrow")),
    "category": (
        ("date", "text", "boolean"),
        lambda values: pd.Series(values, dtype="category"),
    ),
    "string": (("date", "text"), lambda values: pd.Series(values, dtype="string")),
    "string in Python": (
        ("date", "text"),
        lambda values: pd.Series(values, dtype="string[python]"),
    ),
    "string in Arrow": (
        ("date", "text"),
        lambda values: pd.Series(values, dtype="string[pyarrow]"),
    ),
    "pandas datetime": (("date",), lambda values: pd.to_datetime(pd.Series(values))),
    "date objects and NA": (("date",), lambda values: objects(pd.NA)(dates(values))),
    "Arrow date in pandas": (
        ("date",),
        lambda values: pd.Series(dates(values), dtype="date32[pyarrow]"),
    ),
    "Arrow time in pandas": (
        ("date",),
        lambda values: pd.Series(values, dtype="timestamp[us][pyarrow]"),
    ),
    "Float64 with NaN": (
        ("number",),
        lambda values: pd.Series(pd.arrays.ArrowExtensionArray(not_a_number(values))),
    ),
    "blank": (("date",), objects("")),
    "blank in polars": (
        ("date",),
        lambda values: pl.Series([value or "" for value in values]),
    ),
    "polars": (EVERY, lambda values: pl.Series(values, strict=False)),
    "polars Categorical": (
        ("date", "text"),
        lambda values: pl.Series(values, dtype=pl.Categorical),
    ),
    "polars Object": (EVERY, lambda values: pl.Series(values, dtype=pl.Object)),
    "polars Date": (("date",), lambda values: pl.Series(dates(values), dtype=pl.Date)),
    "polars Datetime": (
        ("date",),
        lambda values: pl.Series(dates(values), dtype=pl.Datetime("us")),
    ),
    "polars NaN": (
        ("number",),
        lambda values: pl.Series([np.nan if v is None else float(v) for v in values]),
    ),
    "Arrow": (EVERY, pa.array),
    "Arrow in two chunks": (
        EVERY,
        lambda values: pa.chunked_array(
            [values[:1], values[1:]], type=pa.array(values).type
        ),
    ),
    "Arrow dictionary": (
        ("date", "text"),
        lambda values: pa.array(values).dictionary_encode(),
    ),
    "null in an Arrow dictionary": (("date", "text"), arrow_dictionary),
    "Arrow string_view": (
        ("date", "text"),
        lambda values: pa.array(values, type=pa.string_view()),
    ),
    "Arrow date": (("date",), lambda values: pa.array(dates(values), pa.date32())),
    "Arrow NaN": (("number",), not_a_number),
}


def frame_with(columns: dict[str, Values], name: str, column: Any) -> Any:
    """A table of the kind of one column."""
    if isinstance(column, pl.Series):
        return pl.DataFrame(columns | {name: column}, strict=False)
    if isinstance(column, pa.Array | pa.ChunkedArray):
        return pa.table(columns | {name: column})
    return pd.DataFrame(columns | {name: column})
