"""The pair of countries of each visit and of each shock."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry.exceptions import ColumnError, MissingValueError
from summitry.measure.dyads import NO_GROUP, Dyads

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
    named = names_its_pair(shocks)
    one_pair = np.zeros(len(shocks), dtype=np.uint32)
    none = np.zeros(len(shocks), dtype=bool)
    if not (visits.has("origin") and visits.has("destination")):
        if direction is not None:
            visits.require("origin")
            visits.require("destination")
        return PairGroups(np.zeros(len(visits), dtype=np.uint32), one_pair, none)
    dyads = Dyads(visits)
    groups, pairs = _pairs_of(dyads, dyads.involving())
    visited = set(pairs)
    if direction is not None:
        groups, pairs = _pairs_of(dyads, dyads.heading(direction))
    dyads.expect(asked or ())
    if len(pairs) > 1 and not named.all():
        raise ColumnError(
            f"the visits are of {len(pairs)} pairs of countries, and the shocks do "
            "not say of which they are",
            code="no_dyad",
            column="shocks",
            hint="give the shocks the columns 'origin' and 'destination'",
        )
    if not named.any():
        dyads.warn(stacklevel=3)
        return PairGroups(groups, one_pair, none)
    ends = Dyads(shocks.take(np.flatnonzero(named)))
    own, own_pairs = _pairs_of(ends, ends.involving())
    lonely = [pair for pair in own_pairs if pair not in visited]
    dyads.expect(ends.countries)
    dyads.warn(stacklevel=3, pairs=lonely)
    numbers = {pair: number for number, pair in enumerate(pairs)}
    # Where there is no visit, 0 is left to the shocks that name no countries.
    extra = max(len(pairs), 1)
    codes = []
    for pair in own_pairs:
        codes.append(numbers.get(pair, extra))
        extra += pair not in numbers
    # A shock of a country with itself is of a pair that no visit can be of.
    place = np.where(own == NO_GROUP, len(own_pairs), own)
    one_pair[named] = np.array([*codes, extra], dtype=np.uint32)[place]
    if len(visits):
        without = [pair not in visited for pair in own_pairs]
        none[named] = np.array([*without, True])[place]
    return PairGroups(groups, one_pair, none)


def _pairs_of(
    dyads: Dyads, keep: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.uint32], list[tuple[str, str]]]:
    groups, labels = dyads.groups(keep, "dyad")
    return groups, list(zip(*labels.values(), strict=True))


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
    ends = ("origin", "destination")
    there = [name for name in ends if shocks.has(name)]
    if len(there) < len(ends):
        _refuse_half(shocks, there)
        return np.zeros(len(shocks), dtype=bool)
    origin, destination = (shocks.categories(name).codes >= 0 for name in ends)
    half = np.flatnonzero(origin != destination)
    if half.size:
        has, lacks = ends if origin[half[0]] else ends[::-1]
        raise MissingValueError(
            f"shocks row {half[0]}: '{has}' is "
            f"{shocks.values(has)[half[0]]!r:.80}, and '{lacks}' is missing",
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
        named = np.flatnonzero(shocks.categories(has).codes >= 0)
        if named.size:
            lacks = "destination" if has == "origin" else "origin"
            raise ColumnError(
                f"shocks row {named[0]}: '{has}' is "
                f"{shocks.values(has)[named[0]]!r:.80}, and there is no column '{lacks}'",
                code="missing_country",
                column=lacks,
                rows=named,
                n_bad=named.size,
                hint=_BOTH,
            )
