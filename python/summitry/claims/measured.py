"""What a computation of a claim's quantity is asked for, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.measure.unclear import DAYS_A_YEAR

if TYPE_CHECKING:
    import numpy.typing as npt

DEFAULTS = {
    "exposure": "days",
    "handover": "successor",
    "date_rule": "start",
    "same_day": "include",
    "overlap": "both",
    "unclear": "exclude",
    "unsourced": "doubt",
}
"""The conventions of a study that says nothing."""

_NONE = np.zeros(0, dtype=np.int64)


class Reading(NamedTuple):
    """Which of the doubtful visits count."""

    sourced_only: bool
    unclear: str


class Asked(NamedTuple):
    """
    One computation: of which quantity, where, and how counted.

    `key` is where the study file names the place.
    """

    quantity: str
    place: dict[str, Any]
    key: str
    conventions: dict[str, str]
    reading: Reading


@dataclass(frozen=True)
class Measured:
    """
    A quantity in one reading; for an order, of each era.

    Attributes
    ----------
    low, high : (n,) float64
        The lowest and highest value that it may have; NaN where it has none, and
        infinite where a lag still runs.
    labels : list of str
        What each value is of.
    own : int
        Which of them the claim is about.
    rows : (m,) int64
        The visits behind that one, as positions in the study's visits.
    facts : dict
        Numbers that the sentence about it needs.
    """

    low: npt.NDArray[np.float64]
    high: npt.NDArray[np.float64]
    labels: list[str]
    own: int = 0
    rows: npt.NDArray[np.int64] = field(default_factory=lambda: _NONE)
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def value(self) -> float:
        """The value that the claim is about."""
        return float(self.low[self.own])


def in_years(days: float) -> float:
    """Return days as years."""
    return days / DAYS_A_YEAR
