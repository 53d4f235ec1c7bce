"""Phases found in days, and in counts of periods."""

from __future__ import annotations

from typing import Any

import numpy as np
from conftest import columns_of
from epoch_days import dated, day

import summitry


def found(days: Any, **options: Any) -> dict[str, list[Any]]:
    options = {"since": day(0), "through": day(999), "draws": 99, **options}
    options = {"calibration": "poisson", **options}
    return columns_of(summitry.phases(dated(days), **options))


def single(
    counts: list[int], lengths: list[int] | None = None, **options: Any
) -> dict[str, list[Any]]:
    """Divide counts by period in two; a period is as many days long as it says."""
    edges = np.cumsum([0, *(lengths or [365] * len(counts))]).astype("datetime64[D]")
    table = {"start": edges[:-1], "end": edges[1:], "count": counts}
    seen = {"since": str(edges[0]), "through": str(edges[-1] - np.timedelta64(1, "D"))}
    options = {"method": "single", "draws": 99, **seen, **options}
    options = {"calibration": "poisson", **options}
    return columns_of(summitry.phases(table, **options))
