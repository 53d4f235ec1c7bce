"""What collapsing trips gives: visits, the rows behind each, and where those differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic

from summitry.frames import Table
from summitry.frames.alike import Alike
from summitry.frames.same_kind import KindT
from summitry.output.readable import Readable
from summitry.output.shown import show

if TYPE_CHECKING:
    from summitry.output.readable import Part


@dataclass(frozen=True, eq=False, repr=False)
class CollapsedTrips(Alike, Readable, Generic[KindT]):
    """
    Visits made of rows that are parts of one trip, with every row behind them.

    Attributes
    ----------
    visits : frame
        One row a visit in order of dates, with the columns of the rows and, where a
        visit lasts longer than a day, its end.
    receipts : frame
        Every row that came in, in its order: ``row`` (its place, from 0), ``trip`` (the
        trip that it is part of, which may have gone to several destinations),
        ``visit_row`` (the row of `visits` that it is in) and ``taken`` (whether it is
        the row that speaks for the visit). Columns of these names that the rows have
        are kept as ``given_row`` and so on.
    conflicts : frame
        For each ``column`` in which rows of one visit differ, how many ``visits`` that
        concerns.
    by, join : str
        The choices that were made.
    account : str
        What became of all rows, in one sentence.
    """

    visits: KindT = field(repr=False)
    receipts: KindT = field(repr=False)
    conflicts: KindT = field(repr=False)
    by: str
    join: str
    account: str

    def _parts_(self) -> list[Part]:
        first = ["date", "end_date", "origin", "destination", "visitor"]
        known = Table(self.visits, "visits")
        columns = [column for column in first if known.has(column)]
        return [self.account, show(self.visits, columns=columns, rows=5)]
