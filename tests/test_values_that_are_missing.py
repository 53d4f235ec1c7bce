"""Values one by one: which of them are missing, and what stands beside them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

from summitry.exceptions import SummitryError
from summitry.frames import Table, is_missing


@pytest.mark.parametrize("value", ["", "NA", "nan", "None", 0, False, [], (), [None]])
def test_what_is_not_missing(value: Any) -> None:
    assert not is_missing(value)


def test_namibia_is_not_missing() -> None:
    found = Table({"origin": ["NA", None, "nan", pd.NA, "<NA>"]}, "visits")
    assert found.categories("origin").labels == ["NA", "nan", "<NA>"]
    assert found.values("origin") == ["NA", None, "nan", None, "<NA>"]
    assert found.categories("origin").codes.tolist() == [0, -1, 1, -1, 2]


def test_numbers_beside_missing_values_are_numbers() -> None:
    for column in ([5, pd.NA], [5.0, None], [Decimal(5), pd.NaT], [np.int8(5), pd.NA]):
        found = Table(pd.DataFrame({"count": pd.Series(column, dtype=object)}), "tally")
        assert found.floats("count").tolist()[0] == 5.0
        assert np.isnan(found.floats("count")[1])


@pytest.mark.parametrize("odd", ["5", True, dt.date(2017, 3, 15), [5]])
def test_objects_that_are_no_numbers(odd: Any) -> None:
    frame = pd.DataFrame({"count": pd.Series([pd.NA, 5, odd], dtype=object)})
    with pytest.raises(SummitryError) as raised:
        Table(frame, "tally").floats("count")
    assert raised.value.code == "not_numeric"
