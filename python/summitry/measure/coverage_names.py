"""Names in a coverage: each must be of somebody whom the record can know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.exceptions import CategoryError, brief
from summitry.frames.suggestion import choices
from summitry.measure.definition import ANYONE
from summitry.sources.ladder import RANKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summitry.frames import Table

_WHAT = {"origin": "state", "visitor_rank": "rank", "visitor": "traveller"}
_SHOWN = 24

Who = tuple[str | None, ...]
"""Whom a row of a coverage names, column by column; None is everybody."""


def refuse_unknown_names(
    who: Sequence[Who],
    columns: Sequence[str],
    visits: Table,
    *,
    ladder: Iterable[str] | None,
    states: Iterable[str],
) -> None:
    """
    Refuse a coverage that names somebody who cannot be in the record.

    A rank of the ladder that never travelled is no mistake, nor is a state that is
    declared; a misspelt name would cover nobody, and nobody would notice.

    Raises
    ------
    CategoryError
        With the rows, and the nearest name that there is.
    ColumnError
        If the visits do not have the column.
    """
    for place, column in enumerate(columns):
        known = _known(visits, column, ladder, states)
        named = [row[place] for row in who]
        odd = [
            row
            for row, name in enumerate(named)
            if name not in (None, ANYONE) and name not in known
        ]
        if not odd:
            continue
        name, what = str(named[odd[0]]), _WHAT[column]
        where = {
            "rank": "in no visit and not on the ladder",
            "state": "in no visit and not a side of any era",
            "traveller": "in no visit",
        }
        raise CategoryError(
            f"coverage row {odd[0]}: the {what} {brief(name)} is {where[what]}",
            code=f"unknown_{what}",
            column=column,
            rows=odd,
            n_bad=len(odd),
            hint=choices(name, known),
        )


def _known(
    visits: Table, column: str, ladder: Iterable[str] | None, states: Iterable[str]
) -> dict[str, None]:
    """Return whom a column of a coverage may name, those of the visits first."""
    known = dict.fromkeys(sorted(visits.categories(column).labels))
    if column == "origin":
        if visits.has("destination"):
            known |= dict.fromkeys(sorted(visits.categories("destination").labels))
        known |= dict.fromkeys(states)
    elif column == "visitor_rank":
        known |= dict.fromkeys(RANKS if ladder is None else ladder)
    return known
