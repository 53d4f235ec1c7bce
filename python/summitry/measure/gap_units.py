"""Whose gaps are measured: all visits together, or pairs, seen or asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.exceptions import InputError
from summitry.frames.categories import Categories, texts_of
from summitry.measure.asked_pairs import asked_pairs
from summitry.measure.dyads import NO_GROUP, Dyads
from summitry.measure.pairs import ENDS
from summitry.sources.country_names import of_two_countries

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Frame, Table


class Units(NamedTuple):
    """
    Units that are observed on the same days.

    Attributes
    ----------
    groups : (n,) uint32
        Whose gap each visit ends.
    labels : dict of str to categories
        The names of the units; empty for all visits together.
    first, last : int
        The days, both inclusive.
    """

    groups: npt.NDArray[np.uint32]
    labels: dict[str, Categories]
    first: int
    last: int

    def __len__(self) -> int:
        named = next(iter(self.labels.values()), None)
        return 1 if named is None else len(named.codes)


def units_of(
    table: Table,
    window: tuple[int, int],
    *,
    by: str | None,
    direction: tuple[str, str] | None,
    dyads: Frame | None,
) -> list[Units]:
    """
    Return the units, those observed on the same days together.

    A pair that is asked for is observed while it was there; one of several stretches
    of days has gaps in each of them.

    Raises
    ------
    InputError
        If `dyads` cannot be used, or is given with `direction` or without `by`.
    """
    if dyads is not None:
        return _asked(table, window, by, direction, dyads)
    if by is None and direction is None:
        groups = np.where(of_two_countries(table), np.uint32(0), NO_GROUP)
        return [Units(groups, {}, *window)]
    ends = Dyads(table)
    found = ends.paired(by, direction=direction)
    ends.warn()
    labels = ends.names(found, by) if by else {}
    return [Units(found.keys.groups, labels, *window)]


def _asked(
    table: Table,
    window: tuple[int, int],
    by: str | None,
    direction: Any,
    dyads: Frame,
) -> list[Units]:
    if direction is not None:
        raise InputError(
            "both dyads and a direction are given",
            code="dyads_with_direction",
            column="direction",
            hint="give the direction as a row of dyads, with by='direction'",
        )
    asked = asked_pairs(dyads, table, by=by, window=window, calendar_years=False)
    pairs = asked.pairs
    Dyads(table).warn(pairs=pairs.ends)
    found = []
    for start, end, members in pairs.together():
        place = np.full(len(pairs) + 1, NO_GROUP, dtype=np.uint32)
        place[members] = np.arange(members.size)
        labels = pairs.labels(asked.by, members)
        found.append(Units(place[asked.of_visit], labels, start, end - 1))
    nobody = {name: texts_of([]) for name in ENDS[asked.by]}
    nowhere = np.full(len(table), NO_GROUP, dtype=np.uint32)
    return found or [Units(nowhere, nobody, *window)]
