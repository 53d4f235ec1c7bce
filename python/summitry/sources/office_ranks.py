"""Offices to ranks: what the titles of a list stand for, and the rank of each visit."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import numpy as np

from summitry.exceptions import CategoryError, brief
from summitry.frames import Categories, Frame, Table
from summitry.frames.categories import merged
from summitry.frames.given import keeping_given
from summitry.frames.same_kind import same_kind
from summitry.sources.ladder import RANKS
from summitry.sources.office_table import Offices, folded_title, offices_of
from summitry.sources.office_titles import SEPARATORS, Titles, not_held, read_titles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_N_NEAREST = 2


@same_kind
def office_ranks(
    visits: Frame,
    *,
    table: Mapping[str, str] | Frame | None = None,
    separators: Sequence[str] = SEPARATORS,
    ladder: Sequence[str] = RANKS,
    visitor_office: str = "visitor_office",
    side: str = "origin",
) -> Frame:
    """
    Show which rank each title of a list gets, and by which row of the table of offices.

    A preview: nothing is written, and titles that are not known are rows of it too.

    Parameters
    ----------
    visits, table, separators, ladder, visitor_office, side
        As for `rank_offices`.

    Returns
    -------
    frame, the kind that was given
        One row for each title as it is written and each office it is taken for, the
        most frequent first: ``title``; ``rank`` and ``office``, the rank and the title
        of the row of the table (missing where there is none); ``country`` of that row;
        ``given`` (true for a row of your own); ``visits`` (how many have the title) and
        ``decides`` (in how many of them it is the highest); ``nearest``, for a title
        that is not known: the nearest that are.

    Raises
    ------
    ColumnError
        If a column is missing.
    CategoryError
        If the table of offices cannot be used.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> visits = pd.DataFrame(
    ...     {
    ...         "origin": ["PRK", "CHN", "CHN"],
    ...         "visitor_office": ["Premier; WPK Chairman", "Vice-Premier", "Premiere"],
    ...     }
    ... )
    >>> ranks = summitry.office_ranks(visits).fillna("none")
    >>> ranks[["title", "rank", "decides", "nearest"]]
              title                rank  decides                nearest
    0       Premier  head_of_government        0                   none
    1  WPK Chairman       head_of_party        1                   none
    2  Vice-Premier         deputy_head        1                   none
    3      Premiere                none        0  Premier; Vice Premier
    """
    read = Table(visits, "visits")
    offices = offices_of(table, ladder)
    found = read_titles(read, offices, separators, ladder, (visitor_office, side))
    counts = found.visits(np.arange(found.cells.size))
    decides = found.visits(found.best[found.best >= 0])
    order = np.lexsort((np.arange(counts.size), -counts)).tolist()
    titles = [found.titles[k] for k in order]
    return read.build(
        {
            "title": [title for title, _ in titles],
            "rank": [row and row.rank for _, row in titles],
            "office": [row and row.title for _, row in titles],
            "country": [row and row.country for _, row in titles],
            "given": [row is not None and row.given for _, row in titles],
            "visits": counts[order],
            "decides": decides[order],
            "nearest": [
                None if row else "; ".join(_nearest(title, offices)) or None
                for title, row in titles
            ],
        }
    )


@same_kind
def rank_offices(
    visits: Frame,
    *,
    table: Mapping[str, str] | Frame | None = None,
    separators: Sequence[str] = SEPARATORS,
    ladder: Sequence[str] = RANKS,
    visitor_office: str = "visitor_office",
    visitor_rank: str = "visitor_rank",
    side: str = "origin",
) -> Frame:
    """
    Write the rank of each visitor, from the office or offices in a column of titles.

    Of several offices in one cell the highest decides. A title that the table of
    offices does not know is refused, never guessed.

    Parameters
    ----------
    visits : frame of n rows
        With the columns `visitor_office` and `side`.
    table : mapping of title to rank, or frame, optional
        Titles of your own, as for `office_table`, which shows those that are known.
    separators : sequence of str, default (";", "(")
        What stands between several titles of one cell. ``"("`` takes what stands in
        brackets at the end for one more title. The whole cell is tried first, so that
        a title which holds a separator is not cut; then the parts, in this order.
    ladder : sequence of str
        The ranks, high to low.
    visitor_office : str, default "visitor_office"
        The column of titles; for the other side, say, ``"host_office"``.
    visitor_rank : str, default "visitor_rank"
        The column to write.
    side : str, default "origin"
        Column of the country that the office is of, as ISO 3166 alpha-3 where a title
        means another rank in another country.

    Returns
    -------
    frame of n rows, the kind that was given
        With ``visitor_rank``, missing where no office is recorded, and
        ``visitor_rank_title``, the title that decided. Columns of these names that the
        visits have are kept as ``given_visitor_rank`` and
        ``given_visitor_rank_title``.

    Raises
    ------
    CategoryError
        If titles are not known: all of them, each with its rows and the nearest known
        ones. Or if the table of offices cannot be used.
    ColumnError
        If a column is missing.

    Warns
    -----
    SummitryWarning
        Once, if the visits have ranks already and the new ones differ in some rows.

    Notes
    -----
    Titles are compared without case, spaces, hyphens and punctuation, and otherwise
    exactly. Where two titles of a cell have the same rank the first one is named.

    "Former President", "President-elect", "Foreign Minister (acting)" and the like are
    titles of their own and never take the rank of the office. In `table` such a word
    alone, ``{"former": "other"}``, stands for every office with it.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> visits = pd.DataFrame(
    ...     {
    ...         "origin": ["PRK", "IND"],
    ...         "visitor_office": ["Premier; WPK Chairman", "Foreign Secretary"],
    ...     }
    ... )
    >>> summitry.rank_offices(visits)[["visitor_rank", "visitor_rank_title"]]
        visitor_rank visitor_rank_title
    0  head_of_party       WPK Chairman
    1  vice_minister  Foreign Secretary
    """
    read = Table(visits, "visits")
    offices = offices_of(table, ladder)
    found = read_titles(read, offices, separators, ladder, (visitor_office, side))
    _refuse_unknown_titles(read, visitor_office, found, offices)
    best = np.append(found.best, -1)[found.cell_of_row]
    columns = {
        visitor_rank: Categories(np.append(found.places, -1)[best], list(ladder)),
        f"{visitor_rank}_title": merged(
            np.append(found.numbers, -1)[best], [title for title, _ in found.titles]
        ),
    }
    read = keeping_given(read, columns, told=visitor_rank)
    return read.with_columns(columns)


def _nearest(title: str, offices: Offices) -> list[str]:
    """Return the known titles that are most like one that is not known."""
    known = {folded: office.title for (folded, _), office in offices.items()}
    _, rest = not_held(title)
    if rest in known:
        return [known[rest]]
    near = get_close_matches(folded_title(title), list(known), _N_NEAREST)
    return [known[folded] for folded in near]


def _rank_near(title: str, offices: Offices) -> str:
    """Return the rank of the known title that is most like one; a blank to fill in."""
    near = _nearest(title, offices)[:1]
    ranks = [office.rank for office in offices.values() if office.title in near]
    return ranks[0] if ranks else "its rank"


def _all_of(title: str) -> str:
    """How to give a rank to all offices with such a word."""
    word, _ = not_held(title)
    return f", or of all of these, table={{{word!r}: 'other'}}" if word else ""


def _why_unknown(title: str, offices: Offices) -> str:
    """Say why a title has no office, as far as that can be told."""
    folded = folded_title(title)
    elsewhere = [
        f"{office.country} ({office.rank})"
        for (known, country), office in offices.items()
        if known == folded and country is not None
    ]
    if elsewhere:
        return f"an office of {' and '.join(elsewhere)} alone"
    near = " or ".join(repr(one) for one in _nearest(title, offices))
    word, _ = not_held(title)
    said = f"{word!r} says that it is not the office itself" if word else ""
    return "; ".join(filter(None, (said, near and f"near {near}")))


def _refuse_unknown_titles(
    table: Table,
    column: str,
    found: Titles,
    offices: Offices,
) -> None:
    """Refuse titles without an office, all in one message, the most frequent first."""
    unknown = [k for k, (_, office) in enumerate(found.titles) if office is None]
    if not unknown:
        return
    counts = found.visits(np.arange(found.cells.size))
    order = sorted(unknown, key=lambda k: (-counts[k], found.titles[k][0]))
    told = []
    for title in order:
        name, rows = found.titles[title][0], found.rows_with(title)
        times = f", {counts[title]} visits" if counts[title] > 1 else ""
        why = _why_unknown(name, offices)
        told.append(f"{brief(name)} (row {rows[0]}{times}{why and '; ' + why})")
    bad = np.isin(found.cell_of_row, found.cells[np.isin(found.numbers, unknown)])
    first = found.titles[order[0]][0]
    rank = _rank_near(first, offices)
    raise CategoryError(
        f"the table of offices does not know {len(unknown)} of the titles in "
        f"{table.name} column '{column}': {', '.join(told)}",
        code="unknown_office",
        column=column,
        rows=np.flatnonzero(bad)[:10],
        n_bad=int(bad.sum()),
        hint=f"give their ranks, table={{{first!r}: {rank!r}, ...}}{_all_of(first)}; "
        "office_ranks lists every title, office_table those that are known",
    )
