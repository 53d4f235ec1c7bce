"""Columns that came with a table, kept where a function writes one of the same name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.frames.warned import warn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry.frames.categories import Categories
    from summitry.frames.table import Table

_MOST_TOLD = 5
"""How many kinds of difference a warning names."""


def keeping_given(
    table: Table, columns: Mapping[str, Categories], *, told: str
) -> Table:
    """
    Return the table with what it had of these columns kept beside, as ``given_<name>``.

    A column that was kept before stays as it is, so that what came with the data is
    never lost, however often it is judged anew. Where the column `told` was given and
    what is written now differs from it, one warning says so, with counts.

    Examples
    --------
    >>> from summitry.frames import Categories, Table
    >>> table = Table({"qualifies": ["true"]}, "visits")
    >>> written = {"qualifies": Categories(np.array([0]), ["true"])}
    >>> keeping_given(table, written, told="qualifies").columns
    ['qualifies', 'given_qualifies']
    """
    given = table.has(told)
    table = beside(table, tuple(columns))
    if given:
        _warn(table, f"given_{told}", columns[told], told)
    return table


def beside(table: Table, columns: Sequence[str]) -> Table:
    """
    Return the table with what it has of these columns beside, as ``given_<name>``.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> beside(Table({"row": [7]}, "visits"), ["row", "trip"]).columns
    ['row', 'given_row']
    """
    new = {
        f"given_{name}": name
        for name in columns
        if table.has(name) and not table.has(f"given_{name}")
    }
    return table.copied(new) if new else table


def _warn(table: Table, given: str, written: Categories, name: str) -> None:
    before, now = table.categories(given), written
    labels = [*dict.fromkeys([*before.labels, *now.labels])]
    old, new = before.coded(labels), now.coded(labels)
    apart = np.flatnonzero(old != new)
    if not apart.size:
        return
    warn(
        f"{table.name} came with a column '{name}', which is kept as '{given}'; what "
        f"is written now differs from it in {apart.size} of {len(table)} rows: "
        f"{_kinds(old[apart], new[apart], labels)}",
    )


def _kinds(
    old: npt.NDArray[np.int64], new: npt.NDArray[np.int64], labels: list[str]
) -> str:
    """Say how often which value became which, the most frequent first."""
    words = [*(repr(label) for label in labels), "missing"]
    pairs, counts = np.unique(np.stack([old, new]), axis=1, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    said = [
        f"{counts[k]} {words[pairs[0, k]]} now {words[pairs[1, k]]}"
        for k in order[:_MOST_TOLD]
    ]
    return ", ".join(said) + (", …" if order.size > _MOST_TOLD else "")
