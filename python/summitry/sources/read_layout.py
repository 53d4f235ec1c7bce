"""Lists in the layouts that scholars have, to the standard table of visits."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, get_args

from summitry.frames.arguments import one_of, whole_number
from summitry.sources.assembling import read_rows
from summitry.sources.files import FileOptions
from summitry.sources.kind_types import reading
from summitry.sources.layouts.options import LayoutOptions
from summitry.sources.questions import as_argument
from summitry.sources.read_visits import raw_table
from summitry.sources.reading_rules import date_rules, place_rules

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from summitry.frames import Frame
    from summitry.sources.account import ReadVisits

Layout = Literal["colt", "state_department", "wikipedia", "icews", "gdelt", "polecat"]
LAYOUTS: tuple[str, ...] = get_args(Layout)


@reading
def read_layout(
    source: str | os.PathLike[str] | Frame,
    *,
    layout: Layout,
    constant: Mapping[str, str] | None = None,
    dates: str | None = None,
    year: int | None = None,
    places: str | Mapping[str, Any] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    table: int | str | None = None,
) -> ReadVisits:
    """
    Read a list in a layout that is known, so that its columns need not be told.

    Parameters
    ----------
    source : path or frame
        As for `read_visits`.
    layout : str
        ``"colt"``, leaders' travel of Diplometrics (file of March 2025);
        ``"state_department"``, travels of American presidents and secretaries of state;
        ``"wikipedia"``, a table of trips of one person;
        ``"icews"`` (1995 to 2023), ``"gdelt"`` (versions 1.0 and 2.0) and ``"polecat"``
        (since 2023), coded events, of which visits made and hosted are kept.
    constant : mapping of str to str, optional
        What holds for every row: for ``"wikipedia"`` at least `origin`; for a page of
        one president `visitor`.
    dates : {"day_first", "month_first"}, optional
        What 03/04/2010 means, where it is not what the codebook says.
    year : int, optional
        The year of dates that have none, where it stands above a table.
    places : mapping or str, optional
        How several countries in a cell are told apart, as for `read_visits`.
    encoding, delimiter, table
        As for `read_visits`.

    Returns
    -------
    ReadVisits
        The visits, the account and what was not read. Beside the standard columns there
        are those that a layout tells: ``multilateral``, ``stopover``, ``elect``,
        ``met_host``, ``days``, ``city``, ``event_id``. An event that is no visit is a
        row that was not read, with its code as the reason.

    Raises
    ------
    ColumnError
        If a column of the layout is missing.
    InputError
        If the file cannot be read, or leaves a question open.

    Notes
    -----
    Countries stay as the list writes them: names in ``colt``, ``state_department``,
    ``wikipedia`` and ``icews``, ISO 3166 codes in ``polecat``, those of CAMEO in
    ``gdelt``; `match_states` makes codes of them, by the day. Of an event ``043``, host
    a visit, the second actor is who came. PLOVER tells only that two met at a visit:
    who came is said by the country where it was.

    References
    ----------
    Moyer, Turner and Meisel (2020), Journal of Peace Research 58. Boschee et al.
    (2015), doi:10.7910/DVN/28075. Schrodt (2012), CAMEO codebook 1.1b3. Halterman et
    al. (2023), doi:10.7910/DVN/AJGVIT.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> page = pd.DataFrame(
    ...     {
    ...         "Name": ["Woodrow Wilson", "Barack Obama"],
    ...         "Country": ["France", "Korea, Republic of"],
    ...         "Locale": ["Paris, Chaumont", "Seoul"],
    ...         "Remarks": ["Attended Paris Peace Conference.", "Working visit."],
    ...         "Date": ["December 14–25, 1918", "November 18–19, 2009"],
    ...     }
    ... )
    >>> read = summitry.read_layout(page, layout="state_department")
    >>> read.visits[["date", "end_date", "origin", "destination", "multilateral"]]
            date   end_date origin         destination  multilateral
    0 1918-12-14 1918-12-25    USA              France          True
    1 2009-11-18 2009-11-19    USA  Korea, Republic of         False
    """
    one_of(layout, "layout", LAYOUTS)
    if year is not None:
        whole_number(year, "year", lowest=1, highest=9999)
    module = import_module(f"summitry.sources.layouts.{layout}")
    options = LayoutOptions(
        constant=dict(constant or {}),
        order=date_rules(dates).order,
        year=year,
        places=place_rules(places),
    )
    header = module.header_of(source) if layout == "gdelt" else None
    told = FileOptions(encoding, delimiter, table, header)
    ready = module.prepared(raw_table(source, told), options)
    rules = (
        ready.dates
        if options.order is None
        else replace(ready.dates, order=options.order)
    )
    return read_rows(
        ready.raw,
        columns=ready.columns,
        constant=ready.constant | options.constant,
        dates=rules,
        places=options.places or ready.places,
        write=as_argument,
    )
