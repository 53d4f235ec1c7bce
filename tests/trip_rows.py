"""Rows that are parts of trips, and the days that they span."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from conftest import columns_of

if TYPE_CHECKING:
    from trip_oracle import Row

    import summitry

DAY = dt.date(2007, 5, 1)
COLUMNS = ("date", "end_date", "origin", "destination", "visitor")


def day(number: int | None) -> dt.date | None:
    return None if number is None else DAY + dt.timedelta(days=number)


def table_of(rows: list[Row]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in COLUMNS}


def a_row(
    start: int,
    end: int | None,
    destination: str = "EGY",
    visitor: str | None = "Rice",
    origin: str = "USA",
) -> Row:
    values = (day(start), day(end), origin, destination, visitor)
    return dict(zip(COLUMNS, values, strict=True))


def spans(found: summitry.CollapsedTrips) -> list[tuple[str, str, str]]:
    columns = columns_of(found.visits)
    ends = columns.get("end_date") or [None] * len(columns["date"])
    return [
        (str(start), str(end or start), place)
        for start, end, place in zip(
            columns["date"], ends, columns["destination"], strict=True
        )
    ]
