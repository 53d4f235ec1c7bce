"""A word that must be one of a few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.exceptions import CategoryError

if TYPE_CHECKING:
    from collections.abc import Sequence


def one_of(value: str, known: Sequence[str], what: str) -> str:
    """
    Return the value, or raise with the known ones and the nearest of them.

    Examples
    --------
    >>> one_of("day", ["day", "month"], "precision")
    'day'
    """
    if value in known:
        return value
    from difflib import get_close_matches

    near = get_close_matches(str(value), known, 1)
    listed = ", ".join(f"'{word}'" for word in known)
    raise CategoryError(
        f"{what} {value!r} is not one of {listed}",
        code=f"unknown_{what}",
        column=what,
        hint=f"did you mean '{near[0]}'?" if near else None,
    )
