"""What a file is, told by how it begins, and its rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry.exceptions import InputError
from summitry.frames import Table
from summitry.frames.reading import parquet_table
from summitry.sources.blocks import read_blocks
from summitry.sources.delimited import grid_of_text
from summitry.sources.encodings import decoded
from summitry.sources.html_tables import grid_of_page
from summitry.sources.raw_table import SAVED, Grid, RawTable, table_of_grid
from summitry.sources.spreadsheets import grid_of_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MOST_BYTES = 1 << 30
"""The largest file read."""
_READABLE = (
    (b"%PDF", "a PDF", "copy its table into a spreadsheet and save that as CSV"),
    (b"<stata_dta>", "a file of Stata", "give pandas.read_stata(path)"),
    (b"{\\rtf", "a text document", "save its table as CSV"),
)
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "a workbook of Excel 97 to 2003", "save it as .xlsx or CSV"),
    (b"\x1f\x8b", "packed by gzip", "unpack it first"),
    (b"BZh", "packed by bzip2", "unpack it first"),
    (b"\xfd7zXZ", "packed by xz", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"SQLite format 3", "an SQLite database", "give pandas.read_sql(...)"),
    (b"$FL2", "a file of SPSS", "give pandas.read_spss(path)"),
    (b"ARROW1", "a Feather file", "give pandas.read_feather(path)"),
    (b"RDX", "a file of R", "write it by write.csv(..., row.names = FALSE)"),
    (b"\x89PNG", "a picture", "give the table itself"),
    (b"\xff\xd8\xff", "a picture", "give the table itself"),
)
# The first column of a text may be called PK, RDX or PAR1.
_NO_TEXT = re.compile(rb"[\0-\x08\x0e-\x1f]")
_HTML = re.compile(r"\s*<(!doctype|html|head|body|table|div|\?xml|!--)", re.IGNORECASE)
_JSON_LINES = re.compile(r"\s*\{[^\n]*\}[ \t]*\r?\n\s*\{")
"""An object a line, as programs write long lists."""
_JSON = re.compile(r'\s*[{\[]\s*["{\[\]}]')


class FileOptions(NamedTuple):
    """What a caller says of a file, and the kind of table that it becomes."""

    encoding: str | None = None
    delimiter: str | None = None
    table: int | str | None = None
    header: int | None = None
    strict: bool = False
    backend: str = "pandas"


def bytes_of(path: Path, name: str) -> bytes:
    """
    Read a regular file of limited size.

    Raises
    ------
    InputError
        If there is none, or it is something else or too large.
    """
    if path.is_dir():
        raise InputError(
            f"{name} is a folder", code="not_a_file", hint="name a file in it"
        )
    if path.exists() and not path.is_file():
        raise InputError(f"{name} is not a regular file", code="not_a_file")
    try:
        with path.open("rb") as file:
            return read_blocks(file, name, MOST_BYTES)
    except InputError:
        raise
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"{name} cannot be opened: {said}",
            code="no_file"
            if isinstance(error, FileNotFoundError)
            else "unreadable_file",
            hint=_nearest(path),
        ) from None


def table_of_bytes(
    data: bytes, name: str, options: FileOptions | None = None
) -> RawTable:
    r"""
    Return the rows of a file of any kind that is known.

    Parameters
    ----------
    data : bytes
        What the file holds.
    name : str
        What messages call it.
    options : FileOptions
        What is known of it.

    Raises
    ------
    InputError
        If it is of a kind that is not read, or is not what it seems.

    Examples
    --------
    >>> made = table_of_bytes(b"date\tto\n2001\tNA\n", "visits.txt")
    >>> made.form, made.frame["to"].tolist()
    (('CSV', 'UTF-8', 'tabs'), ['NA'])
    """
    options = options or FileOptions()
    if not data.strip():
        raise InputError(f"{name}: the file is empty", code="empty_file", hint=SAVED)
    binary = _NO_TEXT.search(data[:512]) is not None
    for begins, said, hint in _READABLE + _OTHERS if binary else _READABLE:
        if data.startswith(begins):
            raise InputError(f"{name} is {said}", code="unknown_kind", hint=hint)
    if binary and data.startswith(b"PAR1"):
        return raw_of_frame(parquet_table(data, name), name, ("Parquet",))
    if binary and data.startswith(b"PK"):
        return _packed(data, name, options)
    return _of_text(data, name, options)


def raw_of_frame(frame: object, name: str, form: tuple[str, ...]) -> RawTable:
    """Return a table whose rows are counted from 0, as its library counts them."""
    table = Table(frame, name)
    places = np.arange(len(table), dtype=np.int64)
    index = tuple(table.held.index_names)
    return RawTable(table.native, places, "row", name, form, index=index)


def _packed(data: bytes, name: str, options: FileOptions) -> RawTable:
    if b"xl/" not in data:
        odf = b"opendocument.spreadsheet" in data[:200]
        said = "a sheet of OpenDocument" if odf else "an archive"
        hint = "save it as .xlsx or CSV" if odf else "unpack it first"
        raise InputError(f"{name} is {said}", code="unknown_kind", hint=hint)
    if b"xl/workbook.bin" in data:
        said = f"{name} is a binary workbook"
        raise InputError(said, code="unknown_kind", hint="save it as .xlsx or CSV")
    grid = grid_of_workbook(data, name, options.table)
    return _table(grid, name, ["Excel"], options)


def _of_text(data: bytes, name: str, options: FileOptions) -> RawTable:
    text, encoding, odd = decoded(data, name, options.encoding)
    if _JSON.match(text):
        by_line = ", lines=True" if _JSON_LINES.match(text) else ""
        raise InputError(
            f"{name} is JSON",
            code="unknown_kind",
            hint=f"give pandas.read_json(path{by_line})",
        )
    if _HTML.match(text):
        grid = grid_of_page(text, name, options.table)
        return _table(grid, name, ["HTML", encoding], options)
    if options.table is not None:
        raise InputError(
            f"{name} is text with delimiters and holds one table",
            code="no_table",
            column="table",
            hint="leave `table` out",
        )
    grid = grid_of_text(text, name, options.delimiter)
    grid.odd.update({line: f"the line is {said}" for line, said in odd.items()})
    return _table(grid, name, ["CSV", encoding], options)


def _table(grid: Grid, name: str, form: list[str], options: FileOptions) -> RawTable:
    return table_of_grid(
        grid,
        name,
        form,
        options.header,
        strict=options.strict,
        backend=options.backend,
    )


def _nearest(path: Path) -> str | None:
    from summitry.frames.suggestion import did_you_mean

    names: Callable[[], list[str]] = lambda: [one.name for one in path.parent.iterdir()]
    try:
        return did_you_mean(path.name, names())
    except OSError:
        return None
