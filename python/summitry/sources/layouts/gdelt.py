"""
GDELT: the event table of versions 1.0 and 2.0.

The files have no line of names: columns are known by their place, 57 or 58 of them in
version 1.0 (without or with the address of the source) and 61 in version 2.0, with tabs
between fields (GDELT Event Codebook V2.0 of 19 February 2015). Countries are CAMEO's
codes of three letters, which differ from ISO 3166 in some; dates are YYYYMMDD.
"""

from __future__ import annotations

from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from summitry.exceptions import ColumnError
from summitry.frames import Table
from summitry.sources.layouts.prepared import Prepared, by_cell, needed, with_columns
from summitry.sources.layouts.visit_events import by_code, cameo, told_by
from summitry.sources.raw_table import NO_NAMES

if TYPE_CHECKING:
    from summitry.sources.layouts.options import LayoutOptions
    from summitry.sources.raw_table import RawTable

_PLACES = {
    "GLOBALEVENTID": 0,
    "SQLDATE": 1,
    "Actor1Name": 6,
    "Actor1CountryCode": 7,
    "Actor2Name": 16,
    "Actor2CountryCode": 17,
    "EventCode": 26,
}
_WIDTHS = (57, 58, 61)
_COUNTRIES = ("Actor1CountryCode", "Actor2CountryCode")
_ACTORS = ("Actor1Name", "Actor2Name")
_NEEDED = ("SQLDATE", *_COUNTRIES, "EventCode")


def header_of(source: object) -> int | None:
    """Return that a file has no names where its first line begins with a number."""
    if not isinstance(source, str | PathLike):
        return None
    try:
        with Path(source).open("rb") as file:
            first = file.read(20).split(b"\t")[0]
    except OSError:
        return None
    return NO_NAMES if first.isdigit() else None


def prepared(raw: RawTable, options: LayoutOptions) -> Prepared:
    """Keep visits made and hosted, by place or, in an export with names, by name."""
    del options
    named = _named(raw)
    table = Table(named.frame, named.name)
    codes = np.array(by_cell(table, "EventCode", cameo), dtype=object)
    ready = by_code(named, table, codes, _COUNTRIES, _ACTORS)
    days = by_cell(table, "SQLDATE", _iso)
    ready = with_columns(ready, Table(ready.frame, ready.name), {"day": days})
    columns = told_by(table, _ACTORS)
    if table.has("GLOBALEVENTID"):
        columns["event_id"] = "GLOBALEVENTID"
    return Prepared(ready, {"date": "day", **columns})


def _named(raw: RawTable) -> RawTable:
    """Return the list with the names of the codebook, whatever their case."""
    table = Table(raw.frame, raw.name)
    plain = {name.casefold(): name for name in table.columns}
    theirs = {one: plain[one.casefold()] for one in _PLACES if one.casefold() in plain}
    if theirs:
        own = {name: table.values(column) for name, column in theirs.items()}
        named = with_columns(raw, table, own)
        needed(raw, Table(named.frame, raw.name), "gdelt", _NEEDED)
        return named
    if len(table.columns) not in _WIDTHS:
        raise ColumnError(
            f"{raw.name} has {len(table.columns)} columns; the event table has "
            "57 or 58 (version 1.0) or 61 (version 2.0), or the names of its codebook",
            code="no_column",
            column="source",
        )
    own = {name: table.values(table.columns[at]) for name, at in _PLACES.items()}
    return replace(raw, frame=table.with_columns(own))


def _iso(day: str) -> str:
    plain = day.removesuffix(".0")
    if len(plain) == len("20170315") and plain.isdigit():
        return f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    return day
