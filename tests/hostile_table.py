"""A table whose names are hard to write down."""

from __future__ import annotations

import datetime as dt
from typing import Any

import summitry

HOSTILE = [
    "a|b",
    "<b>x</b>",
    "*x* _y_ `z`",
    "[here](https://example.org)",
    "50% & $5 #1 {a} ~ ^ \\x",
    "=1+1",
    "1. first",
    "[0.3, 1.2]",
    "\x1b[31m",
    '"quoted"',
]
TABLE: dict[str, Any] = {
    "era": HOSTILE,
    "count": list(range(10)),
    "frequency": [0.5 + k / 3 for k in range(10)],
    "lower": [0.1 + k / 3 for k in range(10)],
    "upper": [1.5 + k / 3 for k in range(10)],
    "start": [dt.date(2001, 1, 1 + k) for k in range(10)],
    "interval": ["garwood"] * 10,
}
TITLE = "Visits & <more> | 50%"
CAPTION = "A caption of mine: x_1 < 2."


def hostile_table() -> summitry.Shown:
    return summitry.show(TABLE, title=TITLE, caption=CAPTION)
