"""Rows of a list as tables of the caller's kind: visits, account, rows not read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames import Frame, Table
from summitry.frames.kinds import OBJECT, TEXT
from summitry.sources.spelling import trimmed

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.sources.reasons import Reasons


def empty_rows(table: Table) -> npt.NDArray[np.bool_]:
    """Return the rows of which every cell is missing or blank."""
    empty = np.ones(len(table), dtype=bool)
    for name in table.columns:
        if empty.any():
            empty &= _blank(table, name)
    return empty


def _blank(table: Table, name: str) -> npt.NDArray[np.bool_]:
    if table.kind(name) not in {TEXT, OBJECT}:
        return table.missing(name)
    codes, labels = table.categories(name)
    blank = np.array([*(not trimmed(label) for label in labels), True])
    return blank[codes]


def visit_ids(
    places: npt.NDArray[np.int64],
    rows: npt.NDArray[np.int64],
    n_visits: npt.NDArray[np.int64],
) -> npt.NDArray[Any]:
    """Return the row of each visit, with a number where the row tells several."""
    base = places.astype(str)[rows]
    first = np.searchsorted(rows, rows)
    number = (np.arange(rows.size) - first + 1).astype(str)
    several = n_visits[rows] > 1
    return np.where(several, np.char.add(np.char.add(base, "."), number), base)


def account_columns(
    places: npt.NDArray[np.int64],
    outcome: npt.NDArray[Any],
    n_visits: npt.NDArray[np.int64],
    reasons: Reasons,
) -> dict[str, Any]:
    """Return the columns of the account."""
    base = places.astype(str)
    many = np.char.add(np.char.add(base, ".1 to "), base)
    many = np.char.add(np.char.add(many, "."), n_visits.astype(str))
    ids = np.where(n_visits > 1, many, base).astype(object)
    ids[n_visits == 0] = None
    return {
        "row": places,
        "outcome": outcome.tolist(),
        "n_visits": n_visits.astype(np.int64),
        "reason": reasons.tolist(),
        "visit_ids": ids.tolist(),
    }


def at(values: npt.NDArray[Any], rows: npt.NDArray[np.int64]) -> Any:
    """Return values at some rows, texts as a list."""
    kept = values[rows]
    return kept.tolist() if kept.dtype == object else kept


def visits_table(
    table: Table,
    rows: npt.NDArray[np.int64],
    found: dict[str, str],
    made: dict[str, Any],
) -> Frame:
    """Return the rows that were read, under our names; what bore one is kept aside."""
    theirs = {name: ours for ours, name in found.items()}
    names = _apart(table.columns, theirs, {*found, *made})
    part = _part(table, rows, names)
    whole = Table(part.with_columns(made), table.name)
    leading = [name for name in ("visit_id", "row", "trip") if name in made]
    return whole.only([*leading, *(one for one in whole.columns if one not in leading)])


def _apart(names: list[str], theirs: dict[str, str], ours: set[str]) -> dict[str, str]:
    """What columns are called beside ours; one that bears a name of ours yields."""
    called = {name: theirs.get(name, name) for name in names}
    taken = {*ours, *(one for name, one in called.items() if name not in ours)}
    for name in names:
        if name in theirs or name not in ours:
            continue
        aside = f"given_{name}"
        while aside in taken:
            aside = f"given_{aside}"
        taken.add(aside)
        called[name] = aside
    return called


def unread_table(
    table: Table,
    rows: npt.NDArray[np.int64],
    places: npt.NDArray[np.int64],
    reasons: Reasons,
) -> Frame:
    """Return the cells of some rows as they were, with the place and the reason."""
    taken = _apart(table.columns, {}, {"row", "reason"})
    told = {"row": places[rows], "reason": reasons[rows].tolist()}
    return _part(table, rows, taken).with_columns(told)


def _part(table: Table, rows: npt.NDArray[np.int64], names: dict[str, str]) -> Table:
    """Some rows, counted anew, with columns renamed."""
    part = Table(table.rows(rows), table.name)
    renamed = part.renamed({one: names.get(one, one) for one in part.columns})
    return Table(Table.concat([renamed], table.name), table.name)
