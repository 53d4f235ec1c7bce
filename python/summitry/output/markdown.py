"""Tables and lines as Markdown that GitHub, Quarto and pandoc read alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summitry.output.escape import visible
from summitry.output.readable import Title, Verbatim, flat
from summitry.output.text_table import NO_COLUMNS, NO_ROWS, Grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summitry.output.readable import Flat, Part

_SPECIAL = re.compile(r"[\\`*_{}<>|~$&@^]|\[(?![\d–−∞.])")
"""Signs that could mean something; an interval is no link."""
_LEADING = re.compile(r"^(\d*)([#+\-:=.)])")


def markdown(text: str) -> str:
    r"""
    Return text as Markdown that means just the text.

    Examples
    --------
    >>> print(markdown("a|b *c* <img> 1.25 [0.34, 3.20]"))
    a\|b \*c\* \<img\> 1.25 [0.34, 3.20]
    >>> print(markdown("[here](https://example.org)"))
    \[here]\(https://example.org)
    """
    # What `visible` writes for a sign that cannot be seen has a backslash, to be seen.
    return _SPECIAL.sub(r"\\\g<0>", visible(text)).replace("](", r"]\(")


def parts_markdown(parts: Iterable[Part]) -> str:
    """
    Return parts as a Markdown text, which ends with a line break.

    Examples
    --------
    >>> print(parts_markdown([Title("Scheme"), {"summit": "3"}]), end="")
    **Scheme**
    <BLANKLINE>
    - summit: 3
    """
    blocks = [block for part in flat(parts) for block in _blocks(part) if block]
    return "\n\n".join(blocks) + "\n"


def _blocks(part: Flat) -> list[str]:
    if isinstance(part, Verbatim):
        fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", part))])
        lines = "\n".join(map(visible, part.split("\n")))
        return [f"{fence}\n{lines}\n{fence}"]
    if isinstance(part, Title):
        return [f"**{markdown(part)}**"]
    if isinstance(part, str):
        return [_paragraph(part)]
    if isinstance(part, Grid):
        return _grid_blocks(part)
    return [_facts(part)]


def _paragraph(text: str) -> str:
    """A paragraph whose first sign begins no list and no heading."""
    return _LEADING.sub(r"\1\\\2", markdown(text))


def _facts(facts: Mapping[str, str]) -> str:
    return "\n".join(f"- {markdown(k)}: {markdown(v)}" for k, v in facts.items())


def _grid_blocks(grid: Grid) -> list[str]:
    title = [f"**{markdown(grid.title)}**"] if grid.title else []
    return [*title, _table(grid), *map(_paragraph, grid.notes)]


def _table(grid: Grid) -> str:
    if not grid.columns:
        return NO_COLUMNS
    heads = [markdown(column.heading) for column in grid.columns]
    rules = ["---:" if column.right else ":---" for column in grid.columns]
    rows = list(zip(*(column.cells for column in grid.columns), strict=True))
    lines = [_row(heads), _row(rules)]
    lines += [_row([markdown(cell) for cell in row]) for row in rows]
    if not rows:
        lines.append(_row([NO_ROWS, *[""] * (len(heads) - 1)]))
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
