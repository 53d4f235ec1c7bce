"""Why a number is not determined: which of what the record leaves open it turns on."""

from __future__ import annotations

from math import inf, isfinite, isnan
from typing import TYPE_CHECKING

from summitry.claims.statement import Rank
from summitry.claims.wording import number, unit_of
from summitry.output.claims_grid import VERDICTS
from summitry.output.format import spoken

if TYPE_CHECKING:
    from summitry import _core
    from summitry.claims.statement import Statement

*_, _NOT_DETERMINED = VERDICTS
_SOURCES = "visits without a source"
_DAYS = "dates that are not known to the day"
_WAITING = {
    False: "no visit had followed when the observation ended",
    True: "no visit followed before the next shock or the end of the observation",
}
_HALF = "which day is the median where just half of the lags had ended"


def turns_on(said: Statement, answer: _core.Answer) -> str:
    """Say what an order turns on that is not determined."""
    if not said.is_wait:
        return f"it turns on {_SOURCES}"
    open_ = answer.in_doubt
    parts = [
        *([_SOURCES] if open_.sources else []),
        *([_DAYS] if open_.days else []),
        *([_HALF] if open_.half is not None else []),
    ]
    return f"it turns on {spoken(parts)}" if parts else ""


def order_in_doubt(said: Statement, answer: _core.Answer) -> str:
    """Say why an order is not determined, behind what it is an order of."""
    if answer.verdict != _NOT_DETERMINED:
        return ""
    named = {one.label for one in answer.compared}
    if isinstance(said.asserted, Rank):
        # Of the eras of its list only those count that it is said to be ahead of.
        named &= {*said.asserted.ahead_only_of}
    without = [one.label for one in answer.compared if isnan(one.value)]
    without = [label for label in without if label in named]
    if without:
        return f"; no value for {spoken(without)}"
    why = turns_on(said, answer)
    return f"; {why}" if why else ""


def undetermined(
    said: Statement, answer: _core.Answer, made_of: str, *, cut: bool
) -> str:
    """
    Say why a number is not determined, behind what it is made of.

    `cut` if the next shock ends the wait of the one before it.
    """
    unit = said.days_in_unit
    low, high = answer.lower / unit, answer.upper / unit
    if low == high:
        why = turns_on(said, answer) if said.is_wait else ""
        return f"{made_of}; {why}" if why else made_of
    if said.is_wait and high == inf:
        return _without_end(said, answer, made_of, _WAITING[cut])
    span = f"{number(low, said)} to {number(high, said)}"
    return f"{made_of}; {_left_open(said, answer, span)}"


def extrapolated(said: Statement, answer: _core.Answer) -> str:
    """Mark a restricted mean that is carried on beyond the shortest running lag."""
    marked = answer.extrapolated and said.quantity == "restricted_mean_lag"
    return ", extrapolated" if marked else ""


def least_of(said: Statement, answer: _core.Answer, low: float) -> tuple[str, str]:
    """Return the least that a wait without an end can be: how so, and the number."""
    waited = _in_vain(answer)
    if waited is None:
        return "at least", number(low, said)
    # What was waited in vain is a day less than the least that the lag can be.
    return "more than", number(waited / said.days_in_unit, said)


def _in_vain(answer: _core.Answer) -> int | None:
    """The days that one lag still ran for, if that is all that is known of it."""
    if len(answer.lags) != 1 or answer.lags[0].status != "censored":
        return None
    days = answer.lags[0].days
    return days if days is not None and days + 1 == answer.lower else None


def _left_open(said: Statement, answer: _core.Answer, span: str) -> str:
    """Say over what a number has a range, of which `span` are the ends in words."""
    if not said.is_wait:
        return f"{span} as those without a source are left out or count"
    open_ = answer.in_doubt
    parts = [
        *([f"as {_SOURCES} are left out or count"] if open_.sources else []),
        *([f"over all days of {_DAYS}"] if open_.days else []),
    ]
    told = [" and ".join([f"{span} {parts[0]}", *parts[1:]])] if parts else []
    if open_.half is not None:
        told.append(_half(said, open_.half))
    return "; ".join(told) or span


def _without_end(
    said: Statement, answer: _core.Answer, made_of: str, waiting: str
) -> str:
    """Say why nothing bounds a number: `waiting`, of all of it or of some."""
    if not isfinite(answer.value):
        return waiting
    open_ = answer.in_doubt
    parts = [
        *([f"if {_SOURCES} are left out"] if open_.sources else []),
        *([f"on some days of {_DAYS}"] if open_.days else []),
    ]
    half = "" if open_.half is None else f"; {_half(said, open_.half)}"
    if not parts:
        return made_of + half if half else waiting
    return f"{waiting}, {' or '.join(parts)}{half}"


def _half(said: Statement, half: tuple[float, float]) -> str:
    first, last = (number(end / said.days_in_unit, said) for end in half)
    if half[1] == inf:
        return f"just half of them had ended from {first}{unit_of(said, first)} on"
    return f"just half of them had ended from {first} to {last}{unit_of(said)}"
