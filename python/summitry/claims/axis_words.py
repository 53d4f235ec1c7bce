"""What the number of a claim is, as the axis of a plot says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.claims.wording import unit_of

if TYPE_CHECKING:
    from summitry.claims.statement import Statement

_AXES = {
    "count": "visits",
    "frequency": "frequency (visits a year)",
    "weighted_count": "weighted visits",
    "weighted_frequency": "frequency (weighted visits a year)",
    "ratio": "ratio of frequencies",
    "weighted_ratio": "ratio of weighted frequencies",
    "share": "share of visits",
    "lag": "lag",
    "mean_lag": "mean lag of those answered",
    "median_lag": "median lag",
    "restricted_mean_lag": "restricted mean lag",
    "open_gap": "time since the last visit",
    "longest_gap": "longest time between visits",
    "qualification": "whether the visit counts",
}


def axis_words(said: Statement) -> str:
    """
    Say what the number of a claim is, and in which unit, as an axis does.

    Examples
    --------
    >>> from summitry.claims.statement import Statement
    >>> gap = {"quantity": "open_gap", "unit": "years", "printed": "6"}
    >>> axis_words(Statement.read(gap))
    'time since the last visit (years)'
    """
    if said.quantity == "series":
        return f"{said.summary} of {said.at.words()}"
    unit, name = unit_of(said).strip(), _AXES[said.quantity]
    return f"{name} ({unit})" if unit else name
