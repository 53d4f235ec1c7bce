"""Tables as CSV files that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from summitry.frames import Frame, Table, is_missing, label_of, scalar_of
from summitry.frames.door import at_the_door
from summitry.frames.named_index import with_index
from summitry.output.escape import spreadsheet
from summitry.output.format import date_text
from summitry.output.readable import flat
from summitry.output.text_table import Grid
from summitry.output.writing import refuse_suffix, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from summitry.output.readable import Flat, Part

BOM = "\ufeff"


@at_the_door
def write_csv(
    table: Frame,
    path: str | Path,
    *,
    overwrite: bool = False,
    guard: bool = True,
    bom: bool = False,
) -> Path:
    """
    Write a table as a CSV file, in full precision.

    Parameters
    ----------
    table : frame
        The table; of pandas, an index with a name becomes its first columns.
    path : str or path
        Where to write; the file appears whole or not at all.
    overwrite : bool, default False
        Whether a file that is there already may be replaced.
    guard : bool, default True
        Put an apostrophe before text that a spreadsheet would take for a formula: that
        begins with ``= + - @``, their full-width forms, a tab, a line break or NUL.
        Numbers stay numbers.
    bom : bool, default False
        Begin with the mark by which Excel knows UTF-8; without it Excel shows names
        such as "Phạm Minh Chính" with wrong letters where the file is opened by a
        double click.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    FrameError
        If `table` is not a table.
    InputError
        If the file is there already, or cannot be written, or its name is that of
        another kind of file.

    References
    ----------
    OWASP, CSV Injection. RFC 4180.

    Examples
    --------
    >>> import summitry, tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> table = {"visitor": ["Kim", "=1+1"], "lag": [9, -1]}
    >>> path = summitry.write_csv(table, folder / "lags.csv")
    >>> print(path.read_text().replace(chr(13), ""))
    visitor,lag
    Kim,9
    '=1+1,-1
    <BLANKLINE>
    """
    refuse_suffix(path, ".csv", ".txt")
    text = csv_text(table, guard=guard)
    return write_whole(path, f"{BOM if bom else ''}{text}", overwrite=overwrite)


def csv_text(table: Frame, *, guard: bool = True) -> str:
    """Return a table as the text of a CSV file, as `write_csv` writes it."""
    whole = Table(with_index(table), "table")
    columns = [
        [_cell(value, guard=guard) for value in whole.values(name)]
        for name in whole.columns
    ]
    safe = spreadsheet if guard else str
    head = [safe(name) for name in whole.columns]
    return _lines([head, *zip(*columns, strict=True)])


def parts_csv(parts: Iterable[Part]) -> str:
    r"""
    Return what is shown as the text of a CSV file, titles and notes below the rows.

    Examples
    --------
    >>> parts_csv([{"summit": "=3"}])
    "summit,'=3\r\n"
    """
    return _lines(line for part in flat(parts) for line in _part_lines(part))


def _part_lines(part: Flat) -> list[list[str]]:
    if isinstance(part, str):
        return [[spreadsheet(line)] for line in part.split("\n")]
    if not isinstance(part, Grid):
        return [[spreadsheet(name), spreadsheet(text)] for name, text in part.items()]
    behind = [one for column in part.columns for one in column.made_of]
    cells = [[_cell(value, guard=True) for value in one.values] for one in behind]
    said = [[], *([text] for text in (part.title, *part.notes) if text)]
    return [
        [spreadsheet(one.heading) for one in behind],
        *map(list, zip(*cells, strict=True)),
        *([spreadsheet(cell) for cell in line] for line in said if said[1:]),
    ]


def _lines(rows: Iterable[Sequence[str]]) -> str:
    lines = io.StringIO()
    csv.writer(lines).writerows(rows)
    return lines.getvalue()


def _cell(value: Any, *, guard: bool) -> str:
    """Exact numbers, ISO dates, guarded text, nothing for what is missing."""
    if is_missing(value):
        return ""
    value = scalar_of(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Decimal):
        return str(value)
    if hasattr(value, "time") and hasattr(value, "date"):
        return date_text(value)
    text = label_of(value)
    return spreadsheet(text) if guard else text
