"""What the rows of a table of eras are of: countries, lists of eras, eras and days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.frames.categories import Categories, constant, joined_categories, texts_of
from summitry.frames.dates import to_dates
from summitry.frames.taken import Taken, whole
from summitry.measure.era_list import LIST_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.measure.counts import Counts

    Codes = npt.NDArray[np.uint32]
    Rows = npt.NDArray[np.int64]


class Places(NamedTuple):
    """
    What the rows of a table of axes, in order, are of.

    Attributes
    ----------
    axis : (n_groups,) int64
        Which axis each group is on, those of all axes in order.
    sizes : (n_groups,) int64
        How many rows each group has: one for each era of its axis.
    group, era : (n_rows,) uint32
        Which group and which era each row is of, those of all axes in order.
    """

    axis: Rows
    sizes: Rows
    group: Codes
    era: Codes

    @classmethod
    def of(cls, counts: Sequence[Counts]) -> Places:
        """Return the places of the rows of what was counted on some axes."""
        n_eras = np.array([len(one.axis.labels) for one in counts])
        axis = np.repeat(np.arange(n_eras.size), [one.n_groups for one in counts])
        sizes, before = n_eras[axis], np.cumsum(n_eras) - n_eras
        # A row is further down than the first of its group, and so is its era.
        ahead = before[axis] - (np.cumsum(sizes) - sizes)
        group = np.repeat(np.arange(axis.size, dtype=np.uint32), sizes)
        era = np.arange(group.size, dtype=np.int32)
        era += np.repeat(ahead.astype(np.int32), sizes)
        return cls(axis, sizes, group, era.view(np.uint32))


def key_columns(counts: Sequence[Counts], places: Places) -> dict[str, Any]:
    """
    Label each row of all axes in order: dyad, side, rule, era, dates and exposure.

    Texts are codes into labels, of which each is held once.
    """

    def of_eras(columns: list[Categories]) -> Taken:
        return Taken(joined_categories(columns), places.era)

    columns: dict[str, Any] = {
        name: Taken(
            joined_categories([one.groups[name] for one in counts]), places.group
        )
        for name in counts[0].groups
    }
    for name in LIST_COLUMNS:
        values = [getattr(one.axis, name) for one in counts]
        if len(values) == 1 and values[0] is not None:
            columns[name] = constant(values[0], places.era.size)
        elif any(value is not None for value in values):
            columns[name] = Taken(texts_of(values).take(places.axis), places.group)
    columns["era"] = of_eras(
        [Categories(np.arange(len(one.axis.labels)), one.axis.labels) for one in counts]
    )
    start, end, is_open = (
        np.concatenate(parts)
        for parts in zip(
            *((one.axis.start, one.axis.end, one.axis.open) for one in counts),
            strict=True,
        )
    )
    columns["start"] = Taken(to_dates(start), places.era)
    columns["end"] = Taken(to_dates(end, is_open), places.era)
    columns["days"] = _of_each(counts, [one.exposure.days for one in counts], places)
    columns["years"] = _in_each_row(counts, [one.years for one in counts], places)
    if any(any(one.terms) for one in counts):
        columns["terms"] = of_eras([texts_of(one.terms) for one in counts])
    acting = _acting_of(counts)
    if acting is not None:
        columns["acting"] = Taken(acting, places.era)
    if any(one.exposure.whole_years.any() for one in counts):
        columns["years_used"] = _years_used(counts)
    return columns


def keys_of(one: Counts) -> dict[str, Any]:
    """Label each group and era of one axis in every row; see `key_columns`."""
    return whole(key_columns([one], Places.of([one])))


def _of_each(
    counts: Sequence[Counts], values: list[npt.NDArray[Any]], places: Places
) -> npt.NDArray[Any] | Taken:
    """Return exposures of all rows, from those of eras or, if apart, of each row."""
    if any(one.apart for one in counts):
        return _in_each_row(counts, values, places)
    return Taken(np.concatenate(values), places.era)


def _in_each_row(
    counts: Sequence[Counts], values: list[npt.NDArray[Any]], places: Places
) -> npt.NDArray[Any]:
    """Return exposures of all rows, each written once."""
    found, start = np.empty(places.era.size, values[0].dtype), 0
    for one, own in zip(counts, values, strict=True):
        shape = (one.n_groups, len(one.axis.labels))
        end = start + shape[0] * shape[1]
        groups = found[start:end].reshape(shape)
        groups[:] = own.reshape(shape) if one.apart else own
        start = end
    return found


def _acting_of(counts: Sequence[Counts]) -> npt.NDArray[np.bool_] | None:
    """Say of the eras of all axes whether their leaders only acted, if it is known."""
    known = [one.axis.acting for one in counts]
    if all(one is None for one in known):
        return None
    return np.concatenate(
        [
            np.zeros(len(one.axis.labels), bool) if acting is None else acting
            for one, acting in zip(counts, known, strict=True)
        ]
    )


def _years_used(counts: Sequence[Counts]) -> Categories:
    """Name the calendar years that were counted in each row."""
    parts = []
    for one in counts:
        seen = one.cells["years"] > 0
        era, year = one.cells["era"][seen], one.cells["year"][seen]
        ends = np.searchsorted(era, np.arange(1, one.years.size))
        runs = [_runs(part) for part in np.split(year, ends)][: one.years.size]
        used = texts_of(runs)
        if not one.apart:
            used = used.take(np.tile(np.arange(one.years.size), one.n_groups))
        parts.append(used)
    return joined_categories(parts)


def _runs(years: Rows) -> str | None:
    """
    Name years in order, those that follow one another by the first and the last.

    Examples
    --------
    >>> _runs(np.array([2017, 2018, 2019, 2025]))
    '2017 to 2019, 2025'
    """
    parts = np.split(years, np.flatnonzero(np.diff(years) > 1) + 1)
    named = [
        f"{part[0]} to {part[-1]}" if part.size > 1 else str(part[0])
        for part in parts
        if part.size
    ]
    return ", ".join(named) or None
