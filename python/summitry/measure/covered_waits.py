"""Waits under a coverage: they are censored where it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np

from summitry.exceptions import InputError
from summitry.frames.arguments import WORDS
from summitry.measure.coverage import read_coverage
from summitry.measure.covered import covered

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from summitry import _core
    from summitry.frames import Frame, Table
    from summitry.measure.coverage import Coverage

    Days = npt.NDArray[np.int64]

_AnyDays = TypeVar("_AnyDays", "npt.NDArray[np.int64]", "npt.NDArray[np.int32]")

STATUS = (
    *WORDS["status"],
    *("outside_coverage", "unvisited_pair", "outside_existence", "other_dyad"),
)
"""What became of a shock: the core's words, and what only Python knows."""
_OUTSIDE = STATUS.index("outside_coverage")
_CENSORED = STATUS.index("censored")


class Stretch(NamedTuple):
    """
    An observation of its own: its days, and the rows of those who wait and answer.

    ``shocks`` may have fallen on other days too; None are the rows of all.
    """

    since: int
    through: int
    shocks: Days | None
    visits: Days | None


def part_of(
    days: tuple[_AnyDays, _AnyDays], groups: npt.NDArray[np.uint32], rows: Days | None
) -> tuple[_AnyDays, _AnyDays, npt.NDArray[np.uint32]]:
    """
    Return the days and the group of some rows; where all are exact they stay one array.

    Examples
    --------
    >>> days, groups = np.arange(3), np.zeros(3, dtype=np.uint32)
    >>> first, last, _ = part_of((days, days), groups, np.array([2]))
    >>> first is last
    True
    """
    if rows is None:
        return days[0], days[1], groups
    first, last = days
    own = first[rows]
    return own, own if last is first else last[rows], groups[rows]


def surest_first(days: tuple[_AnyDays, _AnyDays], rows: Days | None) -> Days | None:
    """
    Return rows by the last day that each may have had; as they are where all are exact.

    Of visits that may have been on one day the one that is dated best is told then, in
    whatever order the rows are.

    Examples
    --------
    >>> first, last = np.array([4, 4, 7]), np.array([9, 4, 7])
    >>> surest_first((first, last), None).tolist()
    [1, 2, 0]
    """
    first, last = days
    if last is first:
        return rows
    every = np.arange(len(first)) if rows is None else rows
    return every[np.argsort(last[every], kind="stable")]


class Watched(NamedTuple):
    """
    Which visits may end a wait, and on which stretches of days one is watched.

    None are all that are in a group.
    """

    visits: npt.NDArray[np.bool_] | None
    spans: list[tuple[int, int]]
    text: str = ""

    def stretches(self) -> list[Stretch]:
        """Return each stretch of days, with all shocks and the visits that answer."""
        rows = None
        if self.visits is not None and not self.visits.all():
            rows = np.flatnonzero(self.visits)
        return [Stretch(*span, None, rows) for span in self.spans]


class Answers(NamedTuple):
    """
    Of each shock its answer.

    ``columns`` are what the core gives for each shock, with the ``first`` row that
    answers, the ``number`` of visits of that day, and whether the answer is ``shared``;
    ``completions`` is a text a shock, or None where every day is known.
    """

    columns: dict[str, npt.NDArray[Any]]
    completions: list[str | None] | None

    @classmethod
    def of(cls, found: _core._Lags, rows: Days | None) -> Answers:
        """Take what the core found among some rows of the visits, or all of them."""
        first, ends = found["first"], found["ends"]
        if rows is not None:
            first = np.append(rows, -1)[first]
        columns: dict[str, npt.NDArray[Any]] = {
            "status": found["status"],
            "days": found["days"],
            "first": first,
            "day": found["day"],
            "number": found["number"],
            "shared": found["shared"],
        }
        if ends is None:
            observed = found["status"] == 0
            columns |= dict.fromkeys(("lower", "upper"), found["days"])
            columns |= dict.fromkeys(("lower_observed", "upper_observed"), observed)
            columns["block"] = np.full(first.size, -1)
            return cls(columns, None)
        columns |= {
            "lower": ends["lower"],
            "lower_observed": ends["lower_observed"],
            "upper": ends["upper"],
            "upper_observed": ends["upper_observed"],
            "block": ends["block"],
        }
        return cls(columns, ends["completions"])

    def without(self, shocks: npt.NDArray[np.bool_]) -> dict[str, npt.NDArray[Any]]:
        """Return the columns with these shocks not measured, if they would be."""
        out = shocks & (self.columns["status"] <= _CENSORED)
        if not out.any():
            return self.columns
        nothing = {
            "days": 0,
            "day": 0,
            "number": 0,
            "status": STATUS.index("unvisited_pair"),
        }
        nothing |= dict.fromkeys(("lower", "upper", "block", "first"), -1)
        nothing |= dict.fromkeys(("lower_observed", "upper_observed", "shared"), 0)
        return {
            name: np.where(out, nothing[name], values).astype(values.dtype)
            for name, values in self.columns.items()
        }


def waits_reported_by(
    coverage: Frame, since: int, through: int, visits: Table, n_pairs: int
) -> Coverage:
    """
    Read a coverage for waits.

    Raises
    ------
    InputError
        If there are several pairs of countries, and it names countries.
    """
    read = read_coverage(coverage, since, through, visits)
    if n_pairs > 1 and "origin" in read.columns:
        raise InputError(
            "the coverage differs between countries, and the shocks are of several "
            "pairs of them",
            code="coverage_by_pair",
            column="coverage",
            hint="ask for one pair of countries at a time",
        )
    return read


def watched_for(
    coverage: Coverage,
    visits: Table,
    days: tuple[Days, Days],
    waited_for: npt.NDArray[np.bool_],
) -> Watched:
    """
    Return the visits that may end a wait, and the stretches of days compared.

    `days` are the first and the last that each visit may have had.
    """
    part = covered(coverage, visits, days[0], waited_for)
    return Watched(waited_for & part.may_count(*days), part.runs(), part.text)


def over(
    stretches: Sequence[Stretch],
    answers: Callable[[Stretch], Answers],
    shocks: Days | npt.NDArray[np.int32],
    observed: tuple[int, int],
    otherwise: npt.NDArray[np.uint8] | None = None,
) -> Answers:
    """
    Return the answer to each shock, found in the stretch of days on which it came.

    Every stretch is an observation of its own: a wait ends with it at the latest. A
    shock on no day of one is outside the coverage, or what `otherwise` says.
    """
    alone = stretches[0] if len(stretches) == 1 else None
    if alone and alone.shocks is None and alone[:2] == observed:
        return answers(alone)
    before, after = (
        STATUS.index(f"shock_{end}") for end in ("before_start", "after_end")
    )
    status = np.full(shocks.size, _OUTSIDE, dtype=np.uint8)
    if otherwise is not None:
        status = otherwise.copy()
    status[shocks < observed[0]], status[shocks > observed[1]] = before, after
    nothing = np.full(shocks.size, -1, dtype=np.int64)
    unseen = np.zeros(shocks.size, dtype=np.bool_)
    columns: dict[str, npt.NDArray[Any]] = {"status": status}
    columns |= {name: np.zeros_like(nothing) for name in ("days", "number")}
    columns["day"] = np.zeros(shocks.size, dtype=np.int32)
    columns |= {name: nothing.copy() for name in ("lower", "upper", "block", "first")}
    columns |= {
        name: unseen.copy() for name in ("lower_observed", "upper_observed", "shared")
    }
    completions: list[str | None] | None = None
    for stretch in stretches:
        found = answers(stretch)
        who = np.arange(shocks.size) if stretch.shocks is None else stretch.shocks
        own = (shocks[who] >= stretch.since) & (shocks[who] <= stretch.through)
        rows = who[own]
        # Blocks of one stretch are none of another.
        block = found.columns["block"]
        found.columns["block"] = np.where(
            block < 0, block, block + 1 + columns["block"].max(initial=-1)
        )
        for name, values in found.columns.items():
            columns[name][rows] = values[own]
        if found.completions is None:
            continue
        if completions is None:
            completions = [None] * shocks.size
        for row, place in zip(rows.tolist(), np.flatnonzero(own).tolist(), strict=True):
            completions[row] = found.completions[place]
    return Answers(columns, completions)
