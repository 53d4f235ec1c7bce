"""The ladder of ranks, and the table that says on which of its rungs a title stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from summitry.exceptions import CategoryError
from summitry.frames import Frame, Table
from summitry.frames.arguments import known_name, several_texts
from summitry.frames.built import frame_of
from summitry.frames.door import at_the_door
from summitry.sources.ladder import RANKS
from summitry.sources.packages import read_table


class Office(NamedTuple):
    """
    One row of the table of offices.

    Attributes
    ----------
    title : str
        How the office is called.
    country : str or None
        Whose visitors the row is about; None is everybody's.
    rank : str
        Its place on the ladder.
    basis : str or None
        Why, where it is not plain.
    given : bool
        Whether the caller gave the row, and not the package.
    """

    title: str
    country: str | None
    rank: str
    basis: str | None
    given: bool


Offices = dict[tuple[str, str | None], Office]
"""The rows of a table of offices, by folded title and country."""


@at_the_door
def office_table(
    table: Mapping[str, str] | Frame | None = None,
    *,
    ladder: Sequence[str] = RANKS,
    backend: str = "pandas",
) -> Frame:
    """
    Show which titles are known and on which rung of the ladder each stands.

    Parameters
    ----------
    table : mapping of title to rank, or frame, optional
        Titles of your own: a mapping, or a table with ``title`` and ``rank``, perhaps
        ``country`` and ``basis``. They come first, and replace rows of the same title.
    ladder : sequence of str
        The ranks, high to low. Rows of the package whose rank is not on it are left
        out.
    backend : {"pandas", "polars", "pyarrow", "arrays"}
        Kind of table.

    Returns
    -------
    frame
        ``title``, ``country`` (whose visitors the row is about, as ISO 3166 alpha-3;
        missing is everybody's), ``rank``, ``basis`` (why, where it is not plain) and
        ``given`` (true for rows of your own).

    Raises
    ------
    CategoryError
        If a rank is not on the ladder, a row lacks its title, or one title has two
        ranks.

    Notes
    -----
    Titles are compared without case, spaces, hyphens and punctuation, and otherwise
    exactly: "Vice-Premier" is "vice premier", "Acting Premier" is not "Premier", and
    has the rank of its own row or that of a row "acting". A row
    of a country goes before one of everybody: the Foreign Secretary of the United
    Kingdom is a foreign minister, that of India an official.

    Examples
    --------
    >>> import summitry
    >>> offices = summitry.office_table({"First Lady": "other"})
    >>> known = offices["title"].isin(["First Lady", "Foreign Secretary"])
    >>> offices.loc[known, ["title", "country", "rank"]].head(3).fillna("any")
                     title country              rank
    0           First Lady     any             other
    156  Foreign Secretary     GBR  foreign_minister
    161  Foreign Secretary     IND     vice_minister
    """
    rows = list(offices_of(table, ladder).values())
    columns = {
        name: [getattr(row, name) for row in rows] for name in Office._fields[:-1]
    }
    return frame_of(columns | {"given": [row.given for row in rows]}, backend)


def folded_title(title: str) -> str:
    """
    Return a title without case, hyphens and punctuation, and with single spaces.

    Examples
    --------
    >>> folded_title("Vice-Premier"), folded_title(" Minister of People's  Security")
    ('vice premier', 'minister of peoples security')
    """
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", title)).casefold()
    return " ".join(_NO_WORD.sub(" ", plain).split())


_APOSTROPHES = re.compile("['.\N{RIGHT SINGLE QUOTATION MARK}]")
_NO_WORD = re.compile(r"[\W_]+")


def offices_of(
    table: Mapping[str, str] | Frame | None, ladder: Sequence[str]
) -> Offices:
    """Return the offices that are known: the caller's, then the package's."""
    ladder = several_texts(ladder, "ladder", "ladder=['head_of_state', 'other']")
    given = {} if table is None else _given(table, tuple(ladder))
    bundled = {
        key: office for key, office in _bundled().items() if office.rank in ladder
    }
    return given | {key: row for key, row in bundled.items() if key not in given}


def office_titles() -> set[str]:
    """Return the titles of the bundled table, folded, whoever has them."""
    return {folded for folded, _ in _bundled()}


@cache
def _bundled() -> Offices:
    columns = read_table("offices", "offices")
    names = ("title", "country", "rank", "basis")
    rows = zip(*(columns[name].tolist() for name in names), strict=True)
    return {
        (folded_title(title), country): Office(title, country, rank, basis, given=False)
        for title, country, rank, basis in rows
    }


def _given(table: Mapping[str, str] | Frame, ladder: tuple[str, ...]) -> Offices:
    found: Offices = {}
    for office in _rows(table):
        known_name(office.rank, ladder, "rank")
        key = folded_title(office.title), office.country
        if not key[0]:
            raise CategoryError(
                f"the table of offices has a row of rank {office.rank!r} without a "
                "title",
                code="missing_title",
                column="title",
            )
        before = found.setdefault(key, office)
        if before.rank != office.rank:
            raise CategoryError(
                f"the table of offices gives {office.title!r} two ranks, "
                f"{before.rank!r} and {office.rank!r}",
                code="double_title",
                column="title",
                hint="titles are compared without case, spaces and punctuation",
            )
    return found


def _rows(table: Mapping[str, str] | Frame) -> list[Office]:
    if isinstance(table, Mapping) and all(isinstance(v, str) for v in table.values()):
        return [
            Office(title, None, rank, None, given=True) for title, rank in table.items()
        ]
    read = Table(table, "offices")
    blank: list[Any] = [None] * len(read)
    columns = [
        [None if value is None else str(value) for value in read.values(name)]
        if name in {"title", "rank"} or read.has(name)
        else blank
        for name in ("title", "country", "rank", "basis")
    ]
    return [
        Office(title or "", country or None, str(rank), basis, given=True)
        for title, country, rank, basis in zip(*columns, strict=True)
    ]
