"""The plainest step in an archive: a rank group's rows from one period to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry import _core
from summitry.frames import Frame, Table
from summitry.infer.exposure import exposure_in
from summitry.measure.years import allowed_for

if TYPE_CHECKING:
    from collections.abc import Container

_LEVEL = 0.95


def archive_change(archive: Frame, *, groups: Container[str] | None = None) -> Frame:
    """
    Return the step between neighbouring periods that chance explains least.

    Parameters
    ----------
    archive : frame
        What `archive_table` returned, of calendar periods.
    groups : container of str, optional
        Only steps of these rank groups.

    Returns
    -------
    frame of one row, or none without two periods
        ``group``, ``period`` and ``next_period``, their ``visits`` and
        ``next_visits``, and the central ``p`` of equal frequencies, which is not
        adjusted for the choice among all steps.

    Examples
    --------
    >>> import pandas as pd
    >>> archive = pd.DataFrame(
    ...     {
    ...         "group": ["heads", "heads", "ministers", "ministers"],
    ...         "period": ["1990s", "2000s"] * 2,
    ...         "visits": [7, 11, 4, 14],
    ...         "years": [10.0] * 4,
    ...     }
    ... )
    >>> archive_change(archive)[["group", "visits", "next_visits"]]
           group  visits  next_visits
    0  ministers       4           14
    """
    table = Table(archive, "archive")
    group = table.values("group")
    visits, years = table.counts("visits"), exposure_in(table)
    first = np.array(
        [
            row
            for row in range(len(group) - 1)
            if group[row] == group[row + 1] and (groups is None or group[row] in groups)
        ],
        dtype=np.int64,
    )
    counts = visits.astype(np.uint64)
    independent = allowed_for({}, "central", first.size)
    sides: list[_core._Frequencies] = [
        {"count": counts[rows], "years": years[rows], "allowed": independent}
        for rows in (first, first + 1)
    ]
    p = _core.compare_frequencies(*sides, level=_LEVEL, method="central")["p"]
    known = np.flatnonzero(~np.isnan(p))
    chosen = known[np.argsort(p[known], kind="stable")][:1]
    row = first[chosen]
    period = np.array(table.values("period"), dtype=object)
    return table.build(
        {
            "group": np.array(group, dtype=object)[row].tolist(),
            "period": period[row].tolist(),
            "next_period": period[row + 1].tolist(),
            "visits": visits[row],
            "next_visits": visits[row + 1],
            "p": p[chosen],
        }
    )
