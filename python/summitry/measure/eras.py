"""Eras: tables of leaders' times in office, one side at a time or joined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry import _core
from summitry.exceptions import CategoryError, InputError, TenureError
from summitry.frames import Frame, Table
from summitry.frames.arguments import word_of
from summitry.frames.dates import to_dates
from summitry.frames.suggestion import did_you_mean
from summitry.measure.unclear import DAYS_A_YEAR

if TYPE_CHECKING:
    import numpy.typing as npt


class Exposure(NamedTuple):
    """How much of each era was observed, and on which days its visits count."""

    start: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]
    days: npt.NDArray[np.int64]
    whole_years: npt.NDArray[np.int64]

    def years(self, *, calendar_years: bool) -> npt.NDArray[np.float64]:
        """Return the exposure in whole calendar years, or in years of 365.25 days."""
        if calendar_years:
            return self.whole_years.astype(np.float64)
        return self.days / DAYS_A_YEAR


@dataclass(frozen=True)
class Axis:
    """
    Eras that follow one another: those of one side by one rule, ordered by start.

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
    """

    side: str | None
    other_side: str | None
    rule: str | None
    labels: list[str]
    start: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]
    open: npt.NDArray[np.bool_]

    @property
    def name(self) -> str:
        """What messages and columns call the axis."""
        parts = [self.side, self.other_side, self.rule]
        return "_".join(part for part in parts if part) or "eras"

    def closed(self, through: int) -> npt.NDArray[np.int64]:
        """
        Return the ends, with open eras closed after the last day observed.

        An open era outlasts the start of every other, so one that follows overlaps it.
        """
        after = max(int(self.start.max()), through) + 1
        return np.where(self.open, after, self.end)

    def exposure(
        self, since: int, through: int, *, calendar_years: bool, handover: str
    ) -> Exposure:
        """
        Return the observed part of each era.

        Raises
        ------
        TenureError
            If an era is reversed or empty, or two share days; by name.
        """
        word_of(handover, "handover")
        try:
            columns = _core.era_exposure(
                self.start,
                self.closed(through),
                since=since,
                through=through,
                calendar_years=calendar_years,
                handover=handover,
            )
        except TenureError as error:
            raise self._named(error) from None
        return Exposure(**columns)

    def _named(self, error: TenureError) -> TenureError:
        """Return the same error with the eras' names in place of their numbers."""
        names = [self.labels[row] for row in error.rows]
        if error.code == "overlapping_eras":
            days = error.message.partition(" share ")[2]
            message = f"eras '{names[0]}' and '{names[1]}' of {self.name} share {days}"
        elif names:
            what = error.message.partition(" ")[2].partition(" ")[2]
            message = f"era '{names[0]}' of {self.name} {what}"
        else:
            message = error.message
        return TenureError(
            message,
            code=error.code,
            column="eras",
            rows=error.rows,
            n_bad=error.n_bad,
            hint=error.hint,
        )


def axes_of(eras: Frame) -> list[Axis]:
    """
    Split a table of eras into axes, in the order in which they first appear.

    Raises
    ------
    InputError
        If there is no era.
    TenureError
        If an axis names an era twice.
    """
    table = Table(eras, "eras")
    if not len(table):
        raise InputError(
            "the table of eras is empty",
            code="no_eras",
            column="eras",
            hint="give at least one era with a start",
        )
    labels = [_label(value, row) for row, value in enumerate(table.values("era"))]
    start = table.days("start")
    end, is_open = table.optional_days("end")
    keys = [
        [None if value is None else str(value) for value in table.values(column)]
        if table.has(column)
        else [None] * len(table)
        for column in ("side", "other_side", "rule")
    ]
    by_key: dict[tuple[str | None, ...], list[int]] = {}
    for row, key in enumerate(zip(*keys, strict=True)):
        by_key.setdefault(key, []).append(row)
    return [
        _axis(key, np.array(rows), labels, start, end, is_open)
        for key, rows in by_key.items()
    ]


def _axis(
    key: tuple[str | None, ...],
    rows: npt.NDArray[np.int64],
    labels: list[str],
    start: npt.NDArray[np.int64],
    end: npt.NDArray[np.int64],
    is_open: npt.NDArray[np.bool_],
) -> Axis:
    rows = rows[np.argsort(start[rows], kind="stable")]
    side, other_side, rule = key
    named = [labels[row] for row in rows]
    axis = Axis(side, other_side, rule, named, start[rows], end[rows], is_open[rows])
    twice = [label for label in named if named.count(label) > 1]
    if twice:
        raise TenureError(
            f"era '{twice[0]}' of {axis.name} is named twice",
            code="duplicate_era",
            column="era",
            rows=[int(row) for row in rows if labels[row] == twice[0]],
            hint="give each era its own name, such as 'Kim Jong Il (1)'",
        )
    return axis


def _label(value: object, row: int) -> str:
    if value is None:
        raise CategoryError(
            f"eras row {row}: the era has no name",
            code="missing_era",
            column="era",
            rows=[row],
        )
    return str(value)


def joint_eras(eras: Frame, *, sides: tuple[str, str]) -> Frame:
    """
    Every combination of two sides' leaders that were in office at once.

    Parameters
    ----------
    eras : frame
        With the columns ``side``, ``era``, ``start``, ``end`` and perhaps ``rule``.
    sides : (str, str)
        The two countries, such as ``("CHN", "PRK")``.

    Returns
    -------
    frame, the kind that was given
        A table of eras with ``side``, ``other_side``, ``rule``, ``era`` ("Xi Jinping
        and Kim Jong Un"), ``start`` and ``end``, which `era_frequency` takes. Only
        visits between the two countries count in such an era.

    Raises
    ------
    CategoryError
        If a side has no era.

    Examples
    --------
    >>> import summitry
    >>> eras = {
    ...     "side": ["CHN", "CHN", "PRK"],
    ...     "era": ["Hu", "Xi", "Kim"],
    ...     "start": ["2002-11-15", "2012-11-15", "2011-12-17"],
    ...     "end": ["2012-11-15", None, None],
    ... }
    >>> summitry.joint_eras(eras, sides=("CHN", "PRK"))[["era", "start", "end"]]
              era      start        end
    0  Hu and Kim 2011-12-17 2012-11-15
    1  Xi and Kim 2012-11-15        NaT
    """
    axes = axes_of(eras)
    known = [axis.side for axis in axes if axis.side is not None]
    for side in sides:
        if side not in known:
            listed = ", ".join(f"'{name}'" for name in dict.fromkeys(known)) or "none"
            raise CategoryError(
                f"eras has no side '{side}'; its sides are {listed}",
                code="unknown_side",
                column="side",
                hint=did_you_mean(side, known),
            )
    columns: dict[str, list[object]] = {
        name: [] for name in ("side", "other_side", "rule", "era")
    }
    starts: list[int] = []
    ends: list[int] = []
    far = np.iinfo(np.int64).max
    for one in (axis for axis in axes if axis.side == sides[0]):
        for two in (axis for axis in axes if axis.side == sides[1]):
            one_end, two_end = (np.where(a.open, far, a.end) for a in (one, two))
            start = np.maximum.outer(one.start, two.start)
            end = np.minimum.outer(one_end, two_end)
            rules = [rule for rule in (one.rule, two.rule) if rule]
            for i, j in np.argwhere(start < end).tolist():
                columns["side"].append(sides[0])
                columns["other_side"].append(sides[1])
                columns["rule"].append(" and ".join(rules) or None)
                columns["era"].append(f"{one.labels[i]} and {two.labels[j]}")
                starts.append(int(start[i, j]))
                ends.append(int(end[i, j]))
    is_open = np.array(ends, dtype=np.int64) == far
    end_days = np.where(is_open, 0, np.array(ends, dtype=np.int64))
    return Table(eras, "eras").build(
        columns
        | {
            "start": to_dates(np.array(starts, dtype=np.int64)),
            "end": to_dates(end_days, is_open),
        }
    )
