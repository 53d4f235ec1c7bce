"""Four short eras and a few visits at their edges."""

from __future__ import annotations

from typing import Any

CUTS = ["2010-01-01", "2011-12-17", "2012-11-15", "2013-03-14", "2016-12-31"]
ERAS: dict[str, Any] = {"era": ["a", "b", "c", "d"], "start": CUTS[:4], "end": CUTS[1:]}
EVENTS = [
    "2011-12-17",
    "2012-08-03",
    "2012-11-15",
    "2013-03-14",
    "2013-05-22",
    "2015-10-09",
    "2016-05-31",
]
M1: dict[str, Any] = {"since": "2010-01-01", "through": "2016-12-30"}
