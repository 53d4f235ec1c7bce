"""Eras: tables of leaders' times in office, split into lists that share no day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry import _core
from summitry.exceptions import InputError
from summitry.frames import Frame, Table
from summitry.frames.arguments import word_of
from summitry.frames.categories import codes_of_values
from summitry.frames.dates import to_dates
from summitry.measure.era_lists import read_lists, refuse_unknown_days
from summitry.measure.unclear import DAYS_A_YEAR

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.measure.era_list import EraList

    Days = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]


class Exposure(NamedTuple):
    """How much of each era was observed, and on which days its visits count."""

    start: Days
    end: Days
    days: Days
    whole_years: Days

    def years(self, *, calendar_years: bool) -> npt.NDArray[np.float64]:
        """Return the exposure in whole calendar years, or in years of 365.25 days."""
        if calendar_years:
            return self.whole_years.astype(np.float64)
        return self.days / DAYS_A_YEAR


@dataclass(frozen=True)
class Axis:
    """
    Eras that follow one another: those of one side by one rule, ordered by start.

    An era of several stretches, a leader's terms taken together, has a row for each;
    they stand one behind the other.

    Attributes
    ----------
    side, other_side, rule : str or None
        Which countries' visits they are eras of, and how they are dated.
    labels : list of str
        Name of each era.
    start, end : (n,) int64
        Days; `end` is exclusive, and 0 where the era is open.
    open : (n,) bool
        Whether the era has no end yet.
    of_era : (n,) int64
        Which era each row is a stretch of, numbered from 0 in the order of the rows.
    rows : (n,) int64
        Where each row stands in the caller's table; of an era, its first.
    acting : (n,) bool, optional
        Whether the leader only acted, where the table says.
    """

    side: str | None
    other_side: str | None
    rule: str | None
    labels: list[str]
    start: Days
    end: Days
    open: Flags
    of_era: Days
    rows: Days
    acting: Flags | None = None

    @property
    def name(self) -> str:
        """What messages and columns call the axis."""
        parts = [self.side, self.other_side, self.rule]
        return "_".join(part for part in parts if part) or "eras"

    @cached_property
    def pooled(self) -> bool:
        """Whether an era has several stretches."""
        return bool(self.of_era.size > self.of_era.max(initial=-1) + 1)

    @property
    def eras(self) -> Axis:
        """The axis with a row for each era, from its first day to its last."""
        if not self.pooled:
            return self
        first = np.flatnonzero(np.diff(self.of_era, prepend=-1))
        return Axis(
            self.side,
            self.other_side,
            self.rule,
            [self.labels[row] for row in first],
            np.minimum.reduceat(self.start, first),
            np.maximum.reduceat(self.end, first),
            np.logical_or.reduceat(self.open, first),
            np.arange(first.size),
            self.rows[first],
            None
            if self.acting is None
            else np.logical_and.reduceat(self.acting, first),
        )

    def terms(self) -> list[str | None]:
        """Name the stretches of each era that has several."""
        if not self.pooled:
            return [None] * self.start.size
        start, end = to_dates(self.start).astype(str), to_dates(self.end).astype(str)
        closed = np.char.add(np.char.add(start, " to "), end)
        told = np.where(self.open, np.char.add("from ", start), closed)
        parts = np.split(told, np.flatnonzero(np.diff(self.of_era)) + 1)
        return [", ".join(part) if part.size > 1 else None for part in parts]

    def closed(self, through: int) -> Days:
        """
        Return the ends, with open eras closed after the last day observed.

        An open era outlasts the start of every other, so one that follows overlaps it.
        """
        if not self.open.any():
            return self.end
        after = max(int(self.start.max()), through) + 1
        return np.where(self.open, after, self.end)

    def exposure(
        self, since: int, through: int, *, calendar_years: bool, handover: str
    ) -> Exposure:
        """Return the observed part of each row."""
        word_of(handover, "handover")
        return Exposure(
            **_core.era_exposure(
                self.start,
                self.closed(through),
                self.of_era,
                since=since,
                through=through,
                calendar_years=calendar_years,
                handover=handover,
            )
        )


def axes_of(
    eras: Frame, *, through: int | None = None, pooled: bool = False
) -> list[Axis]:
    """
    Split a table of eras into axes, in the order in which they first appear.

    Parameters
    ----------
    eras : frame
        With ``era``, ``start``, ``end`` and perhaps ``side``, ``other_side``, ``rule``,
        ``term``, ``acting`` and ``known_through``.
    through : int, optional
        The last day of the observation, which the table must know.
    pooled : bool, default False
        Whether rows of one name that differ in ``term`` may be stretches of one era.

    Raises
    ------
    InputError
        If there is no era.
    TenureError, CategoryError
        If eras have no name or one name, are reversed or empty, or share days: all of
        these in one error.
    RangeError
        If `through` is after the last day that the table knows.
    """
    table = Table(eras, "eras")
    if not len(table):
        raise InputError(
            "the table of eras is empty",
            code="no_eras",
            column="eras",
            hint="give at least one era with a start",
        )
    if through is not None:
        refuse_unknown_days(table, through)
    return [_axis(one) for one in read_lists(table, pooled=pooled)]


def _axis(part: EraList) -> Axis:
    """Return a list of eras as an axis, the stretches of one era together."""
    labels = part.labels.tolist()
    of_era = np.arange(len(labels))
    if len({*labels}) < len(labels):
        of_era, _ = codes_of_values(labels)
        order = np.argsort(of_era, kind="stable")
        of_era, part = of_era[order], part.at(order)
    return Axis(
        *part.key,
        part.labels.tolist(),
        part.start,
        part.end,
        part.open,
        of_era,
        part.rows,
        part.acting,
    )
