"""Coverage: whether a claim speaks of days or people that nobody reported on."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from claim_oracle.eras import list_of_scope, place, places
from claim_oracle.gaps import visit_days
from claim_oracle.lags import (
    completed_lags,
    completions_of_days,
    named_shocks,
    observed,
    unanswerable,
)
from claim_oracle.read import first_and_last
from claim_oracle.select import (
    Scope,
    meets_conditions,
    qualifies,
    readings_of_unclear,
    side_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claim_oracle.eras import Place
    from claim_oracle.read import Record

WHO = ("origin", "visitor_rank", "visitor")
ANYBODY_ELSE = "anybody else"
LAGS = {"lag", "mean_lag", "median_lag", "restricted_mean_lag"}

Kind = dict[str, str]


def is_covered(claim: dict[str, Any], record: Record) -> bool:
    """Whether all that a claim speaks of is covered, day by day and kind by kind."""
    if not record.coverage:
        return True
    return all(
        covers(record, kind, day)
        for unclear_counts in readings_of_unclear(record)
        for scope, days in reaches(claim, record, unclear_counts=unclear_counts)
        for kind in kinds(record, scope, unclear_counts=unclear_counts)
        for day in days
    )


def covers(record: Record, kind: Kind, day: int) -> bool:
    """Whether some report covers visits of a kind on a day."""
    for report in record.coverage:
        since = first_and_last(str(report.get("since", "0001-01-01")))[0]
        through = first_and_last(str(report.get("through", "9999-12-31")))[1]
        speaks = all(names(record, report, column, kind[column]) for column in kind)
        if speaks and since <= day <= through:
            return True
    return False


def names(record: Record, report: dict[str, Any], column: str, value: str) -> bool:
    """Whether a report speaks of visits with a value in a column."""
    if column not in report:
        return True
    if report[column] == "*":
        return value != "" and value not in named(record, column)
    return bool(report[column] == value)


def named(record: Record, column: str) -> list[str]:
    said = [report[column] for report in record.coverage if column in report]
    return [value for value in said if value != "*"]


def kinds(record: Record, scope: Scope, *, unclear_counts: bool) -> Iterator[Kind]:
    """Yield the kinds of visits that a scope may mean and that may count."""
    columns = [c for c in WHO if any(c in report for report in record.coverage)]
    values = {column: sorted(values_of(record, column)) for column in columns}
    for chosen in product(*values.values()):
        kind = dict(zip(columns, chosen, strict=True))
        own = [visit for visit in record.visits if is_of(record, visit.cells, kind)]
        counts = [qualifies(visit, unclear_counts=unclear_counts) for visit in own]
        if (any(counts) or not own) and may_be_meant(record, scope, kind):
            yield kind


def values_of(record: Record, column: str) -> set[str]:
    found = set(named(record, column))
    if column == "visitor":
        unnamed = {visit.cells[column] for visit in record.visits} & {""}
        return found | {ANYBODY_ELSE} | unnamed
    found |= {visit.cells[column] for visit in record.visits}
    if column == "origin":
        found |= {visit.destination for visit in record.visits}
    return found


def is_of(record: Record, cells: dict[str, str], kind: Kind) -> bool:
    for column, value in kind.items():
        own = cells[column]
        if value == ANYBODY_ELSE:
            if own == "" or own in named(record, column):
                return False
        elif own != value:
            return False
    return True


def may_be_meant(  # noqa: C901
    record: Record, scope: Scope, kind: Kind
) -> bool:
    """Whether a scope may mean a visit of a kind."""
    where = scope.get("where", {})
    for column, value in kind.items():
        if column not in where:
            continue
        wanted = where[column] if isinstance(where[column], list) else [where[column]]
        others = {visit.cells[column] for visit in record.visits}
        others -= {"", *named(record, column)}
        own = others if value == ANYBODY_ELSE else {value}
        if not own & set(wanted):
            return False
    if "visitor" in kind and "visitor" in scope:
        own_name = kind["visitor"] == scope["visitor"]
        unnamed = scope["visitor"] not in named(record, "visitor")
        if not (own_name or (kind["visitor"] == ANYBODY_ELSE and unnamed)):
            return False
    if "origin" in kind and not sets_out(record, scope, kind["origin"]):
        return False
    if "visitor_rank" not in kind:
        return True
    others_asked = {c: value for c, value in where.items() if c not in kind}
    if not others_asked and "visitor" not in scope:
        return True
    ranks = {
        visit.cells["visitor_rank"]
        for visit in record.visits
        if meets_conditions(visit, others_asked)
        and scope.get("visitor") in (None, visit.cells.get("visitor"))
    }
    return not ranks or kind["visitor_rank"] in ranks


def sets_out(record: Record, scope: Scope, origin: str) -> bool:
    """Whether visits from a country may be among those of a scope."""
    pairs = {visit.pair for visit in record.visits if len(visit.pair) == 2}
    side = side_of(scope, record)
    if side is not None and origin != side and frozenset({origin, side}) not in pairs:
        return False
    if scope.get("origin", origin) != origin:
        return False
    if "destination" in scope:
        ends = frozenset({origin, scope["destination"]})
        if ends not in pairs:
            return False
    if "dyad" in scope and origin not in scope["dyad"]:
        return False
    return "eras" not in scope or origin in scope["eras"]


def reaches(  # noqa: C901
    claim: dict[str, Any], record: Record, *, unclear_counts: bool
) -> Iterator[tuple[Scope, range]]:
    """Yield the scopes of a claim, each with days of which it speaks."""
    here = claim.get("at", {})
    quantity = claim["quantity"]
    if quantity == "qualification":
        return
    compared = [claim[key] for key in ("lower_than", "higher_than") if key in claim]
    if quantity in LAGS:
        for scope in [here, *compared]:
            yield from waits(scope, record, unclear_counts=unclear_counts)
    elif quantity in {"open_gap", "longest_gap"}:
        yield here, gap(quantity, here, record, unclear_counts=unclear_counts)
    elif "rank" in claim or "told_apart_from" in claim:
        if "eras" in here or list_of_scope(record, here):
            for one in places(record, here).values():
                yield here, days_of(one, here, record)
    elif "ascending" in claim:
        every = places(record, here | {"era": claim["ascending"][0]})
        scope = here | {"era": claim["ascending"][0]}
        for name in claim["ascending"]:
            yield scope, days_of(every[name], scope, record)
    else:
        for scope in [here, *compared, *([claim["of"]] if "of" in claim else [])]:
            yield scope, days_of(place(record, scope), scope, record)


def days_of(one: Place, scope: Scope, record: Record) -> range:
    """Return the days whose visits count in a place; none where it has no exposure."""
    if one.exposure == 0:
        return range(0)
    if one.cells:
        return range(one.cells[0][0].start, one.cells[-1][0].stop)
    first, last = record.window
    if "period" in scope:
        begin, end = first_and_last(str(scope["period"]))
        first, last = max(first, begin), min(last, end)
    return range(first, last + 1)


def waits(
    scope: Scope, record: Record, *, unclear_counts: bool
) -> Iterator[tuple[Scope, range]]:
    """Yield the days from each shock to the latest first answer, or to the end."""
    if unanswerable(record, scope):
        return
    plain = tuple(shock.days[0] for shock in record.shocks)
    lags = list(completed_lags(record, scope, unclear_counts=unclear_counts))
    since, through = record.window
    tie = 1 if record.conventions["same_day"] == "exclude" else 0
    for position, which in enumerate(named_shocks(record, scope, plain)):
        day, pair = plain[which], record.shocks[which].pair
        if not record.window.holds(day):
            continue
        own = scope
        if pair is not None and "dyad" not in scope:
            own = scope | {"dyad": sorted(pair)}
        if record.conventions["overlap"] != "both":
            yield own, range(since, through + 1)
            continue
        ends = [each[position] for each in lags]
        latest = max(
            day + one.days if one.status == "observed" else through for one in ends
        )
        yield own, range(day + tie, latest + 1)


def gap(quantity: str, scope: Scope, record: Record, *, unclear_counts: bool) -> range:
    """Return the days of the longest open gap that there may be, or all of them."""
    since, through = record.window
    if quantity == "open_gap":
        every = completions_of_days(record, scope, unclear_counts=unclear_counts)
        last = [visit_days(observed(visits, record)) for visits in every]
        since = min(days[-1] if days else since for days in last)
    return range(since, through + 1)
