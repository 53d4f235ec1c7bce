"""Lags from visits in parts: what each part knows of the answers, put together."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from summitry.exceptions import InputError, SummitryError
from summitry.frames import Frame, Table
from summitry.frames.arguments import whole_number, word_of
from summitry.frames.batches import take_batches
from summitry.frames.dates import day_of, iso
from summitry.frames.door import at_the_door
from summitry.measure.answering import (
    ENDS,
    Answering,
    Points,
    exact_days,
    named_by,
    numbered,
    texts,
)
from summitry.measure.in_parts import InParts, as_pair, own_list, own_table, same_dyads
from summitry.measure.lag_columns import RECEIPT
from summitry.measure.lags import response_lags
from summitry.measure.qualify import verdicts_of
from summitry.output.format import many
from summitry.output.readable import Title
from summitry.sources.country_names import own_countries, warn_of_names

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames.word_types import Date, Overlap, SameDay, Unclear
    from summitry.output.readable import Part

    Ints = npt.NDArray[np.int64]

_MANY = 1 << 16
"""So many visits are held before those that are not needed are left out."""


class Waits(InParts):
    """
    Lags from visits in parts, for more of them than fit into memory or one machine.

    Of each part only the visits are kept that are next after a shock, so `finish` gives
    what `response_lags` gives of all visits at once, to the last bit. What is known can
    be pickled.

    Parameters
    ----------
    shocks, through, since, direction, same_day, date, dyads
        As for `response_lags`.
    part : int, default 0
        The place of the part among all. Rows are numbered through the parts in this
        order, so that it does not matter which is merged first.

    Notes
    -----
    ``duplicates`` is missing, as it is for tables of more than 262,144 rows: rows of
    different parts are not compared. Dates must be days: what a vague one may answer
    hangs on all visits. A coverage is not heeded, because who is compared under one is
    read off all visits together.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> shocks = pd.DataFrame(
    ...     {"label": ["third", "fifth"], "date": ["2013-02-12", "2016-09-09"]}
    ... )
    >>> seen = {"since": "2009-01-01", "through": "2017-03-15"}
    >>> one = summitry.Waits(shocks, **seen).update(
    ...     pd.DataFrame({"date": ["2013-10-01"]})
    ... )
    >>> other = summitry.Waits(shocks, **seen, part=1)
    >>> other = other.update({"date": ["2013-05-22", "2013-05-22"]})
    >>> lags = one.merge(other).finish()
    >>> lags[["label", "lag", "observed", "visit_row", "visit_count"]]
       label  lag  observed  visit_row  visit_count
    0  third   99      True          1            2
    1  fifth  187     False       <NA>            0
    """

    _called, _differ = "parts", "parts_differ"
    _deciding = ("qualifies", *ENDS)

    def __init__(
        self,
        shocks: Frame,
        *,
        through: Date,
        since: Date,
        direction: tuple[str, str] | None = None,
        same_day: SameDay = "include",
        date: str = "date",
        dyads: Frame | None = None,
        part: int = 0,
    ) -> None:
        super().__init__()
        word_of(same_day, "same_day")
        self._shocks, self._date = own_table(shocks, "shocks"), date
        self._part = whole_number(part, "part", lowest=0, highest=2**31)
        self._days = day_of(since, "since"), day_of(through, "through")
        self._options: dict[str, Any] = {
            "through": through,
            "since": since,
            "direction": as_pair(direction),
            "same_day": same_day,
            "dyads": own_list(dyads, "dyads"),
        }
        self._points = Points.of(Table(self._shocks, "shocks"), self._options)
        self._rows: dict[int, int] = {}
        self._kept: list[Answering] = []
        self._seen: set[tuple[str, ...]] = set()
        self._own: set[str] = set()
        self._number_own = 0

    def _parts_(self) -> list[Part]:
        shocks = many(len(Table(self._shocks, "shocks")), "shock")
        rows = many(sum(self._rows.values()), "visit")
        said = f"Observed from {' to '.join(map(iso, self._days))}, both included."
        more = "update(visits) takes more, finish() gives the lags."
        return [Title(f"Waits after {shocks}, of {rows} so far"), said, more]

    @property
    def columns(self) -> list[str]:
        """The columns of visits that are needed or shown, where they are there."""
        named = (self._date, f"{self._date}_latest", *ENDS, "qualifies", *RECEIPT)
        return list(dict.fromkeys(["date", *named]))

    @at_the_door
    def update(self, visits: Frame) -> Self:
        """
        Take more visits, and return the object itself.

        Parameters
        ----------
        visits : frame
            As for `response_lags`; their rows follow those before in this part. They
            are numbered from 0 in what it complains of.

        Raises
        ------
        PrecisionError
            If a visit may have been on one of several days.
        SummitryError
            As `response_lags` does, or if only some parts have ``qualifies`` or
            countries; nothing of `visits` is taken then.
        """
        table = Table(visits, "visits")
        table.n_repeats = 0  # Not sought: rows of different parts are not compared.
        decided = self._decided_in(table)
        days = exact_days(table, self._date, "visit")
        verdicts = verdicts_of(table)
        told = np.ones(len(table), dtype=np.int64)
        if verdicts is not None:
            told = verdicts.astype(np.int64)
        before = self._rows.get(self._part, 0)
        options = self._points.options | {"date": self._date}
        rows, counts = Points(self._points.table, options).answered_by(table, told)
        lone, seen = self._unseen(table)
        places, none = np.concatenate([rows, lone]), np.zeros(lone.size, dtype=np.int64)
        self._kept.append(
            Answering(
                np.full(places.size, self._part),
                before + places,
                np.concatenate([counts, none]),
                days[places],
                np.concatenate([told[rows], none]),
                named_by(table, places),
            )
        )
        self._decided = decided
        self._seen |= seen
        self._rows[self._part] = before + len(table)
        own, number_own = own_countries(table)
        self._own |= own
        self._number_own += number_own
        if sum(one.row.size for one in self._kept) > _MANY:
            self._reduce()
        return self

    def _unseen(self, table: Table) -> tuple[Ints, set[tuple[str, ...]]]:
        """Return a row of each origin and destination that were not seen before."""
        if not len(table):
            return np.zeros(0, dtype=np.int64), set()
        if not all(map(table.has, ENDS)):
            return np.arange(0 if self._seen else 1), {()}
        ends = [table.categories(name) for name in ENDS]
        width = len(ends[1].labels)
        _, rows = np.unique(ends[0].codes * width + ends[1].codes, return_index=True)
        pairs = list(zip(*(texts(end, rows) for end in ends), strict=True))
        new = [pair not in self._seen and pair[0] != pair[1] for pair in pairs]
        return rows[np.array(new, dtype=bool)], set(pairs)

    def read(self, paths: Any) -> Self:
        """
        Take the visits in files, some rows at a time, and return the object itself.

        Parameters
        ----------
        paths : path, pattern, folder, sequence of paths or pyarrow dataset
            As for `tally_files`.

        Raises
        ------
        InputError
            If there is no such file, or it is of another kind. Where a row cannot be
            used a note says among which rows it is, and nothing is taken.
        MissingExtraError
            If pyarrow is not installed.
        """
        saved = copy(self)
        try:
            take_batches(paths, self.columns, self.update)
        except SummitryError:
            vars(self).update(vars(saved))
            raise
        return self

    @at_the_door
    def merge(self, other: Waits) -> Self:
        """
        Add what another part knows, and return this one.

        Parameters
        ----------
        other : Waits
            Another `part`, made with the same shocks and options. It is not changed.

        Raises
        ------
        InputError
            If it was made with other shocks or options, or is of the same part.
        """
        self._refuse_others(other)
        self._refuse_undecided(other._decided)
        twice = self._rows.keys() & other._rows.keys()
        if twice:
            raise InputError(
                f"both have visits of part {min(twice)}, so that their rows cannot be "
                "numbered",
                code="same_part",
                column="part",
                hint="give each its place among all: Waits(shocks, ..., part=1)",
            )
        if self._decided is None:
            self._decided = other._decided
        self._rows |= other._rows
        self._kept += other._kept
        self._seen |= other._seen
        self._own |= other._own
        self._number_own += other._number_own
        if self._kept:
            self._reduce()
        return self

    def _refuse_others(self, other: Waits) -> None:
        differing = {
            name: name
            for name in ("direction", "same_day")
            if self._options[name] != other._options[name]
        }
        if self._date != other._date:
            differing["date"] = "date"
        if self._days != other._days:
            differing["since"] = "since or through"
        mine, theirs = self._points.table, other._points.table
        if mine.keys() != theirs.keys() or any(
            not np.array_equal(mine[name], theirs[name]) for name in mine
        ):
            differing["shocks"] = "list of shocks"
        dyads = self._options["dyads"], other._options["dyads"]
        if not differing and not same_dyads(*dyads, "dyad", self._days):
            differing["dyads"] = "list of dyads"
        self._refuse_differing(differing)

    def _reduce(self) -> Answering:
        self._kept = [Answering.stacked(self._kept).reduced(self._points)]
        return self._kept[0]

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what is not needed."""
        if self._kept:
            self._reduce()
        return super().__getstate__()

    @at_the_door
    def finish(
        self,
        *,
        overlap: Overlap = "both",
        unclear: Unclear = "exclude",
        unvisited_pairs: str = "leave_out",
    ) -> Frame:
        """
        Return the table that `response_lags` gives of all visits together.

        It is of the kind of the shocks. More visits can be taken afterwards.

        Parameters
        ----------
        overlap, unclear, unvisited_pairs
            As for `response_lags`.

        Raises
        ------
        InputError
            If there was no visit yet, a word is not one of those listed, or as for
            `response_lags`.
        """
        if not self._kept:
            raise InputError(
                "no visits have been taken yet",
                code="no_visits",
                column="visits",
                hint="call update(visits) or read(paths) first; a table without rows "
                "will do",
            )
        kept = self._reduce()
        found = response_lags(
            self._shocks,
            kept.table(),
            overlap=overlap,
            unclear=unclear,
            unvisited_pairs=unvisited_pairs,
            **self._options,
        )
        warn_of_names((), own=sorted(self._own), number_own=self._number_own)
        return numbered(Table(found, "lags"), kept, self._rows)
