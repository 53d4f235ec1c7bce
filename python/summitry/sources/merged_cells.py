"""Merged cells of a sheet: what the first of them says is what all of them say."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_PLACE = rb"[A-Z]{1,3}[1-9]\d{0,6}"
_MERGED = re.compile(
    rb"""<(?:\w+:)?mergeCell\s[^>]*\bref\s*=\s*["'](%b:%b)["']""" % (_PLACE, _PLACE)
)


class Merged(NamedTuple):
    """A block of merged cells: its first row and column, and those behind its last."""

    top: int
    left: int
    below: int
    right: int


def merged_cells(data: bytes, sheet: Any) -> list[Merged]:
    """
    Return the blocks of merged cells of a sheet, counted from 0.

    A sheet that is read row by row does not tell them: they stand behind its cells.

    Parameters
    ----------
    data : bytes
        The workbook.
    sheet : ReadOnlyWorksheet of openpyxl
        The sheet.
    """
    from openpyxl.utils.cell import range_boundaries

    part = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        text = parts.read(part) if part in parts.namelist() else b""
    behind = text[text.rfind(b"sheetData") :] if b"sheetData" in text else b""
    blocks = (range_boundaries(ref.decode("ascii")) for ref in _MERGED.findall(behind))
    return [Merged(top - 1, left - 1, last, right) for left, top, right, last in blocks]


def fill_merged(rows: list[list[Any]], blocks: Iterable[Merged]) -> bool:
    """
    Write what the first of merged cells says into all of them, as they are seen.

    Cells behind the last row and column that hold something stay out. Return whether
    anything was written.

    Examples
    --------
    >>> rows = [["date", "to"], [2001, "A"], [None, "B"], []]
    >>> fill_merged(rows, [Merged(1, 0, 4, 1)]), rows
    (True, [['date', 'to'], [2001, 'A'], [2001, 'B'], []])
    """
    filled = False
    for block in blocks:
        held = rows[block.top : block.below]
        said = held[0][block.left : block.left + 1] if held else []
        if not said or said[0] is None:
            continue
        for row in filter(None, held):
            width = len(row[block.left : block.right])
            row[block.left : block.left + width] = said * width
        filled = True
    return filled
