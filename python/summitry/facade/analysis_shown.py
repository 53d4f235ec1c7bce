"""A run as its reader sees it first: what it is, its tables, and the first of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.frames import Frame, Table
from summitry.output.captions import caption_of
from summitry.output.format import many
from summitry.output.readable import Readable, Title
from summitry.output.shown import Shown, show

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.output.readable import Part

FIRST = ("frequency", "comparisons", "lags")
"""The tables that are shown themselves, the others by their names; else as many."""
_ROWS = 8
_RECORD = ("record",)
_BRIEF = {
    "frequency": (
        *("side", "era", "reading", "count", "frequency"),
        "weighted_frequency",
    ),
    "comparisons": ("side", "era", "other_era", "ratio", "p_adjusted", "verdict"),
    "lags": ("label", "date", "lag", "visit_date", "visit_visitor"),
}
"""Their columns that are shown, without what would make them long."""


class Tables(Readable, dict[str, Frame]):
    """
    Tables by their names; shown, what each holds.

    Examples
    --------
    >>> Tables({"lags": {"label": ["fifth"], "lag": [187]}})
    lags  1 row: Days from each shock to the next visit.
    """

    def _parts_(self) -> list[Part]:
        return [
            {
                name: f"{many(len(Table(one, name)), 'row')}: {caption_of(name)}"
                for name, one in self.items()
            }
        ]


def analysis_parts(heading: str, tables: Mapping[str, Frame]) -> list[Part]:
    """
    Return what there is to read of a run.

    Examples
    --------
    >>> from summitry.output.readable import parts_text
    >>> lags = {"lags": {"label": ["fifth"], "lag": [187]}}
    >>> print(parts_text(analysis_parts("Visits", lags)))
    Visits
    1 table, by its name: run["lags"]
    lags  1 row: Days from each shock to the next visit.
    <BLANKLINE>
    lags
    label  lag
    ──────────
    fifth  187
    """
    named = [name for name in FIRST if name in tables] or [*tables][: len(FIRST)]
    parts: list[Part] = [Title(heading), _told(tables), Tables(tables)]
    for name in named:
        parts += ["", _shown(tables[name], name)]
    return parts if tables else parts[:2]


def _shown(frame: Frame, name: str) -> Shown:
    return show(frame, title=name, columns=_brief(frame, name), rows=_ROWS)


def _brief(frame: Frame, name: str) -> list[str] | None:
    """The columns that a reader wants first; the table itself has the others."""
    named = (*_RECORD, *_BRIEF.get(name, ()))
    kept = [column for column in named if column in Table(frame, name).columns]
    return kept if {*kept} - {*_RECORD} else None


def _told(tables: Mapping[str, Frame]) -> str:
    first = next(iter(tables), None)
    if first is None:
        return "no tables"
    named = "its name" if len(tables) == 1 else "their names"
    return f'{many(len(tables), "table")}, by {named}: run["{first}"]'
