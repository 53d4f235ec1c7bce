"""Names of countries that do not agree: within a table, and between two of them."""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from summitry.frames.suggestion import few
from summitry.frames.warned import warn
from summitry.sources.spelling import NearestSpellings, folded
from summitry.sources.state_table import Stretch, state_table

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    import numpy.typing as npt

    from summitry.frames import Table

_TOLD: ContextVar[set[str] | None] = ContextVar("told", default=None)
"""What was told already of names in one long piece of work."""
_MOST = 20
"""So many names, or pairs of them, are told; of the others how many there are."""
_CODE = re.compile("[A-Z]{3}")
_SHORTEST = 4
"""Codes of three letters differ by one letter without being the same."""


def own_country(table: Table) -> npt.NDArray[np.bool_]:
    """Return which visits are of a country to itself; none without both countries."""
    if not (table.has("origin") and table.has("destination")):
        return np.zeros(len(table), dtype=bool)
    origin, destination = (table.coded(end) for end in ("origin", "destination"))
    place = dict.fromkeys((*origin.labels, *destination.labels), 0)
    place = {label: number for number, label in enumerate(place)}
    ends = [
        end.looked_up([place[label] for label in end.labels], len(place))
        for end in (origin, destination)
    ]
    same = ends[0] == ends[1]
    if not origin.complete:
        same &= ends[0] != np.iinfo(ends[0].dtype).max
    return np.asarray(same)


def own_if_any(table: Table) -> npt.NDArray[np.bool_] | None:
    """Return which visits are of a country to itself, if there is one."""
    if not (table.has("origin") and table.has("destination")):
        return None
    own = own_country(table)
    return own if own.any() else None


def own_countries(table: Table) -> tuple[set[str], int]:
    """Return the countries that visit themselves, and how many visits these are."""
    own = own_country(table)
    if not own.any():
        return set(), 0
    origin = table.categories("origin")
    codes = np.unique(origin.codes[own])
    return {origin.labels[code] for code in codes.tolist()}, int(own.sum())


def of_two_countries(table: Table) -> npt.NDArray[np.bool_]:
    """Return which visits are of two countries, and warn of those that are not."""
    own = own_country(table)
    if own.any():
        names, number = own_countries(table)
        warn_of_names((), own=sorted(names), number_own=number)
    return ~own


def states_called(name: str) -> set[str]:
    """
    Return the states and territories that a name or an ISO code stands for on any day.

    Examples
    --------
    >>> states_called("USA"), states_called("America, United States of")
    ({'USA'}, {'USA'})
    >>> states_called("USAA")
    set()
    """
    return {one.state for one in _bearers(name)}


def _bearers(name: str) -> list[Stretch]:
    table = state_table()
    keys = ((system, table.key_of(name, system)) for system in ("iso3", "name"))
    return [
        one
        for system, key in keys
        if key is not None
        for one in table.bearers(system)[key]
    ]


def _last_called(name: str) -> tuple[str, ...]:
    """Those who bore a name last: China is one state, though it was two for a time."""
    borne = _bearers(name)
    last = max((one.end for one in borne), default=0)
    return tuple(sorted({one.state for one in borne if one.end == last}))


@contextmanager
def told_once() -> Iterator[None]:
    """Tell each thing about names once, however many counts ask for it meanwhile."""
    token = _TOLD.set(set())
    try:
        yield
    finally:
        _TOLD.reset(token)


def not_yet_told(what: str) -> bool:
    """Whether nothing of this kind was told since `told_once`; always true without."""
    before = _TOLD.get()
    if before is None:
        return True
    told = what in before
    before.add(what)
    return not told


def warn_of_no_visit() -> None:
    """Warn that a table has no visit, unless a study says itself how many it has."""
    if _TOLD.get() is None:
        warn(
            "visits has no row: what is found rests on no visit. Was it chosen by a word "
            "that no row has? Countries are codes, such as 'CHN'",
        )


def warn_of_names(
    names: Sequence[str],
    *,
    unseen: Sequence[str] = (),
    pairs: Sequence[tuple[str, str]] = (),
    own: Sequence[str] = (),
    number_own: int = 0,
) -> None:
    """
    Warn once of names that look alike, that no visit has, and of visits to oneself.

    Parameters
    ----------
    names : sequence of str
        The countries of the visits.
    unseen : sequence of str
        Countries of another table that no visit has.
    pairs : sequence of pairs of str
        Pairs of countries of another table between which there is no visit.
    own : sequence of str
        Countries with visits to themselves.
    number_own : int
        How many such visits there are.
    """
    told = [
        *_told_alike(alike(tuple(names))),
        *_told_same(of_one_state(tuple(names))),
        *_told_unseen(names, unseen),
        *_told_pairs(pairs),
        *_told_own(own, number_own),
    ]
    before = _TOLD.get()
    if before is not None:
        told = [one for one in told if one not in before]
        before.update(told)
    if told:
        warn("; ".join(told))


@cache
def alike(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """
    Return the pairs of names that may be one.

    They differ only by case, spaces, accents or punctuation, or by one letter where
    they are not both known names of states.

    Examples
    --------
    >>> alike(("China", "CHINA ", "Iran", "Iraq", "Icelnd", "Iceland"))
    (('China', 'CHINA '), ('Icelnd', 'Iceland'))
    """
    keys = {name: folded(name).replace(" ", "") or name for name in names}
    found: dict[tuple[str, str], None] = {}
    for group in _groups((key, name) for name, key in keys.items()):
        found |= dict.fromkeys(combinations(group, 2))
    long = {name: key for name, key in keys.items() if len(key) >= _SHORTEST}
    close = _groups((part, name) for name, key in long.items() for part in _less(key))
    for group in close:
        found |= dict.fromkeys(
            pair for pair in combinations(group, 2) if _by_one_letter(pair, keys)
        )
    return tuple(found)


@cache
def of_one_state(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """
    Return the pairs of names that are those of one state and do not look alike.

    Examples
    --------
    >>> of_one_state(("CHN", "China", "DPRK", "Korea", "North Korea"))
    (('CHN', 'China'), ('DPRK', 'North Korea'))
    """
    if all(_CODE.fullmatch(name) for name in names):
        return ()
    named = ((_last_called(name), name) for name in names)
    groups = _groups((states, name) for states, name in named if states)
    told = {*alike(names)}
    pairs = (pair for group in groups for pair in combinations(group, 2))
    return tuple(pair for pair in pairs if pair not in told)


def _groups(keyed: Iterable[tuple[Hashable, str]]) -> list[list[str]]:
    """Names that share a key."""
    groups: dict[Hashable, dict[str, None]] = {}
    for key, name in keyed:
        groups.setdefault(key, {})[name] = None
    return [list(group) for group in groups.values() if len(group) > 1]


def _less(key: str) -> list[str]:
    """A name, and the name without each one of its letters."""
    return [key, *(key[:place] + key[place + 1 :] for place in range(len(key)))]


def _by_one_letter(pair: tuple[str, str], keys: dict[str, str]) -> bool:
    first, second = (keys[name] for name in pair)
    if len(first) > len(second):
        first, second = second, first
    if len(second) - len(first) > 1 or first == second:
        return False
    start = next(
        (place for place, char in enumerate(first) if char != second[place]),
        len(first),
    )
    rest = len(second) - len(first)
    changed = second[start]
    if first[start + 1 - rest :] != second[start + 1 :] or not changed.isalpha():
        return False
    return not all(state_table().key_of(name, "name") for name in pair)


def _told_alike(pairs: Sequence[tuple[str, str]]) -> list[str]:
    if not pairs:
        return []
    listed = few([f"{one!r} and {other!r}" for one, other in pairs], _MOST)
    how = "only by case, spaces, accents or one letter"
    return [f"names that differ {how} are counted as different countries: {listed}"]


def _told_same(pairs: Sequence[tuple[str, str]]) -> list[str]:
    if not pairs:
        return []
    listed = few([f"{one!r} and {other!r}" for one, other in pairs], _MOST)
    said = f"names of one state are counted as different countries: {listed}"
    return [f"{said}; match_states gives each state one code"]


def _told_unseen(names: Sequence[str], unseen: Sequence[str]) -> list[str]:
    if not unseen:
        return []
    nearest = NearestSpellings(name for name in names if name not in {*unseen})
    told = []
    for name in unseen[:_MOST]:
        near = nearest.of(name, 1)
        told.append(f"'{name}' (near is '{near[0]}')" if near else f"'{name}'")
    listed = few([*told, *unseen[_MOST:]], _MOST, " or ")
    return [f"no visit has {listed} as origin or destination"]


def _told_pairs(pairs: Sequence[tuple[str, str]]) -> list[str]:
    listed = few([f"'{one}' and '{other}'" for one, other in pairs], _MOST, " or ")
    return [f"no visit is between {listed}"] if pairs else []


def _told_own(own: Sequence[str], number: int) -> list[str]:
    if not number:
        return []
    visits = "1 visit is" if number == 1 else f"{number} visits are"
    listed = few([f"'{name}'" for name in own], _MOST)
    return [f"{visits} of a country to itself, {listed}, and not counted"]
