"""One visit of several rows: which of them says what, and where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry.frames import Frame, Table, refuse_unknown
from summitry.frames.dates import to_dates
from summitry.frames.gathering import gathered
from summitry.frames.repeats import texts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.sources.trip_rows import TripRows

    Codes = npt.NDArray[np.int64]

_VERDICTS = ("true", "unclear", "false")
"""What a definition says of a visit, the one that counts first."""

_SATELLITES = ("latest", "earliest", "precision", "text", "basis")
"""Columns beside a date that say how exact it is; they go where it goes."""


class Chosen(NamedTuple):
    """
    For each visit the row that says something of it.

    Attributes
    ----------
    spoke, opens, closes : (n_visits,) int64
        The row that speaks for it, and those that date its first and its last day.
    summit : (n_visits,) int64
        The row that says whether it was a summit.
    order : (n_visits,) int64
        The visits in order of their days, places and what they say.
    """

    spoke: Codes
    opens: Codes
    closes: Codes
    summit: Codes
    order: Codes


def choose_rows(table: Table, rows: TripRows, visit: Codes, ranks: Codes) -> Chosen:
    """Choose by what rows say alone: no order of rows or columns changes it."""
    verdicts = _places(table, "qualifies", _VERDICTS)
    spoke = _first_of(table, visit, [verdicts, ranks, rows.start, -rows.end])
    silent = (spoke[visit] != np.arange(visit.size)).astype(np.int64)
    opens = _first_of(table, visit, [rows.start, silent])
    closes = _first_of(
        table, visit, [-rows.end, (~rows.ended).astype(np.int64), silent]
    )
    summit = _first_of(table, visit, [_places(table, "summit", ("true",)), silent])
    keys = [
        rows.start[opens],
        rows.end[closes],
        _alphabetical(table, "origin")[spoke],
        _alphabetical(table, "destination")[spoke],
    ]
    order = np.lexsort((*_untied(table, spoke, keys)[::-1],))
    return Chosen(spoke, opens, closes, summit, order)


def rank_places(
    table: Table, column: str, ladder: Sequence[str], visit: Codes
) -> Codes:
    """
    Return the place of each rank on the ladder; what has none comes last.

    Raises
    ------
    CategoryError
        If a rank of rows that are joined is not on the ladder.
    """
    if table.has(column):
        found = table.categories(column)
        joined = (np.bincount(visit)[visit] > 1) & (found.codes >= 0)
        codes = np.where(joined, found.coded(ladder), 0)
        refuse_unknown(table, column, found, codes, ladder, "rank")
    return _places(table, column, ladder)


def visits_of(
    table: Table, rows: TripRows, chosen: Chosen, dates: tuple[str, str]
) -> Frame:
    """Make the visits of the rows that were chosen, in order of dates."""
    date, end_date = dates
    order = chosen.order
    opens, closes = chosen.opens[order], chosen.closes[order]
    made = gathered(
        table,
        chosen.spoke[order],
        {
            **dict.fromkeys(_dated(date), opens),
            **dict.fromkeys(_dated(end_date), closes),
            "summit": chosen.summit[order],
        },
    )
    last = rows.end[closes]
    told = rows.ended[closes]
    fill = (last > rows.start[opens]) & rows.exact[closes] & ~told
    if not fill.any():
        return made.native
    if made.is_dated(end_date if made.has(end_date) else date):
        columns = {end_date: to_dates(last, ~(told | fill))}
        earliest = f"{end_date}_earliest"
        if made.has(earliest):
            # A row that lasts a day ends on that day and on no earlier one.
            first, gone = made.optional_days(earliest)
            columns[earliest] = to_dates(np.where(fill, last, first), gone & ~fill)
        return made.with_columns(columns)
    # A row that tells no end lasts a day, so its own day is the end, as it is written.
    known = made.values(end_date) if made.has(end_date) else [None] * len(made)
    ends = np.array(known, dtype=object)
    ends[fill] = Table(table.rows(closes[fill]), table.name).values(date)
    return made.with_columns({end_date: ends.tolist()})


def conflicts_of(table: Table, visit: Codes, dates: tuple[str, str]) -> Frame:
    """Count the visits whose rows differ, column by column; nothing said is no word."""
    apart = {*_dated(dates[0]), *_dated(dates[1])}
    joined = np.flatnonzero(np.bincount(visit)[visit] > 1)
    part, of_visit = Table(table.rows(joined), table.name), visit[joined]
    counts = {}
    for column in part.columns if joined.size else ():
        codes = texts_of(part, column).codes
        said = np.unique(np.stack([of_visit, codes])[:, codes >= 0], axis=1)[0]
        n_differ = int((np.bincount(said, minlength=1) > 1).sum())
        if n_differ and column not in apart:
            counts[column] = n_differ
    return table.build(
        {
            "column": list(counts),
            "visits": np.array(list(counts.values()), dtype=np.int64),
        }
    )


def numbered_by(group: Codes, position: Codes) -> Codes:
    """Number groups of rows in the order of the first position of each."""
    first = np.full(int(group.max(initial=-1)) + 1, position.size, dtype=np.int64)
    np.minimum.at(first, group, position)
    return np.asarray(np.unique(first[group], return_inverse=True)[1], dtype=np.int64)


def _dated(column: str) -> tuple[str, ...]:
    return (column, *(f"{column}_{name}" for name in _SATELLITES))


def _places(table: Table, column: str, words: Sequence[str]) -> Codes:
    """Return the place of each value among words; others, and none, come last."""
    if not table.has(column):
        return np.zeros(len(table), dtype=np.int64)
    codes = table.categories(column).coded(words)
    return np.where(codes < 0, len(words), codes)


def _alphabetical(table: Table, column: str) -> Codes:
    """Return the place of each value in the alphabet; missing ones come first."""
    found = texts_of(table, column)
    labels = np.array(found.labels, dtype=object)
    places = np.argsort(np.argsort(labels, kind="stable"), kind="stable")
    return np.append(places, -1)[found.codes].astype(np.int64)


def _first_of(table: Table, visit: Codes, keys: Sequence[Codes]) -> Codes:
    """Return the row of each visit that is least by the keys."""
    joined = np.flatnonzero(np.bincount(visit)[visit] > 1)
    rows = np.empty(int(visit.max(initial=-1)) + 1, dtype=np.int64)
    rows[visit] = np.arange(visit.size)
    keyed = [visit[joined], *(key[joined] for key in keys)]
    order = joined[np.lexsort((*_untied(table, joined, keyed)[::-1],))]
    first, at = np.unique(visit[order], return_index=True)
    rows[first] = order[at]
    return rows


def _untied(table: Table, rows: Codes, keys: list[Codes]) -> list[Codes]:
    """Add a key that orders rows which are equal in all others by what they say."""
    content = np.zeros(rows.size, dtype=np.int64)
    tied = np.flatnonzero(_sizes(keys) > 1)
    if tied.size:
        part = Table(table.rows(rows[tied]), table.name)
        # By name, since columns stand in any order too.
        names = sorted(part.columns)
        content[tied] = _numbers([_alphabetical(part, name) for name in names])
    return [*keys, content]


def _sizes(keys: Sequence[Codes]) -> Codes:
    numbers = _numbers(keys)
    return np.bincount(numbers, minlength=1)[numbers]


def _numbers(keys: Sequence[Codes]) -> Codes:
    """Number the distinct rows of some columns, in their order."""
    order = np.lexsort((*reversed(keys),))
    said = np.stack(list(keys))[:, order]
    new = np.zeros(order.size, dtype=bool)
    new[1:] = (said[:, 1:] != said[:, :-1]).any(axis=0)
    numbers = np.empty(order.size, dtype=np.int64)
    numbers[order] = np.cumsum(new)
    return numbers
