"""Any list of visits, to the standard table and an account of every row."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Literal

from summitry.exceptions import FrameError, InputError
from summitry.frames.arguments import path_of
from summitry.sources.assembling import read_rows
from summitry.sources.files import (
    FileOptions,
    bytes_of,
    raw_of_frame,
    table_of_bytes,
)
from summitry.sources.kind_types import reading
from summitry.sources.questions import as_argument
from summitry.sources.reading_rules import Ranges, date_rules, place_rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from summitry.frames import Frame
    from summitry.sources.account import ReadVisits
    from summitry.sources.raw_table import RawTable


@reading
def read_visits(
    source: str | os.PathLike[str] | Frame,
    *,
    columns: Mapping[str, str] | None = None,
    constant: Mapping[str, str] | None = None,
    dates: str | Sequence[str] | None = None,
    ranges: Ranges | None = None,
    times: Literal["cut"] | None = None,
    zone: str | None = None,
    places: str | Mapping[str, Any] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    table: int | str | None = None,
    header: int | None = None,
) -> ReadVisits:
    r"""
    Read a list of visits as it is, and say what became of each of its rows.

    Nothing is guessed and nothing disappears. What has two readings is asked, with the
    argument that answers; what cannot be read is in ``unread`` with its reason.

    Parameters
    ----------
    source : path or frame
        A file: text with any delimiter, an Excel workbook (``.xlsx``), Parquet, or a
        page with HTML tables; it is told by how it begins, not by its name. Or a
        pandas, polars or pyarrow table, a mapping of columns, or an Arrow stream.
    columns : mapping of str to str, optional
        Our names, and what the list calls them: ``{"date": "Arrival"}``. Names that are
        ours but for case, blanks and hyphens need not be given.
    constant : mapping of str to str, optional
        What holds for every row, where the list has no column of it.
    dates : str or sequence of str, optional
        How dates are written: ``"day_first"`` or ``"month_first"`` for 03/04/2010;
        ``"excel"`` or ``"excel_1904"`` for serial numbers. Dates of ISO 8601 and EDTF,
        years, and days in English words are read unasked.
    ranges : {"trip", "one_day"}, optional
        What a range of days in one cell means: a trip from the first to the last
        (`date` and `end_date`), or one day that is one of these (`date` and
        `date_latest`).
    times : {"cut"}, optional
        Leave times of day out, and take the day that is written.
    zone : str, optional
        Take the day that it was in this time zone, where an offset is written.
    places : mapping or str, optional
        How several destinations in a cell are told apart: ``{"separator": ";"}``, with
        ``names`` that are one place although the separator is in them (those of the
        bundled table of states are known), and ``columns`` if not `destination` alone.
        Each place is a visit of the same ``trip``.
    encoding : str, optional
        The encoding of a text, where it cannot be told; ``"by_line"`` where it changes
        from line to line between UTF-8 and Windows-1252.
    delimiter : str, optional
        The character between fields, where it cannot be told.
    table : int or str, optional
        Which sheet of a workbook or table of a page, by number from 1 or by name.
    header : int, optional
        The line or row of the names, from 1; the first that is not empty. With 0 there
        are none, and columns are ``column 1`` and so on.

    Returns
    -------
    ReadVisits
        ``visits``, ``account`` and ``unread``, as pandas tables for a file and of the
        caller's kind for a frame. Printed, it says which columns it understood.

    Raises
    ------
    InputError
        If the file cannot be read, or leaves a question open.
    PrecisionError
        If times of day or zones are there, and nothing was said of them.
    ColumnError
        If the date, the origin or the destination is in no column that is understood.
    FrameError
        If `source` is neither a path nor a table.
    MissingExtraError
        If a workbook or a Parquet file needs a library that is not installed.

    Notes
    -----
    Rows of a text file are lines, counted from 1 as an editor shows them, and those of
    a sheet are its own numbers; those of a frame are counted from 0. Messages, the
    account and ``row`` agree. Each distinct text is read once.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> raw = pd.DataFrame(
    ...     {
    ...         "When": ["August 14–21, 1906", "March 1911", "TBD"],
    ...         "To": ["Panama; Colombia", "Cuba", "Peru"],
    ...     }
    ... )
    >>> read = summitry.read_visits(
    ...     raw,
    ...     columns={"date": "When", "destination": "To"},
    ...     constant={"origin": "USA"},
    ...     ranges="trip",
    ...     places={"separator": ";"},
    ... )
    >>> read.visits[["visit_id", "date", "end_date", "destination"]]
      visit_id       date   end_date destination
    0      0.1 1906-08-14 1906-08-21      Panama
    1      0.2 1906-08-14 1906-08-21    Colombia
    2        1 1911-03-01        NaT        Cuba
    >>> print(read)
    visits: table
    3 rows: 1 read, 1 split, 1 not read; 3 visits
    understood: date = 'When', destination = 'To', origin
    not read, row 2: 'TBD' says that the date is not known; leave the row out
    """
    rules = date_rules(dates, ranges, times, zone)
    divide = place_rules(places)
    options = FileOptions(encoding, delimiter, table, header)
    raw = raw_table(source, options)
    return read_rows(
        raw,
        columns=columns,
        constant=constant,
        dates=rules,
        places=divide,
        write=as_argument,
    )


def raw_table(source: Any, options: FileOptions) -> RawTable:
    """Return the rows of a file, or of a table that is given."""
    if isinstance(source, str | os.PathLike):
        path = _path(source)
        return table_of_bytes(bytes_of(path, path.name), path.name, options)
    given = [
        name
        for name, value in options._asdict().items()
        if value != FileOptions._field_defaults[name]
    ]
    if given:
        raise InputError(
            f"`{given[0]}` says how a file is read, and the source is a "
            f"{type(source).__name__}",
            code="contradiction",
            column=given[0],
            hint=f"leave `{given[0]}` out",
        )
    if isinstance(source, bytes) or hasattr(source, "read"):
        raise FrameError(
            f"the source is a {type(source).__name__}, neither a path nor a table",
            code="not_a_table",
            column="source",
            hint="give the path of the file",
        )
    return raw_of_frame(source, "visits", ("table",))


def _path(source: str | os.PathLike[str]) -> Path:
    said = os.fspath(source)
    if "\n" in said or "\0" in said:
        raise InputError(
            f"the source is a text, {said[:40]!r}, and no path",
            code="no_file",
            column="source",
            hint="write it to a file, and give the path of that",
        )
    if "://" in said:
        raise InputError(
            f"{said[:80]} is an address; nothing is fetched",
            code="url",
            column="source",
            hint="save the page or file, and give its path",
        )
    return path_of(said, "source")
