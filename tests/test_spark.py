"""Visits in Spark: partitions counted where they are give what one machine gives."""

from __future__ import annotations

import os
import runpy
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import summitry
import summitry.spark
from summitry import exceptions as ex

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

SEEN: dict[str, Any] = {"since": "1953-07-27", "through": "2017-03-15"}
SCHEME = {"summit": {True: 3.0, False: 1.0}}
ROOT = Path(__file__).parent.parent

pytestmark = [
    pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning"),
]


@pytest.fixture(scope="module")
def visits() -> pa.Table:
    rule = summitry.datasets.load_definition("china-dprk")
    table = summitry.datasets.load_visits("china-dprk", backend="pyarrow")
    columns = ["date", "origin", "destination", "qualifies", "summit", "visitor"]
    return summitry.qualify(table, definition=rule).select(columns)


@pytest.fixture(scope="module")
def eras() -> pa.Table:
    return summitry.datasets.load_eras("china-dprk", backend="pyarrow")


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """Start Spark as where the environment is not activated: `python3` is another."""
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    if "JAVA_HOME" not in os.environ and not shutil.which("java"):
        pytest.skip("Spark needs Java, and there is none")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYSPARK_PYTHON", raising=False)
        builder = sql.SparkSession.builder.master("local[2]")
        for name in ("spark.ui.enabled", "spark.sql.adaptive.enabled"):
            builder = builder.config(name, "false")
        session = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        yield session
        session.stop()


@pytest.fixture(scope="module")
def table(spark: Any, visits: pa.Table) -> Any:
    return spark.createDataFrame(visits).repartition(3).cache()


def test_frequencies_are_those_of_one_machine(table: Any, eras: pa.Table) -> None:
    options: dict[str, Any] = {**SEEN, "scheme": SCHEME, "by": "direction"}
    found = summitry.spark.era_frequency(table, eras, **options, unclear="both")
    local = table.toArrow()
    wanted = summitry.era_frequency(local, eras, **options, unclear="both")
    assert found.equals(wanted.drop(["duplicates"]))
    assert table.sparkSession.sparkContext.pythonExec == sys.executable


def test_lags_are_those_of_one_machine(spark: Any, table: Any) -> None:
    shocks = summitry.datasets.load_shocks("china-dprk", backend="pyarrow")
    shocks = shocks.select(["date", "label"])
    in_spark = spark.createDataFrame(shocks)
    found = summitry.spark.response_lags(in_spark, table, **SEEN, overlap="latest")
    local = table.toArrow()
    wanted = summitry.response_lags(shocks, local, **SEEN, overlap="latest")
    assert found.drop(["duplicates"]).equals(wanted.drop(["duplicates"]))


def test_the_recipe_in_sql_agrees(table: Any, visits: pa.Table, eras: pa.Table) -> None:
    recipe = runpy.run_path(str(ROOT / "docs/howto/spark_tally.py"))["spark_tally"]
    # A country's visits to itself, of which event data are full, count nowhere.
    own = table.withColumn("destination", table["origin"])
    found = recipe(table.unionAll(own), eras, **SEEN, scheme=SCHEME)
    wanted = summitry.era_tally(visits, eras, by_year=True, **SEEN, scheme=SCHEME)
    keys = [(name, "ascending") for name in ("side", "rule", "era", "year", "weight")]
    wanted = wanted.drop(["duplicates"]).sort_by(keys)
    assert found.select(wanted.column_names).sort_by(keys).to_pylist() == (
        wanted.to_pylist()
    )


class NoJob:
    """A table in Spark with which no job can be started."""

    dtypes: tuple[tuple[str, str], ...] = (
        ("date", "timestamp_ntz"),
        ("origin", "string"),
    )
    columns = ("date", "origin")
    mapInArrow = None  # noqa: N815


def test_timestamps_are_refused_before_a_job_starts() -> None:
    said = "of the type timestamp_ntz"
    with pytest.raises(ex.PrecisionError, match=said):
        summitry.spark.era_frequency(NoJob(), {"era": ["A"]}, **SEEN)
    with pytest.raises(ex.PrecisionError, match=said):
        summitry.spark.response_lags({"date": ["2000-01-01"]}, NoJob(), **SEEN)


@pytest.mark.parametrize(
    ("scheme", "code", "said"),
    [
        ("w", "not_numeric", "'w' holds string, not numbers"),
        ("met", "not_numeric", "'met' holds boolean, not numbers"),
        ("weight", "no_column", "its columns are 'date', 'w', 'met', 'rank'"),
        ({"rang": {"a": 1.0}}, "no_column", "did you mean 'rank'"),
    ],
)
def test_a_scheme_that_cannot_be_is_refused_before_a_job_starts(
    scheme: Any, code: str, said: str
) -> None:
    kinds = {"date": "date", "w": "string", "met": "boolean", "rank": "int"}
    visits = NoJob()
    visits.dtypes = tuple(kinds.items())
    with pytest.raises(ex.ColumnError, match=said) as caught:
        summitry.spark.era_frequency(visits, {"era": ["A"]}, **SEEN, scheme=scheme)
    assert caught.value.code == code


def test_other_tables_are_told_where_to_go(visits: pa.Table) -> None:
    with pytest.raises(ex.FrameError, match="not a table in Spark"):
        summitry.spark.era_frequency(visits, {"era": ["A"]}, **SEEN)
