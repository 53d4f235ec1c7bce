"""How long something was observed, in words."""

from __future__ import annotations

from summitry.output.format import many

_SHORT = 0.1
"""Years under which the days are told: hundredths of a year would hide them."""


def exposure_text(years: float) -> str:
    """
    Return an exposure in years, a short one in days.

    Examples
    --------
    >>> exposure_text(10.0), exposure_text(4.3298), exposure_text(1 / 365.25)
    ('10 years', '4.33 years', '1 day')
    """
    if 0 < years < _SHORT:
        return many(f"{years * 365.25:.4g}", "day")
    whole = years == int(years)
    return many(f"{years:.0f}" if whole else f"{years:.2f}", "year")
