"""Years, quarters and months of an observation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry.frames.dates import to_dates

if TYPE_CHECKING:
    import numpy.typing as npt

    Days = npt.NDArray[np.int64]

MONTHS = {"year": 12, "quarter": 3, "month": 1}
"""The months of each kind of period."""


class Periods(NamedTuple):
    """Periods one after the other, as far as they are observed."""

    start: Days
    end: Days
    """Exclusive."""
    year: Days
    part: Days
    """Which quarter or month of the year, from 1."""


def periods_of(kind: str, since: int, through: int) -> Periods:
    """
    Divide an observation.

    Examples
    --------
    >>> found = periods_of("quarter", 0, 100)
    >>> found.start.tolist(), found.end.tolist(), found.part.tolist()
    ([0, 90], [90, 101], [1, 2])
    """
    length = MONTHS[kind]
    ends = to_dates(np.array([since, through])).astype("datetime64[M]").astype(np.int64)
    first, last = ends // length
    edges = np.arange(first, last + 2) * length
    days = edges.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    months = edges[:-1]
    return Periods(
        np.maximum(days[:-1], since),
        np.minimum(days[1:], through + 1),
        months // 12 + 1970,
        months % 12 // length + 1,
    )
