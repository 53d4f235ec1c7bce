"""A tally that Spark SQL counts, of visits that `qualify` has judged."""

from __future__ import annotations

from typing import Any

import summitry

COUNTED = """
    WITH days AS (
        SELECT date, origin, destination, CAST(summit AS STRING) AS summit, qualifies,
            count(*) AS visits
        FROM {visits}
        WHERE origin <> destination
        GROUP BY ALL
    )
    SELECT
        empty.* EXCEPT (count, count_unclear, duplicates),
        coalesce(sum(visits) FILTER (WHERE qualifies = 'true'), 0) AS count,
        coalesce(sum(visits) FILTER (WHERE qualifies = 'unclear'), 0) AS count_unclear
    FROM {empty} AS empty LEFT JOIN days
        ON empty.side IN (days.origin, days.destination)
        AND days.date >= empty.year_start
        AND days.date < empty.year_end
        AND days.summit = empty.summit
    GROUP BY ALL
"""


def spark_tally(visits: Any, eras: Any, **counting: Any) -> Any:
    """Return what `era_tally` gives by year of a Spark table; Spark counts."""
    few = visits.limit(0).toArrow()
    empty = summitry.era_tally(few, eras, by_year=True, **counting)
    spark = visits.sparkSession
    counted = spark.sql(COUNTED, visits=visits, empty=spark.createDataFrame(empty))
    return counted.toArrow()
