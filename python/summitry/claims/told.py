"""What an answer says: the number in words, and why the verdict is what it is."""

from __future__ import annotations

from math import inf, isfinite, isnan
from typing import TYPE_CHECKING, NamedTuple

from summitry.claims.in_doubt import (
    extrapolated,
    least_of,
    order_in_doubt,
    undetermined,
)
from summitry.claims.made_of import FOLLOWED, made_of
from summitry.claims.on_series import told_series
from summitry.claims.scope import Scope, period_words
from summitry.claims.statement import Order, Printed, Rank, ToldApart, Waiting
from summitry.claims.wording import (
    decimals_apart,
    decimals_of,
    number,
    placed,
    same,
    unit_of,
)
from summitry.measure.definition import OUTCOMES
from summitry.output.claims_grid import VERDICTS
from summitry.output.format import many, p_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry import _core
    from summitry.claims.statement import Statement

REPRODUCED, NOT_REPRODUCED, NOT_DETERMINED = VERDICTS

NO_VALUE = "—"
"""What stands for a number that does not exist."""

_PAIR = 2
SHOWN_ERAS = 8
"""How many values of an order a sentence repeats."""


class Named(NamedTuple):
    """One of several numbers, and what it is called."""

    label: str
    value: _core.Compared


class Told(NamedTuple):
    """An answer in words, its numbers in the unit of the print."""

    text: str
    reason: str
    value: float | None
    lower: float | None
    upper: float | None


def told(
    said: Statement,
    answer: _core.Answer,
    outcomes: Sequence[str] = (),
    reasons: Sequence[str] = (),
    *,
    cut: bool = False,
) -> Told:
    """
    Say what was computed and why the verdict is what it is.

    Parameters
    ----------
    said : Statement
        What the claim says.
    answer : Answer
        What the record says to it.
    outcomes, reasons : sequence of str
        For a claim on qualification, what the definition says of each visit, and why.
    cut : bool, default False
        Whether the next shock ends the wait of the one before it.
    """
    value, low, high = in_unit(said, answer)
    asserts = said.asserted
    if said.quantity == "series":
        text, reason = told_series(said, answer, decimals_of(said))
    elif said.quantity == "qualification":
        text, reason = _on_outcomes(answer, outcomes, reasons)
    elif answer.reason is not None:
        of_value = not isinstance(asserts, ToldApart)
        text = _alone(said, value) if of_value else NO_VALUE
        reason = answer.reason
    elif isinstance(asserts, Waiting):
        text, reason = _on_waiting(said, answer, cut=cut)
    elif isinstance(asserts, Printed):
        text, reason = _on_number(said, answer, (value, low, high), cut=cut)
    else:
        text, reason = _on_order(said, answer)
    other = answer.with_unclear
    if other is not None and other.verdict != answer.verdict:
        text, reason = _both_ways(said, answer, text)
    return Told(text, reason, _finite(value), _finite(low), _finite(high))


def _alone(said: Statement, value: float) -> str:
    """The number of a claim itself, where what it is held against has none."""
    return number(value, said) + unit_of(said) if isfinite(value) else NO_VALUE


def in_unit(said: Statement, answer: _core.Answer) -> tuple[float, float, float]:
    """Return the number and its ends in the unit of the print."""
    unit = said.days_in_unit
    return answer.value / unit, answer.lower / unit, answer.upper / unit


def _named(said: Statement, answer: _core.Answer) -> list[Named]:
    """The values of an order with their names; two of one name say what tells them."""
    named = [Named(one.label, one) for one in answer.compared]
    if not isinstance(said.asserted, Order) or len(named) != _PAIR:
        return named
    named = [
        Named(_called(one.label, scope), one.value)
        for one, scope in zip(named, said.compared, strict=True)
    ]
    if named[0].label != named[1].label:
        return named
    told = [_apart(*said.compared), _apart(*said.compared[::-1])]
    return [
        Named(f"{one.label} ({of})" if of else one.label, one.value)
        for one, of in zip(named, told, strict=True)
    ]


def _called(label: str, scope: Scope) -> str:
    """The era of a scope, or else its period where it has one."""
    return label if scope.era or scope.eras else period_words(scope) or label


def _apart(scope: Scope, other: Scope) -> str:
    """What tells a scope from another of the same era."""
    parts = [
        one
        for one, its in (
            (scope.side and f"of {scope.side}", other.side and f"of {other.side}"),
            (scope.rule and f"rule {scope.rule}", other.rule and f"rule {other.rule}"),
            (period_words(scope), period_words(other)),
            (scope.visits.words("all visits"), other.visits.words("all visits")),
        )
        if one and one != its
    ]
    return ", ".join(parts)


def values(compared: Sequence[Named], quantity: str) -> str:
    """Print the values of an order from the lowest, with both ends if they differ."""
    known = [each for each in compared if not isnan(each.value.value)]
    parts, n = [], decimals_apart([each.value.value for each in known], quantity)
    for label, one in sorted(known, key=_by_value)[:SHOWN_ERAS]:
        span = f"{one.lower:.{n}f} to {one.upper:.{n}f}"
        if one.lower == one.upper:
            span = f"{one.value:.{n}f}"
        elif one.value not in (one.lower, one.upper):
            span = f"{one.value:.{n}f} ({span})"
        # A period ends with a day, beside which a number is no number of its own.
        name = f"{label}:" if label[-1:].isdigit() else label
        parts.append(f"{name} {span}".lstrip())
    return ", ".join(parts)


def listed_values(said: Statement, answer: _core.Answer) -> str:
    """Print the values of an order, or the two waits of one."""
    if said.is_wait:
        return _waits(said, answer)
    return values(_named(said, answer), said.quantity)


def _by_value(one: Named) -> float:
    return float(one.value.lower)


def _on_number(
    said: Statement,
    answer: _core.Answer,
    ends: tuple[float, float, float],
    *,
    cut: bool,
) -> tuple[str, str]:
    value, low, high = ends
    unit = unit_of(said)
    text = number(value, said)
    text += unit_of(said, text) + extrapolated(said, answer)
    ended = "the next shock or the end came first" if cut else "no visit yet"
    if unit and high == inf:
        words, least = least_of(said, answer, low)
        plain = f"{words} {least}{unit_of(said, least)}: {ended}"
        text = f"{text} ({words} {least})" if isfinite(value) else plain
    elif unit and low != high and answer.parts is None:
        span = f"{number(low, said)} to {number(high, said)}"
        text = f"{text} ({span})" if isfinite(value) else span + unit
    reason = made_of(said, answer) or text
    if answer.verdict == NOT_DETERMINED:
        reason = undetermined(said, answer, reason, cut=cut)
    return text, reason


def _on_waiting(said: Statement, answer: _core.Answer, *, cut: bool) -> tuple[str, str]:
    (lag,) = answer.lags
    low, high = answer.lower, answer.upper
    days = many(lag.days or 0, "day")
    if lag.status == "censored":
        text = f"none in {days}"
        certain = low == (lag.days or 0) + 1  # a day later at the earliest
    else:
        text, certain = f"one after {days}", low == high
    if not certain:
        ends = f"at least {low:.0f}" if high == inf else f"{low:.0f} to {high:.0f}"
        text += f" ({ends})"
    if lag.status == "censored" and cut:
        text += ", up to the next shock or the end"
    if answer.verdict == NOT_DETERMINED:
        return text, undetermined(said, answer, text, cut=cut)
    return text, text


def _on_order(said: Statement, answer: _core.Answer) -> tuple[str, str]:
    if answer.beside is not None:
        return _on_ratio_of_ratios(said, answer, answer.beside)
    listed = listed_values(said, answer)
    if isinstance(said.asserted, ToldApart):
        told = _direction(answer) + _both_p(answer)
        return told, f"{listed}; {told}" + order_in_doubt(said, answer)
    if isinstance(said.asserted, Rank):
        end = said.asserted.named_from
        place, value = place_of(said, answer, end)
        return f"{place} ({value})", listed + order_in_doubt(said, answer)
    also = f"; the mean is extrapolated: {FOLLOWED}"
    also *= bool(extrapolated(said, answer))
    return listed, listed + also + order_in_doubt(said, answer)


def _direction(answer: _core.Answer) -> str:
    """Say whether an era is the lower or the higher of two, before a comma."""
    own, other = (one.value for one in answer.compared)
    if isnan(own) or isnan(other):
        return ""
    if same(own, other):
        return "level, "
    return "lower, " if own < other else "higher, "


def _both_p(answer: _core.Answer) -> str:
    """
    Say the p of a pair adjusted for the comparisons that it is one of, and by itself.

    Adjusted or not, the p of the last of them is the same.
    """
    adjusted, alone = _p_text(answer.adjusted_p), _p_text(answer.p)
    if answer.adjusted_p == answer.p:
        return f"p {adjusted}, adjusted or not"
    return f"p {adjusted} adjusted for the other comparisons, {alone} unadjusted"


def _p_text(p: float | None) -> str:
    return NO_VALUE if p is None else p_text(p)


def _on_ratio_of_ratios(
    said: Statement, answer: _core.Answer, beside: _core.Beside
) -> tuple[str, str]:
    """Print a ratio of ratios with its limits and p, and the counts behind it."""
    ratio = f"{answer.value:.2f}" if isfinite(answer.value) else "no ratio"
    lower, upper = beside.limits or (0.0, inf)
    limit = f"{upper:.2f}" if isfinite(upper) else "no limit"
    told = f"ratio of ratios {ratio} ({lower:.2f} to {limit}), "
    apart = isinstance(said.asserted, ToldApart)
    told += _both_p(answer) if apart else f"p {_p_text(answer.p)}"
    (one, two), (rest, more) = beside.counts, beside.baseline
    counts = f"{one} and {two} visits, relative to {rest} and {more}"
    return told, f"{counts}; {told}" + order_in_doubt(said, answer)


def _waits(said: Statement, answer: _core.Answer) -> str:
    """Print two means of waits, the one that is claimed to be lower first."""
    unit, parts = said.days_in_unit, []
    known = [each.value / unit for each in answer.compared if isfinite(each.value)]
    decimals = decimals_apart(known, said.quantity)
    for one, scope in zip(answer.compared, said.compared, strict=True):
        ends = (one.value / unit, one.lower / unit, one.upper / unit)
        shocks = scope.words("all shocks")
        parts.append(f"{_span(said, decimals, *ends)}{unit_of(said)} ({shocks})")
    return ", ".join(parts)


def _span(said: Statement, decimals: int, value: float, low: float, high: float) -> str:
    """Print both ends of a mean, and what it is as counted where that is neither."""
    if isnan(low):
        return "no number of"
    first, last, own = (number(end, said, decimals) for end in (low, high, value))
    span = first if first == last else f"{first} to {last}"
    if high == inf:
        span = f"at least {first}"
    own = own if isfinite(value) else first
    return span if own in {first, last} else f"{own} ({span})"


def place_of(said: Statement, answer: _core.Answer, end: str) -> tuple[str, str]:
    """The place that an era has, and its value, with how many share them."""
    known = [one.value for one in answer.compared if not isnan(one.value)]
    ahead = [
        value
        for value in known
        if (value < answer.value if end == "bottom" else value > answer.value)
        and not same(value, answer.value)
    ]
    level = sum(same(value, answer.value) for value in known) - 1
    shared = f", level with {level} more" if level else ""
    value = f"{answer.value:.{decimals_apart(known, said.quantity)}f}"
    return placed(len(ahead) + 1, end), f"{value}{shared}"


def _both_ways(said: Statement, answer: _core.Answer, text: str) -> tuple[str, str]:
    other = answer.with_unclear
    if other is None or isnan(other.value):
        return text, "the verdict differs without and with the unclear visits"
    verdicts = (
        f"the verdict differs without the unclear visits; {other.verdict} with them"
    )
    if isinstance(said.asserted, ToldApart):
        return text, verdicts
    value = other.value / said.days_in_unit
    printed = isinstance(said.asserted, Printed)
    shown = number(value, said) if printed else f"{value:.2f}"
    return f"{text}; {shown}{unit_of(said)} with unclear visits", verdicts


def _on_outcomes(
    answer: _core.Answer, outcomes: Sequence[str], reasons: Sequence[str]
) -> tuple[str, str]:
    if not len(answer.rows):
        return "no such visit", "the record has no such visit"
    found = {one.lower() for one in outcomes}
    text = ", ".join(words for one, words in OUTCOMES.items() if one in found)
    return text, ", ".join(sorted({*filter(None, reasons)})) or text


def _finite(value: float) -> float | None:
    return float(value) if isfinite(value) else None
