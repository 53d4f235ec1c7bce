"""A run as its reader sees it first: what it is, its tables, and the first of them."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from summitry.frames import Table
from summitry.output.captions import caption_of
from summitry.output.escape import bdi, html, visible
from summitry.output.format import many
from summitry.output.shown import show

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.frames import Frame
    from summitry.output.shown import Shown

FIRST = ("frequency", "comparisons", "lags")
"""The tables that are shown themselves, the others by their names; else as many."""
_ROWS, _WIDTH = 12, 80


def analysis_text(heading: str, tables: Mapping[str, Frame]) -> str:
    """
    Return a run as text of at most 80 columns.

    Examples
    --------
    >>> print(analysis_text("Visits", {"lags": {"label": ["fifth"], "lag": [187]}}))
    Visits
    1 table, by its name: run["lags"]
    lags  1 row  Days from each shock to the next visit.
    <BLANKLINE>
    lags
    label  lag
    ──────────
    fifth  187
    Lag in days.
    """
    lines = _lines(tables)
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)][:2]
    listed = [
        fill(
            f"{name:{widths[0]}}  {rows:>{widths[1]}}  {said}",
            width=_WIDTH,
            subsequent_indent=" " * (sum(widths) + 4),
        )
        for name, rows, said in lines
    ]
    shown = [f"\n{one}" for one in _first(tables)]
    return "\n".join([visible(heading), _told(tables), *listed, *shown])


def analysis_html(heading: str, tables: Mapping[str, Frame]) -> str:
    """Return a run as HTML: its tables one a line, the first of them shown."""
    items = "".join(
        f"<li><code>{html(name)}</code>, {rows}: {html(said)}</li>"
        for name, rows, said in _lines(tables)
    )
    shown = "".join(one._repr_html_() for one in _first(tables))
    head = f"<p><b>{bdi(heading)}</b><br>{html(_told(tables))}</p>"
    return f"{head}<details><summary>Tables</summary><ul>{items}</ul></details>{shown}"


def _told(tables: Mapping[str, Frame]) -> str:
    first = next(iter(tables), None)
    if first is None:
        return "no tables"
    named = "its name" if len(tables) == 1 else "their names"
    return f'{many(len(tables), "table")}, by {named}: run["{first}"]'


def _lines(tables: Mapping[str, Frame]) -> list[tuple[str, str, str]]:
    counted = {name: many(len(Table(one, name)), "row") for name, one in tables.items()}
    return [(name, rows, caption_of(name)) for name, rows in counted.items()]


def _first(tables: Mapping[str, Frame]) -> list[Shown]:
    named = [name for name in FIRST if name in tables] or [*tables][: len(FIRST)]
    return [show(tables[name], title=name, rows=_ROWS) for name in named]
