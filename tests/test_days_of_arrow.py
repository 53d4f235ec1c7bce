"""Days that lie in Arrow, in a table of Arrow and in one of pandas."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import summitry
from summitry import exceptions as ex
from summitry.frames import Table

OBSERVED: dict[str, Any] = {"since": "2000-01-01", "through": "2010-12-31"}
ERAS: dict[str, Any] = {"era": ["A"], "start": ["2000-01-01"], "end": [None]}
TYPES = {"date32": (np.int32, 1), "date64": (np.int64, 86_400_000)}


def tables(kind: str, days: list[int], nulls: list[bool] | None = None) -> list[Any]:
    """A column of days, also where no date of Python is as late or as early."""
    width, ticks = TYPES[kind]
    held = pa.array(np.array(days, dtype=np.int64).astype(width) * width(ticks))
    mask = None if nulls is None else pa.array([not one for one in nulls]).buffers()[1]
    type_of: Any = {"date32": pa.date32(), "date64": pa.date64()}[kind]
    column = pa.Array.from_buffers(type_of, len(days), [mask, held.buffers()[1]])
    parts = pa.chunked_array([column[:1], column[1:]])
    of_pandas = pd.Series(pd.arrays.ArrowExtensionArray(parts))
    return [pa.table({"date": parts}), pd.DataFrame({"date": of_pandas})]


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("library", [0, 1])
@pytest.mark.parametrize("day", [2_932_897, -719_163])
def test_a_day_out_of_range_is_told_by_row(kind: str, library: int, day: int) -> None:
    given = tables(kind, [11_000, 11_001, day])[library]
    with pytest.raises(ex.RangeError, match="row 2") as caught:
        summitry.era_frequency(given, ERAS, **OBSERVED)
    assert (caught.value.code, caught.value.rows) == ("out_of_range", (2,))
    with pytest.raises(ex.RangeError, match="row 2"):
        summitry.visit_gaps(given, **OBSERVED)


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("library", [0, 1])
def test_what_lies_under_a_null_is_not_read(kind: str, library: int) -> None:
    given = tables(kind, [11_000, 2_932_897], [False, True])[library]
    _, missing = Table(given, "visits").optional_days("date")[:2]
    assert missing.tolist() == [False, True]


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("library", [0, 1])
def test_days_are_read_in_each(kind: str, library: int) -> None:
    given = tables(kind, [11_000, 12_000, 13_000])[library]
    assert Table(given, "visits").days("date").tolist() == [11_000, 12_000, 13_000]
