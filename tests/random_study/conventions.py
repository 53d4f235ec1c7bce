"""Conventions of random studies and claims: every choice of every convention."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

CHOICES: dict[str, list[Any]] = {
    "exposure": ["days", "calendar_years"],
    "handover": ["successor", "predecessor"],
    "date_rule": ["start", "end"],
    "same_day": ["include", "exclude"],
    "overlap": ["both", "latest", "first"],
    "unclear": ["exclude", "include", "both"],
    "unsourced": ["doubt", "include", "exclude"],
    "method": ["dispersed", "dispersed_years", "central", "midp"],
    "level": [Decimal("0.95"), Decimal("0.9"), Decimal("0.80"), Decimal("0.6")],
    "adjustment": ["holm", "none"],
    "tau": [30, 100, 365, 1000],
}

OF_ALL = ["date_rule", "unclear", "unsourced"]
OF_ERAS = [*OF_ALL, "exposure", "handover"]
OF_LAGS = [*OF_ALL, "same_day", "overlap"]
OF_TESTS = ["method", "level", "adjustment"]


def of_study(rng: Random, *, mixed_shocks: bool) -> dict[str, Any]:
    """Draw the conventions of a study.

    Where only some shocks name their countries, all of them wait on their own.
    """
    keys = [key for key in CHOICES if rng.random() < 0.45]
    drawn = {key: rng.choice(CHOICES[key]) for key in keys}
    if mixed_shocks:
        drawn.pop("overlap", None)
    return drawn


def of_claim(
    rng: Random, claim: dict[str, Any], *, mixed_shocks: bool
) -> dict[str, Any]:
    """Draw conventions of one claim, of those on which it may depend."""
    quantity = claim["quantity"]
    keys = list(OF_ERAS)
    if quantity == "qualification":
        keys = ["date_rule"]
    elif quantity.endswith("gap"):
        keys = list(OF_ALL)
    elif quantity.endswith("lag"):
        keys = list(OF_LAGS)
        if mixed_shocks:
            keys = [key for key in keys if key != "overlap"]
    chosen = rng.sample(keys, rng.choice([1, 1, min(2, len(keys))]))
    chosen = chosen if rng.random() < 0.5 else []
    if "same_day" in keys:
        chosen += [key for key in ("same_day", "overlap") if rng.random() < 0.4]
    if "told_apart_from" in claim:
        chosen += [key for key in OF_TESTS if rng.random() < 0.85]
    if quantity == "restricted_mean_lag" and rng.random() < 0.5:
        chosen.append("tau")
    return {key: rng.choice(CHOICES[key]) for key in chosen}
