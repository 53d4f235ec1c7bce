"""What ended each wait: a visit, the next shock, the end, or nobody who could come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames.dates import day_of
from summitry.frames.spans import day_spans

if TYPE_CHECKING:
    from summitry.frames import Table

CUT = "cut by the next shock"
"""The status of a wait that ended with the next shock, not with the observation."""


UNVISITED = "unvisited_pair"
"""The status of a wait between two countries that no visit on record is of."""


def last_day(overlap: str, covered: bool) -> str:  # noqa: FBT001
    """
    Say what ends the wait of a shock that no visit followed.

    Examples
    --------
    >>> last_day("both", False)
    'the end of the observation'
    >>> last_day("latest", True)
    'the next shock or the end of the days that are covered'
    """
    end = "the days that are covered" if covered else "the observation"
    return f"{'the next shock or ' * (overlap == 'latest')}the end of {end}"


def ended(lags: Table, through: Any) -> list[str]:
    """
    Return the status of each lag, a wait that the next shock cut being told as such.

    So is one between two countries that no visit is of, if the table marks them.

    With a coverage a wait may also end where that does, so none is told as cut.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> lags = {"date": ["1970-01-01"] * 2, "lag": [3, 9], "status": ["censored"] * 2}
    >>> ended(Table(lags, "lags"), "1970-01-10")
    ['cut by the next shock', 'censored']
    """
    statuses = [str(status) for status in lags.values("status")]
    if lags.has("unvisited_pair"):
        lonely = lags.values("unvisited_pair")
        statuses = [
            UNVISITED if one and status == "censored" else status
            for status, one in zip(statuses, lonely, strict=True)
        ]
    if lags.has("coverage"):
        return statuses
    first, last = day_spans(lags, "date")
    until = np.where(first == last, last + lags.floats("lag"), np.nan)
    cut = until < day_of(through, "through")
    return [
        CUT if early and status == "censored" else status
        for early, status in zip(cut.tolist(), statuses, strict=True)
    ]
