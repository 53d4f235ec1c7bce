"""Names of countries for the codes that stand for them, where somebody reads."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def state_names(codes: Iterable[str]) -> dict[str, str]:
    """
    Return the names of those codes that the bundled table of states knows.

    Examples
    --------
    >>> state_names(["CHN", "PRK", "China", "XYZ"])
    {'CHN': 'China', 'PRK': 'North Korea'}
    """
    return {code: _names()[code] for code in codes if code in _names()}


def state_name(code: str) -> str:
    """
    Return the name of a country for its code; any other text as it is.

    Examples
    --------
    >>> state_name("PRK"), state_name("Atlantis")
    ('North Korea', 'Atlantis')
    """
    return state_names([code]).get(code, code)


def spelt_out(text: str, names: dict[str, str]) -> str:
    """
    Return a text with names in the place of codes that stand as words of their own.

    Examples
    --------
    >>> spelt_out("Kim Jong Un (PRK) in [prk].rule_PRK", {"PRK": "North Korea"})
    'Kim Jong Un (North Korea) in [prk].rule_PRK'
    """
    if not names:
        return text
    return _pattern(tuple(names)).sub(lambda found: names[found[0]], text)


def in_names(text: str) -> str:
    """
    Return a text with names in the place of all codes of countries in it.

    A heading in capitals is left: its AND is not Andorra.

    Examples
    --------
    >>> in_names("the minimum for PRK, of USD 5"), in_names("origin is CHN")
    ('the minimum for North Korea, of USD 5', 'origin is China')
    >>> in_names("LEFT OUT, AND WHY")
    'LEFT OUT, AND WHY'
    """
    if _HEADING.fullmatch(text):
        return text
    return spelt_out(text, state_names(_CODE.findall(text)))


_HEADING = re.compile(r"[^a-z]*[A-Z]{4}[^a-z]*")
_CODE = re.compile(r"(?<!\w)[A-Z]{3}(?!\w)")


@cache
def _pattern(codes: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(codes, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")


@cache
def _names() -> dict[str, str]:
    # Most who load this never come to a code.
    import csv
    from importlib.resources import files

    text = (files("summitry") / "datasets/states/states.csv").read_text("utf-8")
    return {row["id"]: row["name"] for row in csv.DictReader(text.splitlines())}
