"""Dyads: the two countries of each visit, and the groups that they form."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry import _core
from summitry.exceptions import InputError, brief
from summitry.frames.arguments import word_of
from summitry.frames.categories import Categories
from summitry.measure.pairs import ENDS, paired_by, refuse_missing_countries
from summitry.sources.country_names import warn_of_names, warn_of_no_visit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from summitry.frames import Table
    from summitry.frames.coded import Coded

    Codes = npt.NDArray[np.int64]

NO_GROUP = np.uint32(0xFFFFFFFF)
"""Code of a row that is in no group."""

_MOST_CELLS = 1 << 22
"""So many pairs of labels, at most, are looked up in a table."""


class Dyads:
    """
    The two countries of each row of a table.

    Parameters
    ----------
    table : Table
        With the columns ``origin`` and ``destination``, without missing values.

    Attributes
    ----------
    countries : list of str
        Every country that occurs, in alphabetical order.
    unseen : list of str
        Countries that were asked for and do not occur.
    own : (n,) bool
        Rows of a country to itself, which are in no group.
    origin, destination : (n,) uint32
        The two countries of each row, by their place among all.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._ends = tuple(map(table.coded, ENDS["direction"]))
        self.countries = sorted({label for end in self._ends for label in end.labels})
        self.unseen: list[str] = []
        for column, end in zip(ENDS["direction"], self._ends, strict=True):
            refuse_missing_countries(table, column, end)

    def __len__(self) -> int:
        return len(self._table)

    @cached_property
    def origin(self) -> npt.NDArray[Any]:
        """The country that each row is from."""
        return self._places("origin")

    @cached_property
    def destination(self) -> npt.NDArray[Any]:
        """The country that each row is to."""
        return self._places("destination")

    def _places(self, column: str) -> npt.NDArray[Any]:
        return self._table.places(column, self.countries, "country")

    @cached_property
    def own(self) -> npt.NDArray[np.bool_]:
        """Rows of a country to itself."""
        return np.asarray(self.origin == self.destination)

    @property
    def own_if_any(self) -> npt.NDArray[np.bool_] | None:
        """Rows of a country to itself, if there is one."""
        first, second = self.directions
        return self.own if (first == second).any() else None

    @cached_property
    def _codes(self) -> dict[str, int]:
        """The code of each country."""
        return {label: code for code, label in enumerate(self.countries)}

    @cached_property
    def _columns(self) -> tuple[_Column, _Column] | None:
        """The two columns as they are held, if a table of pairs of codes is small."""
        one, two = self._ends
        size = len(self.countries)
        if max(one.n_codes * two.n_codes, size * size) <= _MOST_CELLS:
            return self._as_held(one), self._as_held(two)
        if size * size > _MOST_CELLS:
            return None
        every = np.arange(size)
        return _Column(self.origin, every), _Column(self.destination, every)

    def _as_held(self, end: Coded) -> _Column:
        numbers = np.full(end.n_codes, -1, dtype=np.int64)
        numbers[end.used] = [self._codes[label] for label in end.labels]
        return _Column(end.codes, numbers)

    @cached_property
    def directions(self) -> tuple[Codes, Codes]:
        """The two countries of every direction that occurs, by code, in order."""
        size = len(self.countries)
        if self._columns is None:
            keys = np.unique(self._number_of_rows())
        else:
            one, two = self._columns
            seen = _core.pairs_seen(
                one.codes, one.numbers.size, two.codes, two.numbers.size
            )
            first, second = np.divmod(np.flatnonzero(seen), max(two.numbers.size, 1))
            keys = one.numbers[first] * size + two.numbers[second]
            keys = distinct(keys, size * size)
        first, second = np.divmod(keys, max(size, 1))
        return first, second

    def _number_of_rows(self) -> Codes:
        origin: Codes = self.origin.astype(np.int64)
        return origin * len(self.countries) + self.destination.astype(np.int64)

    def keyed(self, first: Codes, second: Codes, groups: Codes) -> Keys:
        """
        Return what the core reads the group of each row by.

        Directions from a country to another have a group each, the others none.
        """
        size = len(self.countries)
        if self._columns is None:
            keys, order = first * size + second, np.argsort(first * size + second)
            own = self._number_of_rows()
            at = np.searchsorted(keys[order], own).clip(max=max(keys.size - 1, 0))
            found = np.full(own.size, NO_GROUP, dtype=np.uint32)
            if keys.size:
                same = keys[order][at] == own
                found[same] = groups[order][at[same]]
            return Keys(found)
        table = np.full((size + 1, size + 1), NO_GROUP, dtype=np.uint32)
        table[first, second] = groups
        one, two = self._columns
        cells = table[one.numbers[:, None], two.numbers[None, :]]
        return Keys((one.codes, two.codes, cells.ravel(), two.numbers.size))

    def involving(self, *sides: str | None) -> npt.NDArray[np.bool_]:
        """Rows that have every one of these countries at one end."""
        keep = np.ones(self.origin.shape, dtype=bool)
        for side in sides:
            if side is not None:
                code = self.code(side)
                keep &= (self.origin == code) | (self.destination == code)
        return keep

    def heading(self, direction: tuple[str, str]) -> npt.NDArray[np.bool_]:
        """Rows of one direction: from the first country to the second."""
        origin, destination = self.two_of(direction)
        return np.asarray(
            (self.origin == origin) & (self.destination == destination), dtype=bool
        )

    def two_of(self, direction: tuple[str, str]) -> tuple[int, int]:
        """Return the codes of the two countries of a direction."""
        given: object = direction
        two = isinstance(given, tuple | list) and len(given) == 2  # noqa: PLR2004
        if not two or direction[0] == direction[1]:
            why = ": visits of a country to itself never count" if two else ""
            raise InputError(
                f"direction is {brief(given)}, not a pair of countries{why}",
                code="bad_direction",
                column="direction",
                hint="direction=('PRK', 'CHN')",
            )
        origin, destination = (self.code(country) for country in direction)
        return origin, destination

    def expect(self, countries: Iterable[str]) -> None:
        """Ask for countries; those that do not occur are unseen."""
        for country in countries:
            self.code(country)

    def unvisited(
        self, sides: Iterable[tuple[str | None, str | None]]
    ) -> list[tuple[str, str]]:
        """Return the pairs of two sides that no row is of."""
        pairs = [(one, two) for one, two in dict.fromkeys(sides) if one and two]
        if not pairs:
            return []
        seen = {frozenset(one) for one in zip(*self.directions, strict=True)}
        return [one for one in pairs if frozenset(map(self.code, one)) not in seen]

    def warn(self, pairs: Sequence[tuple[str, str]] = ()) -> None:
        """Warn once of names that do not agree, and of rows of one country alone."""
        first, second = self.directions
        own, unseen = first[first == second], {*self.unseen}
        warn_of_names(
            self.countries,
            unseen=self.unseen if len(self) else (),
            pairs=[pair for pair in pairs if unseen.isdisjoint(pair)],
            own=[self.countries[code] for code in own.tolist()],
            number_own=int(self.own.sum()) if own.size else 0,
        )

    def paired(
        self,
        by: str | None,
        *,
        sides: Iterable[str | None] = (),
        direction: tuple[str, str] | None = None,
    ) -> Paired:
        """
        Return the pairs that rows are of, if they are of one: all are one without `by`.

        Only rows that have each of the sides at one end, and are of the direction, if
        one is asked for. A country with itself is no pair.

        Raises
        ------
        InputError
            If `by` is neither None nor "dyad" nor "direction".
        """
        first, second = self.directions
        keep = first != second
        for code in (self.code(side) for side in sides if side is not None):
            keep &= (first == code) | (second == code)
        if direction is not None:
            origin, destination = self.two_of(direction)
            keep &= (first == origin) & (second == destination)
        first, second = first[keep], second[keep]
        if by is None:
            one = np.zeros(1, dtype=np.uint32)
            return Paired(self.keyed(first, second, np.zeros_like(first)), one, one)
        size = len(self.countries)
        ends = paired_by(word_of(by, "by"), first, second)
        numbers = ends[0] * size + ends[1]
        pairs = distinct(numbers, size * size)
        keys = self.keyed(first, second, np.searchsorted(pairs, numbers))
        ends = np.divmod(pairs, max(size, 1))
        return Paired(keys, *(codes.astype(np.uint32) for codes in ends))

    def names(self, pairs: Paired, by: str) -> dict[str, Categories]:
        """Return the names of the two countries of each pair, as columns."""
        return {
            name: Categories(codes.astype(np.int64), self.countries)
            for name, codes in zip(ENDS[by], pairs[1:], strict=True)
        }

    def place(self, side: str | None) -> int | None:
        """Return the code of a side of eras as the core reads it; None for no side."""
        if side is None:
            return None
        code = self.code(side)
        return int(NO_GROUP) if code < 0 else code

    def code(self, country: str) -> int:
        """Return the code of a country; -1 if it does not occur, and it is unseen."""
        code = self._codes.get(country)
        if code is not None:
            return code
        if country not in self.unseen:
            self.unseen.append(country)
        return -1


def distinct(keys: Codes, limit: int) -> Codes:
    """
    Return each of some numbers below a limit once, in order.

    Examples
    --------
    >>> distinct(np.array([4, 0, 4]), 5)
    array([0, 4])
    """
    if limit > _MOST_CELLS:
        return np.unique(keys)
    seen = np.zeros(limit, dtype=bool)
    seen[keys] = True
    return np.flatnonzero(seen)


class _Column(NamedTuple):
    """Codes of countries, and the place of each code; -1 of one that is not used."""

    codes: npt.NDArray[Any]
    numbers: Codes


class Keys:
    """
    The group of each row of a table, as the core reads it.

    Parameters
    ----------
    known : array of uint32, or tuple
        The groups; or two columns of codes, the group of each pair of codes, and how
        many codes the second one has.
    """

    def __init__(self, known: npt.NDArray[np.uint32] | _core._PairCodes) -> None:
        self.known = known

    @cached_property
    def groups(self) -> npt.NDArray[np.uint32]:
        """The group of each row, or `NO_GROUP`."""
        if isinstance(self.known, tuple):
            return _core.groups_of_pairs(self.known)
        return self.known


class Paired(NamedTuple):
    """The pair that each row is of, and the codes of the two countries of each pair."""

    keys: Keys
    first: npt.NDArray[np.uint32]
    second: npt.NDArray[np.uint32]


def warn_of_counted(
    table: Table,
    dyads: Dyads | None,
    own: npt.NDArray[np.bool_] | None,
    sides: Iterable[tuple[str | None, str | None]],
) -> None:
    """Warn where eras have no visits to count, and of names that do not agree."""
    if not len(table):
        warn_of_no_visit()
    elif dyads is not None:
        dyads.warn(pairs=dyads.unvisited(sides))
    elif own is not None:
        Dyads(table.take(np.flatnonzero(own))).warn()


def warn_of_sides(table: Table, sides: Iterable[str | None]) -> None:
    """Warn once of names that do not agree, where visits are counted by sides."""
    named = [side for side in dict.fromkeys(sides) if side is not None]
    if named:
        dyads = Dyads(table)
        dyads.expect(named)
        dyads.warn()
