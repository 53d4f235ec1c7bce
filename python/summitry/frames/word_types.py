"""What a type checker knows of arguments: days, and each word that is one of a few."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

import numpy as np

Date: TypeAlias = str | dt.date | np.datetime64
"""A day: ISO text, or a date of Python, pandas or numpy."""

By: TypeAlias = Literal["dyad", "direction"]
DateRule: TypeAlias = Literal["start", "end", "latest"]
Exposure: TypeAlias = Literal["days", "calendar_years"]
Handover: TypeAlias = Literal["successor", "predecessor"]
Interval: TypeAlias = Literal[
    "dispersed", "dispersed_years", "garwood", "midp", "jeffreys"
]
Overlap: TypeAlias = Literal["both", "latest", "first"]
SameDay: TypeAlias = Literal["include", "exclude"]
Treatment: TypeAlias = Literal["exclude", "include"]
Unclear: TypeAlias = Literal["exclude", "include", "both"]
Unsourced: TypeAlias = Literal["doubt", "include", "exclude"]
