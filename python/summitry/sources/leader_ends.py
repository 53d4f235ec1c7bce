"""The ends of terms, as the first day that is no longer the leader's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.exceptions import TenureError
from summitry.frames.dates import iso
from summitry.frames.mistakes import Mistake
from summitry.frames.overlaps import overlapping

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.sources.leader_layouts import Terms

    Days = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

FAR = np.iinfo(np.int64).max
"""The end of a term that is still open."""


class Ends(NamedTuple):
    """Terms in the order of their sides and starts, and how their ends were read."""

    order: Days
    end: Days
    how: npt.NDArray[Any]
    kept: Flags


def ends_of(
    terms: Terms,
    *,
    ends: str,
    in_office: str | None,
    overlaps: str,
    last_day: int | None,
) -> tuple[Ends, list[Mistake]]:
    """
    Return the end of each term, and which terms contradict each other.

    Parameters
    ----------
    terms : Terms
        The terms.
    ends : {"by_row", "last_day", "successor"}
        What a day is: the last one in office, the first one of the successor, or the
        latter where the successor starts on it.
    in_office : {"open", "close"} or None
        What becomes of terms that were not over on the last day of the list.
    overlaps : {"refuse", "cut"}
        Whether a term that shares days with the next one ends where that starts.
    last_day : int, optional
        The last day that the list knows.
    """
    side = np.unique(terms.side.astype(str), return_inverse=True)[1].ravel()
    order = np.lexsort((np.where(terms.in_office, FAR, terms.last), terms.start, side))
    sided, start = side[order], terms.start[order]
    first, last = terms.first[order], terms.last[order]
    still = terms.in_office[order]
    same = np.append(sided[1:] == sided[:-1], np.zeros(1, dtype=bool))[: order.size]
    after = np.where(same, np.append(start[1:], FAR)[: order.size], FAR)
    until = np.where(still, FAR, last)
    following = np.append(until[1:], np.zeros(1, dtype=np.int64))[: order.size]
    end, how = _days(last, after, ends)
    by_month = (first < last) & ~still
    read = _months(start, first, last, after, following)
    end, how = (np.where(by_month, *two) for two in zip(read, (end, how), strict=True))
    how[still] = "still in office"
    end[still] = FAR
    if in_office == "close" and last_day is not None:
        end[still], how[still] = last_day + 1, "closed after the last day of the list"
    reversed_ = np.where(still, FAR, last) < start
    wrong = _told(terms, order, np.flatnonzero(reversed_), "ends", last)
    if overlaps == "cut":
        shared = ~reversed_ & (after < end)
        how[shared] = how[shared] + ", cut where the next one starts"
        end = np.where(shared, after, end)
    kept = ~reversed_ & (end > start)
    how[~kept & ~reversed_] = "without a day: " + how[~kept & ~reversed_]
    if overlaps != "cut":
        wrong += _overlapping(terms, order, sided, start, end, kept)
    return Ends(order, end, how, kept), wrong


def _days(last: Days, after: Days, ends: str) -> tuple[Days, npt.NDArray[Any]]:
    """Read ends that are days."""
    is_successors = (
        (after == last)
        if ends == "by_row"
        else np.full(last.shape, ends == "successor")
    )
    how = np.where(is_successors, "the successor's first day", "the last day in office")
    return np.where(is_successors, last, last + 1), how.astype(object)


def _months(
    start: Days, first: Days, last: Days, after: Days, following: Days
) -> tuple[Days, npt.NDArray[Any]]:
    """
    Read ends that are months or years, by the start of whoever follows.

    Whoever starts in the month, or before it and stays longer, is the successor; if
    nobody does the whole month is the leader's. `following` is the end of that term.
    """
    follows = (after <= last) & (after > start) & (following >= last)
    # Of two who start on one day the one who left in that month had no day of his own.
    gone = (after == start) & (first <= start) & (following > last)
    end = np.where(follows | gone, after, last + 1)
    how = np.full(start.shape, "the last day of the month", dtype=object)
    how[follows] = "in the month in which the successor starts"
    how[follows & (after < first)] = "before the month, where the successor starts"
    how[gone] = "another starts on the same day and stays"
    return end, how


def _overlapping(
    terms: Terms, order: Days, side: Days, start: Days, end: Days, kept: Flags
) -> list[Mistake]:
    """Return the terms that share days with one that began before them."""
    rows = np.flatnonzero(kept)
    # Each side has days of its own, so that all are held against each other at once.
    far = 1 + max(
        int(one[rows][one[rows] < FAR].max(initial=0)) for one in (start, end)
    )
    width = far - int(start[rows].min(initial=0)) + 1
    from_ = start[rows] + side[rows] * width
    to = np.minimum(end[rows], far) + side[rows] * width
    wrong = []
    for earlier, later in zip(*overlapping(from_, to), strict=True):
        one, two = order[rows[earlier]], order[rows[later]]
        until = min(end[rows[earlier]], end[rows[later]])
        days = f"{iso(terms.start[two])} {'on' if until == FAR else 'to ' + iso(until - 1)}"
        wrong.append(
            Mistake(
                TenureError,
                "overlapping_eras",
                f"{terms.leader[one]} and {terms.leader[two]} of {terms.side[two]} "
                f"share the days {days}",
                _rows_of(terms, one)[:1] + _rows_of(terms, two)[:1],
                None,
                "overlaps='cut' ends a term where the next one starts; or leave out "
                "the rows of those who led beside another",
            )
        )
    return wrong


def _told(terms: Terms, order: Days, at: Days, what: str, last: Days) -> list[Mistake]:
    return [
        Mistake(
            TenureError,
            "end_before_start",
            f"{terms.leader[order[one]]} of {terms.side[order[one]]} {what} on "
            f"{iso(last[one])}, before the start {iso(terms.start[order[one]])}",
            _rows_of(terms, order[one])[:1],
        )
        for one in at
    ]


def _rows_of(terms: Terms, term: int) -> tuple[int, ...]:
    return tuple(np.flatnonzero(terms.of_row == term).tolist())
