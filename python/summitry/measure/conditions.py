"""Conditions on columns, as study files write them, held against a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import CategoryError
from summitry.frames.arguments import mapping_of_texts
from summitry.measure.definition import DefinitionRule

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from summitry.frames import Table


def conditions_given(where: Any) -> dict[str, Any]:
    """
    Return the conditions that a caller gave, each by the name of its column.

    Examples
    --------
    >>> conditions_given({"summit": True}), conditions_given(None)
    ({'summit': True}, {})
    """
    value = where if isinstance(where, str) else "PRK"
    hint = f"name the column: where={{'destination': {value!r:.40}}}"
    given = mapping_of_texts(where, "where", hint)
    for column, asked in given.items():
        if isinstance(asked, list | tuple | set) and not asked:
            raise CategoryError(
                f"where asks for no value of column '{column}'",
                code="unknown_value",
                column=column,
                hint="name the values, or leave the column out",
            )
    return given


def meets(table: Table, conditions: Mapping[str, Any]) -> npt.NDArray[np.bool_]:
    """
    Rows that meet every condition; a missing value meets none.

    Raises
    ------
    ColumnError
        If a column is missing.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> table = Table({"visitor": ["Zhou Enlai", "Dai Bingguo"]}, "visits")
    >>> meets(table, {"visitor": {"contains": "Zhou"}})
    array([ True, False])
    """
    keep = np.ones(len(table), dtype=bool)
    if not conditions:
        return keep
    rule = DefinitionRule(conditions, "true", "")
    for column in conditions:
        found = table.categories(column)
        holds = rule.holds(column, found.labels)
        keep &= np.array([*holds, False])[found.codes]
    return keep


def unseen(table: Table, conditions: Mapping[str, Any]) -> tuple[str, str] | None:
    """
    Find the first column and value that no row of a table has.

    Parts of texts, true and false may have no row.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> unseen(Table({"origin": ["CHN"]}, "visits"), {"origin": ["CHN", "PKR"]})
    ('origin', 'PKR')
    """
    for column, condition in conditions.items():
        if isinstance(condition, dict):
            continue
        wanted = condition if isinstance(condition, list) else [condition]
        labels = set(table.categories(column).labels)
        for value in wanted:
            if not isinstance(value, bool) and str(value) not in labels:
                return column, str(value)
    return None
