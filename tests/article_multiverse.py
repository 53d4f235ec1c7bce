"""The record of 231 rows, and the choices and claims of its multiverse."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd
import record_231

from summitry import Claim, Scope

TESTS = ["2009-05-25", "2013-02-12", "2016-01-06", "2016-09-09"]
SCHEMES: dict[str, Any] = {
    "even": None,
    "summits": {"summit": {True: 3.0, False: 1.0}},
    "mixed": {
        "summit": {True: 2.0, False: 1.0},
        "setting": {
            "bilateral": 1.0,
            "ceremonial": 0.5,
            "multilateral": 0.25,
            "transit": 0.0,
        },
    },
}
SHARED: dict[str, Any] = {
    "since": "1953-07-27",
    "through": ["2017-03-15", "2016-12-31"],
    "schemes": SCHEMES,
    "same_day": ["include", "exclude"],
    "overlap": ["both", "latest"],
}
CLAIMS = {
    "xi": Claim.value("Xi Jinping", "1.25"),
    "kim": Claim.value("Kim Jong Un", "9.0", quantity="weighted_count"),
    "second": Claim.ahead_only_of("Xi Jinping", ["Mao Zedong"]),
    "weighted": Claim.lowest("Xi Jinping", quantity="weighted_frequency"),
    "share": Claim.ratio(
        Scope("Hu Jintao", where={"summit": True}), "Hu Jintao", "11%", quantity="count"
    ),
    "lag": Claim.lag(TESTS, 120),
    "trips": Claim.value(
        Scope(period="2000/2011", where={"visitor": "Kim Jong Il"}),
        8,
        quantity="count",
    ),
    "drought": Claim.gap(6, comparison="almost", unit="years", where={"summit": True}),
}


@cache
def record() -> Any:
    return record_231.visits()


@cache
def eras() -> Any:
    return record_231.eras("all")


@cache
def shocks() -> Any:
    return pd.DataFrame({"id": TESTS, "date": TESTS})
