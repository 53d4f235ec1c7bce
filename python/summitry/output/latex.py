"""Tables and lines as LaTeX, for a document that loads booktabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.output.escape import visible
from summitry.output.paper import on_paper, unbroken
from summitry.output.readable import Title
from summitry.output.text import width_of
from summitry.output.text_table import NO_COLUMNS, NO_ROWS, Grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summitry.output.readable import Flat, Part
    from summitry.output.text_table import Column

_WIDE = 30
"""A column of longer texts is one of paragraphs."""
_LINE = 68
"""So many signs, about, stand in a line of an article."""
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
    pages = on_paper(parts, _LINE, lambda column: min(unbroken(column), _WIDE))
    blocks = [block for part in pages for block in _blocks(part) if block]
    return "\n\n".join(blocks) + "\n"


def _blocks(part: Flat) -> list[str]:
    if isinstance(part, Title):
        return [rf"\paragraph{{{latex(part)}}}"]
    if isinstance(part, str):
        return ["\\\\\n".join(latex(line) for line in part.split("\n") if line)]
    if isinstance(part, Grid):
        return [_table(part)]
    items = [rf"\item[{{{latex(name)}}}] {latex(text)}" for name, text in part.items()]
    return ["\n".join([r"\begin{description}", *items, r"\end{description}"])]


def _table(grid: Grid) -> str:
    if not grid.columns:
        return NO_COLUMNS
    heads = [latex(column.heading) for column in grid.columns]
    rows = [
        [latex(cell) for cell in row]
        for row in zip(*(column.cells for column in grid.columns), strict=True)
    ]
    title = [rf"\caption{{{latex(grid.title)}}}"] if grid.title else []
    notes = [
        rf"\par\smallskip\parbox{{\linewidth}}{{\footnotesize {latex(note)}}}"
        for note in grid.notes
    ]
    layout = _layout(grid.columns)
    return "\n".join(
        [
            r"\begin{table}[htbp]",
            r"\centering",
            *title,
            rf"\begin{{tabular}}{{{layout}}}",
            r"\toprule",
            _row(heads),
            r"\midrule",
            *(map(_row, rows) if rows else [_nothing(len(heads))]),
            r"\bottomrule",
            r"\end{tabular}",
            *notes,
            r"\end{table}",
        ]
    )


def _nothing(n_columns: int) -> str:
    return rf"\multicolumn{{{n_columns}}}{{l}}{{{NO_ROWS}}} \\"


def _layout(columns: Sequence[Column]) -> str:
    """Numbers on the right; long texts share what the page leaves them."""
    long = [
        not column.right and max(map(width_of, column.cells), default=0) > _WIDE
        for column in columns
    ]
    if not any(long):
        return "".join("r" if column.right else "l" for column in columns)
    narrow = min(0.09 * long.count(False), 0.6)
    share = f"{(0.95 - narrow) / long.count(True):.2f}"
    return "".join(
        rf"p{{{share}\linewidth}}" if wide else "r" if column.right else "l"
        for wide, column in zip(long, columns, strict=True)
    )


def _row(cells: Sequence[str]) -> str:
    return " & ".join(cells) + r" \\"
