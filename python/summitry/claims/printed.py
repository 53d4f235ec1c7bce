"""Printed numbers, as findings hold them."""

from __future__ import annotations

from typing import TypeAlias

from summitry.exceptions import InputError
from summitry.frames.arguments import known_name

COMPARISONS = ("equals", "at_most", "at_least", "less_than", "more_than", "almost")
"""How a computed number may stand to a printed one."""

UNITS = {"days": 1.0, "years": 365.25}
"""Units of waiting times, in days."""

Region: TypeAlias = tuple[str, str, float | None, float]
"""
The number as printed, how the computed one stands to it, the step of rounding, and how
many of the computed unit make one of the printed.
"""


def region_of(
    printed: str | float,
    comparison: str = "equals",
    rounded_to: float | None = None,
    unit: float = 1.0,
) -> Region:
    """
    Return a printed number in the form in which the core takes it.

    Raises
    ------
    InputError
        If it is no number.
    CategoryError
        If the comparison is not one of those listed.

    Examples
    --------
    >>> region_of(11, "at_most")
    ('11', 'at_most', None, 1.0)
    """
    known_name(comparison, COMPARISONS, "comparison")
    if isinstance(printed, bool) or not isinstance(printed, str | int | float):
        raise InputError(
            f"printed is {printed!r}, not a number", code="bad_number", column="printed"
        )
    return str(printed), comparison, rounded_to, unit
