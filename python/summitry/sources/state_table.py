"""The bundled table of states, ready to be asked who bore a name on a day."""

from __future__ import annotations

import unicodedata
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from summitry.frames.dates import FIRST_DAY, LAST_DAY
from summitry.sources.packages import days_of_texts, read_table
from summitry.sources.spelling import (
    NearestSpellings,
    folded,
    in_brackets,
    readings,
    without_marks,
    without_unseen,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summitry.sources.packages import Column

SYSTEMS = ("name", "iso3", "cow_number", "cow_abbreviation", "gw_number")
"""What the values of a column may be: names, or the codes of one list."""
ALWAYS = (FIRST_DAY, LAST_DAY + 1)
"""The first day that there is, and the day after the last one."""


class Stretch(NamedTuple):
    """A state or holder, from a day to the one before another."""

    state: str
    start: int = ALWAYS[0]
    end: int = ALWAYS[1]

    def covers(self, day: int) -> bool:
        """Whether a day is one of its own."""
        return self.start <= day < self.end


class Succession(NamedTuple):
    """What one state, or a part of it, became."""

    predecessor: str
    successor: str
    day: int


class StateTable:
    """The bundled tables of states by the names and codes that stand for them."""

    def __init__(self) -> None:
        states = read_table("states", "states")
        self.names = dict(zip(states["id"], states["name"], strict=True))
        self.kinds = dict(zip(states["id"], states["kind"], strict=True))
        self.letters = {
            state: letters
            for state, letters in zip(states["id"], states["iso3"], strict=True)
            if letters
        }
        self.withdrawn = {
            state
            for state, status in zip(states["id"], states["iso3_status"], strict=True)
            if status == "withdrawn"
        }
        self._terms = read_table("states", "terms")
        self._spellings = read_table("states", "spellings")
        self.terms = _by_key(
            self._terms["state"], self._terms["state"], *_ends(self._terms)
        )

    @cached_property
    def _holdings(self) -> dict[str, Column]:
        return read_table("states", "holdings")

    @cached_property
    def holders(self) -> dict[str, list[Stretch]]:
        """Who held a place, and when."""
        table = self._holdings
        return _by_key(table["place"], table["holder"], *_ends(table))

    @cached_property
    def own_days(self) -> dict[str, list[Stretch]]:
        """When territories of which ISO withdrew the code were more than a part."""
        table = self._holdings
        apart = (table["kind"] != "part") & np.isin(
            table["place"].astype(str), [*self.withdrawn]
        )
        return _by_key(table["place"], table["place"], *_ends(table), keep=apart)

    @cached_property
    def began(self) -> dict[str, int]:
        """The day from which on each place that others held had its first holder."""
        table = self._holdings
        apart = table["kind"] != "part"
        own = _by_key(table["place"], table["place"], *_ends(table), keep=apart)
        return {
            place: min(one.start for one in own.get(place, held))
            for place, held in self.holders.items()
        }

    @cached_property
    def successors(self) -> dict[str, list[Succession]]:
        """What became of each state."""
        return {
            state: [one for one in self._successions if one.predecessor == state]
            for state in self.names
        }

    @cached_property
    def predecessors(self) -> dict[str, list[Succession]]:
        """What each state was before."""
        return {
            state: [one for one in self._successions if one.successor == state]
            for state in self.names
        }

    @cached_property
    def _successions(self) -> list[Succession]:
        table = read_table("states", "successions")
        days = table["date"].astype(np.int64).tolist()
        columns = (table["predecessor"], table["successor"], days)
        return [Succession(*row) for row in zip(*columns, strict=True)]

    def bearers(self, system: str) -> dict[str, list[Stretch]]:
        """Return who is meant by each key of a system, and when."""
        if system not in self._bearers:
            self._bearers[system] = self._read_bearers(system)
        return self._bearers[system]

    @cached_property
    def _bearers(self) -> dict[str, dict[str, list[Stretch]]]:
        return {}

    def _read_bearers(self, system: str) -> dict[str, list[Stretch]]:
        if system not in ("name", "iso3"):
            return _by_number(self._terms, system)
        table = self._spellings
        keys = [
            folded(text) if system == "name" else text for text in table["spelling"]
        ]
        own = table["system"] == system
        found = _by_key(keys, table["state"], *_ends(table), keep=own)
        if system == "iso3":
            found |= {iso3: [Stretch(state)] for state, iso3 in self.letters.items()}
        return found

    def number_on(self, system: str, state: str, day: int) -> str | None:
        """Return the number or letters that a list has for a state on a day."""
        listed = self._listed(system).get(state, ())
        return next((one.state for one in listed if one.covers(day)), None)

    def days_of(self, system: str, state: str, key: str) -> list[Stretch]:
        """Return the days on which a list has a number or letters for a state."""
        listed = self._listed(system).get(state, ())
        return [one for one in listed if one.state == key]

    def _listed(self, system: str) -> dict[str, list[Stretch]]:
        """The numbers or letters of each state, and the days of each."""
        if system not in self._numbers:
            keys = _numbers(self._terms, system)
            known = keys != np.array(None)
            states = self._terms["state"]
            self._numbers[system] = _by_key(states, keys, *_ends(self._terms), known)
        return self._numbers[system]

    @cached_property
    def _numbers(self) -> dict[str, dict[str, list[Stretch]]]:
        return {}

    def key_of(self, value: str, system: str) -> str | None:
        """Return the key by which a value is known, or None."""
        bearers = self.bearers(system)
        value = without_marks(without_unseen(value))
        found = next((key for key in _keys(value, system) if key in bearers), None)
        return self._said_twice(value) if found is None and system == "name" else found

    def _said_twice(self, text: str) -> str | None:
        """Return the key of a name with another one in brackets, which agree."""
        parts = in_brackets(text)
        if parts is None:
            return None
        name, own = (self._called(part) for part in parts)
        both = [
            Stretch(one.state, max(one.start, other.start), min(one.end, other.end))
            for one in name
            for other in own
            if one.state == other.state
        ]
        both = [one for one in both if one.start < one.end]
        if not both:
            return None
        # No name has brackets once it is folded, so no other text has this key.
        key = f"{folded(parts[0])} ({folded(parts[1])})"
        self.bearers("name")[key] = list(dict.fromkeys(both))
        return key

    def _called(self, text: str) -> list[Stretch]:
        """Who has a name or letters of ISO, and when."""
        return [
            one
            for system in ("name", "iso3")
            for key in _keys(text, system)
            for one in self.bearers(system).get(key, ())
        ]

    def nearest(self, value: str, system: str) -> list[str]:
        """Return the spellings that are nearest to one that is not known."""
        if system not in self._nearest:
            texts = list(self.bearers(system))
            if system == "name":
                texts = self._spellings["spelling"].tolist()
            self._nearest[system] = NearestSpellings(texts)
        return self._nearest[system].of(without_marks(without_unseen(value)))

    @cached_property
    def _nearest(self) -> dict[str, NearestSpellings]:
        return {}

    def is_state(self, state: str, day: int) -> bool:
        """Whether something was a state on a day."""
        return any(term.covers(day) for term in self.terms.get(state, ()))

    def holders_on(self, place: str, day: int) -> tuple[str, ...]:
        """Return who held a place on a day."""
        held = self.holders.get(place, ())
        return tuple(one.state for one in held if one.covers(day))


@cache
def state_table() -> StateTable:
    """Return the bundled table of states, read once."""
    return StateTable()


def _keys(value: str, system: str) -> Iterator[str]:
    if system == "name":
        yield from readings(value)
        return
    value = without_unseen(unicodedata.normalize("NFKC", value))
    if system in ("iso3", "cow_abbreviation"):
        yield value.strip().upper()
    else:
        # A column of whole numbers with gaps is one of floats in pandas, and texts of
        # such numbers often have three figures.
        yield value.strip().removesuffix(".0").lstrip("0")


def _ends(table: dict[str, Column]) -> tuple[list[int], list[int]]:
    """The first day, and the day after the last, of each row."""
    ends = []
    for column, always in zip(("start", "end"), ALWAYS, strict=True):
        days = table[column]
        if days.dtype.kind != "M":
            days = days_of_texts(days, column)[0]
        numbers = np.where(np.isnat(days), always, days.astype(np.int64))
        ends.append(numbers.tolist())
    return ends[0], ends[1]


def _by_key(
    keys: Column,
    states: Column,
    starts: list[int],
    ends: list[int],
    keep: Column | None = None,
) -> dict[str, list[Stretch]]:
    kept = np.ones(len(states), dtype=bool) if keep is None else keep
    found: dict[str, list[Stretch]] = {}
    for key, own, *stretch in zip(keys, kept, states, starts, ends, strict=True):
        if own:
            found.setdefault(key, []).append(Stretch(*stretch))
    return found


def _by_number(terms: dict[str, Column], system: str) -> dict[str, list[Stretch]]:
    """
    Who has a number of a list; it is the state's own before and after the list has it.

    Numbers that several states had one after the other (Serbia, Yugoslavia) pass on
    the day on which the next one begins.
    """
    column = _numbers(terms, system)
    starts, ends = _ends(terms)
    rows = _by_key(column, terms["state"], starts, ends, column != np.array(None))
    return {str(key): _passed_on(stretches) for key, stretches in rows.items()}


def _numbers(terms: dict[str, Column], system: str) -> Column:
    """The numbers or letters of a list as texts, None where it has none."""
    column = terms[system]
    if not isinstance(column, np.ma.MaskedArray):
        return column
    return np.array(
        [None if number is None else str(number) for number in column.tolist()]
    )


def _passed_on(stretches: list[Stretch]) -> list[Stretch]:
    ordered = sorted(stretches, key=lambda stretch: stretch.start)
    starts = [ALWAYS[0], *(stretch.start for stretch in ordered[1:])]
    ends = [*starts[1:], ALWAYS[1]]
    states = [stretch.state for stretch in ordered]
    return [Stretch(*one) for one in zip(states, starts, ends, strict=True)]
