"""Coverage: who and when a source reports; outside it is unknown, not zero."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry.exceptions import ColumnError, RangeError
from summitry.frames import Frame, Table, is_missing
from summitry.frames.dates import days_of_values, filled, iso
from summitry.frames.opening import is_single
from summitry.frames.suggestion import choices
from summitry.measure.coverage_names import Who, refuse_unknown_names
from summitry.measure.definition import ANYONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    Days = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

WHO = ("origin", "visitor_rank", "visitor")
"""What a row of a coverage may name: states, ranks, single travellers."""
_KNOWN = (*WHO, "since", "through", "source", "note")
TRAVELLER = "visitor"
"""The column that names a single traveller."""
SOMEBODY = "\0"
"""A value that no row names, for whoever else there may be."""


class Coverage(NamedTuple):
    """
    What a source reports, row by row.

    Attributes
    ----------
    columns : tuple of str
        The columns of `WHO` that it names.
    who : list of tuples
        For each row what it names in them; None stands for everybody.
    first, last : (n_rows,) int64
        Days of each row, as far as they are observed; reversed where none is.
    window : (int, int)
        First and last day of the observation.
    others : tuple of bool
        Of each column, whether there may be somebody whom it does not name.
    """

    columns: tuple[str, ...]
    who: list[Who]
    first: Days
    last: Days
    window: tuple[int, int]
    others: tuple[bool, ...]

    @property
    def n_days(self) -> int:
        """How many days are observed."""
        return self.window[1] - self.window[0] + 1

    def days(self, rows: Flags) -> Flags:
        """Return the days of the observation that some of these rows cover."""
        steps = np.zeros(self.n_days + 1, dtype=np.int64)
        rows = rows & (self.first <= self.last)
        np.add.at(steps, self.first[rows] - self.window[0], 1)
        np.add.at(steps, self.last[rows] + 1 - self.window[0], -1)
        return np.cumsum(steps[:-1]) > 0

    def part(self, rows: Days) -> Coverage:
        """Return what some of the rows say."""
        who = [self.who[row] for row in rows]
        return self._replace(who=who, first=self.first[rows], last=self.last[rows])

    def named(self, column: int) -> list[str]:
        """Return the values that a column names, each once."""
        said = dict.fromkeys(who[column] for who in self.who)
        return [value for value in said if value is not None and value != ANYONE]

    def matching(self, column: int, values: list[str | None]) -> Flags:
        """Return whether each row (column) speaks of each of these values (row)."""
        named = {who[column] for who in self.who}
        return np.array(
            [
                [
                    who[column] is None
                    or value == who[column]
                    or (
                        who[column] == ANYONE
                        and value is not None
                        and value not in named
                    )
                    for who in self.who
                ]
                for value in values
            ],
            dtype=bool,
        ).reshape(len(values), len(self.who))

    def reaching(self, who: Who) -> Flags:
        """Return which rows cover all that another row speaks of."""
        return np.array(
            [
                all(a is None or a == b for a, b in zip(one, who, strict=True))
                for one in self.who
            ],
            dtype=bool,
        )


def read_coverage(
    coverage: Frame | Coverage,
    since: int,
    through: int,
    visits: Table | None = None,
    *,
    ladder: Iterable[str] | None = None,
    states: Iterable[str] = (),
) -> Coverage:
    """
    Read who is covered, and when; one that was read is returned as it is.

    With the `visits` every name is held against them, the `ladder` and the `states`.

    Raises
    ------
    ColumnError
        If a column is none of those that a coverage has.
    RangeError
        If a row ends before it begins.
    InputError
        If a date cannot be read.
    CategoryError
        If a name is of nobody.
    """
    if isinstance(coverage, Coverage):
        return coverage
    table = as_table(coverage)
    odd = [column for column in table.columns if column not in _KNOWN]
    if odd:
        raise ColumnError(
            f"coverage has a column '{odd[0]}'",
            code="unknown_column",
            column=odd[0],
            hint=choices(odd[0], _KNOWN, "its columns may be"),
        )
    columns = tuple(column for column in WHO if table.has(column))
    first, last = _ends(table, "since", since), _ends(table, "through", through)
    _refuse_reversed(table, first, last)
    named = [table.categories(column) for column in columns]
    labels = [[*found.labels, None] for found in named]
    who = [
        tuple(labels[k][named[k].codes[row]] for k in range(len(columns)))
        for row in range(len(table))
    ]
    others = (True,) * len(columns)
    if visits is not None:
        refuse_unknown_names(who, columns, visits, ladder=ladder, states=states)
        others = tuple(
            _others(visits, column, {row[place] for row in who})
            for place, column in enumerate(columns)
        )
    days = np.maximum(first, since), np.minimum(last, through)
    return Coverage(columns, who, *days, (since, through), others)


def _others(visits: Table, column: str, named: set[str | None]) -> bool:
    """Whether some visit is of somebody whom a coverage does not name."""
    found = visits.categories(column)
    labels = set(found.labels)
    if column == "origin" and visits.has("destination"):
        labels |= set(visits.categories("destination").labels)
    return bool((found.codes < 0).any()) or not labels <= named


def _refuse_reversed(table: Table, first: Days, last: Days) -> None:
    if not (table.has("since") and table.has("through")):
        return
    ends = zip(table.values("since"), table.values("through"), strict=True)
    both = np.array([not any(map(is_missing, pair)) for pair in ends], dtype=bool)
    odd = np.flatnonzero((last < first) & both)
    if odd.size:
        raise RangeError(
            f"coverage row {odd[0]}: it ends before it begins",
            code="end_before_start",
            column="through",
            rows=odd[:10],
            n_bad=odd.size,
        )


def as_table(coverage: Frame) -> Table:
    """Return a coverage as a table: of single values alone it is one row."""
    single = isinstance(coverage, Mapping) and all(map(is_single, coverage.values()))
    if single:
        coverage = {name: [value] for name, value in coverage.items()}
    return Table(coverage, "coverage")


def _ends(table: Table, column: str, blank: int) -> Days:
    """Days at which rows begin or end; a month or year does with its days."""
    if not table.has(column):
        return np.full(len(table), blank, dtype=np.int64)
    if table.is_dated(column):
        days, missing = table.optional_days(column)
    else:
        values, missing = filled(table.values(column), optional=True)
        name = f"coverage column '{column}'"
        spans = days_of_values(values, name, spans_allowed=True)
        days = spans.first if column == "since" else spans.last
    return np.where(missing, blank, days).astype(np.int64)


def told(coverage: Coverage, compared: Flags) -> str:
    """
    Say who is compared and when, and who is not since it is covered only in part.

    Who is left out is named with the days on which it is covered. Where somebody is
    covered on no day that is compared, those who are stand in place of "everybody"; a
    single traveller is not named.
    """
    if not compared.any():
        return "nothing is covered"
    left_out: dict[str, list[str]] = {}
    throughout: list[str] = []
    never = False
    for name, rows in _kinds(coverage):
        days = coverage.days(rows)
        if (days | ~compared).all():
            throughout.append(name)
        elif days.any():
            left_out.setdefault(_when(days, coverage.window), []).append(name)
        else:
            never = True
    who = f"only {', '.join(throughout)}" if never and throughout else "everybody"
    when = "" if compared.all() else f", {_when(compared, coverage.window)}"
    if not left_out:
        return f"{who}{when}"
    parts = [f"{', '.join(names)} ({days})" for days, names in left_out.items()]
    return f"{who}{when}, without {'; '.join(parts)}"


def _kinds(coverage: Coverage) -> list[tuple[str, Flags]]:
    """Return every kind of visit that a coverage tells apart, and the rows on it."""
    places = [k for k, name in enumerate(coverage.columns) if name != TRAVELLER]
    speaks = np.ones((1, len(coverage.who)), dtype=bool)
    if TRAVELLER in coverage.columns:
        place = coverage.columns.index(TRAVELLER)
        everybody = np.array([who[place] is None for who in coverage.who], dtype=bool)
        speaks = speaks & (everybody if everybody.any() else ~everybody)
    names: list[tuple[str, ...]] = [()]
    for place in places:
        values = coverage.named(place)
        if not values:
            continue
        more = coverage.others[place] or ANYONE in (who[place] for who in coverage.who)
        own = coverage.matching(place, [*values, *([SOMEBODY] if more else [])])
        labels = [*values, *(["others"] if more else [])]
        names = [(*name, label) for name in names for label in labels]
        speaks = (speaks[:, None, :] & own[None, :, :]).reshape(len(names), -1)
    return [
        (" ".join(name) or "everybody", rows)
        for name, rows in zip(names, speaks, strict=True)
    ]


def _when(days: Flags, window: tuple[int, int]) -> str:
    """Say on which days of the observation something is covered."""
    if not days.any():
        return "covered on no day"
    edges = np.flatnonzero(
        np.diff(np.concatenate([[False], days, [False]]).astype(int))
    )
    spans = []
    for begin, end in edges.reshape(-1, 2).tolist():
        since, through = iso(window[0] + begin), iso(window[0] + end - 1)
        from_start, to_end = begin == 0, end == days.size
        if from_start and to_end:
            spans.append("throughout")
        elif to_end:
            spans.append(f"from {since} on")
        else:
            spans.append(f"until {through}" if from_start else f"{since} to {through}")
    return f"covered {', '.join(spans)}"
