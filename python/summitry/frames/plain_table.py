"""A caller's table of any kind, whose columns are read anew each time."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from summitry.frames.opening import opened
from summitry.frames.suggestion import no_column

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import numpy.typing as npt

    from summitry.frames.array_frame import ArrayFrame
    from summitry.frames.library_frame import LibraryFrame
    from summitry.frames.native_types import Frame


class Widened(NamedTuple):
    """A table with columns added or replaced, which is made when somebody needs it."""

    table: PlainTable
    columns: Mapping[str, Any]


class PlainTable:
    """
    A caller's table, asked for its columns by their names as text.

    Parameters
    ----------
    frame : pandas.DataFrame, polars.DataFrame, pyarrow.Table or mapping of columns
        The table.
    name : str
        What messages call it: ``visits``, ``eras`` or ``shocks``.
    """

    def __init__(self, frame: Frame | Widened, name: str) -> None:
        self.name = name
        self.widened = frame if isinstance(frame, Widened) else None
        if self.widened is None:
            self.held = opened(frame, name)
            self.columns: list[str] = self.held.columns
        else:
            names = [*self.widened.table.columns, *self.widened.columns]
            self.columns = list(dict.fromkeys(names))

    @cached_property
    def held(self) -> ArrayFrame | LibraryFrame:
        """The table, opened for reading."""
        wide = self.widened
        frame = None if wide is None else wide.table.held.with_columns(wide.columns)
        return opened(frame, self.name)

    def _holding(self, column: str | None = None) -> ArrayFrame | LibraryFrame:
        """The narrowest table with a column, or with as many rows."""
        table = self
        while (wide := table.widened) is not None and column not in wide.columns:
            table = wide.table
        return table.held

    def __len__(self) -> int:
        return len(self._holding())

    @property
    def backend(self) -> Any:
        """The kind of table, to build results in."""
        return self._holding().backend

    @property
    def native(self) -> Frame:
        """The table itself, of the caller's kind."""
        return self.held.native

    def own_copy(self) -> Frame:
        """The table for somebody who may change it, where its library lets one."""
        return self.held.own_copy()

    def has(self, column: str) -> bool:
        """Whether there is such a column."""
        return column in self.columns

    def require(self, column: str) -> None:
        """Raise if there is no such column, and say which there are."""
        if not self.has(column):
            raise no_column(self.name, column, self.columns, self.held.index_names)

    def _with(self, column: str) -> ArrayFrame | LibraryFrame:
        self.require(column)
        return self._holding(column)

    def kind(self, column: str) -> str:
        """Return what a column holds, as one of the words of `kinds`."""
        return self._with(column).kind(column)

    def missing(self, column: str) -> npt.NDArray[np.bool_]:
        """Return where a column has nulls."""
        return self._with(column).missing(column)

    def dates(self, column: str) -> npt.NDArray[Any] | None:
        """Real dates as their library holds them, or None for texts and objects."""
        return self._with(column).dates(column)

    def is_dated(self, column: str) -> bool:
        """Whether a column holds real dates, and not texts or objects."""
        return self.dates(column) is not None

    def values(self, column: str) -> list[Any]:
        """A column as a list, missing values as None."""
        return self._with(column).listed(column)

    def values_at(self, column: str, rows: npt.NDArray[np.int64]) -> list[Any]:
        """The values of a column in some rows, of which alone they are read."""
        return self._with(column).listed_at(column, rows)

    def floats(self, column: str) -> npt.NDArray[np.float64]:
        """Numbers, missing values as NaN."""
        return self._with(column).floats(column, self.name)
