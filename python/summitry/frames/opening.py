"""A caller's table of any kind, opened for reading, or a sentence on why it is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sized
from os import PathLike
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import FrameError, InputError, ShapeError
from summitry.frames.array_frame import ArrayFrame
from summitry.frames.array_table import ArrayTable, of_own_arrays, refuse_double
from summitry.frames.library_columns import own_values
from summitry.frames.streams import streamed

if TYPE_CHECKING:
    import narwhals as nw

    from summitry.frames.library_frame import LibraryFrame


def opened(frame: Any, name: str) -> ArrayFrame | LibraryFrame:
    """
    Return a table, or a mapping of columns, ready to be read.

    Raises
    ------
    FrameError
        If it is no table, one that is not in memory and large, or one whose columns
        have names of several levels.
    InputError
        If its columns cannot be read as a table.
    """
    if isinstance(frame, ArrayTable):
        return ArrayFrame(frame)
    if isinstance(frame, Mapping):
        frame = _mapped(frame, name)
        if isinstance(frame, ArrayTable):
            return ArrayFrame(frame, lent=True)
    from summitry.frames.library_frame import LibraryFrame

    try:
        data = _taken(frame, name)
    except TypeError:
        data = _read_now(frame, name)
    refuse_double([str(column) for column in data.columns], name)
    _refuse_levels(data, name)
    return LibraryFrame(data)


def _refuse_levels(data: nw.DataFrame[Any], name: str) -> None:
    """Refuse names in several rows, as pandas reads them off a page with two."""
    if not data.implementation.is_pandas_like():
        return
    levels = getattr(data.to_native().columns, "nlevels", 1)
    if levels > 1:
        raise FrameError(
            f"the columns of {name} have names of {levels} levels",
            code="several_levels",
            column=name,
            hint="give each one name: table.columns = [' '.join(map(str, one)).strip() "
            "for one in table.columns]",
        )


def _read_now(frame: Any, name: str) -> nw.DataFrame[Any]:
    """Read a table that is not in memory yet: a stream, or a plan that is small."""
    table = streamed(frame, name)
    if table is None:
        raise FrameError(
            f"{name} is a {type(frame).__name__}, not a table",
            code="not_a_table",
            column=name,
            hint=_hint(frame),
        ) from None
    return _taken(table, name)


def _taken(frame: Any, name: str) -> nw.DataFrame[Any]:
    """Return what narwhals makes of a table; a name that stands twice is refused."""
    import narwhals as nw

    try:
        return nw.from_native(frame, eager_only=True)
    except nw.exceptions.DuplicateError:
        # The `columns` of pyarrow are values, not names.
        names = getattr(frame, "column_names", None) or frame.columns
        refuse_double([str(column) for column in names], name)
        raise


def _hint(frame: Any) -> str:
    if hasattr(frame, "collect"):
        return "call .collect() first"
    if hasattr(frame, "to_arrow_table") or type(frame).__name__ == "DuckDBPyConnection":
        return "give a relation, connection.sql(query), or rows, .to_arrow_table()"
    for part in ("visits", "table", "eras"):
        # A method of this name looks a table up.
        if hasattr(frame, part) and not callable(getattr(frame, part)):
            return f"give its table, .{part}"
    if isinstance(frame, str | PathLike):
        return "a list of visits in a file is read by summitry.read_visits(path).visits"
    return (
        "give a pandas, polars or pyarrow table, anything with an Arrow stream, or a "
        "mapping of columns"
    )


def _mapped(frame: Mapping[Any, Any], name: str) -> Any:
    """A mapping as a table; columns of pandas are aligned by their index."""
    columns = {column: own_values(values) for column, values in frame.items()}
    try:
        if any(_root(values) == "pandas" for values in columns.values()):
            import pandas as pd

            return pd.DataFrame(columns)
        refuse_double([str(column) for column in columns], name)
        return of_own_arrays(_of_one_length(columns))
    except (TypeError, ValueError) as error:
        if isinstance(error, InputError) and not isinstance(error, ShapeError):
            raise
        raise _misshapen(columns, name, error) from None


def _root(values: object) -> str:
    return type(values).__module__.partition(".")[0]


def _of_one_length(columns: Mapping[Any, Any]) -> dict[Any, Any]:
    """The columns as arrays and lists, a single value once for each row."""
    single = {name for name, values in columns.items() if is_single(values)}
    made = {
        name: _values(values) for name, values in columns.items() if name not in single
    }
    if single and not made:
        raise ValueError("every column is a single value")
    n_rows = next((len(values) for values in made.values()), 0)
    return {
        name: [columns[name]] * n_rows if name in single else made[name]
        for name in columns
    }


def is_single(values: object) -> bool:
    """
    Whether what is given as a column is one value, which then holds for every row.

    Examples
    --------
    >>> is_single("CHN"), is_single(None), is_single(["CHN"])
    (True, True, False)
    """
    return isinstance(values, str | bytes) or not isinstance(values, Iterable)


def _values(values: Any) -> Any:
    """The values of a column as an array or a list; those of other kinds are read."""
    if isinstance(values, Mapping | set | frozenset):
        raise TypeError(f"{type(values).__name__} has no order")
    if isinstance(values, np.ndarray):
        if values.ndim != 1:
            raise ValueError("not one dimension")
        return values
    return np.asarray(values) if hasattr(values, "__array__") else list(values)


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
