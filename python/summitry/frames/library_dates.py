"""Columns of real dates, as their library holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames.dates import dates_of_objects

if TYPE_CHECKING:
    import narwhals as nw
    import numpy.typing as npt

_NO_DAY = np.iinfo(np.int32).min
"""The number that stands for a missing date."""


def date_array(series: nw.Series[Any]) -> npt.NDArray[Any] | None:
    """Real dates as `days_of_array` takes them, or None for texts and objects."""
    import narwhals as nw

    dtype = series.dtype
    if getattr(dtype, "time_zone", None):
        return None
    # A datetime equals its class whatever its unit, but has another hash: no set here.
    if dtype == nw.Date and series.implementation.is_polars():
        days = series.to_native().to_physical()
        if days.null_count():
            days = days.fill_null(_NO_DAY)
        return np.asarray(days.to_numpy())
    arrow = _in_arrow(series)
    if arrow is not None:
        return _days_of_arrow(arrow)
    if dtype == nw.Date or dtype == nw.Datetime:  # noqa: PLR1714
        array = np.asarray(series.to_numpy())
        return array if array.dtype.kind == "M" else dates_of_objects(array.tolist())
    return None


def _in_arrow(series: nw.Series[Any]) -> Any:
    """Days that lie in Arrow, of pandas as well, or None for any other column."""
    native = series.to_native()
    kind = getattr(native, "type", None) or getattr(native, "dtype", None)
    # No library is imported to be told that nothing lies in it.
    if str(kind).partition("[")[0] not in {"date32", "date64"}:
        return None
    return (
        native if series.implementation.is_pyarrow() else native.array.__arrow_array__()
    )


def _days_of_arrow(column: Any) -> npt.NDArray[Any]:
    if str(column.type) == "date64[ms]":
        return np.asarray(column.cast("timestamp[ms]").to_numpy())
    days = column.cast("int32").fill_null(_NO_DAY)
    return np.asarray(days.to_numpy())
