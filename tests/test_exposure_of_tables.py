"""Years of exposure in one's own table: durations, or an error that names the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import summitry
from summitry.exceptions import LimitError, RangeError

if TYPE_CHECKING:
    from collections.abc import Callable

YEARS: dict[str, Any] = {
    "era": ["A"] * 5 + ["B"] * 5,
    "year": [*range(2000, 2010)],
    "count": [3, 4, 2, 5, 3, 7, 8, 6, 9, 7],
    "years": [1.0] * 10,
}
ERAS: dict[str, Any] = {
    "era": ["A", "B", "C"],
    "count": [30, 9, 4],
    "years": [10.0, 8.0, 5.0],
}
OF_YEARS: dict[str, Callable[[Any], Any]] = {
    "dispersion": lambda table: summitry.dispersion(table, draws=99),
    "permutation_test": lambda table: summitry.permutation_test(table, draws=99),
    "trend": lambda table: summitry.trend(table, draws=99),
    "trend_or_step": summitry.trend_or_step,
}
OF_ERAS: dict[str, Callable[[Any], Any]] = {
    "compare_dyads": lambda table: summitry.compare_dyads(table, baseline=ERAS),
    "compare_dyads, baseline": lambda table: summitry.compare_dyads(
        ERAS, baseline=table
    ),
    "compare_eras": summitry.compare_eras,
    "detectable_ratio": summitry.detectable_ratio,
    "equal_frequency_test": summitry.equal_frequency_test,
    "missing_to_flip": summitry.missing_to_flip,
    "rank_eras": lambda table: summitry.rank_eras(table, draws=99),
}
NONE = [-1.0, -5e-324, np.nan, np.inf, -np.inf, None]


def with_years(table: dict[str, Any], value: Any) -> dict[str, Any]:
    first, _, *others = table["years"]
    return table | {"years": [first, value, *others]}


@pytest.mark.parametrize("value", NONE)
@pytest.mark.parametrize("name", [*OF_YEARS, *OF_ERAS])
def test_what_is_no_duration_is_refused_with_its_row(name: str, value: Any) -> None:
    table, asked = (YEARS, OF_YEARS) if name in OF_YEARS else (ERAS, OF_ERAS)
    for make in (dict, pd.DataFrame, pl.DataFrame):
        with pytest.raises(RangeError, match=r"row 1: .* is not a duration") as caught:
            asked[name](make(with_years(table, value)))
        assert caught.value.code == "bad_duration"
        assert caught.value.column == "years"
        assert [*caught.value.rows] == [1]
        assert caught.value.n_bad == 1


@pytest.mark.parametrize("value", [5e-324, 1e-320, 1e-101, 1e101, 1.7e308])
@pytest.mark.parametrize("name", OF_YEARS)
def test_years_beyond_what_can_be_squared_are_refused(name: str, value: float) -> None:
    with pytest.raises(LimitError, match=r"years row 1: .* too few or too many"):
        OF_YEARS[name](with_years(YEARS, value))


@pytest.mark.parametrize("value", [5e-324, 1e101, 1.7e308])
@pytest.mark.parametrize("name", ["compare_dyads", "equal_frequency_test"])
def test_years_beyond_what_can_be_added_up_are_refused(name: str, value: float) -> None:
    """With a warning of numpy they were infinite years."""
    with pytest.raises(LimitError, match=r"row .: .*too few"):
        OF_ERAS[name](ERAS | {"years": [value] * 3})


@pytest.mark.parametrize("name", OF_YEARS)
def test_a_year_without_exposure_is_no_fault(name: str) -> None:
    OF_YEARS[name](with_years(YEARS, 0.0))
    OF_YEARS[name](with_years(YEARS, 1e-9))
