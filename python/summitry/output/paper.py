"""Tables as a page of paper holds them: columns that do not fit follow below."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summitry.output.blocks import blocks_of
from summitry.output.readable import flat
from summitry.output.text import width_of
from summitry.output.text_table import Grid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summitry.output.readable import Flat, Part
    from summitry.output.text_table import Column

LINE = 85
"""So many signs, about, stand in a line of a page."""


def on_paper(parts: Iterable[Part]) -> list[Flat]:
    """
    Return parts in which every table fits on a page; one that does not is several.

    The columns that name the rows stand first in each, the title above the first; the
    notes follow the last. A column takes as many signs as it needs at least, its texts
    broken between words.
    """
    found: list[Flat] = []
    for part in flat(parts):
        found += _fitting(part) if isinstance(part, Grid) else [part]
    return found


def unbroken(column: Column) -> int:
    """Return how many signs a column takes whose cells are not broken."""
    return max(map(width_of, [column.heading, *column.cells]))


def _fitting(grid: Grid) -> list[Flat]:
    blocks = blocks_of(grid.columns, LINE) if grid.columns else []
    if not blocks[1:]:
        return [grid]
    first, *rest = (Grid(block) for block in blocks)
    return [replace(first, title=grid.title), *rest, *grid.notes]
