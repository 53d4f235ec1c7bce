"""Names of eras inside a sentence, which may be clauses themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_AND = " and "
_CLAUSES = frozenset(
    [
        "after",
        "amid",
        "at",
        "before",
        "between",
        "by",
        "during",
        "following",
        "from",
        "in",
        "of",
        "on",
        "over",
        "past",
        "pending",
        "post",
        "pre",
        "since",
        "through",
        "till",
        "to",
        "toward",
        "towards",
        "under",
        "until",
        "upon",
        "when",
        "while",
        "with",
        "within",
        "without",
    ]
)
"""Words with which the name of an era begins that is no name of a leader."""


def named_era(name: str) -> str:
    """
    Return the name of an era as a sentence has it: in quotes where it is a clause.

    Examples
    --------
    >>> named_era("Xi Jinping"), named_era("after Crimea")
    ('Xi Jinping', '“after Crimea”')
    """
    return f"“{name}”" if _is_clause(name) else name


def under_era(name: str) -> str:
    """
    Say when something was, by an era.

    Examples
    --------
    >>> under_era("Xi Jinping"), under_era("after Crimea")
    ('under Xi Jinping', 'in the era “after Crimea”')
    """
    return f"in the era “{name}”" if _is_clause(name) else f"under {name}"


def both_named(eras: Mapping[str, str]) -> str:
    """
    Name the eras of two sides that were at once, with their sides where they are alike.

    Examples
    --------
    >>> (
    ...     both_named({"CHN": "Xi", "PRK": "Kim"}),
    ...     both_named({"AAA": "One", "BBB": "One"}),
    ... )
    ('Xi and Kim', 'One (AAA) and One (BBB)')
    """
    sides = sides_of_eras(eras.values(), eras)
    named = (era_of_side(era, side, sides) for side, era in eras.items())
    return _AND.join(map(named_era, named))


def sides_of_eras(
    eras: Iterable[str], sides: Iterable[str | None]
) -> dict[str, set[str]]:
    """Return the sides that have an era of each name."""
    found: dict[str, set[str]] = {}
    for era, side in zip(eras, sides, strict=True):
        found.setdefault(era, set()).add(side or "")
    return found


def era_of_side(era: str, side: str | None, sides: Mapping[str, set[str]]) -> str:
    """
    Name the side of an era whose name another side has as well.

    Examples
    --------
    >>> sides = {"Kim": {"PRK", "KOR"}, "Hu": {"CHN"}}
    >>> era_of_side("Kim", "PRK", sides), era_of_side("Hu", "CHN", sides)
    ('Kim (PRK)', 'Hu')
    """
    return f"{era} ({side})" if side and len(sides.get(era, ())) > 1 else era


def era_of_both(
    era: str, side: str, other_side: str, sides: Mapping[str, set[str]]
) -> str:
    """
    Name the sides of two leaders, whose own names may hold an "and".

    Examples
    --------
    >>> sides = {"Kim": {"PRK", "KOR"}, "Guns and Butter": {"CHN"}}
    >>> era_of_both("Guns and Butter and Kim", "CHN", "PRK", sides)
    'Guns and Butter and Kim (PRK)'
    """
    words = era.split(_AND)
    for place in range(1, len(words)):
        one, other = _AND.join(words[:place]), _AND.join(words[place:])
        if side in sides.get(one, ()) and other_side in sides.get(other, ()):
            both = (
                era_of_side(one, side, sides),
                era_of_side(other, other_side, sides),
            )
            return _AND.join(both)
    return era


def _is_clause(name: str) -> bool:
    first = name.replace("-", " ").partition(" ")[0]
    return first.lower() in _CLAUSES
