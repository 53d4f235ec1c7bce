"""Values that no function expects, for an argument and for a column."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from random import Random

MOMENT = dt.datetime.fromisoformat("2001-01-01T05:00")
ALONE: list[Any] = [
    *(None, 0, 1, -1, 5, 2**31, 2**63, 10**30, 10**400, True, False),
    *(0.0, -0.5, 0.5, 1e300, 5e-324, float("nan"), float("inf"), 1j),
    *("", " ", "a", "\ud800", "\0", "x" * 3000, "2001-01-01", "{0}%s", "$x$", "NaT"),
    *(b"a", bytearray(b"a"), Decimal("sNaN"), Decimal(1), Fraction(1, 3)),
    *(dt.date(2001, 1, 1), MOMENT, dt.timedelta(1), dt.time(1)),
    *(np.datetime64("2001-01", "M"), np.datetime64("NaT", "D"), np.ma.masked),
    *(np.float64("nan"), np.int8(3), np.str_("a"), pd.NaT, pd.NA),
    *(pd.Timestamp("2001-01-01"), pd.Period("2001-01"), object(), print, int, ...),
    *([], (), {}, set(), [None], ["a"], ["a", "b"], [1, 2], [[1]], ("a", 1), {"a"}),
    *({"a": 1}, {"a": "b"}, {"a": {"b": 1}}, {1: 2}, {None: None}, {"a": None}),
    *({"kind": {}}, {"kind": {"state": None}}, {"kind": {"state": "x"}}),
    *({"kind": ["state", 5]}, {"kind": {"contains": 5}}, {"\ud800": "a"}),
    *(np.zeros(0), np.zeros((2, 2)), np.array("a"), np.array([1, 2], "M8[7D]")),
    *(pd.DataFrame(), pd.Series([1, 2]), pd.DataFrame({"a": [1]}), iter([1]), range(3)),
]

CELLS: list[Any] = [
    *(None, 0, -1, 3, 2**62, 2**63, 10**400, True, 0.5, -0.5, 1e300, float("nan")),
    *(float("inf"), 1j, "", " ", "a", "\ud800", "\0", "x" * 3000, "2001-01-01"),
    *("2001-02-30", "2001-05", "0000-01-01", "10000-01-01", "1950/2050", "..", "NaT"),
    *("true", "TRUE", b"a", Decimal("sNaN"), dt.date(1, 1, 1), dt.date(9999, 12, 31)),
    *(MOMENT, MOMENT.replace(tzinfo=dt.UTC), dt.time(1)),
    *(
        np.datetime64("2001-01", "M"),
        np.datetime64("NaT", "D"),
        pd.NaT,
        pd.NA,
        object(),
    ),
    *([], [1], {"a": 1}, {1}, (1, 2), np.zeros(2), dt.timedelta(1)),
]


def column(random: Random, size: int, good: list[Any]) -> Any:
    """A column in which one cell, some or all are none that is expected."""
    way = random.randrange(4)
    if way == 0:
        return [random.choice(CELLS)] * size
    if way == 1:
        return [random.choice(CELLS) for _ in range(size)]
    if way == 2:
        found = list(good)
        if found:
            found[random.randrange(len(found))] = random.choice(CELLS)
        return found
    return [random.choice(CELLS)] * random.randrange(size + 2)
