"""What happened at each handover: a step, or a trend that had begun before."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames import Table
from summitry.infer.trend_or_step import FEWEST_YEARS, trend_or_step

if TYPE_CHECKING:
    from summitry.frames import Frame

_LISTS = ("side", "other_side", "rule")


def handovers(years: Frame, *, level: float) -> dict[str, Frame]:
    """
    Test each two eras that follow one another and have the years for it.

    Parameters
    ----------
    years : frame
        What `yearly_counts` returned.
    level : float
        A part counts if its p is at most ``1 - level``.

    Returns
    -------
    dict of str to frame
        ``trend_or_step``, a row for each handover that can be tested; nothing where
        there is none.
    """
    table = Table(years, "years")
    keys = [name for name in _LISTS if table.has(name)]
    lists = list(zip(*(table.values(name) for name in keys), strict=True))
    eras = table.values("era")
    counts = table.integers("count")
    of_list: dict[tuple[Any, ...], list[str]] = {}
    rows: dict[tuple[tuple[Any, ...], str], list[int]] = {}
    for row, era in enumerate(eras):
        key = lists[row] if lists else ()
        names = of_list.setdefault(key, [])
        if era not in names:
            names.append(era)
        rows.setdefault((key, era), []).append(row)
    parts = []
    for key, names in of_list.items():
        for one, other in pairwise(names):
            both = rows[key, one] + rows[key, other]
            enough = min(len(rows[key, one]), len(rows[key, other])) >= FEWEST_YEARS
            if enough and counts[both].any():
                part = table.rows(np.array(both))
                parts.append(
                    trend_or_step(
                        part, between=(one, other), level=level, progress=False
                    )
                )
    return {"trend_or_step": Table.concat(parts, "handovers")} if parts else {}
