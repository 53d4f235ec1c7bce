"""Tables of eras, read list by list and refused with all their mistakes at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.exceptions import ColumnError, RangeError, SummitryError
from summitry.frames.categories import codes_of_values
from summitry.frames.dates import iso
from summitry.frames.mistakes import Mistake, refuse
from summitry.frames.warned import warn
from summitry.measure.era_list import LIST_COLUMNS, EraList
from summitry.measure.era_mistakes import (
    doubled_names,
    empty_or_reversed,
    nameless,
    overlaps,
)

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Table

    Days = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

_MOST_SIDES = 5


def read_lists(table: Table, *, pooled: bool) -> list[EraList]:
    """
    Return the lists of eras of a table, in the order in which they first appear.

    Parameters
    ----------
    table : Table
        With ``era``, ``start`` and ``end``.
    pooled : bool
        Whether rows of one name may be stretches of one era: they differ in ``term``.

    Raises
    ------
    TenureError, CategoryError, InputError
        With all mistakes of the table.
    """
    for column in ("era", *LIST_COLUMNS):
        if table.has(column):
            # Refuses what is no text of whole characters.
            table.coded(column)
    labels = table.categories("era").texts()
    wrong = nameless(labels)
    start, end, is_open = _dates(table, wrong)
    terms = table.categories("term").codes if table.has("term") else None
    acting = _flags(table, "acting") if table.has("acting") else None
    keys, number = _keys(table)
    order = np.lexsort((start, number))
    every = np.arange(len(table))
    whole = EraList(keys[0], every, labels, start, end, is_open, terms, acting)
    whole = whole.at(order)
    neat = whole.follow_one_another(number[order])
    lists, ends = [], np.cumsum(np.bincount(number)).tolist()
    for key, first, last in zip(keys, [0, *ends], ends, strict=False):
        one = whole.at(slice(first, last))._replace(key=key)
        if not neat:
            wrong += empty_or_reversed(one) + overlaps(one)
        wrong += doubled_names(one, pooled=pooled)
        lists.append(one)
    if wrong:
        refuse(wrong, "eras")
    return lists


def refuse_unknown_days(table: Table, through: int) -> None:
    """
    Refuse a last day of observation after the last one that a table of eras knows.

    Raises
    ------
    RangeError
        If ``known_through`` of a row is before it.
    """
    if not table.has("known_through"):
        return
    known, missing = table.optional_days("known_through")
    beyond = np.flatnonzero(~missing & (known < through))
    if not beyond.size:
        return
    last = iso(known[beyond].min())
    whose = ""
    if table.has("side"):
        sides = dict.fromkeys(str(table.values("side")[row]) for row in beyond)
        named = ", ".join(list(sides)[:_MOST_SIDES])
        whose = f" of {named}{' and others' if len(sides) > _MOST_SIDES else ''}"
    raise RangeError(
        f"through is {iso(through)}, but the eras{whose} are known through {last} "
        "only: who led after that day is not in the table",
        code="beyond_known",
        column="through",
        hint=f"give through='{last}' or an earlier day, or add what came after and "
        "raise known_through",
    )


def _dates(table: Table, wrong: list[Mistake]) -> tuple[Days, Days, Flags]:
    """Read both ends; where one cannot be read, nothing more can be checked."""
    try:
        start = table.days("start")
    except ColumnError:
        raise
    except SummitryError as error:
        wrong.append(Mistake.of(error))
        start = np.zeros(0, dtype=np.int64)
    try:
        end, is_open = table.optional_days("end")
    except ColumnError:
        raise
    except SummitryError as error:
        refuse([*wrong, Mistake.of(error)], "eras")
    if not start.size:
        refuse(wrong, "eras")
    return start, end, is_open


def _flags(table: Table, column: str) -> Flags:
    found = table.categories(column)
    said = [label.casefold() == "true" for label in found.labels]
    return np.array([*said, False])[found.codes]


def _keys(
    table: Table,
) -> tuple[list[tuple[str | None, str | None, str | None]], Days]:
    """Return whose each list is, in order of appearance, and the list of each row."""
    if all(map(table.has, ("origin", "destination"))) and not table.has("other_side"):
        warn(
            "the eras have 'origin' and 'destination', which are not read: the eras of "
            "a pair of countries have 'side' and 'other_side', for visits both ways"
        )
    side, other_side, rule = (
        table.categories(column).texts() if table.has(column) else [None] * len(table)
        for column in LIST_COLUMNS
    )
    number, keys = codes_of_values([*zip(side, other_side, rule, strict=True)])
    return keys, number
