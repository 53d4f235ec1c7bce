"""Values as readers see them: last days of eras, words for codes, countries by name."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames import is_missing
from summitry.frames.kinds import DATE, NUMBERS
from summitry.output.decision_words import convention_words, decision_words
from summitry.output.format import spaced
from summitry.output.headings import (
    CONVENTIONS,
    COUNTRIES,
    DECIDED,
    METHODS,
    TELLING,
    WORDS,
    method_words,
)
from summitry.output.state_names import in_names

if TYPE_CHECKING:
    from collections.abc import Callable

    from summitry.frames import Table

LAST_DAY = "last day"
"""What the end of an era is called where it is told as the day before."""


def ends_before(table: Table, name: str) -> bool:
    """Whether a column holds the days after eras; readers see the last ones."""
    if name not in {"end", "end_latest"} or not (table.has("era") and table.has(name)):
        return False
    if table.kind(name) == DATE:
        return True
    known = [value for value in table.values(name) if not is_missing(value)]
    return bool(known) and all(isinstance(value, dt.date) for value in known)


def read_values(table: Table, name: str, *, bare: bool = False) -> list[Any]:
    """
    Return a column as readers see it: last days of eras, blanks, names of countries.

    `bare` names of phases are without their days, which stand beside them.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> eras = {"era": ["Hu"], "rule": ["five_eras"], "end": [dt.date(2012, 11, 15)]}
    >>> table = Table(eras, "eras")
    >>> read_values(table, "end"), read_values(table, "rule")
    ([datetime.date(2012, 11, 14)], ['five eras'])
    """
    values = table.values(name)
    if name == "era" and bare:
        return _bare_names(table, values)
    if ends_before(table, name):
        return [None if is_missing(value) else _day_before(value) for value in values]
    told = _words_of(name)
    if told is None or table.kind(name) in NUMBERS:
        return values
    return [told(one) if isinstance(one, str) else one for one in values]


def _day_before(value: Any) -> Any:
    """The day before; a text where the column holds one that Python has no date for."""
    if isinstance(value, str):
        return str(np.datetime64(value.lstrip("+"), "D") - np.timedelta64(1, "D"))
    return value - dt.timedelta(days=1)


def _words_of(name: str) -> Callable[[str], str] | None:
    """How the texts of a column are told; None where they are the caller's."""
    if name in METHODS:
        return method_words
    if name in WORDS:
        return spaced
    if name in DECIDED:
        return decision_words
    if name in CONVENTIONS:
        return convention_words
    if name in {"kind", "within"}:
        return lambda text: in_names(spaced(text))
    if name in TELLING or name.rpartition("_")[2] in COUNTRIES:
        return in_names
    return None


def _bare_names(table: Table, names: list[Any]) -> list[Any]:
    """Leave out of the name of a phase the days that its own columns say."""
    days = zip(read_values(table, "start"), read_values(table, "end"), strict=True)
    told = [f": {_day_text(first)} to {_day_text(last)}" for first, last in days]
    return [
        name.removesuffix(own) if isinstance(name, str) else name
        for name, own in zip(names, told, strict=True)
    ]


def _day_text(value: Any) -> str:
    if isinstance(value, dt.date):
        return f"{value:%Y-%m-%d}"
    return f"{value:g}" if isinstance(value, float) else str(value)
