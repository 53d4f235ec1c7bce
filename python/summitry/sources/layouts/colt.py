"""
COLT: Country and Organizational Leader Travel (Diplometrics, University of Denver).

Columns and codes are those of the file of 17 March 2025 (leaders of states and
governments, 1990 to 2024): Moyer, Turner and Meisel (2020), What are the Drivers of
Diplomacy? Introducing and Testing New Annual Dyadic Data, Journal of Peace Research 58.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.frames import Table
from summitry.sources.layouts.prepared import (
    Prepared,
    by_cell,
    renamed,
    texts,
    with_columns,
    without,
)
from summitry.sources.reading_rules import DateRules

if TYPE_CHECKING:
    from summitry.sources.layouts.options import LayoutOptions
    from summitry.sources.raw_table import RawTable

_NAMES = {
    "date": ("TripStartDate",),
    "end_date": ("TripEndDate",),
    "origin": ("LeaderCountryOrIGO",),
    "destination": ("CountryVisited",),
    "visitor": ("LeaderFullName",),
    "visitor_office": ("LeaderTitle", ""),
    "role": ("LeaderRole", ""),
    "host": ("HostHOGSName", ""),
    "city": ("CityVisited", ""),
    "source": ("SourceLink1", ""),
    "note": ("Notes", ""),
}
_RANKS = {
    "GS": "head_of_state",
    "S": "head_of_state",
    "G": "head_of_government",
    "De Facto": "head_of_party",
    "F": "foreign_minister",
    "E": "cabinet_minister",
    "CP": "other",
    "I": "other",
}
"""Roles: head of state and government, of one of them, in fact, ministers, others."""
_UNKNOWN = {"", "tbd", "unknown", "na", "n/a"}
_YES_NO = {
    "yes": True,
    "no": False,
    "1": True,
    "0": False,
    "true": True,
    "false": False,
}


def prepared(raw: RawTable, options: LayoutOptions) -> Prepared:
    """
    Read roles, meetings and multilateral events; ``TBD`` is not known.

    `visitor_rank` comes from the role; `summit` says whether a head of state or of
    government met the host's, `multilateral` whether the trip was to an event of many
    states, `days` how long it took.
    """
    table = Table(raw.frame, raw.name)
    found = renamed(raw, table, "colt", _NAMES)
    columns = {}
    for name in ("end_date", "destination"):
        columns[found[name]] = by_cell(
            table, found[name], lambda cell: None if _unknown(cell) else cell
        )
    if "role" in found:
        columns["visitor_rank"] = by_cell(table, found["role"], _RANKS.get)
    flags = {
        "met_host": _flag(table, "MetHostHoGS"),
        "multilateral": _flag(table, "AttendedMultilatEvent"),
    }
    columns |= {name: values for name, values in flags.items() if values is not None}
    if table.has("TripDuration"):
        columns["days"] = by_cell(table, "TripDuration", _number)
    if flags["met_host"] is not None and "role" in found:
        role = by_cell(
            table, found["role"], lambda cell: cell in {"GS", "S", "G", "De Facto"}
        )
        columns["summit"] = [
            None if met is None or top is None else met and top
            for met, top in zip(flags["met_host"], role, strict=True)
        ]
    ready = with_columns(raw, table, columns)
    if "role" in found:
        roles = texts(table, found["role"])
        odd = np.array(
            [role is not None and role not in _RANKS for role in roles], dtype=bool
        )
        ready = without(
            ready,
            odd,
            lambda row: f"the role {roles[row]!r} is none of {sorted(_RANKS)}",
        )
    if "visitor_rank" in columns:
        found["visitor_rank"] = "visitor_rank"
    return Prepared(
        ready,
        found,
        dates=DateRules(order=options.order or "month_first", ranges="trip", cut=True),
    )


def _unknown(cell: str) -> bool:
    return cell.casefold() in _UNKNOWN


def _flag(table: Table, column: str) -> list[bool | None] | None:
    if not table.has(column):
        return None
    return by_cell(table, column, lambda cell: _YES_NO.get(cell.casefold()))


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None
