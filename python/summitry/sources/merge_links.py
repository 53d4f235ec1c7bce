"""From pairs of rows to visits: what is joined, why, and what stays open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.exceptions import InputError
from summitry.sources.row_matches import Matches, matches_of
from summitry.sources.row_pairs import RowPairs, joined_rows, measured
from summitry.sources.travellers import travellers_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from summitry.sources.merge_review import Decisions
    from summitry.sources.stacked_sources import StackedSources

    Codes = npt.NDArray[np.int64]


class Links(NamedTuple):
    """Which visit each row is of, and the best link by which it is."""

    visit: Codes
    n_visits: int
    n_sources: Codes
    sources_of: list[str]
    reason: npt.NDArray[Any]
    score: npt.NDArray[np.float64]
    open_: Matches


def links_of(
    rows: StackedSources,
    visitor: str,
    aliases: Mapping[str, str],
    decisions: Decisions,
    days: int,
) -> Links:
    """Decide pairs, join them, and leave open what would join rows of one list."""
    origin, destination = rows.columns["origin"], rows.columns["destination"]
    dyad = origin.codes * (len(destination.texts) + 1) + destination.codes
    found = matches_of(rows, travellers_of(rows, visitor, aliases), dyad, days)
    found = found.at(~_among(found.pairs, decisions, len(rows)))
    found = _without_chains(rows, found, decisions)
    joined = _with_decided(rows, found.at(found.merged), decisions)
    first_rows = joined_rows(len(rows), joined.pairs.left, joined.pairs.right)
    _refuse_contradictions(rows, first_rows, decisions)
    roots, visit = np.unique(first_rows, return_inverse=True)
    support = np.unique(visit * len(rows.names) + rows.source)
    by_visit = support // len(rows.names)
    n_sources = np.bincount(by_visit, minlength=roots.size)
    told = np.array(rows.names, dtype=object)[support % len(rows.names)]
    ends = np.cumsum(n_sources)
    sources_of = [
        "; ".join(told[end - count : end])
        for end, count in zip(ends.tolist(), n_sources.tolist(), strict=True)
    ]
    reason, score = _best_links(len(rows), joined)
    return Links(
        visit, roots.size, n_sources, sources_of, reason, score, found.at(~found.merged)
    )


def _refuse_contradictions(
    rows: StackedSources, first_rows: Codes, decisions: Decisions
) -> None:
    """Refuse a review by which two rows are one visit and are not."""
    apart = ~decisions.same
    left, right = decisions.left[apart], decisions.right[apart]
    odd = np.flatnonzero(first_rows[left] == first_rows[right])
    if odd.size:
        one, other = (
            f"'{rows.ids[row]}' of {rows.names[rows.source[row]]}"
            for row in (left[odd[0]], right[odd[0]])
        )
        raise InputError(
            f"the review says no to {one} and {other}, and joins them by way of others",
            code="contradictory_review",
            column="review",
            n_bad=odd.size,
            hint="say no to one of the pairs that join them as well",
        )


def _among(pairs: RowPairs, decisions: Decisions, n_rows: int) -> npt.NDArray[np.bool_]:
    """Which pairs somebody has decided on."""
    return np.isin(
        pairs.left * n_rows + pairs.right, decisions.left * n_rows + decisions.right
    )


def _without_chains(
    rows: StackedSources, found: Matches, decisions: Decisions
) -> Matches:
    """Take back the weakest links of chains that join rows of a list, or a no."""
    pairs = found.pairs.at(found.merged)
    roots = joined_rows(len(rows), pairs.left, pairs.right)
    cells, counts = np.unique(roots * len(rows.names) + rows.source, return_counts=True)
    doubled = np.unique(cells[counts > 1] // len(rows.names))
    told_apart = ~decisions.same
    left, right = decisions.left[told_apart], decisions.right[told_apart]
    parted = roots[left][roots[left] == roots[right]]
    odd = np.isin(roots[found.pairs.left], np.concatenate([doubled, parted]))
    links = np.flatnonzero(odd & found.merged)
    order = np.lexsort(
        (found.pairs.right[links], found.pairs.left[links], -found.score[links])
    )
    groups: dict[int, set[int]] = {}
    apart = {*zip(left.tolist(), right.tolist(), strict=True)}
    back = [
        link
        for link in links[order].tolist()
        if not _joined(
            groups,
            int(found.pairs.left[link]),
            int(found.pairs.right[link]),
            rows,
            apart,
        )
    ]
    merged, reason = found.merged.copy(), found.reason.copy()
    merged[back] = False
    reason[back] = [f"{one}; by way of others" for one in reason[back].tolist()]
    return found._replace(merged=merged, reason=reason)


def _joined(
    groups: dict[int, set[int]],
    left: int,
    right: int,
    rows: StackedSources,
    apart: set[tuple[int, int]],
) -> bool:
    """Join the groups of two rows, unless that joins rows of a list or a pair apart."""
    one, other = groups.get(left, {left}), groups.get(right, {right})
    if one is other:
        return True
    both = one | other
    sources = rows.source[list(both)]
    if np.unique(sources).size < len(both):
        return False
    if any((min(a, b), max(a, b)) in apart for a in one for b in other):
        return False
    groups.update(dict.fromkeys(both, both))
    return True


def _with_decided(
    rows: StackedSources, merged: Matches, decisions: Decisions
) -> Matches:
    """Add the pairs that somebody said are the same."""
    left, right = decisions.left[decisions.same], decisions.right[decisions.same]
    pairs = measured(left, right, rows.first, rows.last)
    return Matches(
        RowPairs(
            *(np.concatenate(both) for both in zip(merged.pairs, pairs, strict=True))
        ),
        np.ones(merged.merged.size + left.size, dtype=bool),
        np.concatenate([merged.score, np.ones(left.size)]),
        np.concatenate([merged.reason, np.full(left.size, "by review", dtype=object)]),
    )


def _best_links(
    n_rows: int, joined: Matches
) -> tuple[npt.NDArray[Any], npt.NDArray[np.float64]]:
    """For each row the reason and score of its best link; nothing where it has none."""
    row = np.concatenate([joined.pairs.left, joined.pairs.right])
    score, reason = np.tile(joined.score, 2), np.tile(joined.reason, 2)
    order = np.lexsort((reason.astype(str), -score, row))
    rows, first = np.unique(row[order], return_index=True)
    reasons = np.full(n_rows, None, dtype=object)
    scores = np.full(n_rows, np.nan)
    reasons[rows] = reason[order][first]
    scores[rows] = score[order][first]
    return reasons, scores
