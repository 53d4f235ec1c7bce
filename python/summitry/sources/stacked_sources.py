"""Several lists of visits as one table, each row with its list and its name in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import InputError, MissingValueError
from summitry.frames import Categories, Table
from summitry.frames.dates import to_dates
from summitry.frames.ragged import places_within
from summitry.frames.repeats import compared, first_equal
from summitry.frames.spans import day_spans, last_days, refuse_early_ends
from summitry.sources.stacked_columns import Said, one_column

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy.typing as npt

    from summitry.frames import Frame

    Codes = npt.NDArray[np.int64]
    Digests = Callable[[Codes], npt.NDArray[Any]]

DATES = ("date", "end_date")
NEEDED = ("date", "origin", "destination")
_TRACES = {
    *("visit_id", "row", "trip", "date_text", "date_precision", "end_date_text"),
    *("end_date_precision", "end_date_earliest"),
}
"""Columns by which a row is traced to its list: they differ and are no conflict."""


def is_trace(column: str) -> bool:
    """Whether a column tells where a row comes from, and nothing of the visit."""
    return column in _TRACES or column.startswith("given_")


@dataclass(frozen=True, eq=False)
class StackedSources:
    """
    The rows of several lists, in the order of the lists' names, then of dates.

    Attributes
    ----------
    names : list of str
        The lists, in order of the alphabet.
    source : array of n integers
        Which list a row is of.
    row : array of n integers
        Its place there, from 0.
    ids : array of n texts
        Its name there: what the column ``id`` says, or a digest of what the row says.
    first, last : array of n integers
        The days on which the visit may have begun.
    columns : dict of str to Said
        What the rows say, all columns of all lists; dates apart.
    ends : pair of arrays
        The last day of the visit, and where it is not told.
    copies : array of n booleans
        Rows that say word for word what another row of their list says.
    same_id : array of n booleans
        Rows that have the id of another row of their list.
    backend
        The kind of table of the first list that was given.
    """

    names: list[str]
    source: Codes
    row: Codes
    ids: npt.NDArray[Any]
    first: Codes
    last: Codes
    columns: dict[str, Said]
    ends: tuple[Codes, npt.NDArray[np.bool_]]
    copies: npt.NDArray[np.bool_]
    same_id: npt.NDArray[np.bool_]
    backend: Any

    def __len__(self) -> int:
        return self.source.size


def stacked(sources: Mapping[str, Frame], *, name_column: str) -> StackedSources:
    """Read lists of visits; the order in which they are given changes nothing."""
    if len(sources) < 2:  # noqa: PLR2004
        raise InputError(
            f"there is {len(sources)} source; give at least two by their names",
            code="one_source",
            column="sources",
            hint="merge_sources({'official': first, 'press': second})",
        )
    tables = {str(name): Table(frame, str(name)) for name, frame in sources.items()}
    names = sorted(tables)
    for name in names:
        for column in NEEDED:
            tables[name].require(column)
        for column in NEEDED[1:]:
            _refuse_missing(tables[name], column)
    ordered = [tables[name] for name in names]
    sizes = [len(table) for table in ordered]
    spans = [day_spans(table, "date") for table in ordered]
    first = np.concatenate([span[0] for span in spans])
    last = np.concatenate([span[1] for span in spans])
    parts = [_ends(table) for table in ordered]
    ends = (
        np.concatenate([days for days, _ in parts]),
        np.concatenate([gone for _, gone in parts]),
    )
    said = [column for table in ordered for column in table.columns]
    apart = {*DATES, "date_latest", "end_date_latest", "end_date_earliest", "id"}
    columns = {
        column: one_column(ordered, column, sizes)
        for column in dict.fromkeys([*NEEDED[1:], name_column, *said])
        if column not in apart and (column in said)
    }
    source = np.repeat(np.arange(len(names)), sizes)
    row = np.concatenate([np.arange(size) for size in sizes])
    dates = {"date": first, "date_latest": last, "end_date": ends[0] * ~ends[1]}
    ids, same_id = _ids(ordered, source, partial(_digests, columns, dates))
    # From here on nothing depends on the order in which rows were given.
    order = np.lexsort((ids.astype(str), last, first, source))
    begins = np.cumsum(sizes) - sizes
    alike = [_first_alike(table) for table in ordered]
    same = np.concatenate([a + b for a, b in zip(alike, begins, strict=True)])
    copies = np.ones(source.size, dtype=bool)
    copies[np.unique(same[order], return_index=True)[1]] = False
    return StackedSources(
        names=names,
        source=source[order],
        row=row[order],
        ids=ids[order],
        first=first[order],
        last=last[order],
        columns={name: said.in_order(order) for name, said in columns.items()},
        ends=(ends[0][order], ends[1][order]),
        copies=copies,
        same_id=same_id[order],
        backend=next(iter(tables.values())).backend,
    )


def _first_alike(table: Table) -> Codes:
    """The first row that says the same as each, whatever the two are called."""
    said = [name for name in compared(table) if name != "id"]
    return first_equal(table, said)


def _refuse_missing(table: Table, column: str) -> None:
    """Rows without a country are not of one country."""
    gone = np.flatnonzero(table.categories(column).codes < 0)
    if gone.size:
        raise MissingValueError(
            f"{table.name} row {gone[0]}: '{column}' is missing",
            code="missing_country",
            column=column,
            rows=gone,
            n_bad=gone.size,
            hint="drop the row or fill it",
        )


def _ends(table: Table) -> tuple[Codes, npt.NDArray[np.bool_]]:
    """The last day on which each visit may have ended, and where none is told."""
    days, _, told = last_days(table, "end_date")
    refuse_early_ends(table, days, ~told)
    return days, ~told


def _ids(
    tables: list[Table], source: Codes, digests: Digests
) -> tuple[npt.NDArray[Any], npt.NDArray[np.bool_]]:
    """
    The name of each row in its list, and which rows have the id of another.

    Neither depends on the order of rows: of several rows with one id, what they say
    decides which is the first.
    """
    ids, again = [], []
    for number, table in enumerate(tables):
        own = np.flatnonzero(source == number)
        same = np.zeros(own.size, dtype=bool)
        if table.has("id"):
            found = table.categories("id")
            texts = np.array([*found.labels, None], dtype=object)[found.codes]
            gone = np.flatnonzero(found.codes < 0)
            texts[gone] = digests(own[gone])
            if gone.size or len(found.labels) < texts.size:
                texts, same = _numbered(texts, digests(own))
                same[gone] = False
        else:
            texts, _ = _numbered(digests(own))
        ids.append(texts)
        again.append(same)
    return np.concatenate(ids), np.concatenate(again)


def _digests(
    columns: Mapping[str, Said], dates: Mapping[str, Codes], rows: Codes
) -> Any:
    """A text for each row that depends on what it says and on nothing else."""
    total = np.zeros(rows.size, dtype=np.uint64)
    told = {name: (said.codes[rows], said.texts) for name, said in columns.items()}
    for name, days in dates.items():
        distinct, codes = np.unique(days[rows], return_inverse=True)
        told[name] = (codes, [str(day) for day in distinct.tolist()])
    for name, (codes, texts) in told.items():
        used = np.unique(codes)
        hashes = np.zeros(len(texts) + 1, dtype=np.uint64)
        hashes[used] = [
            _hash(f"{name}={texts[code]}") if code >= 0 else 0 for code in used.tolist()
        ]
        # What is not said adds nothing, nor does a column that a list does not have.
        hashes[-1] = 0
        total = total + hashes[codes]
    return np.array([f"{value:016x}" for value in total.tolist()], dtype=object)


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def _numbered(
    texts: npt.NDArray[Any], ties: npt.NDArray[Any] | None = None
) -> tuple[npt.NDArray[Any], npt.NDArray[np.bool_]]:
    """Texts of which each is the only one: the second ``x`` becomes ``x #2``."""
    codes = np.unique(texts.astype(str), return_inverse=True)[1]
    keys = (codes,) if ties is None else (ties.astype(str), codes)
    place = np.empty(codes.size, dtype=np.int64)
    place[np.lexsort(keys)] = places_within(np.bincount(codes))
    numbered = texts.copy()
    for again in np.flatnonzero(place):
        numbered[again] = f"{texts[again]} #{place[again] + 1}"
    return numbered, place > 0


def written_dates(first: Codes, last: Codes) -> Categories:
    """
    Return days, or ranges of days, as texts.

    Examples
    --------
    >>> written_dates(np.array([0, 0]), np.array([0, 30])).labels
    ['1970-01-01', '1970-01-01/1970-01-31']
    """
    low = int(first.min(initial=0))
    width = int((last - first).max(initial=0)) + 1
    distinct, codes = np.unique(
        (first - low) * width + last - first, return_inverse=True
    )
    begins = distinct // width + low
    starts = to_dates(begins).astype(str).tolist()
    ends = to_dates(begins + distinct % width).astype(str).tolist()
    both = zip(starts, ends, strict=True)
    return Categories(
        codes, [one if one == other else f"{one}/{other}" for one, other in both]
    )
