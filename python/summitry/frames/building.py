"""Tables out: columns of numpy arrays and lists as a table of a data frame library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import MissingExtraError, ShapeError
from summitry.frames.array_column import ArrayColumn
from summitry.frames.categories import Categories, is_constant, length_of
from summitry.frames.category_types import in_arrow, in_pandas, in_polars
from summitry.frames.cycle import Cycle
from summitry.frames.dates import to_dates
from summitry.frames.few_rows import MOST_ROWS, few_rows
from summitry.frames.half_characters import not_whole
from summitry.frames.taken import Taken, is_coded, rows_of, whole
from summitry.frames.whole_numbers import MOST, whole_type

if TYPE_CHECKING:
    from collections.abc import Mapping

    import narwhals as nw
    import numpy.typing as npt
    import polars as pl


_ROWS_A_PIECE = 1 << 11
_EXTRAS = {"polars": "polars", "pyarrow": "arrow"}


def library_table(
    columns: Mapping[str, Any], backend: Any, types: Mapping[str, Any] | None = None
) -> Any:
    """
    Make a table of pandas, polars or pyarrow from columns, as `build` takes them.

    `types` are those that columns of text have as categories of that library.

    Raises
    ------
    MissingExtraError
        If the library is not installed.
    """
    import narwhals as nw

    kind = nw.Implementation.from_backend(backend)
    try:
        return _table(columns, backend, kind, types or {})
    except ModuleNotFoundError:
        raise MissingExtraError(
            f"{kind.value} is not installed",
            column="backend",
            extra=_EXTRAS.get(kind.value),
        ) from None


def _table(
    columns: Mapping[str, Any],
    backend: Any,
    kind: nw.Implementation,
    types: Mapping[str, Any],
) -> Any:
    import narwhals as nw

    columns = {name: _plain(values) for name, values in columns.items()}
    lengths = {name: length_of(values) for name, values in columns.items()}
    if len(set(lengths.values())) > 1:
        raise ShapeError(f"columns differ in length: {lengths}", code="length_mismatch")
    if max(lengths.values(), default=0) <= MOST_ROWS:
        columns = whole(columns)
    if kind.is_polars() and max(lengths.values(), default=0) <= MOST_ROWS:
        return _with_types(few_rows(columns), types)
    if kind.is_pandas():
        import pandas as pd

        return pd.DataFrame(pandas_columns(columns, types))
    same = {name: values for name, values in columns.items() if is_constant(values)}
    rest = {name: values for name, values in columns.items() if name not in same}
    parts = _parts(rest, backend, kind, types)
    if not parts:
        first = next(iter(columns))
        parts = [to_series(first, same.pop(first), backend).to_frame()]
    made = nw.concat(parts, how="horizontal")
    # A library may hold one value for all rows.
    words = [_literal(values).alias(name) for name, values in same.items()]
    native = made.with_columns(*words).select(*columns).to_native()
    if not kind.is_polars():
        return in_arrow(native, types)
    return _with_types(native, {name: types[name] for name in same if name in types})


def _with_types(table: pl.DataFrame, types: Mapping[str, Any]) -> pl.DataFrame:
    if not types:
        return table
    return table.with_columns(
        in_polars(table[name], one) for name, one in types.items()
    )


def _parts(
    columns: Mapping[str, Any],
    backend: Any,
    kind: nw.Implementation,
    types: Mapping[str, Any],
) -> list[nw.DataFrame[Any]]:
    """Columns of many rows, some of them side by side in one part."""
    gathered = {
        name: values
        for name, values in columns.items()
        if isinstance(values, Categories | Taken)
        and kind.is_polars()
        and length_of(values) > MOST_ROWS
    }
    parts = _gathered(gathered, types)
    for name, values in columns.items():
        if isinstance(values, Cycle):
            parts.append(_cycled(name, values, backend))
        elif name not in gathered:
            parts.append(to_series(name, rows_of(values), backend).to_frame())
    return parts


def _gathered(
    columns: Mapping[str, Categories | Taken], types: Mapping[str, Any]
) -> list[nw.DataFrame[Any]]:
    """Columns that repeat rows; those that share their places are looked up at once."""
    import narwhals as nw
    import polars as pl

    shared: dict[int, tuple[npt.NDArray[np.uint32], list[pl.Series]]] = {}
    for name, values in columns.items():
        if isinstance(values, Taken):
            short, places = to_series(name, values.values, "polars"), values.places
        else:
            short = to_series(name, [*values.labels, None], "polars")
            # By numbers of this size the library looks up without a copy of them.
            places = _with_last(values).astype(np.uint32)
        kept = in_polars(short.to_native(), types.get(name), places)
        shared.setdefault(id(places), (places, []))[1].append(kept)
    return [
        nw.from_native(pl.DataFrame(kept)[pl.Series(places)])
        for places, kept in shared.values()
    ]


def _cycled(name: str, cycle: Cycle, backend: Any) -> nw.DataFrame[Any]:
    """The same rows again and again: one piece of them is held, where a library can."""
    import narwhals as nw

    rows, times, rest = cycle.pieces()
    piece = to_series(name, rows, backend).to_frame()
    pieces = [piece] * times + [piece.head(rest)] * bool(rest)
    return nw.concat(pieces, how="vertical")


def _plain(values: Any) -> Any:
    """A column as what it holds; real numbers are NaN where one is not known."""
    if isinstance(values, ArrayColumn):
        values = values.built()
    if isinstance(values, np.ma.MaskedArray) and values.dtype.kind == "f":
        return values.filled(np.nan)
    return values


def _literal(values: Any) -> nw.Expr:
    import narwhals as nw

    if isinstance(values, Categories):
        code = int(values.codes[0])
        return nw.lit(None if code < 0 else values.labels[code], nw.String)
    kind = nw.Float64 if values.dtype.kind == "f" else nw.Int64
    return nw.lit(values[0].item(), kind)


def pandas_columns(
    columns: Mapping[str, Any], types: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return columns as pandas takes them, without an index to align by."""
    typed = {
        name: in_pandas(rows_of(columns[name]), kind)
        for name, kind in (types or {}).items()
    }
    try:
        return {
            name: _pandas_column(values) if typed.get(name) is None else typed[name]
            for name, values in columns.items()
        }
    except UnicodeEncodeError as error:
        raise not_whole(f"{error.object!a:.80}") from None


def _pandas_column(values: Any) -> Any:
    import pandas as pd

    values = _plain(values)
    if is_coded(values):
        return _pandas_texts(values)
    values = rows_of(values)
    if isinstance(values, np.ma.MaskedArray):
        mask = np.ma.getmaskarray(values).copy()
        if values.dtype.kind == "b":
            return pd.arrays.BooleanArray(values.data.astype(bool), mask)
        return pd.arrays.IntegerArray(values.data.astype(whole_type(values)), mask)
    if isinstance(values, np.ndarray) and values.dtype.kind not in "UO":
        return to_dates(values) if values.dtype.kind == "M" else values
    listed = list(values)
    types = {type(value) for value in listed}
    text = types <= {str, type(None)}
    if text and is_modern_pandas():
        return pd.array(listed, dtype="str")
    if types == {int, type(None)} and max(map(abs, filter(None, listed))) <= MOST:
        return pd.array(listed, dtype="Int64")
    return pd.Series(listed, dtype=object if text else None).array


def is_modern_pandas() -> bool:
    """Whether the pandas that is here is at least the third."""
    import pandas as pd

    return int(pd.__version__.split(".")[0]) >= 3  # noqa: PLR2004


def _pandas_texts(values: Any) -> Any:
    """Codes into texts: where pandas has these in Arrow, what repeats is held once."""
    import pandas as pd

    if is_constant(values):
        values = Cycle(values._replace(codes=values.codes[:1]), len(values.codes))
    kind = pd.StringDtype(na_value=np.nan) if is_modern_pandas() else None
    if not isinstance(values, Cycle) or getattr(kind, "storage", "") != "pyarrow":
        found = rows_of(values)
        return _pandas_column([*found.labels, None]).take(_with_last(found))
    import pyarrow as pa

    rows, times, rest = values.pieces(_ROWS_A_PIECE)
    labels = pa.array([*rows.labels, None], pa.large_string())
    piece = labels.take(pa.array(_with_last(rows)))
    pieces = [piece] * times + [piece.slice(0, rest)] * bool(rest)
    return pd.array(pa.chunked_array(pieces, labels.type), dtype=kind)


def added_columns(
    columns: Mapping[str, Any], backend: nw.Implementation
) -> list[nw.Series[Any] | nw.Expr]:
    """Make columns to be added to a table, which may hold one value for all rows."""
    made: dict[str, nw.Series[Any] | nw.Expr] = {
        name: _literal(values).alias(name)
        for name, values in columns.items()
        if is_constant(values)
    }
    rest = {name: _plain(v) for name, v in columns.items() if name not in made}
    for part in _parts(rest, backend, backend, {}):
        made |= {column.name: column for column in part.iter_columns()}
    return [made[name] for name in columns]


def to_series(name: str, values: Any, backend: Any) -> nw.Series[Any]:
    """Make a column of any library from an array, texts or categories."""
    import narwhals as nw

    values = _plain(values)
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
        return _dates(name, to_dates(array), backend)
    if array.dtype.kind == "f":
        return _floats(name, np.ascontiguousarray(array), backend)
    if array.dtype.kind in "UO":
        return nw.new_series(name, array.tolist(), nw.String, backend=backend)
    return nw.new_series(name, np.ascontiguousarray(array), backend=backend)


def _floats(name: str, array: npt.NDArray[Any], backend: Any) -> nw.Series[Any]:
    """Real numbers, of which NaN is one that is missing."""
    import narwhals as nw

    if nw.Implementation.from_backend(backend).is_polars():
        import polars as pl

        known = pl.Series(name, array, nan_to_null=True)
        return nw.from_native(known, series_only=True)
    made = nw.new_series(name, array, backend=backend)
    return made.fill_nan(None) if np.isnan(array).any() else made


def _masked(
    name: str, values: np.ma.MaskedArray[Any, Any], backend: Any
) -> nw.Series[Any]:
    """Whole numbers or booleans, some missing, in types that can say so."""
    import narwhals as nw

    kind = bool if values.dtype.kind == "b" else whole_type(values)
    data = np.ascontiguousarray(values.data, dtype=kind)
    made = nw.new_series(name, data, backend=backend)
    return _without(made, np.ma.getmaskarray(values), backend)


def _dates(
    name: str, dates: npt.NDArray[np.datetime64], backend: Any
) -> nw.Series[Any]:
    """Dates by their days in four bytes, as every library has them."""
    import narwhals as nw

    days, missing = dates.view(np.int64), np.isnat(dates)
    if missing.any():
        days = np.where(missing, 0, days)
    made = nw.new_series(name, days.astype(np.int32), backend=backend)
    return _without(made.cast(nw.Date), missing, backend)


def _without(
    made: nw.Series[Any], missing: npt.NDArray[np.bool_], backend: Any
) -> nw.Series[Any]:
    """A column without the values that are missing."""
    import narwhals as nw

    if not missing.any():
        return made
    native = made.to_native()
    if made.implementation.is_polars():
        import polars as pl

        none = pl.Series([None], dtype=native.dtype)
        kept = native.zip_with(pl.Series(~missing), none)
        return nw.from_native(kept, series_only=True)
    known = nw.new_series("known", ~missing, backend=backend)
    kept = nw.when(known).then(nw.col(made.name)).alias(made.name)
    return made.to_frame().select(kept).get_column(made.name)


def _with_last(values: Categories) -> npt.NDArray[np.int64]:
    """Codes in which a missing value is one more label, the last."""
    if values.codes.min(initial=0) >= 0:
        return values.codes
    return np.where(values.codes < 0, len(values.labels), values.codes)
