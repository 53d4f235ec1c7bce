"""Tables that are not in memory: streams, plans of work, and what is in Spark."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pytest
from conftest import columns_of
from small_study import ONE_AND_TWO, study_of, visit

import summitry
from summitry.exceptions import FrameError
from summitry.frames import Table, streams

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

VISITS = pa.table(
    {
        "date": ["2010-05-03", "2011-05-20", "2013-05-22", "2015-10-09"],
        "origin": ["PRK", "PRK", "PRK", "CHN"],
        "destination": ["CHN", "CHN", "CHN", "PRK"],
        "visitor": ["Kim Jong Il", "Kim Jong Il", "Choe Ryong Hae", "Liu Yunshan"],
        "visitor_rank": ["head_of_state", "head_of_state", "deputy_head", "other"],
        "summit": [True, True, False, False],
    }
)
ERAS = {
    "era": ["Hu Jintao", "Xi Jinping"],
    "start": ["2002-11-15", "2012-11-15"],
    "end": ["2012-11-15", None],
}
SHOCKS = {"label": ["third", "fifth"], "date": ["2013-02-12", "2016-09-09"]}
OBSERVED: dict[str, Any] = {"since": "2005-01-01", "through": "2017-03-15"}
SCHEME: dict[str, dict[Any, float]] = {"summit": {True: 3.0, False: 1.0}}


def of_files(table: pa.Table, folder: Path) -> Any:
    ds.write_dataset(table, folder, format="parquet")
    return ds.dataset(folder)


class Producer:
    """A table of a library that nobody knows, with an Arrow stream."""

    def __init__(self, table: pa.Table) -> None:
        self._reader = reader(table)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._reader.__arrow_c_stream__(requested_schema)


def reader(table: pa.Table) -> pa.RecordBatchReader:
    return pa.RecordBatchReader.from_batches(
        table.schema, table.to_batches(max_chunksize=2)
    )


DOORS: dict[str, Callable[[pa.Table, Path], Any]] = {
    "batch": lambda table, _: table.to_batches()[0],
    "reader": lambda table, _: reader(table),
    "stream": lambda table, _: Producer(table),
    "dataset": of_files,
    "dataset in memory": lambda table, _: ds.dataset(table.to_batches()),
    "scanner": lambda table, _: ds.dataset(table.to_batches()).scanner(),
    "lazy": lambda table, _: pl.from_arrow(table).lazy(),  # type: ignore[union-attr]
    "duckdb": lambda table, _: duckdb.from_arrow(table),
}
ASKED: dict[str, Callable[[Any], Any]] = {
    "era_frequency": lambda v: summitry.era_frequency(
        v, ERAS, scheme=SCHEME, **OBSERVED
    ),
    "response_lags": lambda v: summitry.response_lags(SHOCKS, v, **OBSERVED),
    "visit_gaps": lambda v: summitry.visit_gaps(v, **OBSERVED),
    "visit_panel": lambda v: summitry.visit_panel(
        v, since="2005-01-01", through="2016-12-31"
    ),
    "assign_eras": lambda v: summitry.assign_eras(v, ERAS, **OBSERVED),
    "qualify": lambda v: summitry.qualify(
        v, minimum={"PRK": "deputy_head", "CHN": "deputy_head"}
    ),
    "weigh": lambda v: summitry.weigh(v, SCHEME),
    "phases": lambda v: summitry.phases(v, **OBSERVED, draws=19),
    "archive_table": lambda v: summitry.archive_table(v, **OBSERVED),
    "yearly_counts": lambda v: summitry.yearly_counts(v, ERAS, **OBSERVED),
    "find_duplicates": summitry.find_duplicates,
    "read_visits": lambda v: summitry.read_visits(v).visits,
    "merge_sources": lambda v: summitry.merge_sources({"a": v, "b": v}).visits,
}


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("door", DOORS)
def test_streams_and_plans_count_as_the_table_they_hold(
    door: str, asked: str, tmp_path: Path
) -> None:
    question = ASKED[asked]
    wanted = columns_of(question(VISITS))
    given = DOORS[door](VISITS, tmp_path / "visits")
    assert columns_of(question(given)) == wanted
    # What can be read once only is kept, so a second question has the same answer.
    assert columns_of(question(given)) == wanted


READ_AGAIN: dict[str, Callable[[Any, Any, Any], Any]] = {
    "archive_doubts": lambda v, e, _: summitry.archive_doubts(v, e, **OBSERVED),
    "compare_by_floor": lambda v, e, held: summitry.compare_by_floor(
        v, e, coverage={"since": held(["2009-12-01"])}, **OBSERVED
    ),
    "compare_dyads": lambda v, e, held: summitry.compare_dyads(
        v, eras=e, where={"summit": held([True])}, **OBSERVED
    ),
    "compare_dyads_by_floor": lambda v, e, held: summitry.compare_dyads_by_floor(
        v, eras=e, where={"summit": held([True])}, **OBSERVED
    ),
    "frequency_by_group": lambda v, e, _: summitry.frequency_by_group(v, e, **OBSERVED),
    "phases_by_floor": lambda v, _, held: summitry.phases_by_floor(
        v, where={"summit": held([True])}, draws=19, **OBSERVED
    ),
    "visit_gaps": lambda v, _, held: summitry.visit_gaps(
        v, where={"summit": held([True])}, **OBSERVED
    ),
    "completeness": lambda _, e, __: summitry.completeness(
        summitry.merge_sources({"a": VISITS, "b": VISITS}), e, **OBSERVED
    ),
}


@pytest.mark.filterwarnings("ignore::summitry.exceptions.SummitryWarning")
@pytest.mark.parametrize("asked", READ_AGAIN)
def test_columns_that_can_be_read_only_once_are(asked: str) -> None:
    """They were empty where a function reads a table more often than once."""
    visits, question = VISITS.to_pydict(), READ_AGAIN[asked]
    once = question(read_once(visits), read_once(ERAS), iter)
    assert columns_of(once) == columns_of(question(visits, ERAS, list))


def read_once(table: dict[str, Any]) -> dict[str, Any]:
    return {name: iter(values) for name, values in table.items()}


def test_a_plan_is_carried_out_anew_and_a_stream_is_not() -> None:
    with duckdb.connect() as connection:
        connection.execute("create table v as select date '2010-05-03' as date")
        plan = connection.table("v")
        assert len(Table(plan, "visits")) == 1
        connection.execute("insert into v values (date '2011-05-20')")
        assert len(Table(plan, "visits")) == 2
    stream = reader(VISITS)
    assert Table(stream, "visits").native is Table(stream, "visits").native


def test_a_large_plan_is_left_to_the_caller(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "MOST_ROWS", 3)
    for door, call in (
        ("lazy", "collect"),
        ("dataset", "to_table"),
        ("duckdb", "to_arrow_table"),
    ):
        given = DOORS[door](VISITS, tmp_path / door)
        with pytest.raises(FrameError, match=rf"call \.{call}\(\) first") as caught:
            summitry.visit_gaps(given, **OBSERVED)
        assert caught.value.code == "not_in_memory"
        assert "tally_files" in str(caught.value)
        assert len(getattr(given, call)()) == 4


def test_a_connection_of_duckdb_is_told_a_call_that_works() -> None:
    with duckdb.connect() as connection:
        query = "select date '2010-05-03' as date"
        asked: Any = connection.execute(query)
        with pytest.raises(FrameError, match=r"connection\.sql\(query\)"):
            summitry.visit_gaps(asked, **OBSERVED)
    with duckdb.connect() as connection:
        found = summitry.visit_gaps(connection.sql(query), **OBSERVED)
        assert columns_of(found) == columns_of(
            summitry.visit_gaps({"date": ["2010-05-03"]}, **OBSERVED)
        )


def test_a_table_of_spark_is_told_the_right_call() -> None:
    kind = type("DataFrame", (), {"__module__": "pyspark.sql.classic.dataframe"})
    with pytest.raises(FrameError, match=r"summitry\.spark\.era_frequency") as caught:
        summitry.era_frequency(kind(), ERAS, **OBSERVED)
    assert "visits is a DataFrame of pyspark" in str(caught.value)
    assert ".toArrow()" in str(caught.value)


@pytest.mark.parametrize(
    "wrong", [5, "visits.csv", pd.Series([1]), pl.Series([1]), pa.array([1]), [1, 2]]
)
def test_what_is_no_table_is_refused_and_told_what_is(wrong: object) -> None:
    with pytest.raises(FrameError, match="not a table") as caught:
        summitry.visit_gaps(wrong, **OBSERVED)  # type: ignore[call-overload]
    assert caught.value.code == "not_a_table"


def test_a_study_takes_streams(tmp_path: Path) -> None:
    claims = {
        "count": "at = { era = 'One', side = 'AAA' }\nquantity = 'count'\nprinted = '2'"
    }
    rows = [visit("2001-05-02", id="a"), visit("2003-02-03", id="b")]
    study = study_of(tmp_path, claims, rows, ONE_AND_TWO)
    names = dict.fromkeys(name for row in rows for name in row)
    table = pa.table({name: [row.get(name) for row in rows] for name in names})
    given = summitry.read_study(tmp_path, visits=reader(table))
    assert [one.computed for one in given.check()] == [
        one.computed for one in study.check()
    ]


def test_without_pyarrow_a_stream_is_read_by_polars() -> None:
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "import polars as pl, summitry\n"
        "class Stream:\n"
        "    def __init__(self, table): self.table = table\n"
        "    def __arrow_c_stream__(self, schema=None):\n"
        "        return self.table.__arrow_c_stream__(schema)\n"
        "visits = Stream(pl.DataFrame({'date': ['2010-05-03', '2011-05-20']}))\n"
        "gaps = summitry.visit_gaps(visits, since='2010-01-01', through='2011-12-31')\n"
        "print(type(gaps).__module__.partition('.')[0], len(gaps))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["polars", "2"]
