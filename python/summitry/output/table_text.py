"""Tables as plain text that keeps to a width, whatever the script of its names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summitry.output.blocks import GAP, blocks_of, floor_of, widest
from summitry.output.escape import visible
from summitry.output.text import pad, width_of, wrap
from summitry.output.text_table import NO_COLUMNS, NO_ROWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.output.text_table import Column, Grid

_ALL = 10_000
_MOST_LINES = 40
"""A cell that is longer is a document, not a result."""


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


def _widths(columns: list[Column], width: int) -> list[int]:
    """Width of each column; the widest texts give way first, then words are broken."""
    floors = [floor_of(column) for column in columns]
    widths = [
        max(floor, widest(column.cells))
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
            [text] if width_of(text) <= wide else wrap(text, wide, _most_lines(column))
            for text, column, wide in zip(row, columns, widths, strict=True)
        ]
        lines += _lines(columns, widths, wrapped)
    if not columns[0].cells:
        lines.append(NO_ROWS)
    return "\n".join(lines)


def _most_lines(column: Column) -> int:
    return _ALL if column.whole or column.right else _MOST_LINES


def _lines(
    columns: list[Column], widths: list[int], stacks: list[list[str]]
) -> list[str]:
    depth = max(map(len, stacks))
    filled = [[*stack, *[""] * (depth - len(stack))] for stack in stacks]
    return [
        (" " * GAP)
        .join(
            pad(stack[k], wide, right=column.right)
            for stack, column, wide in zip(filled, columns, widths, strict=True)
        )
        .rstrip()
        for k in range(depth)
    ]
