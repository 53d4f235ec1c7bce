"""A table that a frame library holds, read through narwhals."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames import kinds
from summitry.frames.arrow_rows import takeable
from summitry.frames.building import added_columns, is_modern_pandas, pandas_columns
from summitry.frames.dates import dates_of_objects
from summitry.frames.library_codes import coded
from summitry.frames.library_dates import date_array
from summitry.frames.library_numbers import floats_of
from summitry.frames.missing import holds_objects, values_of
from summitry.frames.whole_numbers import exactly

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import narwhals as nw
    import numpy.typing as npt

    from summitry.frames.coded import Coded

    Rows = npt.NDArray[np.int64]


class LibraryFrame:
    """
    A pandas, polars or pyarrow table.

    Columns are asked for by their names as text. What makes another table returns it as
    its library has it.
    """

    def __init__(self, data: nw.DataFrame[Any]) -> None:
        self.data = data
        self._names = {str(column): column for column in data.columns}
        self._kinds: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self.data)

    @property
    def columns(self) -> list[str]:
        """Column names, as text."""
        return list(self._names)

    @property
    def index_names(self) -> list[str]:
        """What the levels of an index are called, where the library has one."""
        names = self.native.index.names if self.backend.is_pandas() else []
        return [str(name) for name in names if name is not None]

    @property
    def backend(self) -> Any:
        """The library, to build results in."""
        return self.data.implementation

    @property
    def native(self) -> Any:
        """The table itself."""
        return self.data.to_native()

    def _series(self, column: str) -> nw.Series[Any]:
        return self.data.get_column(self._names[column])

    def kind(self, column: str) -> str:
        """Return what a column holds, as one of the words of `kinds`."""
        if column not in self._kinds:
            series = self._series(column)
            objects = holds_objects(series)
            self._kinds[column] = kinds.OBJECT if objects else _kind(series.dtype)
        return self._kinds[column]

    def category_type(self, column: str) -> Any | None:
        """Return the type of a column of categories; None for any other."""
        native = self._series(column).to_native()
        if self.backend.is_polars():
            import polars as pl

            if native.dtype == pl.Categorical():
                # The plain type can be pickled in every version, unlike one of its own.
                return pl.Categorical
            return native.dtype if native.dtype in (pl.Categorical, pl.Enum) else None
        if self.backend.is_pandas():
            import pandas as pd

            coded = isinstance(native.dtype, pd.CategoricalDtype)
            return native.dtype if coded else None
        import pyarrow as pa

        return native.type if pa.types.is_dictionary(native.type) else None

    def missing(self, column: str) -> npt.NDArray[np.bool_]:
        """Return where a column has nulls."""
        series = self._series(column)
        try:
            return np.asarray(series.is_null().to_numpy(), dtype=bool)
        except (ArithmeticError, TypeError):
            # pandas compares decimals, of which some signal, and no bytes of numpy.
            return np.array([value is None for value in values_of(series)], dtype=bool)

    def dates(self, column: str) -> npt.NDArray[Any] | None:
        """Return real dates as `days_of_array` takes them; None for any others."""
        kind = self.kind(column)
        if kind == kinds.OBJECT:
            # Read one by one: the first text ends it.
            return dates_of_objects(self._series(column).to_native())
        dated = kind in {kinds.DATE, kinds.OTHER}
        return date_array(self._series(column)) if dated else None

    def listed(self, column: str) -> list[Any]:
        """Return a column as a list, missing values as None."""
        return values_of(self._series(column))

    def listed_at(self, column: str, rows: Rows) -> list[Any]:
        """Return the values of a column in some rows, of which alone they are read."""
        series = takeable(self._series(column))
        return values_of(series[np.asarray(rows, dtype=np.int64).tolist()])

    def floats(self, column: str, table: str) -> npt.NDArray[np.float64]:
        """Return numbers, missing values as NaN."""
        return floats_of(self._series(column), table)

    def whole_numbers(self, column: str) -> npt.NDArray[np.int64] | None:
        """Return whole numbers exactly; None if the column holds anything else."""
        kind, series = self.kind(column), self._series(column)
        if kind in {kinds.OBJECT, kinds.DECIMAL}:
            return exactly(values_of(series))
        if kind != kinds.INTEGER or series.is_null().any():
            return None
        import narwhals as nw

        # numpy has no integers of sixteen bytes.
        wide = isinstance(series.dtype, nw.Int128 | nw.UInt128)
        return exactly(series.to_list() if wide else series.to_numpy())

    def coded(self, column: str, table: str) -> Coded:
        """Return a column in the codes of its library."""
        return coded(self._series(column), table)

    def with_columns(self, columns: Mapping[str, Any]) -> Any:
        """Return the table with columns added or replaced."""
        if self.backend.is_pandas():
            return self.native.assign(**pandas_columns(columns))
        made = added_columns(columns, self.backend)
        return self.data.with_columns(*made).to_native()

    def own_copy(self) -> Any:
        """Return a copy of the table; one of Arrow cannot be changed and is itself."""
        if self.backend.is_pandas():
            return self.native.copy()
        return self.native.clone() if self.backend.is_polars() else self.native

    def copied(self, names: Mapping[str, str]) -> Any:
        """Return the table with copies of columns, each under its new name."""
        copies = [self._series(old).alias(new) for new, old in names.items()]
        return self.data.with_columns(*copies).to_native()

    def renamed(self, names: Mapping[str, str]) -> Any:
        """Return the table with columns called otherwise."""
        mapping = {self._names[old]: new for old, new in names.items()}
        return self.data.rename(mapping).to_native()

    def rows(self, keep: Rows) -> Any:
        """Return the rows at these positions."""
        rows = np.asarray(keep, dtype=np.int64).tolist()
        return self._alone(self._takeable()[rows, :])

    def _takeable(self) -> nw.DataFrame[Any]:
        """The table in types of which rows can be taken: not every one of Arrow."""
        if self.backend.is_polars():
            return self.data
        columns = list(self.data.iter_columns())
        made = [takeable(column) for column in columns]
        changed = [
            new for new, old in zip(made, columns, strict=True) if new is not old
        ]
        return self.data.with_columns(*changed) if changed else self.data

    def only(self, columns: Sequence[str]) -> Any:
        """Return these columns alone, in this order."""
        if not self.backend.is_pandas():
            return self._alone(self.data.select(*(self._names[one] for one in columns)))
        # Of pandas a name may be anything, and no name of narwhals.
        places = {name: place for place, name in enumerate(self._names)}
        return self.native.iloc[:, [places[one] for one in columns]].copy(deep=False)

    def _alone(self, part: nw.DataFrame[Any]) -> Any:
        """A part as a table: pandas 2 warns whoever changes what it took of another."""
        made = part.to_native()
        return made.copy(deep=False) if self.backend.is_pandas() else made

    @staticmethod
    def stacked(frames: Sequence[LibraryFrame], *, fill: bool) -> Any:
        """Return the rows of tables of one library one after the other."""
        import narwhals as nw

        tables = [frame.data for frame in frames]
        with _as_one_type(frames[0]):
            stacked = nw.concat(tables, how="diagonal" if fill else "vertical")
        return nw.maybe_reset_index(stacked).to_native()

    @staticmethod
    def beside(frames: Sequence[LibraryFrame]) -> Any:
        """Return the columns of tables of one library beside each other."""
        import narwhals as nw

        parts = [nw.maybe_reset_index(frame.data) for frame in frames]
        return nw.concat(parts, how="horizontal").to_native()


@contextmanager
def _as_one_type(frame: LibraryFrame) -> Iterator[None]:
    """
    Say nothing of what pandas 2 tells: pandas 3 keeps the type of what has no value.

    The warning is not ours and pandas has no other way to leave it out, so there the
    filters of the process are changed for the moment; with pandas 3 none is.
    """
    if not frame.backend.is_pandas() or is_modern_pandas():
        yield
        return
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*empty or all-NA", FutureWarning)
        yield


def _kind(dtype: Any) -> str:
    import narwhals as nw

    if dtype.is_integer():
        return kinds.INTEGER
    if dtype.is_float():
        return kinds.FLOAT
    if dtype.is_decimal():
        return kinds.DECIMAL
    if dtype.is_temporal():
        return kinds.DATE
    if dtype == nw.Boolean:
        return kinds.BOOLEAN
    text = isinstance(dtype, nw.String | nw.Categorical | nw.Enum)
    return kinds.TEXT if text else kinds.OTHER
