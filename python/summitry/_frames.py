"""
The one door to data frames: columns in as numpy arrays, tables out.

Any eager pandas, polars or pyarrow table is read through narwhals, and results are
built in the kind that the caller gave. No other module knows a data frame library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry._dates import days_of_array, days_of_values, to_dates
from summitry.exceptions import CategoryError, ColumnError, FrameError, ShapeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import narwhals as nw
    import numpy.typing as npt

Frame = Any
"""A pandas, polars or pyarrow table, or a mapping of columns."""


class Categories(NamedTuple):
    """A column as codes into its labels; a missing value has the code -1."""

    codes: npt.NDArray[np.int64]
    labels: list[str]

    def coded(self, labels: Sequence[str]) -> npt.NDArray[np.int64]:
        """Return the codes into other labels; -1 where a value is none of them."""
        places = {label: place for place, label in enumerate(labels)}
        table = [places.get(label, -1) for label in self.labels]
        return np.array([*table, -1], dtype=np.int64)[self.codes]


class Table:
    """
    A caller's table, read column by column and never changed.

    Parameters
    ----------
    frame : pandas.DataFrame, polars.DataFrame, pyarrow.Table or mapping of columns
        The table.
    name : str
        What messages call it: ``visits``, ``eras`` or ``shocks``.
    """

    def __init__(self, frame: Frame, name: str) -> None:
        import narwhals as nw

        self.name = name
        native = _as_frame(frame)
        try:
            self.data: nw.DataFrame[Any] = nw.from_native(native, eager_only=True)
        except nw.exceptions.DuplicateError:
            names = [str(column) for column in native.columns]
            twice = next(column for column in names if names.count(column) > 1)
            raise ColumnError(
                f"{name} has more than one column '{twice}'",
                code="double_column",
                column=twice,
                hint="rename or drop one of them",
            ) from None
        except TypeError:
            lazy = hasattr(frame, "collect")
            raise FrameError(
                f"{name} is a {type(frame).__name__}, not a table",
                code="not_a_table",
                column=name,
                hint="call .collect() first"
                if lazy
                else "give a pandas, polars or pyarrow table, or a mapping of columns",
            ) from None

        self._names = {str(column): column for column in self.data.columns}

    def __len__(self) -> int:
        return len(self.data)

    @property
    def columns(self) -> list[str]:
        """Column names, as text."""
        return list(self._names)

    @property
    def backend(self) -> Any:
        """The kind of table, to build results in."""
        return self.data.implementation

    def has(self, column: str) -> bool:
        """Whether there is such a column."""
        return column in self._names

    def series(self, column: str) -> nw.Series[Any]:
        """Return one column, or say which there are."""
        if not self.has(column):
            from difflib import get_close_matches

            near = get_close_matches(column, self.columns, 1)
            listed = ", ".join(f"'{name}'" for name in self.columns) or "none"
            raise ColumnError(
                f"{self.name} has no column '{column}'; its columns are {listed}",
                code="no_column",
                column=column,
                hint=f"did you mean '{near[0]}'?" if near else None,
            )
        return self.data.get_column(self._names[column])

    def days(self, column: str) -> npt.NDArray[np.int64]:
        """Days since 1970-01-01; every row must have one."""
        days, missing = self._days(column, optional=False)
        del missing
        return days

    def optional_days(
        self, column: str
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
        """Days, and where there is none (such days are 0)."""
        return self._days(column, optional=True)

    def _days(
        self, column: str, *, optional: bool
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
        series = self.series(column)
        name = f"{self.name} column '{column}'" if column != "date" else self.name
        array = _date_array(series, name)
        if array is not None:
            return days_of_array(array, name, optional=optional)
        missing = series.is_null().to_numpy().astype(bool)
        if optional:
            values = series.to_list()
            missing |= np.array([value == "" for value in values], dtype=bool)
            kept = [
                value for value, gone in zip(values, missing, strict=True) if not gone
            ]
            days = np.zeros(len(series), dtype=np.int64)
            days[~missing] = days_of_values(kept, name).first
            return days, missing
        return days_of_values(series.to_list(), name).first, np.zeros(len(series), bool)

    def values(self, column: str) -> list[Any]:
        """A column as a list, missing values as None."""
        series = self.series(column)
        missing = series.is_null().to_list()
        pairs = zip(series.to_list(), missing, strict=True)
        return [None if gone else value for value, gone in pairs]

    def floats(self, column: str) -> npt.NDArray[np.float64]:
        """Numbers, missing values as NaN."""
        import narwhals as nw

        series = self.series(column)
        if series.dtype == nw.Unknown and series.null_count() == len(series):
            return np.full(len(series), np.nan)
        if series.dtype == nw.Boolean or not series.dtype.is_numeric():
            raise ColumnError(
                f"{self.name} column '{column}' holds {series.dtype}, not numbers",
                code="not_numeric",
                column=column,
            )
        array = series.cast(nw.Float64).to_numpy()
        return np.ascontiguousarray(np.asarray(array, dtype=np.float64))

    def integers(self, column: str) -> npt.NDArray[np.int64]:
        """Whole numbers; every row must have one."""
        floats = self.floats(column)
        odd = np.flatnonzero(~(np.isfinite(floats) & (np.floor(floats) == floats)))
        if odd.size:
            raise ColumnError(
                f"{self.name} row {odd[0]}: '{column}' is {floats[odd[0]]}, not a whole "
                "number",
                code="not_an_integer",
                column=column,
                rows=odd[:10],
                n_bad=odd.size,
            )
        return floats.astype(np.int64)

    def categories(self, column: str) -> Categories:
        """
        A column as codes into its labels, in order of first appearance.

        True and False become ``true`` and ``false``; other values their text.
        """
        series = self.series(column)
        missing = series.is_null().to_numpy().astype(bool)
        codes, values = _factorize(series)
        labels = [label_of(value) for value in values]
        merged = list(dict.fromkeys(labels))
        if len(merged) < len(labels):
            places = {label: place for place, label in enumerate(merged)}
            codes = np.array([places[label] for label in labels], dtype=np.int64)[codes]
        codes[missing] = -1
        return Categories(codes, merged)

    def known(self, column: str, labels: Sequence[str], what: str) -> Categories:
        """Categories of which each must be present and one of the labels."""
        found = self.categories(column)
        codes = found.coded(labels)
        refuse_unknown(self, column, found, codes, labels, what)
        return Categories(codes, list(labels))

    def with_columns(self, columns: Mapping[str, Any]) -> Frame:
        """Return the caller's table with columns added or replaced; its own is kept."""
        made = [_series(name, values, self.backend) for name, values in columns.items()]
        return self.data.with_columns(*made).to_native()

    def rows(self, keep: npt.NDArray[np.int64]) -> Frame:
        """The rows at these positions, as the caller's kind of table."""
        return self.data[np.asarray(keep, dtype=np.int64).tolist(), :].to_native()

    def only(self, columns: Sequence[str]) -> Frame:
        """The caller's table with these columns alone, in this order."""
        return self.data.select(*columns).to_native()

    @staticmethod
    def concat(frames: Sequence[Frame], name: str) -> Frame:
        """Stack tables of one kind with the same columns."""
        import narwhals as nw

        return nw.concat([Table(frame, name).data for frame in frames]).to_native()

    def build(self, columns: Mapping[str, Any]) -> Frame:
        """Make a new table of the caller's kind."""
        return build(columns, self.backend)


def build(columns: Mapping[str, Any], backend: Any = "pandas") -> Frame:
    """
    Make a table from columns.

    Arrays of days must be datetime64[D], with NaT for missing; numbers that may be
    missing are masked arrays, or floats with NaN; text is a list with None.
    """
    import narwhals as nw

    lengths = {name: len(values) for name, values in columns.items()}
    if len(set(lengths.values())) > 1:
        raise ShapeError(f"columns differ in length: {lengths}", code="length_mismatch")
    series = [_series(name, values, backend) for name, values in columns.items()]
    return nw.concat([one.to_frame() for one in series], how="horizontal").to_native()


def label_of(value: Any) -> str:
    """Return the text by which a category is known."""
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    return str(value)


def refuse_unknown(
    table: Table,
    column: str,
    found: Categories,
    codes: npt.NDArray[np.int64],
    labels: Iterable[str],
    what: str,
) -> None:
    """Raise if a code is -1: the value is missing, or not one of the labels."""
    bad = np.flatnonzero(codes < 0)
    if not bad.size:
        return
    from difflib import get_close_matches

    known = ", ".join(f"'{label}'" for label in labels)
    own = found.codes[bad[0]]
    value = repr(found.labels[own])[:80] if own >= 0 else None
    near = get_close_matches(found.labels[own], list(labels), 1) if own >= 0 else []
    said = f"{value} is not one of {known}" if value else f"'{column}' is missing"
    raise CategoryError(
        f"{table.name} row {bad[0]}: {said}",
        code=f"unknown_{what}" if value else f"missing_{what}",
        column=column,
        rows=bad[:10],
        n_bad=bad.size,
        hint=f"did you mean '{near[0]}'?" if near else f"known are {known}",
    )


def _as_frame(frame: Frame) -> Any:
    from collections.abc import Mapping

    if isinstance(frame, Mapping):
        import pandas as pd

        return pd.DataFrame(dict(frame))
    return frame


def _date_array(series: nw.Series[Any], name: str) -> npt.NDArray[Any] | None:
    """A column of real dates as datetime64, or None for text and objects."""
    import narwhals as nw

    if series.dtype == nw.Datetime and getattr(series.dtype, "time_zone", None):
        days_of_values(series.head(1).to_list(), name)
    if series.dtype in {nw.Date, nw.Datetime}:
        array = np.asarray(series.to_numpy())
        return array if array.dtype.kind == "M" else None
    return None


def _factorize(series: nw.Series[Any]) -> tuple[npt.NDArray[np.int64], list[Any]]:
    """Codes by first appearance, and the distinct values without the missing one."""
    kind, native = series.implementation, series.to_native()
    if series.null_count() == len(series):
        return np.full(len(series), -1, dtype=np.int64), []
    if kind.is_pandas():
        import pandas as pd

        if not isinstance(native.dtype, pd.CategoricalDtype):
            codes, values = pd.factorize(native)
            return np.array(codes, dtype=np.int64), list(values)
        return _by_appearance(native.cat.codes, series)
    if kind.is_pyarrow():
        found = native.dictionary_encode().combine_chunks()
        return _by_appearance(found.indices.fill_null(-1), series)
    if kind.is_polars():
        import polars as pl

        if native.dtype in {pl.String, pl.Categorical, pl.Enum}:
            coded = native if native.dtype != pl.String else native.cast(pl.Categorical)
            codes = coded.to_physical().cast(pl.Int64).fill_null(-1)
            return _by_appearance(codes, series)
    return _by_value(series)


def _by_value(series: nw.Series[Any]) -> tuple[npt.NDArray[np.int64], list[Any]]:
    """Codes of a column of any other type."""
    import narwhals as nw

    distinct = series.unique(maintain_order=True).to_list()
    values = [value for value in distinct if value is not None]
    if not values:
        return np.full(len(series), -1, dtype=np.int64), []
    filled = series.fill_null(values[0]) if series.null_count() else series
    places = list(range(len(values)))
    codes = filled.replace_strict(values, places, return_dtype=nw.Int64)
    return np.array(codes.to_numpy(), dtype=np.int64), values


def _by_appearance(
    codes: Any, series: nw.Series[Any]
) -> tuple[npt.NDArray[np.int64], list[Any]]:
    """Renumber the library's own codes by first appearance; -1 stays -1."""
    array = np.asarray(codes, dtype=np.int64)
    n_codes = int(array.max(initial=-1)) + 1
    first = np.full(n_codes + 1, array.size, dtype=np.int64)
    first[array[::-1]] = np.arange(array.size - 1, -1, -1)
    order = np.argsort(first[:n_codes], kind="stable")
    order = order[first[order] < array.size]
    places = np.full(n_codes + 1, -1, dtype=np.int64)
    places[order] = np.arange(order.size)
    return places[array], series[first[order].tolist()].to_list()


def _series(name: str, values: Any, backend: Any) -> nw.Series[Any]:
    import narwhals as nw

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
        listed = _with_none(array, np.isnan(array))
        return nw.new_series(name, listed, nw.Float64, backend=backend)
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
    listed = _with_none(values.data, mask)
    if nw.Implementation.from_backend(backend).is_pandas():
        import pandas as pd

        array: Any = pd.array(listed, dtype="boolean" if boolean else "Int64")
        return nw.from_native(pd.Series(array, name=name), series_only=True)
    kind = nw.Boolean if boolean else nw.Int64
    return nw.new_series(name, listed, kind, backend=backend)


def _with_none(values: npt.NDArray[Any], missing: npt.NDArray[np.bool_]) -> list[Any]:
    listed = values.astype(object)
    listed[missing] = None
    return list(listed)
