"""The same values give the same answer in whatever type a table holds them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import columns_of

import summitry

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Maker

TWO = {"date": ["2001-01-01"] * 2, "origin": ["A"] * 2, "destination": ["B"] * 2}
LISTED = {**TWO, "date": ["2001-01-01", "2002-01-01"], "visitor": ["x", "y"]}
WHOLE = 2**53
DAYS = [dt.date(2001, 1, 1)] * 2


def test_large_whole_numbers_that_differ_are_no_duplicates(make: Maker) -> None:
    apart = make({**TWO, "id": [WHOLE, WHOLE + 1]})
    assert len(summitry.drop_duplicates(apart)) == 2
    alike = make({**TWO, "id": [WHOLE + 1, WHOLE + 1]})
    assert len(summitry.drop_duplicates(alike)) == 1


def merged(one: Any, other: Any) -> tuple[list[Any], int]:
    lists = {"a": {**LISTED, "s": one}, "b": {**LISTED, "s": other}}
    found = summitry.merge_sources(lists)
    return columns_of(found.visits)["s"], len(found.conflicts)


@pytest.mark.parametrize(
    "values",
    [
        [1e19, 2.0],
        [np.inf, 2.0],
        np.array([2**63 + 5, 2], "u8"),
        [2**60 + 1, 2],
        [0.1 + 0.2, 1e300],
        pd.Series([2**60 + 1, 2], dtype=object),
    ],
)
def test_numbers_of_merged_lists_are_as_they_were(values: Any) -> None:
    assert merged(values, values) == (list(values), 0)


@pytest.mark.parametrize(
    ("one", "other", "conflicts"),
    [
        ([2**60, 2], [2**60 + 1, 2], 2),
        ([1234567890123456, 2], [1234567890123457, 2], 2),
        ([1.0000000000000002, 2.5], [1.0, 2.5], 2),
        ([5, 2], [6, 2], 2),
        (pd.Series([1.0, 2.0]), pd.Series([1, 2], dtype=object), 0),
        (pl.Series(DAYS), pl.Series(DAYS).cast(pl.Datetime), 0),
        (DAYS, np.array(["2001-01-01"] * 2, "M8[s]"), 0),
    ],
)
def test_only_what_differs_is_a_conflict(one: Any, other: Any, conflicts: int) -> None:
    assert merged(one, other)[1] == conflicts


def test_truths_and_numbers_of_merged_lists_keep_their_kind() -> None:
    truths = pd.Series([True, None]), pd.Series([True, False])
    assert merged(*truths)[0] == [True, False]
    reals = pd.Series([0.3, 1.1], dtype=object), pl.Series([None, None])
    assert merged(*reals)[0] == [0.3, 1.1]


@pytest.mark.parametrize("odd", [10**400, 1j, Decimal("1e1000"), True, "x"])
def test_what_is_no_number_is_a_text_in_merged_lists(odd: Any) -> None:
    mixed = pd.Series([2, odd], dtype=object)
    said, conflicts = merged(mixed, mixed)
    assert [str(one).lower() for one in said] == ["2", str(odd).lower()]
    assert conflicts == 0


def test_zero_with_a_sign_is_zero(make: Maker) -> None:
    weights = [0.0, -0.0, 1.0, -0.0]
    visits = {name: values * 2 for name, values in TWO.items()} | {"w": weights}
    seen: dict[str, Any] = {"since": "2001-01-01", "through": "2001-12-31"}
    for first in (0, 1):
        rows = {name: values[first:] for name, values in visits.items()}
        found = summitry.visit_gaps(make(rows), where={"w": 0.0}, **seen)
        assert columns_of(found)["used"][0] == 3 - first
    lags = {"lag": [1.0, 2.0, 3.0], "observed": [True] * 3, "g": [0.0, -0.0, 0.0]}
    found = summitry.lag_summary(make(lags), group_by="g")
    assert columns_of(found)["n"] == [3]


def test_large_numbers_of_a_record_that_changed_are_told() -> None:
    visits = summitry.datasets.load_visits("china-dprk")

    def study(add: int) -> Any:
        numbers = 2**60 + add + np.arange(len(visits))
        return summitry.read_study("china-dprk", visits=visits.assign(doc=numbers))

    assert len(summitry.compare_studies(study(0), study(1)).rows) == len(visits)


@pytest.mark.parametrize("kind", ["date64", "objects", "dates of Python"])
def test_a_date_is_as_exact_in_every_type(kind: str) -> None:
    visits = summitry.datasets.load_visits("china-dprk")
    if kind == "date64":
        table = pa.Table.from_pandas(visits)
        place = table.column_names.index("date")
        dates = table["date"].cast(pa.date32()).cast(pa.date64())
        given: Any = table.set_column(place, "date", dates)
    elif kind == "objects":
        given = visits.astype(object)
    else:
        given = visits.assign(date=visits["date"].dt.date)
    own = summitry.read_study("china-dprk", visits=given)
    assert (
        len(summitry.compare_studies(summitry.read_study("china-dprk"), own).rows) == 0
    )


def test_whole_numbers_beside_missing_ones_stay_whole(make: Maker) -> None:
    groups = np.ma.array([WHOLE, WHOLE + 1, 0], mask=[False, False, True])
    lags = {"lag": [1.0, 2.0, 3.0], "observed": [True] * 3, "g": groups.tolist()}
    if isinstance(make({"a": [1]}), pd.DataFrame):
        given: Any = pd.DataFrame(lags | {"g": pd.array(lags["g"], dtype="Int64")})
    else:
        given = make(lags)
    found = columns_of(summitry.lag_summary(given, group_by="g"))
    assert found["g"] == [WHOLE, WHOLE + 1, None]


def test_the_largest_whole_numbers_leave_arrays_as_they_are() -> None:
    values = np.array([2**63 + 5, 1], "u8")
    table = summitry.ArrayTable({"x": np.ma.array(values, mask=[False, True])})
    for given in (table.to_pandas(), table.to_polars(), table.to_arrow()):
        assert columns_of(given)["x"] == [2**63 + 5, None]


def test_decimals_are_the_numbers_that_they_say(tmp_path: Path) -> None:
    for kind in (pa.array, pl.Series, list):
        lags = kind([Decimal("7.3"), Decimal("0.3")])
        found = summitry.lag_curve({"lag": lags, "observed": [True, True]})
        assert columns_of(found)["time"] == [0.3, 7.3]
    path = tmp_path / "decimals.csv"
    summitry.write_csv(pl.DataFrame({"x": [Decimal("-1.5")]}), path)
    assert path.read_text().splitlines() == ["x", "-1.5"]


OBSERVED: dict[str, Any] = {"since": "2000-01-01", "through": "2004-12-31"}
HELD: dict[str, Any] = {
    "pandas, which has no whole number beside a missing one": pd.Series([2, None, 3]),
    "pandas, masked": pd.Series([2, None, 3], dtype="Int64"),
    "pandas, objects": pd.Series([2, None, 3.0], dtype=object),
    "pandas, Arrow": pd.Series([2, None, 3], dtype=pd.ArrowDtype(pa.float64())),
    "polars, whole": pl.Series([2, None, 3]),
    "polars, real": pl.Series([2.0, None, 3.0]),
    "pyarrow, small": pa.array([2.0, None, 3.0], pa.float32()),
}


def held_in(held: str) -> Any:
    columns = {
        "date": ["2001-01-01", "2002-01-01", "2003-01-01"],
        "level": HELD[held],
        "origin": ["A"] * 3,
        "destination": ["B"] * 3,
        "visitor_rank": ["other"] * 3,
    }
    made: dict[str, Any] = {"polars": pl.DataFrame, "pyarrow": pa.table}
    return made.get(held.partition(",")[0], pd.DataFrame)(columns)


@pytest.mark.parametrize("held", HELD)
@pytest.mark.parametrize("asked", [2, 2.0, "2"], ids=repr)
def test_a_number_is_one_category_in_every_type(held: str, asked: Any) -> None:
    visits = held_in(held)
    claim = summitry.Claim.value(
        summitry.Scope(where={"level": asked}), 1, quantity="count"
    )
    found = summitry.multiverse(visits, claims={"one": claim}, **OBSERVED)
    assert columns_of(found.table)["one"] == [1.0]
    gaps = summitry.visit_gaps(visits, where={"level": [asked, 3]}, **OBSERVED)
    assert len(gaps) == 2
    rule = summitry.DefinitionRule({"level": asked}, "false", "too low")
    definition = summitry.Definition({"*": "other"}, rules=[rule])
    judged = columns_of(summitry.qualify(visits, definition=definition))["qualifies"]
    assert judged == ["false", "true", "true"]
    scheme = {"level": {asked: 5.0, 3: 1.0}}
    known = columns_of(visits)
    known = {name: [known[name][row] for row in (0, 2)] for name in known}
    weighed = summitry.weigh(known, scheme)
    assert columns_of(weighed)["weight"] == [5.0, 1.0]


@pytest.mark.parametrize(
    "days",
    [
        pd.to_datetime(["2001-01-01", "2002-01-01"]),
        ["2001-01-01", "2002-01-01"],
        pl.Series(["2001-01-01", "2002-01-01"]).str.to_date(),
        pl.Series(["2001-01-01", "2002-01-01"]).str.to_datetime(),
    ],
    ids=["pandas", "texts", "polars", "polars, times"],
)
def test_a_day_is_one_category_in_every_type(days: Any) -> None:
    make: Any = pl.DataFrame if isinstance(days, pl.Series) else pd.DataFrame
    scope = summitry.Scope(where={"date": "2001-01-01"})
    claim = summitry.Claim.value(scope, 1, quantity="count")
    visits = make({"date": days, "origin": ["A"] * 2, "destination": ["B"] * 2})
    found = summitry.multiverse(visits, claims={"one": claim}, **OBSERVED)
    assert columns_of(found.table)["one"] == [1.0]
