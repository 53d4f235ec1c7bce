"""The pair of countries of each visit and of each shock."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry.exceptions import ColumnError, MissingValueError, brief
from summitry.measure.dyads import NO_GROUP, Dyads, Keys, distinct
from summitry.measure.pairs import countries_of, has_countries

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.frames import Table

_BOTH = (
    "name both countries; a shock that names none waits for the visits of the only pair "
    "that there is"
)

UNVISITED = ("leave_out", "censor")
"""What becomes of a shock whose pair of countries no visit has."""


class PairGroups(NamedTuple):
    """
    Codes of pairs of countries.

    Attributes
    ----------
    visits, shocks : arrays of uint32
        The pair of each visit and of each shock.
    unvisited : array of bool
        Which shocks name a pair that no visit has, in either direction.
    """

    visits: npt.NDArray[np.uint32]
    shocks: npt.NDArray[np.uint32]
    unvisited: npt.NDArray[np.bool_]


class PairKeys(NamedTuple):
    """The same, with the pair of each visit as the core reads it."""

    visits: Keys
    shocks: npt.NDArray[np.uint32]
    unvisited: npt.NDArray[np.bool_]


def number_of_groups(*groups: npt.NDArray[np.uint32]) -> int:
    """Return one more than the largest code, of those that are in a group."""
    known = np.concatenate(groups)
    known = known[known != NO_GROUP]
    return int(known.max()) + 1 if known.size else 1


def pair_groups(
    shocks: Table,
    visits: Table,
    direction: tuple[str, str] | None,
    asked: Sequence[str] | None = None,
) -> PairGroups:
    """
    Return the pair of countries of each visit, and of each shock.

    `asked` are further countries, of which one warning says if no visit has them.
    """
    found = pair_keys(shocks, visits, direction, asked)
    return PairGroups(found.visits.groups, *found[1:])


def pair_keys(
    shocks: Table,
    visits: Table,
    direction: tuple[str, str] | None,
    asked: Sequence[str] | None = None,
) -> PairKeys:
    """Return what `pair_groups` does, without a code for each visit."""
    refuse_exchanged(shocks, visits)
    named = names_its_pair(shocks)
    one_pair = np.zeros(len(shocks), dtype=np.uint32)
    none = np.zeros(len(shocks), dtype=bool)
    if not (visits.has("origin") and visits.has("destination")):
        if direction is not None:
            visits.require("origin")
            visits.require("destination")
        same = Keys(np.zeros(len(visits), dtype=np.uint32))
        return PairKeys(same, one_pair, none)
    dyads, ends = Dyads(visits), None
    heading = None if direction is None else dyads.two_of(direction)
    dyads.expect(asked or ())
    if named.any():
        ends = Dyads(shocks if named.all() else shocks.take(np.flatnonzero(named)))
    countries = sorted({*dyads.countries, *(ends.countries if ends else ())})
    seen = _Directions.of(dyads, countries)
    two = seen.first != seen.second
    limit = len(countries) ** 2
    visited = distinct(seen.pair[two], limit)
    if heading is not None:
        two &= (seen.first == heading[0]) & (seen.second == heading[1])
    pairs = distinct(seen.pair[two], limit)
    if pairs.size > 1 and not named.all():
        raise ColumnError(
            f"the visits are of {pairs.size} pairs of countries, and the shocks do "
            "not say of which they are",
            code="no_dyad",
            column="shocks",
            hint="give the shocks the columns 'origin' and 'destination'",
        )
    seen = seen.at(two)
    keys = dyads.keyed(seen.first, seen.second, np.searchsorted(pairs, seen.pair))
    if ends is None:
        dyads.warn()
        return PairKeys(keys, one_pair, none)
    given = _Directions.of(ends, countries)
    two = given.first != given.second
    own = distinct(given.pair[two], limit)
    unvisited = np.setdiff1d(own, visited, assume_unique=True)
    dyads.expect(ends.countries)
    dyads.warn(pairs=_named(unvisited, countries))
    others = np.setdiff1d(own, pairs, assume_unique=True)
    # Where there is no visit, 0 is left to the shocks that name no countries; a shock
    # of a country with itself is of a pair of its own, that no visit can be of.
    start = max(pairs.size, 1)
    codes = start + others.size + given.first
    at = np.searchsorted(pairs, given.pair)
    other = np.isin(given.pair, others)
    codes[two] = np.where(other, start + np.searchsorted(others, given.pair), at)[two]
    found = ends.keyed(given.first, given.second, codes).groups
    one_pair[named] = found
    if visited.size and (unvisited.size or not two.all()):
        without = np.zeros(codes.max() + 1, dtype=bool)
        without[codes] = ~np.isin(given.pair, visited) | ~two
        none[named] = without[found]
    return PairKeys(keys, one_pair, none)


class _Directions(NamedTuple):
    """The two countries of each direction in a table, and a number of its pair."""

    first: npt.NDArray[np.int64]
    second: npt.NDArray[np.int64]
    pair: npt.NDArray[np.int64]

    @classmethod
    def of(cls, dyads: Dyads, countries: Sequence[str]) -> _Directions:
        """Number pairs by the place of their countries among all of two tables."""
        places = {name: place for place, name in enumerate(countries)}
        place = np.array([places[name] for name in dyads.countries], dtype=np.int64)
        first, second = dyads.directions
        ends = place[first], place[second]
        return cls(
            first, second, np.minimum(*ends) * len(countries) + np.maximum(*ends)
        )

    def at(self, keep: npt.NDArray[np.bool_]) -> _Directions:
        """Return some of them."""
        return _Directions(*(column[keep] for column in self))


def _named(
    pairs: npt.NDArray[np.int64], countries: Sequence[str]
) -> list[tuple[str, str]]:
    """The two countries of each pair."""
    ends = (one.tolist() for one in np.divmod(pairs, max(len(countries), 1)))
    return [(countries[one], countries[two]) for one, two in zip(*ends, strict=True)]


def refuse_exchanged(shocks: Table, visits: Table) -> None:
    """
    Refuse shocks that look like visits beside visits that do not.

    Visits without countries are those of the only pair that there is, so shocks that
    name their pairs cannot be told from visits in the wrong place.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> tests = Table({"date": ["2013-02-12"], "label": ["third"]}, "shocks")
    >>> visits = Table({"date": ["2013-05-22"], "visitor": ["Choe"]}, "visits")
    >>> refuse_exchanged(tests, visits)
    """
    only = [name for name in _OF_VISITS if shocks.has(name) and not visits.has(name)]
    persons = [name for name in only if name not in _ENDS]
    bare = not any(visits.has(name) for name in _OF_VISITS)
    labelled = visits.has("label") and not shocks.has("label")
    if (bare and (persons or {*_ENDS} <= {*only})) or (persons and labelled):
        raise ColumnError(
            "these look exchanged: shocks has "
            f"{' and '.join(map(repr, only[:2]))}, and visits has not",
            code="exchanged",
            column="shocks",
            hint="shocks come first, as in response_lags(shocks, visits), or are given as "
            "shocks=...; if each is in its place, give these columns to both or to visits",
        )


_ENDS = ("origin", "destination")
_OF_VISITS = (
    *_ENDS,
    *("visitor", "visitor_rank", "visitor_office", "host", "host_rank", "qualifies"),
)
"""Columns by which a table is known to be one of visits."""


def names_its_pair(shocks: Table) -> npt.NDArray[np.bool_]:
    """
    Return whether each shock says between which countries it was.

    Raises
    ------
    ColumnError
        If the table has one of the two columns only.
    MissingValueError
        If a row says only half of it.
    """
    there = [name for name in _ENDS if shocks.has(name)]
    if len(there) < len(_ENDS):
        _refuse_half(shocks, there)
        return np.zeros(len(shocks), dtype=bool)
    if all(has_countries(shocks.coded(name)) for name in _ENDS):
        return np.ones(len(shocks), dtype=bool)
    origin, destination = (countries_of(shocks, name).codes >= 0 for name in _ENDS)
    half = np.flatnonzero(origin != destination)
    if half.size:
        has, lacks = _ENDS if origin[half[0]] else _ENDS[::-1]
        raise MissingValueError(
            f"shocks row {half[0]}: '{has}' is "
            f"{brief(shocks.values(has)[half[0]])}, and '{lacks}' is missing",
            code="missing_country",
            column=lacks,
            rows=half,
            n_bad=half.size,
            hint=_BOTH,
        )
    return np.asarray(origin & destination)


def _refuse_half(shocks: Table, there: Sequence[str]) -> None:
    """Refuse a column of countries without the other one, if anything is in it."""
    for has in there:
        named = np.flatnonzero(countries_of(shocks, has).codes >= 0)
        if named.size:
            lacks = "destination" if has == "origin" else "origin"
            raise ColumnError(
                f"shocks row {named[0]}: '{has}' is "
                f"{brief(shocks.values(has)[named[0]])}, and there is no column '{lacks}'",
                code="missing_country",
                column=lacks,
                rows=named,
                n_bad=named.size,
                hint=_BOTH,
            )
