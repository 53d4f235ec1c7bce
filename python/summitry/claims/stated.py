"""Claims in the keys of a study file, and how a printed number is written there."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import InputError
from summitry.frames.arguments import known_name, real_number
from summitry.output.readable import Readable

if TYPE_CHECKING:
    from collections.abc import Mapping


COMPARISONS = ("equals", "at_most", "at_least", "less_than", "more_than", "almost")
"""How a computed number may stand to the one that was printed."""


@dataclass(frozen=True, repr=False)
class Stated(Readable):
    """
    A claim as a study file states it.

    Attributes
    ----------
    form : mapping
        The claim with the keys of a study file.
    """

    form: Mapping[str, Any]


def printed_as(
    printed: str | float, comparison: str, rounded_to: float | None
) -> dict[str, Any]:
    """Return what a claim prints, with the keys of a study file."""
    numbers = str | int | float | np.number | Decimal
    if isinstance(printed, bool) or not isinstance(printed, numbers):
        raise InputError(
            f"printed is {printed!r}, not a number", code="bad_number", column="printed"
        )
    known_name(comparison, COMPARISONS, "comparison")
    said: dict[str, Any] = {"printed": str(printed), "comparison": comparison}
    if rounded_to is not None:
        said["rounded_to"] = real_number(rounded_to, "rounded_to")
    return said
