"""Waits of pairs of countries that are asked for, each while both were there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from summitry.exceptions import InputError
from summitry.frames.dates import iso
from summitry.measure.covered_waits import STATUS, Stretch
from summitry.measure.observed import observed_days
from summitry.measure.pairs import ENDS, Pairs, joined, pair_codes, pairs_given
from summitry.measure.shock_pairs import names_its_pair

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from summitry.frames import Frame, Table

    Days = npt.NDArray[np.int64]


class WatchedPairs(NamedTuple):
    """
    The pairs that are asked for, and which of them each visit and shock is of.

    Attributes
    ----------
    pairs : Pairs
        The pairs, and the stretches of days on which both countries were there.
    visit, shock : array of int64
        The pair of each visit and of each shock; -1 of one that is not asked for.
    """

    pairs: Pairs
    visit: Days
    shock: Days

    @property
    def countries(self) -> list[str]:
        """Every country that is asked for."""
        return self.pairs.countries()

    def stretches(
        self, spans: Sequence[tuple[int, int]], counted: npt.NDArray[np.bool_] | None
    ) -> list[Stretch]:
        """
        Return the stretches of days on which shocks wait, each an observation.

        Pairs that were there on the same days wait together. `spans` are the days that
        are observed, `counted` the visits that may answer, or None for all.
        """
        found = []
        for start, end, own in self.pairs.together():
            shocks = np.flatnonzero(np.isin(self.shock, own))
            among = np.isin(self.visit, own)
            visits = np.flatnonzero(among if counted is None else counted & among)
            found += [
                Stretch(max(start, since), min(end - 1, through), shocks, visits)
                for since, through in spans
                if shocks.size and max(start, since) <= min(end - 1, through)
            ]
        return found

    def status(self, shocks: Days) -> npt.NDArray[np.uint8]:
        """Return what becomes of each shock that no stretch of days holds."""
        words = ("other_dyad", "outside_existence", "outside_coverage")
        other, away, uncovered = map(STATUS.index, words)
        found = np.where(self.pairs.there(self.shock, shocks), uncovered, away)
        return np.where(self.shock < 0, other, found).astype(np.uint8)

    def one_stretch(self, asked: npt.NDArray[np.bool_], what: str) -> tuple[int, int]:
        """
        Return the first and last day on which all pairs of these shocks were there.

        Raises
        ------
        InputError
            If they were not all there on the same days, in one stretch.
        """
        own = np.unique(self.shock[asked])
        at = np.isin(self.pairs.pair, own) & (self.pairs.end > self.pairs.start)
        days = np.unique(
            np.stack([self.pairs.start[at], self.pairs.end[at] - 1], axis=1), axis=0
        )
        if len(days) != 1 or np.unique(self.pairs.pair[at]).size < own.size:
            listed = ", ".join(f"{iso(a)} to {iso(b)}" for a, b in days[:4].tolist())
            raise InputError(
                f"{what} need the same days of every pair of countries, and those of the "
                f"shocks were there on {listed or 'no day of the observation'}",
                code="pairs_differ",
                column="dyads",
                hint="ask of the pairs in turn, or of the days on which all were there",
            )
        return int(days[0, 0]), int(days[0, 1])


def watched_pairs(
    dyads: Frame | None, visits: Table, shocks: Table, *, since: Any, through: Any
) -> WatchedPairs | None:
    """
    Read the pairs that are asked for; a shock without a name is of that of the visits.

    None where no pairs are asked for: then all are, on all days.

    Raises
    ------
    ColumnError
        If visits do not say between which countries they were.
    InputError
        If `dyads` cannot be used.
    """
    if dyads is None:
        return None
    named = names_its_pair(shocks)
    pairs = joined(pairs_given(dyads, "dyad", *observed_days(since, through)))
    ends = [visits.categories(name) for name in ENDS["direction"]]
    visit = pair_codes(pairs, ends[0], ends[1], "dyad")
    own = ends[0].codes == ends[1].coded(ends[0].labels)
    only = np.unique(visit[~own])
    shock = np.full(len(named), only[0] if only.size == 1 else -1, dtype=np.int64)
    if named.any():
        ends = [shocks.categories(name) for name in ENDS["direction"]]
        shock = np.where(named, pair_codes(pairs, ends[0], ends[1], "dyad"), shock)
    return WatchedPairs(pairs, visit, shock)
