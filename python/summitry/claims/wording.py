"""Claims in words: what was printed, what was computed, and how it was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

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
from summitry.output.format import many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry import _core
    from summitry.claims.specification import Specification
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
_ORDINALS = ("", "second-", "third-", "fourth-", "fifth-")
_EXCEPTIONS = {
    ("handover", "predecessor"): "the day of a handover belongs to the predecessor",
    ("date_rule", "end"): "visits dated by their last day",
    ("same_day", "exclude"): "a visit on the day of the shock does not answer it",
    ("overlap", "latest"): "a shock is censored at the next one",
    ("overlap", "first"): "a shock that falls while another waits is left out",
    ("method", "midp"): "mid-p test",
    ("adjustment", "none"): "not adjusted for many comparisons",
}
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
        case Printed(printed, comparison):
            return f"{_COMPARISONS[comparison]}{printed}{unit_of(said, printed)}"
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
    *others, last = map(named_era, eras)
    return f"{', '.join(others)} and {last} alone" if others else f"{last} alone"


def relative(said: Statement) -> str:
    """Say relative to which other visits something is claimed, after a comma."""
    beside = said.relative_to
    return "" if beside is None else f", relative to {beside.words('all others')}"


def _ranked(rank: Rank) -> str:
    """Say a place in an order."""
    others = rank.ahead_only_of
    words = placed(rank.place or len(others) + 1, rank.counted_from)
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
    if place <= len(_ORDINALS):
        return _ORDINALS[place - 1] + superlative
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
    if "frequency" in said.quantity and answer.years is not None:
        parts.append(_exposure(spec.exposure, answer))
    if said.quantity == "restricted_mean_lag" and spec.tau is not None:
        parts.append(f"restricted to {many(spec.tau, 'day')}")
    if said.quantity != "qualification":
        parts += [_UNCLEAR[spec.unclear], _SOURCES[spec.unsourced]]
    apart = said.asserted if isinstance(said.asserted, ToldApart) else None
    if apart is not None and apart.against and spec.adjustment != "none":
        parts.append(f"adjusted for comparisons with {alone(apart.against)}")
    parts += [
        words
        for (name, word), words in _EXCEPTIONS.items()
        if getattr(spec, name) == word and _matters(name, said)
    ]
    return "; ".join(parts)


def _matters(convention: str, said: Statement) -> bool:
    """Whether a convention plays a part in a claim."""
    if convention in {"method", "adjustment"}:
        return isinstance(said.asserted, ToldApart)
    if convention in {"same_day", "overlap"}:
        return said.quantity.endswith("lag")
    return said.quantity != "qualification"


def number(value: float, said: Statement) -> str:
    """
    Print a computed number with one decimal more than was printed, if it has any.

    Examples
    --------
    >>> from summitry.claims.statement import Statement
    >>> mean = Statement.read({"quantity": "mean_lag", "printed": "120"})
    >>> share = Statement.read({"quantity": "share", "printed": "52%"})
    >>> number(359 / 3, mean), number(0.524, share)
    ('119.7', '52.4%')
    """
    percent = isinstance(said.asserted, Printed) and said.asserted.is_percent
    decimals = decimals_of(said)
    text = f"{value * (100 if percent else 1):.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if decimals == 1 or text[-1] == "0" else text
    return text + ("%" if percent else "")


def decimals_of(said: Statement) -> int:
    """Return with how many decimals a number is told: one more than was printed."""
    return (said.asserted.decimals if isinstance(said.asserted, Printed) else 1) + 1


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
    years, start, end = answer.years, answer.start, answer.end
    if not years or start is None or end is None:
        return "not observed"
    first, after = np.datetime64(start), np.datetime64(end)
    if convention == "calendar_years":
        last = str(after - np.timedelta64(1, "D"))[:4]
        if str(first)[:4] == last:
            return f"the calendar year {last}"
        return f"the {many(f'{years:g}', 'calendar year')} {str(first)[:4]} to {last}"
    days = round(years * DAYS_A_YEAR)
    return f"{years:.2f} years ({many(days, 'day')})"
