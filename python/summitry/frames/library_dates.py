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
    if dtype == nw.Date and series.implementation.is_pyarrow():
        days = series.to_native().cast("int32").fill_null(_NO_DAY)
        return np.asarray(days.to_numpy())
    if dtype == nw.Date or dtype == nw.Datetime:  # noqa: PLR1714
        array = np.asarray(series.to_numpy())
        return array if array.dtype.kind == "M" else dates_of_objects(array.tolist())
    if "date64" in str(getattr(series.to_native(), "type", "")):
        return np.asarray(series.to_native().cast("timestamp[ms]").to_numpy())
    if "date64" in str(getattr(series.to_native(), "dtype", "")):
        return dates_of_objects(series.to_list())
    return None
