"""Tables as CSV files that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from summitry.frames import Frame, Table, is_missing
from summitry.output.escape import spreadsheet
from summitry.output.format import date_text
from summitry.output.writing import write_whole

if TYPE_CHECKING:
    from pathlib import Path


def write_csv(
    table: Frame, path: str | Path, *, overwrite: bool = False, guard: bool = True
) -> Path:
    """
    Write a table as a CSV file, in full precision.

    Parameters
    ----------
    table : frame
        The table.
    path : str or path
        Where to write; the file appears whole or not at all.
    overwrite : bool, default False
        Whether a file that is there already may be replaced.
    guard : bool, default True
        Put an apostrophe before text that a spreadsheet would take for a formula: that
        begins with ``= + - @``, their full-width forms, a tab, a line break or NUL.
        Numbers stay numbers.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    FrameError
        If `table` is not a table.
    InputError
        If the file is there already, or cannot be written.

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
    return write_whole(path, csv_text(table, guard=guard), overwrite=overwrite)


def csv_text(table: Frame, *, guard: bool = True) -> str:
    """Return a table as the text of a CSV file, as `write_csv` writes it."""
    whole = Table(table, "table")
    lines = io.StringIO()
    writer = csv.writer(lines)
    safe = spreadsheet if guard else str
    writer.writerow([safe(name) for name in whole.columns])
    columns = [
        [_cell(value, guard=guard) for value in whole.values(name)]
        for name in whole.columns
    ]
    writer.writerows(zip(*columns, strict=True))
    return lines.getvalue()


def _cell(value: Any, *, guard: bool) -> str:
    """Exact numbers, ISO dates, guarded text, nothing for what is missing."""
    if is_missing(value):
        return ""
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if hasattr(value, "time") and hasattr(value, "date"):
        return date_text(value)
    text = str(value)
    return spreadsheet(text) if guard else text
