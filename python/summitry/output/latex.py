"""Tables and lines as LaTeX, for a document that loads booktabs and longtable."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summitry.output.blocks import GAP, blocks_of
from summitry.output.escape import visible
from summitry.output.paper import unbroken
from summitry.output.readable import Title, flat
from summitry.output.text import width_of
from summitry.output.text_table import NO_COLUMNS, NO_ROWS, Grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summitry.output.readable import Flat, Part
    from summitry.output.text_table import Column

_WIDE = 30
"""A column of longer texts is one of paragraphs."""
_LINE = 66
"""So many signs, about, stand in a line of an article."""
_MOST_LINES, _AROUND = 40, 4
"""A page holds so many lines of tables; so many stand around the rows of each."""
_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\symbol{34}",
    "`": r"\textasciigrave{}",
    "–": "--",
    "—": "---",
    "…": r"\dots{}",
    "−": "$-$",
    "×": r"$\times$",
    "∞": r"$\infty$",
    "≤": r"$\leq$",
    "≥": r"$\geq$",
}
"""What each sign is written as."""
_AFTER_ROW = ("[", "*")
"""Signs that the end of the row before would take for its own."""


def latex(text: str) -> str:
    r"""
    Return text as LaTeX that means just the text.

    Letters stay as they are; those beyond Latin need a Unicode engine and a font.

    Examples
    --------
    >>> print(latex("50% of Q&A_1 [0.3, ∞]"))
    50\% of Q\&A\_1 [0.3, $\infty$]
    """
    written = "".join(_SIGNS.get(char, char) for char in visible(text))
    return f"{{{written[0]}}}{written[1:]}" if written[:1] in _AFTER_ROW else written


def parts_latex(parts: Iterable[Part]) -> str:
    r"""
    Return parts as LaTeX, which ends with a line break.

    Examples
    --------
    >>> print(parts_latex([{"summit": "3"}]), end="")
    \begin{description}
    \item[{summit}] 3
    \end{description}
    """
    blocks = [block for part in _captioned(flat(parts)) for block in _blocks(part)]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _captioned(parts: Iterable[Flat]) -> list[Flat]:
    """The parts, a line of title above a table made the title of the table."""
    found: list[Flat] = []
    for part in parts:
        above = found[-1] if found else None
        if isinstance(part, Grid) and not part.title and isinstance(above, Title):
            found[-1] = replace(part, title=above)
        else:
            found.append(part)
    return found


def _blocks(part: Flat) -> list[str]:
    if isinstance(part, Title):
        return [rf"\paragraph{{{latex(part)}}}"]
    if isinstance(part, str):
        return ["\\\\\n".join(latex(line) for line in part.split("\n") if line)]
    if isinstance(part, Grid):
        return _table(part)
    items = [rf"\item[{{{latex(name)}}}] {latex(text)}" for name, text in part.items()]
    return ["\n".join([r"\begin{description}", *items, r"\end{description}"])]


def _table(grid: Grid) -> list[str]:
    """A table that floats; a longer one where it stands, over several pages."""
    if not grid.columns:
        return [NO_COLUMNS]
    title = latex(grid.title) if grid.title else ""
    notes = [rf"\footnotesize {latex(note)}" for note in grid.notes]
    beside = blocks_of(grid.columns, _LINE, _size)
    if sum(map(_lines, beside)) > _MOST_LINES:
        first, *rest = beside
        tables = [_long(first, title), *(_long(block, "") for block in rest)]
        return [*tables, *(rf"{{\noindent{note}\par}}" for note in notes)]
    tables = [_short(block) for block in beside]
    lines = [
        r"\begin{table}[htbp]",
        r"\centering",
        *([rf"\caption{{{title}}}"] if title else []),
        "\n\\par\\medskip\n".join(tables),
        *(rf"\par\smallskip\parbox{{\linewidth}}{{{note}}}" for note in notes),
        r"\end{table}",
    ]
    return ["\n".join(lines)]


def _short(columns: Sequence[Column]) -> str:
    lines = [
        rf"\begin{{tabular}}{{@{{}}{_layout(columns)}@{{}}}}",
        *_head(columns),
        *_rows(columns),
        r"\bottomrule",
        r"\end{tabular}",
    ]
    return "\n".join(lines)


def _long(columns: Sequence[Column], title: str) -> str:
    """A table over several pages, with its heads on each."""
    heads = _head(columns)
    lines = [
        rf"\begin{{longtable}}{{@{{}}{_layout(columns)}@{{}}}}",
        *([rf"\caption{{{title}}} \\"] if title else []),
        *heads,
        r"\endfirsthead",
        *heads,
        r"\endhead",
        r"\bottomrule",
        r"\endfoot",
        *_rows(columns),
        r"\end{longtable}",
    ]
    return "\n".join(lines)


def _head(columns: Sequence[Column]) -> list[str]:
    heads = [latex(column.heading) for column in columns]
    return [r"\toprule", _row(heads), r"\midrule"]


def _rows(columns: Sequence[Column]) -> list[str]:
    cells = zip(*(map(latex, column.cells) for column in columns), strict=True)
    return [_row(row) for row in cells] or [_nothing(len(columns))]


def _size(column: Column) -> int:
    """How many signs a column takes; one of long texts is broken."""
    return min(unbroken(column), _WIDE)


def _lines(columns: Sequence[Column]) -> int:
    """How many lines columns side by side take, about."""
    rows = zip(*(column.cells for column in columns), strict=True)
    return _AROUND + sum(1 + max(map(width_of, row)) // _WIDE for row in rows)


def _nothing(n_columns: int) -> str:
    return rf"\multicolumn{{{n_columns}}}{{l}}{{{NO_ROWS}}} \\"


def _layout(columns: Sequence[Column]) -> str:
    """Numbers on the right; long texts share what the line leaves them."""
    long = [_is_long(column) for column in columns]
    if not any(long):
        return "".join("r" if column.right else "l" for column in columns)
    told = zip(columns, long, strict=True)
    taken = GAP * len(columns) + sum(unbroken(one) for one, wide in told if not wide)
    # Rounded down, for what is a little too wide stands out of the page.
    share = f"{(_LINE - taken) / long.count(True) / _LINE - 0.005:.2f}"
    return "".join(
        rf"p{{{share}\linewidth}}" if wide else "r" if column.right else "l"
        for wide, column in zip(long, columns, strict=True)
    )


def _is_long(column: Column) -> bool:
    return not column.right and unbroken(column) > _WIDE


def _row(cells: Iterable[str]) -> str:
    return " & ".join(cells) + r" \\"
