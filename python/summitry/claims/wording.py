"""Claims in words: what was printed, what was computed, and how it was counted."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from summitry.claims.specification import Specification
from summitry.claims.statement import (
    Ascending,
    Order,
    Printed,
    Qualifying,
    Rank,
    ToldApart,
    Waiting,
)
from summitry.measure.definition import OUTCOMES
from summitry.measure.unclear import DAYS_A_YEAR
from summitry.output.era_words import named_era
from summitry.output.format import many, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry import _core
    from summitry.claims.statement import Statement

_COMPARISONS = {
    "equals": "",
    "at_most": "at most ",
    "at_least": "at least ",
    "less_than": "less than ",
    "more_than": "more than ",
    "almost": "almost ",
}
_QUANTITIES = {
    "count": "visits",
    "frequency": "visits a year",
    "weighted_count": "weighted visits",
    "weighted_frequency": "weighted visits a year",
    "ratio": "ratio of visits a year",
    "weighted_ratio": "ratio of weighted visits a year",
    "share": "share of visits",
    "lag": "days from the shock to the next visit",
    "mean_lag": "mean days to the next visit, over the shocks that one followed",
    "median_lag": "median days to the next visit, counting shocks that none followed",
    "restricted_mean_lag": (
        "restricted mean days to the next visit, counting shocks that none followed"
    ),
    "open_gap": "time since the last visit",
    "longest_gap": "longest time between two visits",
    "qualification": "whether the visit counts as high-level",
    "series": "of a dated series",
}
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
ORDINALS = ("", "second-", "third-", "fourth-", "fifth-")
_EXCEPTIONS = {
    ("handover", "predecessor"): "the day of a handover belongs to the predecessor",
    ("date_rule", "end"): "visits dated by their last day",
    ("date_rule", "latest"): "visits dated by the latest day that they may have begun",
    ("same_day", "exclude"): "a visit on the day of the shock does not answer it",
    ("overlap", "latest"): "a shock is censored at the next one",
    ("overlap", "first"): "a shock that falls while another waits is left out",
    ("method", "dispersed_years"): (
        "test that allows for years that vary, not for how they follow each other"
    ),
    ("method", "central"): "central test, which allows for no more than chance",
    ("method", "midp"): "mid-p test, which allows for no more than chance",
    ("adjustment", "none"): "not adjusted for many comparisons",
}
_RUNNING = "the shortest wait that still runs, or the longest lag where none does"
_UNCLEAR = {
    "exclude": "unclear visits left out",
    "include": "unclear visits counted",
    "both": "judged without and with unclear visits",
}
_SOURCES = {
    "doubt": "visits without a source counted, and doubted",
    "include": "visits without a source counted",
    "exclude": "only visits with a source",
}

_SAME = 1e-12
_FEWEST, _MOST_DECIMALS = 2, 10

CLAIMS_APART = (
    "A claim counts everybody whom it speaks of, and is answered only where all of these "
    "are covered; the tables compare those who are covered throughout. Their numbers may "
    "differ."
)
"""What is said of the numbers of claims beside tables that leave visits out."""


def asserted(said: Statement) -> str:
    """
    Say what a claim asserts.

    Examples
    --------
    >>> from summitry.claims.statement import Statement
    >>> wait = {"printed": "11", "comparison": "at_most", "quantity": "lag"}
    >>> asserted(Statement.read(wait))
    'at most 11 days'
    >>> asserted(Statement.read({"rank": {"place": 2}, "quantity": "frequency"}))
    'second-lowest'
    """
    match said.asserted:
        case Printed(printed, comparison, rounded_to):
            words = f"{_COMPARISONS[comparison]}{printed}{unit_of(said, printed)}"
            return words + (f", rounded to {rounded_to}" if rounded_to else "")
        case Rank() as rank:
            return _ranked(rank)
        case Order(than) as order:
            return f"{order.direction} than {than.words()}{relative(said)}"
        case Ascending(eras):
            return " < ".join(eras)
        case ToldApart(other) as apart:
            return f"told apart from {other.words()}{being(apart)}{relative(said)}"
        case Waiting(unanswered):
            return "no visit yet" if unanswered else "a visit followed"
        case Qualifying(outcome):
            return OUTCOMES[outcome]


def being(apart: ToldApart) -> str:
    """Say which of two eras one is claimed to be, after a comma."""
    return f", and {apart.being}" if apart.being else ""


def alone(eras: Sequence[str]) -> str:
    """
    Name the only eras with which another is compared.

    Examples
    --------
    >>> alone(["Mao Zedong", "Hu Jintao"])
    'Mao Zedong and Hu Jintao alone'
    """
    return f"{spoken(map(named_era, eras))} alone"


def relative(said: Statement) -> str:
    """Say relative to which other visits something is claimed, after a comma."""
    beside = said.relative_to
    return "" if beside is None else f", relative to {beside.words('all others')}"


def _ranked(rank: Rank) -> str:
    """Say a place in an order."""
    others = rank.ahead_only_of
    words = placed(rank.place or len(others) + 1, rank.named_from)
    return f"{words}, ahead only of {', '.join(others)}" if others else words


def placed(place: int, end: str) -> str:
    """
    Say a place from one end of an order.

    Examples
    --------
    >>> placed(1, "top"), placed(7, "bottom")
    ('highest', '7th from the bottom')
    """
    superlative = "lowest" if end == "bottom" else "highest"
    if place <= len(ORDINALS):
        return ORDINALS[place - 1] + superlative
    return f"{nth(place)} from the {end}"


def nth(place: int) -> str:
    """
    Return a place as an ordinal number.

    Examples
    --------
    >>> nth(7), nth(21), nth(112)
    ('7th', '21st', '112th')
    """
    teens = place // 10 % 10 == 1
    return f"{place}{'th' if teens else _ENDINGS.get(place % 10, 'th')}"


def counted(said: Statement, spec: Specification, answer: _core.Answer) -> str:
    """Say how a claim's quantity was counted: its definition in one line."""
    quantity = _QUANTITIES[said.quantity]
    if said.quantity == "series":
        quantity = f"{said.summary} {quantity}"
    parts = [f"{quantity}: {said.at.words()}"]
    if said.of is not None:
        parts[0] += f", of {said.of.words()}"
    parts[0] += relative(said)
    if said.quantity == "series":
        return parts[0]
    parts += _exposed(said, spec, answer)
    if said.quantity == "restricted_mean_lag":
        tau = _RUNNING if spec.tau is None else many(spec.tau, "day")
        parts.append(f"restricted to {tau}")
    if said.quantity != "qualification":
        parts += [_UNCLEAR[spec.unclear], _SOURCES[spec.unsourced]]
    apart = said.asserted if isinstance(said.asserted, ToldApart) else None
    if apart is not None and apart.against and spec.adjustment != "none":
        parts.append(f"adjusted for comparisons with {alone(apart.against)}")
    if apart is not None and spec.level != Specification.level:
        parts.append(f"at a level of {spec.level:g}")
    parts += [
        words
        for (name, word), words in _EXCEPTIONS.items()
        if getattr(spec, name) == word and _matters(name, word, said)
    ]
    return "; ".join(parts)


def _matters(convention: str, word: str, said: Statement) -> bool:
    """Whether a convention plays a part in a claim."""
    if (convention, word) == ("date_rule", "latest") and said.is_wait:
        return False  # a wait is told over all days that a visit may have begun
    if convention in {"method", "adjustment"}:
        return isinstance(said.asserted, ToldApart)
    if convention in {"same_day", "overlap"}:
        return said.quantity.endswith("lag")
    if convention == "handover":
        return isinstance(said.asserted, Ascending) or any(
            one.era or one.eras for one in said.scopes.values()
        )
    return said.quantity != "qualification" or said.at.period is not None


def _exposed(said: Statement, spec: Specification, answer: _core.Answer) -> list[str]:
    """Say in which years visits were counted, where that is not plain."""
    if said.of is None and answer.years is not None:
        in_years = spec.exposure == "calendar_years"
        told = in_years or "frequency" in said.quantity
        return [_exposure(spec.exposure, answer)] if told else []
    counts = not said.is_wait and said.quantity != "qualification"
    whole = counts and spec.exposure == "calendar_years"
    return ["in whole calendar years"] if whole else []


def number(value: float, said: Statement, decimals: int | None = None) -> str:
    """
    Print a computed number with one decimal more than was printed, if it has any.

    It gets more where it would else look like a bound of the print that it is not.

    Examples
    --------
    >>> from summitry.claims.statement import Statement
    >>> mean = Statement.read({"quantity": "mean_lag", "printed": "120"})
    >>> share = Statement.read({"quantity": "share", "printed": "52%"})
    >>> number(359 / 3, mean), number(0.524, share)
    ('119.7', '52.4%')
    """
    printed = said.asserted if isinstance(said.asserted, Printed) else None
    percent = printed is not None and printed.is_percent
    bounds = set() if printed is None else printed.bounds
    places = decimals_of(said) if decimals is None else decimals
    text = _told(value * (100 if percent else 1), places, bounds)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text + ("%" if percent else "")


def _told(value: float, decimals: int, bounds: set[Decimal]) -> str:
    """Round a number, but not to a bound that it is not: what is beyond it is seen."""
    text = f"{value:.{decimals}f}"
    for bound in bounds:
        other = not same(value, float(bound))
        while other and Decimal(text) == bound and decimals < _MOST_DECIMALS:
            decimals += 1
            text = f"{value:.{decimals}f}"
    return text


def decimals_of(said: Statement) -> int:
    """Return with how many decimals a number is told: one more than was printed."""
    return (said.asserted.decimals if isinstance(said.asserted, Printed) else 1) + 1


def decimals_apart(values: Sequence[float], quantity: str) -> int:
    """
    Return with how many decimals values that differ are seen to differ, two at least.

    Numbers of visits have none.

    Examples
    --------
    >>> decimals_apart([1.5, 1.25], "ratio"), decimals_apart([1.251, 1.254], "ratio")
    (2, 3)
    >>> decimals_apart([2.0, 7.0], "count")
    0
    """
    if quantity == "count":
        return 0
    ordered = sorted(values)
    for decimals in range(_FEWEST, _MOST_DECIMALS):
        shown = [f"{value:.{decimals}f}" for value in ordered]
        pairs = zip(pairwise(ordered), pairwise(shown), strict=True)
        if all(same(*two) or text != other for two, (text, other) in pairs):
            return decimals
    return _MOST_DECIMALS


def same(one: float, other: float) -> bool:
    """Whether two values are equal but for the last bits of a quotient."""
    return abs(one - other) <= _SAME * max(abs(one), abs(other))


def unit_of(said: Statement, number: object = "") -> str:
    """
    Return the unit of a length of time, with a blank before it.

    Examples
    --------
    >>> from summitry.claims.statement import Statement
    >>> lag = Statement.read({"quantity": "lag", "printed": "1"})
    >>> unit_of(lag), unit_of(lag, "1")
    (' days', ' day')
    """
    if not said.is_wait:
        return ""
    return f" {said.unit.removesuffix('s') if str(number) == '1' else said.unit}"


def _exposure(convention: str, answer: _core.Answer) -> str:
    years, first, last = answer.years, answer.first, answer.last
    if not years or first is None or last is None:
        return "not observed"
    if convention == "calendar_years":
        if first[:4] == last[:4]:
            return f"the calendar year {last[:4]}"
        told = many(f"{years:g}", "calendar year")
        return f"the {told} {first[:4]} to {last[:4]}"
    days = round(years * DAYS_A_YEAR)
    return f"{years:.2f} years ({many(days, 'day')})"
