"""What stands below a table: units, methods, and what became of every row."""

from __future__ import annotations

from collections import Counter
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import SummitryError
from summitry.frames import is_missing
from summitry.frames.dates import day_of
from summitry.frames.kinds import INTEGER, NUMBERS
from summitry.frames.suggestion import few
from summitry.output.captions import begun
from summitry.output.format import cell, cells, many, number, spaced, spoken
from summitry.output.headings import (
    ACCOUNTS,
    METHODS,
    heading_of,
    method_words,
    ranges_of,
)
from summitry.output.state_names import in_names, state_name
from summitry.output.table_rows import optional_values, rows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

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
        if heading_of(name).kind == "rate":
            # What was measured has the decimals that it would have in the table.
            return cells(values[:1], "rate")[0]
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
    >>> alone_of(Table(pair | {"comparisons": [3]}, "table"))
    'Intervals are of each pair alone; p and verdicts are adjusted for 3 pairs (Holm).'
    """
    names = ("lower", "p_adjusted", "adjustment", "comparisons")
    if not all(table.has(name) for name in names):
        return ""
    sides = optional_values(table, "side")
    told = list(dict.fromkeys(zip(sides, table.values("comparisons"), strict=True)))
    numbers = {number for _, number in told if number}
    if not any(number > 1 for number in numbers) or (
        "holm" not in table.values("adjustment")
    ):
        return ""
    if len(numbers) == 1:
        pairs = f"{numbers.pop()} pairs"
    else:
        each = [f"{number} of {state_name(side)}" for side, number in told if side]
        known = len(each) == len(told) and len(told) <= _MOST_NAMED
        pairs = "the number of pairs" + (f", {spoken(each)}" if known else "")
    return (
        "Intervals are of each pair alone; p and verdicts are adjusted for "
        f"{pairs} (Holm)."
    )


def _between(start: Any, end: Any) -> int:
    """
    Return how many days lie between two dates, however they are held; 0 if not known.

    Examples
    --------
    >>> import datetime as dt
    >>> _between(dt.datetime(2001, 5, 1), "2001-05-04"), _between("2001", "soon")
    (3, 0)
    """
    try:
        return day_of(end, "end") - day_of(start, "start")
    except SummitryError:
        return 0


def observed_of(table: Table, shown: Sequence[str]) -> str:
    """
    Say which eras were observed in part or not, where their first or last day is shown.

    Examples
    --------
    >>> import datetime as dt
    >>> from summitry.frames import Table
    >>> mao = {"start": [dt.date(1949, 10, 1)], "end": [dt.date(1976, 9, 9)]}
    >>> table = Table({"era": ["Mao Zedong"], "days": [8445]} | mao, "eras")
    >>> observed_of(table, ["era", "start", "days"])
    'Of Mao Zedong only a part was observed: days and years are those of the part.'
    >>> table = Table({"era": ["Mao Zedong"], "days": [0]} | mao, "eras")
    >>> observed_of(table, ["era", "start", "days"])
    'Of Mao Zedong nothing was observed.'

    An open era that begins after the last day has nothing that was observed, either.

    >>> table = Table(table.with_columns({"end": [None]}), "eras")
    >>> observed_of(table, ["era", "start", "days"])
    'Of Mao Zedong nothing was observed.'
    """
    needed = ("era", "start", "end", "days")
    if not ({"start", "end"} & {*shown} and all(table.has(name) for name in needed)):
        return ""
    if table.kind("days") != INTEGER:
        return ""
    rows = rows_of(table, *needed)
    short = [
        (era, days)
        for era, start, end, days in rows
        if days is not None and _in_part(days, start, end)
    ]
    part = "only a part was observed: days and years are those of the part."
    found = (
        (dict.fromkeys(era for era, days in short if days), part),
        (
            dict.fromkeys(era for era, days in short if not days),
            "nothing was observed.",
        ),
    )
    return " ".join(f"Of {_whose(names)} {said}" for names, said in found if names)


def _in_part(days: int, start: Any, end: Any) -> bool:
    """Whether an era has days that were not observed; an open one, whether all are."""
    if start is None or end is None:
        return days == 0
    # An era that ends on a handover may have the day or leave it to the next one.
    return days + 1 < _between(start, end)


def _whose(names: Collection[str]) -> str:
    return spoken(names) if len(names) <= _MOST_NAMED else many(len(names), "era")


def vague_of(table: Table) -> str:
    """
    Say how many lags are known to a range of days.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> lags = {"lag": [9, 12], "lag_lower": [9, 10], "lag_upper": [9, 14]}
    >>> vague_of(Table(lags | {"vague": [False, True]}, "lags"))
    '1 lag is known to a range of days.'
    """
    if "lag" not in ranges_of(table.columns) or not table.has("vague"):
        return ""
    number = sum(map(bool, table.values("vague")))
    lags = "1 lag is" if number == 1 else f"{number} lags are"
    return f"{lags} known to a range of days." if number else ""


def empty_of(table: Table) -> list[str]:
    """
    Return the columns that have no value in any row.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> empty_of(Table({"id": ["a", "b"], "reason": ["", None]}, "table"))
    ['reason']
    """
    return [
        name
        for name in table.columns
        if len(table)
        and table.kind(name) not in NUMBERS
        and all(_is_empty(one) for one in table.values(name))
    ]


def _is_empty(value: Any) -> bool:
    return not value if isinstance(value, str) else is_missing(value)


_MOST_NAMED = 6
"""Of more than so many, the number is said in the place of the names."""


def accounting_of(
    table: Table, accounts: Sequence[str], shown: Sequence[str]
) -> list[str]:
    """One sentence for each different account of the rows, saying whose it is."""
    if not accounts or not len(table):
        return []
    numbers = np.stack([table.integers(name) for name in accounts], axis=1)
    _, first, which = np.unique(numbers, axis=0, return_index=True, return_inverse=True)
    keys = [name for name in ("side", "rule", "reading") if name in shown]
    labels = [table.values(name) for name in keys]
    sentences = []
    for row in sorted(first.tolist()):
        alike = np.flatnonzero(which.ravel() == which.ravel()[row])
        whose = _of_which(labels, alike.tolist())
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


def _of_which(labels: Sequence[Sequence[Any]], rows: Sequence[int]) -> str:
    """
    Say of which lists and readings some rows are, as shortly as it is true.

    Examples
    --------
    >>> labels = [["A", "A", "B", "B"], ["without", "with", "without", "with"]]
    >>> _of_which(labels, [0, 2]), _of_which(labels, [0, 1]), _of_which(labels, [0, 3])
    ('Without', 'A', 'A, without; B, with')
    """
    every = [*zip(*labels, strict=True)]
    own = dict.fromkeys(every[row] for row in rows) if every else {}
    parts = [[*dict.fromkeys(part)] for part in zip(*own, strict=True)]
    if len(own) == prod(map(len, parts)):
        told = [
            _several([_called(one) for one in part if one is not None])
            for part, label in zip(parts, labels, strict=True)
            if len(part) == 1 or len(part) < len({*label})
        ]
        text = ", ".join(filter(None, told))
        return begun(text) if text.startswith("with") else text
    each = [", ".join(_called(one) for one in of if one is not None) for of in own]
    return few(each, _MOST_NAMED, "; ")


def _several(names: Sequence[str]) -> str:
    return spoken(names) if len(names) <= _MOST_NAMED else few(names, _MOST_NAMED)


def _called(label: Any) -> str:
    return in_names(spaced(str(label)))


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
