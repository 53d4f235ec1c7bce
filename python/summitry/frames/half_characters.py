"""Texts that hold half a character, as a file read in a wrong encoding does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.exceptions import CategoryError

if TYPE_CHECKING:
    from summitry.frames.coded import Coded


def is_whole(text: str) -> bool:
    r"""
    Whether each character of a text is one.

    Examples
    --------
    >>> is_whole("Phạm"), is_whole("Ph\ud83dm")
    (True, False)
    """
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def refuse_halves(coded: Coded, column: str, table: str) -> None:
    """
    Refuse a column of texts of which one cannot be written.

    Raises
    ------
    CategoryError
        If there is such a text; it names the rows.
    """
    if all(map(is_whole, coded.possible)):
        return
    broken = [place for place, text in enumerate(coded.labels) if not is_whole(text)]
    if not broken:
        return
    rows = np.flatnonzero(np.isin(coded.categories().codes, broken))
    error = not_whole(
        f"{table} row {rows[0]}: {column} is {coded.labels[broken[0]]!a:.80}"
    )
    error.column, error.rows, error.n_bad = column, tuple(rows[:10].tolist()), rows.size
    raise error


def not_whole(told: str) -> CategoryError:
    """Return the error of a text of which half a character is lost."""
    return CategoryError(
        f"{told}, of which half a character is lost",
        code="not_unicode",
        hint="read the source again, with the encoding that it has",
    )
