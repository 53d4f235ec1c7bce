"""Who travelled, row by row, and how alike the travellers of two rows are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry import _core
from summitry.frames.ragged import places_within
from summitry.sources.person_names import person_keys, remark, romanised

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from summitry.sources.row_pairs import RowPairs
    from summitry.sources.stacked_sources import StackedSources

    Codes = npt.NDArray[np.int64]


class Travellers(NamedTuple):
    """Who travelled: a person a key, several keys a row."""

    rows: Codes
    """The row of each entry."""
    keys: Codes
    """Its key."""
    names: list[str]
    """The folded name that each key stands for."""
    remarks: Codes
    """For each row what its name has in brackets; -1 for nothing."""
    nameless: npt.NDArray[np.bool_]
    """Rows without a name."""


def travellers_of(
    rows: StackedSources, column: str, aliases: Mapping[str, str]
) -> Travellers:
    """Read the names of travellers; every distinct cell once."""
    if column not in rows.columns:
        none = np.array([], dtype=np.int64)
        gone = np.full(len(rows), -1)
        return Travellers(none, none, [], gone, np.ones(len(rows), dtype=bool))
    said = rows.columns[column]
    cells = [*said.texts, ""]
    found = person_keys(cells, aliases)
    names = sorted({key for keys in found for key in keys})
    number = {name: code for code, name in enumerate(names)}
    sizes = np.array([len(keys) for keys in found], dtype=np.int64)
    flat = np.array(
        [number[key] for keys in found for key in sorted(keys)], dtype=np.int64
    )
    starts = np.cumsum(sizes) - sizes
    counts = sizes[said.codes]
    # A row that repeats another word for word must not stand in its way.
    counts = np.where(rows.copies, 0, counts)
    entries = np.repeat(np.arange(counts.size), counts)
    keys = flat[np.repeat(starts[said.codes], counts) + places_within(counts)]
    remarks = [remark(cell) for cell in cells]
    listed = {one: code for code, one in enumerate(sorted({*remarks} - {""}))}
    coded = np.array([listed.get(one, -1) for one in remarks])
    return Travellers(entries, keys, names, coded[said.codes], counts == 0)


def likeness_of(
    travellers: Travellers, pairs: RowPairs, n_rows: int
) -> npt.NDArray[np.float64]:
    """The greatest similarity of a name of one row to a name of the other."""
    counts = np.bincount(travellers.rows, minlength=n_rows)
    starts = np.cumsum(counts) - counts
    per_pair = counts[pairs.left] * counts[pairs.right]
    pair = np.repeat(np.arange(per_pair.size), per_pair)
    nth = places_within(per_pair)
    width = counts[pairs.right][pair]
    left = travellers.keys[starts[pairs.left][pair] + nth // np.maximum(width, 1)]
    right = travellers.keys[starts[pairs.right][pair] + nth % np.maximum(width, 1)]
    n_names = len(travellers.names) + 1
    codes, at = np.unique(left * n_names + right, return_inverse=True)
    ones, others = codes // n_names, codes % n_names
    spelt = [romanised(name) for name in travellers.names]
    found = _core.name_similarities(
        [spelt[code] for code in ones.tolist()],
        [spelt[code] for code in others.tolist()],
    )
    # Equal after romanisation is alike, but not the same.
    found = np.where(ones == others, 1.0, np.minimum(found, 0.99))
    best = np.zeros(per_pair.size)
    np.maximum.at(best, pair, found[at])
    return best
