"""Sheets of an Excel workbook as rows of cells, by the numbers that Excel shows."""

from __future__ import annotations

import io
import warnings
import zipfile
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from summitry.exceptions import InputError, MissingExtraError, SummitryError, brief
from summitry.frames.suggestion import choices, did_you_mean, listed
from summitry.sources.merged_cells import fill_merged, merged_cells
from summitry.sources.raw_table import FROM_1904, MOST_ROWS, Grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_UNPACKED = 1 << 30
"""The most bytes that a workbook may hold once it is unpacked."""
_ROWS_AT_A_TIME = 1 << 8


def grid_of_workbook(data: bytes, name: str, table: int | str | None = None) -> Grid:
    """
    Read one sheet of a workbook.

    Dates come as dates, numbers as numbers. What merged cells say stands in each of
    them. A formula whose value was never computed
    is not an empty cell: its row is named.

    Parameters
    ----------
    data : bytes
        The workbook.
    name : str
        What messages call it.
    table : int or str, optional
        The sheet, by name or by number from 1; needed where several hold something.

    Raises
    ------
    InputError
        If it is no workbook, is too large, or has no such sheet or several.
    MissingExtraError
        If openpyxl is not installed.
    """
    formulas = _refuse_large(data, name)
    sheets = _sheets(data, name, values=True)
    chosen = _chosen(sheets, name, table)
    rows = [_trimmed(row) for row in _rows(sheets[chosen], name)]
    if len(rows) > MOST_ROWS:
        raise InputError(f"{name}: over {MOST_ROWS} rows", code="limit")
    odd = {}
    if formulas:
        written = _sheets(data, name, values=False)[chosen]
        odd = _uncomputed(rows, _rows(written, name))
    width = max(map(len, rows), default=0)
    padded = [[*row, *[None] * (width - len(row))] if row else [] for row in rows]
    merged = fill_merged(padded, merged_cells(data, sheets[chosen]))
    places = list(range(1, len(rows) + 1))
    form = f"sheet '{chosen}'{', merged cells filled in' if merged else ''}"
    if sheets[chosen].parent.epoch.year == 1904:  # noqa: PLR2004
        form += FROM_1904
    return Grid(padded, places, "row", form, odd=odd)


def _refuse_large(data: bytes, name: str) -> bool:
    """Refuse a workbook that unpacks to too much; say whether it holds formulas."""
    try:
        return _has_formulas(data, name)
    except (SummitryError, MemoryError):
        raise
    # What a damaged archive makes its readers raise has no common class.
    except Exception:  # noqa: BLE001
        raise _damaged(name) from None


def _has_formulas(data: bytes, name: str) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        infos = parts.infolist()
        size = sum(info.file_size for info in infos)
        if size > MOST_UNPACKED:
            said = f"{name}: it unpacks to {size} bytes; at most {MOST_UNPACKED}"
            raise InputError(said, code="limit")
        sheets = [one for one in infos if one.filename.startswith("xl/worksheets/")]
        return any(
            b"<f>" in text or b"<f " in text
            for text in (parts.read(one) for one in sheets if not one.is_dir())
        )


def _damaged(name: str) -> InputError:
    return InputError(
        f"{name}: it is damaged, or no workbook that can be read",
        code="bad_workbook",
        hint="open it in a spreadsheet program and save it again, as .xlsx or CSV",
    )


def _sheets(data: bytes, name: str, *, values: bool) -> dict[str, Any]:
    try:
        import openpyxl
    except ModuleNotFoundError:
        raise MissingExtraError(
            f"{name} is a workbook, and openpyxl is not installed",
            extra="excel",
            instead="save the sheet as CSV",
        ) from None
    try:
        with _no_words_of_looks():
            book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=values
            )
    # What a damaged workbook makes openpyxl raise has no common class.
    except Exception:  # noqa: BLE001
        raise _damaged(name) from None
    # A sheet whose part is not in the archive is none of them.
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if not sheets:
        raise _damaged(name)
    for sheet in sheets.values():
        # What a file says of its own size is often wrong.
        sheet.reset_dimensions()
    return sheets


def _rows(sheet: Any, name: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a sheet, which is read only now, some at a time."""
    rows = sheet.iter_rows(values_only=True)
    while part := _some(rows, name):
        yield from part


def _some(rows: Iterator[tuple[Any, ...]], name: str) -> list[tuple[Any, ...]]:
    try:
        with _no_words_of_looks():
            return list(islice(rows, _ROWS_AT_A_TIME))
    except Exception:  # noqa: BLE001
        raise _damaged(name) from None


@contextmanager
def _no_words_of_looks() -> Iterator[None]:
    """Leave out what openpyxl warns of: looks and settings that it does not read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _chosen(sheets: dict[str, Any], name: str, table: int | str | None) -> str:
    titles = list(sheets)
    if table is None:
        full = [title for title in titles if _holds_something(sheets[title], name)]
        if len(full) > 1:
            raise InputError(
                f"{name} has {len(full)} sheets with something in them: {listed(full)}",
                code="which_table",
                column="table",
                hint=f"say which is meant: table={full[0]!r} or table=1",
            )
        return full[0] if full else titles[0]
    if type(table) is int and 1 <= table <= len(titles):
        return titles[table - 1]
    if table in titles:
        return str(table)
    raise InputError(
        f"{name} has no sheet {brief(table)}",
        code="no_table",
        column="table",
        hint=choices(
            table,
            titles,
            "its sheets are",
            did_you_mean(table, titles) or "sheets are counted from 1.",
        ),
    )


def _holds_something(sheet: Any, name: str) -> bool:
    return any(map(_trimmed, _rows(sheet, name)))


def _trimmed(row: Iterable[Any]) -> list[Any]:
    """A row without the empty cells behind the last one."""
    cells = list(row)
    while cells and (cells[-1] is None or cells[-1] == ""):
        cells.pop()
    return cells


def _uncomputed(rows: list[list[Any]], written: Iterable[Any]) -> dict[int, str]:
    odd = {}
    for place, row in enumerate(written, 1):
        values = rows[place - 1]
        for n, cell in enumerate(row):
            value = values[n] if n < len(values) else None
            if value is None and isinstance(cell, str) and cell.startswith("="):
                odd[place] = (
                    f"column {n + 1} holds the formula {cell[:60]} without its value; "
                    "open the workbook and save it again"
                )
    return odd
