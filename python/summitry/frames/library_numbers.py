"""Columns of numbers, of whatever type their library has for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import ColumnError, RangeError
from summitry.frames.missing import holds_objects, values_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import narwhals as nw
    import numpy.typing as npt


def floats_of(series: nw.Series[Any], table: str) -> npt.NDArray[np.float64]:
    """
    Return numbers, missing values as NaN.

    Raises
    ------
    ColumnError
        If the column holds anything else; messages call the table so.
    """
    import narwhals as nw

    if holds_objects(series) or _in_categories(series):
        return floats_of_objects(values_of(series), str(series.name), table)
    # Bytes of numpy, which narwhals may not know.
    if not series.dtype.is_numeric() and _kind_in_numpy(series) == "V":
        raise not_numeric(str(series.name), table, str(series.to_native().dtype))
    if series.null_count() == len(series):
        return np.full(len(series), np.nan)
    if series.dtype == nw.Unknown and _kind_in_numpy(series) in {"i", "u", "f"}:
        # Numbers in the other byte order, or wider than a double.
        return np.ascontiguousarray(series.to_numpy(), dtype=np.float64)
    if series.dtype.is_decimal() and not series.implementation.is_polars():
        # Arrow divides by a power of ten that no double is: 0.30000000000000004.
        return floats_of_objects(values_of(series), str(series.name), table)
    if series.dtype == nw.Boolean or not series.dtype.is_numeric():
        raise not_numeric(str(series.name), table, str(series.dtype))
    try:
        array = series.cast(nw.Float64).to_numpy()
    except ValueError:
        # pyarrow refuses whole numbers that no double is; the others round them.
        return floats_of_objects(values_of(series), str(series.name), table)
    return np.ascontiguousarray(np.asarray(array, dtype=np.float64))


def _in_categories(series: nw.Series[Any]) -> bool:
    """Whether the values are numbers that are held as categories."""
    import narwhals as nw

    if not isinstance(series.dtype, nw.Categorical | nw.Enum):
        return False
    kinds = {type(value) for value in values_of(series) if value is not None}
    return bool(kinds) and all(map(_is_number, kinds))


def _kind_in_numpy(series: nw.Series[Any]) -> str:
    native = getattr(series.to_native(), "dtype", None)
    if isinstance(native, np.dtype):
        return native.kind
    try:
        return str(series.to_numpy().dtype.kind)
    except (IndexError, NotImplementedError, TypeError, ValueError):
        # A type that has no counterpart, or codes of Arrow into nothing.
        return ""


def floats_of_objects(
    values: Sequence[Any], column: str, table: str
) -> npt.NDArray[np.float64]:
    """Return numbers of a column of objects, as NA among them makes it in pandas."""
    found = {type(value) for value in values if value is not None}
    odd = [kind for kind in found if not _is_number(kind)]
    if odd:
        raise not_numeric(column, table, min(kind.__name__ for kind in odd))
    filled = [np.nan if value is None else value for value in values]
    try:
        return np.array(filled, dtype=np.float64)
    except (OverflowError, ValueError):
        rows = [row for row, value in enumerate(filled) if not _has_double(value)]
        raise RangeError(
            f"{table} row {rows[0]}: '{column}' is {filled[rows[0]]!r:.40}, which no "
            "number in eight bytes is",
            code="out_of_range",
            column=column,
            rows=rows[:10],
            n_bad=len(rows),
        ) from None


def _has_double(value: Any) -> bool:
    try:
        float(value)
    except (OverflowError, ValueError):
        return False
    return True


def not_numeric(column: str, table: str, kind: str) -> ColumnError:
    """Return the error that a column holds something else, of this kind."""
    return ColumnError(
        f"{table} column '{column}' holds {kind}, not numbers",
        code="not_numeric",
        column=column,
    )


def _is_number(kind: type) -> bool:
    from decimal import Decimal

    numbers = (int, float, Decimal, np.integer, np.floating)
    return issubclass(kind, numbers) and not issubclass(kind, bool)
