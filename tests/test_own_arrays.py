"""A finished table has its own arrays: what the caller changes later is not in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest

import summitry
from summitry.frames import Table

if TYPE_CHECKING:
    from collections.abc import Callable

SEEN: dict[str, Any] = {"since": "2010-01-01", "through": "2016-12-30"}
Arrays = dict[str, np.ndarray[Any, Any]]


def days(*texts: str) -> np.ndarray[Any, Any]:
    return np.array(texts, dtype="datetime64[D]")


def record() -> Arrays:
    """Rows with a column of each kind, of which every array may be changed."""
    return {
        "date": days("2013-01-01", "2014-02-02"),
        "end_date": days("2013-01-02", "2014-02-05"),
        "start": days("2012-11-15", "2014-01-01"),
        "end": days("2014-01-01", "NaT"),
        "origin": np.array(["PRK", "PRK"]),
        "destination": np.array(["CHN", "CHN"]),
        "era": np.array(["one", "two"], dtype=object),
        "visitor_rank": np.array(["minister", "envoy"]),
        "n": np.arange(2),
        "small": np.arange(2, dtype=np.int8),
        "x": np.arange(2.0),
        "flag": np.array([True, False]),
        "masked": np.ma.array([1, 2], mask=[False, True]),
        "large": np.array([7, 8], dtype=">i8"),
        "count": np.array([3, 4]),
        "years": np.array([1.0, 2.0]),
    }


RANKS: dict[str, Any] = {"ladder": ["minister", "envoy"], "minimum": {"PRK": "envoy"}}
FLAGS: dict[str, Any] = {"flag": {True: 2.0, False: 1.0}}
CALLS: dict[str, Callable[[Any], Any]] = {
    "table": summitry.ArrayTable,
    "part of a table": lambda given: summitry.ArrayTable(given)[
        ["date", "n", "masked"]
    ],
    "native": lambda given: Table(given, "visits").native,
    "only": lambda given: Table(given, "visits").only(["date", "x", "masked"]),
    "renamed": lambda given: Table(given, "visits").renamed({"x": "y"}),
    "copied": lambda given: Table(given, "visits").copied({"y": "x"}).native,
    "rows": lambda given: Table(given, "visits").rows(np.arange(2)),
    "stacked": lambda given: Table.concat([given], "visits"),
    "beside": lambda given: Table.beside([Table(given, "visits")]),
    "assign_eras": lambda given: summitry.assign_eras(given, given, **SEEN),
    "response_lags": lambda given: summitry.response_lags(given, given, **SEEN),
    "era_frequency": lambda given: summitry.era_frequency(given, given, **SEEN),
    "era_tally": lambda given: summitry.era_tally(given, given, **SEEN, scheme="x"),
    "rank_eras": summitry.rank_eras,
    "qualify": lambda given: summitry.qualify(given, side="origin", **RANKS),
    "weigh": lambda given: summitry.weigh(given, FLAGS),
    "expand_dates": summitry.expand_dates,
    "drop_duplicates": summitry.drop_duplicates,
    "visit_gaps": lambda given: summitry.visit_gaps(given, **SEEN),
    "arrow": lambda given: summitry.ArrayTable(given).to_arrow(),
    "pandas": lambda given: summitry.ArrayTable(given).to_pandas(),
    "polars": lambda given: summitry.ArrayTable(given).to_polars(),
}


def listed(found: Any) -> Any:
    if isinstance(found, pa.Table):
        return found.to_pylist()
    columns = ([name, Table(found, "found").values(name)] for name in found.columns)
    return repr(list(columns))


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
@pytest.mark.parametrize("name", CALLS)
def test_what_changes_later_is_not_in_a_finished_table(name: str) -> None:
    given = record()
    found = CALLS[name](given)
    before = listed(found)
    for array in given.values():
        array[:] = array[::-1].copy()
    masked: Any = given["masked"]
    masked.mask = [True, False]
    assert listed(found) == before


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
@pytest.mark.parametrize("name", CALLS)
def test_what_is_given_is_not_changed(name: str) -> None:
    given, same = record(), record()
    CALLS[name](given)
    for column, array in given.items():
        assert array.flags.writeable
        np.testing.assert_array_equal(array, same[column])


def test_no_array_of_a_table_can_be_changed() -> None:
    table = summitry.ArrayTable(record())
    before = listed(table)
    for name in ("date", "n", "x", "flag", "large", "masked"):
        with pytest.raises(ValueError, match="read-only"):
            table[name][0] = table[name][1]
    with pytest.raises(ValueError, match="read-only"):
        table["masked"][0] = np.ma.masked
    assert listed(table) == before


def test_counting_reads_arrays_where_they_lie() -> None:
    given = {"date": days("2013-01-01"), "x": np.arange(1.0)}
    table = Table(given, "visits")
    summitry.era_frequency(
        table, {"era": ["a"], "start": ["2012-01-01"]} | {"end": [None]}, **SEEN
    )
    assert np.shares_memory(table.held.held["date"].values, given["date"])  # type: ignore[union-attr]
    assert "native" not in vars(table.held)
