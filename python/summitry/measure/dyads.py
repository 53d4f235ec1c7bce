"""Dyads: the two countries of each visit, and the groups that they form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry import _core
from summitry.exceptions import InputError
from summitry.frames.arguments import word_of
from summitry.frames.categories import Categories
from summitry.measure.pairs import ENDS
from summitry.sources.country_names import warn_of_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from summitry.frames import Table

NO_GROUP = np.uint32(0xFFFFFFFF)
"""Code of a row that is in no group."""


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
    """

    def __init__(self, table: Table) -> None:
        ends = {column: table.coded(column) for column in ("origin", "destination")}
        self.countries = sorted(
            {label for end in ends.values() for label in end.labels}
        )
        self.unseen: list[str] = []
        self.origin, self.destination = (
            table.places(column, self.countries, "country") for column in ends
        )
        self.own = self.origin == self.destination

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
        given: object = direction
        if not isinstance(given, tuple | list) or len(given) != 2:  # noqa: PLR2004
            raise InputError(
                f"direction is {given!r:.80}, not a pair of countries",
                code="bad_direction",
                column="direction",
                hint="direction=('PRK', 'CHN')",
            )
        origin, destination = (self.code(country) for country in direction)
        return np.asarray(
            (self.origin == origin) & (self.destination == destination), dtype=bool
        )

    def expect(self, countries: Iterable[str]) -> None:
        """Ask for countries; those that do not occur are unseen."""
        for country in countries:
            self.code(country)

    def warn(self, stacklevel: int, pairs: Sequence[tuple[str, str]] = ()) -> None:
        """Warn once of names that do not agree, and of rows of one country alone."""
        own = self.origin[self.own]
        warn_of_names(
            self.countries,
            unseen=self.unseen if self.origin.size else (),
            pairs=[pair for pair in pairs if not {*pair} & {*self.unseen}],
            own=[self.countries[code] for code in np.unique(own)],
            number_own=own.size,
            stacklevel=stacklevel + 1,
        )

    def groups(
        self, keep: npt.NDArray[np.bool_], by: str | None
    ) -> tuple[npt.NDArray[np.uint32], dict[str, list[str]]]:
        """
        Group of each row that is kept, and the labels of the groups.

        Raises
        ------
        InputError
            If `by` is neither None nor "dyad" nor "direction".
        """
        if by is None:
            return np.where(keep & ~self.own, np.uint32(0), NO_GROUP), {}
        found = self.pairs(keep, by)
        known = np.array(self.countries, dtype=object)
        ends = (known[found["first"]].tolist(), known[found["second"]].tolist())
        return found["code"], dict(zip(ENDS[by], ends, strict=True))

    def pairs(self, keep: npt.NDArray[np.bool_] | None, by: str) -> _core._Groups:
        """
        Pair of each row that is kept, and the two countries of each pair by code.

        Of all rows, if nothing is kept from them; a country with itself is no pair.

        Raises
        ------
        InputError
            If `by` is neither "dyad" nor "direction".
        """
        return _core.country_pairs(
            self.origin,
            self.destination,
            keep,
            n_countries=len(self.countries),
            by=word_of(by, "by"),
        )

    def names(self, pairs: _core._Groups, by: str) -> dict[str, Categories]:
        """Return the names of the two countries of each pair, as columns."""
        ends = (pairs["first"], pairs["second"])
        return {
            name: Categories(codes.astype(np.int64), self.countries)
            for name, codes in zip(ENDS[by], ends, strict=True)
        }

    def place(self, side: str | None) -> int | None:
        """Return the code of a side of eras as the core reads it; None for no side."""
        if side is None:
            return None
        code = self.code(side)
        return int(NO_GROUP) if code < 0 else code

    def code(self, country: str) -> int:
        """Return the code of a country; -1 if it does not occur, and it is unseen."""
        if country in self.countries:
            return self.countries.index(country)
        if country not in self.unseen:
            self.unseen.append(country)
        return -1


def warn_of_sides(table: Table, sides: Iterable[str | None], stacklevel: int) -> None:
    """Warn once of names that do not agree, where visits are counted by sides."""
    named = [side for side in dict.fromkeys(sides) if side is not None]
    if named:
        dyads = Dyads(table)
        dyads.expect(named)
        dyads.warn(stacklevel=stacklevel + 1)
