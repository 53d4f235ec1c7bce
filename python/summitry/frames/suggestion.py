"""The hint for a word that is not known: the nearest one that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


def did_you_mean(word: Any, known: Iterable[str]) -> str | None:
    """
    Return a question that names the nearest known word, if one is near.

    Examples
    --------
    >>> did_you_mean("vice_ministre", ["minister", "vice_minister"])
    "did you mean 'vice_minister'?"
    >>> did_you_mean("emperor", ["minister", "vice_minister"])
    """
    from difflib import get_close_matches

    words = list(known)
    near = get_close_matches(str(word), words, 1) or [
        one for one in words if one.casefold() == str(word).casefold()
    ]
    return f"did you mean '{near[0]}'?" if near else None
