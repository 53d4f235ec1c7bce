"""A number of a claim in a reading of doubtful visits that is not the claim's own."""

from __future__ import annotations

from math import inf, isfinite, isnan
from typing import TYPE_CHECKING

from summitry.claims.in_doubt import extrapolated, least_of
from summitry.claims.statement import Ascending, Order, Rank, ToldApart
from summitry.claims.told import in_unit, listed_values, place_of
from summitry.claims.wording import number
from summitry.output.format import p_text

if TYPE_CHECKING:
    from summitry import _core
    from summitry.claims.statement import Statement

NO_NUMBER = "no value"


def read_so(said: Statement, answer: _core.Answer) -> str:
    """
    Say a number in a reading of doubtful visits that is not the claim's own.

    A wait has the ends of what it may be, an order its numbers with their names, and
    an era of a rank its place.
    """
    value, low, high = in_unit(said, answer)
    if isinstance(said.asserted, ToldApart):
        p = answer.adjusted_p
        return NO_NUMBER if p is None else f"p {p_text(p)}"
    if isinstance(said.asserted, Rank) and isfinite(value):
        return " ".join(place_of(said, answer, said.asserted.named_from))
    if isinstance(said.asserted, Order | Ascending) and said.relative_to is None:
        known = any(isfinite(one.lower) for one in answer.compared)
        return listed_values(said, answer) if known else NO_NUMBER
    if said.is_wait and isnan(low):
        return NO_NUMBER
    text = number(value, said) if isfinite(value) else ""
    text += extrapolated(said, answer)
    span = ""
    if said.is_wait and high == inf:
        span = " ".join(least_of(said, answer, low))
    elif said.is_wait and low != high:
        span = f"{number(low, said)} to {number(high, said)}"
    return f"{text} ({span})" if text and span else text or span or NO_NUMBER
