"""The manual's recipe for Spark: on Arrow batches, and on Spark where it is there."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import summitry

RECIPE = runpy.run_path(
    str(Path(__file__).parent.parent / "docs/howto/spark_frequency.py")
)
COUNTING: dict[str, Any] = {
    "since": "1953-07-27",
    "through": "2017-03-15",
    "scheme": {"summit": {True: 3.0, False: 1.0}},
}
SHARED = ["side", "era", "days", "count", "frequency", "lower", "upper", "rank"]
SHARED += ["weighted_frequency", "weighted_lower", "weighted_upper", "weighted_rank"]


def record() -> tuple[pa.Table, pa.Table, pa.Table]:
    rule = summitry.datasets.load_definition("china-dprk")
    visits = summitry.datasets.load_visits("china-dprk", backend="pyarrow")
    high = summitry.qualify(visits, definition=rule)
    eras = summitry.datasets.load_eras("china-dprk", backend="pyarrow")
    return high, eras, summitry.era_frequency(high, eras, **COUNTING)


@pytest.mark.parametrize("rows", [1, 7, 100, 1000])
def test_batches_of_any_size_give_the_same_bits(rows: int) -> None:
    visits, eras, wanted = record()
    batches = visits.to_batches(max_chunksize=rows)
    tallies = list(RECIPE["counter"](eras, **COUNTING)(batches))
    found = summitry.era_frequency(pa.Table.from_batches(tallies))
    assert found.select(SHARED).equals(wanted.select(SHARED))


@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_spark_gives_the_same_bits() -> None:
    sql = pytest.importorskip("pyspark.sql")
    visits, eras, wanted = record()
    builder = sql.SparkSession.builder.master("local[2]")
    spark = builder.config("spark.ui.enabled", "false").getOrCreate()
    try:
        columns = ["date", "origin", "destination", "summit", "qualifies"]
        table = spark.createDataFrame(visits.select(columns)).repartition(5)
        found = RECIPE["spark_frequency"](table, eras, **COUNTING)
    finally:
        spark.stop()
    assert found.select(SHARED).equals(wanted.select(SHARED))
