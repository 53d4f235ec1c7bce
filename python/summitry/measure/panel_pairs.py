"""The pairs of a panel, and by which numbers the core finds the pair of a visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.measure.pairs import (
    ENDS,
    Pairs,
    numbers_among,
    paired_by,
    pairs_given,
    refuse_missing_countries,
)

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Frame, Table
    from summitry.frames.coded import Coded

    Codes = npt.NDArray[np.int64]
    Numbers = npt.NDArray[np.uint32]

_NO_PAIR, _ITSELF = np.uint32(2**32 - 1), np.uint32(2**32 - 2)
_NO_NUMBER = np.uint32(2**32 - 1)
_MOST_NAMES = 1 << 12
"""Of more countries the pair of each visit is looked up here."""


class PanelPairs(NamedTuple):
    """
    The pairs of a panel.

    Attributes
    ----------
    pairs : Pairs
        With the days on which both countries were there.
    names : list of str
        Countries of pairs and visits, in order of the alphabet.
    ends : pair of arrays of int64
        The countries of each pair, as places among the names.
    origins, destinations : pair of codes and uint32
        The countries of visits in codes, and the number of each code.
    table : array of uint32
        The pair of the sum of both numbers; the highest number where it is none, and
        the one below for a country and itself.
    """

    pairs: Pairs
    names: list[str]
    ends: tuple[Codes, Codes]
    origins: tuple[npt.NDArray[Any], Numbers]
    destinations: tuple[npt.NDArray[Any], Numbers]
    table: Numbers

    def __len__(self) -> int:
        return int(self.ends[0].size)

    def of_visits(self) -> Codes:
        """Return the pair of each visit; -1 where it is none of them."""
        one, other = (
            numbers[codes] for codes, numbers in (self.origins, self.destinations)
        )
        found = self.table[one + other].astype(np.int64)
        return np.where(found < len(self), found, -1)

    def called(self, sums: list[int]) -> list[str]:
        """Return countries that visit themselves, by sums of their two numbers."""
        n = len(self.names)
        if n <= _MOST_NAMES:
            return [self.names[number // n] for number in sums]
        return [self.names[number - len(self)] for number in sums]

    def always_there(self, since: int, through: int) -> bool:
        """Whether every pair was there all the time."""
        start, end = self.pairs.start, self.pairs.end
        whole = bool((start == since).all() and (end == through + 1).all())
        return whole and start.size == len(self)

    def stretches(self) -> tuple[list[int], list[tuple[int, int]]]:
        """Where the stretches of each pair end, and the days of each."""
        order = np.argsort(self.pairs.pair, kind="stable")
        ends = np.cumsum(np.bincount(self.pairs.pair, minlength=len(self)))
        days = zip(
            self.pairs.start[order].tolist(),
            self.pairs.end[order].tolist(),
            strict=True,
        )
        return ends.tolist(), list(days)


def panel_pairs(
    table: Table,
    dyads: Frame | None,
    by: str,
    window: tuple[int, int],
    keep: npt.NDArray[np.bool_] | None,
) -> PanelPairs:
    """
    Return the pairs that are asked for, or those that occur in the visits to keep.

    Raises
    ------
    MissingValueError, ColumnError, InputError, CategoryError
        If a country is missing, or a pair is none.
    """
    coded = []
    for end in ENDS["direction"]:
        column = table.coded(end)
        refuse_missing_countries(table, end, column)
        coded.append(column)
    origin, destination = coded
    given = None if dyads is None else pairs_given(dyads, by, *window)
    asked = () if given is None else given.names
    names = sorted({*origin.labels, *destination.labels, *asked})
    n, place = len(names), {name: number for number, name in enumerate(names)}
    if given is None:
        first, second = _seen(coded, place, by, keep)
        days = [np.full(first.size, day) for day in (window[0], window[1] + 1)]
        given = Pairs(names, first, second, np.arange(first.size), *days)
    else:
        places = np.array([place[name] for name in asked], dtype=np.int64)
        first, second = places[given.first], places[given.second]
    if n > _MOST_NAMES:
        return _looked_up(given, names, (first, second), coded, by)
    pairs = np.full(n * n, _NO_PAIR, dtype=np.uint32)
    pairs[first * n + second] = np.arange(first.size)
    if by == "dyad":
        pairs[second * n + first] = np.arange(first.size)
    pairs[:: n + 1] = _ITSELF
    origins = (origin.codes, _numbers(origin, place) * np.uint32(n))
    destinations = (destination.codes, _numbers(destination, place))
    return PanelPairs(given, names, (first, second), origins, destinations, pairs)


def _numbers(column: Coded, place: dict[str, int]) -> Numbers:
    table = np.zeros(column.n_codes, dtype=np.uint32)
    table[column.used] = [place[label] for label in column.labels]
    return table


def _seen(
    coded: list[Coded],
    place: dict[str, int],
    by: str,
    keep: npt.NDArray[np.bool_] | None,
) -> tuple[Codes, Codes]:
    """The countries of the pairs that occur, in order."""
    n = len(place)
    one, other = paired_by(by, *(_numbers(end, place)[end.codes] for end in coded))
    keys = one.astype(np.int64) * n + other
    keys = keys if keep is None else keys[keep]
    few = n <= _MOST_NAMES
    found = (
        np.flatnonzero(np.bincount(keys, minlength=n * n)) if few else np.unique(keys)
    )
    first, second = np.divmod(found, max(n, 1))
    apart = first != second
    return first[apart], second[apart]


def _looked_up(
    given: Pairs,
    names: list[str],
    ends: tuple[Codes, Codes],
    coded: list[Coded],
    by: str,
) -> PanelPairs:
    """The pair of each visit, where there are too many countries for a table of all."""
    n, place = len(names), {name: number for number, name in enumerate(names)}
    one, other = paired_by(
        by, *(_numbers(end, place)[end.codes].astype(np.int64) for end in coded)
    )
    n_pairs = ends[0].size
    at = numbers_among(ends, (one, other), n)
    pair = np.where(at < 0, n_pairs + n, at)
    pair = np.where(one == other, n_pairs + one, pair)
    table = np.arange(n_pairs + n + 1, dtype=np.uint32)
    table[n_pairs:-1], table[-1] = _ITSELF, _NO_PAIR
    every = np.arange(table.size, dtype=np.uint32)
    alone = (np.zeros(pair.size, dtype=np.uint8), np.zeros(1, dtype=np.uint32))
    return PanelPairs(given, names, ends, (pair, every), alone, table)
