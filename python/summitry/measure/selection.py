"""Which visits a measure uses, and what became of the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import CategoryError
from summitry.frames import Table, label_of
from summitry.frames.categories import repeated as in_every_row
from summitry.frames.repeats import MOST_ROWS, count_repeats, repeated
from summitry.frames.suggestion import choices
from summitry.measure.conditions import YES_NO, conditions_given, meets

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

FATES = ("used", "outside_window", "excluded_by_rule", "unclear", "other_visits")
"""What can become of a row."""

_UNCOVERED = ("outside_coverage", "partly_covered")
_EXCLUDED, _UNCLEAR = 0, 2


def matching(table: Table, where: Mapping[str, Any] | None) -> npt.NDArray[np.bool_]:
    """
    Return which rows meet every condition.

    Raises
    ------
    CategoryError
        If no row has a value that is asked for, or any of the parts of a text.
    """
    conditions = conditions_given(where)
    keep = np.ones(len(table), dtype=bool)
    for column, value in conditions.items():
        if isinstance(value, Mapping):
            keep &= _containing(table, column, value)
            continue
        found = table.categories(column)
        asked = [label_of(one) for one in _listed(value)]
        known = {*found.labels} | (YES_NO if {*found.labels} <= YES_NO else set())
        strange = [label for label in asked if label not in known]
        if strange:
            raise CategoryError(
                f"where asks for '{strange[0]:.80}', which is not in column '{column}'",
                code="unknown_value",
                column=column,
                hint=choices(strange[0], found.labels, "its values are"),
            )
        keep &= found.coded(asked) >= 0
    return keep


def _containing(
    table: Table, column: str, condition: Mapping[str, Any]
) -> npt.NDArray[np.bool_]:
    """Return which rows have a part of a text, of which some has one."""
    keep = meets(table, {column: condition})
    if not keep.any():
        labels = table.categories(column).labels
        part = str(_listed(condition["contains"])[0])
        raise CategoryError(
            f"where asks for texts that contain '{part:.80}', and column '{column}' has "
            "none",
            code="unknown_value",
            column=column,
            hint=choices(part, labels, "its values are"),
        )
    return keep


def _listed(condition: Any) -> list[Any]:
    return condition if isinstance(condition, list) else [condition]


def condition_told(where: Mapping[str, Any] | None) -> str | None:
    """
    Say which visits are asked for; None where all are.

    Examples
    --------
    >>> condition_told({"summit": True, "visitor": ["Hu Jintao", "Xi Jinping"]})
    'summit is true and visitor is Hu Jintao or Xi Jinping'
    >>> condition_told(None)
    """
    told = []
    for column, value in conditions_given(where).items():
        part = isinstance(value, Mapping)
        values = _listed(value["contains"] if part else value)
        verb = "contains" if part else "is"
        told.append(f"{column} {verb} {' or '.join(map(label_of, values))}")
    return " and ".join(told) or None


def duplicates_in(table: Table) -> dict[str, int]:
    """
    Count rows that repeat an earlier one or its id, wherever an account puts them.

    Longer tables are not searched, and nothing is said of them.

    Examples
    --------
    >>> duplicates_in(Table({"date": ["2001-09-03", "2001-09-03"]}, "visits"))
    {'duplicates': 1}
    """
    if len(table) > MOST_ROWS:
        return {}
    return {"duplicates": count_repeats(table)}


def duplicates_column(found: Sequence[Mapping[str, int]]) -> dict[str, Any]:
    """
    Return what `duplicates_in` found as a column, missing where it did not look.

    Examples
    --------
    >>> duplicates_column([{"duplicates": 1}, {}])["duplicates"].tolist()
    [1, None]
    """
    counts = np.array([one.get("duplicates", 0) for one in found], dtype=np.int64)
    unknown = np.array([not one for one in found], dtype=bool)
    return {
        "duplicates": np.ma.array(counts, mask=unknown) if unknown.any() else counts
    }


def same_duplicates(found: Mapping[str, int], n_rows: int) -> dict[str, Any]:
    """
    Return the same column of results of which each counts the same rows.

    Examples
    --------
    >>> same_duplicates({"duplicates": 1}, 2)["duplicates"].tolist()
    [1, 1]
    >>> same_duplicates({}, 2)["duplicates"].tolist()
    [None, None]
    """
    number = np.broadcast_to(np.int64(found.get("duplicates", 0)), n_rows)
    return {"duplicates": number if found else np.ma.array(number, mask=True)}


def duplicate_rows(table: Table) -> npt.NDArray[np.bool_]:
    """
    Return which rows repeat an earlier one or its id, missing where it is not sought.

    Examples
    --------
    >>> duplicate_rows(Table({"date": ["2001-09-03"] * 2}, "shocks")).tolist()
    [False, True]
    """
    if len(table) > MOST_ROWS:
        unknown = np.ones(len(table), dtype=bool)
        return np.ma.array(unknown, mask=unknown)
    return repeated(table)


def constant_columns(account: Mapping[str, int], n_rows: int) -> dict[str, Any]:
    """
    Return an account as columns of a table, the same in every row.

    Examples
    --------
    >>> constant_columns({"duplicates": 1}, 2)
    {'duplicates': array([1, 1])}
    """
    return {name: in_every_row(number, n_rows) for name, number in account.items()}


def account_of(
    asked: npt.NDArray[np.bool_],
    observed: npt.NDArray[np.bool_],
    verdicts: npt.NDArray[np.uint8] | None,
    reading: str,
    status: npt.NDArray[np.uint8] | None = None,
) -> tuple[dict[str, int], npt.NDArray[np.bool_]]:
    """
    Return what became of every row in one reading, and the rows that are used.

    `status` is what a coverage makes of each, where one is heeded.
    """
    fates: tuple[str, ...] = FATES
    if status is not None:
        fates = (*FATES, *_UNCOVERED)
    code = {name: number for number, name in enumerate(fates)}
    fate = np.full(asked.shape, code["used"], dtype=np.uint8)
    if status is not None:
        from summitry.measure.covered import OUTSIDE

        for number, name in enumerate(_UNCOVERED, OUTSIDE):
            fate[status == number] = code[name]
    if verdicts is not None and reading == "exclude":
        fate[verdicts == _UNCLEAR] = code["unclear"]
    fate[~observed] = code["outside_window"]
    fate[~asked] = code["other_visits"]
    if verdicts is not None:
        fate[verdicts == _EXCLUDED] = code["excluded_by_rule"]
    counts = {name: int(np.count_nonzero(fate == code[name])) for name in fates}
    return {"rows_in": len(fate), **counts}, fate == code["used"]
