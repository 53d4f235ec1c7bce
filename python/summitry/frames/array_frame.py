"""A table that no library holds, read as one of a frame library is."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames import kinds
from summitry.frames.array_column import ArrayColumn, column_of, stacked_column
from summitry.frames.array_table import ArrayTable, of_own_arrays
from summitry.frames.dates import dates_of_objects
from summitry.frames.library_codes import refuse_several
from summitry.frames.library_numbers import floats_of_objects, not_numeric
from summitry.frames.whole_numbers import exactly

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry.frames.coded import Coded

    Rows = npt.NDArray[np.int64]


class ArrayFrame:
    """
    A table of arrays. What makes another table returns an `ArrayTable`.

    Arrays that are `lent` are the caller's, who may change them: they are read where
    they lie, and copied where they go into a table that is handed out.
    """

    backend = "arrays"
    index_names: tuple[str, ...] = ()

    def __init__(self, table: ArrayTable, *, lent: bool = False) -> None:
        self._table = table
        self._lent = lent
        self.held = table.held

    def __len__(self) -> int:
        return len(self._table)

    @cached_property
    def native(self) -> ArrayTable:
        """The table, to be handed out."""
        return self.only(self.columns) if self._lent else self._table

    def own_copy(self) -> ArrayTable:
        """Return the table, of which nothing can be changed."""
        return self.native

    def own(self, column: str) -> ArrayColumn:
        """Return a column that nobody else can change."""
        held = self.held[column]
        return held.own() if self._lent else held

    @property
    def columns(self) -> list[str]:
        """Column names."""
        return list(self.held)

    def kind(self, column: str) -> str:
        """Return what a column holds, as one of the words of `kinds`."""
        return self.held[column].kind

    def category_type(self, column: str) -> None:
        """Return the type of a column of categories: arrays have none."""
        del column

    def missing(self, column: str) -> npt.NDArray[np.bool_]:
        """Return where a value is missing."""
        return self.held[column].nulls()

    def dates(self, column: str) -> npt.NDArray[Any] | None:
        """Return real dates as `days_of_array` takes them; None for any others."""
        found = self.held[column]
        if found.kind == kinds.OBJECT:
            # Read one by one: the first text ends it.
            return dates_of_objects(found.array())
        dated = found.kind == kinds.DATE
        return np.asarray(found.values) if dated else None

    def listed(self, column: str) -> list[Any]:
        """Return a column as a list, missing values as None."""
        return self.held[column].listed()

    def listed_at(self, column: str, rows: Rows) -> list[Any]:
        """Return the values of a column in some rows, of which alone they are read."""
        return self.held[column][rows].listed()

    def floats(self, column: str, table: str) -> npt.NDArray[np.float64]:
        """Return numbers, missing values as NaN."""
        found = self.held[column]
        gone = found.nulls()
        if found.kind == kinds.OBJECT:
            return floats_of_objects(found.listed(), column, table)
        if gone.all():
            return np.full(len(self), np.nan)
        if found.kind not in kinds.NUMBERS:
            raise not_numeric(column, table, _CALLED[found.kind])
        values = np.array(found.values, dtype=np.float64)
        values[gone] = np.nan
        return values

    def whole_numbers(self, column: str) -> npt.NDArray[np.int64] | None:
        """Return whole numbers exactly; None if the column holds anything else."""
        found = self.held[column]
        if found.kind == kinds.OBJECT:
            return exactly(found.listed())
        known = found.kind == kinds.INTEGER and not found.nulls().any()
        return exactly(np.asarray(found.values)) if known else None

    def coded(self, column: str, table: str) -> Coded:
        """Return a column in codes."""
        found = self.held[column]
        if found.kind == kinds.OBJECT:
            refuse_several(found.listed(), column, table)
        return found.coded()

    def with_columns(self, columns: Mapping[str, Any]) -> ArrayTable:
        """Return the table with columns added or replaced."""
        own = {k: columns[k] if k in columns else self.own(k) for k in self.held}
        return of_own_arrays({**own, **columns})

    def copied(self, names: Mapping[str, str]) -> ArrayTable:
        """Return the table with copies of columns, each under its new name."""
        return self.with_columns({new: self.own(old) for new, old in names.items()})

    def renamed(self, names: Mapping[str, str]) -> ArrayTable:
        """Return the table with columns called otherwise."""
        return of_own_arrays({names.get(k, k): self.own(k) for k in self.held})

    def rows(self, keep: Rows) -> ArrayTable:
        """Return the rows at these positions."""
        rows = np.asarray(keep, dtype=np.int64)
        return of_own_arrays({name: one[rows] for name, one in self.held.items()})

    def only(self, columns: Sequence[str]) -> ArrayTable:
        """Return these columns alone, in this order."""
        return of_own_arrays({name: self.own(name) for name in columns})

    @staticmethod
    def stacked(frames: Sequence[ArrayFrame], *, fill: bool) -> ArrayTable:
        """Return the rows of tables one after the other."""
        names = list(dict.fromkeys(name for one in frames for name in one.columns))
        odd = [name for name in names if any(name not in one.held for one in frames)]
        if odd and not fill:
            raise KeyError(odd[0])
        return of_own_arrays(
            {
                name: stacked_column([frame.column_or_none(name) for frame in frames])
                for name in names
            }
        )

    def column_or_none(self, name: str) -> ArrayColumn:
        """Return a column, or one in which every value is missing."""
        found = self.held.get(name)
        return column_of([None] * len(self)) if found is None else found

    @staticmethod
    def beside(frames: Sequence[ArrayFrame]) -> ArrayTable:
        """Return the columns of tables beside each other."""
        return of_own_arrays({k: frame.own(k) for frame in frames for k in frame.held})


_CALLED = {
    kinds.TEXT: "String",
    kinds.BOOLEAN: "Boolean",
    kinds.DATE: "Datetime",
}
"""How messages call what a column holds, as they do for other tables."""
