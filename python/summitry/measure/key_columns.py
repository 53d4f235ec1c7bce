"""What the rows of a table of eras are of: countries, lists of eras, eras and days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames.categories import Categories, constant, joined_categories, texts_of
from summitry.frames.dates import to_dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.measure.counts import Counts

    Rows = npt.NDArray[np.int64]

_LISTS = ("side", "other_side", "rule")


def key_columns(counts: Sequence[Counts]) -> dict[str, Any]:
    """
    Label each row of all axes in order: dyad, side, rule, era, dates and exposure.

    Texts are codes into labels, of which each is held once.
    """
    n_eras = np.array([len(one.axis.labels) for one in counts])
    n_groups = np.array([one.n_groups for one in counts])
    of_group = np.repeat(np.arange(n_eras.size), n_groups)
    era, sizes = _eras_of_rows(n_eras, of_group), n_eras[of_group]

    def of_rows(columns: list[Categories]) -> Categories:
        return joined_categories(columns).take(era)

    columns: dict[str, Any] = {
        name: joined_categories([one.groups[name] for one in counts]).repeat(sizes)
        for name in counts[0].groups
    }
    for name in _LISTS:
        values = [getattr(one.axis, name) for one in counts]
        if len(values) == 1 and values[0] is not None:
            columns[name] = constant(values[0], era.size)
        elif any(value is not None for value in values):
            columns[name] = texts_of(values).repeat(n_eras * n_groups)
    columns["era"] = of_rows(
        [Categories(np.arange(len(one.axis.labels)), one.axis.labels) for one in counts]
    )
    start, end, is_open = (
        np.concatenate(parts)
        for parts in zip(
            *((one.axis.start, one.axis.end, one.axis.open) for one in counts),
            strict=True,
        )
    )
    columns["start"] = to_dates(start)[era]
    columns["end"] = to_dates(end, is_open)[era]
    columns["days"] = of_each(counts, [one.exposure.days for one in counts], era)
    columns["years"] = of_each(counts, [one.years for one in counts], era)
    if any(any(one.terms) for one in counts):
        columns["terms"] = of_rows([texts_of(one.terms) for one in counts])
    acting = acting_of(counts)
    if acting is not None:
        columns["acting"] = acting[era]
    if any(one.exposure.whole_years.any() for one in counts):
        columns["years_used"] = _years_used(counts)
    return columns


def eras_of_rows(counts: Sequence[Counts]) -> Rows:
    """Return which era each row of all axes is of, those of all axes in order."""
    n_eras = np.array([len(one.axis.labels) for one in counts])
    return _eras_of_rows(
        n_eras, np.repeat(np.arange(n_eras.size), [one.n_groups for one in counts])
    )


def _eras_of_rows(n_eras: Rows, of_group: Rows) -> Rows:
    sizes = n_eras[of_group]
    first = (np.cumsum(n_eras) - n_eras)[of_group]
    ahead = first - (np.cumsum(sizes) - sizes)
    rows: Rows = np.arange(sizes.sum()) + np.repeat(ahead, sizes)
    return rows


def of_each(
    counts: Sequence[Counts], values: list[npt.NDArray[Any]], era: Rows
) -> npt.NDArray[Any]:
    """Return exposures of all rows, from those of eras or, if apart, of each row."""
    if any(one.apart for one in counts):
        pairs = zip(counts, values, strict=True)
        return np.concatenate([one.of_groups(own) for one, own in pairs])
    found: npt.NDArray[Any] = np.concatenate(values)[era]
    return found


def acting_of(counts: Sequence[Counts]) -> npt.NDArray[np.bool_] | None:
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
