"""
The one door to data frames: columns in as numpy arrays, tables out.

Any eager pandas, polars or pyarrow table is read through narwhals, and a stream or a
small plan as one of these; results are built in the kind that the caller gave. No
module outside this folder knows a data frame library.
"""

from __future__ import annotations

from summitry.frames.built import build
from summitry.frames.categories import Categories, label_of
from summitry.frames.missing import is_missing, scalar_of
from summitry.frames.native_types import Frame
from summitry.frames.table import Table
from summitry.frames.unknown_values import refuse_unknown

__all__ = [
    "Categories",
    "Frame",
    "Table",
    "build",
    "is_missing",
    "label_of",
    "refuse_unknown",
    "scalar_of",
]
