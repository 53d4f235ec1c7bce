"""Rows of cells as a table: which row holds the names, and which do not fit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import ColumnError, InputError
from summitry.frames import Frame, build
from summitry.frames.arguments import whole_number
from summitry.sources.spelling import trimmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

MOST_COLUMNS = 10_000
"""The most columns."""
MOST_ROWS = 5_000_000
"""The most rows; more are better given as a frame."""
LONGEST_FIELD = 1 << 20
"""The longest field, in characters."""
NO_NAMES = 0
"""In place of the row of names: there is none."""
FURTHER = "further cells"
"""The column of cells that stand behind the last named one."""
SAVED = "look whether the list was saved into it"
"""What to do about an empty file."""
FROM_1904 = ", its days counted from 1904"
"""What is said of a sheet whose serial numbers count from there."""
_TO_EVEN = {
    "line": "put quotes around a field that holds the delimiter",
    "row": "give every column that is used a name, and each row one cell under each",
}
"""What to do about a row that does not fit under the names."""
_LOGICAL = {"true": True, "false": False}


@dataclass(frozen=True)
class Grid:
    """
    The rows of a file as they stand there.

    Attributes
    ----------
    rows : list of list
        The cells of each row; none for a blank line.
    places : list of int
        The line or row on which each begins, as the reader of the file sees it.
    unit : {"line", "row"}
        What `places` counts.
    form : str
        What divides the cells, or which sheet or table it is.
    joint : str
        What stands between two cells.
    odd : dict of int to str
        What is to be said of single places, such as another encoding.
    may_end_early : bool
        Whether a row with fewer cells than names has none in the last columns; where
        cells are divided by signs, a sign may be missing anywhere.
    """

    rows: list[list[Any]]
    places: list[int]
    unit: str
    form: str
    joint: str = "; "
    odd: dict[int, str] = field(default_factory=dict)
    may_end_early: bool = False


@dataclass(frozen=True)
class RawTable:
    """
    A list as it was given, one row of `frame` for each of its rows.

    Attributes
    ----------
    frame : frame
        The cells, under the names that the list has.
    places : array of int64
        Where each row stands: its line, its row in the sheet, or its position from 0.
    unit : {"line", "row"}
        What `places` counts.
    name : str
        What messages call the list.
    form : tuple of str
        What kind of list it is, in a few words each.
    faults : dict of int to str
        Positions of rows that do not fit under the names, and why.
    odd : dict of int to str
        Positions of rows of which something is to be said, and what.
    empty : array of bool, optional
        Which rows had no cell before columns were derived; told by the cells if None.
    index : tuple of str
        What the levels of its index are called, where its library has one.
    """

    frame: Frame
    places: npt.NDArray[np.int64]
    unit: str
    name: str
    form: tuple[str, ...]
    faults: dict[int, str] = field(default_factory=dict)
    odd: dict[int, str] = field(default_factory=dict)
    empty: npt.NDArray[np.bool_] | None = None
    index: tuple[str, ...] = ()

    def at(self, position: int) -> str:
        """Where a row is, in words."""
        return f"{self.name} {self.unit} {self.places[position]}"


def table_of_grid(
    grid: Grid,
    name: str,
    form: Sequence[str],
    header: int | None = None,
    *,
    strict: bool = False,
    backend: str = "pandas",
) -> RawTable:
    """
    Make a table of rows of cells.

    Parameters
    ----------
    grid : Grid
        The rows.
    name : str
        What messages call the file.
    form : sequence of str
        What kind of file it is.
    header : int, optional
        The line or row of the names; the first that is not empty. 0 if there is none:
        columns are ``column 1`` and so on.
    strict : bool, default False
        Whether every column must have a name, and one of its own.
    backend : str, default "pandas"
        Kind of table.

    Raises
    ------
    InputError
        If there is no such row, or there are too many columns.
    ColumnError
        If it is strict, and a name is missing or doubled.

    Examples
    --------
    >>> grid = Grid(
    ...     [["date", "to"], ["2001", "NA"], ["2002"]], [1, 2, 3], "line", "commas"
    ... )
    >>> made = table_of_grid(grid, "visits.csv", ["CSV"])
    >>> made.frame["to"].tolist()[0], made.faults  # doctest: +ELLIPSIS
    ('NA', {1: '1 field under 2 names; put quotes around a field ...'})
    """
    start = -1 if header == NO_NAMES else _names_at(grid, name, header)
    given = _numbered(grid) if start < 0 else _said_names(grid.rows[start])
    if strict:
        _refuse_names(given, name)
    rows = grid.rows[start + 1 :]
    places = np.array(grid.places[start + 1 :], dtype=np.int64)
    even, further, faults = _even(rows, len(given), grid)
    cells = list(zip(*even, strict=True)) if even else [() for _ in given]
    kept = [n for n, one in enumerate(given) if one or any(map(_said, cells[n]))]
    names = _names([given[n] for n in kept], kept)
    columns = {one: _column(cells[n]) for one, n in zip(names, kept, strict=True)}
    if any(further):
        columns[FURTHER] = [text or None for text in further]
    above = sum(any(_said(cell) for cell in row) for row in grid.rows[: max(start, 0)])
    told = [*form, grid.form]
    if above:
        told.append(f"{above} {grid.unit}{'s' if above > 1 else ''} above the names")
    odd = _by_position(grid.odd, places)
    return RawTable(
        build(columns, backend), places, grid.unit, name, tuple(told), faults, odd
    )


def _said_names(row: list[Any]) -> list[str]:
    return ["" if cell is None else trimmed(str(cell)) for cell in row]


def _numbered(grid: Grid) -> list[str]:
    """Names for the columns of a file that has none."""
    width = max(map(len, grid.rows), default=0)
    return [f"column {number}" for number in range(1, width + 1)]


def _by_position(odd: dict[int, str], places: npt.NDArray[np.int64]) -> dict[int, str]:
    """What is said of lines, by the position of the row that holds each."""
    lines = np.array(sorted(odd), dtype=np.int64)
    rows = np.searchsorted(places, lines, side="right") - 1
    pairs = zip(rows.tolist(), lines.tolist(), strict=True)
    return {row: odd[line] for row, line in pairs if row >= 0}


def _names_at(grid: Grid, name: str, header: int | None) -> int:
    if header is None:
        full = (n for n, row in enumerate(grid.rows) if any(map(_said, row)))
        start = next(full, None)
        if start is None:
            raise InputError(f"{name}: it is empty", code="empty_file", hint=SAVED)
    elif whole_number(header, "header", lowest=0, highest=MOST_ROWS) in grid.places:
        start = grid.places.index(header)
    else:
        raise InputError(
            f"{name} has no {grid.unit} {header} that could hold the names of columns",
            code="no_header",
            column="header",
            hint=f"{grid.unit}s are counted from 1; header=1 is the first",
        )
    width = len(grid.rows[start])
    if width > MOST_COLUMNS:
        said = f"{name}: {width} columns; at most {MOST_COLUMNS} are read"
        raise InputError(said, code="limit")
    return start


def _refuse_names(given: list[str], name: str) -> None:
    if "" in given:
        said = f"{name}: column {given.index('') + 1} has no name"
        raise ColumnError(
            said,
            code="unnamed_column",
            hint="name it, or empty it; if another row of a list of visits holds the "
            "names, say which: header = 2",
        )
    times = Counter(given)
    double = next((one for one in given if times[one] > 1), None)
    if double is not None:
        said = f"{name}: two columns are called '{double[:80]}'"
        raise ColumnError(said, code="double_column")


def _names(given: list[str], kept: list[int]) -> list[str]:
    """Every column a name of its own; one without is called by its place."""
    seen: dict[str, int] = {}
    names = []
    for one, place in zip(given, kept, strict=True):
        base = one or f"column {place + 1}"
        seen[base] = seen.get(base, 0) + 1
        names.append(base if seen[base] == 1 else f"{base} ({seen[base]})")
    return names


def _even(
    rows: list[list[Any]], width: int, grid: Grid
) -> tuple[list[list[Any]], list[str], dict[int, str]]:
    """Rows of the cells under the names, those behind them, and why some do not fit."""
    widths = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
    further = [""] * len(rows)
    faults: dict[int, str] = {}
    even = list(rows)
    for n in np.flatnonzero(widths != width).tolist():
        row = rows[n]
        even[n] = [*row[:width], *[None] * (width - len(row))]
        behind = [str(cell) for cell in row[width:] if _said(cell)]
        further[n] = grid.joint.join(behind)
        short = len(row) < width and not grid.may_end_early
        if any(map(_said, row)) and (behind or short):
            fields = "1 field" if len(row) == 1 else f"{len(row)} fields"
            names = "1 name" if width == 1 else f"{width} names"
            faults[n] = f"{fields} under {names}; {_TO_EVEN[grid.unit]}"
    return even, further, faults


def _said(cell: Any) -> bool:
    return cell is not None and trimmed(str(cell)) != ""


def _column(cells: Sequence[Any]) -> list[Any]:
    """Empty cells as None, but not ``NA``, Namibia; true and false as booleans."""
    # Cells repeat, so each distinct one is looked at once.
    distinct = set(cells)
    empty = {cell for cell in distinct if not _said(cell)}
    words = {cell: trimmed(str(cell)).lower() for cell in distinct - empty}
    if words and _LOGICAL.keys() >= {*words.values()}:
        return [None if cell in empty else _LOGICAL[words[cell]] for cell in cells]
    return [None if cell in empty else cell for cell in cells]
