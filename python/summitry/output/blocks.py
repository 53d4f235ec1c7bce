"""Columns that do not fit side by side, in parts that each tell the rows apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summitry.output.headings import SENTENCES
from summitry.output.text import BREAKS, width_of
from summitry.output.text_table import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

GAP = 2
"""Spaces between columns."""

_LONGEST_WORD = 16
_SENTENCE = 26
"""Places that a sentence asks for before it gives way."""


def blocks_of(
    columns: list[Column], width: int, size: Callable[[Column], int] | None = None
) -> list[list[Column]]:
    """
    Return columns in groups that fit, each after those that tell the rows apart.

    Where these are too wide, or none do, each group begins with the number of the row.
    """
    size = size or floor_of
    if _least(columns, size) <= width:
        return [columns]
    keys = _fitting_keys(columns, width, size)
    rest = _others(columns, keys)
    # What tells rows apart is never cut.
    keys = [replace(column, whole=True) for column in keys]
    blocks, block = [], list(keys)
    for column in rest:
        if len(block) > len(keys) and _least([*block, column], size) > width:
            blocks.append(block)
            block = list(keys)
        block.append(column)
    return [*blocks, block]


def floor_of(column: Column) -> int:
    """Return how narrow a column can be: numbers and words are not broken."""
    heading = max(map(width_of, column.heading.split(" ")))
    if column.right:
        return max(heading, widest(column.cells))
    if column.name in SENTENCES:
        return max(heading, min(widest(column.cells), _SENTENCE))
    words = {part for cell in column.cells for part in _parts(cell)}
    return max(heading, min(widest(list(words)), _LONGEST_WORD), 1)


def widest(texts: Sequence[str]) -> int:
    """Return how many places the widest of some texts takes."""
    return max(map(width_of, texts), default=0)


def _fitting_keys(
    columns: list[Column], width: int, size: Callable[[Column], int]
) -> list[Column]:
    """The columns to repeat: as many as leave half of the width, or enough of it."""
    keys = _keys(columns)
    if _different(keys) == len(columns[0].cells):
        for found, room in ((keys, width // 2), (_fewest(keys), width)):
            others = [size(one) for one in _others(columns, found)]
            most = 0 if room < width else max(others, default=-GAP) + GAP
            if _least(found, size) + most <= room:
                return found
    numbers = [str(row + 1) for row in range(len(columns[0].cells))]
    return [Column("", "no.", numbers, right=True)]


def _keys(columns: list[Column]) -> list[Column]:
    """
    The first columns of text, as many as tell the rows apart, and what else does.

    A column of sentences is none of them, and one of numbers only where it must be.
    """
    leading = columns[: max(_n_leading(columns), 1)]
    tried = [_different(leading[: n + 1]) for n in range(len(leading))]
    keys = leading[: tried.index(max(tried)) + 1]
    rest = _others(columns, keys)
    texts = [one for one in rest if not one.right and one.name not in SENTENCES]
    whole = [one for one in rest if one.right and all(map(str.isdigit, one.cells))]
    n_rows = len(columns[0].cells)
    for others in (texts, whole):
        while _different(keys) < n_rows and others:
            counts = [_different([*keys, other]) for other in others]
            if max(counts) == _different(keys):
                break
            keys = [*keys, others.pop(counts.index(max(counts)))]
    return keys


def _fewest(keys: list[Column]) -> list[Column]:
    """Only those without which rows would look the same; the first stay longest."""
    for key in keys[::-1]:
        others = _others(keys, [key])
        if others and _different(others) == _different(keys):
            keys = others
    return keys


def _n_leading(columns: list[Column]) -> int:
    """How many columns of text stand before the first of numbers or of sentences."""
    stops = [one.right or one.name in SENTENCES for one in columns]
    return stops.index(True) if True in stops else len(columns)


def _others(columns: list[Column], keys: list[Column]) -> list[Column]:
    return [one for one in columns if not any(one is key for key in keys)]


def _different(columns: list[Column]) -> int:
    """How many different rows columns have."""
    return len({*zip(*(column.cells for column in columns), strict=True)})


def _least(columns: list[Column], size: Callable[[Column], int]) -> int:
    return sum(map(size, columns)) + GAP * (len(columns) - 1)


def _parts(text: str) -> list[str]:
    return [part for word in text.split(" ") for part in BREAKS.split(word)]
