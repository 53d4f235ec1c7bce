"""Upper and all visits of each era, counted from visits or read from a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import RangeError
from summitry.frames import Categories, Table, label_of
from summitry.infer.families import Families
from summitry.measure.conditions import conditions_given, warn_of_unseen
from summitry.measure.selection import matching
from summitry.measure.tally import count_eras
from summitry.measure.unclear import READINGS, asked_readings
from summitry.output.format import many

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Frame
    from summitry.measure.counts import Counts

_CLASS = "is upper"


@dataclass(frozen=True)
class Composed:
    """
    The eras of one list in their order, with upper and all visits.

    Attributes
    ----------
    keys : dict of column to categories or list
        What tells the list apart from others.
    upper, visits : (n,) uint64
        Upper visits and all visits of each era that was observed.
    years : (n,) float64
        Their exposure.
    unknown : int
        Visits of which it is not known whether they are upper.
    """

    keys: dict[str, Any]
    upper: npt.NDArray[np.uint64]
    visits: npt.NDArray[np.uint64]
    years: npt.NDArray[np.float64]
    unknown: int


NOTHING = Composed({}, np.zeros(0, "u8"), np.zeros(0, "u8"), np.zeros(0), 0)
"""A list of no eras, for a result that has columns and no rows."""


def composed_of_counts(table: Table) -> list[Composed]:
    """Read the lists of a table of counts, eras in the order of their rows."""
    families = Families(table.native)
    visits, years = families.counts(), families.years()
    upper = table.integers("upper_count")
    wrong = np.flatnonzero((upper < 0) | (upper > visits.astype(np.int64)))
    if wrong.size:
        row = wrong[0]
        raise RangeError(
            f"counts row {row}: upper_count is {upper[row]}; it must be from 0 to the "
            f"{many(visits[row], 'visit')} of the era",
            code="out_of_range",
            column="upper_count",
            rows=wrong[:10],
            n_bad=wrong.size,
        )
    found = []
    for family in range(families.n):
        rows = families.rows(family)
        keys = families.key_columns(rows[:1])
        rows = rows[~(years[rows] <= 0)]
        counts = (upper[rows].astype(np.uint64), visits[rows], years[rows])
        found.append(Composed(keys, *counts, unknown=0))
    return found


def composed_of_visits(
    table: Table,
    eras: Frame,
    where: Mapping[str, Any],
    *,
    unclear: str,
    **options: Any,
) -> list[Composed]:
    """Count upper and all visits of each era, list by list."""
    readings = asked_readings(unclear)
    known, upper = kinds_of(table, where)
    kinds = Categories(np.asarray(upper, dtype=np.int64), ["false", "true"])
    sorted_out = table.joined({_CLASS: kinds}).take(np.flatnonzero(known))
    scheme = {_CLASS: {True: 1.0, False: 1.0}}
    counted = count_eras(sorted_out, eras, scheme=scheme, **options)
    unknown = int((~known).sum())
    return [
        one
        for reading in readings
        for counts in counted.each
        for one in _lists(counts, reading, unknown)
    ]


def kinds_of(
    table: Table, where: Mapping[str, Any]
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """
    Return of which visits it is known whether they are of a kind, and which are.

    Raises
    ------
    CategoryError
        If no visit has a value that is asked for.
    """
    known, where = np.ones(len(table), dtype=bool), conditions_given(where)
    for column in where:
        known &= table.categories(column).codes >= 0
    asked = {name: _present(table, name, where[name]) for name in where}
    return known, matching(table, asked)


def _present(table: Table, column: str, value: Any) -> Any:
    """Leave out values that no visit has, unless none is there."""
    if isinstance(value, Mapping):
        return value
    values = value if isinstance(value, list) else [value]
    asked = [label_of(one) for one in values]
    labels = table.categories(column).labels
    present = [label for label in asked if label in labels]
    if present:
        warn_of_unseen(table, column, asked, "where")
    return present or asked


def _lists(counts: Counts, reading: str, unknown: int) -> list[Composed]:
    labels = counts.scheme.columns[_CLASS]
    cells = counts.reading(reading)
    years = counts.of_groups(counts.years).reshape(cells.shape[:2])
    observed = years > 0
    lists = {
        "side": counts.axis.side,
        "other_side": counts.axis.other_side,
        "rule": counts.axis.rule,
    }
    constant = {name: [word] for name, word in lists.items() if word}
    return [
        Composed(
            {
                name: [ends.labels[ends.codes[group]]]
                for name, ends in counts.groups.items()
            }
            | constant
            | {"reading": [READINGS[reading]]},
            cells[group, observed[group], labels.index("true")],
            cells[group, observed[group]].sum(axis=-1, dtype=np.uint64),
            years[group, observed[group]],
            unknown,
        )
        for group in range(counts.n_groups)
    ]
