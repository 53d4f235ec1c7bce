"""Frequencies with the visits that no source has: estimates carried over as a band."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.exceptions import InputError
from summitry.frames import Table
from summitry.measure.era_list import LIST_COLUMNS

if TYPE_CHECKING:
    from summitry.frames import Frame

_KEYS = (*LIST_COLUMNS, "era")
_CARRIED = {"frequency": "estimate", "lower": "lower", "upper": "upper"}


def with_completeness(frequencies: Frame, completeness: Frame) -> Frame:
    """
    Add ``completed_frequency``, ``completed_lower`` and ``completed_upper``.

    Raises
    ------
    InputError
        If an era is not in the table, is there more than once, or counts other visits.
    """
    table, told = Table(frequencies, "frequencies"), Table(completeness, "completeness")
    keys = [key for key in _KEYS if told.has(key) and table.has(key)]
    known = list(zip(*(told.values(key) for key in keys), strict=True))
    if len(set(known)) < len(known):
        raise InputError(
            "completeness has several rows of one era; estimate all rank groups at once",
            code="several_estimates",
            column="completeness",
        )
    place = {key: row for row, key in enumerate(known)}
    own = list(zip(*(table.values(key) for key in keys), strict=True))
    rows = np.array([place.get(key, -1) for key in own], dtype=np.int64)
    counts, seen = table.integers("count"), told.integers("seen")
    odd = np.flatnonzero((rows < 0) | (seen[rows] != counts))
    if odd.size:
        row = int(odd[0])
        found = "none" if rows[row] < 0 else str(seen[rows[row]])
        raise InputError(
            f"row {row} counts {counts[row]} visits, and the estimate is of {found}",
            code="other_visits",
            column="completeness",
            rows=odd,
            n_bad=odd.size,
            hint="estimate from the same visits, eras and observation, without by=",
        )
    years = table.floats("years")
    with np.errstate(divide="ignore", invalid="ignore"):
        columns = {
            f"completed_{name}": np.where(
                years > 0, told.floats(column)[rows] / years, np.nan
            )
            for name, column in _CARRIED.items()
        }
    return table.with_columns(columns)
