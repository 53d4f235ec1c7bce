"""What explains printed numbers, said slowly: every reading, and every way to add."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import combinations, product

Lists = dict[str, dict[str, tuple[tuple[str, date], ...]]]
"""For each side its lists of eras, each era with its first day."""


@dataclass(frozen=True)
class Made:
    """
    A small record of two countries with its eras, its lines and printed numbers.

    `visits` have a day and the line that decides them; `lines` say "true", "false" or
    "unclear" of each line; `lists` are the lists of eras of each side, the first the
    study's; `printed` are numbers by side and era, or of all visits.
    """

    since: date
    through: date
    visits: tuple[tuple[date, str | None], ...]
    lines: dict[str, str]
    lists: Lists
    printed: dict[str, tuple[str | None, str | None, str]] = field(default_factory=dict)

    def toggles(self) -> list[list[tuple[str, str]]]:
        """What may be decided otherwise, one choice or more for each decision."""
        other = {"unclear": "true", "false": "true", "true": "false"}
        used = {line for _, line in self.visits}
        lines = [
            [(line, other[said])] for line, said in self.lines.items() if line in used
        ]
        rules = [
            [(f"rule_{side}", rule) for rule in list(own)[1:]]
            for side, own in self.lists.items()
            if len(own) > 1 and any(asked[0] == side for asked in self.printed.values())
        ]
        return [*lines, *rules, [("exposure", "calendar_years")]]


Reading = dict[str, str]


def spans(
    made: Made, side: str, reading: Reading
) -> dict[str, tuple[date, date, Fraction]]:
    """First day, the day after the last, and the years of each era of a side."""
    rules = made.lists[side]
    listed = rules[reading.get(f"rule_{side}", next(iter(rules)))]
    after = made.through + timedelta(1)
    ends = [*(start for _, start in listed[1:]), after]
    eras = {name: (start, end) for (name, start), end in zip(listed, ends, strict=True)}
    if reading.get("exposure") != "calendar_years":
        found = {}
        for name, (start, end) in eras.items():
            first, last = max(start, made.since), min(end, after)
            found[name] = (first, last, Fraction(4 * (last - first).days, 1461))
        return found
    years: dict[str, list[int]] = {name: [] for name in eras}
    for year in range(made.since.year, made.through.year + 1):
        new_year, next_year = date(year, 1, 1), date(year + 1, 1, 1)
        if new_year < made.since or next_year > after:
            continue
        days = {
            name: (min(end, next_year) - max(start, new_year)).days
            for name, (start, end) in eras.items()
        }
        most = max(days.values())
        *_, holder = (name for name, n in days.items() if n == most)
        if most > 0:
            years[holder].append(year)
    none = (made.since, made.since, Fraction(0))
    return {
        name: (date(own[0], 1, 1), date(own[-1] + 1, 1, 1), Fraction(len(own)))
        if own
        else none
        for name, own in years.items()
    }


def whole(made: Made, reading: Reading) -> tuple[date, date]:
    """The days of the whole observation, or its whole years."""
    after = made.through + timedelta(1)
    if reading.get("exposure") != "calendar_years":
        return made.since, after
    first = made.since.year + (made.since != date(made.since.year, 1, 1))
    last = after.year
    return date(first, 1, 1), date(last, 1, 1)


def counting(made: Made, reading: Reading) -> list[date]:
    """The days of the visits that count."""
    said = {line: reading.get(line, own) for line, own in made.lines.items()}
    return [day for day, line in made.visits if said.get(line or "", "true") == "true"]


def asked_spans(made: Made, reading: Reading) -> dict[str, tuple[date, date, Fraction]]:
    """The days of each printed number, and the years by which it is divided."""
    found = {}
    for name, (side, era, _) in made.printed.items():
        if side is None or era is None:
            found[name] = (*whole(made, reading), Fraction(1))
        else:
            found[name] = spans(made, side, reading)[era]
    return found


def numbers(made: Made, reading: Reading) -> dict[str, Fraction | None]:
    """Each printed number as this reading has it."""
    days = counting(made, reading)
    return {
        name: sum(start <= day < end for day in days) / years if years else None
        for name, (start, end, years) in asked_spans(made, reading).items()
    }


def fits(made: Made, reading: Reading) -> bool:
    """Whether every printed number comes out."""
    for name, value in numbers(made, reading).items():
        low, high = ends(made.printed[name][2])
        if value is None or not low <= value <= high:
            return False
    return True


def cells(made: Made, reading: Reading) -> dict[frozenset[str], int]:
    """How many visits belong to each combination of printed numbers, by day."""
    asked = asked_spans(made, reading)

    def of(day: date) -> frozenset[str]:
        return frozenset(
            name for name, (start, end, _) in asked.items() if start <= day < end
        )

    # Nothing changes between one first or last day and the next.
    turns = {made.since, *(day for span in asked.values() for day in span[:2])}
    found = {of(day): 0 for day in sorted(turns)}
    for day in counting(made, reading):
        if made.since <= day <= made.through:
            found[of(day)] += 1
    found.pop(frozenset(), None)
    return found


@cache
def ends(printed: str) -> tuple[Fraction, Fraction]:
    """The numbers that round to a printed one, both ends included."""
    half = Fraction(1, 2 * 10 ** len(printed.partition(".")[2]))
    return Fraction(printed) - half, Fraction(printed) + half


@cache
def edits(n_cells: int, rows: int) -> list[tuple[int, ...]]:
    """Every way to add or remove so many rows in so many cells."""
    if not n_cells:
        return [()] if not rows else []
    return [
        (own, *others)
        for own in range(-rows, rows + 1)
        for others in edits(n_cells - 1, rows - abs(own))
    ]


def fewest(made: Made, reading: Reading, most: int) -> int | None:
    """The fewest rows that give every printed number, if so many are enough."""
    there, found = cells(made, reading), numbers(made, reading)
    years = {name: span[2] for name, span in asked_spans(made, reading).items()}
    if None in found.values():
        return None
    for rows in range(most + 1):
        for changes in edits(len(there), rows):
            pairs = list(zip(there.items(), changes, strict=True))
            if any(n + change < 0 for (_, n), change in pairs):
                continue
            for name, value in found.items():
                more = sum(change for (of, _), change in pairs if name in of)
                low, high = ends(made.printed[name][2])
                if not low <= (value or 0) + more / years[name] <= high:
                    break
            else:
                return rows
    return None


def front(made: Made, *, changes: int, most: int) -> list[tuple[int, int, int]]:
    """Changes of reading, the fewest rows, and how many readings need as few."""
    found: list[tuple[int, int, int]] = []
    decisions = made.toggles()
    for n_changes in range(changes + 1):
        bound = found[-1][1] - 1 if found else most
        if bound < 0:
            break
        rows = [
            fewest(made, dict(chosen), bound)
            for varied in combinations(decisions, n_changes)
            for chosen in product(*varied)
        ]
        known = [one for one in rows if one is not None]
        if known:
            found.append((n_changes, min(known), known.count(min(known))))
    return found
