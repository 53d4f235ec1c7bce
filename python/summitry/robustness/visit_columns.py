"""The visits of a multiverse: who counts, on which day, in which class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames import Frame, Table
from summitry.measure.conditions import meets
from summitry.measure.dyads import Dyads
from summitry.measure.qualify import date_spans, qualify, verdicts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry.measure.definition import Definition
    from summitry.measure.weights import Scheme
    from summitry.robustness.decisions import Decision

_QUALIFIES, _UNCLEAR = 1, 2


class VisitColumns:
    """
    Reads the columns that the decisions on visits choose from.

    Parameters
    ----------
    visits : frame
        The visits.
    date : str
        The column that dates a visit.
    """

    def __init__(self, visits: Frame, date: str) -> None:
        self.table = Table(visits, "visits")
        self._visits, self._date = visits, date
        self._numbers: dict[str, int] = {}
        self._masks: list[npt.NDArray[np.bool_]] = []

    def verdicts(self, rule: Definition | None) -> npt.NDArray[np.uint8]:
        """What a definition, or else the table itself, says of each visit."""
        judged = self.table
        if rule is not None:
            judged = Table(qualify(self._visits, definition=rule), "visits")
        verdicts = verdicts_of(judged)
        every = np.full(len(self.table), _QUALIFIES, dtype=np.uint8)
        return every if verdicts is None else verdicts

    def readings(
        self, definition: Decision, unclear: Decision, source: Decision
    ) -> list[npt.NDArray[np.bool_]]:
        """Which visits count, under every combination of these decisions."""
        judged = [self.verdicts(rule) for rule in definition.values]
        subsets = [meets(self.table, where) for where in source.values]
        return [
            ((verdicts == _QUALIFIES) | ((verdicts == _UNCLEAR) & (word == "include")))
            & subset
            for verdicts in judged
            for word in unclear.values
            for subset in subsets
        ]

    def days(self, rule: str) -> npt.NDArray[np.int64]:
        """The day of each visit by a date rule."""
        table, date = self.table, self._date
        start = table.days(date)
        if rule == "end":
            end, missing = date_spans(table, "end_date", optional=True)
            return np.where(missing, start, end.last)
        column = {"first": f"{date}_earliest", "last": f"{date}_latest"}.get(rule)
        if column is None or (rule == "first" and not table.has(column)):
            return start
        return table.days(column)

    def subset(self, where: Mapping[str, Any], sides: Sequence[str]) -> int:
        """Return the number of the subset that meets conditions and concerns sides."""
        name = repr((tuple(sides), sorted(where.items(), key=str)))
        if name not in self._numbers:
            keep = meets(self.table, where)
            if sides:
                keep &= Dyads(self.table).involving(*sides)
            self._numbers[name] = len(self._masks)
            self._masks.append(keep)
        return self._numbers[name]

    def subsets(self) -> list[npt.NDArray[np.bool_]]:
        """Every subset that was asked for."""
        return self._masks

    def classes(
        self, scheme: Decision
    ) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.float64]]:
        """
        The class of each visit, and the weight of each class in each scheme.

        Visits are in one class if every scheme sorts them alike.
        """
        sorts: dict[str, npt.NDArray[np.uint32]] = {}
        keys = [_sorting(one) for one in scheme.values]
        for key, one in zip(keys, scheme.values, strict=True):
            if key not in sorts:
                none = np.zeros(len(self.table), dtype=np.uint32)
                sorts[key] = none if one is None else one.class_of(self.table)
        kinds, which = np.unique(
            np.stack(list(sorts.values()), axis=1), axis=0, return_inverse=True
        )
        places = {key: kinds[:, number] for number, key in enumerate(sorts)}
        weights = [
            np.ones(len(kinds)) if one is None else one.weights[places[key]]
            for key, one in zip(keys, scheme.values, strict=True)
        ]
        if not len(kinds):
            return np.zeros(0, dtype=np.uint32), np.ones((len(weights), 1))
        return which.ravel().astype(np.uint32), np.ascontiguousarray(np.stack(weights))


def _sorting(scheme: Scheme | None) -> str:
    """Return what decides how a scheme sorts visits: its columns and categories."""
    if scheme is None:
        return ""
    return repr([(column, list(table)) for column, table in scheme.factors.items()])
