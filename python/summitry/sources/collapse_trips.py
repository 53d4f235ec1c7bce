"""Rows that are parts of one trip made one visit, each row kept as a receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.exceptions import InputError
from summitry.frames import Table
from summitry.frames.arguments import one_of
from summitry.frames.given import beside
from summitry.frames.repeats import repeated
from summitry.output.format import many
from summitry.sources.collapsed_trips import CollapsedTrips
from summitry.sources.country_names import warn_of_names
from summitry.sources.kind_types import collapsing
from summitry.sources.ladder import RANKS
from summitry.sources.trip_rows import BYS, JOINS, TripRows, trip_rows
from summitry.sources.trip_visits import (
    choose_rows,
    conflicts_of,
    numbered_by,
    rank_places,
    visits_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.frames import Frame
    from summitry.sources.trip_rows import By, Join

    Codes = npt.NDArray[np.int64]


@collapsing
def collapse_trips(
    visits: Frame,
    *,
    by: By | None = None,
    join: Join | None = None,
    visitor: str = "visitor",
    visitor_rank: str = "visitor_rank",
    ladder: Sequence[str] = RANKS,
    date: str = "date",
    end_date: str = "end_date",
) -> CollapsedTrips:
    """
    Make one visit of the rows that are parts of one trip, and keep each as a receipt.

    Lists name the stops of a journey: three cities in one country are three rows, a
    president and a minister who travel together two. How they are joined moves the
    totals, so both choices must be made; without them the error says what each gives.

    Parameters
    ----------
    visits : frame of n rows
        With ``origin``, ``destination`` and the columns named below. Without `end_date`
        a row lasts a day.
    by : {"traveller", "pair"}
        Whose rows may be one trip. ``"traveller"``: those of one traveller from one
        origin. A trip may then go to several destinations, and gives one visit to each
        of them, also if it comes there twice. ``"pair"``: all from one origin to one
        destination, whoever travels.
    join : {"same_day", "overlapping", "touching"}
        Which of them are: those that begin on the same day; those that share a day, one
        after the other; or those and rows that begin on the day after.
    visitor : str, default "visitor"
        Column of the traveller, needed for ``by="traveller"``. Names are compared as
        `merge_sources` does it.
    visitor_rank : str, default "visitor_rank"
        Column of ranks, if there is one.
    ladder : sequence of str
        The ranks, high to low.
    date, end_date : str
        Columns of the first and the last day.

    Returns
    -------
    CollapsedTrips
        The visits, the receipts, and where rows of one visit differ.

    Raises
    ------
    InputError
        If `by` or `join` is not given, or a row ends before it begins.
    ColumnError, MissingValueError
        If a column or a date that is needed is missing.
    CategoryError
        If a country is missing, or a rank of rows that are joined is not on the ladder.

    Notes
    -----
    A visit runs from the first day of its rows to the last; a missing end is the day
    itself. All else is what one of its rows says: the one that counts (``qualifies``),
    of those the one of the highest rank, then the earliest, then the longest;
    ``summit`` is true if any row's is. `CollapsedTrips.conflicts` counts where others
    said something else. A row that is not dated to the day, or that names no traveller
    where travellers are joined, stands alone: nothing is guessed.

    Rows that are equal in all of that are told apart by their columns, in the order of
    their names: no order of rows or columns changes anything. Visits that are collapsed
    again stay as they are. Complexity is O(n log n).

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> visits = pd.DataFrame(
    ...     {
    ...         "date": ["2007-05-01", "2007-05-02", "2007-05-03", "2007-05-05"],
    ...         "end_date": ["2007-05-02", None, "2007-05-04", None],
    ...         "origin": ["USA"] * 4,
    ...         "destination": ["EGY", "EGY", "IRQ", "EGY"],
    ...         "visitor": ["C. Rice"] * 4,
    ...     }
    ... )
    >>> found = summitry.collapse_trips(visits, by="traveller", join="touching")
    >>> found.visits[["date", "end_date", "destination"]]
             date    end_date destination
    0  2007-05-01  2007-05-05         EGY
    1  2007-05-03  2007-05-04         IRQ
    >>> len(summitry.collapse_trips(visits, by="pair", join="touching").visits)
    3
    """
    table = Table(visits, "visits")
    asked = None if by is None else one_of(by, "by", BYS)
    if join is not None:
        one_of(join, "join", JOINS)
    rows = trip_rows(
        table, date=date, end_date=end_date, visitor=visitor, named=asked == "traveller"
    )
    if by is None or join is None:
        raise _unchosen(rows, by, join, named=table.has(visitor))
    ends = (table.categories(name).labels for name in ("origin", "destination"))
    warn_of_names(sorted({name for names in ends for name in names}))
    trip, visit = rows.parts(by, join)
    chosen = choose_rows(
        table, rows, visit, rank_places(table, visitor_rank, ladder, visit)
    )
    position = np.argsort(chosen.order)[visit]
    receipts = beside(table, ("row", "trip", "visit_row", "taken")).with_columns(
        {
            "row": np.arange(len(table)),
            "trip": numbered_by(trip, position),
            "visit_row": position,
            "taken": chosen.spoke[visit] == np.arange(len(table)),
        }
    )
    again = int(repeated(table).sum())
    return CollapsedTrips(
        visits_of(table, rows, chosen, (date, end_date)),
        receipts,
        conflicts_of(table, visit, (date, end_date)),
        by,
        join,
        _account(rows, trip, visit, again, by, join),
    )


def _unchosen(
    rows: TripRows, by: By | None, join: Join | None, *, named: bool
) -> InputError:
    """Say what each choice that was not made would give."""
    told = []
    for one in BYS if by is None else (by,):
        if one == "traveller" and not named:
            continue
        counts = [
            f"{1 + rows.parts(one, way)[1].max(initial=-1)} {way}"
            for way in (JOINS if join is None else (join,))
        ]
        told.append(f"by='{one}': {', '.join(counts)}")
    missing = [name for name, value in (("by", by), ("join", join)) if value is None]
    return InputError(
        f"{' and '.join(missing)} must be given, since the totals turn on "
        f"{'them' if missing[1:] else 'it'}; the {rows.start.size} rows are so many "
        f"visits: {'; '.join(told)}",
        code="not_chosen",
        column=missing[0],
        hint="collapse_trips(visits, by='traveller', join='touching')",
    )


def _account(
    rows: TripRows, trip: Codes, visit: Codes, again: int, by: By, join: Join
) -> str:
    """Say what became of all rows."""
    sizes = np.bincount(visit)
    joined = int(sizes[sizes > 1].sum())
    n_trips = np.unique(trip).size
    told = [
        f"{many(rows.start.size, 'row')} {'is' if rows.start.size == 1 else 'are'} "
        f"{many(sizes.size, 'visit')}, {by=!s}, {join=!s}"
        + (f"; the trips are {n_trips}" if by == "traveller" else "")
    ]
    if joined:
        told += [
            f"behind {(sizes > 1).sum()} of them are several rows, {joined} in all"
        ]
    vague = int((~rows.exact).sum())
    nameless = int((rows.traveller < 0).sum()) if by == "traveller" else 0
    told += [f"{vague} that are not dated to the day stand alone"] if vague else []
    told += [f"{nameless} without a traveller stand alone"] if nameless else []
    told += [f"{again} repeat another row or its id"] if again else []
    return "; ".join(told) + "."
