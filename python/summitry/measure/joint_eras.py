"""Joint eras: two sides' leaders that were in office at once, of any dyads."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import CategoryError, InputError, brief
from summitry.frames import Frame, Table
from summitry.frames.arguments import several, several_texts
from summitry.frames.categories import Categories
from summitry.frames.dates import to_dates
from summitry.frames.ragged import places_within
from summitry.frames.same_kind import same_kind
from summitry.frames.suggestion import choices
from summitry.measure.eras import axes_of
from summitry.sources.country_names import warn_of_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.measure.eras import Axis

    Rows = npt.NDArray[np.int64]
    Strings = npt.NDArray[Any]

_FAR = np.iinfo(np.int64).max


@same_kind
def joint_eras(
    eras: Frame, *, sides: tuple[str, str] | Sequence[tuple[str, str]] | None = None
) -> Frame:
    """
    Every combination of two sides' leaders that were in office at once.

    Parameters
    ----------
    eras : frame
        With the columns ``side``, ``era``, ``start``, ``end`` and perhaps ``rule``,
        ``term``, ``acting`` and ``known_through``.
    sides : (str, str) or sequence of these, optional
        The two countries, such as ``("CHN", "PRK")``, or several such dyads. Without it
        every two sides of the table, the one that appears first before the other.

    Returns
    -------
    frame, the kind that was given
        A table of eras with ``side``, ``other_side``, ``rule``, ``era`` ("Xi Jinping
        and Kim Jong Un"), ``start`` and ``end``, which `era_frequency` takes. Only
        visits between the two countries count in such an era. Where the table says so,
        also ``acting`` (one of the two only acted), ``known_through`` (the earlier
        day) and ``term`` (1, 2, ... where two leaders of pooled terms meet again).
        Dyads without a day in common have no row.

    Raises
    ------
    CategoryError
        If a side has no era.
    InputError
        If a dyad is one side twice, or is there twice.
    TenureError
        If eras are reversed, empty or overlap.

    Warns
    -----
    SummitryWarning
        If names of sides differ only by case, spaces, accents or one letter.

    Notes
    -----
    Complexity is O(n log n) in the eras and linear in the pairs of eras that overlap.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> eras = pd.DataFrame(
    ...     {
    ...         "side": ["CHN", "CHN", "PRK"],
    ...         "era": ["Hu", "Xi", "Kim"],
    ...         "start": ["2002-11-15", "2012-11-15", "2011-12-17"],
    ...         "end": ["2012-11-15", None, None],
    ...     }
    ... )
    >>> summitry.joint_eras(eras, sides=("CHN", "PRK"))[["era", "start", "end"]]
              era      start        end
    0  Hu and Kim 2011-12-17 2012-11-15
    1  Xi and Kim 2012-11-15        NaT
    """
    table = Table(eras, "eras")
    axes = axes_of(table, pooled=True)
    known = list(dict.fromkeys(axis.side for axis in axes if axis.side is not None))
    dyads = _dyads(sides, known)
    warn_of_names(known)
    asked = {side for dyad in dyads for side in dyad}
    ours = [axis for axis in axes if axis.side in asked]
    met = _Met(ours, dyads)
    return table.build(met.columns(_known_through(table, ours)))


class _Met:
    """The pairs of eras that share days, in the order of the dyads."""

    def __init__(self, axes: Sequence[Axis], dyads: Sequence[tuple[str, str]]) -> None:
        self.axes = axes
        sizes = [axis.start.size for axis in axes]
        self.of_axis = np.repeat(np.arange(len(axes)), sizes)
        self.start = _joined([axis.start for axis in axes])
        self.end = _joined([np.where(axis.open, _FAR, axis.end) for axis in axes])
        sides = dict.fromkeys(axis.side for axis in axes)
        places = {side: place for place, side in enumerate(sides)}
        side = np.array([places[axis.side] for axis in axes], dtype=np.int64)
        number = np.full((len(places), len(places)), -1, dtype=np.int64)
        for place, pair in enumerate(dyads):
            number[places[pair[0]], places[pair[1]]] = place
        one, two = _overlapping(self.start, self.end)
        one, two = np.append(one, two), np.append(two, one)
        dyad = number[side[self.of_axis[one]], side[self.of_axis[two]]]
        kept = np.flatnonzero(dyad >= 0)
        one, two, dyad = one[kept], two[kept], dyad[kept]
        in_order = (two, one, self.of_axis[two], self.of_axis[one], dyad)
        order = np.lexsort(in_order)
        self.one, self.two = one[order], two[order]

    def columns(self, known_through: Rows | None) -> dict[str, Any]:
        """Return the table of joint eras."""
        one, two = self.one, self.two
        first, second = self.of_axis[one], self.of_axis[two]
        start = np.maximum(self.start[one], self.start[two])
        end = np.minimum(self.end[one], self.end[two])
        labels = np.array([x for axis in self.axes for x in axis.labels], dtype=object)
        names = labels[one] + " and " + labels[two]
        columns: dict[str, Any] = {
            "side": _words([axis.side for axis in self.axes], first),
            "other_side": _words([axis.side for axis in self.axes], second),
            "rule": self._rules(first, second),
            "era": names.tolist(),
            "start": to_dates(start),
            "end": to_dates(np.where(end == _FAR, 0, end), end == _FAR),
        }
        if self.axes and self.axes[0].acting is not None:
            acting = _joined([axis.acting for axis in self.axes]).astype(bool)
            columns["acting"] = acting[one] | acting[two]
        if known_through is not None:
            day = np.minimum(known_through[one], known_through[two])
            columns["known_through"] = to_dates(
                np.where(day == _FAR, 0, day), day == _FAR
            )
        if any(axis.pooled for axis in self.axes):
            columns["term"] = _terms([first, second, names.astype(str)], start)
        return columns

    def _rules(self, first: Rows, second: Rows) -> Categories:
        n_axes = len(self.axes)
        pairs, at = np.unique(first * n_axes + second, return_inverse=True)
        both = [
            dict.fromkeys(
                (self.axes[pair // n_axes].rule, self.axes[pair % n_axes].rule)
            )
            for pair in pairs
        ]
        return _words([" and ".join(filter(None, one)) for one in both], at.ravel())


def _words(words: Sequence[str | None], at: Rows) -> Categories:
    """Return words, of which an empty one is missing, as a column."""
    labels = list(dict.fromkeys(word for word in words if word))
    places = {label: place for place, label in enumerate(labels)}
    codes = np.array([places.get(word or "", -1) for word in words], dtype=np.int64)
    return Categories(codes[at], labels)


def _overlapping(start: Rows, end: Rows) -> tuple[Rows, Rows]:
    """
    Return every two spans that share a day, once.

    Of two such spans the later start lies in the other; those that start within a span
    follow it in the order of starts.
    """
    order = np.argsort(start, kind="stable")
    begins = start[order]
    upto = np.searchsorted(begins, end[order], side="left")
    number = np.maximum(upto - np.arange(order.size) - 1, 0)
    first = np.repeat(np.arange(order.size), number)
    return order[first], order[first + 1 + places_within(number)]


def _terms(keys: Sequence[npt.NDArray[Any]], start: Rows) -> Rows:
    """Number the rows that share all keys in the order of their starts."""
    order = np.lexsort((start, *keys))
    new = np.zeros(order.size, dtype=bool)
    new[:1] = True
    for key in keys:
        new[1:] |= key[order][1:] != key[order][:-1]
    begins = np.flatnonzero(new)
    sizes = np.diff(np.append(begins, order.size))
    terms = np.empty(order.size, dtype=np.int64)
    terms[order] = np.arange(order.size) - np.repeat(begins, sizes) + 1
    return terms


def _joined(parts: Sequence[Any]) -> Rows:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])


def _known_through(table: Table, axes: Sequence[Axis]) -> Rows | None:
    """Return the last day that the table knows of each row of the axes."""
    if not table.has("known_through"):
        return None
    days, missing = table.optional_days("known_through")
    return np.where(missing, _FAR, days)[_joined([axis.rows for axis in axes])]


def _dyads(sides: Any, known: Sequence[str]) -> list[tuple[str, str]]:
    if sides is None and len(known) > 1:
        return list(combinations(known, 2))
    hint = "sides=('CHN', 'PRK') or sides=[('CHN', 'PRK'), ('USA', 'RUS')]"
    given = [] if sides is None else several(sides, "sides", hint)
    if any(isinstance(one, set | frozenset) for one in (sides, *given)):
        raise InputError(
            f"sides is {brief(sides)}, and a set has no order",
            code="no_order",
            column="sides",
            hint=hint,
        )
    is_one = bool(given) and all(isinstance(one, str) for one in given)
    pairs = [given] if is_one else given
    dyads: list[tuple[str, ...]] = [
        tuple(several_texts(pair, "sides", hint)) for pair in pairs
    ]
    if not dyads:
        raise CategoryError(
            f"sides names no dyad, and eras has {len(known)} sides",
            code="unknown_side",
            column="sides",
            hint="a dyad needs two sides, told apart in the column 'side'",
        )
    odd = [pair for pair in dyads if len(pair) != 2 or pair[0] == pair[1]]  # noqa: PLR2004
    unordered = [frozenset(pair) for pair in dyads]
    double = [dyads[n] for n, pair in enumerate(unordered) if pair in unordered[:n]]
    if odd or double:
        what = "not two sides" if odd else "asked for twice"
        raise InputError(
            f"sides: {brief((odd or double)[0])} is {what}",
            code="bad_dyad",
            column="sides",
            hint=hint,
        )
    strange = dict.fromkeys(
        side for pair in dyads for side in pair if side not in set(known)
    )
    if strange:
        lacking = " or ".join(f"'{side}'" for side in strange)
        raise CategoryError(
            f"eras has no side {lacking}",
            code="unknown_side",
            column="side",
            hint=choices(next(iter(strange)), known, "its sides are"),
        )
    return [(one, other) for one, other in dyads]
