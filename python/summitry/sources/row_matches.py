"""Which rows of two lists are one visit, which may be, and why: the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.frames.ragged import places_within
from summitry.output.format import many
from summitry.sources.row_pairs import RowPairs, distinct, pairs_within
from summitry.sources.travellers import Travellers, likeness_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.sources.stacked_sources import StackedSources

    Codes = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

NEAR = 62
"""Days within which trips of one traveller are shown for review."""
CLEAR = 3
"""Days by which the best row of a list must be nearer than the next."""
EXACT = 7
"""Days that a date may leave open and still tell two trips apart."""
ALIKE = 0.85
"""Similarity from which two names are shown for review."""
APART = 2
"""Days from the end of one trip to the start of another from which they are two."""
CLOSE = 3
"""Days within which a trip of another traveller is shown for review."""
FEW = 3
"""How many such trips of each list are shown for a row, the nearest first."""


class Matches(NamedTuple):
    """
    Pairs of rows, what was decided of each, how alike they are and why.

    ``unshown`` are those of other travellers that others are nearer than.
    """

    pairs: RowPairs
    merged: Flags
    score: npt.NDArray[np.float64]
    reason: npt.NDArray[Any]
    unshown: int = 0

    def at(self, keep: Flags) -> Matches:
        """Return some of them."""
        return self._replace(
            pairs=self.pairs.at(keep),
            merged=self.merged[keep],
            score=self.score[keep],
            reason=self.reason[keep],
        )


def matches_of(
    rows: StackedSources, travellers: Travellers, dyad: Codes, days: int
) -> Matches:
    """Decide on the rows of each two lists; no third list has a say in it."""
    same = _of_one_traveller(rows, travellers, dyad)
    told = travellers.remarks
    one, other = told[same.left], told[same.right]
    namesakes = (one >= 0) & (other >= 0) & (one != other)
    apart = _apart_by_ends(rows, same) | ~_all_in_common(travellers, same, len(rows))
    merged = _chosen(rows, same, (same.days_apart <= days) & ~namesakes & ~apart)
    known = _taken_rows(rows, same.at(merged))
    open_ = ~merged & ~_meets(rows, same, known)
    part_of = _within(rows, same.left, same.right, known)
    part_of |= _within(rows, same.right, same.left, known)
    others = _of_other_travellers(rows, travellers, dyad, known, days)
    parts = [
        _told(rows, same.at(part_of), "same traveller, part of a trip", 0.8),
        _told(rows, same.at(merged), "same traveller", 1.0, merged=True),
        _told(rows, same.at(open_ & ~namesakes), "same traveller", 1.0),
        _told(rows, same.at(open_ & namesakes), "namesakes by their brackets", 0.7),
        others,
    ]
    return _all_of(parts)


def _all_of(parts: Sequence[Matches]) -> Matches:
    pairs = zip(*(part.pairs for part in parts), strict=True)
    merged, score, reason = (
        np.concatenate([part[column] for part in parts]) for column in (1, 2, 3)
    )
    return Matches(
        RowPairs(*(np.concatenate(columns) for columns in pairs)),
        *(merged, score, reason),
        sum(part.unshown for part in parts),
    )


def _of_one_traveller(
    rows: StackedSources, travellers: Travellers, dyad: Codes
) -> RowPairs:
    """Pairs of rows that share a traveller, within the widest window."""
    who = travellers.rows
    block = dyad[who] * (len(travellers.names) + 1) + travellers.keys
    pairs = pairs_within(block, rows.first[who], rows.last[who], rows.source[who], NEAR)
    whole = pairs._replace(left=who[pairs.left], right=who[pairs.right])
    return distinct(whole, len(rows))


def _apart_by_ends(rows: StackedSources, pairs: RowPairs) -> Flags:
    """Whether one trip was over, by the day that is told, well before the other."""
    left, right = pairs.left, pairs.right
    ends, missing = rows.ends
    later = rows.first[right] - ends[left] >= APART
    earlier = rows.first[left] - ends[right] >= APART
    return (later | earlier) & ~missing[left] & ~missing[right]


def _all_in_common(travellers: Travellers, pairs: RowPairs, n_rows: int) -> Flags:
    """Whether all travellers of the row that names fewer are in the other."""
    counts = np.bincount(travellers.rows, minlength=n_rows)
    fewer = np.minimum(counts[pairs.left], counts[pairs.right])
    several = np.flatnonzero(fewer > 1)
    found = np.ones(pairs.left.size, dtype=bool)
    keys: list[set[int]] = []
    starts = np.cumsum(counts) - counts
    for row in (pairs.left[several], pairs.right[several]):
        keys += [
            set(travellers.keys[starts[one] : starts[one] + counts[one]].tolist())
            for one in row.tolist()
        ]
    half = several.size
    found[several] = [
        one <= other or other <= one
        for one, other in zip(keys[:half], keys[half:], strict=True)
    ]
    return found


def _chosen(rows: StackedSources, pairs: RowPairs, eligible: Flags) -> Flags:
    """
    Say which pairs are merged: each the clear best of the other, what is left anew.

    A pair is clear if no other eligible row of that list is within CLEAR days of being
    as near; where the best date leaves more than EXACT days open, nearness of dates
    that overlap tells nothing.
    """
    merged = np.zeros(pairs.left.size, dtype=bool)
    live = eligible.copy()
    while True:
        part = np.flatnonzero(live)
        some = pairs.at(part)
        best = _clear(rows, some, some.left, some.right)
        best &= _clear(rows, some, some.right, some.left)
        if not best.any():
            return merged
        merged[part[best]] = True
        live &= ~_meets(rows, pairs, _taken_rows(rows, pairs.at(merged)))


def _clear(rows: StackedSources, pairs: RowPairs, own: Codes, other: Codes) -> Flags:
    """Whether the other row is the clear best of its list for the row itself."""
    group = own * len(rows.names) + rows.source[other]
    order = np.lexsort((pairs.disagreement, group))
    grouped = group[order]
    leads = np.diff(grouped, prepend=-1) != 0
    last = np.append(leads[1:], True)
    nth = np.arange(order.size)
    next_ = np.where(last, nth, nth + 1)
    width = np.maximum(
        rows.last[pairs.left] - rows.first[pairs.left],
        rows.last[pairs.right] - rows.first[pairs.right],
    )[order]
    apart, differ = pairs.days_apart[order], pairs.disagreement[order]
    # Of the rest of the group the nearest by days may not be the next by disagreement.
    nearest = _least_of_others(grouped, apart)
    exact = (width <= EXACT) & (differ[next_] - differ >= CLEAR)
    clear = leads & (last | exact | (nearest - apart >= CLEAR))
    found = np.zeros(order.size, dtype=bool)
    found[order] = clear
    return found


def _least_of_others(grouped: Codes, values: Codes) -> Codes:
    """For each element the least value of the others of its group; great if alone."""
    order = np.lexsort((values, grouped))
    place = np.flatnonzero(np.diff(grouped[order], prepend=-1) != 0)
    group = np.cumsum(np.diff(grouped[order], prepend=-1) != 0) - 1
    sorted_ = values[order]
    great = np.iinfo(np.int64).max // 2
    second = np.append(sorted_, great)[place + 1]
    alone = np.diff(np.append(place, order.size)) == 1
    second[alone] = great
    least = np.where(np.isin(np.arange(order.size), place),
                     second[group], sorted_[place][group])  # fmt: skip
    found = np.empty(order.size, dtype=np.int64)
    found[order] = least
    return found


def _of_other_travellers(
    rows: StackedSources,
    travellers: Travellers,
    dyad: Codes,
    known: Codes,
    days: int,
) -> Matches:
    """Rows without a partner in the other list that may be one visit all the same."""
    n_lists = len(rows.names)
    partners = np.bincount(known // n_lists, minlength=len(rows))
    free = np.flatnonzero((partners < n_lists - 1) & ~rows.copies)
    pairs = pairs_within(
        dyad[free], rows.first[free], rows.last[free], rows.source[free], days
    )
    pairs = pairs._replace(left=free[pairs.left], right=free[pairs.right])
    pairs = pairs.at(~_meets(rows, pairs, known))
    likeness = likeness_of(travellers, pairs, len(rows))
    shared = likeness == 1.0
    nameless = travellers.nameless[pairs.left] | travellers.nameless[pairs.right]
    alike = (likeness >= ALIKE) & ~nameless & ~shared
    near = (pairs.disagreement <= CLOSE) & (nameless | (likeness < ALIKE))
    shown = _nearest_few(rows, pairs, near)
    groups = (
        ("names alike", alike),
        ("no traveller named", nameless & shown),
        ("other traveller", ~nameless & shown),
    )
    parts = []
    for reason, keep in groups:
        likely = np.where(nameless, 0.5, likeness)[keep]
        parts.append(_told(rows, pairs.at(keep), reason, likely))
    unshown = int(near.sum() - shown.sum())
    return _all_of(parts)._replace(unshown=unshown)


def _nearest_few(rows: StackedSources, pairs: RowPairs, asked: Flags) -> Flags:
    """Which of these pairs are among the nearest few of one of their rows."""
    at = np.flatnonzero(asked)
    some = pairs.at(at)
    found = np.zeros(pairs.left.size, dtype=bool)
    for own, other in ((some.left, some.right), (some.right, some.left)):
        group = own * len(rows.names) + rows.source[other]
        order = np.lexsort((other, some.disagreement, group))
        sizes = np.unique(group, return_counts=True)[1]
        found[at[order[places_within(sizes) < FEW]]] = True
    return found


def _told(
    rows: StackedSources,
    pairs: RowPairs,
    reason: str,
    likeness: npt.NDArray[np.float64] | float,
    *,
    merged: bool = False,
) -> Matches:
    """Pairs with their reason in words, and a score that falls with the days apart."""
    exact = (rows.first == rows.last)[pairs.left] & (rows.first == rows.last)[
        pairs.right
    ]
    same_day = exact & (pairs.disagreement == 0)
    # Each reason once; -1 is the same day, which is not open.
    kinds, kind = np.unique(
        np.where(same_day, -1, pairs.days_apart), return_inverse=True
    )
    texts = [f"{reason}, {_when(days)}" for days in kinds.tolist()]
    score = likeness / (1 + pairs.days_apart / 30 + ~same_day * 0.1)
    return Matches(
        pairs,
        np.full(pairs.left.size, merged),
        np.round(score, 3),
        np.array(texts, dtype=object)[kind],
    )


def _when(days: int) -> str:
    """
    How far apart two trips are in words; -1 is the same day.

    Examples
    --------
    >>> _when(-1), _when(0), _when(2)
    ('same day', 'dates that overlap', '2 days apart')
    """
    if days < 1:
        return "same day" if days < 0 else "dates that overlap"
    return f"{many(days, 'day')} apart"


def _taken_rows(rows: StackedSources, merged: RowPairs) -> Codes:
    """Each row that has its partner, with the list of that partner, as one number."""
    n_lists = len(rows.names)
    left = merged.left * n_lists + rows.source[merged.right]
    right = merged.right * n_lists + rows.source[merged.left]
    return np.concatenate([left, right])


def _meets(rows: StackedSources, pairs: RowPairs, known: Codes) -> Flags:
    """Whether a row of the pair has a partner in the other's list already."""
    return _paired(rows, pairs.left, pairs.right, known) | _paired(
        rows, pairs.right, pairs.left, known
    )


def _paired(rows: StackedSources, own: Codes, other: Codes, known: Codes) -> Flags:
    """Whether each row has a partner in the list of the other."""
    return np.isin(own * len(rows.names) + rows.source[other], known)


def _within(rows: StackedSources, own: Codes, other: Codes, known: Codes) -> Flags:
    """Whether a row without partner begins while a trip lasts that has one."""
    last = np.where(rows.ends[1], rows.last, rows.ends[0])
    inside = (rows.first[own] >= rows.first[other]) & (rows.last[own] <= last[other])
    return inside & ~_paired(rows, own, other, known) & _paired(rows, other, own, known)
