"""Why a number is not determined: which of what the record leaves open it turns on."""

from __future__ import annotations

from math import inf, isfinite
from typing import TYPE_CHECKING, Any

from summitry.claims.wording import days_in_unit, number, unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry import _core

_SOURCES = "visits without a source"
_DAYS = "dates that are not known to the day"
_WAITING = {
    False: "no visit had followed when the observation ended",
    True: "no visit followed before the next shock or the end of the observation",
}
_HALF = "which day is the median where just half of the lags had ended"


def turns_on(form: Mapping[str, Any], answer: _core.Answer) -> str:
    """Say what an order turns on that is not determined."""
    if not _timed(form):
        return f"it turns on {_SOURCES}"
    open_ = answer.in_doubt
    parts = [
        *([_SOURCES] if open_.sources else []),
        *([_DAYS] if open_.days else []),
        *([_HALF] if open_.half is not None else []),
    ]
    return f"it turns on {_listed(parts)}" if parts else ""


def undetermined(
    form: Mapping[str, Any], answer: _core.Answer, made_of: str, *, cut: bool
) -> str:
    """
    Say why a number is not determined, behind what it is made of.

    `cut` if the next shock ends the wait of the one before it.
    """
    unit = days_in_unit(form)
    low, high = answer.lower / unit, answer.upper / unit
    if low == high:
        why = turns_on(form, answer) if _timed(form) else ""
        return f"{made_of}; {why}" if why else made_of
    if _timed(form) and high == inf:
        return _without_end(form, answer, made_of, _WAITING[cut])
    span = f"{number(low, form)} to {number(high, form)}"
    return f"{made_of}; {_left_open(form, answer, span)}"


def extrapolated(form: Mapping[str, Any], answer: _core.Answer) -> str:
    """Mark a restricted mean that is carried on beyond the shortest running lag."""
    marked = answer.extrapolated and form["quantity"] == "restricted_mean_lag"
    return ", extrapolated" if marked else ""


def _left_open(form: Mapping[str, Any], answer: _core.Answer, span: str) -> str:
    """Say over what a number has a range, of which `span` are the ends in words."""
    if not _timed(form):
        return f"{span} as those without a source are left out or count"
    open_ = answer.in_doubt
    parts = [
        *([f"as {_SOURCES} are left out or count"] if open_.sources else []),
        *([f"over all days of {_DAYS}"] if open_.days else []),
    ]
    said = [" and ".join([f"{span} {parts[0]}", *parts[1:]])] if parts else []
    if open_.half is not None:
        said.append(_half(form, open_.half))
    return "; ".join(said) or span


def _without_end(
    form: Mapping[str, Any], answer: _core.Answer, made_of: str, waiting: str
) -> str:
    """Say why nothing bounds a number: `waiting`, of all of it or of some."""
    if not isfinite(answer.value):
        return waiting
    open_ = answer.in_doubt
    parts = [
        *([f"if {_SOURCES} are left out"] if open_.sources else []),
        *([f"on some days of {_DAYS}"] if open_.days else []),
    ]
    half = "" if open_.half is None else f"; {_half(form, open_.half)}"
    if not parts:
        return made_of + half if half else waiting
    return f"{waiting}, {' or '.join(parts)}{half}"


def _half(form: Mapping[str, Any], half: tuple[float, float]) -> str:
    first, last = (number(end / days_in_unit(form), form) for end in half)
    if half[1] == inf:
        return f"just half of them had ended from {first}{unit_of(form, first)} on"
    return f"just half of them had ended from {first} to {last}{unit_of(form)}"


def _timed(form: Mapping[str, Any]) -> bool:
    return str(form["quantity"]).endswith(("lag", "gap"))


def _listed(parts: list[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last
