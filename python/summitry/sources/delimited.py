"""Text with delimiters as rows of cells, each with the line on which it begins."""

from __future__ import annotations

import csv
import re
from itertools import islice
from typing import TYPE_CHECKING

from summitry.exceptions import InputError, brief
from summitry.sources.blocks import lines_of
from summitry.sources.raw_table import LONGEST_FIELD, MOST_ROWS, Grid

if TYPE_CHECKING:
    from collections.abc import Iterator

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", "^": "caret"}
"""Those that are recognised, with what messages call them."""
_SAMPLE = 200
_LONGEST_HEAD = 1 << 21
_TOLD = re.compile(r"sep=(.)(?:\r\n|\r|\n)")


def grid_of_text(text: str, name: str, delimiter: object = None) -> Grid:
    r"""
    Split a text into rows.

    Parameters
    ----------
    text : str
        What the file says, with any ends of lines.
    name : str
        What messages call it.
    delimiter : str, optional
        The character between fields. Where it is not given, it is the one that divides
        the line of names and every row alike.

    Raises
    ------
    InputError
        If a quote is not closed, a limit is passed, or two delimiters would do.

    Examples
    --------
    >>> grid = grid_of_text('date;note\n2001;"a\nb"\n2002;c\n', "visits.csv")
    >>> grid.rows[1:], grid.places, grid.form
    ([['2001', 'a\nb'], ['2002', 'c']], [1, 2, 4], 'semicolons')
    """
    if "\0" in text:
        line = len(re.findall(r"\r\n|\r|\n", text[: text.index("\0")])) + 1
        raise _refused(name, line, "a NUL character: this is no text file")
    skipped = 0
    told = _TOLD.match(text)
    if told and delimiter is None:
        delimiter, text, skipped = told.group(1), text[told.end() :], 1
    chosen = _chosen(text, name, delimiter)
    rows, places = [], []
    for line, row in _records(text, chosen, name, skipped):
        rows.append(row)
        places.append(line + skipped)
    if len(rows) > MOST_ROWS:
        raise InputError(
            f"{name}: over {MOST_ROWS} rows",
            code="limit",
            hint="read the file yourself and give the table",
        )
    called = DELIMITERS.get(chosen, f"'{chosen}'")
    plural = called if called.startswith("'") else f"{called}s"
    return Grid(rows, places, "line", plural, chosen)


def _records(
    text: str, delimiter: str, name: str, skipped: int = 0
) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it begins; blank lines have no cells."""
    limit = csv.field_size_limit(LONGEST_FIELD)
    before = 0
    try:
        lines = csv.reader(lines_of(text), delimiter=delimiter, strict=True)
        for row in islice(lines, MOST_ROWS + 2):
            yield before + 1, row
            before = lines.line_num
    except csv.Error as error:
        raise _refused(name, before + 1 + skipped, _words(error)) from None
    finally:
        csv.field_size_limit(limit)


def _words(error: csv.Error) -> str:
    said = str(error)
    if "unexpected end of data" in said:
        return "a quote is opened and never closed"
    if "expected after" in said:
        return "text stands behind a closing quote; a quote within a field is doubled"
    if "field larger" in said:
        return f"a field has over {LONGEST_FIELD} characters; is a quote left open?"
    return said


def _chosen(text: str, name: str, delimiter: object) -> str:
    if delimiter is not None:
        if (
            not isinstance(delimiter, str)
            or len(delimiter) != 1
            or delimiter in '\r\n"'
        ):
            raise InputError(
                f"delimiter is {brief(delimiter)}; it must be one character",
                code="bad_delimiter",
                column="delimiter",
                hint=r"such as ';' or '\t'",
            )
        return delimiter
    head = text[:_LONGEST_HEAD]
    widths = {one: _widths(head, one) for one in DELIMITERS}
    able = {one: found for one, found in widths.items() if found and found[0] > 1}
    even = [one for one, found in able.items() if len(set(found)) == 1]
    if len(even) == 1 or not able:
        return even[0] if even else ","
    if not even:
        return max(able, key=lambda one: able[one][0])
    said = " and ".join(DELIMITERS[one] for one in even)
    raise InputError(
        f"{name}: {said} would each divide every row alike; which is it?",
        code="which_delimiter",
        column="delimiter",
        hint=" or ".join(f"delimiter={one!r}" for one in even),
    )


def _widths(text: str, delimiter: str) -> list[int]:
    """How many fields the first rows have; none where they cannot be divided so."""
    try:
        head = [row for _, row in islice(_records(text, delimiter, ""), _SAMPLE)]
    except InputError:
        return []
    return [len(row) for row in head if any(cell.strip() for cell in row)]


def _refused(name: str, line: int, said: str) -> InputError:
    return InputError(
        f"{name} line {line}: {said}",
        code="bad_csv",
        hint="lines are counted from 1, as an editor shows them",
    )
