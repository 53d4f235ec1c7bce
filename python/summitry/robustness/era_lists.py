"""The lists of eras of a multiverse, each under several rules, and named periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.exceptions import InputError
from summitry.frames.dates import days_of_values
from summitry.robustness.standings import position_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.claims.scopes import Scope
    from summitry.measure.eras import Axis
    from summitry.robustness.decisions import Decision


class EraLists:
    """
    Numbers every era of every list, and the periods that findings name.

    Parameters
    ----------
    rules : sequence of Decision
        For each list of eras the axes by which it may be dated.

    Attributes
    ----------
    eras : dict of list to dict of era to int
        The number of each era, the same under every rule.
    sides : dict of list to list of str
        The countries that a list concerns.
    """

    def __init__(self, rules: Sequence[Decision]) -> None:
        self._rules = list(rules)
        self.eras: dict[str, dict[str, int]] = {}
        self.sides: dict[str, list[str]] = {}
        count = 0
        for decision in self._rules:
            key = list_key(decision.values[0])
            axis = decision.values[0]
            self.sides[key] = [side for side in (axis.side, axis.other_side) if side]
            labels = _ordered(decision.values)
            self.eras[key] = {
                era: number for number, era in enumerate(labels, start=count)
            }
            count += len(labels)
        self._n_eras = count
        self._periods: dict[tuple[int, int], int] = {}

    def list_of(self, scope: Scope) -> str:
        """
        Return the list of eras that a scope is in.

        Raises
        ------
        CategoryError
            If there is no such side or era.
        InputError
            If the scope does not say of which side its era is.
        """
        if scope.era is None:
            raise InputError(
                f"{scope} is no era, and has no place among eras",
                code="no_era",
                column="era",
            )
        if not self.eras:
            raise InputError(
                f"the finding is on '{scope.era}', and there are no eras",
                code="no_eras",
                column="eras",
            )
        if scope.side is not None:
            position_of(scope.side, list(self.eras), what="side")
            return scope.side
        holding = [key for key, eras in self.eras.items() if scope.era in eras]
        if not holding:
            position_of(
                str(scope.era), [era for eras in self.eras.values() for era in eras]
            )
        if len(holding) > 1:
            raise InputError(
                f"'{scope.era}' is an era of {' and '.join(holding)}",
                code="several_lists",
                column="era",
                hint="give the finding its side",
            )
        return holding[0]

    def number(self, scope: Scope) -> int:
        """Return the number of the era or the period of a scope."""
        if scope.period is None:
            eras = self.eras[self.list_of(scope)]
            position_of(str(scope.era), list(eras))
            return eras[str(scope.era)]
        spans = days_of_values(list(scope.period), "period", spans_allowed=True)
        period = (int(spans.first[0]), int(spans.last[-1]))
        if period[1] < period[0]:
            raise InputError(
                f"the period {scope} ends before it starts",
                code="end_before_start",
                column="period",
            )
        return self._periods.setdefault(period, self._n_eras + len(self._periods))

    def argument(self) -> tuple[list[Any], int]:
        """Return the lists as the core takes them, and how many eras there are."""
        lists: list[Any] = [
            ([self._dated(axis) for axis in decision.values], False)
            for decision in self._rules
        ]
        lists += [
            ([([first], [last + 1], [number])], True)
            for (first, last), number in self._periods.items()
        ]
        return lists, self._n_eras + len(self._periods)

    def _dated(self, axis: Axis) -> tuple[list[int], list[int | None], list[int]]:
        numbers = self.eras[list_key(axis)]
        ends = zip(axis.end.tolist(), axis.open.tolist(), strict=True)
        return (
            axis.start.tolist(),
            [None if still else end for end, still in ends],
            [numbers[label] for label in axis.labels],
        )


def list_key(axis: Axis) -> str:
    """Return what the list of an axis is called: its side, or its two sides."""
    return "_".join(part for part in (axis.side, axis.other_side) if part)


def _ordered(axes: Sequence[Axis]) -> list[str]:
    """Name every era of these axes, in the order in which they first begin."""
    starts: dict[str, int] = {}
    for axis in axes:
        for label, start in zip(axis.labels, axis.start.tolist(), strict=True):
            starts[label] = min(start, starts.get(label, start))
    return sorted(starts, key=lambda label: starts[label])
