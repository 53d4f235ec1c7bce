"""What several rows say of one visit: which value is taken, and who says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.sources.person_names import person_keys
from summitry.sources.stacked_sources import written_dates

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    import numpy.typing as npt

    from summitry.frames import Categories
    from summitry.sources.stacked_sources import StackedSources

    Codes = npt.NDArray[np.int64]


class Field(NamedTuple):
    """One field of all visits: the row that each takes it from, and what differs."""

    chosen: Codes
    """For each visit the row of its value; -1 where no row has one."""
    conflict: Codes
    """Rows that say something of a visit on which its rows differ."""


class Taking(NamedTuple):
    """Rows by visit, those before others whose word is taken first."""

    visit: Codes
    order: Codes
    """Rank of each row's list, 0 first."""
    n_visits: int
    by_precedence: bool


def of_column(rows: StackedSources, column: str, taking: Taking) -> Field:
    """Take a field from the first list that has it, or from what most lists say."""
    return _of_codes(_compared(rows, column, _plain), taking)


def of_travellers(
    rows: StackedSources, column: str, aliases: Mapping[str, str], taking: Taking
) -> Field:
    """Take the name of a traveller; two spellings of one name are no conflict."""

    def persons(text: str) -> frozenset[str]:
        return person_keys([text], aliases)[0]

    return _of_codes(_compared(rows, column, persons), taking)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _compared(
    rows: StackedSources, column: str, reading: Callable[[str], Hashable]
) -> Codes:
    """Codes that are equal for texts that are read alike; -1 for nothing."""
    said = rows.columns[column]
    numbers: dict[Hashable, int] = {}
    found = [
        numbers.setdefault(reading(text), len(numbers)) if text.strip() else -1
        for text in said.texts
    ]
    return np.array([*found, -1], dtype=np.int64)[said.codes]


def _of_codes(codes: Codes, taking: Taking) -> Field:
    visit, told = taking.visit, codes >= 0
    first: tuple[Codes, ...] = (taking.order,)
    if not taking.by_precedence:
        first += (-_votes(codes, taking),)
    order = np.lexsort((*first, ~told, visit))
    chosen = _first_of_each(order, taking)
    chosen = np.where(told[chosen], chosen, -1)
    # Rows on whose visit another row says something else.
    least = np.full(taking.n_visits, np.iinfo(np.int64).max)
    most = np.full(taking.n_visits, -1)
    np.minimum.at(least, visit[told], codes[told])
    np.maximum.at(most, visit[told], codes[told])
    return Field(chosen, np.flatnonzero((most > least)[visit] & told))


def _votes(codes: Codes, taking: Taking) -> Codes:
    """How many rows of its visit say what each row says."""
    key = taking.visit * (codes.max(initial=0) + 2) + codes
    _, said, votes = np.unique(key, return_inverse=True, return_counts=True)
    return votes[said]


def of_dates(
    first: Codes, last: Codes, told: npt.NDArray[np.bool_], taking: Taking
) -> Field:
    """
    Take a date: the most exact one that agrees with the first in order.

    Dates conflict if they have no day in common.
    """
    width = last - first
    first_keys: tuple[Codes, ...] = (taking.order,)
    if not taking.by_precedence:
        spans = np.unique(first * 2**24 + width, return_inverse=True)[1]
        first_keys += (-_votes(spans, taking), width)
    order = np.lexsort((*first_keys, ~told, taking.visit))
    top = _first_of_each(order, taking)
    within = (first >= first[top][taking.visit]) & (last <= last[top][taking.visit])
    order = np.lexsort((taking.order, width, ~(within & told), taking.visit))
    chosen = _first_of_each(order, taking)
    chosen = np.where(told[chosen], chosen, -1)
    great = np.iinfo(np.int64).max
    latest = np.full(taking.n_visits, -great)
    earliest = np.full(taking.n_visits, great)
    np.maximum.at(latest, taking.visit[told], first[told])
    np.minimum.at(earliest, taking.visit[told], last[told])
    apart = latest > earliest
    return Field(chosen, np.flatnonzero(apart[taking.visit] & told))


def _first_of_each(order: Codes, taking: Taking) -> Codes:
    """The first row of each visit in an order of rows by visits."""
    return order[np.searchsorted(taking.visit[order], np.arange(taking.n_visits))]


def conflict_columns(
    rows: StackedSources,
    fields: dict[str, Field],
    visit: Codes,
    names: list[str],
    place: Codes,
) -> dict[str, list[Any]]:
    """
    Return one row for each thing that a source says where sources differ.

    Visits stand in the order of their `place`, fields in that of the table.
    """
    told: dict[str, Callable[[Codes], Categories]] = {
        "date": lambda at: written_dates(rows.first[at], rows.last[at]),
        "end_date": lambda at: written_dates(rows.ends[0][at], rows.ends[0][at]),
    }
    at = np.concatenate([field.conflict for field in fields.values()])
    sizes = [field.conflict.size for field in fields.values()]
    number = np.repeat(np.arange(len(fields)), sizes)
    values: list[Any] = []
    taken: list[bool] = []
    for name, field in fields.items():
        own = told[name] if name in told else rows.columns[name].at
        codes, labels = own(field.conflict)
        said = [labels[code] for code in codes.tolist()]
        by_row = dict(zip(field.conflict.tolist(), said, strict=True))
        chosen = field.chosen[visit[field.conflict]].tolist()
        values += said
        taken += [by_row[row] == one for row, one in zip(chosen, said, strict=True)]
    order = np.lexsort((at, number, place[visit[at]]))
    listed = list(fields)
    return {
        "visit": [names[one] for one in visit[at[order]].tolist()],
        "field": [listed[one] for one in number[order].tolist()],
        "source": [rows.names[one] for one in rows.source[at[order]].tolist()],
        "id": rows.ids[at[order]].tolist(),
        "value": [values[one] for one in order.tolist()],
        "taken": [taken[one] for one in order.tolist()],
    }
