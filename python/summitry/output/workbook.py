"""Tables as one Excel workbook: a sheet for each, with its caption, and a first one."""

from __future__ import annotations

import io
from math import isinf
from typing import TYPE_CHECKING, Any

from summitry.exceptions import MissingExtraError
from summitry.frames import Frame, Table, is_missing
from summitry.output.captions import caption_of
from summitry.output.writing import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

CONTENTS = "contents"
_LONGEST_NAME = 31
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
    try:
        from openpyxl import Workbook
    except ImportError:
        raise MissingExtraError(
            "to write a workbook, openpyxl is needed",
            code="missing_extra",
            hint="pip install 'summitry[excel]'",
        ) from None
    book = Workbook()
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
    data = io.BytesIO()
    book.save(data)
    return write_whole(path, data.getvalue(), overwrite=overwrite)


def _short(name: str, taken: Sequence[str]) -> str:
    """A name that Excel takes, and that no other sheet has."""
    short, number = name[:_LONGEST_NAME], 1
    while short in taken:
        number += 1
        short = f"{name[: _LONGEST_NAME - len(str(number)) - 1]}~{number}"
    return short


def _fill(sheet: Any, table: Table) -> None:
    """A sheet with a caption, column names that stay in sight, and the rows."""
    columns = [[_cell(value) for value in table.values(name)] for name in table.columns]
    rows = [list(row) for row in zip(*columns, strict=True)]
    _write(sheet, [[caption_of(table.name)], [], table.columns, *rows])
    sheet.freeze_panes = f"A{_HEAD + 1}"
    from openpyxl.utils import get_column_letter

    for place, (name, values) in enumerate(
        zip(table.columns, columns, strict=True), start=1
    ):
        longest = max((len(str(value)) for value in [name, *values]), default=0)
        width = min(longest + 2, _WIDEST)
        sheet.column_dimensions[get_column_letter(place)].width = width


def _write(sheet: Any, lines: Sequence[Sequence[Any]]) -> None:
    for row, line in enumerate(lines, start=1):
        for column, value in enumerate(line, start=1):
            if value is None:
                continue
            cell = sheet.cell(row=row, column=column, value=value)
            if isinstance(value, str):
                cell.data_type = "s"  # whatever it begins with, it is no formula


def _cell(value: Any) -> Any:
    """A value as Excel has it; what XML cannot hold is left out of texts."""
    if is_missing(value):
        return None
    if hasattr(value, "item"):
        value = value.item()
    if hasattr(value, "to_pydatetime"):
        value = value.to_pydatetime()
    if isinstance(value, float) and isinf(value):
        return str(value)
    if isinstance(value, str):
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        return ILLEGAL_CHARACTERS_RE.sub("", value)
    return value
