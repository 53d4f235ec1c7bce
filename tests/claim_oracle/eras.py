"""Eras: how long each was observed, and which visits fall in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from claim_oracle.read import Era, Record, Visit, Window, first_and_last
from claim_oracle.select import Scope, meets, side_of

if TYPE_CHECKING:
    from collections.abc import Callable

NO_ERA = Era("", 0, 0)


@dataclass(frozen=True)
class Place:
    """A stretch of the observation, and the visits of a scope that fall in it."""

    exposure: int
    """Days, or whole calendar years; 0 where nothing of it was observed."""
    years: Fraction
    visits: list[Visit]
    cells: tuple[tuple[range, Fraction], ...] = ()
    """Its years, or what it has of them: the days whose visits count, and how long."""


def both(one: range, other: range) -> range:
    """Return the days of both, none of them if they share none."""
    first = max(one.start, other.start)
    return range(first, max(first, min(one.stop, other.stop)))


def days_of_visits(era: Era, record: Record) -> range:
    """Return the days whose visits are the era's: the day of a handover is one's."""
    shift = {"successor": 0, "predecessor": 1}[record.conventions["handover"]]
    return range(era.start + shift, era.end + shift)


def list_of_side(record: Record, side: str | None, rule: str | None) -> list[Era]:
    """Return the eras of a side, of the one way of dating them that is in force."""
    own = [era for era in record.eras if side is None or era.side == side]
    rules = {era.rule for era in own}
    if len(rules) < 2:
        return own
    chosen = rule if rule is not None else record.rules[str(side)]
    return [era for era in own if era.rule == chosen]


def joint(one: Era, other: Era) -> Era:
    """Return the days on which both held office."""
    shared = both(range(one.start, one.end), range(other.start, other.end))
    return Era(f"{one.name} and {other.name}", shared.start, shared.stop)


def list_of_scope(record: Record, scope: Scope) -> list[Era]:
    """Return all the eras among which that of a scope stands."""
    rule = scope.get("rule")
    if "eras" in scope:
        first, second = (list_of_side(record, side, rule) for side in scope["eras"])
        pairs = [joint(one, other) for one in first for other in second]
        return [pair for pair in pairs if pair.start < pair.end]
    return list_of_side(record, side_of(scope, record), rule)


def label(scope: Scope) -> str | None:
    """Return the name of the era of a scope; none if it names none."""
    if "eras" in scope:
        return " and ".join(scope["eras"].values())
    return scope.get("era")


def narrowed(window: Window, scope: Scope) -> Window:
    if "period" not in scope:
        return window
    first, last = first_and_last(str(scope["period"]))
    return Window(max(window.since, first), min(window.through, last))


def visits_of_scope(record: Record, scope: Scope) -> list[Visit]:
    """Return the visits that a scope means, whenever they were."""
    side = side_of(scope, record)
    visits = [visit for visit in record.visits if meets(visit, scope, side)]
    if "eras" in scope:
        visits = [visit for visit in visits if visit.pair == frozenset(scope["eras"])]
    return visits


def whole_years(window: Window) -> list[range]:
    """Return the days of each calendar year that lies in the window as a whole."""
    years = []
    first, last = (date.fromordinal(day).year for day in window)
    for year in range(first, last + 1):
        begin, end = first_and_last(str(year))
        if window.holds(begin) and window.holds(end):
            years.append(range(begin, end + 1))
    return years


def holder(year: range, eras: list[Era], record: Record) -> Era:
    """Return the era with most days of a year; the later of equals; maybe none."""
    best, most = NO_ERA, 0
    for era in sorted(eras, key=lambda era: era.start):
        held = len(both(year, days_of_visits(era, record)))
        if held > 0 and held >= most:
            best, most = era, held
    return best


def places(record: Record, scope: Scope) -> dict[str, Place]:
    """Return the place of every era of the list of a scope, by name."""
    window = narrowed(record.window, scope)
    visits = visits_of_scope(record, scope)
    eras = list_of_scope(record, scope)
    if record.conventions["exposure"] == "days":
        return {era.name: place_by_days(era, window, visits, record) for era in eras}
    held_by = [(holder(year, eras, record), year) for year in whole_years(window)]
    return {
        era.name: place_by_years([year for by, year in held_by if by == era], visits)
        for era in eras
    }


def place(record: Record, scope: Scope) -> Place:
    """Return the place of a scope: of its era, or the whole window."""
    name = label(scope)
    if name is not None:
        return places(record, scope).get(name, Place(0, Fraction(0), []))
    window = narrowed(record.window, scope)
    visits = visits_of_scope(record, scope)
    if record.conventions["exposure"] == "calendar_years":
        return place_by_years(whole_years(window), visits)
    inside = range(window.since, window.through + 1)
    return place_of_days(len(inside), visits, lambda day: day in inside)


def place_by_days(
    era: Era, window: Window, visits: list[Visit], record: Record
) -> Place:
    inside = range(window.since, window.through + 1)
    exposure = len(both(range(era.start, era.end), inside))
    own = both(days_of_visits(era, record), inside)
    place = place_of_days(exposure, visits, lambda day: day in own)
    return replace(place, cells=tuple(cells(own, exposure)))


def cells(own: range, exposure: int) -> list[tuple[range, Fraction]]:
    """Cut days of visits into calendar years, joined where shorter than half a year."""
    if exposure == 0:
        return []
    ends = [date.fromordinal(day).year for day in (*own[:1], *own[-1:])]
    years = range(ends[0], ends[-1] + 1) if ends else []
    spans = [both(own, year_of(year)) for year in years] or [own]
    lengths = [len(span) for span in spans]
    # A day more or fewer than the visits have, where a handover is at an end.
    odd = exposure - sum(lengths)
    lengths[0 if odd > 0 else -1] += odd
    for last, before in ((-1, -2), (0, 1)):
        if len(spans) > 1 and lengths[last] < 183:
            pair = [spans[last], spans[before]]
            first, stop = min(p.start for p in pair), max(p.stop for p in pair)
            spans[before] = range(first, stop)
            lengths[before] += lengths[last]
            del spans[last], lengths[last]
    quotients = (Fraction(length) / Fraction("365.25") for length in lengths)
    return list(zip(spans, quotients, strict=True))


def year_of(year: int) -> range:
    begin, end = first_and_last(str(year))
    return range(begin, end + 1)


def place_of_days(
    exposure: int, visits: list[Visit], holds: Callable[[int], bool]
) -> Place:
    years = Fraction(exposure) / Fraction("365.25")
    return Place(exposure, years, [visit for visit in visits if holds(visit.days[0])])


def place_by_years(years: list[range], visits: list[Visit]) -> Place:
    inside = [visit for visit in visits if any(visit.days[0] in year for year in years)]
    whole = tuple((year, Fraction(1)) for year in years)
    return Place(len(years), Fraction(len(years)), inside, whole)


def count(place: Place, counted: list[Visit]) -> int:
    return sum(visit in counted for visit in place.visits)


def number(quantity: str, place: Place, counted: list[Visit]) -> Fraction | None:
    """Return a count or a frequency if just these visits count; maybe no value."""
    if place.exposure == 0:
        return None
    if quantity == "count":
        return Fraction(count(place, counted))
    if quantity == "frequency":
        return Fraction(count(place, counted)) / place.years
    weights = [visit.weight for visit in place.visits if visit in counted]
    return sum(weights, Fraction(0)) / place.years
