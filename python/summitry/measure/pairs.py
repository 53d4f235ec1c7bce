"""Pairs of countries that are asked for, and the days on which both were there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import ColumnError, InputError, MissingValueError
from summitry.frames import Categories, Table
from summitry.frames.dates import iso
from summitry.frames.unknown_values import refuse_unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from summitry.frames import Frame
    from summitry.frames.coded import Coded

    Days = npt.NDArray[np.int64]
    Codes = npt.NDArray[Any]

ENDS = {"dyad": ("country", "other_country"), "direction": ("origin", "destination")}
"""What the two countries of a pair are called, without an order and with one."""


@dataclass(frozen=True, eq=False)
class Pairs:
    """
    Pairs of countries in order of the alphabet, and their stretches of days.

    Attributes
    ----------
    names : list of str
        Countries in order of the alphabet, those of the pairs among them.
    first, second : (n_pairs,) int64
        The two countries of each pair, as places among the names; of a pair without
        order the first in the alphabet stands first.
    pair : (n_stretches,) int64
        Which pair each stretch is of.
    start, end : (n_stretches,) int64
        Its days, the end exclusive.
    """

    names: list[str]
    first: Days
    second: Days
    pair: Days
    start: Days
    end: Days

    def __len__(self) -> int:
        return int(self.first.size)

    @cached_property
    def ends(self) -> list[tuple[str, str]]:
        """The two countries of each pair."""
        one, other = (
            map(self.names.__getitem__, end.tolist())
            for end in (self.first, self.second)
        )
        return list(zip(one, other, strict=True))

    def countries(self) -> list[str]:
        """Return every country that is in a pair."""
        used = np.union1d(self.first, self.second)
        return [self.names[code] for code in used.tolist()]

    def labels(self, by: str, members: Days | None = None) -> dict[str, Categories]:
        """Return the two countries of each pair, or of each of some of them."""
        rows = np.arange(len(self)) if members is None else members
        return {
            name: Categories(end, self.names).at(rows)
            for name, end in zip(ENDS[by], (self.first, self.second), strict=True)
        }

    def of(self, *sides: str | None) -> npt.NDArray[np.bool_]:
        """Return which pairs each of these countries is in; None is in all."""
        keep = np.ones(len(self), dtype=bool)
        for side in sides:
            if side is not None:
                code = self._code(side)
                keep &= (self.first == code) | (self.second == code)
        return keep

    def between(self, one: str, other: str) -> npt.NDArray[np.bool_]:
        """Return which pair is of these two countries, in this order."""
        first, second = self._code(one), self._code(other)
        return np.asarray((self.first == first) & (self.second == second))

    def _code(self, name: str) -> int:
        return self.names.index(name) if name in self.names else -1

    def keep(self, wanted: npt.NDArray[np.bool_]) -> tuple[Pairs, Days]:
        """Return some of the pairs, and the number of each there; -1 of none."""
        number = np.append(np.where(wanted, np.cumsum(wanted) - 1, -1), -1)
        pair = number[self.pair]
        at = np.flatnonzero(pair >= 0)
        ends = self.first[wanted], self.second[wanted]
        days = self.start[at], self.end[at]
        return Pairs(self.names, *ends, pair[at], *days), number

    def there(self, pair: Days, days: Days) -> npt.NDArray[np.bool_]:
        """Return whether the pair of each visit is there on its day."""
        low = int(min(self.start.min(initial=0), days.min(initial=0)))
        width = int(max(self.end.max(initial=0), days.max(initial=0))) - low + 2
        # Stretches one after the other on one axis, those of a pair in order of days;
        # what the observation leaves nothing of stands before one of the same start.
        order = np.lexsort((self.end, self.start, self.pair))
        axis = self.pair[order] * width + self.start[order] - low
        at = np.searchsorted(axis, pair * width + days - low, side="right") - 1
        found = np.zeros(pair.size, dtype=bool)
        some = np.flatnonzero((at >= 0) & (pair >= 0))
        row = order[at[some]]
        found[some] = (self.pair[row] == pair[some]) & (days[some] < self.end[row])
        return found

    def together(self) -> Iterator[tuple[int, int, Days]]:
        """Return each stretch of days, its end exclusive, with the pairs there."""
        days = np.stack([self.start, self.end], axis=1)
        there = days[:, 1] > days[:, 0]
        distinct, at = np.unique(days[there], axis=0, return_inverse=True)
        for number, (start, end) in enumerate(distinct.tolist()):
            yield start, end, self.pair[there][at.ravel() == number]


def pairs_given(dyads: Frame, by: str, since: int, through: int) -> Pairs:
    """
    Read the pairs that are asked for; a pair may have several stretches of days.

    Raises
    ------
    ColumnError
        If the two columns of countries are not there.
    InputError
        If a country is paired with itself, or a stretch ends before it begins.
    """
    table = Table(dyads, "dyads")
    found = [names for names in ENDS.values() if all(map(table.has, names))]
    if not found:
        raise ColumnError(
            f"dyads has the columns {table.columns}; it must have 'origin' and "
            "'destination', or 'country' and 'other_country'",
            code="no_column",
            column="dyads",
        )
    one, other = (_named(table, column) for column in found[0])
    names = sorted({*one.labels, *other.labels})
    first, second = one.coded(names), other.coded(names)
    same = np.flatnonzero(first == second)
    if same.size:
        raise InputError(
            f"dyads row {same[0]}: {names[first[same[0]]]} is paired with itself",
            code="own_country",
            column="dyads",
            rows=same.tolist(),
            n_bad=same.size,
        )
    first, second = paired_by(by, first, second)
    keys, pair = np.unique(first * len(names) + second, return_inverse=True)
    start, unbegun = _edge(table, "since", since)
    last, unended = _edge(table, "through", through)
    # Where an edge is missing, a pair may be there only outside the observation.
    start = np.where(unbegun, np.minimum(start, last + 1), start)
    end = np.where(unended, np.maximum(last + 1, start), last + 1)
    _refuse_reversed(np.flatnonzero((end <= start) & ~unbegun & ~unended))
    pair = pair.ravel()
    both = np.divmod(keys, max(len(names), 1))
    return Pairs(names, *both, pair, *_inside(pair, start, end, since, through))


def joined(pairs: Pairs) -> Pairs:
    """Join stretches of a pair of which one ends where the next begins."""
    order = np.lexsort((pairs.end, pairs.start, pairs.pair))
    pair, start, end = pairs.pair[order], pairs.start[order], pairs.end[order]
    new = np.ones(pair.size, dtype=bool)
    new[1:] = (pair[1:] != pair[:-1]) | (start[1:] != end[:-1])
    first = np.flatnonzero(new)
    last = np.append(first[1:], pair.size)[: first.size] - 1
    return replace(pairs, pair=pair[first], start=start[first], end=end[last])


def countries_of(table: Table, column: str) -> Categories:
    """
    Return the countries of a column; one is missing where a text is blank, too.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> visits = Table({"origin": ["CHN", " ", None]}, "visits")
    >>> countries_of(visits, "origin")
    Categories(codes=array([ 0, -1, -1]), labels=['CHN'])
    """
    found = table.categories(column)
    named = [label for label in found.labels if label.strip()]
    if len(named) == len(found.labels):
        return found
    return Categories(found.coded(named), named)


def has_countries(coded: Coded) -> bool:
    """Whether there is a country in every row."""
    return coded.complete and all(map(str.strip, coded.labels))


def refuse_missing_countries(table: Table, column: str, coded: Coded) -> None:
    """
    Refuse a column in which a country is missing.

    Raises
    ------
    CategoryError
        If there is a row without one.
    """
    if has_countries(coded):
        return
    found = countries_of(table, column)
    refuse_unknown(table, column, found, found.codes, found.labels, "country")


def _named(table: Table, column: str) -> Categories:
    found = countries_of(table, column)
    gone = np.flatnonzero(found.codes < 0)
    if gone.size:
        raise MissingValueError(
            f"dyads row {gone[0]}: '{column}' is missing",
            code="missing_country",
            column=column,
            rows=gone,
            n_bad=gone.size,
        )
    return found


def _edge(
    table: Table, column: str, default: int
) -> tuple[Days, npt.NDArray[np.bool_]]:
    """The days, with the end of the observation where there is none, and where."""
    if not table.has(column):
        n = len(table)
        return np.full(n, default, dtype=np.int64), np.ones(n, dtype=bool)
    days, missing = table.optional_days(column)
    return np.where(missing, default, days), missing


def _refuse_reversed(odd: Days) -> None:
    if odd.size:
        raise InputError(
            f"dyads row {odd[0]}: 'through' is before 'since'",
            code="end_before_start",
            column="through",
            rows=odd,
            n_bad=odd.size,
        )


def _inside(
    pair: Days, start: Days, end: Days, since: int, through: int
) -> tuple[Days, Days]:
    """Stretches inside the observation; those of one pair may not share days."""
    order = np.lexsort((start, pair))
    again = pair[order][1:] == pair[order][:-1]
    shared = np.flatnonzero(again & (start[order][1:] < end[order][:-1]))
    if shared.size:
        row = int(order[shared[0] + 1])
        raise InputError(
            f"dyads row {row}: the pair is there on {iso(int(start[row]))} already by "
            "another row",
            code="overlapping_stretches",
            column="dyads",
            rows=order[shared + 1],
            n_bad=shared.size,
        )
    first = np.clip(start, since, through + 1)
    return first, np.maximum(np.clip(end, since, through + 1), first)


def pair_codes(
    pairs: Pairs, origin: Categories, destination: Categories, by: str
) -> npt.NDArray[np.int64]:
    """
    Return the pair of each visit; -1 where it is none of them.

    Parameters
    ----------
    origin, destination : Categories
        The two countries of each visit.
    """
    n = len(pairs.names)
    ends = paired_by(by, origin.coded(pairs.names), destination.coded(pairs.names))
    return numbers_among((pairs.first, pairs.second), ends, n)


def paired_by(by: str, one: Codes, other: Codes) -> tuple[Codes, Codes]:
    """
    Return the two countries of each pair in codes, the lower first if without order.

    Examples
    --------
    >>> paired_by("dyad", np.array([2, 0]), np.array([1, 1]))
    (array([1, 0]), array([2, 1]))
    """
    if by == "dyad":
        return np.minimum(one, other), np.maximum(one, other)
    return one, other


def numbers_among(known: tuple[Days, Days], ends: tuple[Days, Days], n: int) -> Days:
    """
    Return which of the known pairs, in order, each pair is; -1 where it is none.

    Both are in codes of `n` countries; a country of the code -1 is in no pair.

    Examples
    --------
    >>> known = np.array([0, 0]), np.array([1, 2])
    >>> numbers_among(known, (np.array([0, 1, 0]), np.array([2, 2, -1])), 3)
    array([ 1, -1, -1])
    """
    one, other = ends
    numbers, keys = known[0] * n + known[1], one * n + other
    at = np.searchsorted(numbers, keys)
    found = (np.append(numbers, -1)[at] == keys) & (one >= 0) & (other >= 0)
    return np.where(found, at, -1)
