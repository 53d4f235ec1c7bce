"""A column of names against the table of states: a code a row, an account a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames import Categories
from summitry.frames.dates import FIRST_DAY, LAST_DAY, to_dates
from summitry.sources.state_outcome import MISSING, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry.frames import Frame, Table
    from summitry.sources.state_outcome import Outcomes

    Days = npt.NDArray[np.int64]
    Counts = npt.NDArray[np.int64]

MOST_SOUGHT = 2000
"""For so many unknown values of a column the nearest spellings are sought."""
_DAYS = LAST_DAY - FIRST_DAY + 2


@dataclass(frozen=True)
class AccountRow:
    """A value of a column, what became of it, and in which rows."""

    column: str
    value: str | None
    outcome: Outcome
    rows: int
    first_row: int
    first_day: int
    last_day: int
    nearest: tuple[str, ...]


class MatchedColumn:
    """
    A column of which every value has found its outcome.

    The outcome of a value changes on few days only, so each row needs one look-up
    among them, and no name is read twice.

    Parameters
    ----------
    table : Table
        The caller's table.
    name : str
        The column.
    days : pair of arrays
        The first and the last day that each row may mean.
    outcomes : Outcomes
        What names stand for.
    """

    def __init__(
        self, table: Table, name: str, days: tuple[Days, Days], outcomes: Outcomes
    ) -> None:
        self.name = name
        self._outcomes = outcomes
        self._first, self._last = days
        self._values = table.categories(name)
        parts = [outcomes.of(value) for value in self._values.labels]
        self._numbers = self._numbered(parts)
        codes = [outcome.code for outcome in self._found]
        labels = sorted({code for code in codes if code is not None})
        self.codes = Categories(
            Categories(self._numbers, [code or "" for code in codes]).coded(labels),
            labels,
        )

    @property
    def n_found(self) -> int:
        """In how many rows there is a code."""
        return int(np.count_nonzero(self.codes.codes >= 0))

    def _numbered(
        self, parts: Sequence[Sequence[tuple[int, Outcome]]]
    ) -> npt.NDArray[np.int64]:
        """The outcome of each row as a place in the list of those that occur."""
        starts = [
            value * _DAYS + day - FIRST_DAY
            for value, part in enumerate(parts)
            for day, _ in part
        ]
        listed = [outcome for part in parts for _, outcome in part]
        values = self._values.codes

        def piece(days: Days) -> npt.NDArray[np.int64]:
            keys = values * _DAYS + days - FIRST_DAY
            return np.searchsorted(starts, keys, side="right") - 1

        at_first, at_last = piece(self._first), piece(self._last)
        pairs, rows, numbers = np.unique(
            np.where(values < 0, -1, at_first * (len(listed) + 1) + at_last),
            return_index=True,
            return_inverse=True,
        )
        self._found: list[Outcome] = []
        for row, pair in zip(rows.tolist(), pairs.tolist(), strict=True):
            first, last = divmod(pair, len(listed) + 1)
            if pair < 0:
                self._found.append(MISSING)
            elif first == last:
                self._found.append(listed[first])
            else:
                dated = bool(self._first[row] > FIRST_DAY)
                part = listed[first : last + 1]
                self._found.append(self._outcomes.over(part, dated=dated))
        return numbers

    def account(self) -> list[AccountRow]:
        """Return one row a value and outcome, the most frequent first."""
        places: dict[tuple[int, Outcome], int] = {}
        values = self._values.codes
        keys = values * (len(self._found) + 1) + self._numbers
        kinds, where, back, counts = np.unique(
            keys, return_index=True, return_inverse=True, return_counts=True
        )
        merged = np.array(
            [
                places.setdefault((values[row], self._found[self._numbers[row]]), n)
                for n, row in enumerate(where.tolist())
            ],
            dtype=np.int64,
        )
        del kinds
        first_day = np.full(len(where), LAST_DAY, dtype=np.int64)
        last_day = np.full(len(where), FIRST_DAY, dtype=np.int64)
        np.minimum.at(first_day, merged[back], self._first)
        np.maximum.at(last_day, merged[back], self._last)
        n_rows = np.bincount(merged, weights=counts, minlength=len(where))
        first_row = np.full(len(where), len(values), dtype=np.int64)
        np.minimum.at(first_row, merged, where)
        unknown = self._most_frequent(places, n_rows)
        rows = [
            AccountRow(
                self.name,
                self._values.labels[value] if value >= 0 else None,
                outcome,
                int(n_rows[n]),
                int(first_row[n]),
                int(first_day[n]),
                int(last_day[n]),
                tuple(self._outcomes.nearest(self._values.labels[value]))
                if n in unknown
                else (),
            )
            for (value, outcome), n in places.items()
        ]
        return sorted(rows, key=lambda row: (-row.rows, row.first_row))

    def _most_frequent(
        self, places: Mapping[tuple[int, Outcome], int], n_rows: Counts
    ) -> set[int]:
        """The unknown values for which near ones are sought, the most frequent."""
        unknown = [
            n
            for (_, outcome), n in places.items()
            if outcome.status == "unknown" and not outcome.states
        ]
        order = np.argsort(-n_rows[unknown], kind="stable")[:MOST_SOUGHT]
        return {unknown[place] for place in order.tolist()}


def unmatched_frame(table: Table, rows: Sequence[AccountRow]) -> Frame:
    """Return what has no code, and why."""
    listed = [row for row in rows if row.outcome.code is None]
    return table.build(
        {
            **_common(listed),
            "reason": [row.outcome.status for row in listed],
            "states": _texts([row.outcome.states for row in listed]),
            "belonged_to": _texts([row.outcome.belonged_to for row in listed]),
            "before_or_after": _texts([row.outcome.before_or_after for row in listed]),
            "nearest": _texts([row.nearest for row in listed]),
            "says": [_said(row) for row in listed],
        }
    )


def matched_frame(table: Table, rows: Sequence[AccountRow]) -> Frame:
    """Return what has a code."""
    mapped = [row for row in rows if row.outcome.code is not None]
    return table.build(
        {
            **_common(mapped),
            "code": [row.outcome.code for row in mapped],
            "status": [row.outcome.status for row in mapped],
            "belonged_to": _texts([row.outcome.belonged_to for row in mapped]),
        }
    )


def _common(rows: Sequence[AccountRow]) -> dict[str, Any]:
    return {
        "column": [row.column for row in rows],
        "value": [row.value for row in rows],
        "rows": np.array([row.rows for row in rows], dtype=np.int64),
        "first_row": np.array([row.first_row for row in rows], dtype=np.int64),
        "first_day": _dates([row.first_day for row in rows]),
        "last_day": _dates([row.last_day for row in rows]),
    }


def _dates(days: Sequence[int]) -> npt.NDArray[np.datetime64]:
    """Days as dates; missing where rows have no date."""
    numbers = np.array(days, dtype=np.int64)
    unknown = (numbers <= FIRST_DAY) | (numbers >= LAST_DAY)
    return to_dates(np.where(unknown, 0, numbers), unknown)


def _said(row: AccountRow) -> str:
    near = f"; near are {', '.join(row.nearest)}" if row.nearest else ""
    return f"{row.outcome.says}{near}"


def _texts(found: Sequence[Sequence[str]]) -> list[str | None]:
    return [", ".join(one) or None for one in found]
