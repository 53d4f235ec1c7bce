"""Which rows of different lists may be one visit: blocks, and a window of days."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry.exceptions import LimitError
from summitry.frames.ragged import places_within

if TYPE_CHECKING:
    import numpy.typing as npt

    Codes = npt.NDArray[np.int64]


MOST_PAIRS = 20_000_000


class RowPairs(NamedTuple):
    """Pairs of rows, the one of the earlier list first, and how far apart they are."""

    left: Codes
    right: Codes
    days_apart: Codes
    """Least number of days between the two starts, 0 where they may be one day."""
    disagreement: Codes
    """Greatest distance of first from first and last from last possible day."""

    def at(self, keep: npt.NDArray[np.bool_] | Codes) -> RowPairs:
        """Return some of the pairs."""
        return RowPairs(*(column[keep] for column in self))


def pairs_within(
    block: Codes, first: Codes, last: Codes, source: Codes, days: int
) -> RowPairs:
    """
    Return every pair of rows of one block, of different sources, within some days.

    Examples
    --------
    >>> same, days = np.zeros(3, dtype=int), np.array([0, 4, 40])
    >>> pairs = pairs_within(same, days, days, np.array([0, 1, 1]), 7)
    >>> pairs.left.tolist(), pairs.right.tolist(), pairs.days_apart.tolist()
    ([0], [1], [4])
    """
    order = np.lexsort((first, block))
    starts, ends = first[order], last[order]
    # Blocks one after the other on one axis, too far apart to meet.
    lowest = int(first.min(initial=0))
    width = int(last.max(initial=0)) - lowest + days + 1
    offset = np.cumsum(np.diff(block[order], prepend=block[order][:1]) != 0) * width
    axis = offset + starts - lowest
    upper = np.searchsorted(axis, offset + ends - lowest + days, side="right")
    # Rows that start later and within reach; those that start before reach this one.
    here = np.arange(order.size)
    counts = np.maximum(upper - here - 1, 0)
    if counts.sum() > MOST_PAIRS:
        raise LimitError(
            f"{counts.sum():,} pairs of rows of one direction lie within {days} days; at "
            f"most {MOST_PAIRS:,} are compared",
            code="too_many_pairs",
            column="sources",
            hint="collapse_trips first, or merge a part of the countries or years",
        )
    one = np.repeat(here, counts)
    other = one + 1 + places_within(counts)
    left, right = order[one], order[other]
    keep = source[left] != source[right]
    left, right = left[keep], right[keep]
    swap = source[left] > source[right]
    left, right = np.where(swap, right, left), np.where(swap, left, right)
    return measured(left, right, first, last)


def measured(left: Codes, right: Codes, first: Codes, last: Codes) -> RowPairs:
    """Return pairs of rows with how far apart they are."""
    apart = np.maximum(first[left] - last[right], first[right] - last[left])
    differ = np.maximum(
        np.abs(first[left] - first[right]), np.abs(last[left] - last[right])
    )
    return RowPairs(left, right, np.maximum(apart, 0), differ)


def distinct(pairs: RowPairs, n_rows: int) -> RowPairs:
    """Return each pair once, in order of its rows."""
    _, keep = np.unique(pairs.left * n_rows + pairs.right, return_index=True)
    return pairs.at(keep)


def joined_rows(n_rows: int, left: Codes, right: Codes) -> Codes:
    """
    Return for each row the first row that links lead to.

    Examples
    --------
    >>> joined_rows(5, np.array([1, 3]), np.array([3, 4])).tolist()
    [0, 1, 2, 1, 1]
    """
    found = np.arange(n_rows)
    while True:
        least = np.minimum(found[left], found[right])
        next_ = found.copy()
        np.minimum.at(next_, left, least)
        np.minimum.at(next_, right, least)
        next_ = next_[next_]
        if (next_ == found).all():
            return found
        found = next_
