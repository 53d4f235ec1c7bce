"""How many pairs of eras are taken at most."""

from __future__ import annotations

from summitry.exceptions import LimitError

MOST_PAIRS = 1 << 24
"""Those of 5,793 eras of one list."""


def refuse_pairs(number: int, most: int) -> None:
    """
    Refuse pairs of eras that are too many, before any is made.

    Examples
    --------
    >>> refuse_pairs(6, 5)
    Traceback (most recent call last):
    summitry.exceptions.LimitError: frequencies has 6 pairs of eras; at most 5 are asked
    Hint: give reference=, or fewer eras
    """
    if number > most:
        raise LimitError(
            f"frequencies has {number:,} pairs of eras; at most {most:,} are asked",
            code="too_many_pairs",
            column="frequencies",
            hint="give reference=, or fewer eras",
        )
