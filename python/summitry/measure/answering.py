"""The few visits that can answer shocks, out of many: what lags need of a part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import PrecisionError
from summitry.frames import Categories, Frame, Table
from summitry.frames.dates import iso, to_dates
from summitry.frames.spans import day_spans
from summitry.frames.warned import quiet
from summitry.measure.lag_columns import RECEIPT
from summitry.measure.lags import response_lags
from summitry.measure.pairs import paired_by
from summitry.measure.selection import same_duplicates
from summitry.measure.unclear import READINGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]

VERDICTS = ("false", "true", "unclear")
"""What a rule may say of a visit, by the code of it."""
ENDS = ("origin", "destination")


@dataclass(frozen=True)
class Answering:
    """
    Visits that may answer a shock.

    Attributes
    ----------
    part, row : arrays of int64
        The part that a visit is in, and its row there.
    count : array of int64
        Visits of the same pair, day and verdict, of which this is the first.
    day, verdict : arrays of int64
        When it was, and what the rule says of it. A visit that only shows that there is
        one between its countries has the verdict 0.
    columns : dict of column to array of object
        The countries, where they are told, and what names a visit.
    """

    part: Ints
    row: Ints
    count: Ints
    day: Ints
    verdict: Ints
    columns: dict[str, npt.NDArray[Any]]

    @classmethod
    def stacked(cls, parts: Sequence[Answering]) -> Answering:
        """Return the visits of several parts, in the order of all."""
        # A table without rows does not say which columns the visits have.
        parts = [one for one in parts if one.row.size] or parts
        names = dict.fromkeys(name for one in parts for name in one.columns)
        columns = {
            name: np.concatenate(
                [one.columns.get(name, np.full(one.row.size, None)) for one in parts]
            )
            for name in names
        }
        numbers = (
            np.concatenate([getattr(one, name) for one in parts])
            for name in ("part", "row", "count", "day", "verdict")
        )
        part, row, count, day, verdict = numbers
        found = cls(part, row, count, day, verdict, columns)
        return found.at(np.lexsort((found.row, found.part)))

    def at(self, rows: Ints) -> Answering:
        """Return the visits at some places."""
        return Answering(
            *(self.part[rows], self.row[rows], self.count[rows]),
            *(self.day[rows], self.verdict[rows]),
            {name: values[rows] for name, values in self.columns.items()},
        )

    def table(self) -> dict[str, Any]:
        """Return the visits as columns of a table."""
        listed = {name: values.tolist() for name, values in self.columns.items()}
        verdict = np.array(VERDICTS, dtype=object)[self.verdict].tolist()
        return {"date": to_dates(self.day), **listed, "qualifies": verdict}

    def pairs(self) -> Ints:
        """Number the two countries of each visit, whichever went to the other."""
        if not all(name in self.columns for name in ENDS):
            return np.zeros(self.row.size, dtype=np.int64)
        return _numbered([self.columns[name] for name in ENDS])

    def reduced(self, points: Points) -> Answering:
        """Return the visits that are needed, those of one day and verdict as one."""
        answers = np.flatnonzero(self.verdict > 0)
        some = self.at(answers)
        first, number = _first(some.pairs(), some.day, some.verdict)
        count = np.zeros(first.size, dtype=np.int64)
        np.add.at(count, number, some.count)
        once = replace(some.at(first), count=count)
        rows, _ = points.answered_by(Table(once.table(), "visits"), once.verdict)
        seen = self.at(np.flatnonzero(self.verdict == 0))
        return Answering.stacked([once.at(rows), seen.at(seen.first_of_ends())])

    def first_of_ends(self) -> Ints:
        """Return where each origin and destination are first together."""
        if not all(name in self.columns for name in ENDS):
            return np.arange(min(self.row.size, 1))
        ends = (self.columns[name].astype(str) for name in ENDS)
        return _first(*(np.unique(end, return_inverse=True)[1] for end in ends))[0]

    def on_the_day(self, *, unclear: bool) -> Ints:
        """Return how many visits of its pair count on the day of each."""
        number = _first(self.pairs(), self.day)[1]
        counted = (self.verdict == 1) | (unclear & (self.verdict > 0))
        total = np.zeros(self.row.size, dtype=np.int64)
        np.add.at(total, number, np.where(counted, self.count, 0))
        return total[number]


@dataclass(frozen=True)
class Points:
    """
    Every day of a shock, and which visits are next after one.

    Attributes
    ----------
    table : mapping of columns
        A row for each pair of countries and day.
    options : mapping
        Those of `response_lags` that say which visits may answer.
    """

    table: dict[str, Any]
    options: dict[str, Any]

    @classmethod
    def of(cls, shocks: Table, options: Mapping[str, Any]) -> Points:
        """Take the day and the pair of each shock, those of several once."""
        day = exact_days(shocks, "date", "shock")
        ends = {name: shocks.categories(name) for name in ENDS if shocks.has(name)}
        once, _ = _first(*(end.codes for end in ends.values()), day)
        named = {name: texts(end, once).tolist() for name, end in ends.items()}
        return cls({"date": to_dates(day[once]), **named}, dict(options))

    def answered_by(self, visits: Table, verdicts: Ints) -> tuple[Ints, Ints]:
        """Return which visits are next, by each verdict alone, and how many."""
        rows, counts = [], []
        for code in (1, 2):
            own = verdicts == code
            if not own.any():
                continue
            words = Categories(own.astype(np.int64), ["false", "true"])
            plain = own.all() and not visits.has("qualifies")
            asked = visits if plain else visits.joined({"qualifies": words})
            # Told of all visits together, in the end.
            with quiet():
                found = Table(response_lags(self.table, asked, **self.options), "lags")
            answered = np.flatnonzero(found.integers("visit_count") > 0)
            row = found.floats("visit_row")[answered].astype(np.int64)
            row, first = np.unique(row, return_index=True)
            rows.append(row)
            counts.append(found.integers("visit_count")[answered][first])
        if not rows:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        return np.concatenate(rows), np.concatenate(counts)


def exact_days(table: Table, date: str, what: str) -> Ints:
    """
    Return the day of each row, which must be one.

    Raises
    ------
    PrecisionError
        If one may be several.
    """
    first, last = day_spans(table, date)
    vague = np.flatnonzero(first < last)
    if vague.size:
        row = vague[0]
        raise PrecisionError(
            f"{table.name} row {row}: the {what} was on one of the days from "
            f"{iso(int(first[row]))} to {iso(int(last[row]))}; where visits are in parts "
            "each must be of one day, because what such a day may answer hangs on all "
            "visits",
            code="vague_date",
            column=date,
            rows=vague[:10],
            n_bad=vague.size,
            hint="give all visits at once to response_lags, which takes such dates",
        )
    return first


def texts(found: Categories, rows: Ints) -> npt.NDArray[Any]:
    """Return the labels of some rows, None where there is none."""
    return np.array([*found.labels, None], dtype=object)[found.codes[rows]]


def _numbered(ends: Sequence[npt.NDArray[Any]]) -> Ints:
    """Number pairs of values, whichever comes first."""
    n_rows = ends[0].size
    codes = np.unique(np.concatenate(ends).astype(str), return_inverse=True)[1]
    one, other = codes[:n_rows], codes[n_rows:]
    return _first(*paired_by("dyad", one, other))[1]


def _first(*keys: Ints) -> tuple[Ints, Ints]:
    """Return where each combination of keys is first, and the number of each row's."""
    if not keys[0].size:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    _, first, number = np.unique(
        np.stack(keys), axis=1, return_index=True, return_inverse=True
    )
    return first, number.ravel()


def named_by(table: Table, rows: Ints) -> dict[str, npt.NDArray[Any]]:
    """Return the countries of some rows, and what names them."""
    found = {
        name: texts(table.categories(name), rows) for name in ENDS if table.has(name)
    }
    named = [name for name in RECEIPT if table.has(name) and name not in ENDS]
    if named:
        few = Table(Table(table.rows(rows), "visits").only(named), "visits")
        for name in named:
            found[name] = np.array([*few.values(name), None], dtype=object)[:-1]
    return found


def numbered(lags: Table, kept: Answering, rows: Mapping[int, int]) -> Frame:
    """
    Number the visits of lags among all of every part, and count all of their day.

    `rows` is how many each part has.
    """
    row = lags.floats("visit_row")
    answered = np.isfinite(row)
    place = np.where(answered, row, 0).astype(np.int64)
    parts = sorted(rows)
    sizes = [rows[part] for part in parts]
    begin = np.cumsum([0, *sizes])[np.searchsorted(parts, kept.part)]
    reading = lags.categories("reading")
    taken = reading.coded([READINGS["include"]]) >= 0
    counts = [kept.on_the_day(unclear=one) for one in (False, True)]
    if not kept.row.size:
        counts = [np.zeros(1, dtype=np.int64)] * 2
        begin = np.zeros(1, dtype=np.int64)
    number = np.append(begin + kept.row, 0)[place]
    count = np.where(taken, *(np.append(one, 0)[place] for one in counts[::-1]))
    return lags.with_columns(
        {
            "visit_row": np.ma.array(number, mask=~answered),
            "visit_count": np.where(answered, count, 0),
        }
        | same_duplicates({}, len(lags))
    )
