"""A tally of two kinds of visits, from counts."""

from __future__ import annotations

from typing import Any

import pandas as pd


def tally(
    counts: dict[str, list[int]],
    years: dict[str, Any],
    weights: tuple[float, ...] = (1.0, 1.0),
) -> pd.DataFrame:
    """Return a tally of summits and other visits."""
    labels = [True, False, *(f"class {n}" for n in range(2, len(weights)))]
    rows = [
        (era, float(years[era]), label, weight, count)
        for era, own in counts.items()
        for label, weight, count in zip(labels, weights, own, strict=True)
    ]
    names = ("era", "years", "summit", "weight", "count")
    columns = {name: [row[k] for row in rows] for k, name in enumerate(names)}
    return pd.DataFrame(columns)
