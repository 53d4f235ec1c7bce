"""A caller's table, read column by column as numpy arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry._dates import days_of_array, days_of_values
from summitry._frames.building import build, pandas_columns, to_series
from summitry._frames.categories import (
    Categories,
    factorize,
    label_of,
    refuse_unknown,
)
from summitry._suggestion import did_you_mean
from summitry.exceptions import ColumnError, FrameError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import narwhals as nw
    import numpy.typing as npt

Frame = Any
"""A pandas, polars or pyarrow table, or a mapping of columns."""


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

    @property
    def native(self) -> Frame:
        """The table itself, of the caller's kind."""
        return self.data.to_native()

    def has(self, column: str) -> bool:
        """Whether there is such a column."""
        return column in self._names

    def series(self, column: str) -> nw.Series[Any]:
        """Return one column, or say which there are."""
        if not self.has(column):
            listed = ", ".join(f"'{name}'" for name in self.columns) or "none"
            raise ColumnError(
                f"{self.name} has no column '{column}'; its columns are {listed}",
                code="no_column",
                column=column,
                hint=did_you_mean(column, self.columns),
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
        codes, values = factorize(series)
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
        if self.data.implementation.is_pandas():
            return self.data.to_native().assign(**pandas_columns(columns))
        made = [
            to_series(name, values, self.backend) for name, values in columns.items()
        ]
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
