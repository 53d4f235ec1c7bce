"""Shocks as the record takes them: each with its day, or why it has no one day."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import InputError
from summitry.frames import Table, label_of
from summitry.frames.spans import day_spans
from summitry.frames.suggestion import listed
from summitry.measure.shock_pairs import names_its_pair
from summitry.output.table_rows import optional_values

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry import _core
    from summitry.frames import Frame


def shocks_of(shocks: Frame) -> list[_core._Shock]:
    """
    Return shocks for the core; a vague or missing date is told by the claims on it.

    Raises
    ------
    InputError
        If two have one id, or one names one country only.
    """
    table = Table(shocks, "shocks")
    first, last, missing = _shock_days(table)
    said = table.values("date_text" if table.has("date_text") else "date")
    name = next((one for one in ("id", "label") if table.has(one)), None)
    ids = [str(number) for number in range(len(table))]
    if name is not None:
        ids = [label_of(value) for value in table.values(name)]
    times = Counter(ids)
    doubled = next((one for one in ids if times[one] > 1), None)
    if doubled is not None:
        raise InputError(
            f"two shocks have the {name} '{doubled}'",
            code="duplicate_id",
            column=name,
            hint="give each shock an id of its own",
        )
    pairs: list[Any] = [None] * len(table)
    if names_its_pair(table).any():
        ends = zip(table.values("origin"), table.values("destination"), strict=True)
        pairs = [(str(a), str(b)) if a and b else None for a, b in ends]
    undated: list[str | None] = [None] * len(table)
    for row in np.flatnonzero(missing | (first != last)).tolist():
        why = "no date" if missing[row] else "not one day"
        undated[row] = f"the shock '{ids[row]}' is dated '{said[row]}', which is {why}"
        if said[row] in {None, ""}:
            undated[row] = f"the shock '{ids[row]}' has no date"
    return [
        {"id": own, "day": day, "undated": why, "countries": pair}
        for own, day, why, pair in zip(ids, first.tolist(), undated, pairs, strict=True)
    ]


def names_hint(shocks: Frame) -> str | None:
    """Return what to say of the names of shocks that have no column of names."""
    table = Table(shocks, "shocks")
    if table.has("id") or table.has("label"):
        return None
    return (
        "the shocks have no column 'id' or 'label', so they are called by their rows, "
        f"'0' to '{len(table) - 1}'; their columns are {listed(table.columns)}"
    )


def shock_names(shocks: Frame) -> dict[str, str]:
    """
    Return what readers call shocks: their labels, with days, and ids, if two share one.

    Examples
    --------
    >>> table = {"id": ["s1", "s2"], "date": ["2006-10-09", "2009-05-25"]}
    >>> shock_names(table | {"label": ["First test", "Second test"]})["s2"]
    'Second test'
    >>> shock_names(table)["s2"]
    'of 2009-05-25'
    >>> twice = {"id": ["s1", "k1"], "date": ["2006-10-09"] * 2, "label": ["Test"] * 2}
    >>> shock_names(twice)["k1"]
    'Test (2006-10-09, k1)'
    """
    table = Table(shocks, "shocks")
    if not table.has("id"):
        return {}
    days = table.values("date_text" if table.has("date_text") else "date")
    labels = optional_values(table, "label")
    times = Counter(labels)
    names = {}
    for own, label, day in zip(table.values("id"), labels, days, strict=True):
        told = "" if day is None else str(day)[:10]
        name = str(label) if label else f"of {told}" if told else str(own)
        names[str(own)] = f"{name} ({told})" if label and times[label] > 1 else name
    shared = Counter(names.values())
    return {
        own: name if shared[name] == 1 else _with_id(name, own)
        for own, name in names.items()
    }


def _with_id(name: str, own: str) -> str:
    return f"{name[:-1]}, {own})" if name.endswith(")") else f"{name} ({own})"


def _shock_days(
    table: Table,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """First and last day that each shock may have had, and which have none."""
    if not table.is_dated("date"):
        first, last = day_spans(table, "date")
        return first, last, np.zeros(len(table), dtype=bool)
    first, missing = table.optional_days("date")
    if not table.has("date_latest"):
        return first, first, missing
    latest, same = table.optional_days("date_latest")
    return first, np.where(same, first, latest), missing
