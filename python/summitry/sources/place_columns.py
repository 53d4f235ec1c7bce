"""Cells with several places: whole names first, then what a separator divides."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry.frames import Categories
from summitry.frames.ragged import places_within
from summitry.sources.spelling import folded, trimmed
from summitry.sources.state_table import state_table

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.sources.reading_rules import PlaceRules


_LONGEST_NAME = 6
"""Pieces of which one name may consist."""


class Divided(NamedTuple):
    """A column with a row for each place, and the row of each before."""

    rows: npt.NDArray[np.int64]
    places: Categories


def divided(found: Categories, rules: PlaceRules | None) -> Divided:
    """
    Return a row for each place of each cell, in order.

    Each distinct cell is looked at once. A missing cell stays one row.

    Examples
    --------
    >>> from summitry.sources.reading_rules import PlaceRules
    >>> cells = Categories(np.array([0, 1]), ["Fiji; Tonga", "Korea, Republic of"])
    >>> made = divided(cells, PlaceRules(";", frozenset()))
    >>> made.rows, [made.places.labels[code] for code in made.places.codes]
    (array([0, 0, 1]), ['Fiji', 'Tonga', 'Korea, Republic of'])
    """
    parts = [_parts(label, rules) for label in found.labels]
    distinct = dict.fromkeys(chain.from_iterable(parts))
    names = {name: code for code, name in enumerate(distinct)}
    flat = np.array([names[name] for part in parts for name in part] + [-1], np.int64)
    counts = np.array([*map(len, parts), 1], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    own = counts[found.codes]
    rows = np.repeat(np.arange(found.codes.size), own)
    codes = flat[starts[found.codes][rows] + places_within(own)]
    return Divided(rows, Categories(codes, list(names)))


def _parts(cell: str, rules: PlaceRules | None) -> list[str]:
    """The places that a cell names; the cell itself where it is one name."""
    whole = trimmed(cell)
    if rules is None or rules.separator not in cell or _known(whole, rules):
        return [whole]
    spans = _spans(cell, rules.separator)
    places, start = [], 0
    while start < len(spans):
        # A name of several pieces stands in the cell from the first to the last.
        ends = range(min(start + _LONGEST_NAME, len(spans)), start, -1)
        names = {
            end: trimmed(cell[spans[start][0] : spans[end - 1][1]]) for end in ends
        }
        known = (end for end, name in names.items() if _known(name, rules))
        end = next(known, start + 1)
        places.append(names[end])
        start = end
    return places or [whole]


def _spans(cell: str, separator: str) -> list[tuple[int, int]]:
    """
    Where the pieces of a cell begin and end; a word divides no other word.

    Examples
    --------
    >>> cell = "Poland and France"
    >>> [cell[start:end] for start, end in _spans(cell, "and ")]
    ['Poland ', 'France']
    """
    before = r"(?<!\w)" if separator[0].isalnum() else ""
    after = r"(?!\w)" if separator[-1].isalnum() else ""
    cuts = [
        one.span() for one in re.finditer(before + re.escape(separator) + after, cell)
    ]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(cell)]
    return [
        (start, end)
        for start, end in zip(starts, ends, strict=True)
        if trimmed(cell[start:end])
    ]


def _known(name: str, rules: PlaceRules) -> bool:
    return folded(name) in rules.names or (
        state_table().key_of(name, "name") is not None
    )
