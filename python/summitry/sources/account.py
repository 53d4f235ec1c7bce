"""What became of each row of a list, and the visits that were read from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic

from summitry.frames import Table
from summitry.frames.alike import Alike
from summitry.frames.same_kind import KindT
from summitry.output.readable import Line, Readable

if TYPE_CHECKING:
    from summitry.output.readable import Part

READ, SPLIT = "read", "split"
UNREAD, EMPTY = "not read", "empty"
OUTCOMES = (READ, SPLIT, UNREAD, EMPTY)
"""What may become of a row."""


@dataclass(frozen=True, eq=False, repr=False)
class ReadVisits(Alike, Readable, Generic[KindT]):
    """
    Visits as they were read from a list, and what became of each row of it.

    Attributes
    ----------
    visits : frame
        One row a visit. ``visit_id`` and ``row`` trace it to its row in the list;
        visits that one row tells share a ``trip``. ``date`` is its first day, or the
        first that this may be, ``date_latest`` the last that it may be,
        ``date_precision`` and ``date_text`` how it was known and written; ``end_date``
        the last day of the trip, ``end_date_earliest`` the first that this may be.
        Every other column is as it was. A column of the list that has a name of these
        is kept as ``given_<name>``.
    account : frame
        One row for each row of the list, in its order: ``row``, ``outcome`` ("read",
        "split", "not read" or "empty"), ``n_visits``, ``reason`` and ``visit_ids``.
        A row is a line of a text file counted from 1, a row of a sheet or a table of a
        page counted from 1, or a position in a frame counted from 0.
    unread : frame
        The cells of the rows that were not read, as they were, with ``row`` and
        ``reason``.
    columns : dict of str to str
        Our names of the columns that were understood, and what the list calls each.
    suggestions : dict of str to str
        Columns that were not understood, and which of ours each may be.
    notes : tuple of str
        What the reader of the list should know.
    source : str
        The list and its kind: encoding, delimiter, sheet.
    counts : dict of str to int
        How many rows became what; they add up to the rows of the list.
    """

    visits: KindT = field(repr=False)
    account: KindT = field(repr=False)
    unread: KindT = field(repr=False)
    columns: dict[str, str]
    suggestions: dict[str, str]
    notes: tuple[str, ...]
    source: str
    counts: dict[str, int]

    def _parts_(self) -> list[Part]:
        n_rows = sum(self.counts.values())
        told = [
            f"{number} {outcome}" for outcome, number in self.counts.items() if number
        ]
        lines = [
            self.source,
            (
                f"{n_rows} {'row' if n_rows == 1 else 'rows'}: {', '.join(told) or 'none'}; "
                f"{_plural(len(Table(self.visits, 'visits')), 'visit')}"
            ),
            "understood: "
            + ", ".join(
                ours if ours == theirs else f"{ours} = '{theirs}'"
                for ours, theirs in self.columns.items()
            ),
        ]
        if self.suggestions:
            said = {ours: theirs for theirs, ours in self.suggestions.items()}
            lines.append(f"not understood, perhaps: columns={said}")
        return [Line(line) for line in [*lines, *self.notes]]


def _plural(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def account_notes(reasons: dict[str, tuple[int, Any]], unit: str) -> list[str]:
    """
    Return a sentence on each of the first reasons for which rows were not read.

    Examples
    --------
    >>> account_notes({"'date' is missing": (2, 7)}, "line")
    ["not read, line 7 and 1 more: 'date' is missing"]
    """
    lines = []
    for reason, (number, first) in list(reasons.items())[:5]:
        more = f" and {number - 1} more" if number > 1 else ""
        lines.append(f"not read, {unit} {first}{more}: {reason}")
    if len(reasons) > 5:  # noqa: PLR2004
        more = _plural(len(reasons) - 5, "other reason")
        lines.append(f"and {more}: see `unread`")
    return lines
