"""Which rows of several lists are one visit, by plain loops over all pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

CLEAR, EXACT = 3, 7


class Row(NamedTuple):
    """One row of a list; its travellers are names that are compared as they are."""

    source: str
    id: str
    dyad: tuple[str, str]
    first: date
    last: date
    persons: frozenset[str]
    remark: str = ""


def apart(one: Row, other: Row) -> int:
    return max((one.first - other.last).days, (other.first - one.last).days, 0)


def disagreement(one: Row, other: Row) -> int:
    return max(abs((one.first - other.first).days), abs((one.last - other.last).days))


def eligible(one: Row, other: Row, days: int) -> bool:
    told_apart = one.remark and other.remark and one.remark != other.remark
    shared = one.persons & other.persons
    return (
        one.dyad == other.dyad
        and shared in (one.persons, other.persons)
        and apart(one, other) <= days
        and not told_apart
    )


def score(one: Row, other: Row) -> float:
    """How near two rows are: the weaker link of a chain is taken back."""
    exact = one.first == one.last == other.first == other.last
    return round(1 / (1 + apart(one, other) / 30 + (not exact) * 0.1), 3)


def originals(rows: list[Row]) -> list[Row]:
    """Leave out rows that say word for word what another of their list says."""
    kept: dict[tuple[object, ...], Row] = {}
    for row in sorted(rows, key=lambda row: row.id):
        kept.setdefault(row[2:], row)
    return list(kept.values())


def is_clear(row: Row, best: Row, live: list[Row]) -> bool:
    """Whether a row of the other list is the clear best for this one."""
    others = [one for one in live if one is not best]
    width = max((best.last - best.first).days, (row.last - row.first).days)
    if any(disagreement(row, one) < disagreement(row, best) for one in others):
        return False
    by_overlap = all(apart(row, one) - apart(row, best) >= CLEAR for one in others)
    by_dates = width <= EXACT and all(
        disagreement(row, one) - disagreement(row, best) >= CLEAR for one in others
    )
    return by_overlap or by_dates


def pairs_of_two(left: list[Row], right: list[Row], days: int) -> set[tuple[str, str]]:
    """Return the pairs of two lists that are merged without review."""
    found: set[tuple[str, str]] = set()
    while True:
        taken = {name for pair in found for name in pair}
        live_left = [row for row in left if row.id not in taken]
        live_right = [row for row in right if row.id not in taken]
        new = set()
        for one in live_left:
            near = [row for row in live_right if eligible(one, row, days)]
            for other in near:
                back = [row for row in live_left if eligible(other, row, days)]
                if is_clear(one, other, near) and is_clear(other, one, back):
                    new.add((one.id, other.id))
        if not new:
            return found
        found |= new


def links_of(lists: dict[str, list[Row]], days: int) -> set[tuple[str, str]]:
    """Return the pairs of rows that are one visit, each two lists by themselves."""
    names = sorted(lists)
    return {
        pair
        for n, one in enumerate(names)
        for other in names[n + 1 :]
        for pair in pairs_of_two(originals(lists[one]), originals(lists[other]), days)
    }


def visits_of(lists: dict[str, list[Row]], days: int) -> set[frozenset[str]]:
    """Return the rows of each visit: the best links first, none that joins a list."""
    rows = {row.id: row for rows in lists.values() for row in rows}
    place = {row.id: (row.source, row.first, row.last, row.id) for row in rows.values()}
    links = sorted(
        links_of(lists, days),
        key=lambda link: (
            -score(rows[link[0]], rows[link[1]]),
            *sorted((place[link[0]], place[link[1]])),
        ),
    )
    kept: set[tuple[str, str]] = set()
    for link in links:
        tried = components(set(rows), kept | {link})
        sources = [[rows[name].source for name in group] for group in tried]
        if all(len(set(one)) == len(one) for one in sources):
            kept.add(link)
    return components(set(rows), kept)


def components(names: set[str], links: set[tuple[str, str]]) -> set[frozenset[str]]:
    group = {name: {name} for name in names}
    for one, other in links:
        if group[one] is not group[other]:
            group[one] |= group[other]
            for name in group[other]:
                group[name] = group[one]
    return {frozenset(found) for found in group.values()}
