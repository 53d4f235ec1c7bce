"""Conventions of counting that measures share: readings of doubt, and the year."""

from __future__ import annotations

from summitry.frames.arguments import word_of

DAYS_A_YEAR = 365.25
"""Days in a year of exposure."""

READINGS = {"exclude": "without unclear", "include": "with unclear"}
"""What each treatment of unclear visits is called in results."""


def asked_readings(unclear: str) -> list[str]:
    """Return the readings that a caller asked for: one, or both."""
    word_of(unclear, "unclear")
    return list(READINGS) if unclear == "both" else [unclear]
