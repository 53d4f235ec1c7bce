"""Figures of series that differ between two versions, and the claims they moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.facade.tally_changes import Moved
from summitry.frames.dates import days_of_values
from summitry.frames.row_changes import (
    ADDED,
    CHANGED,
    REMOVED,
    RowChanges,
    names_of_rows,
)
from summitry.frames.spans import day_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summitry.claims.claim import Claim
    from summitry.frames import Table

_HOW = {ADDED: "enters", REMOVED: "leaves", CHANGED: "changes"}
_OF_A_FIGURE = {"series", "date", "date_latest", "date_text", "value"} | {
    *("rounded_to", "unit")
}
"""The columns that a claim reads; what else differs, such as a note, moves nothing."""


def series_key(old: Table, new: Table) -> list[str]:
    """
    Return by which columns the figures of two tables are known.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> coal = Table({"series": ["coal"], "date": ["2016-12"], "value": [2]}, "series")
    >>> series_key(coal, coal)
    ['series', 'date']
    """

    def shared(column: str) -> bool:
        return old.has(column) and new.has(column)

    if shared("id"):
        return ["id"]
    return ["series", "date_text" if shared("date_text") else "date"]


def moved_by_series(
    claim: Claim, tables: Sequence[Table | None], found: RowChanges
) -> list[Moved]:
    """
    Return the figures that moved a claim.

    Parameters
    ----------
    claim : Claim
        The claim, of the old version.
    tables : sequence of two tables or None
        The series of the old and of the new version.
    found : RowChanges
        What differs between them.
    """
    old, new = tables
    there = [table for table in (old, new) if table is not None]
    keys = series_key(there[0], there[-1])
    named, near = set[str](), set[str]()
    for scope in (scope for scope in claim.scopes if scope.series):
        for table in there:
            names = names_of_rows(table, keys, numbered=True)
            own = np.array(table.values("series"), dtype=object) == scope.series
            first, last = day_spans(table, "date")
            period = days_of_values([scope.period], "period", spans_allowed=True)
            shares = own & (first <= period.last) & (last >= period.first)
            named.update(names[own].tolist())
            near.update(names[shares].tolist())
    changes = {key: how for key, how in _figures(found) if key in named}
    told = {key: how for key, how in changes.items() if key in near} or changes
    return [Moved("claim", claim.id, key, how) for key, how in told.items()]


def _figures(found: RowChanges) -> Iterator[tuple[str, str]]:
    """Figures of which something differs that a claim reads, and how."""
    for key, change, column in zip(found.key, found.change, found.column, strict=True):
        if column is None or column in _OF_A_FIGURE:
            yield key, _HOW[change]
