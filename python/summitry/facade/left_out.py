"""Why visits of a study do not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.measure.qualify import verdicts_of

if TYPE_CHECKING:
    from summitry.frames import Frame, Table

OUTCOMES = {1: "qualify", 2: "unclear", 0: "do not qualify"}
"""What the definition says of visits, as the record table calls it."""


def left_out(table: Table, since: int, through: int) -> Frame:
    """Count, for each reason, the visits on the days asked that do not count."""
    days, verdicts = table.days("date"), verdicts_of(table)
    if verdicts is None:
        return table.build({"outcome": [], "reason": [], "visits": np.zeros(0, int)})
    labels, codes = [], np.full(len(table), -1)
    if table.has("reason"):
        reasons = table.categories("reason")
        labels, codes = reasons.labels, reasons.codes
    keep = (days >= since) & (days <= through) & (verdicts != 1)
    pairs, counts = np.unique(
        np.stack([verdicts[keep].astype(np.int64), codes[keep]]),
        axis=1,
        return_counts=True,
    )
    order = np.lexsort([-counts, pairs[0] == 0])
    return table.build(
        {
            "outcome": [OUTCOMES[int(code)] for code in pairs[0][order]],
            "reason": [[*labels, None][code] for code in pairs[1][order]],
            "visits": counts[order].astype(np.int64),
        }
    )
