"""A printed number: the numbers that bear it out."""

from __future__ import annotations

from fractions import Fraction
from math import inf
from typing import Any, NamedTuple

Number = Fraction | float


class Region(NamedTuple):
    """The numbers from `low` to `high`, each end included unless said."""

    low: Number
    high: Number
    without_low: bool = False
    without_high: bool = False

    def holds(self, value: Number) -> bool:
        above = value > self.low if self.without_low else value >= self.low
        below = value < self.high if self.without_high else value <= self.high
        return above and below

    def covers(self, low: Number, high: Number) -> bool:
        """Whether all numbers from `low` to `high` are in it."""
        return self.holds(low) and self.holds(high)

    def misses(self, low: Number, high: Number) -> bool:
        """Whether no number from `low` to `high` is in it."""
        too_low = high <= self.low if self.without_low else high < self.low
        too_high = low >= self.high if self.without_high else low > self.high
        return too_low or too_high


def number_and_step(printed: Any) -> tuple[Fraction, Fraction]:
    """Return a printed number and the worth of its last digit."""
    text = str(printed)
    share = Fraction(1)
    if text.endswith("%"):
        text, share = text[:-1].rstrip(), Fraction(1, 100)
    text = text.replace(",", "")
    decimals = len(text.split(".")[1]) if "." in text else 0
    return Fraction(text) * share, Fraction(1, 10**decimals) * share


def region_of(claim: dict[str, Any]) -> Region:
    """Return the numbers that bear out what a claim prints."""
    number, step = number_and_step(claim["printed"])
    if "rounded_to" in claim:
        step = Fraction(str(claim["rounded_to"]))
    low, high = number - step / 2, number + step / 2
    return {
        "equals": Region(low, high),
        "at_most": Region(-inf, high),
        "at_least": Region(low, inf),
        "less_than": Region(-inf, number, without_high=True),
        "more_than": Region(number, inf, without_low=True),
        "almost": Region(low, number, without_high=True),
    }[claim.get("comparison", "equals")]
