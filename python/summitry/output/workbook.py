"""Tables as one Excel workbook: a sheet for each, with its caption, and a first one."""

from __future__ import annotations

import datetime as dt
import io
import re
from decimal import Decimal
from math import isinf
from typing import TYPE_CHECKING, Any

from summitry.exceptions import MissingExtraError
from summitry.frames import Frame, Table, is_missing, scalar_of
from summitry.output.captions import caption_of
from summitry.output.escape import visible
from summitry.output.format import date_text
from summitry.output.readable import flat
from summitry.output.text_table import Grid
from summitry.output.writing import refuse_suffix, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from summitry.output.readable import Flat, Part

CONTENTS = "contents"
_LONGEST_NAME = 31
_LONGEST_TITLE = 255
_WIDEST = 60
_HEAD = 3
"""The row of the column names, below the caption."""


def write_workbook(
    tables: Mapping[str, Frame],
    path: str | Path,
    *,
    title: str,
    notes: Sequence[str] = (),
    overwrite: bool = False,
) -> Path:
    """
    Write tables as the sheets of one workbook, after a sheet that lists them.

    Numbers and dates stay what they are (with 16 digits, which is more than Excel shows
    and less than `write_csv` keeps); texts are texts, also those that a spreadsheet
    would take for formulas.

    Parameters
    ----------
    tables : mapping of name to frame
        The tables.
    path : str or path
        Where to write; the file appears whole or not at all.
    title : str
        What the first sheet begins with.
    notes : sequence of str
        Sentences below the list of tables.
    overwrite : bool, default False
        Whether a file that is there already may be replaced.

    Raises
    ------
    MissingExtraError
        If openpyxl is not installed.
    InputError
        If the file is there already, or cannot be written.
    """
    refuse_suffix(path, ".xlsx")
    book = _new_book()
    first = book.active
    first.title = CONTENTS
    lines: list[list[Any]] = [[title], [], ["sheet", "rows", "what it shows"]]
    for name, frame in tables.items():
        table = Table(frame, name)
        sheet_name = _short(name, book.sheetnames)
        _fill(book.create_sheet(sheet_name), table)
        lines.append([sheet_name, len(table), caption_of(name)])
    _write(first, [*lines, [], *([note] for note in notes)])
    first.column_dimensions["A"].width = 26
    return write_whole(path, _saved(book), overwrite=overwrite)


def sheet_bytes(parts: Iterable[Part], title: str) -> bytes:
    """
    Return what is shown as a workbook of one sheet, its numbers as numbers.

    Raises
    ------
    MissingExtraError
        If openpyxl is not installed.
    """
    book = _new_book()
    sheet = book.active
    sheet.title = _sheet_name(title)
    row = 1
    widths: dict[int, int] = {}
    for part in flat(parts):
        row = _fill_part(sheet, part, row, widths)
    _widen(sheet, widths)
    return _saved(book)


def _sheet_name(title: str, longest: int = _LONGEST_NAME) -> str:
    """A name that Excel takes, if it is no longer than that."""
    named = "".join(" " if char in r"[]:*?/\\" else char for char in visible(title))
    return " ".join(named.split())[:longest].strip("' ") or "Table"


def _fill_part(sheet: Any, part: Flat, row: int, widths: dict[int, int]) -> int:
    """Write a part from a row on; return the row that follows it."""
    if isinstance(part, Grid):
        return _fill_grid(sheet, part, row, widths)
    if isinstance(part, str):
        lines = [[line] for line in part.split("\n")]
    else:
        lines = [list(pair) for pair in part.items()]
        _measure(widths, zip(*lines, strict=True))
    _write(sheet, lines, row)
    return row + len(lines)


def _fill_grid(sheet: Any, grid: Grid, row: int, widths: dict[int, int]) -> int:
    """Its title, a row of headings, the values with their decimals, and the notes."""
    from openpyxl.styles import Alignment, Font

    behind = [one for column in grid.columns for one in column.made_of]
    columns = [[one.heading, *map(_cell, one.values)] for one in behind]
    title = [[grid.title]] if grid.title else []
    head = row + len(title)
    body = list(zip(*columns, strict=True))
    _write(sheet, [*title, *body, *([note] for note in grid.notes)], row)
    for place, one in enumerate(behind, start=1):
        for line in range(head + 1, head + len(body)):
            if one.places is not None:
                value, places = one.values[line - head - 1], one.places[line - head - 1]
                sheet.cell(line, place).number_format = _number_format(value, places)
            else:
                sheet.cell(line, place).alignment = Alignment(
                    wrap_text=True, vertical="top", horizontal="left"
                )
        sheet.cell(head, place).font = Font(bold=True)
    if title:
        sheet.cell(row, 1).font = Font(bold=True)
    _measure(widths, columns)
    return head + len(body) + len(grid.notes) + 1


def _number_format(value: Any, places: int) -> str:
    """So many decimals; what would be shown as nothing by its power of ten."""
    lost = isinstance(value, float) and value != 0 and round(value, places) == 0
    return "0.00E+00" if lost else f"0.{'0' * places}".removesuffix(".")


def _measure(widths: dict[int, int], columns: Iterable[Sequence[Any]]) -> None:
    for place, values in enumerate(columns, start=1):
        longest = max((len(_seen(value)) for value in values), default=0)
        widths[place] = max(widths.get(place, 0), longest)


def _seen(value: Any) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _widen(sheet: Any, widths: Mapping[int, int]) -> None:
    from openpyxl.utils import get_column_letter

    for place, longest in widths.items():
        width = min(longest + 2, _WIDEST)
        sheet.column_dimensions[get_column_letter(place)].width = width


def _new_book() -> Any:
    try:
        from openpyxl import Workbook
    except ImportError:
        raise MissingExtraError(
            "to write a workbook, openpyxl is needed",
            extra="excel",
        ) from None
    return Workbook()


def _saved(book: Any) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _short(name: str, taken: Sequence[str]) -> str:
    """A name that Excel takes, and that no other sheet has in any case."""
    name = _sheet_name(name, _LONGEST_TITLE)
    short, number = name[:_LONGEST_NAME].rstrip("' "), 1
    while short.casefold() in {one.casefold() for one in taken}:
        number += 1
        short = f"{name[: _LONGEST_NAME - len(str(number)) - 1]}~{number}"
    return short


def _fill(sheet: Any, table: Table) -> None:
    """A sheet with a caption, column names that stay in sight, and the rows."""
    columns = [[_cell(value) for value in table.values(name)] for name in table.columns]
    rows = [list(row) for row in zip(*columns, strict=True)]
    _write(sheet, [[caption_of(table.name)], [], table.columns, *rows])
    sheet.freeze_panes = f"A{_HEAD + 1}"
    widths: dict[int, int] = {}
    heads = zip(table.columns, columns, strict=True)
    _measure(widths, ([name, *values] for name, values in heads))
    _widen(sheet, widths)


def _write(sheet: Any, lines: Sequence[Sequence[Any]], first: int = 1) -> None:
    for row, line in enumerate(lines, start=first):
        for column, value in enumerate(map(_cell, line), start=1):
            if value is None:
                continue
            cell = sheet.cell(row=row, column=column, value=value)
            if isinstance(value, str):
                cell.data_type = "s"  # whatever it begins with, it is no formula


_FIRST_DAY = dt.date(1900, 3, 1)
"""Excel has no days before 1900, and a 29 February in it that there was not."""


def _cell(value: Any) -> Any:
    """A value as Excel has it, or its text, of which everything can be seen."""
    if is_missing(value):
        return None
    value = scalar_of(value)
    if hasattr(value, "to_pydatetime"):
        python_has = dt.MINYEAR <= value.year <= dt.MAXYEAR
        value = value.to_pydatetime() if python_has else date_text(value)
    if isinstance(value, dt.datetime):
        at_midnight = value.time() == dt.time() and value.tzinfo is None
        value = value.date() if at_midnight else date_text(value)
    if isinstance(value, dt.date) and value < _FIRST_DAY:
        return value.isoformat()
    if isinstance(value, float) and isinf(value):
        return str(value)
    if isinstance(value, str):
        return _NOT_IN_XML.sub(lambda found: visible(found[0]), value)
    if isinstance(value, Decimal) and value.is_finite():
        return value
    return value if isinstance(value, _HELD) else _cell(str(value))


_HELD = (bool, int, float, dt.date, dt.time, dt.timedelta)
"""What Excel has of its own, apart from texts."""
_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
