"""The titles in the cells of a column, and what the table of offices says of each."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry.exceptions import InputError
from summitry.sources.office_table import Office, Offices, folded_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.frames import Table

SEPARATORS = (";", "(")
"""What stands between the titles of one cell, unless the caller says otherwise."""

Title = tuple[str, Office | None]
"""A title as it is written, and the row of the table of offices that it is."""

NOT_HELD = frozenset(
    (
        *("former", "ex", "past", "late", "retired", "emeritus", "outgoing", "deposed"),
        *("formerly", "previous", "previously", "ret", "retd"),
        *("elect", "designate", "designated", "incoming", "nominee", "future"),
        *("acting", "interim", "provisional", "caretaker"),
    )
)
"""Words for an office that was held, will be, or is held in place of somebody."""

_BRACKET = "("
_AT_END = re.compile(r"(.*\S)\s*\(([^()]*)\)\s*", re.DOTALL)


class Titles(NamedTuple):
    """
    The cells of a column of titles, read: one entry for each title of a distinct cell.

    Attributes
    ----------
    cell_of_row : (n,) int64
        Which of the distinct cells each row has; -1 where it is empty.
    titles : list of (title, office or None)
        The distinct titles, and what each is taken for.
    cells, numbers, places : (m,) int64
        The cell and the title of each entry, and the place of its rank on the ladder;
        below every rank where it is not known.
    best : (n_cells,) int64
        The entry that decides each cell, or -1.
    """

    cell_of_row: npt.NDArray[np.int64]
    titles: list[Title]
    cells: npt.NDArray[np.int64]
    numbers: npt.NDArray[np.int64]
    places: npt.NDArray[np.int64]
    best: npt.NDArray[np.int64]

    def rows_with(self, title: int) -> npt.NDArray[np.int64]:
        """Return the rows whose cell has a title."""
        return np.flatnonzero(
            np.isin(self.cell_of_row, self.cells[self.numbers == title])
        )

    def visits(self, entries: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return how many rows have each title, by the entries that count."""
        filled = self.cell_of_row[self.cell_of_row >= 0]
        sizes = np.bincount(filled, minlength=self.best.size)
        counts = np.bincount(
            self.numbers[entries],
            weights=sizes[self.cells[entries]],
            minlength=len(self.titles),
        )
        return counts.astype(np.int64)


def read_titles(
    table: Table,
    offices: Offices,
    separators: Sequence[str],
    ladder: Sequence[str],
    columns: tuple[str, str],
) -> Titles:
    """Read each distinct pair of cell and country once."""
    if not isinstance(separators, list | tuple) or not all(
        isinstance(one, str) and one for one in separators
    ):
        raise InputError(
            f"separators is {separators!r}, not a list of texts",
            code="bad_separators",
            column="separators",
            hint="separators=(';', ',')",
        )
    cells, sides = (table.categories(column) for column in columns)
    countries = [*sides.labels, None]
    of_side = np.where(sides.codes < 0, len(sides.labels), sides.codes)
    pairs = np.where(cells.codes < 0, -1, cells.codes * len(countries) + of_side)
    distinct, cell_of_row = np.unique(pairs, return_inverse=True)
    n_empty = int((distinct < 0).sum())
    numbers: dict[Title, int] = {}
    entries = [
        (cell, numbers.setdefault(title, len(numbers)))
        for cell, pair in enumerate(distinct[n_empty:].tolist())
        for title in _titles(
            cells.labels[pair // len(countries)],
            countries[pair % len(countries)],
            offices,
            tuple(separators),
        )
    ]
    titles = list(numbers)
    flat = np.array(entries, dtype=np.int64).reshape(-1, 2)
    place = [
        len(ladder) if row is None else list(ladder).index(row.rank)
        for _, row in titles
    ]
    places = np.array(place, dtype=np.int64)[flat[:, 1]]
    known = np.flatnonzero(places < len(ladder))
    order = known[np.lexsort((known, places[known], flat[known, 0]))]
    decided, first = np.unique(flat[order, 0], return_index=True)
    best = np.full(distinct.size - n_empty, -1, dtype=np.int64)
    best[decided] = order[first]
    return Titles(cell_of_row - n_empty, titles, flat[:, 0], flat[:, 1], places, best)


def _titles(
    text: str, country: str | None, offices: Offices, separators: tuple[str, ...]
) -> list[Title]:
    """Return the titles of a cell: itself if it is known, else those of its parts."""
    folded = folded_title(text)
    office = _office(folded, country, offices)
    if office is not None or not folded:
        return [(text.strip(), office)] if folded else []
    for number, separator in enumerate(separators):
        parts = _parts(text, separator)
        if any(folded_title(part) in NOT_HELD for part in parts):
            # "President (former)" is one title, and not that of a president.
            break
        if len(parts) > 1:
            rest = separators[number:]
            found = (_titles(part, country, offices, rest) for part in parts)
            return list(dict.fromkeys(chain.from_iterable(found)))
    word, rest_of_title = not_held(text)
    if word:
        both = (f"{word} {rest_of_title}", f"{rest_of_title} {word}", word)
        told = (_office(one, country, offices) for one in both)
        office = next((one for one in told if one is not None), None)
    return [(text.strip(), office)]


def _office(folded: str, country: str | None, offices: Offices) -> Office | None:
    return offices.get((folded, country)) or offices.get((folded, None))


def not_held(title: str) -> tuple[str, str]:
    """
    Return the word by which a title is of an office that is not held in full.

    Also what is left of the title, folded; both are empty where there is no such word.

    Examples
    --------
    >>> not_held("President-elect"), not_held("Foreign Minister (acting)")
    (('elect', 'president'), ('acting', 'foreign minister'))
    >>> not_held("President")
    ('', '')
    """
    words = folded_title(title).split()
    if len(words) > 1 and words[0] in NOT_HELD:
        return words[0], " ".join(words[1:])
    if len(words) > 1 and words[-1] in NOT_HELD:
        return words[-1], " ".join(words[:-1])
    return "", ""


def _parts(text: str, separator: str) -> list[str]:
    if separator != _BRACKET:
        return text.split(separator)
    ends = _AT_END.fullmatch(text)
    return [text] if ends is None else list(ends.groups())
