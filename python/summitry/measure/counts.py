"""Exact counts on one list of eras, and how they become columns of a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames.array_column import ArrayColumn, column_of, stacked_column
from summitry.frames.categories import (
    Categories,
    constant,
    joined_categories,
    length_of,
)
from summitry.frames.missing import is_masked
from summitry.frames.taken import Taken, whole
from summitry.measure.row_counts import of_all_classes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry import _core
    from summitry.measure.classes import Classes
    from summitry.measure.counted_eras import Counted
    from summitry.measure.covered_eras import LeftOut
    from summitry.measure.eras import Axis, Exposure


@dataclass(frozen=True)
class Counts:
    """
    Exact counts on one axis of eras.

    Attributes
    ----------
    axis : Axis
        The eras.
    exposure : Exposure
        How much of each was observed; if `apart`, of each era of each group.
    years : (n_eras,) or (n_groups * n_eras,) float64
        Exposure in years.
    groups : dict of column to categories
        Labels of the groups (dyads); no column for one group of all visits.
    qualify, unclear : (n_groups, n_eras, n_classes) uint64
        Visits that count, and of which that is unclear; of all classes together where
        only those that occur are told.
    account : dict
        What became of every row.
    scheme : Classes
        The classes.
    cells : dict of column to (n_cells,) array
        The years of the eras: ``era`` (its position), calendar ``year``, ``start`` and
        ``end`` (days, the end exclusive), exposure in ``years``.
    yearly : dict
        The same counts by year; of all classes together where those are too many.
        If `apart`, the cells are those of all groups, one group after the other, and
        ``era`` is the row of the table.
    left_out : LeftOut, optional
        What a coverage left out, where one was given.
    terms : list of str or None
        The stretches of each era that has several.
    own_country : int
        Visits of a country to itself, which are in no group.
    duplicates : mapping
        How many rows repeat another, if they were looked for.
    apart : bool
        Whether each group was observed on days of its own.
    outside_existence : int, optional
        Visits of a pair on days on which it was not there, where pairs are asked for.
    """

    axis: Axis
    exposure: Exposure
    years: npt.NDArray[np.float64]
    groups: dict[str, Categories]
    qualify: npt.NDArray[np.uint64]
    unclear: npt.NDArray[np.uint64]
    account: _core._Account
    scheme: Classes
    cells: _core._Cells
    yearly: _core._EraTally
    left_out: LeftOut | None = None
    terms: list[str | None] = field(default_factory=list)
    own_country: int = 0
    duplicates: Mapping[str, int] = field(default_factory=dict)
    apart: bool = False
    outside_existence: int | None = None

    @classmethod
    def of(
        cls,
        axis: Axis,
        counted: Counted,
        groups: dict[str, Categories],
        *,
        calendar_years: bool,
        **about: Any,
    ) -> Counts:
        """Return what was counted of groups on an axis, stretches of eras together."""
        return cls(
            axis.eras,
            counted.exposed,
            counted.exposed.years(calendar_years=calendar_years),
            groups,
            qualify=counted.eras["qualify"],
            unclear=counted.eras["unclear"],
            account=counted.eras["account"],
            cells=counted.cells,
            yearly=counted.years,
            terms=axis.terms(),
            apart=counted.apart,
            outside_existence=counted.outside_existence,
            **about,
        )

    @property
    def n_groups(self) -> int:
        """How many groups there are."""
        return int(self.qualify.shape[0])

    def reading(self, unclear: str) -> npt.NDArray[np.uint64]:
        """Return the counts with unclear visits left out, or taken in."""
        return self.qualify if unclear == "exclude" else self.qualify + self.unclear

    def eras(self) -> _core._EraTally:
        """Return the counts as the core gives them."""
        return {
            "qualify": self.qualify,
            "unclear": self.unclear,
            "account": self.account,
            "by_class": None,
        }

    def cell_rows(self) -> npt.NDArray[np.int64]:
        """Return the row of the table of eras that each year of each group is of."""
        if self.apart:
            return self.cells["era"]
        first = len(self.axis.labels) * np.arange(self.n_groups)[:, None]
        rows: npt.NDArray[np.int64] = (first + self.cells["era"]).ravel()
        return rows

    def of_groups(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return exposures or years for all groups, one group after the other."""
        return values if self.apart else np.tile(values, self.n_groups)

    def by_year(self, unclear: str) -> npt.NDArray[np.uint64]:
        """Return the visits of each group and year, with unclear ones or without."""
        counts = of_all_classes(self.yearly["qualify"])
        if unclear == "include":
            counts = counts + of_all_classes(self.yearly["unclear"])
        return counts

    def accounting(self, unclear: str) -> dict[str, int]:
        """Return what became of the rows in one reading; the parts sum to rows_in."""
        counted = self.account["unclear"] if unclear == "include" else 0
        parts = {
            "used": self.account["used"] + counted,
            "outside_window": self.account["outside_window"],
            "in_no_era": self.account["in_no_era"],
            "excluded_by_rule": self.account["excluded_by_rule"],
            "unclear": self.account["unclear"] - counted,
            "other_dyads": self.account["in_no_group"],
        }
        if self.own_country:
            parts["other_dyads"] -= self.own_country
            parts["own_country"] = self.own_country
        if self.outside_existence is not None:
            # The core was told of them as of visits in no group.
            parts["other_dyads"] -= self.outside_existence
            parts["outside_existence"] = self.outside_existence
        if self.left_out is not None:
            parts["other_dyads"] -= self.left_out.outside + self.left_out.partly
            parts["outside_coverage"] = self.left_out.outside
            parts["partly_covered"] = self.left_out.partly
        return {"rows_in": sum(parts.values()), **parts, **self.duplicates}


def stack(parts: list[dict[str, Any]], kept: Sequence[str] = ()) -> dict[str, Any]:
    """
    Join columns of several parts; one that says nothing in any row is left out.

    Those that are `kept`, and ``era``, are not. A part that lacks a column of text has
    nothing there. Without rows every column stays, so that an empty table stacks with
    others.
    """
    sizes = [length_of(next(iter(part.values()))) for part in parts]
    joined: dict[str, Any] = {}
    always = {"era", *kept}
    if len(parts) > 1:
        parts = [whole(part) for part in parts]
    for name in dict.fromkeys(name for part in parts for name in part):
        columns: list[Any] = [part.get(name) for part in parts]
        kinds = {type(column) for column in columns if column is not None}
        if kinds & {Categories, Taken}:
            coded = (
                columns[0]
                if Taken in kinds
                else joined_categories(
                    column if column is not None else constant(None, size)
                    for column, size in zip(columns, sizes, strict=True)
                )
            )
            if coded.says() or not sum(sizes) or name in always:
                joined[name] = coded
        elif list in kinds:
            values = [
                value
                for column, size in zip(columns, sizes, strict=True)
                for value in (column or [None] * size)
            ]
            told = any(value is not None for value in values)
            if told or not values or name in always:
                joined[name] = values
        else:
            joined[name] = columns[0] if len(parts) == 1 else _numbers_of(columns)
    return joined


def _numbers_of(columns: list[Any]) -> Any:
    """The numbers of several parts one after the other."""
    if any(isinstance(column, ArrayColumn) or is_masked(column) for column in columns):
        return stacked_column([column_of(column) for column in columns])
    return np.concatenate(columns)
