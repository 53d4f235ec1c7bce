"""Frequencies of a dyad in a few eras, from its counts."""

from __future__ import annotations

from typing import Any


def frequencies(
    counts: Any,
    phi: Any = None,
    df: float = 0,
    years: Any = (10.0, 4.0),
    **more: Any,
) -> dict[str, Any]:
    """Return a table of two eras whose counts vary phi times as independent ones do."""
    eras: dict[str, Any] = {"era": ["one", "two"], "count": list(counts)}
    eras["years"] = list(years)
    if phi is not None:
        rate = sum(counts) / sum(years)
        eras["excess"] = [(one - 1) / rate if rate else 0.0 for one in phi]
        eras |= {"dispersion": [1.5, 1.5], "dispersion_df": [df, df]}
    return eras | more
