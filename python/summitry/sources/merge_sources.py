"""Several lists of the same visits made one, each visit with its receipts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import CategoryError, FrameError
from summitry.frames import Categories, build
from summitry.frames.arguments import several_texts, whole_number
from summitry.frames.dates import to_dates
from summitry.frames.suggestion import did_you_mean
from summitry.sources.country_names import warn_of_names
from summitry.sources.kind_types import merging
from summitry.sources.merge_conflicts import (
    Field,
    Taking,
    conflict_columns,
    of_column,
    of_dates,
    of_travellers,
)
from summitry.sources.merge_links import Links, links_of
from summitry.sources.merge_review import read_review, review_columns
from summitry.sources.merge_words import account_words, rule_words
from summitry.sources.merged_visits import MergedVisits
from summitry.sources.person_names import alias_table
from summitry.sources.stacked_sources import is_trace, stacked, written_dates

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import numpy.typing as npt

    from summitry.frames import Frame
    from summitry.sources.stacked_sources import StackedSources

    Codes = npt.NDArray[np.int64]

_MOST_DAYS = 31


@merging
def merge_sources(
    sources: Mapping[str, Frame] | Sequence[Frame],
    *,
    days: int = 7,
    visitor: str = "visitor",
    aliases: Frame | None = None,
    precedence: Sequence[str] | None = None,
    review: Frame | None = None,
) -> MergedVisits:
    """
    Make one list of visits of several, keeping every row as a receipt.

    Rows of two sources are one visit if the direction is the same, a traveller is the
    same by name, and the visit begins within some days; each must be the clear best
    that the other source has. Names are equal if they are after folding (case, accents,
    hyphens, spaces, titles) or by a table of aliases. Names that are merely alike, and
    all else that is unsure, are never merged but given for review.

    Parameters
    ----------
    sources : mapping of name to frame, or sequence of frames
        Lists of visits with ``date``, ``origin`` and ``destination``; dates are days,
        texts such as ``1956-09``, or days with ``date_latest``. With ``id``, rows are
        known by it, else by what they say. Lists without names are ``list 1``, ...; of
        these the order does matter where they differ.
    days : int, default 7
        How far apart two sources may date one visit.
    visitor : str, default "visitor"
        Column of the traveller; several in a cell stand apart by ``;``, ``/``, ``&`` or
        ``and``.
    aliases : frame, optional
        With ``name`` and ``alias``, added to the table that is bundled.
    precedence : sequence of str, optional
        The sources, the most trusted first. Without it a field is what most sources
        say, of equal ones that of the source first in the alphabet.
    review : frame, optional
        `MergedVisits.review`, filled: ``same`` is yes, no or empty. Pairs whose rows
        are not there any more are counted and passed over, so it can be used again.

    Returns
    -------
    MergedVisits
        The visits, the receipts, the conflicts and what is left to review. Columns that
        the lists have of the same names as these tables are called ``<name>_there``.

    Raises
    ------
    InputError
        If there is only one source, or a date cannot be read.
    ColumnError
        If a source lacks a column.
    CategoryError
        If `precedence` names an unknown source or leaves one out, or a decision is
        neither yes nor no.

    Warns
    -----
    SummitryWarning
        Once, of countries whose names differ only by case, spaces, accents or a letter.

    Notes
    -----
    The order of sources and of rows changes nothing. Whether two rows are one visit is
    decided between their two sources alone: without a source the visits, values and
    links are gone that it supported. Rows of one source are never joined but by review:
    of a chain that would join two the weakest link is left for review, and that is all
    that a third source can change between two others. A row that says word for word
    what another of its source says joins nothing; it stays, and is counted.

    Of trips on near days by somebody else, or by nobody who is named, the three nearest
    of each other list are given for review; the account counts the rest.

    Trips that by their own dates lie two days apart or more are not one, and rows with
    several travellers each must have all of the shorter in common.

    A date that is known to the month gives way to a day of that month. `score` is 1 for
    the same name and day, and falls with days between and with names that differ; it
    orders the review and decides nothing.

    References
    ----------
    Christen (2012), Data Matching, chapters 2, 5 and 6.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> one = {
    ...     "date": ["2000-05-29", "2001-01"],
    ...     "origin": ["PRK", "PRK"],
    ...     "destination": ["CHN", "CHN"],
    ...     "visitor": ["Kim Jong Il", "Kim Jong Il"],
    ... }
    >>> other = {
    ...     "date": ["2001-01-15", "2001-09-03"],
    ...     "origin": ["PRK", "CHN"],
    ...     "destination": ["CHN", "PRK"],
    ...     "visitor": ["Kim Chong-il", "Jiang Zemin"],
    ... }
    >>> lists = {"official": pd.DataFrame(one), "press": pd.DataFrame(other)}
    >>> merged = summitry.merge_sources(lists)
    >>> merged.visits[["date", "visitor", "sources"]]
            date      visitor          sources
    0 2000-05-29  Kim Jong Il         official
    1 2001-01-15  Kim Jong Il  official; press
    2 2001-09-03  Jiang Zemin            press
    """
    whole_number(days, "days", lowest=0, highest=_MOST_DAYS)
    rows = stacked(_named(sources), name_column=visitor)
    countries = {text for end in ("origin", "destination")
                 for text in rows.columns[end].texts}  # fmt: skip
    warn_of_names(sorted(countries))
    order = _order(rows.names, precedence)
    known = alias_table(aliases)
    decisions = read_review(review, rows)
    links = links_of(rows, visitor, known, decisions, days)
    taking = Taking(
        links.visit, order[rows.source], links.n_visits, precedence is not None
    )
    fields = _fields(rows, taking, visitor, known)
    names = _names(rows, taking)
    order_of_visits = _by_date(rows, fields["date"].chosen, names)
    place = np.empty(links.n_visits, dtype=np.int64)
    place[order_of_visits] = np.arange(links.n_visits)
    visits = _visits(rows, links, fields, names, order_of_visits)
    conflicts = conflict_columns(rows, fields, links.visit, names, place)
    rule = rule_words(rows.names, precedence)
    return MergedVisits(
        visits=build(visits, rows.backend),
        receipts=build(_receipts(rows, links, names, place), rows.backend),
        conflicts=build(conflicts, rows.backend),
        review=build(review_columns(rows, links.open_), rows.backend),
        sources=tuple(rows.names),
        rule=rule,
        account=account_words(rows, links, decisions.unknown),
    )


def _named(sources: Any) -> dict[str, Frame]:
    """Return the lists by their names."""
    if isinstance(sources, Mapping):
        named = {str(name): one for name, one in sources.items()}
        if len(named) == len(sources):
            return named
    elif isinstance(sources, list | tuple):
        return {f"list {n}": one for n, one in enumerate(sources, 1)}
    raise FrameError(
        "two sources have the same name"
        if isinstance(sources, Mapping)
        else f"sources is {'a ' + type(sources).__name__ if sources is not None else None}, "
        "not several lists of visits",
        code="not_sources",
        column="sources",
        hint="merge_sources({'official': first, 'press': second})",
    )


def _order(names: Sequence[str], precedence: Sequence[str] | None) -> Codes:
    """The rank of each source."""
    given = list(names)
    if precedence is not None:
        given = several_texts(precedence, "precedence", f"precedence={given!r:.200}")
    odd = [name for name in given if name not in names]
    if odd:
        raise CategoryError(
            f"precedence names {odd[0]!r}, which is no source",
            code="unknown_source",
            column="precedence",
            hint=did_you_mean(str(odd[0]), names) or f"the sources are {list(names)}",
        )
    gone = [name for name in names if name not in given]
    if gone or len(set(given)) < len(given):
        raise CategoryError(
            f"precedence must name every source once; it leaves out {gone}"
            if gone
            else "precedence names a source twice",
            code="incomplete_precedence",
            column="precedence",
        )
    return np.array([given.index(name) for name in names], dtype=np.int64)


def _fields(
    rows: StackedSources, taking: Taking, visitor: str, known: Mapping[str, str]
) -> dict[str, Field]:
    always = np.ones(len(rows), dtype=bool)
    ends, missing = rows.ends
    fields = {"date": of_dates(rows.first, rows.last, always, taking)}
    if not missing.all():
        fields["end_date"] = of_dates(ends, ends, ~missing, taking)
    for column in rows.columns:
        if is_trace(column):
            continue
        fields[column] = (
            of_travellers(rows, column, known, taking)
            if column == visitor
            else of_column(rows, column, taking)
        )
    return fields


def _names(rows: StackedSources, taking: Taking) -> list[str]:
    """A name for each visit: its first source, and its name there."""
    order = np.lexsort((rows.ids.astype(str), taking.order, taking.visit))
    lead = order[np.searchsorted(taking.visit[order], np.arange(taking.n_visits))]
    both = zip(rows.source[lead].tolist(), rows.ids[lead].tolist(), strict=True)
    return [f"{rows.names[source]}:{own}" for source, own in both]


def _by_date(rows: StackedSources, at: Codes, names: list[str]) -> Codes:
    """The visits in order of the dates that were taken, then of their names."""
    return np.lexsort((np.array(names), rows.last[at], rows.first[at]))


def _visits(
    rows: StackedSources,
    links: Links,
    fields: dict[str, Field],
    names: list[str],
    order: Codes,
) -> dict[str, Any]:
    """The columns of the merged list, visits in this order."""
    at = fields["date"].chosen[order]
    first, last = rows.first[at], rows.last[at]
    columns: dict[str, Any] = {
        "visit": Categories(order, names),
        "date": to_dates(first),
    }
    if (last > first).any():
        columns["date_latest"] = to_dates(last)
    if "end_date" in fields:
        ends = fields["end_date"].chosen[order]
        columns["end_date"] = to_dates(rows.ends[0][ends], ends < 0)
    for name in rows.columns:
        if name in fields:
            said = rows.columns[name].taken(fields[name].chosen[order])
            columns[_free(name, {*columns, *_OWN})] = said
    conflicts = np.zeros(links.n_visits, dtype=np.int64)
    for field in fields.values():
        conflicts[np.unique(links.visit[field.conflict])] += 1
    columns["sources"] = [links.sources_of[one] for one in order.tolist()]
    columns["n_sources"] = links.n_sources[order]
    columns["n_conflicts"] = conflicts[order]
    return columns


_OWN = frozenset(("visit", "sources", "n_sources", "n_conflicts"))
"""Columns of a merged list that a list may have, which may be merged itself."""


def _free(name: str, taken: Collection[str]) -> str:
    """
    Return what a column of a list is called beside those of the result.

    Examples
    --------
    >>> _free("visit", {"visit"}), _free("visit", {"visit", "visit_there"})
    ('visit_there', 'visit_there_there')
    """
    return _free(f"{name}_there", taken) if name in taken else name


def _receipts(
    rows: StackedSources, links: Links, names: list[str], place: Codes
) -> dict[str, Any]:
    """Return every row of every source, those of one visit together."""
    at = np.lexsort((np.arange(len(rows)), place[links.visit]))
    ends, missing = rows.ends
    columns: dict[str, Any] = {
        "visit": Categories(links.visit[at], names),
        "source": Categories(rows.source[at], rows.names),
        "id": Categories(at, rows.ids.tolist()),
        "row": rows.row[at],
        "reason": links.reason[at].tolist(),
        "score": links.score[at],
        "duplicate": (rows.copies | rows.same_id)[at],
        "date": written_dates(rows.first[at], rows.last[at]),
    }
    if not missing.all():
        columns["end_date"] = to_dates(ends[at], missing[at])
    for name, said in rows.columns.items():
        columns[_free(name, columns)] = said.taken(at)
    return columns
