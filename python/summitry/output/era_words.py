"""Names of eras inside a sentence, which may be clauses themselves."""

from __future__ import annotations

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


def _is_clause(name: str) -> bool:
    first = name.replace("-", " ").partition(" ")[0]
    return first.lower() in _CLAUSES
