"""Tables as HTML without scripts: escaped, with headings that screen readers follow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summitry.output.escape import bdi, html, prose
from summitry.output.text_table import NO_ROWS

if TYPE_CHECKING:
    from summitry.output.text_table import Column, Grid

STYLE = """\
.summitry{overflow-x:auto}
.summitry table{border-collapse:collapse;font-variant-numeric:tabular-nums;\
margin:.5em 0;border:0}
.summitry caption{caption-side:top;text-align:left;padding:.3em .1em;color:inherit}
.summitry caption b{font-size:1.05em}
.summitry caption span{display:block;max-width:60em;font-size:.88em;line-height:1.4}
.summitry table th,.summitry table td{padding:.25em .8em;text-align:left!important;\
vertical-align:top;border:0;max-width:26em}
.summitry table thead th{vertical-align:bottom;font-weight:600;\
border-top:2px solid currentColor;border-bottom:1px solid currentColor}
.summitry table tbody th{font-weight:400}
.summitry table tbody tr:last-child>*{border-bottom:2px solid currentColor}
.summitry table tr .n{text-align:right!important}
.summitry table td.n,.summitry table .d{white-space:nowrap}
.summitry table .w{overflow-wrap:anywhere;min-width:9em}
@media screen{.summitry tbody :is(th,td):not(.n,.d){min-width:9em}}
"""
"""The rules of every table; colours are those of the page, light or dark."""

PAGE_STYLE = """\
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:64em;margin:1.5em auto;padding:0 1em}
@page{margin:18mm}
@media print{body{font-size:9pt;max-width:none;margin:0;padding:0}\
thead{display:table-header-group}tr{break-inside:avoid}\
.summitry table th,.summitry table td{padding:.15em .4em}}
"""
"""The rules of a page that holds little more than a table."""

_SHORT = 16
"""Texts up to this length, such as names, stay on one line."""

_LONG = re.compile(r"[^\s-]{25}")
"""A word so long is broken, or what stands beside it is not on the paper."""


def grid_html(grid: Grid, *, region: bool = False) -> str:
    """
    Return a table as one HTML element without its style.

    Parameters
    ----------
    grid : Grid
        The table.
    region : bool, default False
        Whether it is a place of its own on a page, that a keyboard can reach to scroll.
    """
    caption = [f"<b>{prose(grid.title)}</b>"] if grid.title else []
    caption += [f"<span>{prose(note)}</span>" for note in grid.notes]
    head = "".join(
        f'<th scope="col"{_class(column)}>{prose(column.heading)}</th>'
        for column in grid.columns
    )
    rows = zip(*(column.cells for column in grid.columns), strict=True)
    body = [f"<tr>{_row(grid.columns, row)}</tr>" for row in rows]
    if not body:
        body = [f'<tr><td colspan="{max(len(grid.columns), 1)}">{NO_ROWS}</td></tr>']
    return "\n".join(
        [
            f"<div{_place(grid, region)}><table>",
            *([f"<caption>{''.join(caption)}</caption>"] if caption else []),
            f"<thead><tr>{head}</tr></thead>",
            "<tbody>",
            *body,
            "</tbody></table></div>",
        ]
    )


def _place(grid: Grid, region: bool) -> str:  # noqa: FBT001
    if not region:
        return ' class="summitry"'
    label = html(grid.title or "table")
    return f' class="summitry" tabindex="0" role="region" aria-label="{label}"'


def styled(content: str) -> str:
    """
    Return HTML with the rules of its tables before it, for a notebook.

    A notebook renders formulas in what it is given, and dollars in a name are none.
    """
    begin = '<div class="tex2jax_ignore mathjax_ignore">'
    return f"<style>\n{STYLE}</style>\n{begin}\n{content}\n</div>"


def page_of(title: str, content: str) -> str:
    """Return HTML as a page of its own, which asks for nothing and runs nothing."""
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{html(title)}</title>",
            f"<style>\n{STYLE}{PAGE_STYLE}</style>",
            "</head>",
            f"<body>{content}</body>",
            "</html>",
            "",
        ]
    )


def _row(columns: list[Column], cells: tuple[str, ...]) -> str:
    """Cells of a row; the first one names it."""
    made = []
    for place, (column, text) in enumerate(zip(columns, cells, strict=True)):
        written = html(text) if column.right else bdi(text)
        # A cell that says the same as the one above it is left empty: it heads nothing.
        if place == 0 and text and not column.right:
            made.append(f'<th scope="row"{_class(column, text)}>{written}</th>')
        else:
            made.append(f"<td{_class(column, text)}>{written}</td>")
    return "".join(made)


def _class(column: Column, text: str = "") -> str:
    """Numbers stand on the right; neither they nor days nor names are broken."""
    whole = column.days or 0 < len(text) <= _SHORT
    broken = "w" if _LONG.search(text) else ""
    name = "n" if column.right else "d" if whole else broken
    return f' class="{name}"' if name else ""
