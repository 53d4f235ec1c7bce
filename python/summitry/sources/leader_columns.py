"""Which columns of a list of leaders hold what, by the layout that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.exceptions import ColumnError
from summitry.frames.arguments import mapping_of_texts
from summitry.frames.suggestion import choices, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summitry.frames import Table

PLAIN = {"side": "side", "leader": "leader", "start": "start", "end": "end"}
"""The columns of a list without a layout of its own."""

ARCHIGOS = {
    "side": "idacr",
    "leader": "leader",
    "person": "leadid",
    "start": "startdate",
    "end": "enddate",
    "exit": "exit",
}
"""Columns of Archigos 4.1; its ``leadid`` is one leader's, its ``obsid`` one term's."""

REIGN = {
    "side": "stateabb",
    "leader": "leader",
    "person": "birthyear",
    "start_year": "syear",
    "start_month": "smonth",
    "start_day": "sdate",
    "end_year": "eyear",
    "end_month": "emonth",
    "end_day": "eday",
}
"""Columns of REIGN's leader list; its ``leadid`` is one term's."""

REIGN_MONTHLY = {
    "side": "country",
    "leader": "leader",
    "year": "year",
    "month": "month",
}
"""Columns of REIGN's file of leader-months."""

_INSTEAD = {
    "sdate": ("sday",),
    "stateabb": ("country", "ccode"),
    "country": ("ccode", "stateabb"),
    "idacr": ("ccode",),
    "startdate": ("eindate",),
    "enddate": ("eoutdate",),
}
"""Columns that hold the same in other editions of a list."""

_OPTIONAL = {"person", "end_day"}


def columns_of(
    table: Table, layout: str | None, given: Mapping[str, str] | None
) -> dict[str, str]:
    """
    Return which column holds what, by a layout and what was given.

    Raises
    ------
    ColumnError
        With every column that is missing.
    """
    known = {None: PLAIN, "archigos": ARCHIGOS, "reign": REIGN}[layout]
    if layout == "reign" and table.has("year") and not table.has("syear"):
        known = REIGN_MONTHLY
    given = mapping_of_texts(given, "columns", "columns={'side': 'ccode'}")
    asked = dict(known) | given
    found, lacking = {}, []
    for what, column in asked.items():
        others = () if given and what in given else _INSTEAD.get(column, ())
        names = [one for one in (column, *others) if table.has(one)]
        if names:
            found[what] = names[0]
        elif what not in _OPTIONAL or (given and what in given):
            lacking.append(column)
    if lacking:
        named = ", ".join(f"'{column}'" for column in lacking)
        raise ColumnError(
            f"{table.name} has no column {named}",
            code="no_column",
            column=lacking[0],
            hint=_hint(table, layout, lacking)
            or choices(lacking[0], table.columns, "its columns are"),
        )
    return found


def _hint(table: Table, layout: str | None, lacking: Sequence[str]) -> str | None:
    if layout is None and table.has("startdate") and table.has("idacr"):
        return "these are columns of Archigos: layout='archigos'"
    if layout is None and table.has("leader") and table.has("emonth"):
        return "these are columns of REIGN's leader list: layout='reign'"
    if layout is None and table.has("leader") and table.has("tenure_months"):
        return "these are columns of REIGN's leader-months: layout='reign'"
    near = did_you_mean(lacking[0], table.columns)
    if lacking == [ARCHIGOS["exit"]]:
        plain = {ours: ARCHIGOS[ours] for ours in PLAIN}
        return (
            f"{near + ' ' if near else ''}it says which terms were not over when the list "
            "ends; name it, columns={'exit': ...}, or read the list as one without it, in "
            f"which every end is one: columns={plain}"
        )
    return near or "name them: columns={'side': ..., 'leader': ..., 'start': ...}"
