"""Tables out: columns of numpy arrays and lists as a table of the caller's kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import ShapeError
from summitry.frames.categories import Categories
from summitry.frames.dates import to_dates

if TYPE_CHECKING:
    from collections.abc import Mapping

    import narwhals as nw
    import numpy.typing as npt


def build(columns: Mapping[str, Any], backend: Any = "pandas") -> Any:
    """
    Make a table from columns.

    Arrays of days must be datetime64[D], with NaT for missing; numbers that may be
    missing are masked arrays, or floats with NaN; text is a list with None, or
    categories where it repeats.
    """
    import narwhals as nw

    lengths = {
        name: len(values.codes if isinstance(values, Categories) else values)
        for name, values in columns.items()
    }
    if len(set(lengths.values())) > 1:
        raise ShapeError(f"columns differ in length: {lengths}", code="length_mismatch")
    if nw.Implementation.from_backend(backend).is_pandas():
        import pandas as pd

        return pd.DataFrame(pandas_columns(columns))
    series = [to_series(name, values, backend) for name, values in columns.items()]
    return nw.concat([one.to_frame() for one in series], how="horizontal").to_native()


def pandas_columns(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns as pandas takes them, without an index to align by."""
    return {name: _pandas_column(values) for name, values in columns.items()}


def _pandas_column(values: Any) -> Any:
    import pandas as pd

    if isinstance(values, Categories):
        labels = _pandas_column([*values.labels, None])
        return labels.take(_with_last(values))
    if isinstance(values, np.ma.MaskedArray):
        mask = np.ma.getmaskarray(values).copy()
        if values.dtype.kind == "b":
            return pd.arrays.BooleanArray(values.data.astype(bool), mask)
        return pd.arrays.IntegerArray(values.data.astype(np.int64), mask)
    if isinstance(values, np.ndarray) and values.dtype.kind not in "UO":
        return to_dates(values) if values.dtype.kind == "M" else values
    listed = list(values)
    text = {type(value) for value in listed} <= {str, type(None)}
    modern = int(pd.__version__.split(".")[0]) >= 3  # noqa: PLR2004
    if text and modern:
        return pd.array(listed, dtype="str")
    return pd.Series(listed, dtype=object if text else None).array


def to_series(name: str, values: Any, backend: Any) -> nw.Series[Any]:
    """Make a column of any library from an array, texts or categories."""
    import narwhals as nw

    if isinstance(values, Categories):
        labels = [*values.labels, None]
        return nw.new_series(name, labels, nw.String, backend=backend)[
            _with_last(values)
        ]
    if isinstance(values, np.ma.MaskedArray):
        return _masked(name, values, backend)
    array = values if isinstance(values, np.ndarray) else None
    if array is None:
        kinds = {type(value) for value in values} - {type(None)}
        text = kinds <= {str}
        return nw.new_series(
            name, list(values), nw.String if text else None, backend=backend
        )
    if array.dtype.kind == "M":
        return nw.new_series(name, to_dates(array), backend=backend)
    if array.dtype.kind == "f" and np.isnan(array).any():
        made = nw.new_series(name, np.ascontiguousarray(array), backend=backend)
        return made.fill_nan(None)
    if array.dtype.kind in "UO":
        return nw.new_series(name, array.tolist(), nw.String, backend=backend)
    return nw.new_series(name, np.ascontiguousarray(array), backend=backend)


def _masked(
    name: str, values: np.ma.MaskedArray[Any, Any], backend: Any
) -> nw.Series[Any]:
    """Whole numbers or booleans, some missing, in types that can say so."""
    import narwhals as nw

    boolean = values.dtype.kind == "b"
    mask = np.ma.getmaskarray(values)
    listed = _with_none(values.data, mask) if mask.any() else values.data.tolist()
    kind = nw.Boolean if boolean else nw.Int64
    return nw.new_series(name, listed, kind, backend=backend)


def _with_last(values: Categories) -> npt.NDArray[np.int64]:
    """Codes in which a missing value is one more label, the last."""
    return np.where(values.codes < 0, len(values.labels), values.codes)


def _with_none(values: npt.NDArray[Any], missing: npt.NDArray[np.bool_]) -> list[Any]:
    listed = values.astype(object)
    listed[missing] = None
    return list(listed)
