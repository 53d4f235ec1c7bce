r"""
Tables that a caller gave to a study, as files that say exactly what they hold.

A CSV file tells no number from a text, and no empty text from what is missing, so the
kinds of the columns stand beside it.
"""

from __future__ import annotations

import csv
import io
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import ColumnError, InputError, SummitryError
from summitry.frames import Frame, Table, build
from summitry.frames.categories import label_of
from summitry.frames.dates import to_dates
from summitry.frames.kinds import BOOLEAN, DATE, FLOAT, INTEGER, TEXT
from summitry.study.fingerprint import of_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

GIVEN = "given/"
"""Where a bundle has them."""
KINDS_FILE = f"{GIVEN}kinds.json"
NUMBER = "number"
_PLAIN = {bool: BOOLEAN, int: INTEGER, float: NUMBER}


def given_files(frames: Mapping[str, Frame]) -> dict[str, bytes]:
    r"""
    Return the files of tables, by their path in a bundle.

    Parameters
    ----------
    frames : mapping of str to frame
        The tables, by what the study calls them.

    Raises
    ------
    ColumnError
        If what a column holds comes back otherwise; it is named, with what it holds.

    Examples
    --------
    >>> files = given_files({"visits": {"date": ["1956-09", ""], "n": [1, None]}})
    >>> files["given/visits.csv"]
    b'date,n\r\n1956-09,1\r\n,\r\n'
    >>> given_frames(files)["visits"]
          date     n
    0  1956-09     1
    1           <NA>
    """
    if not frames:
        return {}
    files: dict[str, bytes] = {}
    kinds: dict[str, Any] = {}
    for name, frame in frames.items():
        table = Table(frame, name)
        columns = {column: _kind(table, column) for column in table.columns}
        texts = [_texts(table, column, kind) for column, kind in columns.items()]
        lines = io.StringIO()
        writer = csv.writer(lines)
        writer.writerow(columns)
        writer.writerows(zip(*texts, strict=True))
        empty = {
            column: [row for row, text in enumerate(own) if text == ""]
            for column, own in zip(columns, texts, strict=True)
        }
        kinds[name] = {
            "columns": columns,
            "empty": {column: rows for column, rows in empty.items() if rows},
        }
        files[f"{GIVEN}{name}.csv"] = lines.getvalue().encode("utf-8", "surrogatepass")
    files[KINDS_FILE] = (json.dumps(kinds, indent=1) + "\n").encode()
    for name, frame in given_frames(files).items():
        _refuse_changed(Table(frames[name], name), Table(frame, name))
    return files


def given_frames(files: Mapping[str, bytes]) -> dict[str, Frame]:
    """
    Return the tables that a bundle has in files, as pandas.

    Raises
    ------
    InputError
        If a file is damaged.
    """
    if KINDS_FILE not in files:
        return {}
    try:
        kinds = json.loads(files[KINDS_FILE])
        return {
            name: _restored(files[f"{GIVEN}{name}.csv"], **said)
            for name, said in kinds.items()
        }
    except (
        *(ValueError, KeyError, TypeError, AttributeError, IndexError),
        csv.Error,
    ) as error:
        raise InputError(
            f"the given tables of the bundle are damaged ({error!s:.80})",
            code="not_a_bundle",
            column="path",
            hint="give a file that `study.bundle('bundle.zip')` wrote",
        ) from None


def _kind(table: Table, column: str) -> str:
    """Return what a column holds: a value of any other type is known by its text."""
    kind = table.kind(column)
    if kind in {INTEGER, FLOAT}:
        return INTEGER if kind == INTEGER else NUMBER
    if table.is_dated(column) and _read(table, column)[0] is not None:
        return DATE
    values = {type(value) for value in table.values(column) if value is not None}
    return _PLAIN.get(values.pop(), TEXT) if len(values) == 1 else TEXT


def _read(table: Table, column: str) -> tuple[list[Any] | None, list[Any] | None]:
    """Return a column as days and as numbers, where it can be read so."""
    days = numbers = None
    with suppress(SummitryError):
        read, missing = table.optional_days(column)
        days = np.where(missing, "NaT", to_dates(read).astype(str)).tolist()
    with suppress(SummitryError):
        numbers = [repr(number) for number in table.floats(column).tolist()]
    return days, numbers


def _texts(table: Table, column: str, kind: str) -> list[str | None]:
    if kind == DATE:
        days, missing = table.optional_days(column)
        texts = to_dates(days).astype(str).tolist()
        return [
            None if gone else text for text, gone in zip(texts, missing, strict=True)
        ]
    write: Callable[[Any], str] = repr if kind == NUMBER else label_of
    return [None if value is None else write(value) for value in table.values(column)]


def _restored(
    data: bytes, columns: Mapping[str, str], empty: Mapping[str, Sequence[int]]
) -> Frame:
    text = data.decode("utf-8", "surrogatepass")
    _, *rows = csv.reader(io.StringIO(text, newline=""))
    cells = np.array(rows, dtype=object).reshape(-1, len(columns))
    made: dict[str, Any] = {}
    for place, (name, kind) in enumerate(columns.items()):
        own = cells[:, place]
        missing = own == ""
        missing[list(empty.get(name, ()))] = False
        made[name] = _values(own, missing, kind)
    return build(made)


def _values(texts: Any, missing: Any, kind: str) -> Any:
    if kind == TEXT:
        listed = texts.copy()
        listed[missing] = None
        return listed.tolist()
    if kind == DATE:
        return np.where(missing, "NaT", texts).astype("datetime64[D]")
    if kind == NUMBER:
        return np.where(missing, "nan", texts).astype(np.float64)
    if kind == BOOLEAN:
        values = texts == "true"
    else:
        values = np.array(np.where(missing, "0", texts).tolist(), dtype=np.int64)
    return np.ma.MaskedArray(values, missing) if missing.any() else values


def _refuse_changed(given: Table, restored: Table) -> None:
    """Raise for columns that a file cannot hold."""
    for column in given.columns:
        if _read(given, column) == _read(restored, column):
            with suppress(SummitryError):
                parts = [{"": one.only([column])} for one in (given, restored)]
                if of_tables(parts[0]) == of_tables(parts[1]):
                    continue
        kinds = {
            type(value).__name__ for value in given.values(column) if value is not None
        }
        raise ColumnError(
            f"{given.name} column '{column}' holds {' and '.join(sorted(kinds))}, which "
            "a file of the bundle cannot hold exactly",
            code="not_exact",
            column=column,
            hint="make it days, numbers or texts, or leave the column out, before "
            f"read_study(..., {given.name}=table)",
        )
