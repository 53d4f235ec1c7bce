"""What is counted in parts: a state of its own, and parts that go together."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import InputError
from summitry.frames import Frame, Table
from summitry.frames.alike import Alike
from summitry.frames.in_kind import in_kind
from summitry.frames.kinds import OBJECT
from summitry.measure.eras import axes_of
from summitry.measure.pairs import joined, pairs_given
from summitry.output.readable import Readable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summitry.measure.eras import Axis


class InParts(Alike, Readable):
    """
    What takes visits part by part; a copy of it goes on by itself.

    `_called` is what messages call the parts, and `_differ` the code of the error about
    parts that do not go together. Columns that are `_deciding` say which visits count,
    and are in every part or in none, as they are in all rows of one table.
    """

    _called: str
    _differ: str
    _deciding: tuple[str, ...]

    def __init__(self) -> None:
        self._decided: frozenset[str] | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Return what it holds; what grows where it stands is copied."""
        return {
            name: copy(held) if isinstance(held, dict | list | set) else held
            for name, held in vars(self).items()
        }

    def _decided_in(self, table: Table) -> frozenset[str] | None:
        """Return which columns decide in a part; one without rows decides nothing."""
        if not len(table):
            return self._decided
        decided = frozenset(filter(table.has, self._deciding))
        self._refuse_undecided(decided)
        return decided

    def _refuse_undecided(self, decided: frozenset[str] | None) -> None:
        """Refuse a part that says by other columns which visits count."""
        if self._decided is None or decided is None:
            return
        lone, code = sorted(self._decided ^ decided), self._differ
        if lone:
            raise InputError(
                f"some parts of the visits have a column '{lone[0]}' and some have not; "
                "it says which visits count",
                code=code,
                column=lone[0],
                hint="give it in every part, or in none",
            )

    def _refuse_differing(self, differing: Mapping[str, str]) -> None:
        """Refuse what was made with other options, by column and by what it is."""
        if differing:
            told, code = " and another ".join(differing.values()), self._differ
            raise InputError(
                f"the {self._called} were made with another {told}",
                code=code,
                column=next(iter(differing)),
                hint=f"make every {type(self).__name__} with the same options",
            )


def as_pair(direction: Any) -> Any:
    """Return two countries as a tuple, in whatever kind of sequence they came."""
    return tuple(direction) if isinstance(direction, list) else direction


def own_table(frame: Frame | None, name: str) -> Any:
    """Return a table that its giver cannot change, or None where there is none."""
    return None if frame is None else Table(frame, name).own_copy()


def own_list(frame: Frame | None, name: str) -> Any:
    """
    Return a list of eras or pairs that its giver cannot change and that can be sent.

    polars does not pickle values that it holds as objects; arrays of them can be.
    """
    if frame is None:
        return None
    table = Table(frame, name)
    held = any(table.kind(one) == OBJECT for one in table.columns)
    if held and str(table.backend) == "polars":
        return in_kind(table, "arrays")
    return table.own_copy()


def same_eras(one: Frame, other: Frame) -> bool:
    """
    Whether tables have the same eras, whatever their kind.

    Examples
    --------
    >>> eras = {"era": ["Xi"], "start": ["2012-11-15"], "end": [None]}
    >>> later = eras | {"start": ["2013-03-14"]}
    >>> same_eras(eras, dict(eras)), same_eras(eras, later)
    (True, False)
    """
    return list(map(_told, axes_of(one, pooled=True))) == list(
        map(_told, axes_of(other, pooled=True))
    )


def _told(axis: Axis) -> tuple[Any, ...]:
    days = (axis.start, np.where(axis.open, 0, axis.end), axis.open, axis.of_era)
    told = (days.tolist() for days in days)
    return axis.side, axis.other_side, axis.rule, axis.labels, *told


def same_dyads(
    one: Frame | None, other: Frame | None, by: str | None, days: Sequence[int]
) -> bool:
    """
    Whether tables ask for the same pairs on the same days, in whatever order.

    Examples
    --------
    >>> pair = {"country": ["CHN"], "other_country": ["PRK"]}
    >>> same_dyads(pair, {"country": ["PRK"], "other_country": ["CHN"]}, "dyad", [0, 9])
    True
    """
    if one is None or other is None:
        return one is other
    first, second = (joined(pairs_given(d, by or "", *days)) for d in (one, other))
    columns = ["first", "second", "pair", "start", "end"]
    return first.names == second.names and all(
        np.array_equal(getattr(first, name), getattr(second, name)) for name in columns
    )
