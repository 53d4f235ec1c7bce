"""Leaders' eras out of the lists of leaders that scholars have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from summitry.exceptions import InputError
from summitry.frames import Frame, Table
from summitry.frames.arguments import one_of
from summitry.frames.dates import day_of, iso, to_dates
from summitry.frames.mistakes import Mistake, refuse
from summitry.sources.country_names import warn_of_names
from summitry.sources.kind_types import listing_eras
from summitry.sources.leader_columns import columns_of
from summitry.sources.leader_ends import FAR, ends_of
from summitry.sources.leader_layouts import read_terms
from summitry.sources.leader_list import LeaderList
from summitry.sources.terms import names_of_terms, term_numbers, told_apart

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from summitry.sources.leader_ends import Ends
    from summitry.sources.leader_layouts import Terms

Layout = Literal["archigos", "reign"]
"""The layouts that are known by name."""

_ENDS = ("by_row", "last_day", "successor")


@listing_eras
def eras_from(
    frame: Frame,
    *,
    layout: Layout | None = None,
    columns: Mapping[str, str] | None = None,
    in_office: Literal["open", "close"] | None = None,
    known_through: Any = None,
    ends: Literal["by_row", "last_day", "successor"] = "by_row",
    overlaps: Literal["refuse", "cut"] = "refuse",
    pool_terms: bool = False,
) -> LeaderList:
    """
    Make leaders' eras out of a list of their terms, with an account of every row.

    Parameters
    ----------
    frame : frame of n rows
        The list, one row a term (of REIGN also one row a leader and month).
    layout : {"archigos", "reign"}, optional
        Whose columns it has; see below. Without it they are ``side``, ``leader``,
        ``start`` and ``end``.
    columns : mapping of str to str, optional
        Which column holds what, where it is another: ``{"side": "ccode"}``. Beside the
        four a list may have ``person``, which tells two leaders of one name apart,
        and ``exit``, which says ``Still in Office``.
    in_office : {"open", "close"}, optional
        What becomes of terms that were not over when the list ends: without an end, or
        with "still in office", "present", "incumbent" or the like. They stay open, up
        to the end of the observation, which must not be after `known_through`; or they
        end with that day. If there are such terms it must be said.
    known_through : date, optional
        The last day that the list knows. Archigos and the leader-months of REIGN say it
        themselves; for other lists with terms that were not over it must be given.
    ends : {"by_row", "last_day", "successor"}
        What an end that is a day means: the leader's last day in office; the first day
        of the successor; or the latter in each row whose successor starts on it, and
        the former in the others.
    overlaps : {"refuse", "cut"}
        Whether terms of one side that share days are refused, or the earlier one ends
        where the next starts.
    pool_terms : bool, default False
        Whether the terms of a leader who came back share one name, to be counted
        as one era, or are numbered.

    Returns
    -------
    LeaderList
        ``eras``, which `era_frequency` and others take: ``side``, ``era``, ``leader``,
        ``term``, ``start``, ``end`` (the first day that is no longer the leader's) and
        ``known_through`` where it is known; ``account``, what became of every row; and
        ``dropped``, the rows of it that are no era.

    Raises
    ------
    ColumnError
        With every column that the list lacks.
    TenureError, InputError
        With all mistakes of the list at once: what is missing or cannot be read, ends
        before starts, terms that share days, and what must be said of terms that
        were not over.

    Notes
    -----
    A term without a day, of somebody who left on the day on which the successor came,
    is dropped and listed. An end that is a month (or a year) is the start of whoever
    follows in that month, or follows before it and stays longer; where nobody does
    the whole month is the leader's. Leaders of one name that `person` tells apart have
    the year of their first start in their name.

    ``"archigos"``: version 4.1 (March 2016), ``idacr``, ``leader``, ``leadid`` (one
    leader's; ``obsid`` is one term's), ``startdate``, ``enddate`` and ``exit``. Its
    last day is that of the terms whose exit is ``Still in Office``. ``"reign"``: the
    leader list of March 2021, ``stateabb``, ``leader``, ``birthyear``, ``syear``,
    ``smonth``, ``sdate`` (the day; also ``sday``) and ``eyear`` and ``emonth`` (the end
    is a month, unless ``eday`` is there); without an end the leader was in office. Its
    ``leadid`` is one term's. The file of leader-months is read too, ``country``,
    ``leader``, ``year`` and ``month``: months that follow each other are a term, and a
    month of two leaders is the later one's. The letters of both lists are those of the
    Correlates of War and of Gleditsch and Ward, not of ISO: ``SWZ`` is Switzerland.
    `match_states` maps them, with ``system="cow_abbreviation"``.

    References
    ----------
    Goemans, Gleditsch and Chiozza (2009), Introducing Archigos, Journal of Peace
    Research 46, 269-283. Bell (2016), The Rulers, Elections, and Irregular Governance
    Dataset (REIGN).

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> found = summitry.eras_from(
    ...     pd.DataFrame(
    ...         {
    ...             "side": ["USA", "USA", "USA"],
    ...             "leader": ["Trump", "Biden", "Trump"],
    ...             "start": ["2017-01-20", "2021-01-20", "2025-01-20"],
    ...             "end": ["2021-01-20", "2025-01-19", None],
    ...         }
    ...     ),
    ...     in_office="open",
    ...     known_through="2025-12-31",
    ... )
    >>> found.eras[["era", "start", "end"]]
             era      start        end
    0  Trump (1) 2017-01-20 2021-01-20
    1      Biden 2021-01-20 2025-01-20
    2  Trump (2) 2025-01-20        NaT
    >>> print(found)
    3 rows: 3 eras of 1 side; 0 rows dropped.
    Known through 2025-12-31.
    What the ends were taken for:
    - the successor's first day: 1
    - the last day in office: 1
    - still in office: 1
    """
    if layout is not None:
        one_of(layout, "layout", ("archigos", "reign"))
    if in_office is not None:
        one_of(in_office, "in_office", ("open", "close"))
    one_of(ends, "ends", _ENDS)
    one_of(overlaps, "overlaps", ("refuse", "cut"))
    table = Table(frame, "leaders")
    terms, wrong = read_terms(table, columns_of(table, layout, columns))
    last_day = None
    if known_through is not None:
        last_day = day_of(known_through, "known_through")
    elif (terms.in_office & ~terms.no_end).any():
        last_day = int(terms.last[terms.in_office & ~terms.no_end].max())
    unreadable = {row for one in wrong for row in one.rows}
    good = terms.without(unreadable) if unreadable else terms
    found, odd = ends_of(
        good, ends=ends, in_office=in_office, overlaps=overlaps, last_day=last_day
    )
    wrong += odd + _unsaid(terms, in_office, last_day) + _beyond(good, last_day)
    if wrong:
        refuse(wrong, "leaders")
    warn_of_names(sorted(set(terms.side.tolist())))
    eras, names = _eras(terms, found, last_day, pool_terms=pool_terms)
    return LeaderList(
        table.build(eras),
        table.build(_account(terms, found, names)),
        None if last_day is None else iso(last_day),
    )


def _unsaid(terms: Terms, in_office: str | None, last_day: int | None) -> list[Mistake]:
    """Ask what is to become of terms that were not over."""
    rows = np.flatnonzero(terms.in_office[terms.of_row])
    if not rows.size:
        return []
    one = terms.of_row[rows[-1]]
    told = f"{terms.leader[one]} of {terms.side[one]}"
    others = f" and {rows.size - 1} more were" if rows.size > 1 else " was"
    asked = []
    if in_office is None:
        asked.append("in_office='open' lets them go on, in_office='close' ends them")
    if last_day is None:
        asked.append("known_through='...' says the last day that the list knows")
    if not asked:
        return []
    return [
        Mistake(
            InputError,
            "still_in_office",
            f"{told}{others} still in office when the list ends; it is to be said what "
            "becomes of that",
            tuple(rows.tolist()),
            "in_office" if in_office is None else "known_through",
            "; ".join(asked),
            rows.size,
        )
    ]


def _beyond(terms: Terms, last_day: int | None) -> list[Mistake]:
    """Return the terms that go on after the last day that the list knows."""
    if last_day is None:
        return []
    ended = ~(terms.in_office | terms.no_end) & (terms.first > last_day + 1)
    return [
        Mistake(
            InputError,
            "beyond_known",
            f"{terms.leader[term]} of {terms.side[term]} is known after "
            f"{iso(last_day)}, the last day of the list",
            tuple(np.flatnonzero(terms.of_row == term).tolist()[:1]),
            "known_through",
        )
        for term in np.flatnonzero((terms.start > last_day) | ended)
    ]


def _eras(
    terms: Terms, found: Ends, last_day: int | None, *, pool_terms: bool
) -> tuple[dict[str, Any], dict[int, str]]:
    """Return the table of eras, and the name of each term that is one."""
    kept = found.order[found.kept]
    side, leader = terms.side[kept], terms.leader[kept]
    start, end = terms.start[kept], found.end[found.kept]
    names, people = told_apart(side, leader, terms.person[kept], start)
    number, size = term_numbers(side, people, start)
    labels = names.tolist() if pool_terms else names_of_terms(names, number, size)
    columns: dict[str, Any] = {
        "side": side.tolist(),
        "era": labels,
        "leader": leader.tolist(),
        "term": number,
        "start": to_dates(start),
        "end": to_dates(np.where(end == FAR, 0, end), end == FAR),
    }
    if last_day is not None:
        columns["known_through"] = to_dates(np.full(kept.size, last_day))
    return columns, dict(zip(kept.tolist(), labels, strict=True))


def _account(terms: Terms, found: Ends, names: dict[int, str]) -> dict[str, Any]:
    """Return what became of every row of the list."""
    place = np.empty(found.order.size, dtype=np.int64)
    place[found.order] = np.arange(found.order.size)
    of_row = terms.of_row
    at: npt.NDArray[np.int64] = place[of_row]
    end, kept = found.end[at], found.kept[at]
    return {
        "row": np.arange(of_row.size),
        "side": terms.side[of_row].tolist(),
        "leader": terms.leader[of_row].tolist(),
        "said_start": terms.said_start[of_row].tolist(),
        "said_end": terms.said_end[of_row].tolist(),
        "status": np.where(kept, "era", "dropped").tolist(),
        "era": [names.get(term) for term in of_row.tolist()],
        "start": to_dates(terms.start[of_row]),
        "end": to_dates(np.where(end == FAR, 0, end), end == FAR),
        "reading": found.how[at].tolist(),
    }
