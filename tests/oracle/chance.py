"""What chance alone would give: shocks placed elsewhere, and coincidences."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product
from math import comb
from typing import NamedTuple

from oracle.vague_waits import waits_after
from oracle.waits import Wait, mean_wait


def mean_lag(shocks: list[int], visits: list[int], through: int, tau: int) -> Fraction:
    """Return the restricted mean of the lags, the last one carried on flat."""
    waits = []
    for shock in shocks:
        later = [visit for visit in visits if shock <= visit <= through]
        lag = min(later) - shock if later else through - shock
        waits.append(Wait(lag, bool(later)))
    return mean_wait(waits, tau)


def horizon(shocks: list[int], visits: list[int], through: int) -> int:
    """Return the shortest censored lag of a day or more, or else the longest lag."""
    waits = waits_after(shocks, visits, (min(shocks), through), "both", 0)
    known = [wait for wait in waits if wait is not None]
    censored = [wait.days for wait in known if not wait.seen and wait.days]
    return max(1, min(censored, default=max(wait.days for wait in known)))


class Placed(NamedTuple):
    """The observed mean lag, and those of all arrangements."""

    mean: Fraction
    means: list[Fraction]
    unplaced: int

    @property
    def shorter(self) -> float:
        return sum(mean <= self.mean for mean in self.means) / len(self.means)

    @property
    def longer(self) -> float:
        return sum(mean >= self.mean for mean in self.means) / len(self.means)


def placebo(
    shocks: list[int],
    visits: list[int],
    through: int,
    tau: int,
    *,
    cuts: tuple[int, ...] = (),
    together: bool = False,
) -> Placed:
    """Place shocks in every way on the days from 0 that have tau days after them."""
    edges = [0, *(cut for cut in cuts if 0 < cut <= through - tau), through - tau + 1]
    strata = [range(a, b) for a, b in pairwise(sorted({*edges}))]
    own = [next((one for one in strata if shock in one), None) for shock in shocks]
    if together:
        turns = list(product(*(range(len(one)) for one in strata if one in own)))
        held = [one for one in strata if one in own]
        arrangements = [
            [
                shock
                if one is None
                else one[(shock - one[0] + turn[held.index(one)]) % len(one)]
                for shock, one in zip(shocks, own, strict=True)
            ]
            for turn in turns
        ]
    else:
        days = [
            [shock] if one is None else list(one)
            for shock, one in zip(shocks, own, strict=True)
        ]
        arrangements = [list(one) for one in product(*days)]
    return Placed(
        mean_lag(shocks, visits, through, tau),
        [mean_lag(placed, visits, through, tau) for placed in arrangements],
        own.count(None),
    )


def coincidences(
    events: list[int], others: list[int], reach: list[int], through: int
) -> tuple[int, int]:
    """Return how many events have another in reach, and how many cannot be told."""
    hits = [any(event + k in others for k in reach) for event in events]
    cut = [any(not 0 <= event + k <= through for k in reach) for event in events]
    return sum(hits), sum(c and not h for c, h in zip(cut, hits, strict=True))


def binomial_tail(k: int, n: int, p: Fraction) -> Fraction:
    terms = (comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k, n + 1))
    return sum(terms, Fraction(0))
