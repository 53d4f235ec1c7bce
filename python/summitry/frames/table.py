"""A caller's table, read column by column as numpy arrays."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from summitry.exceptions import (
    ColumnError,
    SummitryError,
)
from summitry.frames.building import build, pandas_columns, to_series
from summitry.frames.categories import (
    Categories,
    factorize,
    label_of,
    merged,
    refuse_unknown,
    takeable,
)
from summitry.frames.dates import days_of_array, days_of_values, filled
from summitry.frames.missing import holds_objects, values_of
from summitry.frames.opening import opened
from summitry.frames.spans import refuse_early_ends
from summitry.frames.suggestion import column_meant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import narwhals as nw
    import numpy.typing as npt

Frame = Any
"""A pandas, polars or pyarrow table, or a mapping of columns."""


_Days = tuple["npt.NDArray[np.int64]", "npt.NDArray[np.bool_]"]


class Table:
    """
    A caller's table, read column by column and never changed.

    What is read of a column is kept, so that each is coded once however often it is
    asked for; a table that is given where one is read already is that same table.

    Parameters
    ----------
    frame : pandas.DataFrame, polars.DataFrame, pyarrow.Table or mapping of columns
        The table.
    name : str
        What messages call it: ``visits``, ``eras`` or ``shocks``.

    Attributes
    ----------
    root : Table
        The table that columns were joined to; itself where there is none.
    n_repeats : int or None
        How many of its rows repeat others, once they have been counted.
    """

    def __new__(cls, frame: Frame, name: str) -> Self:
        """Return a table that is read already as it is."""
        del name
        return frame if isinstance(frame, cls) else super().__new__(cls)

    def __init__(self, frame: Frame, name: str) -> None:
        if frame is self:
            return
        self.name = name
        self._coded: dict[str, Categories] = {}
        self._dated: dict[tuple[str, bool], _Days] = {}
        self._whole: tuple[Table, npt.NDArray[np.int64]] | None = None
        self.root: Table = self
        self._joined: frozenset[str] = frozenset()
        self.n_repeats: int | None = None
        self.data: nw.DataFrame[Any] = opened(frame, name)
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
                hint=column_meant(column, self.columns),
            )
        return self.data.get_column(self._names[column])

    def days(self, column: str) -> npt.NDArray[np.int64]:
        """Days since 1970-01-01; every row must have one."""
        days, missing = self._days(column, optional=False)
        del missing
        if column == "end_date":
            refuse_early_ends(self, days)
        return days

    def optional_days(
        self, column: str
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
        """Days, and where there is none (such days are 0)."""
        return self._days(column, optional=True)

    def is_dated(self, column: str) -> bool:
        """Whether a column holds real dates, and not texts or objects."""
        return _date_array(self.series(column)) is not None

    def _days(self, column: str, *, optional: bool) -> _Days:
        found = self.known_days(column, optional=optional)
        if found is None:
            found = self._read_days(column, optional=optional)
        for array in found:
            array.flags.writeable = False
        self._dated[column, optional] = found
        return found

    def known_days(self, column: str, *, optional: bool) -> _Days | None:
        """Return the days of a column if they have been read, or else None."""
        for asked in (False, True)[: 1 + optional]:
            if (column, asked) in self._dated:
                return self._dated[column, asked]
        if self._whole is None:
            return None
        whole, rows = self._whole
        known = whole.known_days(column, optional=optional)
        return None if known is None else (known[0][rows], known[1][rows])

    def _read_days(self, column: str, *, optional: bool) -> _Days:
        series = self.series(column)
        name = f"{self.name} column '{column}'" if column != "date" else self.name
        array = _date_array(series)
        try:
            if array is not None:
                return days_of_array(array, name, optional=optional)
            values, missing = filled(values_of(series), optional=optional)
            return days_of_values(values, name).first, missing
        except SummitryError as error:
            error.column = column
            raise

    def values(self, column: str) -> list[Any]:
        """A column as a list, missing values as None."""
        return values_of(self.series(column))

    def floats(self, column: str) -> npt.NDArray[np.float64]:
        """Numbers, missing values as NaN."""
        import narwhals as nw

        series = self.series(column)
        if holds_objects(series):
            return self._floats_of_objects(column)
        if series.null_count() == len(series):
            return np.full(len(series), np.nan)
        if series.dtype == nw.Unknown and series.to_numpy().dtype.kind in "iuf":
            # Numbers in the other byte order, or wider than a double.
            return np.ascontiguousarray(series.to_numpy(), dtype=np.float64)
        if series.dtype == nw.Boolean or not series.dtype.is_numeric():
            raise self._not_numeric(column, str(series.dtype))
        array = series.cast(nw.Float64).to_numpy()
        return np.ascontiguousarray(np.asarray(array, dtype=np.float64))

    def _floats_of_objects(self, column: str) -> npt.NDArray[np.float64]:
        """Numbers from a column of objects, as NA among them makes it in pandas."""
        values = self.values(column)
        kinds = {type(value) for value in values if value is not None}
        odd = [kind for kind in kinds if not _is_number(kind)]
        if odd:
            raise self._not_numeric(column, min(kind.__name__ for kind in odd))
        filled = [np.nan if value is None else value for value in values]
        return np.array(filled, dtype=np.float64)

    def _not_numeric(self, column: str, kind: str) -> ColumnError:
        return ColumnError(
            f"{self.name} column '{column}' holds {kind}, not numbers",
            code="not_numeric",
            column=column,
        )

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
        if column not in self._coded:
            shared = self.root is not self and column not in self._joined
            read = self.root.categories if shared else self._read_categories
            found = read(column)
            found.codes.flags.writeable = False
            self._coded[column] = found
        return self._coded[column]

    def _read_categories(self, column: str) -> Categories:
        if self._whole is not None:
            whole, rows = self._whole
            return whole.categories(column).at(rows)
        codes, values = factorize(self.series(column), self.name)
        return merged(codes, [label_of(value) for value in values])

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

    def copied(self, names: Mapping[str, str]) -> Table:
        """The table with copies of columns, each under its new name."""
        copies = [self.series(old).alias(new) for new, old in names.items()]
        return Table(self.data.with_columns(*copies).to_native(), self.name)

    def joined(self, columns: Mapping[str, Any]) -> Table:
        """
        The table with these columns, keeping what was read of the others.

        Columns that are given as categories need not be coded again.
        """
        wide = Table(self.with_columns(columns), self.name)
        wide.root, wide._joined = self.root, self._joined | set(columns)
        given = {k: v for k, v in columns.items() if isinstance(v, Categories)}
        for column, found in given.items():
            codes, labels = found.at(np.arange(len(self)))
            codes.flags.writeable = False
            wide._coded[column] = Categories(codes, labels)
        wide._coded |= {k: v for k, v in self._coded.items() if k not in columns}
        wide._dated |= {k: v for k, v in self._dated.items() if k[0] not in columns}
        return wide

    def rows(self, keep: npt.NDArray[np.int64]) -> Frame:
        """The rows at these positions, as the caller's kind of table."""
        rows = np.asarray(keep, dtype=np.int64).tolist()
        return _with_rows(self.data)[rows, :].to_native()

    def take(self, keep: npt.NDArray[np.int64]) -> Table:
        """The rows at these positions, with what is known of their columns."""
        part = Table(self.rows(keep), self.name)
        part._whole = (self, np.asarray(keep, dtype=np.int64))
        return part

    def only(self, columns: Sequence[str]) -> Frame:
        """The caller's table with these columns alone, in this order."""
        return self.data.select(*columns).to_native()

    @staticmethod
    def concat(frames: Sequence[Frame], name: str, *, fill: bool = False) -> Frame:
        """Stack tables of one kind with the same columns, or fill those one lacks."""
        import narwhals as nw

        tables = [Table(frame, name).data for frame in frames]
        stacked = nw.concat(tables, how="diagonal" if fill else "vertical")
        return nw.maybe_reset_index(stacked).to_native()

    def build(self, columns: Mapping[str, Any]) -> Frame:
        """Make a new table of the caller's kind."""
        return build(columns, self.backend)


def _with_rows(data: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
    """The table, in types of which rows can be taken; pyarrow cannot of every one."""
    if not data.implementation.is_pyarrow():
        return data
    columns = [takeable(column) for column in data.iter_columns()]
    return data.with_columns(*columns)


def _is_number(kind: type) -> bool:
    numbers = (int, float, Decimal, np.integer, np.floating)
    return issubclass(kind, numbers) and not issubclass(kind, bool)


def _date_array(series: nw.Series[Any]) -> npt.NDArray[Any] | None:
    """A column of real dates as datetime64, or None for text, objects and zones."""
    import narwhals as nw

    dtype = series.dtype
    if getattr(dtype, "time_zone", None):
        return None
    # A datetime equals its class whatever its unit, but has another hash: no set here.
    if dtype == nw.Date or dtype == nw.Datetime:  # noqa: PLR1714
        array = np.asarray(series.to_numpy())
        return array if array.dtype.kind == "M" else None
    return None
