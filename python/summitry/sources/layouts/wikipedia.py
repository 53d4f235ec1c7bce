"""
A table of trips as encyclopaedias have it: "List of international trips made by ...".

The columns are the country, the areas visited, the dates and the purpose, in words that
vary; marks of footnotes stand in the cells, and dates often lack the year, which stands
above the table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summitry.exceptions import InputError
from summitry.frames import Table
from summitry.sources.layouts.prepared import (
    Prepared,
    by_cell,
    renamed,
    with_columns,
)
from summitry.sources.reading_rules import DateRules, PlaceRules
from summitry.sources.spelling import FOOTNOTE

if TYPE_CHECKING:
    from summitry.sources.layouts.options import LayoutOptions
    from summitry.sources.raw_table import RawTable

_NAMES = {
    "date": ("Dates", "Date", "Date(s)", "When"),
    "destination": (
        "Country",
        "Countries",
        "Country or territory",
        "Country/Territory",
    ),
    "city": ("Areas visited", "Area visited", "Locations", "Location", "City", ""),
    "note": ("Purpose", "Details", "Notes", "Key details", "Reason", ""),
    "trip_number": ("#", "No.", "Trip", "Trip no.", ""),
}
_YEAR = re.compile(r"\b(1[5-9]|20)\d\d\b")


def prepared(raw: RawTable, options: LayoutOptions) -> Prepared:
    """Leave footnotes out, and add the year that stands above the table."""
    if "origin" not in options.constant:
        raise InputError(
            "the table does not say who travelled, or from where",
            code="no_origin",
            column="constant",
            hint="constant={'origin': 'FRA', 'visitor': 'Emmanuel Macron'}",
        )
    table = Table(raw.frame, raw.name)
    found = renamed(raw, table, "wikipedia", _NAMES)
    year = options.year

    def dated(cell: str) -> str:
        plain = _plain(cell)
        if year is None or _YEAR.search(plain) or not plain:
            return plain
        return f"{plain}, {year}"

    columns = {
        name: by_cell(table, name, dated if ours == "date" else _plain)
        for ours, name in found.items()
    }
    return Prepared(
        with_columns(raw, table, columns),
        found,
        dates=DateRules(ranges="trip", order=options.order),
        places=options.places or PlaceRules("\n", frozenset()),
    )


def _plain(cell: str) -> str:
    lines = [" ".join(line.split()) for line in FOOTNOTE.sub("", cell).splitlines()]
    return "\n".join(line for line in lines if line)
