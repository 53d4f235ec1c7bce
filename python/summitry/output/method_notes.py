"""What stands below a table: units, methods, and what became of every row."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames import is_missing
from summitry.frames.kinds import INTEGER
from summitry.output.format import cell, many, number, spaced, spoken
from summitry.output.headings import (
    ACCOUNTS,
    EACH_ALONE,
    METHODS,
    heading_of,
    method_words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry.frames import Table


def below_of(table: Table) -> dict[str, str]:
    """What says of every row how it was made, and so stands below the table."""
    names = [name for name in METHODS if table.has(name)]
    constant = {name: constant_of(table, name) for name in names}
    return {name: value for name, value in constant.items() if value is not None}


def accounts_of(table: Table) -> list[str]:
    """The columns that say what became of every row that came in."""
    accounts = [name for name in ACCOUNTS if table.has(name)]
    return accounts if "rows_in" in accounts else []


def constant_of(table: Table, name: str) -> str | None:
    """The one value of a column, if there is just one and it is not missing."""
    values = table.values(name)
    if not values or any(value != values[0] for value in values[1:]):
        return None
    if is_missing(values[0]):
        return None
    if isinstance(values[0], float):
        whole = values[0].is_integer()
        return number(values[0], 0) if whole else f"{values[0]:g}"
    return method_words(cell(values[0], "text", 0))


def units_of(shown: Sequence[str]) -> str:
    """In which units columns are."""
    units: dict[str, list[str]] = {}
    for name in shown:
        heading = heading_of(name)
        if heading.unit:
            units.setdefault(heading.unit, []).append(heading.text)
    parts = [f"{spoken(names)} in {unit}" for unit, names in units.items()]
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def methods_of(below: Mapping[str, str]) -> str:
    """By which methods the rows were made, all of them."""
    parts = [f"{name.replace('_', ' ')} {value}" for name, value in below.items()]
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def alone_of(table: Table) -> str:
    """
    Say that intervals are of each pair alone, where verdicts allow for several.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> pair = {"lower": [0.2], "p_adjusted": [0.1], "adjustment": ["holm"]}
    >>> alone_of(Table(pair | {"comparisons": [1]}, "table"))
    ''
    >>> alone_of(Table(pair | {"comparisons": [3]}, "table"))[:37]
    'Intervals are of each pair alone; p a'
    """
    names = ("lower", "p_adjusted", "adjustment", "comparisons")
    if not all(table.has(name) for name in names):
        return ""
    several = any(number > 1 for number in table.values("comparisons") if number)
    adjusted = several and "holm" in table.values("adjustment")
    return f"{EACH_ALONE[0].upper()}{EACH_ALONE[1:]}." if adjusted else ""


def accounting_of(
    table: Table, accounts: Sequence[str], shown: Sequence[str]
) -> list[str]:
    """One sentence for each different account of the rows, saying whose it is."""
    if not accounts or not len(table):
        return []
    numbers = np.stack([table.integers(name) for name in accounts], axis=1)
    _, first = np.unique(numbers, axis=0, return_index=True)
    keys = [name for name in ("side", "rule", "reading") if name in shown]
    labels = [table.values(name) for name in keys]
    sentences = []
    for row in sorted(first.tolist()):
        whose = ", ".join(
            spaced(str(label[row])) for label in labels if label[row] is not None
        )
        told = dict(zip(accounts, numbers[row].tolist(), strict=True))
        fates = [
            f"{number} {ACCOUNTS[name]}"
            for name, number in told.items()
            if number and name not in {"rows_in", "duplicates"}
        ]
        said = spoken(fates) or "none used"
        start = f"{whose}: of" if whose and len(first) > 1 else "Of"
        again = told.get("duplicates", 0)
        more = f"; {again} of them {ACCOUNTS['duplicates']}" if again else ""
        given = many(told["rows_in"], "visit")
        if not _add_up(table, (numbers == numbers[row]).all(axis=1), told.get("used")):
            given, more = f"{given} given", f"{more}, in all rows of the whole table"
        sentences.append(f"{start} {given} {said}{more}.")
    return sentences


def _add_up(table: Table, rows: npt.NDArray[np.bool_], used: int | None) -> bool:
    """Whether rows of a table hold all visits used; a part of a table does not."""
    if used is None or not table.has("count") or table.kind("count") != INTEGER:
        return True
    names = [name for name in ("side", "rule", "reading") if table.has(name)]
    labels = [table.values(name) for name in names]
    held: Counter[tuple[Any, ...]] = Counter()
    for row, count in zip(
        *np.nonzero(rows), table.integers("count")[rows], strict=True
    ):
        held[tuple(str(label[row]) for label in labels)] += int(count)
    return all(count >= used for count in held.values())
