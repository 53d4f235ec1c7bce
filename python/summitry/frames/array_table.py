"""The light table that comes out where arrays went in, without a frame library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from summitry.exceptions import ColumnError, FrameError, ShapeError
from summitry.frames.alike import Alike
from summitry.frames.arguments import asked_name
from summitry.frames.array_column import ArrayColumn, column_of
from summitry.frames.door import at_the_door
from summitry.frames.kinds import NUMBERS
from summitry.frames.suggestion import no_column
from summitry.frames.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from summitry.frames.native_types import Frame

_SHOWN = 10
"""Of a longer table so many rows are written out at either end."""
_WIDTH = 100
"""How many characters the columns that are written out may take."""


class ArrayTable(Alike):
    """
    A table of numpy arrays.

    Functions that are given a mapping of columns return their tables in this form; it
    is such a mapping itself, so every function takes it in turn. Nothing of it can be
    changed, and its arrays are its own, whatever becomes of those that it was made of.

    Parameters
    ----------
    columns : mapping of str to array or sequence
        The values of each column, None where one is missing.

    Attributes
    ----------
    columns : list of str
        The names of the columns.

    Notes
    -----
    ``table["era"]`` is an array: datetime64 for days, objects for texts, with None
    where one is missing, and a masked array where whole numbers or booleans are;
    ``table[["era", "count"]]`` is the table of these columns.
    ``len(table)`` is the number of rows; ``dict(table)`` has the arrays by name.

    Examples
    --------
    >>> import summitry
    >>> eras = {"era": ["Hu", "Xi"], "start": ["2002-11-15", "2012-11-15"]}
    >>> eras["end"] = ["2012-11-15", None]
    >>> visits = {"date": ["2004-04-19", "2010-05-03", "2018-03-25"]}
    >>> table = summitry.era_frequency(
    ...     visits, eras, since="2002-11-15", through="2018-12-31"
    ... )
    >>> table["count"], len(table)
    (array([2, 1]), 2)
    """

    __slots__ = ("held",)

    def __init__(self, columns: Mapping[str, Any]) -> None:
        if not isinstance(columns, Mapping):
            raise FrameError(
                f"columns is a {type(columns).__name__}, not a mapping of columns",
                code="not_a_table",
                column="columns",
            )
        self.held = _of_one_size(
            {name: column_of(values).own() for name, values in columns.items()}
        )

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return list(self.held)

    def __len__(self) -> int:
        return len(next(iter(self.held.values()), ()))

    def __iter__(self) -> Iterator[str]:
        return iter(self.held)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self.held

    @overload
    def __getitem__(self, name: str) -> npt.NDArray[Any]: ...

    @overload
    def __getitem__(self, name: list[str]) -> ArrayTable: ...

    def __getitem__(self, name: str | list[str]) -> npt.NDArray[Any] | ArrayTable:
        if isinstance(name, list):
            return of_own_arrays({one: self._column(one) for one in name})
        return self._column(name).array()

    def _column(self, name: str) -> ArrayColumn:
        if name not in self:
            raise no_column("the table", asked_name(name), list(self.held))
        return self.held[name]

    def keys(self) -> list[str]:
        """Return the names of the columns."""
        return self.columns

    def values(self) -> list[npt.NDArray[Any]]:
        """Return the columns as arrays."""
        return [one.array() for one in self.held.values()]

    def items(self) -> list[tuple[str, npt.NDArray[Any]]]:
        """Return the names and arrays of the columns."""
        return list(zip(self.keys(), self.values(), strict=True))

    @at_the_door
    def get(self, name: str, default: Any = None) -> Any:
        """Return the array of a column, or what is given where there is none."""
        return self[name] if name in self.held else default

    def to_pandas(self) -> Frame:
        """Return it as a pandas table."""
        return self._built("pandas")

    def to_polars(self) -> Frame:
        """
        Return it as a polars table.

        Raises
        ------
        MissingExtraError
            If polars is not installed.
        """
        return self._built("polars")

    def to_arrow(self) -> Frame:
        """
        Return it as a pyarrow table.

        Raises
        ------
        MissingExtraError
            If pyarrow is not installed.
        """
        return self._built("pyarrow")

    def _built(self, backend: str) -> Frame:
        from summitry.frames.backends import in_library

        columns = {name: one.built() for name, one in self.held.items()}
        return in_library(columns, backend)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def _compared_(self) -> Any:
        return {name: [one.kind, one.listed()] for name, one in self.held.items()}

    def __repr__(self) -> str:
        head, body = self._cells()
        columns = list(zip(head, *body, strict=True))
        widths = [max(map(len, cells)) for cells in columns]
        # At least one, and as many more as there is room for.
        room = np.cumsum([width + 2 for width in widths]) <= _WIDTH
        n_shown = max(int(room.sum()), 1)
        aligned = [
            [
                cell.rjust(width) if one.kind in NUMBERS else cell.ljust(width)
                for cell in cells
            ]
            for cells, width, one in zip(
                columns, widths, self.held.values(), strict=True
            )
        ]
        lines = [
            "  ".join(row).rstrip() for row in zip(*aligned[:n_shown], strict=True)
        ]
        rest = ", ".join(head[n_shown:])
        return "\n".join([*lines, self._size() + (f"; also {rest}" if rest else "")])

    def _repr_html_(self) -> str:
        from html import escape

        head, body = self._cells()
        rows = [
            "".join(f"<{tag}>{escape(text)}</{tag}>" for text in row)
            for tag, row in [("th", head), *(("td", row) for row in body)]
        ]
        # What looks like a formula in a name is none.
        return (
            f'<table class="tex2jax_ignore mathjax_ignore"><tr>{"</tr><tr>".join(rows)}</tr></table>'
            f"<p>{self._size()}</p>"
        )

    def _size(self) -> str:
        return f"{len(self):,} rows, {len(self.held)} columns"

    def _cells(self) -> tuple[list[str], list[list[str]]]:
        """The names, and the texts of the rows at both ends."""
        rows = np.arange(len(self))
        cut = len(self) > 2 * _SHOWN
        if cut:
            rows = np.concatenate([rows[:_SHOWN], rows[-_SHOWN:]])
        columns = [
            [
                "–" if value is None else visible(_written(value))
                for value in one[rows].listed()
            ]
            for one in self.held.values()
        ]
        body = [list(row) for row in zip(*columns, strict=True)]
        if cut:
            body.insert(_SHOWN, ["…"] * len(columns))
        return [visible(name) for name in self.columns], body


Mapping.register(ArrayTable)


def of_own_arrays(columns: Mapping[str, Any]) -> ArrayTable:
    """Return a table of arrays that nobody else has, so that none is copied."""
    made = ArrayTable.__new__(ArrayTable)
    made.held = _of_one_size({name: column_of(one) for name, one in columns.items()})
    return made


def _of_one_size(columns: Mapping[str, ArrayColumn]) -> dict[str, ArrayColumn]:
    refuse_double([str(name) for name in columns], "the table")
    held = {str(name): one for name, one in columns.items()}
    sizes = {name: len(one) for name, one in held.items()}
    if len({*sizes.values()}) > 1:
        raise ShapeError(f"columns differ in length: {sizes}", code="length_mismatch")
    return held


def refuse_double(names: list[str], name: str) -> None:
    """
    Refuse names that are not the same and called the same: 1 and "1".

    Raises
    ------
    ColumnError
        If there is one twice.
    """
    if len({*names}) < len(names):
        twice = next(column for column in names if names.count(column) > 1)
        raise ColumnError(
            f"{name} has more than one column '{twice}'",
            code="double_column",
            column=twice,
            hint="rename or drop one of them",
        )


def _written(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)
