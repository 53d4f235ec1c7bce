"""Frequencies of counts, with limits, ranks and notes: all lists of eras in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.frames.asked_columns import Later, together
from summitry.frames.categories import constant, repeated
from summitry.frames.taken import Taken, rows_of
from summitry.measure.era_notes import era_notes
from summitry.measure.intervals import (
    unweighted_columns,
    weighted_columns,
    weighted_word,
)
from summitry.measure.years import VARYING, varying_columns, words_where_told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry.measure.axes_counts import AxesCounts
    from summitry.measure.counts import Counts
    from summitry.measure.key_columns import Places

    Rows = npt.NDArray[np.int64]


class Limits(NamedTuple):
    """How limits are found: by which method if by any, the level, and the threads."""

    interval: str | None
    level: float
    threads: int | None = None


def measured(
    counts: AxesCounts,
    keys: Mapping[str, Any],
    places: Places,
    reading: str,
    limits: Limits,
    *,
    weighted: bool,
    limited: bool = True,
) -> dict[str, Any]:
    """
    Return the columns that are made of counts, for the rows of all axes in order.

    Frequencies, limits and ranks, how years vary, notes and the methods; weighted ones
    as well if that is asked for. `keys` and `places` say what the rows are of, and
    `limited` whether a limit will be asked for.
    """
    ends = np.cumsum(places.sizes)
    total = counts.rows.totals(reading)
    years = keys["years"]
    asked = limits.interval is not None
    varying: dict[str, Any] = {}
    if asked and limited:
        varying = _varying(counts.each, reading, ends, limits.threads)
    options: dict[str, Any] = {
        "level": limits.level,
        "varying": varying,
        "threads": limits.threads,
    }
    found = unweighted_columns(total, years, ends, interval=limits.interval, **options)
    # Where no limit is asked for, how years vary is a name and nothing more.
    found |= varying or (together(VARYING, dict) if asked else {})
    acting = rows_of(keys.get("acting"))
    found["note"] = Later(lambda: era_notes(total, years, places.group, acting))
    words = {} if limits.interval is None else {"interval": limits.interval}
    if weighted:
        scheme, word = counts.each[0].scheme, weighted_word(limits.interval)
        found |= weighted_columns(
            counts.rows.by_each_class(reading),
            scheme.weights,
            years,
            ends,
            interval=word,
            limited=limited,
            **options,
        )
        found["scheme"] = constant(scheme.source, years.size)
        words |= {} if word is None else {"weighted_interval": word}
    if asked:
        found["interval"] = constant(limits.interval, years.size)
    return found | words_where_told(varying, words)


def accounted(counts: Sequence[Counts], places: Places, reading: str) -> dict[str, Any]:
    """Return what became of the rows, in each row of the table of all axes."""
    accounts = [one.accounting(reading) for one in counts]
    found: dict[str, Any] = {}
    for name in accounts[0]:
        numbers = np.array([one[name] for one in accounts], dtype=np.int64)
        if (numbers == numbers[0]).all():
            found[name] = repeated(int(numbers[0]), places.era.size)
        else:
            found[name] = Taken(numbers[places.axis], places.group)
    return found


def _varying(
    counts: Sequence[Counts], reading: str, ends: Rows, threads: int | None
) -> dict[str, npt.NDArray[np.float64]]:
    """Return how the years of the eras vary, as columns of the table."""
    parts = [one.by_year(reading) for one in counts]
    bounds = np.cumsum([0, *(part.size for part in parts)]).tolist()
    size, first = bounds[-1], 0
    visits, years = np.empty(size, dtype=np.uint64), np.empty(size)
    rows = np.empty(size, dtype=np.int64)
    for one, part, start, end in zip(counts, parts, bounds, bounds[1:], strict=False):
        own = slice(start, end)
        visits[own] = part.ravel()
        years[own] = one.of_groups(one.cells["years"])
        rows[own] = one.cell_rows() + first
        first += one.n_groups * len(one.axis.labels)
    return varying_columns(visits, years, rows, ends, threads=threads)
