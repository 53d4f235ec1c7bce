"""Columns of frame libraries that are given in a mapping, with nothing of them lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames.missing import values_of

if TYPE_CHECKING:
    import narwhals as nw


def own_values(values: Any) -> Any:
    """
    Return a column of polars or Arrow as an array or a list, and any other as it is.

    It is an array only where that holds every value: one of numpy has neither time
    zones nor decimals, and no whole number where another is missing.

    Examples
    --------
    >>> import pyarrow as pa
    >>> own_values(pa.array([2**60 + 1, None])), own_values([1])
    ([1152921504606846977, None], [1])
    """
    series = _series(values)
    if series is None:
        return values
    if series.implementation.is_pandas():
        return series.to_native()
    return np.asarray(series.to_native()) if _is_plain(series) else values_of(series)


def _series(values: Any) -> nw.Series[Any] | None:
    library = type(values).__module__.partition(".")[0]
    if library in {"pandas", "numpy", "builtins", "summitry"}:
        return None
    if library == "narwhals" and hasattr(values, "to_native"):
        return _series_of(values.to_native())
    if library == "polars":
        return _series_of(values)
    streams = hasattr(values, "__arrow_c_stream__")
    return _of_arrow(values) if streams or hasattr(values, _EXPORTS) else None


_EXPORTS = "__arrow_c_array__"


def _of_arrow(values: Any) -> nw.Series[Any] | None:
    try:
        import pyarrow as pa
    except ImportError:
        return None
    if not isinstance(values, pa.Array | pa.ChunkedArray):
        exports = hasattr(values, _EXPORTS)
        values = pa.array(values) if exports else pa.chunked_array(values)
        if pa.types.is_struct(values.type):
            # A table, or rows of one.
            return None
    if isinstance(values, pa.Array):
        values = pa.chunked_array([values])
    return _series_of(_decoded(values))


def _series_of(native: Any) -> nw.Series[Any] | None:
    import narwhals as nw

    found = nw.from_native(native, series_only=True, pass_through=True)
    return found if isinstance(found, nw.Series) else None


def _decoded(array: Any) -> Any:
    """A column of Arrow without codes or runs, of which the values have the type."""
    import pyarrow as pa
    import pyarrow.compute as pc

    while True:
        if pa.types.is_dictionary(array.type):
            parts = [part.dictionary_decode() for part in array.chunks]
            array = pa.chunked_array(parts, type=array.type.value_type)
        elif pa.types.is_run_end_encoded(array.type):
            array = pc.run_end_decode(array)
        else:
            return array


def _is_plain(series: nw.Series[Any]) -> bool:
    """Whether an array of numpy holds every value of the column as it is."""
    import narwhals as nw

    dtype = series.dtype
    if dtype.is_integer() or dtype == nw.Boolean:
        wide = isinstance(dtype, nw.Int128 | nw.UInt128)
        return not wide and not series.null_count()
    if getattr(dtype, "time_zone", None):
        return False
    texts = nw.String | nw.Categorical | nw.Enum
    return dtype.is_float() or isinstance(dtype, texts | nw.Date | nw.Datetime)
