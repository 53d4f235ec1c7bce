"""A missing value is missing in whatever form a library has it, wherever it is read."""

from __future__ import annotations

import datetime as dt
import warnings
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import columns_of
from missing_cases import CASES, ERAS, LOWEST, OBSERVED, TALLY, VISITS
from missing_flavours import FLAVOURS, Values, frame_with, objects

import summitry
from summitry.exceptions import SummitryError
from summitry.frames import Table, is_missing
from summitry.frames.array_table import ArrayTable

if TYPE_CHECKING:
    from collections.abc import Callable


def outcome(function: Callable[[Any], Any], frame: Any, column: str) -> Any:
    """What a function makes of a table, or how it refuses it."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            made = function(frame)
        except SummitryError as error:
            made = (error.code, error.column, error.rows, error.n_bad)
    if isinstance(made, pd.DataFrame | pl.DataFrame | pa.Table | ArrayTable):
        made = {
            name: values for name, values in columns_of(made).items() if name != column
        }
    return made, [str(warning.message) for warning in told]


@pytest.mark.parametrize("case", CASES)
def test_a_missing_value_is_missing_in_every_flavour(case: str) -> None:
    columns, name, sort, function = CASES[case]
    # The last row, so that what follows an open era is not refused.
    for missing in ({len(columns[name]) - 1}, set(range(len(columns[name])))):
        values = [
            None if row in missing else value for row, value in enumerate(columns[name])
        ]
        plain = frame_with(columns, name, objects(None)(values))
        expected = outcome(function, plain, name)
        for flavour, (sorts, made) in FLAVOURS.items():
            if sort not in sorts:
                continue
            frame = frame_with(columns, name, made(values))
            assert outcome(function, frame, name) == expected, flavour


def test_the_values_of_this_test_do_what_they_should() -> None:
    """Neither are all of the cases refused, nor all answered."""
    answered = set()
    for case, (columns, name, _, function) in CASES.items():
        values = [*columns[name][:-1], None]
        frame = frame_with(columns, name, objects(None)(values))
        if not isinstance(outcome(function, frame, name)[0], tuple):
            answered.add(case)
    assert {"era_frequency end", "joint_eras end", "qualify visitor_rank"} <= answered
    assert not {"era_frequency start", "compare_eras count"} & answered


def test_a_missing_class_is_not_the_last_one() -> None:
    """What has no category is in none, so that no free weight acts on it."""
    table = TALLY | {"summit": [None, False, None, False]}
    for category in (True, "NA"):
        with pytest.raises(SummitryError) as raised:
            summitry.break_even(table, LOWEST, vary={"summit": {category: (0.0, 9.0)}})
        assert raised.value.code == "unknown_category"


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
def test_a_missing_reason_is_not_another_one() -> None:
    reasons: dict[str, Values] = {
        "qualifies": ["false", "false", "true"],
        "reason": [None, "too low", None],
    }
    found = summitry.analyse(VISITS | reasons, ERAS, **OBSERVED).tables["left_out"]
    assert columns_of(found)["reason"] == [None, "too low"]


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
