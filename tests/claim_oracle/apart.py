"""Whether two frequencies can be told apart: exact tests, in exact arithmetic."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import comb


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
) -> Fraction | None:
    """Return the p-value of two eras of a list, given (count, exposure) of them all."""
    exposed = {era: pair for era, pair in seen.items() if pair[1] > 0}
    if one not in exposed or other not in exposed:
        return None
    p_values = {
        frozenset({first, second}): p_value(exposed[first], exposed[second], method)
        for first, second in combinations(exposed, 2)
    }
    if adjustment == "holm":
        p_values = holm(p_values)
    return p_values[frozenset({one, other})]
