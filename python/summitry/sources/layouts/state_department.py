"""
Travels of American presidents and secretaries of state, as the Department lists them.

The pages of the Office of the Historian have a table with the country, the locale, the
remarks and the date, for each president or secretary; in a list of several, the name
stands beside them.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from summitry.frames import Table
from summitry.sources.layouts.prepared import (
    Prepared,
    by_cell,
    renamed,
    texts,
    with_columns,
)
from summitry.sources.reading_rules import DateRules

if TYPE_CHECKING:
    from summitry.sources.layouts.options import LayoutOptions
    from summitry.sources.raw_table import RawTable

_NAMES = {
    "date": ("Date", "Dates"),
    "destination": ("Country",),
    "visitor": ("Name", "President", "Secretary", "Traveler", ""),
    "city": ("Locale", "City", ""),
    "note": ("Remarks", "Details", ""),
}
_STOP = re.compile(
    r"\b(stop(?:ped)?[- ]?over|en route|refuel|in transit)", re.IGNORECASE
)
_MANY = re.compile(
    r"(?<!press )(?<!news )\bconference\b|"
    r"\b((international|world|(pan|inter)-?american) congress|"
    r"summit meeting(?! with)|summit of|(economic|east asia|nuclear security) summit|"
    r"G-?[78]|G-?20|NATO|APEC|ASEAN|OSCE|CSCE|OAS|SEATO|CENTO|general assembly|"
    r"(north atlantic|european|(?<!national )security) council|"
    r"council of (europe|foreign ministers))\b",
    re.IGNORECASE,
)
"""Not a press conference, an address to a congress, or a state's own council."""
_ELECT = re.compile(
    r"\b(president|secretary)[- ]elect\b|\bas president[- ]elect\b", re.IGNORECASE
)
_RANKS = {"president": "head_of_state", "secretary": "foreign_minister"}
"""By the first word of the office; who is not yet in office has none of these."""
_TOLD = {"stopover": _STOP, "multilateral": _MANY, "elect": _ELECT}


def prepared(raw: RawTable, options: LayoutOptions) -> Prepared:
    """
    Read one row a stay, from the United States.

    `stopover`, `multilateral` and `elect` (before taking office) say what the remarks
    say by their words; no row is left out for it. `visitor_rank` comes from the office,
    where the name or its column tells that.
    """
    del options
    table = Table(raw.frame, raw.name)
    found = renamed(raw, table, "state_department", _NAMES)
    columns: dict[str, object] = {}
    if "note" in found:
        for name, words in _TOLD.items():
            told = by_cell(table, found["note"], partial(_says, words))
            columns[name] = [bool(one) for one in told]
    if "visitor" in found:
        offices = _offices(table, found, columns)
        columns |= {"visitor_office": offices, "visitor_rank": [*map(_rank, offices)]}
        found |= {name: name for name in ("visitor_office", "visitor_rank")}
    return Prepared(
        with_columns(raw, table, columns),
        found,
        constant={"origin": "USA"},
        dates=DateRules(ranges="trip"),
    )


def _says(words: re.Pattern[str], cell: str) -> bool:
    return words.search(cell) is not None


def _rank(office: str | None) -> str | None:
    if office is None or office.endswith("-elect"):
        return office and "other"
    return _RANKS[office.split()[0].casefold()]


def _offices(
    table: Table, found: dict[str, str], columns: dict[str, object]
) -> list[str | None]:
    """The office that the name or the column of names says."""
    said = "Secretary of State" if found["visitor"].casefold() == "secretary" else None
    said = "President" if found["visitor"].casefold() == "president" else said
    names = texts(table, found["visitor"])
    title = re.compile(r"^\s*(President|Secretary(?: of State)?)\b", re.IGNORECASE)
    offices = [
        said if (m := title.match(name or "")) is None else m.group(1) for name in names
    ]
    elect = np.array(columns.get("elect", [False] * len(names)), dtype=bool)
    return [
        f"{office}-elect" if before and office else office
        for office, before in zip(offices, elect.tolist(), strict=True)
    ]
