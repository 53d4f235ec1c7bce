"""Pairs of rows that a person decides on: the table that is given out and read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.exceptions import CategoryError, brief
from summitry.frames import Categories, Table
from summitry.sources.stacked_sources import written_dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.frames import Frame
    from summitry.sources.row_matches import Matches
    from summitry.sources.stacked_sources import StackedSources

    Codes = npt.NDArray[np.int64]

KEYS = ("left_source", "left_id", "right_source", "right_id")
SHOWN = ("origin", "destination")
BESIDE = ("visitor", "visitor_office", "visitor_rank", "host")
_YES = frozenset({"true", "yes", "y", "1", "1.0", "same"})
_NO = frozenset({"false", "no", "n", "0", "0.0", "different"})


class Decisions(NamedTuple):
    """What a filled review says of pairs of rows."""

    left: Codes
    right: Codes
    same: npt.NDArray[np.bool_]
    unknown: int
    """Decided pairs of which a row is not in the sources any more."""


def read_review(review: Frame | None, rows: StackedSources) -> Decisions:
    """
    Read what was decided; a pair without an answer stays open.

    Raises
    ------
    CategoryError
        If ``same`` holds anything but yes, no and nothing.
    """
    none = np.array([], dtype=np.int64)
    if review is None:
        return Decisions(none, none, none.astype(bool), 0)
    table = Table(review, "review")
    given = [
        None if value is None else str(value).strip().casefold()
        for value in table.values("same")
    ]
    odd = [n for n, one in enumerate(given) if one and one not in _YES | _NO]
    if odd:
        raise CategoryError(
            f"review row {odd[0]}: 'same' is {brief(table.values('same')[odd[0]])}; "
            "it must be yes, no or empty",
            code="unknown_decision",
            column="same",
            rows=odd,
            n_bad=len(odd),
        )
    places = {
        (rows.names[source], name): place
        for place, (source, name) in enumerate(
            zip(rows.source.tolist(), rows.ids.tolist(), strict=True)
        )
    }
    told = [table.values(key) for key in KEYS]
    left, right, same, unknown = [], [], [], 0
    for answer, one, one_id, other, other_id in zip(given, *told, strict=True):
        if not answer:
            continue
        ends = (
            places.get((str(one), str(one_id))),
            places.get((str(other), str(other_id))),
        )
        if None in ends:
            unknown += 1
            continue
        left.append(min(ends))  # type: ignore[type-var]
        right.append(max(ends))  # type: ignore[type-var]
        same.append(answer in _YES)
    return Decisions(
        np.array(left, dtype=np.int64),
        np.array(right, dtype=np.int64),
        np.array(same, dtype=bool),
        unknown,
    )


def review_columns(
    rows: StackedSources, open_: Matches, *, beside: Sequence[str] = BESIDE
) -> dict[str, Any]:
    """Return the undecided pairs, likeliest first, with an empty column ``same``."""
    pairs = open_.pairs
    order = np.lexsort((pairs.right, pairs.left, -open_.score))
    left, right = pairs.left[order], pairs.right[order]
    columns: dict[str, Any] = {"same": [None] * order.size}
    columns["score"] = open_.score[order]
    columns["reason"] = open_.reason[order].tolist()
    for name in SHOWN:
        columns[name] = rows.columns[name].at(left)
    for side, at in (("left", left), ("right", right)):
        columns[f"{side}_date"] = written_dates(rows.first[at], rows.last[at])
    for name in [name for name in beside if name in rows.columns]:
        for side, at in (("left", left), ("right", right)):
            columns[f"{side}_{name}"] = rows.columns[name].at(at)
    for side, at in (("left", left), ("right", right)):
        columns[f"{side}_source"] = Categories(rows.source[at], rows.names)
        columns[f"{side}_id"] = Categories(at, rows.ids.tolist())
    return columns
