"""What comparing two versions of a study gives: what moved, and which rows moved it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summitry.frames.alike import Alike
from summitry.output.readable import Readable, Verbatim

if TYPE_CHECKING:
    from summitry.frames import Frame
    from summitry.output.readable import Part


@dataclass(frozen=True, eq=False, repr=False)
class StudyChanges(Alike, Readable):
    """
    What differs between two versions of a study; printed, it is a text in 80 columns.

    Attributes
    ----------
    old, new : str
        What the two studies are called.
    rows : frame
        One row for each row of a table that was added or removed, and for each field
        that changed: ``table`` (``visits``, ``eras``, ``shocks`` or ``series``),
        ``key``, ``change`` (``added``, ``removed`` or ``changed``), ``column``, ``old``
        and ``new``.
    columns : frame
        Columns that one version alone has: ``table``, ``column`` and ``change``.
    conventions : frame
        What the studies count by, where it differs: ``convention``, ``old``, ``new``.
    tallies : frame
        One row for each era whose visits, days or frequency moved: ``side``, ``rule``
        and ``era``; ``old_count`` and ``count``, ``old_years`` and ``years``,
        ``old_frequency`` and ``frequency``; ``rows`` that moved it, in words, and a
        ``note`` where one of the two has no number.
    verdicts : frame
        One row for each claim whose sentence, number or verdict moved: ``claim``,
        ``change`` (``added``, ``removed``, ``verdict``, ``number`` or ``sentence``),
        ``old_verdict`` and ``verdict``, ``old_computed`` and ``computed``;
        ``moved_by`` (the first of ``visits``, ``eras``, ``shocks``, ``series`` and
        ``claim and conventions`` with which, taken over in this order, it moved);
        ``rows`` behind the number that moved it, in words.
    moved : frame
        The same rows one by one: ``of`` (``tally`` or ``claim``), ``name``, ``key``
        and ``how`` (``enters``, ``leaves`` or ``changes``).
    """

    old: str
    new: str
    rows: Frame = field(repr=False)
    columns: Frame = field(repr=False)
    conventions: Frame = field(repr=False)
    tallies: Frame = field(repr=False)
    verdicts: Frame = field(repr=False)
    moved: Frame = field(repr=False)

    def _parts_(self) -> list[Part]:
        from summitry.report.terminal.changes_text import changes_text

        return [Verbatim(changes_text(self))]
