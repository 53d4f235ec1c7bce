"""The codes of a column in its own library, or codes made for it where it has none."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import ColumnError, brief
from summitry.frames.arrow_rows import taken_whole
from summitry.frames.arrow_texts import coded_texts
from summitry.frames.coded import Coded
from summitry.frames.missing import holds_objects, values_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import narwhals as nw
    import numpy.typing as npt


def coded(series: nw.Series[Any], name: str) -> Coded:
    """
    Return a column in the codes of its library.

    Raises
    ------
    ColumnError
        If a cell holds several values; the table is called by its `name`.
    """
    if series.implementation.is_polars():
        # It takes long to ask for a type with categories: all of them are looked at.
        found = _of_polars(series.to_native())
        if found is not None:
            return found
    kind, native = series.implementation, series.to_native()
    if kind.is_pandas() and _are_arrow_texts(native.dtype):
        return _of_pyarrow(native.array.__arrow_array__())
    if holds_objects(series) or isinstance(series.dtype, _nested()):
        values = values_of(series)
        refuse_several(values, str(series.name), name)
        return _of_objects(values)
    if series.null_count() == len(series):
        return _of_nothing(len(series))
    if kind.is_pandas():
        return _of_pandas(native)
    if kind.is_pyarrow():
        return _of_pyarrow(native)
    return _by_value(series)


def _are_arrow_texts(kind: Any) -> bool:
    import pandas as pd

    return isinstance(kind, pd.StringDtype) and kind.storage == "pyarrow"


@cache
def _nested() -> tuple[Any, ...]:
    """Types whose values are read one by one: nested ones, and those unknown."""
    import narwhals as nw

    names = ("List", "Array", "Struct", "Map", "Binary", "Unknown")
    return tuple(getattr(nw, name) for name in names if hasattr(nw, name))


def refuse_several(values: Sequence[Any], column: str, name: str) -> None:
    """Refuse cells with several values, and bytes: of which text is not known."""
    coded = [_has_hash(value) for value in values]
    raw = [isinstance(value, bytes | bytearray) for value in values]
    if any(raw):
        rows = [row for row, odd in enumerate(raw) if odd]
        raise ColumnError(
            f"{name} row {rows[0]}: '{column}' is {brief(values[rows[0]])}, bytes and no "
            "text",
            code="not_a_text",
            column=column,
            rows=rows,
            n_bad=len(rows),
            hint="decode it first, by the encoding that it has",
        )
    bad = [row for row, one in enumerate(coded) if not one]
    if bad:
        cell = values[bad[0]]
        raise ColumnError(
            f"{name} row {bad[0]}: '{column}' is {brief(cell)}, a {type(cell).__name__} "
            "and not one value",
            code="several_values",
            column=column,
            rows=bad,
            n_bad=len(bad),
            hint=f"give each value a row of its own, frame.explode('{column}'), or write "
            "them as one text",
        )


def _has_hash(value: Any) -> bool:
    """Whether a value can be looked up: a tuple with a list in it cannot."""
    try:
        hash(value)
    except TypeError:
        return False
    return True


def _of_pandas(native: Any) -> Coded:
    import pandas as pd

    if native.dtype == np.dtype(bool):
        return _of_booleans(native.to_numpy().view(np.uint8))
    if isinstance(native.dtype, pd.CategoricalDtype):
        categories = native.cat.categories
        return Coded(
            native.array.codes,
            len(categories),
            lambda used, _: categories.take(used).tolist(),
        )
    if isinstance(native.dtype, pd.StringDtype | pd.ArrowDtype):
        found = coded_texts(native.array, native.array.__arrow_array__)
        if found is not None:
            return found
    if isinstance(native.dtype, pd.ArrowDtype) and _has_codes(native.dtype):
        return _of_pyarrow(native.array.__arrow_array__())
    if isinstance(native.dtype, pd.ArrowDtype) and native.dtype.kind == "f":
        native = native + 0.0
    codes, values = pd.factorize(native)
    values = list(values)
    return Coded(codes, len(values), lambda used, _: [values[code] for code in used])


def _has_codes(dtype: Any) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_dictionary(dtype.pyarrow_dtype))


def _of_pyarrow(native: Any) -> Coded:
    import pyarrow as pa

    if native.type == pa.bool_():
        codes = native.cast(pa.uint8()).fill_null(_NO_TRUTH)
        return _of_booleans(codes.to_numpy())
    if pa.types.is_float32(native.type) or pa.types.is_float64(native.type):
        native = _with_one_zero(native)
    native = taken_whole(native)
    if not pa.types.is_dictionary(native.type):
        found = coded_texts(native, lambda: native)
        if found is not None:
            return found
        native = native.dictionary_encode()
    found = native.combine_chunks()
    codes = found.indices
    if codes.null_count or codes.type == pa.uint64():
        # Of an unsigned code none is negative, and the core has none of eight bytes.
        codes = codes.cast(pa.int64()).fill_null(-1)
    values = found.dictionary
    return Coded(
        codes.to_numpy(zero_copy_only=False),
        len(values),
        lambda used, _: _listed(values.take(pa.array(used))),
    )


def _with_one_zero(native: Any) -> Any:
    """Numbers of which none is a zero with a sign: it would have a code of its own."""
    import pyarrow.compute as pc

    return pc.add(native, 0.0).cast(native.type)


def _listed(values: Any) -> list[Any]:
    import narwhals as nw
    import pyarrow as pa

    if pa.types.is_large_string(values.type):
        texts: list[Any] = values.to_pylist()
        return texts
    array = pa.chunked_array([values])
    return values_of(nw.from_native(array, series_only=True))


def _of_polars(native: Any) -> Coded | None:
    import polars as pl

    if native.dtype == pl.Boolean:
        return _of_booleans(native.cast(pl.UInt8).fill_null(_NO_TRUTH).to_numpy())
    if native.dtype == pl.String:
        newest = pl.CompatLevel.newest()
        found = coded_texts(native, lambda: native.to_arrow(compat_level=newest))
        if found is not None:
            return found
        native = native.cast(pl.Categorical)
    elif native.dtype not in (pl.Categorical, pl.Enum):
        return None
    codes = native.to_physical()
    labels = native.dtype.categories.to_list() if native.dtype == pl.Enum else None
    nulls = codes.null_count()
    if nulls == len(codes):
        return _of_nothing(len(codes))
    n_codes = int(codes.max()) + 1 if labels is None else len(labels)
    if nulls:
        none = np.iinfo(codes.head(0).to_numpy().dtype).max
        codes = codes.fill_null(none) if none >= n_codes else _widened(codes)
    if labels is not None:
        return Coded(
            codes.to_numpy(), n_codes, lambda used, _: [labels[code] for code in used]
        )
    return Coded(
        codes.to_numpy(),
        n_codes,
        lambda _, rows: native.gather(rows).to_list(),
        fixed=False,
    )


def _widened(codes: Any) -> Any:
    """Codes of which none is left in their width for a missing value."""
    import polars as pl

    return codes.cast(pl.Int64).fill_null(-1)


_NO_TRUTH = 255
"""A byte that is neither 0 nor 1."""


def _of_nothing(n_rows: int) -> Coded:
    return Coded(np.full(n_rows, -1, dtype=np.int8), 0, lambda used, _: list(used))


def _of_booleans(codes: npt.NDArray[np.uint8]) -> Coded:
    return Coded(codes, 2, lambda used, _: [bool(code) for code in used])


def _of_objects(values: list[Any]) -> Coded:
    import pandas as pd

    codes, found = pd.factorize(pd.Series(values, dtype=object))
    return Coded(codes, len(found), lambda used, _: [found[code] for code in used])


def _by_value(series: nw.Series[Any]) -> Coded:
    """Codes of a column of any other type: the place of each value among them."""
    series = series.fill_nan(None) if series.dtype.is_float() else series
    places = series.rank("dense")
    highest = places.max()
    if highest is None:
        return _of_nothing(len(series))
    return Coded(
        places.fill_null(0).to_numpy().astype(np.int64) - 1,
        int(highest),
        lambda _, rows: values_of(series[rows.tolist()]),
        fixed=False,
    )
