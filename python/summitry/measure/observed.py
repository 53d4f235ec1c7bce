"""The observation: its first and last day, refused where it ends before it begins."""

from __future__ import annotations

from typing import Any

from summitry.exceptions import TenureError
from summitry.frames.dates import day_of, iso


def observed_days(since: Any, through: Any) -> tuple[int, int]:
    """
    Return the first and last day observed.

    Raises
    ------
    TenureError
        If the last day is before the first.

    Examples
    --------
    >>> observed_days("1970-01-02", "1970-01-05")
    (1, 4)
    """
    first, last = day_of(since, "since"), day_of(through, "through")
    if last < first:
        raise TenureError(
            f"the observation ends on {iso(last)}, before its start {iso(first)}",
            code="empty_observation",
            column="through",
        )
    return first, last
