"""What merging gives: one list of visits, its receipts, its conflicts, what is open."""

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
class MergedVisits(Alike, Readable, Generic[KindT]):
    """
    One list of visits made of several, with all that stands behind it.

    Attributes
    ----------
    visits : frame
        One row a visit in order of dates: ``visit`` (its name), ``date``, with
        ``date_latest`` where a date is not known to the day, ``end_date`` and all other
        columns of the sources, ``sources`` (their names), ``n_sources`` and
        ``n_conflicts``.
    receipts : frame
        One row for each row of a source: ``visit``, ``source``, ``id`` and ``row`` (its
        place there, from 0), the ``reason`` and ``score`` by which it was joined
        (missing where it stands alone), whether it is a ``duplicate`` (says word for
        word what another row of its source says, or has its id), and what it said.
    conflicts : frame
        One row for each thing that a source says where the sources of a visit differ:
        ``visit``, ``field``, ``source``, ``id``, ``value`` and ``taken``.
    review : frame
        Pairs of rows that may be one visit: ``same`` (to be filled with yes or no),
        ``score``, ``reason``, what the two say, and which rows they are. Filled, it is
        handed back as ``review=``.
    sources : tuple of str
        The sources, in order of the alphabet.
    rule : str
        Which source was believed where they differ.
    account : str
        What became of all rows, in one sentence.
    """

    visits: KindT = field(repr=False)
    receipts: KindT = field(repr=False)
    conflicts: KindT = field(repr=False)
    review: KindT = field(repr=False)
    sources: tuple[str, ...]
    rule: str
    account: str

    def _parts_(self) -> list[Part]:
        first = ["visit", "date", "origin", "destination", "sources"]
        known = Table(self.visits, "visits")
        shown = show(self.visits, columns=[c for c in first if known.has(c)], rows=5)
        return [self.account, self.rule, shown]
