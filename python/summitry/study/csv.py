"""CSV files of studies as columns: strict, limited, and with nothing guessed."""

from __future__ import annotations

import csv
import io
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import StudyError

if TYPE_CHECKING:
    import numpy.typing as npt

MOST_BYTES = 1 << 30
"""The largest CSV file read."""
MOST_COLUMNS = 10_000
"""The most columns."""
MOST_ROWS = 5_000_000
"""The most rows; more are better given as a frame."""
LONGEST_FIELD = 1 << 20
"""The longest field, in characters."""

_LOGICAL = {"true": True, "false": False}


def read_columns(text: str, named: str) -> dict[str, list[Any]]:
    r"""
    Split the text of a CSV file into columns.

    An empty field is missing, and nothing else is: ``NA`` is Namibia. A column of
    which every field is ``true`` or ``false``, in any case, is one of booleans. All
    else stays text.

    Parameters
    ----------
    text : str
        The file: comma-separated, its first line the names of the columns.
    named : str
        What messages call it.

    Returns
    -------
    dict of str to list
        The columns.

    Raises
    ------
    StudyError
        If a name is missing or doubled, a row has too few or too many fields, a quote
        is not closed, or a limit is passed.

    Examples
    --------
    >>> read_columns("origin,summit\nNA,true\n,FALSE\n", "visits.csv")
    {'origin': ['NA', None], 'summit': [True, False]}
    """
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise StudyError(f"{named}, line {line}: a NUL character", code="bad_csv")
    limit = csv.field_size_limit(LONGEST_FIELD)
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        names = _names(next(lines, []), named)
        rows = list(islice(filter(None, lines), MOST_ROWS + 1))
    except csv.Error as error:
        said = f"{named}, line {lines.line_num}: {error}"
        raise StudyError(said, code="bad_csv") from None
    finally:
        csv.field_size_limit(limit)
    cells = _cells(rows, len(names), named)
    return {name: _column(cells[:, place]) for place, name in enumerate(names)}


def _names(found: list[str], named: str) -> list[str]:
    if not found:
        raise StudyError(f"{named}: the file is empty", code="empty_file")
    if len(found) > MOST_COLUMNS:
        said = f"{named}: {len(found)} columns; at most {MOST_COLUMNS} are read"
        raise StudyError(said, code="limit")
    names = [name.strip() for name in found]
    if "" in names:
        place = names.index("") + 1
        raise StudyError(f"{named}: column {place} has no name", code="unnamed_column")
    double = next((name for name in names if names.count(name) > 1), None)
    if double is not None:
        said = f"{named}: two columns are called '{double[:80]}'"
        raise StudyError(said, code="double_column")
    return names


def _cells(rows: list[list[str]], width: int, named: str) -> npt.NDArray[Any]:
    """Every row as wide as the head, or all those that are not."""
    if len(rows) > MOST_ROWS:
        raise StudyError(
            f"{named}: over {MOST_ROWS} rows",
            code="limit",
            hint="read the file yourself and give it as read_study(..., visits=frame)",
        )
    widths = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
    ragged = np.flatnonzero(widths != width)
    if ragged.size:
        first = int(ragged[0])
        raise StudyError(
            f"{named} row {first}: {widths[first]} fields, but {width} columns",
            code="ragged_row",
            rows=ragged,
            n_bad=ragged.size,
            hint="rows are counted from 0 after the line of names; put quotes around a "
            "field that holds a comma",
        )
    return np.array(rows, dtype=object).reshape(len(rows), width)


def _column(cells: npt.NDArray[Any]) -> list[Any]:
    missing = cells == ""
    words = {str(word).lower() for word in set(cells[~missing].tolist())}
    if words and words <= _LOGICAL.keys():
        return [_LOGICAL.get(cell.lower()) for cell in cells.tolist()]
    texts = cells.copy()
    texts[missing] = None
    listed: list[Any] = texts.tolist()
    return listed
