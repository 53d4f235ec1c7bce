"""Frequencies out of a tally, wherever and in however many parts it was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import CategoryError, InputError
from summitry.frames import Frame, Table
from summitry.frames.arguments import word_of
from summitry.frames.asked_columns import chosen, with_asked
from summitry.frames.categories import Categories, constant, repeated
from summitry.measure.era_list import LIST_COLUMNS
from summitry.measure.era_notes import acting_in, era_notes
from summitry.measure.intervals import (
    ClassCounts,
    unweighted_columns,
    weighted_columns,
    weighted_word,
)
from summitry.measure.pairs import ENDS
from summitry.measure.unclear import READINGS
from summitry.measure.years import DISPERSED, varying_columns, words_where_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.measure.classes import Classes

    Rows = npt.NDArray[np.int64]

OF_LISTS = (*ENDS["dyad"], *ENDS["direction"], *LIST_COLUMNS)
"""Columns that tell lists of eras apart."""
_ABOUT = (
    *("era", "start", "end", "days", "years", "years_used"),
    *("terms", "acting"),
)
_BY_YEAR = ("year", "year_start", "year_end", "year_exposure")
_COUNTED = ("weight", "count", "count_unclear", "duplicates")
OF_ERAS = frozenset((*_ABOUT, *_BY_YEAR, *_COUNTED))
"""Columns of what an era has, and its name."""
_KNOWN = OF_ERAS | {*OF_LISTS}
_OF_VISITS = "visit_"


def class_name(column: str) -> str:
    """
    Return what a tally calls a column of a scheme: its own of that name stays its own.

    Examples
    --------
    >>> class_name("summit"), class_name("origin"), class_name("visit_origin")
    ('summit', 'visit_origin', 'visit_visit_origin')
    """
    bare = column
    while bare.startswith(_OF_VISITS):
        bare = bare.removeprefix(_OF_VISITS)
    taken = bare in _KNOWN or bare == "reading"
    return f"{_OF_VISITS}{column}" if taken else column


def class_columns(classes: Classes, of_class: Rows) -> dict[str, Any]:
    """Return the categories of a scheme at these classes, column by column."""
    return {
        class_name(column): Categories(of_class, labels)
        for column, labels in classes.columns.items()
    }


def frequency_of_tally(
    table: Table,
    readings: Sequence[str],
    *,
    interval: str | None,
    level: float,
    names: Sequence[str] | None = None,
) -> Frame:
    """
    Return the frequencies of a tally; rows of the same era and class are added up.

    `names` are the columns that are asked for.

    Raises
    ------
    CategoryError
        If an era has no name.
    InputError
        If parts of the tally differ in the exposure of an era or the weight of a class.
    RangeError
        If a count is negative.
    """
    if interval is not None:
        word_of(interval, "interval")
    if interval in DISPERSED and not table.has("year"):
        interval = "garwood"
    lists = [name for name in OF_LISTS if table.has(name)]
    _refuse_nameless(table)
    cell_of_row, first = _numbered(table, [*lists, "era"])
    slots, ends = _slots(table, lists, first)
    years = np.zeros(first.size)
    years[slots] = _agreed(table, "years", cell_of_row, first, "era")
    class_of_row, weights, weighted = _classes(table)
    about = [name for name in (*lists, *_ABOUT) if table.has(name)]
    kept = Table(Table(table.rows(first), "tally").only(about), "tally")
    parts = []
    for reading in readings:
        slot_of_row = slots[cell_of_row]
        counts = _by_class(slot_of_row, class_of_row, _counts(table, reading), ends)
        varying = {}
        if interval is not None:
            varying = _varying(table, lists, slot_of_row, ends, reading)
        options: dict[str, Any] = {"level": level, "varying": varying}
        before = np.append(np.uint64(0), np.cumsum(counts.counts, dtype=np.uint64))
        total = before[counts.ends] - before[np.append(0, counts.ends[:-1])]
        found = unweighted_columns(total, years, ends, interval=interval, **options)
        found |= varying
        if weighted:
            word = weighted_word(interval)
            found |= weighted_columns(
                counts, weights, years, ends, interval=word, **options
            )
        columns = {name: _at(values, slots) for name, values in chosen(found).items()}
        columns |= _noted(kept, lists, total[slots], years[slots], names)
        if interval is not None:
            columns["interval"] = constant(interval, first.size)
            columns |= words_where_told(
                columns,
                {"interval": interval}
                | ({"weighted_interval": weighted_word(interval)} if weighted else {}),
            )
        columns["reading"] = constant(READINGS[reading], first.size)
        if interval is not None:
            columns["level"] = repeated(level, first.size)
        parts.append(with_asked(kept, columns, names))
    return parts[0] if len(parts) == 1 else Table.concat(parts, "tally", fill=True)


def _noted(
    eras: Table,
    lists: Sequence[str],
    counts: npt.NDArray[Any],
    years: npt.NDArray[Any],
    names: Sequence[str] | None,
) -> dict[str, Categories]:
    """Return a note of what must be known of an era before its rank is read."""
    of_list, _ = _numbered(eras, lists)
    notes = era_notes(counts, years, of_list, acting_in(eras))
    # Without rows every column stays, so that the table stacks with others.
    return {"note": notes} if names or notes.says() or not counts.size else {}


def _by_class(
    slot_of_row: Rows, class_of_row: Rows, counts: Rows, ends: Rows
) -> ClassCounts:
    """Add up the rows of each era and class."""
    order = np.lexsort((class_of_row, slot_of_row))
    slot, classes = slot_of_row[order], class_of_row[order]
    new = np.append(True, (np.diff(slot) != 0) | (np.diff(classes) != 0))
    begins = np.flatnonzero(new[: order.size])
    sums = np.add.reduceat(counts[order], begins) if begins.size else counts[:0]
    n_cells = int(ends[-1]) if ends.size else 0
    return ClassCounts(
        np.cumsum(np.bincount(slot[begins], minlength=n_cells)),
        classes[begins].astype(np.uint32),
        sums.astype(np.uint64),
    )


def _varying(
    table: Table,
    lists: Sequence[str],
    slot_of_row: Rows,
    ends: Rows,
    reading: str,
) -> dict[str, npt.NDArray[np.float64]]:
    """Return how the years of eras vary, if visits were counted by year."""
    if not table.has("year"):
        return {}
    cell_of_row, first = _numbered(table, [*lists, "era", "year"])
    exposure = _agreed(table, "year_exposure", cell_of_row, first, "year")
    counts = np.zeros(first.size, dtype=np.int64)
    np.add.at(counts, cell_of_row, _counts(table, reading))
    slots, year = slot_of_row[first], table.integers("year")[first]
    order = np.lexsort((year, slots))
    cells = (counts[order].astype(np.uint64), exposure[order], slots[order])
    return varying_columns(*cells, ends)


def _refuse_nameless(table: Table) -> None:
    nameless = np.flatnonzero(table.categories("era").codes < 0)
    if nameless.size:
        raise CategoryError(
            f"tally row {nameless[0]}: the era has no name",
            code="missing_era",
            column="era",
            rows=nameless[:10],
            n_bad=nameless.size,
        )


def _numbered(table: Table, columns: Sequence[str]) -> tuple[Rows, Rows]:
    """Number the combinations of values by first appearance; where each is first."""
    codes = np.zeros(len(table), dtype=np.int64)
    for column in columns:
        own = table.categories(column).codes + 1
        codes = codes * (own.max(initial=0) + 1) + own
        codes = np.unique(codes, return_inverse=True)[1].ravel()
    _, first, number = np.unique(codes, return_index=True, return_inverse=True)
    order = np.argsort(first)
    place = np.empty_like(order)
    place[order] = np.arange(order.size)
    return place[number.ravel()], first[order]


def _slots(table: Table, lists: Sequence[str], first: Rows) -> tuple[Rows, Rows]:
    """Place the eras of one list next to each other; where each list ends."""
    list_of_row, starts = _numbered(table, lists)
    list_of_cell = list_of_row[first]
    order = np.argsort(list_of_cell, kind="stable")
    slots = np.empty(first.size, dtype=np.int64)
    slots[order] = np.arange(first.size)
    return slots, np.cumsum(np.bincount(list_of_cell, minlength=starts.size))


def _classes(table: Table) -> tuple[Rows, npt.NDArray[np.float64], bool]:
    """Return the class of each row, the weights, and whether they say anything."""
    columns = [name for name in table.columns if name not in _KNOWN]
    if not table.has("weight"):
        return np.zeros(len(table), dtype=np.int64), np.ones(1), False
    if columns:
        of_row, first = _numbered(table, columns)
        weights = _agreed(table, "weight", of_row, first, "class")
    else:
        values = table.floats("weight")
        # A table without visits has no weight, and no class either.
        every = _counts(table, "include" if table.has("count_unclear") else "exclude")
        weighed = ~np.isnan(values) | (every > 0)
        of_row = np.zeros(values.size, dtype=np.int64)
        weights, of_row[weighed] = np.unique(values[weighed], return_inverse=True)
    said = bool(columns) or bool((weights != 1).any())
    return of_row.ravel(), weights if weights.size else np.ones(1), said


def _agreed(
    table: Table, column: str, of_row: Rows, first: Rows, what: str
) -> npt.NDArray[np.float64]:
    """Return the one value that all rows of an era or a class have."""
    values = table.floats(column)
    wanted = values[first][of_row]
    odd = np.flatnonzero((values != wanted) & ~(np.isnan(values) & np.isnan(wanted)))
    if odd.size:
        row, other = odd[0], first[of_row[odd[0]]]
        raise InputError(
            f"tally rows {other} and {row} are of one {what}, but '{column}' is "
            f"{values[other]:g} and {values[row]:g}",
            code="tallies_differ",
            column=column,
            rows=odd[:10],
            n_bad=odd.size,
            hint="count every part with the same eras, since, through, exposure and "
            "scheme",
        )
    return values[first]


def _counts(table: Table, reading: str) -> Rows:
    if reading == "include":
        return table.counts("count", "count_unclear")
    if table.has("count_unclear"):
        table.counts("count_unclear")  # what is wrong is wrong in every reading
    return table.counts("count")


def _at(values: Any, rows: Rows) -> Any:
    """Take rows of an array or of categories."""
    return values.take(rows) if isinstance(values, Categories) else values[rows]
