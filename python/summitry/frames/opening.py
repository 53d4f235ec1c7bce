"""A caller's table of any kind, opened for reading, or a sentence on why it is none."""

from __future__ import annotations

from collections.abc import Mapping, Sized
from os import PathLike
from typing import TYPE_CHECKING, Any

from summitry.exceptions import ColumnError, FrameError, InputError, ShapeError

if TYPE_CHECKING:
    import narwhals as nw


def opened(frame: Any, name: str) -> nw.DataFrame[Any]:
    """
    Return a table, or a mapping of columns, ready to be read.

    Raises
    ------
    FrameError
        If it is no table, or a lazy one.
    InputError
        If its columns cannot be read as a table.
    """
    import narwhals as nw

    native = _as_frame(frame, name)
    try:
        data: nw.DataFrame[Any] = nw.from_native(native, eager_only=True)
    except nw.exceptions.DuplicateError:
        raise _double([str(column) for column in native.columns], name) from None
    except TypeError:
        lazy = hasattr(frame, "collect")
        raise FrameError(
            f"{name} is a {type(frame).__name__}, not a table",
            code="not_a_table",
            column=name,
            hint=_hint(frame, lazy=lazy),
        ) from None
    names = [str(column) for column in data.columns]
    if len({*names}) < len(names):
        # Not the same, and called the same: 1 and "1".
        raise _double(names, name)
    return data


def _double(names: list[str], name: str) -> ColumnError:
    twice = next(column for column in names if names.count(column) > 1)
    return ColumnError(
        f"{name} has more than one column '{twice}'",
        code="double_column",
        column=twice,
        hint="rename or drop one of them",
    )


def _hint(frame: Any, *, lazy: bool) -> str:
    if lazy:
        return "call .collect() first"
    for part in ("visits", "table", "eras"):
        if hasattr(frame, part):
            return f"give its table, .{part}"
    if isinstance(frame, str | PathLike):
        return "a list of visits in a file is read by summitry.read_visits(path).visits"
    return "give a pandas, polars or pyarrow table, or a mapping of columns"


def _as_frame(frame: Any, name: str) -> Any:
    if not isinstance(frame, Mapping):
        return frame
    import pandas as pd

    try:
        return pd.DataFrame(dict(frame))
    except (TypeError, ValueError) as error:
        raise _misshapen(frame, name, error) from None


def _misshapen(columns: Mapping[str, Any], name: str, error: Exception) -> InputError:
    """What keeps these columns from being a table."""
    shapes = {column: _shape(values) for column, values in columns.items()}
    for column, shape in shapes.items():
        if len(shape) != 1:
            return ShapeError(
                f"{name} column '{column}' has shape {shape}; expected one dimension, "
                "a value a row",
                code="bad_shape",
                column=str(column),
                hint="give every column a list of values, one for each row",
            )
    if len({shape[0] for shape in shapes.values()}) > 1:
        told = ", ".join(
            f"'{column}' has {n} row{'s' * (n != 1)}" for column, (n,) in shapes.items()
        )
        return ShapeError(
            f"the columns of {name} differ in length: {told}",
            code="length_mismatch",
            column=name,
            hint="give every column a value for each row",
        )
    return InputError(
        f"{name} cannot be read as a table: {error!s:.200}",
        code="bad_column",
        column=name,
    )


def _shape(values: object) -> tuple[int, ...]:
    if isinstance(values, str) or not isinstance(values, Sized):
        return ()
    shape = getattr(values, "shape", None)
    return (len(values),) if shape is None else tuple(shape)
