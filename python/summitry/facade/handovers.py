"""What happened at each handover: a step, or a trend that had begun before."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames import Table
from summitry.infer.trend_or_step import FEWEST_YEARS, trend_or_step
from summitry.measure.eras import axes_of

if TYPE_CHECKING:
    from summitry.frames import Frame

_LISTS = ("side", "other_side", "rule")


def handovers(years: Frame, eras: Frame, *, level: float) -> dict[str, Frame]:
    """
    Test each two eras that follow one another and have the years for it.

    Parameters
    ----------
    years : frame
        What `yearly_counts` returned.
    eras : frame
        The eras, whose order says which follow one another.
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
    names = table.values("era")
    counts, exposed = table.integers("count"), table.floats("years") > 0
    rows: dict[tuple[Any, ...], list[int]] = {}
    for row in np.flatnonzero(exposed).tolist():
        key = lists[row] if lists else ()
        rows.setdefault((key, names[row]), []).append(row)
    parts = []
    for axis in axes_of(eras, pooled=True):
        own = {"side": axis.side, "other_side": axis.other_side, "rule": axis.rule}
        key = tuple(own[name] for name in keys)
        # By their starts: an era too short to have a year stands between others.
        for one, other in pairwise(axis.labels):
            before, after = rows.get((key, one), []), rows.get((key, other), [])
            enough = min(len(before), len(after)) >= FEWEST_YEARS
            if enough and counts[before + after].any():
                parts.append(
                    trend_or_step(
                        table.rows(np.array(before + after)),
                        between=(one, other),
                        level=level,
                        progress=False,
                    )
                )
    return {"trend_or_step": Table.concat(parts, "handovers")} if parts else {}
