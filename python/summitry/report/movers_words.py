"""Which rows moved a number, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.frames.suggestion import few

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def movers_in_words(
    moved: Iterable[tuple[str, str]],
    *,
    called: Mapping[str, str] | None = None,
    most: int | None = None,
) -> str:
    """
    Say which rows moved a number, by how they did.

    Parameters
    ----------
    moved : iterable of (how, key)
        Each row, and whether it ``enters``, ``leaves`` or ``changes``.
    called : mapping of str to str, optional
        What to say for these words.
    most : int, optional
        How many rows are listed before it is said how many more there are.

    Examples
    --------
    >>> movers_in_words([("enters", "a"), ("leaves", "b"), ("enters", "c")])
    'enters a, c; leaves b'
    >>> movers_in_words(
    ...     [("enters", "a"), ("enters", "b")], called={"enters": "with"}, most=1
    ... )
    'with a and 1 more'
    """
    by: dict[str, list[str]] = {}
    for how, key in moved:
        by.setdefault(how, []).append(key)
    words = called or {}
    return "; ".join(
        f"{words.get(how, how)} {named_rows(keys, most)}" for how, keys in by.items()
    )


def named_rows(keys: Sequence[str], most: int | None) -> str:
    """
    Name the first of some rows; names that have commas stand between semicolons.

    Examples
    --------
    >>> named_rows(["a", "b"], None), named_rows(["2010-05, Xi", "2011, Hu", "c"], 2)
    ('a, b', '2010-05, Xi; 2011, Hu; 1 more')
    """
    return few(keys, most, "; " if any(", " in key for key in keys) else ", ")
