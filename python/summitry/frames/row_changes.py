"""What differs between two versions of a table, row by row and field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.exceptions import ColumnError
from summitry.frames.dates import to_dates
from summitry.frames.kinds import INTEGER, NUMBERS
from summitry.frames.whole_numbers import EXACT

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.frames.table import Table

    Texts = npt.NDArray[Any]
    Rows = npt.NDArray[np.int64]

_NOTHING: Any = None
ADDED, REMOVED, CHANGED = "added", "removed", "changed"


class RowChanges(NamedTuple):
    """
    One entry for each row that is in one table alone, and for each field that differs.

    Attributes
    ----------
    key : list of str
        By which the row is known.
    change : list of str
        ``added``, ``removed`` or ``changed``.
    column : list of str or None
        The field; None for whole rows.
    old, new : list of str or None
        What it says, as text; None for what is missing.
    """

    key: list[str]
    change: list[str]
    column: list[str | None]
    old: list[str | None]
    new: list[str | None]


def row_changes(
    old: Table, new: Table, keys: Sequence[str], *, numbered: bool = False
) -> RowChanges:
    """
    Compare two versions of a table whose rows are known by `keys`.

    Columns that only one of the two has are not compared: `column_changes` names them.
    Rows with the same keys are refused, or `numbered` in their order.

    Raises
    ------
    ColumnError
        If a key is missing, or stands for two rows of one table.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> old = Table({"id": ["a", "b"], "rank": [1, 2]}, "visits")
    >>> new = Table({"id": ["b", "c"], "rank": [3, 4]}, "visits")
    >>> list(zip(*row_changes(old, new, ["id"])[:3]))
    [('a', 'removed', None), ('c', 'added', None), ('b', 'changed', 'rank')]
    """
    names, others = (names_of_rows(one, keys, numbered=numbered) for one in (old, new))
    at = _places(names, others)
    kept = np.flatnonzero(at >= 0)
    gone = np.setdiff1d(np.arange(len(old)), at)
    came = np.flatnonzero(at < 0)
    found = RowChanges([], [], [], [], [])
    for rows, which, change in ((gone, names, REMOVED), (came, others, ADDED)):
        found.key.extend(which[rows].tolist())
        found.change.extend([change] * rows.size)
        for told in found[2:]:
            told.extend([None] * rows.size)
    for column in old.columns:
        if column in keys or not new.has(column):
            continue
        before, after = _both(old, new, column, at[kept], kept)
        differ = np.flatnonzero(before != after)
        found.key.extend(others[kept[differ]].tolist())
        found.change.extend([CHANGED] * differ.size)
        found.column.extend([column] * differ.size)
        found.old.extend(before[differ].tolist())
        found.new.extend(after[differ].tolist())
    return found


def column_changes(old: Table, new: Table) -> dict[str, str]:
    """
    Name the columns that only one of two tables has, and which.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> old, new = Table({"id": [1]}, "visits"), Table({"ID": [1]}, "visits")
    >>> column_changes(old, new)
    {'id': 'removed', 'ID': 'added'}
    """
    gone = {name: REMOVED for name in old.columns if not new.has(name)}
    return gone | {name: ADDED for name in new.columns if not old.has(name)}


def names_of_rows(
    table: Table, keys: Sequence[str], *, numbered: bool = False
) -> Texts:
    """
    Return the name of each row, which no other row has: its keys, with commas.

    Raises
    ------
    ColumnError
        If a key stands for two rows, unless these are `numbered`.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> visits = Table({"id": [1.0, 2.0], "visitor": ["Xi", None]}, "visits")
    >>> names_of_rows(visits, ["id", "visitor"]).tolist()
    ['1, Xi', '2, none']
    >>> coal = Table({"date": ["2016", "2017", "2016"]}, "series")
    >>> names_of_rows(coal, ["date"], numbered=True).tolist()
    ['2016', '2017', '2016 (2)']
    """
    parts = [texts_of(table, key) for key in keys]
    filled = [np.where(np.equal(part, _NOTHING), "none", part) for part in parts]
    names: Texts = filled[0]
    for part in filled[1:]:
        names = names + ", " + part
    _, first, which, counts = np.unique(
        names.astype(str), return_index=True, return_inverse=True, return_counts=True
    )
    twice = first[counts > 1]
    if twice.size and numbered:
        order = np.argsort(which, kind="stable")
        place = np.empty(len(names), dtype=np.int64)
        place[order] = (
            np.arange(len(names)) - (np.cumsum(counts) - counts)[which[order]]
        )
        ending = np.array(
            [f" ({number})" for number in range(1, counts.max() + 1)], object
        )
        ending[0] = ""
        numbers: Texts = names + ending[place]
        return numbers
    if twice.size:
        rows = np.flatnonzero(names == names[twice[0]])
        raise ColumnError(
            f"{table.name} rows {rows[0]} and {rows[1]} are both "
            f"'{names[rows[0]]}'; by {' and '.join(keys)} rows cannot be told apart",
            code="repeated_key",
            column=keys[0],
            rows=rows[:10],
            n_bad=rows.size,
            hint="name columns that together tell each row from every other",
        )
    return names


def _places(names: Texts, others: Texts) -> Rows:
    """Where each of the other names stands among the names; -1 for nowhere."""
    sorted_names = names.astype(str)
    order = np.argsort(sorted_names)
    wanted = others.astype(str)
    at = np.searchsorted(sorted_names, wanted, sorter=order)
    if not order.size:
        return np.full(wanted.shape, -1, dtype=np.int64)
    found = order[np.minimum(at, order.size - 1)]
    return np.where(sorted_names[found] == wanted, found, -1)


def texts_of(table: Table, column: str) -> Texts:
    """
    Return a column as texts, days as YYYY-MM-DD and what is missing as None.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> texts_of(Table({"summit": [True, None]}, "visits"), "summit").tolist()
    ['true', None]
    """
    if table.is_dated(column):
        days, missing = table.optional_days(column)
        texts = to_dates(days).astype(str).astype(object)
        texts[missing] = None
        return texts
    if table.kind(column) in NUMBERS:
        # An integer beside a missing value is a float to pandas.
        numbers = table.floats(column)
        known = numbers[~np.isnan(numbers)]
        if (known == np.floor(known)).all() and (np.abs(known) < EXACT).all():
            texts = np.full(numbers.shape, None, dtype=object)
            whole = known.astype(np.int64).astype(str).astype(object)
            texts[~np.isnan(numbers)] = whole
            return texts
    found = table.categories(column)
    return np.array([*found.labels, None], dtype=object)[found.codes]


def _both(
    old: Table, new: Table, column: str, rows: Rows, others: Rows
) -> tuple[Texts, Texts]:
    """The texts of two columns; numbers alike are alike, whole or with a point."""
    before, after = texts_of(old, column)[rows], texts_of(new, column)[others]
    if all(table.kind(column) in NUMBERS for table in (old, new)):
        numbers = np.array([old.floats(column)[rows], new.floats(column)[others]])
        same = numbers[0] == numbers[1]
        if INTEGER in {old.kind(column), new.kind(column)}:
            same &= np.abs(numbers[0]) < EXACT
        same |= np.isnan(numbers).all(axis=0)
        after = np.where(same, before, after)
    return before, after
