"""Claims as clauses: what one says, in the fewest words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summitry.claims.on_eras import RATIOS
from summitry.claims.scope import period_words
from summitry.claims.statement import (
    Ascending,
    Order,
    Printed,
    Qualifying,
    Rank,
    ToldApart,
    Waiting,
)
from summitry.claims.wording import ORDINALS, alone, being, nth, relative
from summitry.measure.definition import OUTCOMES
from summitry.output.era_words import both_named, named_era
from summitry.output.state_names import spelt_out, state_names

if TYPE_CHECKING:
    from summitry.claims.scope import Scope
    from summitry.claims.statement import Statement

_OF_RATIO = {ratio: quantity for quantity, ratio in RATIOS.items()}


def sentence(said: Statement) -> str:
    """
    Return what a claim says, as a clause.

    Examples
    --------
    >>> from summitry.claims.statement import Statement
    >>> xi, hu = {"era": "Xi"}, {"era": "Hu"}
    >>> form = {"quantity": "ratio", "at": xi, "of": hu, "printed": "0.19"}
    >>> sentence(Statement.read(form))
    'frequency of Xi over that of Hu equals 0.19'
    """
    words, name = _words(said.quantity), _short(said.at)
    match said.asserted:
        case Qualifying(outcome):
            return f"{said.at.words()}: {OUTCOMES[outcome]}"
        case Waiting(unanswered):
            after = " and ".join(said.at.shocks)
            return f"{'no' if unanswered else 'a'} visit after {after}"
        case Printed() as printed:
            return f"{subject(said)} {_as_printed(said, printed)}"
        case Rank() as rank:
            return _ranked(rank, name, words)
        case Ascending(eras):
            return f"{words} ascends from {' to '.join(map(named_era, eras))}"
        case Order(than) as order:
            series = said.quantity == "series"
            own = subject(said) if series else f"{words} of {name}"
            other = _within(than) if series else f"{_short(than)}{relative(said)}"
            return f"{own} is {order.direction} than that of {other}"
        case ToldApart(other, _, against) as apart:
            others = f", compared with {alone(against)}" if against else ""
            from_ = f"{_short(other)}{being(apart)}{relative(said)}{others}"
            return f"{words} of {name} is told apart from that of {from_}"


def in_its_names(text: str, said: Statement) -> str:
    """
    Call the countries that a claim names by their names, in what is said of it.

    Examples
    --------
    >>> from summitry.claims.statement import Statement
    >>> form = {
    ...     "quantity": "count",
    ...     "at": {"era": "MAR", "side": "CHN"},
    ...     "printed": "6",
    ... }
    >>> in_its_names("MAR (CHN)", Statement.read(form))
    'MAR (China)'
    """
    codes = {code for one in said.scopes.values() for code in one.countries}
    return spelt_out(text, state_names(codes))


def subject(said: Statement) -> str:
    """
    Return the number that a claim is about, in words.

    Examples
    --------
    >>> from summitry.claims.statement import Statement
    >>> form = {"quantity": "count", "at": {"era": "Xi"}, "printed": "6"}
    >>> subject(Statement.read(form))
    'count of Xi'
    """
    if said.relative_to is not None:
        return "ratio of ratios"
    if said.quantity == "series":
        of = "" if said.of is None else f" of {_within(said.of)}"
        return f"{said.summary} of {_within(said.at)}{of}"
    told = _words(said.quantity)
    if said.quantity.endswith("lag"):
        told += f" after {' and '.join(said.at.shocks) or 'each shock'}"
    elif not said.is_wait:
        told += f" of {_short(said.at)}"
    return told if said.of is None else f"{told} over that of {_short(said.of)}"


def _within(scope: Scope) -> str:
    """Name a series and its period."""
    return f"{scope.series} in {period_words(scope)}"


def _words(quantity: str) -> str:
    return _OF_RATIO.get(quantity, quantity).replace("_", " ")


def _short(scope: Scope) -> str:
    """The era, the period or the side of a scope, and in brackets what else it asks."""
    name: str | None
    if scope.eras:
        name = both_named(scope.eras)
        rest = replace(scope, eras={})
    elif scope.era is not None:
        name, rest = named_era(scope.era), replace(scope, era=None, side=None)
    elif scope.period is not None:
        name = period_words(scope)
        rest = replace(scope, period=None)
    elif scope.shocks:
        name = f"shocks {' and '.join(scope.shocks)}"
        rest = replace(scope, shocks=())
    else:
        name, rest = scope.side, replace(scope, side=None)
    # Which list an era is of is told beside its name alone.
    rule = "" if scope.rule is None else f"rule {scope.rule}"
    also = ", ".join(filter(None, (rule, replace(rest, rule=None).words(""))))
    name = "the record" if name is None else name
    return f"{name} ({also})" if also else name


def _ranked(rank: Rank, name: str, quantity: str) -> str:
    if rank.place is None:
        others = " and ".join(map(named_era, rank.ahead_only_of)) or "none"
        return f"{name} has a higher {quantity} than {others} and no other"
    superlative = "lowest" if rank.counted_from == "bottom" else "highest"
    place = rank.place
    known = place <= len(ORDINALS)
    ordinal = ORDINALS[place - 1] if known else f"{nth(place)}-"
    only = " and ".join(map(named_era, rank.ahead_only_of))
    ahead = f", ahead only of {only}" if only else ""
    return f"{name} has the {ordinal}{superlative} {quantity}{ahead}"


def _as_printed(said: Statement, printed: Printed) -> str:
    number = printed.number + (" years" if said.unit == "years" else "")
    number += f", rounded to {printed.rounded_to}" if printed.rounded_to else ""
    if printed.comparison == "equals":
        return f"equals {number}"
    return f"is {printed.comparison.replace('_', ' ')} {number}"
