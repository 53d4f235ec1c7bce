"""Kinds of visits that a coverage tells apart, as claims are held against them."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from summitry.measure.coverage import SOMEBODY, TRAVELLER, read_coverage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry import _core
    from summitry.frames import Frame, Table
    from summitry.measure.coverage import Coverage
    from summitry.measure.definition import Definition

FIRST_DAY, LAST_DAY = -719_162, 2_932_896
"""The days of the years 1 to 9999, the longest observation that there may be."""
_RANK = "visitor_rank"

Values = list[str | None]


def kinds_of(
    coverage: Frame,
    visits: Table,
    definitions: Sequence[Definition | None],
) -> _core._Coverage:
    """
    Return every kind of visit that a coverage tells apart, and when it is covered.

    Those that no visit is of are there as well: that there was none is known only where
    they are covered.

    Parameters
    ----------
    coverage : frame or mapping
        Who is covered, and when.
    visits : Table
        The visits.
    definitions : sequence of Definition or None
        Which visits count, by each; None where only the visits say so.
    """
    read = read_coverage(coverage, FIRST_DAY, LAST_DAY)
    columns = read.columns
    if _RANK in columns and "origin" not in columns and any(definitions):
        # Whether a rank is high enough to count hangs on the country.
        columns = ("origin", *columns)
    values = [_values(read, visits, column, definitions) for column in columns]
    speaks = np.ones((1, len(read.who)), dtype=bool)
    for column, own in zip(columns, values, strict=True):
        each = np.ones((len(own), len(read.who)), dtype=bool)
        if column in read.columns:
            each = read.matching(read.columns.index(column), own)
        n_kinds = len(speaks) * len(own)
        together = speaks[:, None, :] & each[None, :, :]
        speaks = together.reshape(n_kinds, len(read.who))
    kinds = [dict(zip(columns, kind, strict=True)) for kind in product(*values)]
    return {
        "columns": list(columns),
        "values": values,
        "names": [_name(kind) for kind in kinds],
        "covered": [_merged(read, rows) for rows in speaks],
        "may_count": [
            [_by_rank(kind, visits, rule) for rule in definitions] for kind in kinds
        ],
    }


def _values(
    coverage: Coverage,
    visits: Table,
    column: str,
    definitions: Sequence[Definition | None],
) -> Values:
    """Return whom a column may name: in the coverage, in the visits, on the ladder."""
    found = visits.categories(column)
    known: dict[str, None] = {}
    if column in coverage.columns:
        known = dict.fromkeys(coverage.named(coverage.columns.index(column)))
    if column == TRAVELLER:
        known |= {SOMEBODY: None}
    else:
        known |= dict.fromkeys(found.labels)
    if column == "origin" and visits.has("destination"):
        known |= dict.fromkeys(visits.categories("destination").labels)
    if column == _RANK:
        for rule in definitions:
            known |= dict.fromkeys(() if rule is None else rule.ladder)
    missing = [None] if (found.codes < 0).any() else []
    return [*(known or {SOMEBODY: None}), *missing]


def _name(kind: dict[str, str | None]) -> str:
    """Return what a kind is called."""
    words = []
    for column, value in kind.items():
        if value is None:
            words.append(f"without {column}")
        elif value == SOMEBODY:
            words.append("others")
        else:
            words.append(value)
    return " ".join(words) or "everybody"


def _merged(coverage: Coverage, rows: np.ndarray) -> list[tuple[int, int]]:
    """Return the stretches of days that some rows cover, none touching the next."""
    ends = zip(coverage.first[rows].tolist(), coverage.last[rows].tolist(), strict=True)
    merged: list[tuple[int, int]] = []
    for first, last in sorted(pair for pair in ends if pair[0] <= pair[1]):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def _by_rank(
    kind: dict[str, str | None], visits: Table, rule: Definition | None
) -> bool | None:
    """Return whether a kind is high enough to count; None if its rank does not say."""
    rank = kind.get(_RANK)
    if rule is None or rank is None or rank not in rule.ladder:
        return None
    origin = kind.get("origin")
    sides = visits.categories("origin").labels if origin is None else [origin]
    lowest = [rule.minimum_for(side) for side in sides]
    place = list(rule.ladder).index
    return any(one is not None and place(rank) <= place(one) for one in lowest)
