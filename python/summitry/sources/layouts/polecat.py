"""
POLECAT: political events by the PLOVER ontology.

Columns as in the releases since 2023 (Halterman et al. 2023, Harvard Dataverse,
doi:10.7910/DVN/AJGVIT): countries are ISO 3166 alpha-3 codes, several apart by ``;``,
with tabs between fields. A visit is an event of the type CONSULT and the mode
``visit``. PLOVER does not say who came: the country where it took place does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.frames import Table
from summitry.sources.layouts.prepared import (
    Prepared,
    needed,
    texts,
    with_columns,
    without,
)
from summitry.sources.layouts.visit_events import with_two_countries
from summitry.sources.reading_rules import DateRules

if TYPE_CHECKING:
    from summitry.sources.layouts.options import LayoutOptions
    from summitry.sources.raw_table import RawTable

_NEEDED = (
    *("Event Date", "Event Type", "Event Mode", "Actor Country", "Recipient Country"),
    "Country",
)
_BOTH = {
    "visitor": ("Actor Name", "Recipient Name"),
    "host": ("Recipient Name", "Actor Name"),
}


def prepared(raw: RawTable, options: LayoutOptions) -> Prepared:
    """Keep visits of which the place says who came to whom."""
    del options
    table = Table(raw.frame, raw.name)
    needed(raw, table, "polecat", _NEEDED)
    kind, mode = texts(table, "Event Type"), texts(table, "Event Mode")
    actor, recipient = texts(table, "Actor Country"), texts(table, "Recipient Country")
    place = texts(table, "Country")
    visit = np.array(
        [k == "CONSULT" and m is not None and m.strip().casefold() == "visit"
         for k, m in zip(kind, mode, strict=True)], dtype=bool
    )  # fmt: skip
    several = np.array(
        [";" in f"{a}{r}" for a, r in zip(actor, recipient, strict=True)], dtype=bool
    )
    came = recipient == place
    hosted = (actor == place) & ~came
    columns = {
        "origin": np.where(hosted, recipient, actor),
        "destination": np.where(hosted, actor, recipient),
    }
    for name, (first, second) in _BOTH.items():
        if table.has(first) and table.has(second):
            one, other = texts(table, first), texts(table, second)
            columns[name] = np.where(hosted, other, one)
    ready = with_columns(
        raw, table, {name: list(values) for name, values in columns.items()}
    )
    ready = without(ready, ~visit, lambda row: f"{kind[row]} {mode[row]} is no visit")
    ready = without(ready, several, lambda _: "an actor has several countries")
    ready = with_two_countries(ready, columns["origin"], columns["destination"])
    ready = without(
        ready,
        ~(came | hosted),
        lambda row: (
            f"it took place in {place[row]}, with neither of the two: nobody came"
        ),
    )
    found = {"date": "Event Date", **{name: name for name in columns}}
    if table.has("Event ID"):
        found["event_id"] = "Event ID"
    return Prepared(ready, found, dates=DateRules(cut=True))
