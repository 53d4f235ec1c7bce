"""Which values are missing, in every form that a library has for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import narwhals as nw

_MISSING = {"NoneType", "NaTType", "NAType", "MaskedConstant"}


def scalar_of(value: Any) -> Any:
    """
    Return a number of numpy as one of Python; an array stays as it is.

    Examples
    --------
    >>> scalar_of(np.int64(3)), scalar_of("a"), scalar_of(np.array([1, 2]))
    (3, 'a', array([1, 2]))
    """
    one = hasattr(value, "item") and getattr(value, "shape", ()) == ()
    return value.item() if one else value


def is_missing(value: Any) -> bool:
    """
    Whether a value is None, NaN, NaT, NA or masked.

    Examples
    --------
    >>> is_missing(float("nan")), is_missing(0), is_missing("NA")
    (True, False, False)
    """
    if isinstance(value, str):
        return False
    if type(value).__name__ in _MISSING:
        return True
    try:
        # Nothing but NaN and NaT, of whatever type, differs from itself.
        differs = value != value  # noqa: PLR0124
        # An older numpy warns of an empty array that is asked whether it is true.
        return bool(getattr(differs, "size", 1) and differs)
    except ArithmeticError:
        # A decimal NaN that signals.
        return True
    except (TypeError, ValueError):
        return False


def is_masked(values: Any) -> bool:
    """
    Whether values are a masked array: asked without loading numpy.ma, which takes long.

    Examples
    --------
    >>> is_masked(np.ma.array([1], mask=[True])), is_masked(np.array([1]))
    (True, False)
    """
    return isinstance(values, np.ndarray) and hasattr(values, "mask")


def values_of(series: nw.Series[Any]) -> list[Any]:
    """
    A column as a list, missing values as None.

    They are told by value: to polars, pyarrow and some types of pandas NaN is no null,
    and a column of objects holds whatever it was given.
    """
    try:
        listed = _fine(series) or series.to_list()
    except (ValueError, OverflowError):
        listed = _told(series)
    return [None if is_missing(value) else value for value in listed]


def _fine(series: nw.Series[Any]) -> list[Any] | None:
    """Times of polars that Python would cut to microseconds, as texts."""
    if not series.implementation.is_polars():
        return None
    import polars as pl

    native = series.to_native()
    kind = native.dtype
    zoned = getattr(kind, "time_zone", None) is not None
    timed = kind == pl.Time or getattr(kind, "time_unit", None) == "ns"
    if zoned or not timed or not (native.to_physical() % 1_000 != 0).any():
        return None
    texts: list[Any] = native.dt.to_string("iso").to_list()
    return texts


def _told(series: nw.Series[Any]) -> list[Any]:
    """Dates and lengths of time beyond those of Python, as texts or whole numbers."""
    import narwhals as nw

    # Libraries raise classes of their own for a length that they cannot write.
    try:
        return series.cast(nw.String).to_list()
    except Exception:  # noqa: BLE001
        return series.cast(nw.Int64).to_list()


def holds_objects(series: nw.Series[Any]) -> bool:
    """Whether a column holds Python objects, of any type and mixture."""
    import narwhals as nw

    if series.implementation.is_pandas():
        return bool(series.to_native().dtype == np.dtype(object))
    if series.implementation.is_polars():
        # narwhals' own type takes long to make where there are categories.
        import polars as pl

        return bool(series.to_native().dtype == pl.Object)
    return bool(series.dtype == nw.Object)
