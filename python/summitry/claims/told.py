"""What an answer says: the number in words, and why the verdict is what it is."""

from __future__ import annotations

from math import inf, isfinite, isnan
from typing import TYPE_CHECKING, Any, NamedTuple

from summitry.claims.in_doubt import extrapolated, turns_on, undetermined
from summitry.claims.made_of import FOLLOWED, made_of
from summitry.claims.on_series import told_series
from summitry.claims.wording import (
    days_in_unit,
    decimals_of,
    number,
    outcome_word,
    placed,
    unit_of,
    where,
)
from summitry.measure.definition import OUTCOMES
from summitry.output.claims_grid import VERDICTS
from summitry.output.format import many, p_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summitry import _core

REPRODUCED, NOT_REPRODUCED, NOT_DETERMINED = VERDICTS

NO_VALUE = "—"
"""What stands for a number that does not exist."""

_PAIR = 2
SHOWN_ERAS = 8
"""How many values of an order a sentence repeats."""


_VISITS = {"dyad", "origin", "destination", "visitor", "where"}
"""What tells the visits of one scope from those of another."""


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
    form: Mapping[str, Any],
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
    form : mapping
        The claim with the keys of a study file.
    answer : Answer
        What the record says to it.
    outcomes, reasons : sequence of str
        For a claim on qualification, what the definition says of each visit, and why.
    cut : bool, default False
        Whether the next shock ends the wait of the one before it.
    """
    value, low, high = in_unit(form, answer)
    if form["quantity"] == "series":
        text, reason = told_series(form, answer, decimals_of(form))
    elif form["quantity"] == "qualification":
        text, reason = _on_outcomes(answer, outcomes, reasons)
    elif answer.reason is not None:
        of_value = "told_apart_from" not in form
        text = _alone(form, value) if of_value else NO_VALUE
        reason = answer.reason
    elif "censored" in form:
        text = reason = _on_waiting(answer, cut=cut)
    elif "printed" in form:
        text, reason = _on_number(form, answer, (value, low, high), cut=cut)
    else:
        text, reason = _on_order(form, answer)
    other = answer.with_unclear
    if other is not None and other.verdict != answer.verdict:
        text, reason = _both_ways(form, answer, text)
    return Told(text, reason, _finite(value), _finite(low), _finite(high))


def _alone(form: Mapping[str, Any], value: float) -> str:
    """The number of a claim itself, where what it is held against has none."""
    return number(value, form) + unit_of(form) if isfinite(value) else NO_VALUE


def in_unit(
    form: Mapping[str, Any], answer: _core.Answer
) -> tuple[float, float, float]:
    """Return the number and its ends in the unit of the print."""
    unit = days_in_unit(form)
    return answer.value / unit, answer.lower / unit, answer.upper / unit


def _told_apart_by(form: Mapping[str, Any], answer: _core.Answer) -> list[Named]:
    """The values of an order with their names; two of one name say of which visits."""
    named = [Named(one.label, one) for one in answer.compared]
    below = "lower_than" in form
    other = form.get("lower_than" if below else "higher_than")
    if other is None or len(named) != _PAIR or named[0].label != named[1].label:
        return named
    scopes = [form.get("at", {}), other] if below else [other, form.get("at", {})]
    only = [{k: part for k, part in one.items() if k in _VISITS} for one in scopes]
    if only[0] == only[1]:
        return named
    visits = [where(scope) if scope else "all visits" for scope in only]
    return [
        Named(f"{one.label} ({of})", one.value)
        for one, of in zip(named, visits, strict=True)
    ]


def values(compared: Sequence[Named]) -> str:
    """Print the values of an order from the lowest, with both ends if they differ."""
    known = [each for each in compared if not isnan(each.value.value)]
    parts = []
    for label, one in sorted(known, key=_by_value)[:SHOWN_ERAS]:
        span = f"{one.lower:.2f} to {one.upper:.2f}"
        if one.lower == one.upper:
            span = f"{one.value:.2f}"
        elif one.value not in (one.lower, one.upper):
            span = f"{one.value:.2f} ({span})"
        parts.append(f"{label} {span}".lstrip())
    return ", ".join(parts)


def _by_value(one: Named) -> float:
    return float(one.value.lower)


def _on_number(
    form: Mapping[str, Any],
    answer: _core.Answer,
    ends: tuple[float, float, float],
    *,
    cut: bool,
) -> tuple[str, str]:
    value, low, high = ends
    unit = unit_of(form)
    text = number(value, form)
    text += unit_of(form, text) + extrapolated(form, answer)
    ended = "the next shock or the end came first" if cut else "no visit yet"
    if unit and high == inf:
        # What was waited in vain is a day less than the least that the lag can be.
        waited = _in_vain(answer)
        least = f"at least {number(low, form)}"
        if waited is not None:
            low = waited / days_in_unit(form)
            least = f"more than {number(low, form)}"
        plain = f"{least}{unit_of(form, number(low, form))}: {ended}"
        text = f"{text} ({least})" if isfinite(value) else plain
    elif unit and low != high and answer.parts is None:
        span = f"{number(low, form)} to {number(high, form)}"
        text = f"{text} ({span})" if isfinite(value) else span + unit
    reason = made_of(form, answer) or text
    if answer.verdict == NOT_DETERMINED:
        reason = undetermined(form, answer, reason, cut=cut)
    return text, reason


def _in_vain(answer: _core.Answer) -> int | None:
    """The days that one lag still ran for, if that is all that is known of it."""
    if len(answer.lags) != 1 or answer.lags[0].status != "censored":
        return None
    days = answer.lags[0].days
    return days if days is not None and days + 1 == answer.lower else None


def _on_waiting(answer: _core.Answer, *, cut: bool) -> str:
    (lag,) = answer.lags
    if lag.status == "censored":
        until = ", up to the next shock or the end" if cut else ""
        return f"none in {many(lag.days or 0, 'day')}{until}"
    return f"one after {many(lag.days or 0, 'day')}"


def _on_order(form: Mapping[str, Any], answer: _core.Answer) -> tuple[str, str]:
    if answer.beside is not None:
        return _on_ratio_of_ratios(form, answer, answer.beside)
    timed = str(form["quantity"]).endswith("_lag")
    listed = _waits(form, answer) if timed else values(_told_apart_by(form, answer))
    if "told_apart_from" in form:
        said = _direction(answer) + _both_p(answer)
        return said, f"{listed}; {said}" + _doubt(form, answer)
    if "rank" in form:
        end = form["rank"].get("from", "bottom")
        return _standing(answer, end), listed + _doubt(form, answer)
    also = f"; the mean is extrapolated: {FOLLOWED}"
    also *= bool(extrapolated(form, answer))
    return listed, listed + also + _doubt(form, answer)


def _direction(answer: _core.Answer) -> str:
    """Say whether an era is the lower or the higher of two, before a comma."""
    own, other = (one.value for one in answer.compared)
    if isnan(own) or isnan(other):
        return ""
    if _same(own, other):
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
    form: Mapping[str, Any], answer: _core.Answer, beside: _core.Beside
) -> tuple[str, str]:
    """Print a ratio of ratios with its limits and p, and the counts behind it."""
    ratio = f"{answer.value:.2f}" if isfinite(answer.value) else "no ratio"
    lower, upper = beside.limits or (0.0, inf)
    limit = f"{upper:.2f}" if isfinite(upper) else "no limit"
    said = f"ratio of ratios {ratio} ({lower:.2f} to {limit}), p {_p_text(answer.p)}"
    if "told_apart_from" in form:
        said = f"ratio of ratios {ratio} ({lower:.2f} to {limit}), "
        said += _both_p(answer)
    (one, two), (rest, more) = beside.counts, beside.baseline
    counts = f"{one} and {two} visits, relative to {rest} and {more}"
    return said, f"{counts}; {said}" + _doubt(form, answer)


def _waits(form: Mapping[str, Any], answer: _core.Answer) -> str:
    """Print two means of waits, the one that is claimed to be lower first."""
    below = "lower_than" in form
    other = form["lower_than" if below else "higher_than"]
    scopes = [form.get("at", {}), other] if below else [other, form.get("at", {})]
    unit, parts = days_in_unit(form), []
    for one, scope in zip(answer.compared, scopes, strict=True):
        ends = (one.value / unit, one.lower / unit, one.upper / unit)
        shocks = where(scope) if scope else "all shocks"
        parts.append(f"{_span(form, *ends)}{unit_of(form)} ({shocks})")
    return ", ".join(parts)


def _span(form: Mapping[str, Any], value: float, low: float, high: float) -> str:
    """Print both ends of a mean, and what it is as counted where that is neither."""
    if isnan(low):
        return "no number of"
    first, last = number(low, form), number(high, form)
    span = first if first == last else f"{first} to {last}"
    if high == inf:
        span = f"at least {first}"
    own = number(value, form) if isfinite(value) else first
    return span if own in {first, last} else f"{own} ({span})"


def _standing(answer: _core.Answer, end: str) -> str:
    """The place that an era has, with how many it shares it."""
    known = [one.value for one in answer.compared if not isnan(one.value)]
    ahead = [
        value
        for value in known
        if (value < answer.value if end == "bottom" else value > answer.value)
        and not _same(value, answer.value)
    ]
    level = sum(_same(value, answer.value) for value in known) - 1
    shared = f", level with {level} more" if level else ""
    return f"{placed(len(ahead) + 1, end)} ({answer.value:.2f}{shared})"


def _same(one: float, other: float) -> bool:
    """Whether two values are equal but for the last bits of a quotient."""
    return abs(one - other) <= 1e-12 * max(abs(one), abs(other))


def _both_ways(
    form: Mapping[str, Any], answer: _core.Answer, text: str
) -> tuple[str, str]:
    other = answer.with_unclear
    if other is None or isnan(other.value):
        return text, "the verdict differs without and with the unclear visits"
    verdicts = (
        f"the verdict differs without the unclear visits; {other.verdict} with them"
    )
    if "told_apart_from" in form:
        return text, verdicts
    value = other.value / days_in_unit(form)
    shown = number(value, form) if "printed" in form else f"{value:.2f}"
    return f"{text}; {shown}{unit_of(form)} with unclear visits", verdicts


def _on_outcomes(
    answer: _core.Answer, outcomes: Sequence[str], reasons: Sequence[str]
) -> tuple[str, str]:
    if not len(answer.rows):
        return "no such visit", "the record has no such visit"
    text = ", ".join(dict.fromkeys(OUTCOMES[outcome_word(one)] for one in outcomes))
    return text, ", ".join(filter(None, dict.fromkeys(reasons))) or text


def _doubt(form: Mapping[str, Any], answer: _core.Answer) -> str:
    why = turns_on(form, answer) if answer.verdict == NOT_DETERMINED else ""
    return f"; {why}" if why else ""


def _finite(value: float) -> float | None:
    return float(value) if isfinite(value) else None
