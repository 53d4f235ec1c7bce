"""Spans that share days with one that began before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Rows = npt.NDArray[np.int64]


def overlapping(start: Rows, end: Rows) -> tuple[Rows, Rows]:
    """
    Return each span that begins in an earlier one, and the earlier one.

    Parameters
    ----------
    start, end : (n,) int64
        Half-open spans, ordered by start.

    Returns
    -------
    earlier, later : (m,) int64
        Positions. Each is held against the earlier span that lasts longest.

    Examples
    --------
    >>> overlapping(np.array([0, 5, 7]), np.array([8, 6, 9]))
    (array([0, 0]), array([1, 2]))
    """
    longest = np.maximum.accumulate(end)
    leads = np.arange(end.size)
    leads[1:][end[1:] <= longest[:-1]] = 0
    later = 1 + np.flatnonzero(start[1:] < longest[:-1])
    return np.maximum.accumulate(leads)[later - 1], later
