"""Why visits of a study do not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.frames.dates import day_of
from summitry.measure.qualify import verdicts_of

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.claims.specification import Specification
    from summitry.frames import Frame, Table

OUTCOMES = {1: "qualify", 2: "unclear", 0: "do not qualify"}
"""What the definition says of visits, as the record table calls it."""
_QUALIFIES, _UNCLEAR = 1, 2


def on_days_asked(table: Table, spec: Specification) -> npt.NDArray[np.bool_]:
    """Whether each visit is on the days asked."""
    days = table.days("date")
    since, through = day_of(spec.since, "since"), day_of(spec.through, "through")
    return (days >= since) & (days <= through)


def counting(table: Table, spec: Specification) -> npt.NDArray[np.bool_]:
    """Whether each visit is on the days asked and counts as the study counts it."""
    asked, verdicts = on_days_asked(table, spec), verdicts_of(table)
    if verdicts is None:
        return asked
    counted: npt.NDArray[np.bool_] = verdicts == _QUALIFIES
    if spec.one_treatment == "include":
        counted |= verdicts == _UNCLEAR
    return asked & counted


def left_out(table: Table, spec: Specification) -> Frame:
    """Count, for each reason, the visits on the days asked that do not count."""
    verdicts = verdicts_of(table)
    if verdicts is None:
        return table.build({"outcome": [], "reason": [], "visits": np.zeros(0, int)})
    labels, codes = [], np.full(len(table), -1)
    if table.has("reason"):
        reasons = table.categories("reason")
        labels, codes = reasons.labels, reasons.codes
    keep = on_days_asked(table, spec) & ~counting(table, spec)
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
