"""What of the tables of several records is of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.measure.shock_pairs import names_its_pair
from summitry.output.table_rows import rows_of
from summitry.study.several_records import RECORD

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Table

_ENDS = ("origin", "destination")


def part_of(table: Table, record: str) -> Table:
    """Return the rows of one record."""
    return table.take(places_of(table, record))


def places_of(table: Table, record: str) -> npt.NDArray[np.int64]:
    """Return the places of the rows of one record."""
    of = table.categories(RECORD)
    keep = [place for place, label in enumerate(of.labels) if label == record]
    return np.flatnonzero(np.isin(of.codes, keep))


def countries_of(visits: Table) -> set[str]:
    """Return the countries between which some visits were."""
    ends = [name for name in _ENDS if visits.has(name)]
    return {label for name in ends for label in visits.categories(name).labels}


def of_sides(eras: Table, sides: set[str]) -> Table | None:
    """The eras of these countries, and those that are of no side."""
    if not eras.has("side"):
        return eras
    named = eras.values("side")
    kept = [row for row, side in enumerate(named) if side is None or side in sides]
    return eras.take(np.array(kept, dtype=np.int64)) if kept else None


def of_pair(shocks: Table, sides: set[str]) -> Table | None:
    """The shocks of these countries, and those that are of no pair."""
    named = names_its_pair(shocks)
    if not named.any():
        return shocks
    kept = [
        row
        for row, pair in enumerate(rows_of(shocks, *_ENDS))
        if not named[row] or {*map(str, pair)} <= sides
    ]
    return shocks.take(np.array(kept, dtype=np.int64)) if kept else None
