"""
ICEWS: coded event data of the Integrated Crisis Early Warning System.

Columns as in the data of 1995 to 2023 (Boschee et al. 2015, Harvard Dataverse,
doi:10.7910/DVN/28075): countries by name, events by CAMEO, tabs between fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.frames import Table
from summitry.sources.layouts.prepared import Prepared, by_cell, needed
from summitry.sources.layouts.visit_events import by_code, cameo, told_by
from summitry.sources.reading_rules import DateRules

if TYPE_CHECKING:
    from summitry.sources.layouts.options import LayoutOptions
    from summitry.sources.raw_table import RawTable

_COUNTRIES = ("Source Country", "Target Country")
_ACTORS = ("Source Name", "Target Name")


def prepared(raw: RawTable, options: LayoutOptions) -> Prepared:
    """Keep visits made and hosted; of a hosted one the target is who came."""
    del options
    table = Table(raw.frame, raw.name)
    needed(raw, table, "icews", ("Event Date", "CAMEO Code", *_COUNTRIES))
    codes = np.array(by_cell(table, "CAMEO Code", cameo), dtype=object)
    columns = told_by(table, _ACTORS)
    if table.has("Event ID"):
        columns["event_id"] = "Event ID"
    return Prepared(
        by_code(raw, table, codes, _COUNTRIES, _ACTORS),
        {"date": "Event Date", **columns},
        dates=DateRules(cut=True),
    )
