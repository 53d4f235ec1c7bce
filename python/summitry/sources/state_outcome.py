"""What became of one name: the code that it stands for on each day, or why none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summitry.frames.dates import iso
from summitry.sources.spelling import without_unseen
from summitry.sources.state_table import ALWAYS, SYSTEMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summitry.sources.corrections import Corrections
    from summitry.sources.state_table import StateTable, Stretch

OUTSIDE = ("list", "own", "holder")
"""What a name is mapped to that was not a state on its day."""
_ABSENT = ("not_yet", "no_longer", "interrupted", "part")
_WHAT = dict(
    zip(
        SYSTEMS,
        ("name", "ISO code", "number", "abbreviation", "number"),
        strict=True,
    )
)


@dataclass(frozen=True)
class Outcome:
    """
    What a name stands for on some days.

    Attributes
    ----------
    status : str
        ``state``, ``territory``, ``disputed``, ``undated`` or ``corrected``, or else
        why there is no code.
    code : str or None
        The code, or None.
    states : tuple of str
        Who may be meant.
    belonged_to : tuple of str
        Who held it on these days.
    before_or_after : tuple of str
        Its predecessors where it was not yet a state, its successors where no longer.
    says : str
        The same as a sentence.
    """

    status: str
    code: str | None = None
    states: tuple[str, ...] = ()
    belonged_to: tuple[str, ...] = ()
    before_or_after: tuple[str, ...] = ()
    says: str = ""


MISSING = Outcome("missing", says="there is no value")


class Outcomes:
    """
    The outcomes of names in one system.

    Parameters
    ----------
    table : StateTable
        The bundled table.
    system : str
        One of `SYSTEMS`.
    outside : str
        One of `OUTSIDE`.
    corrections : Corrections
        What the caller maps himself, on whatever day.
    """

    def __init__(
        self, table: StateTable, system: str, outside: str, corrections: Corrections
    ) -> None:
        self._table = table
        self._system = system
        self._outside = outside
        self._corrections = corrections

    def of(self, value: str) -> list[tuple[int, Outcome]]:
        """Return the outcomes of a value, each with the day from which on it holds."""
        if not without_unseen(value).strip():
            return [(ALWAYS[0], MISSING)]
        corrected = self._corrections.code_of(value)
        if corrected is not None:
            return [(ALWAYS[0], Outcome("corrected", corrected, (corrected,)))]
        key = self._table.key_of(value, self._system)
        if key is None:
            return [(ALWAYS[0], self._unknown(value))]
        bearers = self._table.bearers(self._system)[key]
        states = {stretch.state for stretch in bearers}
        terms = [one for state in states for one in self._table.terms.get(state, ())]
        held = [one for state in states for one in self._table.holders.get(state, ())]
        days = {day for one in [*bearers, *terms, *held] for day in one[1:]}
        found: list[tuple[int, Outcome]] = []
        for day in sorted({ALWAYS[0], *days} - {ALWAYS[1]}):
            outcome = self._chosen(self._on(key, bearers, day), day)
            if not found or found[-1][1] != outcome:
                found.append((day, outcome))
        return found

    def nearest(self, value: str) -> list[str]:
        """Return the known spellings that are nearest to a value."""
        return self._table.nearest(value, self._system)

    def over(self, outcomes: Sequence[Outcome], *, dated: bool) -> Outcome:
        """Return the outcome of a day that is only known to be one of several."""
        codes = {outcome.code for outcome in outcomes}
        if len(codes) == 1 and None not in codes:
            return outcomes[0]
        states = _sorted(state for one in outcomes for state in one.states)
        holders = _sorted(state for one in outcomes for state in one.belonged_to)
        if not states:
            return outcomes[0]
        if len(states) > 1:
            return Outcome("ambiguous", None, states, says=f"may be {self._or(states)}")
        if not dated:
            return Outcome("undated", states[0], states)
        what = "state" if states[0] in self._table.terms else "territory"
        named = self._named(states[0])
        says = f"{named} was a {what} on some of the days that are meant"
        return Outcome("varies", None, states, holders, says=says)

    def _unknown(self, value: str) -> Outcome:
        what = _WHAT[self._system]
        own = value.strip().upper()
        if self._system != "name" and own in self._table.names:
            letters = self._table.letters.get(own)
            told = f"; ISO had {letters}" if letters else ""
            says = (
                f"{own} is the code that match_states gives {self._table.names[own]}, and "
                f"no {what}{told if self._system == 'iso3' else ''}"
            )
            return Outcome("unknown", states=(own,), says=says)
        return Outcome("unknown", says=f"no state or territory has this {what}")

    def _on(self, key: str, bearers: Sequence[Stretch], day: int) -> Outcome:
        states = _sorted(one.state for one in bearers if one.covers(day))
        if not states:
            others = _sorted(one.state for one in bearers)
            says = f"nobody was called so then; at other times {self._or(others)}"
            return Outcome("other_days", None, others, says=says)
        if len(states) > 1:
            return Outcome("ambiguous", None, states, says=f"may be {self._or(states)}")
        return self._renumbered(key, states[0], day) or self._alone(states[0], day)

    def _renumbered(self, key: str, state: str, day: int) -> Outcome | None:
        """What a number is on days on which its state has another one in the list."""
        if self._system in ("name", "iso3"):
            return None
        now = self._table.number_on(self._system, state, day)
        if now is None or now == key:
            return None
        own = self._table.days_of(self._system, state, key)
        ended = max((one.end for one in own if one.end <= day), default=None)
        begins = min((one.start for one in own if one.start > day), default=day)
        what = _WHAT[self._system]
        told = f"{self._named(state)} has the {what} {now}, and {key} "
        if ended is None:
            says = f"{told}only from {iso(begins)} on"
            return Outcome("not_yet", None, (state,), says=says)
        return Outcome("no_longer", None, (state,), says=f"{told}until {iso(ended)}")

    def _alone(self, state: str, day: int) -> Outcome:
        holders = self._table.holders_on(state, day)
        kind = self._table.kinds[state]
        if self._table.is_state(state, day):
            return Outcome("state", state, (state,))
        listed = kind == "disputed" or state in self._table.letters
        is_state = state in self._table.terms
        if listed and not is_state and day < self._table.began.get(state, ALWAYS[0]):
            return self._before_all(state, holders)
        if kind == "disputed":
            return Outcome("disputed", state, (state,), holders)
        own = self._table.own_days.get(state, ())
        gone = own and not any(one.covers(day) for one in own)
        if kind == "territory" and state in self._table.letters and not gone:
            return Outcome("territory", state, (state,), holders)
        return self._absent(state, day, holders)

    def _before_all(self, state: str, holders: tuple[str, ...]) -> Outcome:
        """What a territory is on days on which nobody had made it one."""
        day = iso(self._table.began[state])
        belonged = f"it belonged to {self._and(holders)}" if holders else ""
        says = _joined(
            [f"{self._named(state)} was no territory before {day}", belonged]
        )
        return Outcome("not_yet", None, (state,), holders, says=says)

    def _absent(self, state: str, day: int, holders: tuple[str, ...]) -> Outcome:
        is_state = state in self._table.terms
        days = self._table.terms if is_state else self._table.own_days
        terms = days.get(state, ())
        what = "state" if is_state else "territory"
        later = min((one.start for one in terms if one.start > day), default=None)
        earlier = max((one.end for one in terms if one.end <= day), default=None)
        belonged = f"it belonged to {self._and(holders)}" if holders else ""
        named = self._named(state)
        if earlier is None and later is None:
            said = [f"{named} was never a state", belonged]
            found = Outcome("part", None, (state,), holders)
        elif earlier is None:
            before = self._neighbours(state, later or day, after=False)
            told = belonged or (f"before it {self._and(before)}" if before else "")
            said = [f"{named} was no {what} before {iso(later or day)}", told]
            found = Outcome("not_yet", None, (state,), holders, before)
        elif later is None:
            after = self._neighbours(state, earlier, after=True)
            followed = f"{self._and(after)} followed" if after else ""
            held = "" if {*holders} <= {*after} else belonged
            said = [f"{named} was a {what} until {iso(earlier)}", followed, held]
            found = Outcome("no_longer", None, (state,), holders, after)
        else:
            said = [
                f"{named} was no state from {iso(earlier)} to {iso(later)}",
                belonged,
            ]
            found = Outcome("interrupted", None, (state,), holders)
        return replace(found, says=_joined(said))

    def _neighbours(self, state: str, day: int, *, after: bool) -> tuple[str, ...]:
        """Who came after a state on its last day or later, or before it."""
        if after:
            near = self._table.successors[state]
            late = [one.successor for one in near if one.day >= day - _YEAR]
            return _sorted(late or [one.successor for one in near])
        near = self._table.predecessors[state]
        return _sorted(one.predecessor for one in near if one.day <= day + _YEAR)

    def _chosen(self, found: Outcome, day: int) -> Outcome:
        """The outcome with the code that the caller wants for what was no state."""
        dependent = found.status in _ABSENT or found.status == "territory"
        if self._outside == "own" and found.status in _ABSENT:
            return replace(found, code=found.states[0])
        if self._outside == "holder" and dependent and len(found.belonged_to) == 1:
            holder = found.belonged_to[0]
            state = self._table.is_state(holder, day)
            return replace(found, code=holder if state else found.code)
        return found

    def _named(self, state: str) -> str:
        return f"{self._table.names[state]} ({state})"

    def _or(self, states: Sequence[str]) -> str:
        return " or ".join(map(self._named, states))

    def _and(self, states: Sequence[str]) -> str:
        return " and ".join(map(self._named, states))


_YEAR = 366
"""How far the day of a succession may be from the day in the lists."""


def _sorted(states: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(states)))


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(part for part in parts if part)
