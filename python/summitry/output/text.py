"""Tables as plain text that keeps to a width, whatever the script of its names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from summitry.output.escape import visible
from summitry.output.headings import SENTENCES
from summitry.output.text_table import NO_COLUMNS, NO_ROWS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from summitry.output.text_table import Column, Grid

GAP = 2
"""Spaces between columns."""

_LONGEST_WORD = 16
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_BREAKS = re.compile(r"(?<=[/_.;:,&?=-])(?=[^\W\d_])")
_MOST_LINES = 4
_SENTENCE = 26
"""Places that a sentence asks for before it gives way."""
_MOST_KEYS = 3


def width_of(text: str) -> int:
    """
    Return how many places a text takes in a terminal (Unicode Annex 11).

    Examples
    --------
    >>> width_of("Xi"), width_of("习近平"), width_of("김정은")
    (2, 6, 6)
    """
    return len(text) if text.isascii() else sum(_char_width(char) for char in text)


def cut(text: str, width: int) -> str:
    """
    Return the text, or its beginning and an ellipsis, in so many places.

    Examples
    --------
    >>> cut("Choe Ryong Hae", 8), cut("习近平", 5)
    ('Choe Ry…', '习近…')
    """
    if width_of(text) <= width:
        return text
    kept, used = "", 0
    for char in text:
        used += _char_width(char)
        if used > width - 1:
            break
        kept += char
    return kept.rstrip() + "…"


def pad(text: str, width: int, *, right: bool = False) -> str:
    """
    Return the text with spaces up to a width.

    Examples
    --------
    >>> pad("习", 4) + "|", pad("12", 4, right=True)
    ('习  |', '  12')
    """
    spaces = " " * max(width - width_of(text), 0)
    return spaces + text if right else text + spaces


def wrap(text: str, width: int, most: int = 10_000) -> list[str]:
    """
    Return the text in lines of a width, broken at spaces, or where it must at signs.

    The last line of at most `most` may be cut.

    Examples
    --------
    >>> wrap("Treaty of friendship", 10)
    ['Treaty of', 'friendship']
    """
    lines = _wrapped(text, width, width)
    return (
        lines if len(lines) <= most else [*lines[: most - 1], _last(lines, most, width)]
    )


def running(
    text: str, width: int, *, indent: int = 0, hanging: int = 0, most: int = 10_000
) -> list[str]:
    """
    Return a sentence in lines of a width, all but the first further in.

    Where it needs more than `most` lines, the last of them ends in an ellipsis.

    Examples
    --------
    >>> running("1. 习近平访问了平壤 in June 2019", 20, hanging=3)
    ['1. 习近平访问了平壤', '   in June 2019']
    >>> running("The record gives the same number", 16, most=1)
    ['The record …']
    """
    first, later = " " * indent, " " * (indent + hanging)
    words = " ".join(_SPACES.split(text.strip(" \t\n")))
    lines = _wrapped(words, width - len(first), width - len(later))
    if len(lines) > most:
        room = width - len(later if most > 1 else first)
        lines = [*lines[: most - 1], _ended(lines[most - 1], room)]
    return [f"{later if n else first}{line}".rstrip() for n, line in enumerate(lines)]


def _wrapped(text: str, first: int, later: int) -> list[str]:
    """Lines of one width after a first one of another."""
    lines: list[str] = []
    line, room = "", first
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if width_of(joined) <= room:
            line = joined
            continue
        if line:
            lines.append(line)
            room = later
        *full, line = _pieces(word, room)
        lines += full
        room = later if lines else first
    return [*lines, line]


def _ended(line: str, width: int) -> str:
    """A line that goes on, without its last words where the ellipsis needs room."""
    while " " in line and width_of(f"{line} …") > width:
        line = line.rpartition(" ")[0]
    return cut(f"{line} …", width)


def grid_text(grid: Grid, width: int = 80) -> str:
    """Return a table with its title above and its notes below."""
    parts = ["\n".join(wrap(visible(grid.title), width))] if grid.title else []
    parts.append(columns_text(grid.columns, width))
    parts += ["\n".join(wrap(visible(note), width)) for note in grid.notes]
    return "\n".join(parts)


def columns_text(columns: Sequence[Column], width: int = 80) -> str:
    """Return columns side by side; in several blocks if they do not fit beside."""
    seen = [_seen(column) for column in columns]
    if not seen:
        return NO_COLUMNS
    blocks = blocks_of(seen, width)
    return "\n\n".join(_block_text(block, width) for block in blocks)


def _seen(column: Column) -> Column:
    made = [visible(cell) for cell in column.cells]
    return replace(column, heading=visible(column.heading), cells=made, behind=())


def blocks_of(
    columns: list[Column], width: int, size: Callable[[Column], int] | None = None
) -> list[list[Column]]:
    """Return columns in groups that fit, each after those that name the row."""
    size = size or _floor
    if _least(columns, size) <= width:
        return [columns]
    keys = _keys(columns)
    while len(keys) > 1 and _least(keys, size) > width // 2:
        keys = keys[:-1]
    blocks, block = [], list(keys)
    for column in columns[len(keys) :]:
        if len(block) > len(keys) and _least([*block, column], size) > width:
            blocks.append(block)
            block = list(keys)
        block.append(column)
    return [*blocks, block]


def _keys(columns: list[Column]) -> list[Column]:
    """The first columns of text, as many as tell the rows apart."""
    for n in range(1, _MOST_KEYS + 1):
        rows = list(zip(*(column.cells for column in columns[:n]), strict=True))
        if len(set(rows)) == len(rows) or n == len(columns) or columns[n].right:
            return columns[:n]
    return columns[:_MOST_KEYS]


def _least(columns: list[Column], size: Callable[[Column], int]) -> int:
    return sum(map(size, columns)) + GAP * (len(columns) - 1)


def _floor(column: Column) -> int:
    """The narrowest that a column can be: numbers and words are not broken."""
    heading = max(map(width_of, column.heading.split(" ")))
    if column.right:
        return max(heading, _widest(column.cells))
    if column.name in SENTENCES:
        return max(heading, min(_widest(column.cells), _SENTENCE))
    words = {part for cell in column.cells for part in _parts(cell)}
    return max(heading, min(_widest(list(words)), _LONGEST_WORD), 1)


def _parts(text: str) -> list[str]:
    return [part for word in text.split(" ") for part in _BREAKS.split(word)]


def _widths(columns: list[Column], width: int) -> list[int]:
    """Width of each column; the widest texts give way first, then words are broken."""
    floors = [_floor(column) for column in columns]
    widths = [
        max(floor, _widest(column.cells))
        for floor, column in zip(floors, columns, strict=True)
    ]
    room = width - GAP * (len(columns) - 1)
    lowest = [
        1 if not column.right else wide
        for column, wide in zip(columns, floors, strict=True)
    ]
    for least in (floors, lowest, [1] * len(columns)):
        while sum(widths) > room and widths != least:
            loose = [k for k, wide in enumerate(widths) if wide > least[k]]
            if not loose:
                break
            widths[max(loose, key=lambda k: widths[k])] -= 1
    return widths


def _block_text(columns: list[Column], width: int) -> str:
    widths = _widths(columns, width)
    heads = [
        wrap(column.heading, wide) for column, wide in zip(columns, widths, strict=True)
    ]
    depth = max(map(len, heads))
    heads = [[""] * (depth - len(head)) + head for head in heads]
    lines = _lines(columns, widths, heads)
    lines.append("─" * min(sum(widths) + GAP * (len(widths) - 1), width))
    for row in zip(*(column.cells for column in columns), strict=True):
        wrapped = [
            [text] if column.right else wrap(text, wide, _most_lines(column))
            for text, column, wide in zip(row, columns, widths, strict=True)
        ]
        lines += _lines(columns, widths, wrapped)
    if not columns[0].cells:
        lines.append(NO_ROWS)
    return "\n".join(lines)


def _most_lines(column: Column) -> int:
    return 10_000 if column.whole else _MOST_LINES


def _lines(
    columns: list[Column], widths: list[int], stacks: list[list[str]]
) -> list[str]:
    depth = max(map(len, stacks))
    filled = [[*stack, *[""] * (depth - len(stack))] for stack in stacks]
    return [
        (" " * GAP)
        .join(
            pad(cut(stack[k], wide), wide, right=column.right)
            for stack, column, wide in zip(filled, columns, widths, strict=True)
        )
        .rstrip()
        for k in range(depth)
    ]


def _pieces(word: str, width: int) -> list[str]:
    """A word that is too long for a line, in pieces; broken after a sign if it can."""
    pieces, piece = [], ""
    for part in _BREAKS.split(word):
        if width_of(piece + part) <= width:
            piece += part
            continue
        if piece:
            pieces.append(piece)
        *full, piece = _chopped(part, width)
        pieces += full
    return [*pieces, piece]


def _chopped(part: str, width: int) -> list[str]:
    pieces, piece = [], ""
    for char in part:
        if piece and width_of(piece + char) > width:
            pieces.append(piece)
            piece = ""
        piece += char
    return [*pieces, piece]


def _last(lines: list[str], most: int, width: int) -> str:
    line = lines[most - 1]
    room = width_of(line) < width
    return f"{line}…" if room else cut(f"{line}…", width)


def _widest(texts: Sequence[str]) -> int:
    return max(map(width_of, texts), default=0)


def _char_width(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"} or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
