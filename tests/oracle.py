"""What the fast code must equal: every quantity again, slowly and obviously."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise, permutations, product
from math import comb, erfc, exp, fsum, lgamma, log, prod, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

# Waiting times -----------------------------------------------------------------------


class Wait(NamedTuple):
    """One waiting time in whole days."""

    days: int
    seen: bool
    entry: int = 0


def at_risk(waits: list[Wait], day: int) -> int:
    return sum(wait.entry <= day <= wait.days for wait in waits)


def ends(waits: list[Wait], day: int) -> int:
    return sum(wait.seen and wait.days == day for wait in waits)


def still_waiting(waits: list[Wait], day: int) -> Fraction:
    """Return the Kaplan-Meier survival just after a day."""
    survival = Fraction(1)
    for past in range(day + 1):
        if ends(waits, past):
            n = at_risk(waits, past)
            survival *= Fraction(n - ends(waits, past), n)
    return survival


def median_wait(waits: list[Wait]) -> Fraction | None:
    """Return the middle of the days on which the curve stands at one half."""
    last = max(wait.days for wait in waits)
    half = Fraction(1, 2)
    reached = [day for day in range(last + 1) if still_waiting(waits, day) <= half]
    passed = [day for day in range(last + 1) if still_waiting(waits, day) < half]
    if not reached:
        return None
    return Fraction(reached[0] + (passed[0] if passed else last), 2)


def mean_wait(waits: list[Wait], tau: int) -> Fraction:
    """Return the area under the curve, day by day."""
    return sum((still_waiting(waits, day) for day in range(tau)), Fraction(0))


def variance_of_mean_wait(waits: list[Wait], tau: int) -> Fraction:
    total = Fraction(0)
    for day in range(tau):
        n, d = at_risk(waits, day), ends(waits, day)
        if d and n > d:
            beyond = sum(still_waiting(waits, later) for later in range(day, tau))
            total += beyond**2 * Fraction(d, n * (n - d))
    return total


def log_rank_of_two(first: list[Wait], second: list[Wait]) -> float | None:
    """Return the statistic of two groups; none without variance."""
    excess, variance = Fraction(0), Fraction(0)
    both = first + second
    for day in range(max(wait.days for wait in both) + 1):
        n, d, own = at_risk(both, day), ends(both, day), at_risk(first, day)
        if d:
            excess += ends(first, day) - Fraction(d * own, n)
        if d and n > 1:
            variance += Fraction(d * own * (n - own) * (n - d), n * n * (n - 1))
    return float(excess**2 / variance) if variance else None


# Waiting times with vague days -------------------------------------------------------

Span = tuple[int, int]
"""The first and the last day that something may have been."""


def _overlapping(
    shocks: list[int], visits: list[int], window: Span, overlap: str, tie: int
) -> list[Wait | None]:
    """Return the wait after each shock, with every day known."""
    since, through = window

    def answer(shock: int) -> int | None:
        later = [day for day in visits if shock + tie <= day <= through]
        return min(later, default=None)

    waits: list[Wait | None] = []
    for shock in shocks:
        if not since <= shock <= through:
            waits.append(None)
            continue
        found = answer(shock)
        wait = Wait(through - shock, seen=False)
        if found is not None:
            wait = Wait(found - shock, seen=True)
        inside = [other for other in shocks if since <= other <= through]
        later = [other for other in inside if other > shock]
        earlier = [other for other in inside if other < shock]
        if overlap == "latest" and later:
            until = min(later) - shock
            in_time = wait.days < until or (wait.days == until and tie == 1)
            wait = wait if wait.seen and in_time else Wait(until, seen=False)
        if overlap == "first" and earlier:
            before = answer(max(earlier))
            done = before is not None and before < shock + tie
            waits.append(wait if done else None)
            continue
        waits.append(wait)
    return waits


def completed_waits(
    shocks: list[Span],
    visits: list[Span],
    window: Span,
    *,
    overlap: str = "both",
    tie: int = 0,
) -> list[list[Wait | None]]:
    """Return the waits in every completion of the days of shocks and visits."""
    days = [range(first, last + 1) for first, last in [*shocks, *visits]]
    n = len(shocks)
    every = {
        tuple(_overlapping(list(one[:n]), list(one[n:]), window, overlap, tie))
        for one in product(*days)
    }
    return [list(waits) for waits in every]


def ends_of_wait(waits: list[Wait]) -> tuple[Wait, Wait]:
    """Return the least and the greatest; one still running is longer than any."""
    least = min(waits, key=lambda wait: (wait.days, not wait.seen))
    return least, max(waits, key=lambda wait: (not wait.seen, wait.days))


def gaps_after(
    visits: list[Span], place: int, window: Span
) -> tuple[int, int, bool] | None:
    """Return the least and greatest gap after a visit, and if it may still be open."""
    since, through = window
    lengths, open_ = [], False
    for days in product(*(range(first, last + 1) for first, last in visits)):
        if not since <= days[place] <= through:
            continue
        later = [day for day in days if days[place] < day <= through]
        open_ |= not later
        lengths.append((min(later) if later else through) - days[place])
        # An open gap is shorter than any it may become, so only closed ones are least.
    closed = [
        min(day for day in days if days[place] < day <= through) - days[place]
        for days in product(*(range(first, last + 1) for first, last in visits))
        if since <= days[place] <= through
        and any(days[place] < day <= through for day in days)
    ]
    if not closed:
        return None
    longest = max(
        through - first if open_ else max(closed)
        for first in [max(visits[place][0], since)]
    )
    return min(closed), longest, open_


def turnbull_likelihood(intervals: list[tuple[float, float]], masses: Masses) -> float:
    """Return the logarithm of the likelihood of shares within intervals."""
    held = [
        sum(mass for low, high, mass in masses if first <= low and high <= last)
        for first, last in intervals
    ]
    return sum(log(one) if one > 0 else -1e9 for one in held)


Masses = list[tuple[float, float, float]]

# Gaps between visits -----------------------------------------------------------------


class Gap(NamedTuple):
    """Days without a visit, and how many gaps are longer, plus one."""

    days: int
    rank: int


def gaps(days: list[int], since: int, through: int) -> list[Gap]:
    """Walk through the calendar; the last gap is the open one."""
    lengths: list[int] = []
    last: int | None = None
    for today in range(since, through + 1):
        if today in days:
            lengths += [] if last is None else [today - last]
            last = today
    lengths.append(through - last if last is not None else through - since + 1)
    return [Gap(one, 1 + sum(other > one for other in lengths)) for one in lengths]


def drought_probability(days: list[int], since: int, through: int) -> float:
    visit_days = len({today for today in days if since <= today <= through})
    observed = through - since + 1
    share = Fraction(gaps(days, since, through)[-1].days, observed)
    return float((1 + share) ** -visit_days)


# Chance ------------------------------------------------------------------------------


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
    waits = _overlapping(shocks, visits, (min(shocks), through), "both", 0)
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


# Changes of frequency ----------------------------------------------------------------


def block_fitness(events: int, time: float) -> float:
    return events * log(events / time) if events else 0.0


def objective(times: list[int], edges: list[float], penalty: float) -> float:
    """Return the sum over blocks; an event on an edge is in no doubt, as edges are."""
    total = 0.0
    for left, right in pairwise(edges):
        last = right == edges[-1]
        events = sum(left <= t < right or (last and t == right) for t in times)
        total += block_fitness(events, right - left) - penalty
    return total


def best_objective(times: list[int], start: float, end: float, penalty: float) -> float:
    """Try every set of midpoints between distinct times."""
    distinct = sorted(set(times))
    middles = [(a + b) / 2 for a, b in pairwise(distinct)]
    return max(
        objective(times, [start, *cuts, end], penalty)
        for n in range(len(middles) + 1)
        for cuts in combinations(middles, n)
    )


def critical_penalty(counts: list[int]) -> float:
    """Return the largest gain a change, over every partition of periods alike."""
    whole = block_fitness(sum(counts), len(counts))
    gains = [0.0]
    for n in range(1, len(counts)):
        for cuts in combinations(range(1, len(counts)), n):
            edges = [0, *cuts, len(counts)]
            blocks = [counts[a:b] for a, b in pairwise(edges)]
            fitted = fsum(block_fitness(sum(block), len(block)) for block in blocks)
            gains.append((fitted - whole) / n)
    return max(gains)


def single_change(counts: list[int]) -> float:
    """Return twice the largest gain of a division over none."""
    whole = block_fitness(sum(counts), len(counts))
    gains = [0.0] + [
        block_fitness(sum(counts[:k]), k)
        + block_fitness(sum(counts[k:]), len(counts) - k)
        - whole
        for k in range(1, len(counts))
    ]
    return 2 * max(gains)


# Visits, eras and lags ---------------------------------------------------------------


def lag_of(
    shock: int, visits: list[int], through: int
) -> tuple[int | None, bool | None]:
    """Return the days to the first visit on or after a shock, and if there was one."""
    if shock > through:
        return None, None
    later = sorted(day for day in visits if shock <= day <= through)
    return (later[0] - shock, True) if later else (through - shock, False)


def count_in_era(
    visits: list[int], start: int, end: int, since: int, through: int
) -> int:
    """Count visits in ``[start, end)`` that were observed."""
    return sum(start <= day < end and since <= day <= through for day in visits)


def days_in_era(start: int, end: int, since: int, through: int) -> int:
    """Count the observed days of ``[start, end)``, one by one."""
    return sum(since <= day <= through for day in range(start, end))


# Frequencies and their comparison -----------------------------------------------------


def upper_gamma(shape: float, x: float) -> float:
    """Return Q(shape, x) as 1 minus the power series of P, or the sum for integers."""
    if shape == int(shape):
        logs = (k * log(x) - x - lgamma(k + 1) for k in range(int(shape)))
        return fsum(map(exp, logs)) if x > 0 else 1.0
    return 1.0 - lower_gamma(shape, x)


def lower_gamma(shape: float, x: float) -> float:
    terms, k = [0.0], 0
    while x > 0 and (k < x + 50 or terms[-1] > 1e-18 * terms[1]):
        terms.append(exp((shape + k) * log(x) - x - lgamma(shape + k + 1)))
        k += 1
    return fsum(terms)


def lower_beta(a: float, b: float, odds: float) -> float:
    """Return P(odds of a beta variable <= odds) by its positive series."""
    x, y = odds / (1 + odds), 1 / (1 + odds)
    lead = a * log(x) + b * log(y) - log(a) - lgamma(a) - lgamma(b) + lgamma(a + b)
    terms = [1.0]
    while terms[-1] > 1e-18 * terms[0] or len(terms) < (a + b) * x:
        k = len(terms) - 1
        terms.append(terms[-1] * (a + b + k) / (a + 1 + k) * x)
    return exp(lead) * fsum(terms)


def root(increasing: Callable[[float], float], high: float = 1.0) -> float:
    """Return where an increasing function of a positive number passes zero."""
    while increasing(high) < 0:
        high *= 2
    low = 0.0
    for _ in range(70):
        middle = (low + high) / 2
        low, high = (low, middle) if increasing(middle) > 0 else (middle, high)
    return high


def splits(total: int, odds: Fraction) -> list[Fraction]:
    """Return the probability of every split of a total, with the odds of the first."""
    share = odds / (1 + odds)
    return [
        comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(total + 1)
    ]


def p_of_split(seen: int, total: int, odds: Fraction, method: str) -> Fraction:
    """Return a two-sided exact p-value, from its definition."""
    chances = splits(total, odds)
    above = [sum(chances[k:], Fraction(0)) for k in range(total + 1)]
    below = [sum(chances[: k + 1], Fraction(0)) for k in range(total + 1)]
    smaller = [min(pair) for pair in zip(above, below, strict=True)]
    if method == "minlike":
        kept = [chance for chance in chances if chance <= chances[seen]]
        return sum(kept, Fraction(0))
    if method == "blaker":
        kept = [
            chance
            for chance, tail in zip(chances, smaller, strict=True)
            if tail <= smaller[seen]
        ]
        return sum(kept, Fraction(0))
    excess = chances[seen] / 2 if method == "midp" else 0
    return min(Fraction(1), 2 * (smaller[seen] - excess))


def p_of_equality(counts: list[int], years: list[int]) -> Fraction:
    """Add up every outcome no likelier than the one seen."""
    shares = [Fraction(one, sum(years)) for one in years]

    def chance(outcome: tuple[int, ...]) -> Fraction:
        ways, left = Fraction(1), sum(counts)
        for count, share in zip(outcome, shares, strict=True):
            ways *= comb(left, count) * share**count
            left -= count
        return ways

    every = product(range(sum(counts) + 1), repeat=len(counts))
    outcomes = [chance(one) for one in every if sum(one) == sum(counts)]
    return sum(
        (one for one in outcomes if one <= chance(tuple(counts))), start=Fraction(0)
    )


def holm(p: list[float]) -> list[float]:
    adjusted = []
    for one in p:
        smaller = [other for other in p if other < one] + [one]
        steps = [(len(p) - sum(x < other for x in p)) * other for other in smaller]
        adjusted.append(min(1.0, max(steps)))
    return adjusted


def lowest(counts: list[int], years: list[float], era: int) -> float:
    """Return P(era has the lowest frequency)."""
    shapes = [count + 0.5 for count in counts]
    return lowest_of(list(zip(shapes, years, strict=True)), era)


def lowest_of(gammas: list[tuple[float, float]], era: int) -> float:
    """Return P(it is the least), of shapes and rates, by the trapezoidal rule in ln."""
    total, step = 0.0, 0.01
    shape, time = gammas[era]
    for k in range(-1500, 600):
        at = exp(k * step)
        density = exp(shape * log(at * time) - at * time - lgamma(shape))
        others = [
            1 - lower_gamma(gammas[other][0], at * gammas[other][1])
            for other in range(len(gammas))
            if other != era and density > 1e-15
        ]
        total += density * step * prod(others)
    return total


# Robustness --------------------------------------------------------------------------


def rate(counts: list[int], weights: list[Fraction], years: Fraction) -> Fraction:
    """Return the weighted frequency of one era."""
    pairs = zip(counts, weights, strict=True)
    return sum((n * w for n, w in pairs), Fraction(0)) / years


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


# Years that vary ----------------------------------------------------------------------


def student_two_sided(t: float, df: float) -> float:
    """Return the probability that Student's t is further from 0."""
    if t**2 > df:
        return lower_beta(df / 2, 0.5, df / t**2)
    return 1 - lower_beta(0.5, df / 2, t**2 / df) if t > 0 else 1.0


def student_tail(alpha: float, df: float) -> float:
    """Return the normal tail whose quantile is Student's for half of alpha."""
    t = root(lambda t: alpha - student_two_sided(t, df))
    return erfc(t / sqrt(2)) / 2


def dispersed_p(
    first: tuple[int, float],
    second: tuple[int, float],
    phi: tuple[float, float],
    df: float,
) -> float:
    """Return the p-value of equal frequencies whose counts vary phi times as much."""
    (one, years), (two, other) = first, second
    a, b = one / phi[0], two / phi[1]
    odds = (years / phi[0]) / (other / phi[1])
    above = lower_beta(a, b + 1, odds) if one else 1.0
    below = lower_beta(b, a + 1, 1 / odds) if two else 1.0
    p = min(1.0, 2 * min(above, below))
    if max(phi) == 1 or p == 1:
        return p
    return student_two_sided(-NormalDist().inv_cdf(p / 2), df)


def dispersed_below(
    first: tuple[int, float],
    second: tuple[int, float],
    phi: tuple[float, float],
    df: float,
) -> float:
    """Return P(the first frequency is below), of counts that vary phi times as much."""
    (one, years), (two, other) = first, second
    odds = (years / phi[0]) / (other / phi[1])
    a, b = (one + 0.5) / phi[0], (two + 0.5) / phi[1]
    below, above = lower_beta(a, b, odds), lower_beta(b, a, 1 / odds)
    if max(phi) == 1 or min(below, above) >= 0.5:
        return below
    tail = student_two_sided(-NormalDist().inv_cdf(min(below, above)), df) / 2
    return tail if below < above else 1 - tail


def dispersed_lowest(eras: list[tuple[int, float, float]], era: int, df: int) -> float:
    """
    Return P(era has the lowest frequency): visits, years and phi of each.

    The midpoint rule over the factor that all eras share, at an even number of degrees
    of freedom, so that its distribution function is a sum.
    """
    parts = 40
    points = [(k + 0.5) / parts for k in range(parts)]

    def quantile(point: float) -> float:
        return root(lambda x: 1 - point - upper_gamma(df / 2, x))

    shares = [2 * quantile(point) / df for point in points]
    return fsum(
        lowest_of(
            [
                ((count + 0.5) * share / phi, years * share / phi)
                for count, years, phi in eras
            ],
            era,
        )
        for share in shares
    ) / len(shares)


class Year(NamedTuple):
    """What an era has of a year."""

    visits: int
    years: Fraction


def counted_years(eras: list[list[Year]]) -> list[list[tuple[Year, Fraction]]]:
    """Return the years that say something, each with the visits expected of it."""
    told = [era for era in eras if len(era) > 1 and any(year.visits for year in era)]
    return [
        [
            (
                year,
                sum(one.visits for one in era)
                * year.years
                / sum((one.years for one in era), Fraction(0)),
            )
            for year in era
        ]
        for era in told
    ]


def chi_square(eras: list[list[Year]]) -> Fraction:
    each = [pair for era in counted_years(eras) for pair in era]
    return sum(((year.visits - mean) ** 2 / mean for year, mean in each), Fraction(0))


def degrees_of_freedom(eras: list[list[Year]]) -> int:
    return sum(len(era) - 1 for era in counted_years(eras))


def alpha_of_years(eras: list[list[Year]]) -> float:
    """Return the excess variance at which the statistic is as large as expected."""
    df = degrees_of_freedom(eras)
    if chi_square(eras) <= df:
        return 0.0
    each = [
        (float((year.visits - mean) ** 2 / mean), float(mean))
        for era in counted_years(eras)
        for year, mean in era
    ]
    return root(lambda alpha: df - sum(x / (1 + alpha * mean) for x, mean in each))


def neighbours(eras: list[list[Year]]) -> tuple[float, float] | None:
    """Return the correlation of neighbouring years, and its mean over all orders."""
    residuals = [
        [float(year.visits - mean) / sqrt(mean) for year, mean in era]
        for era in counted_years(eras)
    ]
    squares = [fsum(r**2 for r in era) for era in residuals]
    if sum(squares) == 0:
        return None
    found = fsum(one * two for era in residuals for one, two in pairwise(era))
    mean = -fsum(s / len(era) for s, era in zip(squares, residuals, strict=True))
    return found / sum(squares), mean / sum(squares)


def rho_of_years(eras: list[list[Year]]) -> float:
    df, found = degrees_of_freedom(eras), neighbours(eras)
    dispersion = float(chi_square(eras)) / df if df else 0.0
    if dispersion <= 1 or found is None:
        return 0.0
    lag1 = found[0] - found[1]
    return min(0.5, max(0.0, lag1 * dispersion / (dispersion - 1)))


def excess_of_era(era: list[Year], alpha: float, rho: float) -> float:
    """Return by how much phi grows with each visit a year."""
    n = len(era)
    if n == 0:
        return 0.0
    inflation = 1 + 2 * fsum((1 - k / n) * rho**k for k in range(1, n))
    squares = sum((year.years**2 for year in era), Fraction(0))
    return alpha * inflation * float(squares / sum(year.years for year in era))


def ways_of_years(first: list[Year], second: list[Year]) -> list[tuple[int, ...]]:
    """Every way to give the years of both eras to the first, in its size."""
    return list(combinations(range(len(first) + len(second)), len(first)))


def tails_of_years(first: list[Year], second: list[Year]) -> tuple[Fraction, Fraction]:
    """Return the shares of the ways with at most, and at least, as many visits."""
    years = [*first, *second]
    exposure = sum((year.years for year in years), Fraction(0))
    rate = sum(year.visits for year in years) / exposure
    excess = [year.visits - rate * year.years for year in years]
    ways = ways_of_years(first, second)
    sums = [sum(excess[place] for place in way) for way in ways]
    seen = sum(excess[: len(first)])
    lower = Fraction(sum(one <= seen for one in sums), len(sums))
    higher = Fraction(sum(one >= seen for one in sums), len(sums))
    return lower, higher


def smallest_p_of_years(first: list[Year], second: list[Year]) -> Fraction:
    """Return the least p that any way of the same years would have given."""
    years = [*first, *second]
    found = []
    for way in ways_of_years(first, second):
        here = [years[place] for place in way]
        rest = [year for place, year in enumerate(years) if place not in way]
        found.append(min(Fraction(1), 2 * min(tails_of_years(here, rest))))
    return min(found)
