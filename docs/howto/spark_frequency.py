"""Frequencies of visits that are in Spark: partitions are counted, counts are added."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa

import summitry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

AT_ONCE = 100
"""Batches that are counted together; Spark makes them of 10,000 rows."""

SPARK = {"string": "string", "date32[day]": "date", "int64": "long", "double": "double"}
"""What Spark calls the types of a tally's columns."""


def spark_frequency(visits: Any, eras: Any, **counting: Any) -> pa.Table:
    """Do what `era_frequency` does for a Spark table; `counting` is its keywords."""
    count = counter(eras, **counting)
    tally = summitry.era_tally(
        visits.limit(0).toArrow(), eras, by_year=True, **counting
    )
    schema = ", ".join(f"`{one.name}` {SPARK[str(one.type)]}" for one in tally.schema)
    counted = visits.mapInArrow(count, schema).toArrow()
    return summitry.era_frequency(pa.concat_tables([tally, counted]))


def counter(
    eras: Any, **counting: Any
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """Return the function that turns the batches of a partition into tallies."""

    def count(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        rest = iter(batches)
        while group := list(islice(rest, AT_ONCE)):
            table = pa.Table.from_batches(group)
            tally = summitry.era_tally(table, eras, by_year=True, **counting)
            yield from tally.to_batches()

    return count
