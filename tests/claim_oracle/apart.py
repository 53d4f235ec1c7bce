"""Whether two frequencies can be told apart: exact tests, or exact but for years."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import comb
from typing import Any

import oracle
from oracle import Year

NEAR = Fraction(1, 10**8)
"""How near a p-value may not be to the level, for floating point to be sure of it."""


def p_value(
    one: tuple[int, int], other: tuple[int, int], method: str = "central"
) -> Fraction:
    """Return the p-value of equal frequencies, of two (count, exposure).

    Given their sum the first count is binomial; twice the smaller tail, where `midp`
    counts what was seen by half.
    """
    (seen, exposure), (rest, other_exposure) = one, other
    n = seen + rest
    whole = (exposure + other_exposure) ** n

    def chance(counts: range) -> Fraction:
        ways = [comb(n, k) * exposure**k * other_exposure ** (n - k) for k in counts]
        return Fraction(sum(ways), whole)

    tail = min(chance(range(seen, n + 1)), chance(range(seen + 1)))
    if method == "midp":
        tail -= chance(range(seen, seen + 1)) / 2
    return min(Fraction(1), 2 * tail)


def dispersion_of(
    eras: list[list[Year]], method: str
) -> tuple[float, float, int] | None:
    """Return alpha, rho and degrees of freedom where a method heeds them."""
    alpha = oracle.alpha_of_years(eras)
    if method not in {"dispersed", "dispersed_years"} or alpha == 0:
        return None
    rho = oracle.rho_of_years(eras) if method == "dispersed" else 0.0
    return alpha, rho, oracle.degrees_of_freedom(eras)


def p_of_dispersed(
    eras: list[tuple[tuple[int, int], list[Year]]], alpha: float, rho: float, df: int
) -> Fraction:
    """Return the p-value of equal frequencies of two eras whose years vary."""
    (one, _), (other, _) = eras
    sums = [sum((year.years for year in years), Fraction(0)) for _, years in eras]
    rate = float((one[0] + other[0]) / sum(sums))
    if rate == 0:
        return Fraction(1)
    phi = [1 + rate * oracle.excess_of_era(years, alpha, rho) for _, years in eras]
    first, second = (
        (count, float(length))
        for (count, _), length in zip((one, other), sums, strict=True)
    )
    return Fraction(oracle.dispersed_p(first, second, (phi[0], phi[1]), df))


def holm(p_values: dict[frozenset[str], Fraction]) -> dict[frozenset[str], Fraction]:
    """Return p-values adjusted so that all hold together (Holm 1979)."""
    adjusted, largest = {}, Fraction(0)
    left = len(p_values)
    for pair in sorted(p_values, key=lambda pair: p_values[pair]):
        largest = max(largest, min(Fraction(1), left * p_values[pair]))
        adjusted[pair] = largest
        left -= 1
    return adjusted


def p_of_pair(
    seen: dict[str, tuple[int, int]],
    one: str,
    other: str,
    *,
    method: str,
    adjustment: str,
    years: dict[str, list[Year]],
    against: list[str] | None = None,
) -> Fraction | None:
    """
    Return the p-value of two eras of a list, given (count, exposure) of them all.

    `years` are those of every era as the record has them, all doubted visits counted;
    `against` are the only eras with which the first is compared.
    """
    exposed = {era: pair for era, pair in seen.items() if pair[1] > 0}
    if one not in exposed or other not in exposed:
        return None
    dispersed = dispersion_of([years[era] for era in exposed], method)
    p_values = {
        frozenset({first, second}): p_value(exposed[first], exposed[second], method)
        if dispersed is None
        else p_of_dispersed(
            [(exposed[era], years[era]) for era in (first, second)], *dispersed
        )
        for first, second in combinations(exposed, 2)
        if against is None
        or (one in {first, second} and {first, second} <= {one, *against})
    }
    if adjustment == "holm":
        p_values = holm(p_values)
    return p_values[frozenset({one, other})]


def is_being(being: str | None, own: Fraction, other: Fraction) -> bool:
    """Say whether a frequency is the lower or the higher of two, or either is asked."""
    if being is None:
        return True
    return own < other if being == "lower" else own > other


def ways_to_flip(
    pair: tuple[str, str], order: tuple[str, str], being: str | None, *, now: bool
) -> list[tuple[str, str, int]]:
    """Return the changes of one era that bring two level, or that tell them apart."""
    lower, higher = order
    if being and not now:
        lower, higher = reversed(pair) if being == "lower" else pair
    ways = [("added", lower, 1), ("removed", higher, -1)]
    if now or being:
        return ways
    return [*ways, ("added", higher, 1), ("removed", lower, -1)]


def fewest_that_flip(
    seen: dict[str, tuple[int, int]],
    one: str,
    other: str,
    alpha: Fraction,
    most: int,
    being: str | None = None,
    **how: Any,
) -> dict[tuple[str, str], int | None] | None:
    """
    Return the fewest visits, up to so many, that flip whether two eras are told apart.

    Each is by its change and its era, recounted visit by visit; None stands for no
    number, and for everything where an era was not observed or a p-value is too near
    the level to be told from it.
    """

    def told(change: int, era: str) -> bool | None:
        count, exposure = seen[era]
        changed = seen | {era: (count + change, exposure)}
        p = p_of_pair(changed, one, other, **how)
        if p is None or abs(p - alpha) < NEAR:
            return None
        return p <= alpha and is_being(
            being, Fraction(*changed[one]), Fraction(*changed[other])
        )

    now = told(0, one)
    if now is None:
        return None
    lower, higher = sorted((one, other), key=lambda era: Fraction(*seen[era]))
    found: dict[tuple[str, str], int | None] = {}
    for change, era, sign in ways_to_flip(
        (one, other), (lower, higher), being, now=now
    ):
        found[change, era] = None
        reach = most if sign > 0 else min(most, seen[era][0])
        for visits in range(1, reach + 1):
            then = told(sign * visits, era)
            if then is None:
                return None
            if then != now:
                found[change, era] = visits
                break
    return found
