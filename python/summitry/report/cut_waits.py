"""Waits that the next shock cut, told apart from those that still run at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames.dates import day_of
from summitry.frames.spans import day_spans

if TYPE_CHECKING:
    from summitry.frames import Table

CUT = "cut by the next shock"
"""The status of a wait that ended with the next shock, not with the observation."""


def ended(lags: Table, through: Any) -> list[str]:
    """
    Return the status of each lag, a wait that the next shock cut being told as such.

    With a coverage a wait may also end where that does, so none is told as cut.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> lags = {"date": ["1970-01-01"] * 2, "lag": [3, 9], "status": ["censored"] * 2}
    >>> ended(Table(lags, "lags"), "1970-01-10")
    ['cut by the next shock', 'censored']
    """
    if lags.has("coverage"):
        return [str(status) for status in lags.values("status")]
    first, last = day_spans(lags, "date")
    until = np.where(first == last, last + lags.floats("lag"), np.nan)
    cut = until < day_of(through, "through")
    return [
        CUT if early and status == "censored" else status
        for early, status in zip(cut.tolist(), lags.values("status"), strict=True)
    ]
