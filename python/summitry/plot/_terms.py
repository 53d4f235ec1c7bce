"""What a plot says for readers: names of countries, surnames, methods in words."""

from __future__ import annotations

import re
from collections import Counter
from math import isnan
from typing import TYPE_CHECKING, Any

from summitry.output.format import level_text, spaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summitry.frames import Table

FAMILY_FIRST = frozenset(
    {"CHN", "HKG", "KHM", "KOR", "MAC", "PRK", "TWN", "VNM", "China", "North Korea"}
    | {"South Korea", "Taiwan", "Vietnam"}
)
"""Sides whose leaders are written with the family name first."""

_SUMMITS = re.compile(r"^summit: true ([\d.]+), false ([\d.]+)$")


def interval_words(table: Table, column: str = "level") -> str:
    """
    Return what the whiskers of a table are.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> interval_words(Table({"level": [0.9]}, "table"))
    '90% interval'
    >>> interval_words(Table({"era": ["Xi"]}, "table"))
    'interval'
    """
    levels = set(table.floats(column).tolist()) if table.has(column) else set()
    levels = {level for level in levels if not isnan(level)}
    told = level_text(next(iter(levels))) if len(levels) == 1 else ""
    return f"{told} interval".strip()


def weights_words(table: Table) -> str:
    """
    Return what a weighted visit counts, as far as the table tells.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> weights_words(Table({"scheme": ["summit: true 3, false 1"]}, "table"))
    'weighted: a summit counts 3'
    """
    named = {*table.values("scheme")} if table.has("scheme") else set()
    known = {*named} - {None, "scheme", "weight"}
    if len(known) != 1:
        return "weighted"
    text = str(next(iter(known)))
    found = _SUMMITS.match(text)
    if not found:
        return f"weighted: {spaced(text)}"
    summit, other = found.groups()
    rest = "" if other == "1" else f", any other visit {other}"
    return f"weighted: a summit counts {summit}{rest}"


def surnames(names: Sequence[str], sides: Sequence[str]) -> list[str | None]:
    """
    Return the surname of each leader, where no other leader of the list has it.

    It is the first word where the side writes it first, and the last one elsewhere,
    with the particles before it. Of a name that is no person's there is none.

    Examples
    --------
    >>> surnames(["Xi Jinping", "Charles de Gaulle"], ["CHN", "FRA"])
    ['Xi', 'de Gaulle']
    >>> surnames(["Kim Il Sung", "Kim Jong Un"], ["PRK", "PRK"])
    [None, None]
    """
    found = [_surname(name, side) for name, side in zip(names, sides, strict=True)]
    owners = Counter(part for part, _ in {*zip(found, names, strict=True)} if part)
    return [part if part and owners[part] == 1 else None for part in found]


def _surname(name: str, side: str) -> str | None:
    words = re.sub(r"\s*\([^)]*\)", "", name).split()
    lower = {word for word in words if word == word.lower()}
    if not side or not 2 <= len(words) <= _MOST_WORDS or lower - _PARTICLES:  # noqa: PLR2004
        return None
    if side in FAMILY_FIRST:
        return words[0]
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in _PARTICLES:
        first -= 1
    return " ".join(words[first:])


_MOST_WORDS = 5
_PARTICLES = frozenset(
    {"al", "bin", "da", "de", "del", "der", "do", "du", "la", "van", "von"}
)


def one_word(values: Iterable[Any]) -> str | None:
    """Return the only text of a column, if there is one."""
    known = {str(value) for value in values if value is not None}
    return known.pop() if len(known) == 1 else None
