"""Lists of leaders in the layouts of published ones, with their traps."""

from __future__ import annotations

from typing import Any

import pandas as pd

# Archigos 4.1. Invented countries and people, the columns and traps of the list: dates
# as text, ends that are the last day or the successor's first, a leader of one day, one
# who came back under the same leadid, two of one name, and those still in office.
ARCHIGOS: Any = pd.DataFrame(
    [
        ("AAA-1900", "a1", 900, "AAA", "Ames", "1900-01-01", "1904-03-04", "Regular"),
        ("AAA-1904", "a2", 900, "AAA", "Bell", "1904-03-04", "1908-03-03", "Regular"),
        ("AAA-1908", "a1", 900, "AAA", "Ames", "1908-03-04", "1909-05-01", "Irregular"),
        ("AAA-1909-1", "a3", 900, "AAA", "Cole", "1909-05-01", "1909-05-01", "Irregular"),
        ("AAA-1909-2", "a4", 900, "AAA", "Dunn", "1909-05-01", "1950-06-30", "Natural"),
        ("AAA-1950", "a5", 900, "AAA", "Dunn", "1950-08-01", "2015-12-31", "Still in Office"),
        ("BBB-1990", "b1", 910, "BBB", "Eyre", "1990-01-01", "1990-01-01", "Suicide"),
        ("BBB-1990", "b2", 910, "BBB", "Ford", "1990-01-02", "2015-12-31", "Still in Office"),
    ],
    columns=["obsid", "leadid", "ccode", "idacr", "leader", "startdate", "enddate", "exit"],
).assign(entry="Regular")  # fmt: skip

# REIGN: days in three columns, ends as a month, no end while in office, sons of their
# fathers, and successors who start in the month of the end, before it, or after it.
REIGN: Any = pd.DataFrame(
    [
        ("CCC", 920, "t1", "Gray", 1, 2, 1960, 3.0, 1964.0, 1900),
        ("CCC", 920, "t2", "Hill", 15, 3, 1964, 9.0, 1970.0, 1910),
        ("CCC", 920, "t3", "Gray", 20, 7, 1970, 5.0, 1975.0, 1900),
        ("CCC", 920, "t4", "Ives", 2, 8, 1975, 8.0, 1975.0, 1920),
        ("CCC", 920, "t5", "Gray", 2, 8, 1975, None, None, 1940),
        ("DDD", 930, "t6", "Jung", 1, 1, 1980, 10.0, 1990.0, 1930),
    ],
    columns=["stateabb", "ccode", "leadid", "leader", "sdate", "smonth", "syear",
             "emonth", "eyear", "birthyear"],
)  # fmt: skip
TOLD: dict[str, Any] = {
    "layout": "reign",
    "in_office": "open",
    "known_through": "2021-03-31",
}

MONTHLY: Any = pd.DataFrame(
    [
        *((940, "Erewhon", "Kent", 1999, month) for month in range(10, 13)),
        *((940, "Erewhon", "Lane", 1999, 12), (940, "Erewhon", "Lane", 2000, 1)),
        *((940, "Erewhon", "Kent", 2000, month) for month in (3, 4)),
        (950, "Utopia", "More", 1999, 11),
    ],
    columns=["ccode", "country", "leader", "year", "month"],
).assign(tenure_months=1)
