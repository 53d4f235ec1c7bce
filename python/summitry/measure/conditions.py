"""Conditions on columns, as study files write them, held against a table."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames.arguments import mapping_of_texts
from summitry.frames.categories import label_of
from summitry.frames.warned import warn
from summitry.measure.definition import DefinitionRule, settled_conditions
from summitry.output.format import spoken
from summitry.sources.ladder import RANKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.frames import Table


YES_NO = {"true", "false"}
"""Values of which a column of nothing else need not have both."""
_NUMBERS = {"1": "true", "0": "false"}
_TOLD = 12
"""How many values that are near none are named."""


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
    return settled_conditions(mapping_of_texts(where, "where", hint), "where")


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

    Parts of texts may have no row, and so may true and false of a column of these.

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
        known = labels | (YES_NO if labels <= YES_NO else set())
        for value in wanted:
            if label_of(value) not in known:
                return column, label_of(value)
    return None


def warn_of_near(table: Table, conditions: Mapping[str, Any], what: str) -> None:
    """
    Warn of values that no row has, where a row has the same but for case or spaces.

    A value that is nowhere near one of the column may well be of other visits.
    """
    for column, condition in conditions.items():
        labels = table.coded(column).labels
        known = {*labels}
        if isinstance(condition, Mapping):
            near = _near_parts(condition["contains"], labels)
        else:
            asked = [label_of(value) for value in _listed(condition)]
            near = _near_labels([one for one in asked if one not in known], labels)
        _warn_each(near, column, what)


def warn_of_unseen(table: Table, column: str, asked: Sequence[str], what: str) -> None:
    """
    Warn of each of several values that no row has, with the nearest that one has.

    A rank of the ladder need not be in every record.
    """
    labels = table.coded(column).labels
    known = {*labels} | (YES_NO if {*labels} <= YES_NO else set())
    strange = [label for label in dict.fromkeys(asked) if label not in known]
    near = _near_labels(strange, labels)
    if column == "visitor_rank":
        strange = [label for label in strange if label in near or label not in RANKS]
    for label in strange:
        alike = get_close_matches(label, labels, 1)
        near |= {label: alike[0]} if alike and label not in near else {}
    _warn_each(near, column, what)
    far = [f"'{label:.80}'" for label in strange if label not in near]
    more = [f"{len(far) - _TOLD} more"] if len(far) > _TOLD else []
    if far:
        warn(
            f"{what} asks for {spoken([*far[:_TOLD], *more])} in column '{column}', "
            f"where no row has {'it' if len(far) == 1 else 'them'}",
        )


def _warn_each(near: Mapping[str, str], column: str, what: str) -> None:
    for label, other in near.items():
        warn(
            f"{what} asks for '{label:.80}' in column '{column}', where no row has "
            f"it; near is '{other:.80}'",
        )


def _near_labels(strange: Sequence[str], labels: Sequence[str]) -> dict[str, str]:
    """Labels that no row has, each with one that differs by case, spaces or type."""
    if not strange:
        return {}
    folded = {_folded(label): label for label in reversed(labels)}
    if folded.keys() <= YES_NO:
        folded |= {
            number: folded[word] for number, word in _NUMBERS.items() if word in folded
        }
    return {
        label: folded[_folded(label)] for label in strange if _folded(label) in folded
    }


def _near_parts(parts: Any, labels: Sequence[str]) -> dict[str, str]:
    """
    Parts of texts that no text has, each with a text that has it but for case.

    A condition that some text meets by another of its parts is met.
    """
    given = [str(part) for part in _listed(parts)]
    if any(part in label for part in given for label in labels):
        return {}
    found: dict[str, str] = {}
    for part in given:
        near = [label for label in labels if _folded(part) in _folded(label)]
        found |= {part: near[0]} if near else {}
    return found


def _listed(condition: Any) -> list[Any]:
    several = isinstance(condition, list | tuple | set | frozenset)
    return [*condition] if several else [condition]


def _folded(text: str) -> str:
    """A text without case and spaces, a number however it is written."""
    folded = " ".join(text.split()).casefold()
    try:
        return f"{float(folded):.17g}"
    except ValueError:
        return folded
