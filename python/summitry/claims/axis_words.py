"""What the number of a claim is, as the axis of a plot says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.claims.wording import unit_of, where

if TYPE_CHECKING:
    from collections.abc import Mapping

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


def axis_words(form: Mapping[str, Any]) -> str:
    """
    Say what the number of a claim is, and in which unit, as an axis does.

    Examples
    --------
    >>> axis_words({"quantity": "frequency"})
    'frequency (visits a year)'
    >>> axis_words({"quantity": "open_gap", "unit": "years"})
    'time since the last visit (years)'
    """
    quantity = str(form["quantity"])
    if quantity == "series":
        return f"{form.get('summary', 'sum')} of {where(form.get('at', {}))}"
    unit = unit_of(form).strip()
    return f"{_AXES[quantity]} ({unit})" if unit else _AXES[quantity]
