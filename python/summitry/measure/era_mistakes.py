"""What is wrong with a list of eras: each mistake by name, day and row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import CategoryError, TenureError
from summitry.frames.dates import iso
from summitry.frames.mistakes import Mistake
from summitry.frames.overlaps import overlapping

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summitry.measure.era_list import EraList


def nameless(names: Iterable[Any]) -> list[Mistake]:
    """Return the eras without a name."""
    return [
        Mistake(
            CategoryError,
            "missing_era",
            f"eras row {row}: the era has no name",
            (row,),
            "era",
        )
        for row, name in enumerate(names)
        if name is None
    ]


def empty_or_reversed(eras: EraList) -> list[Mistake]:
    """Return the eras that end before they start, or on the same day."""
    found = []
    for at in np.flatnonzero(~eras.open & (eras.end <= eras.start)):
        start, end = iso(eras.start[at]), iso(eras.end[at])
        empty = start == end
        what = (
            f"starts and ends on {start}: it holds no day"
            if empty
            else f"ends on {end}, before its start {start}"
        )
        found.append(
            Mistake(
                TenureError,
                "empty_era" if empty else "end_before_start",
                f"era '{eras.labels[at]}' of {eras.name} {what}",
                (int(eras.rows[at]),),
                "eras",
                "an era runs up to its end and does not include it" if empty else None,
            )
        )
    return found


def overlaps(eras: EraList) -> list[Mistake]:
    """
    Return the eras that share days with one that began before them.

    Each is held against the earlier era that lasts longest; an open one outlasts all,
    and is told once.
    """
    whole = np.flatnonzero(eras.open | (eras.end > eras.start))
    far = np.iinfo(np.int64).max
    start, end = eras.start[whole], np.where(eras.open, far, eras.end)[whole]
    found, told = [], set()
    for one, at in zip(*overlapping(start, end), strict=True):
        is_open = end[one] == far
        if is_open and one in told:
            continue
        told.add(one)
        first, second = whole[one], whole[at]
        last = min(end[one], end[at])
        until = f" to {iso(last)} (exclusive)" if last != far else " on"
        names = f"eras '{eras.labels[first]}' and '{eras.labels[second]}'"
        why = f"; '{eras.labels[first]}' has no end" if is_open else ""
        found.append(
            Mistake(
                TenureError,
                "overlapping_eras",
                f"{names} of {eras.name} share the days {iso(start[at])}{until}{why}",
                (int(eras.rows[first]), int(eras.rows[second])),
                "eras",
                "give each country its own `side`, each pair an `other_side` too, and "
                "each way of dating eras its own `rule`",
            )
        )
    return found


def doubled_names(eras: EraList, *, pooled: bool) -> list[Mistake]:
    """Return the names that several eras have, unless these are told to be terms."""
    if len(set(eras.labels.tolist())) == eras.labels.size:
        return []
    named = eras.labels.astype(str)
    names, which, counts = np.unique(named, return_inverse=True, return_counts=True)
    order, ends = np.argsort(which, kind="stable"), np.cumsum(counts)
    found = []
    for place in np.flatnonzero(counts > 1):
        name, number = names[place], counts[place]
        times = "twice" if number == 2 else f"{number} times"  # noqa: PLR2004
        at = order[ends[place] - number : ends[place]]
        if eras.labels[at[0]] is None:
            continue
        terms = set() if eras.terms is None else set(eras.terms[at].tolist())
        are_terms = len(terms) == number
        if are_terms and pooled:
            continue
        hint = f"give each era its own name, such as '{name} (1)'"
        if are_terms:
            hint += "; terms taken together can be counted, but not asked for here"
        found.append(
            Mistake(
                TenureError,
                "duplicate_era",
                f"era '{name}' of {eras.name} is named {times}",
                tuple(int(row) for row in eras.rows[at]),
                "era",
                hint,
            )
        )
    return found
