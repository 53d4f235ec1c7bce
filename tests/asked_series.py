"""A series of coal by the month, and what is asked of it."""

from __future__ import annotations

from typing import Any

import summitry
from summitry.claims.record import Record
from summitry.claims.specification import Specification

SEEN = Specification("2016-01-01", "2017-12-31")
VISITS = {"date": ["2016-05-01"]}
COAL = {
    "series": ["coal"] * 4 + ["cap"],
    "date": ["2016-12", "2017-01", "2017-02", "2016", "2016-11-30/2016-12-31"],
    "value": [2.0, 1.44, 1.23, 22.5, 1.0],
    "unit": ["Mt"] * 5,
}


def ask(form: dict[str, Any], table: Any = None) -> Any:
    record = Record(VISITS, series=COAL if table is None else table)
    claim = summitry.Claim({"quantity": "series", **form})
    record.verify(claim, SEEN)
    (answer,) = record.evaluate([claim], SEEN)
    return answer


def of(period: str, series: str = "coal") -> dict[str, str]:
    return {"series": series, "period": period}
