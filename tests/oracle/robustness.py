"""What overturns a claim, and how much of a verdict each decision explains."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations, product


def is_lowest(rates: list[Fraction], era: int, *, tied: bool) -> bool:
    """Whether an era is lower than every other, or level with it if ties hold."""
    others = [value for other, value in enumerate(rates) if other != era]
    return all(rates[era] < value or (tied and rates[era] == value) for value in others)


def overturned_by(
    counts: list[int], years: list[int], era: int, *, change: int, tied: bool
) -> tuple[int, int] | None:
    """Return the fewest visits, and the era, by which an era stops being lowest."""
    for visits in range(sum(counts) + 200):
        for other in range(len(counts)):
            changed = list(counts)
            changed[other] += change * visits
            if changed[other] < 0:
                continue
            pairs = zip(changed, years, strict=True)
            rates = [Fraction(n, t) for n, t in pairs]
            if not is_lowest(rates, era, tied=tied):
                return visits, other
    return None


def completions(
    visits: list[tuple[int, int, bool]], eras: list[tuple[int, int]]
) -> set[tuple[int, ...]]:
    """Return the counts by era of every way to settle dates and doubts."""
    options = [
        [*range(first, last + 1), *([] if sure else [None])]
        for first, last, sure in visits
    ]
    return {
        tuple(
            sum(day is not None and start <= day < end for day in days)
            for start, end in eras
        )
        for days in product(*options)
    }


def explained(outcomes: dict[tuple[int, ...], bool], decisions: set[int]) -> Fraction:
    """Return the variance of the mean outcome, given the choices of some decisions."""
    cells: dict[tuple[int, ...], list[bool]] = {}
    for choices, holds in outcomes.items():
        key = tuple(choices[decision] for decision in sorted(decisions))
        cells.setdefault(key, []).append(holds)
    means = [Fraction(sum(cell), len(cell)) for cell in cells.values()]
    overall = Fraction(sum(outcomes.values()), len(outcomes))
    spread = sum(((mean - overall) ** 2 for mean in means), Fraction(0))
    return spread / len(means)


def shapley(outcomes: dict[tuple[int, ...], bool], n_decisions: int) -> list[Fraction]:
    """Return each decision's share, averaged over the orders of fixing them."""
    whole = explained(outcomes, set(range(n_decisions)))
    shares = [Fraction(0)] * n_decisions
    orders = list(permutations(range(n_decisions)))
    for order in orders:
        for place, decision in enumerate(order):
            before = set(order[:place])
            gain = explained(outcomes, before | {decision}) - explained(
                outcomes, before
            )
            shares[decision] += gain / whole / len(orders)
    return shares
