"""What collapsing trips means, said slowly: pairs of rows, and chains of them."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from typing import Any, NamedTuple

Row = dict[str, Any]


class Visit(NamedTuple):
    """A visit, and the places of the rows that it is made of."""

    start: dt.date
    end: dt.date
    origin: str
    destination: str
    rows: frozenset[int]


def last_day(row: Row) -> dt.date:
    end: dt.date = row["end_date"] or row["date"]
    return end


def joined(one: Row, other: Row, *, by: str, join: str) -> bool:
    """Whether two rows join by themselves."""
    if one["origin"] != other["origin"]:
        return False
    whose = "visitor" if by == "traveller" else "destination"
    if one[whose] is None or one[whose] != other[whose]:
        return False
    if join == "same_day":
        return bool(one["date"] == other["date"])
    slack = dt.timedelta(days=1 if join == "touching" else 0)
    apart = max(one["date"], other["date"]) - min(last_day(one), last_day(other))
    return bool(apart <= slack)


def trips(rows: list[Row], *, by: str, join: str) -> set[frozenset[int]]:
    """Chains of rows: grown until nothing joins any more."""
    chains = [{place} for place in range(len(rows))]
    for one, other in combinations(range(len(rows)), 2):
        if joined(rows[one], rows[other], by=by, join=join):
            first = next(chain for chain in chains if one in chain)
            second = next(chain for chain in chains if other in chain)
            if first is not second:
                first |= second
                chains.remove(second)
    return {frozenset(chain) for chain in chains}


def visits(rows: list[Row], *, by: str, join: str) -> set[Visit]:
    """All of a trip that goes to one destination."""
    found = set()
    for trip in trips(rows, by=by, join=join):
        for destination in {rows[place]["destination"] for place in trip}:
            part = [p for p in sorted(trip) if rows[p]["destination"] == destination]
            found.add(
                Visit(
                    min(rows[place]["date"] for place in part),
                    max(last_day(rows[place]) for place in part),
                    rows[part[0]]["origin"],
                    destination,
                    frozenset(part),
                )
            )
    return found
