"""What a mean of answered waits leaves out, said in the verdict itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.claims.claim import Claim
from summitry.claims.told import NOT_REPRODUCED, REPRODUCED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summitry import _core
    from summitry.claims.record import Record
    from summitry.claims.specification import Specification

_MIRRORED = {"lower_than": "higher_than", "higher_than": "lower_than"}


def conditions(
    record: Record,
    claims: Sequence[Claim],
    own: Specification,
    answers: Sequence[_core.Answer],
) -> list[str]:
    """
    Say under which condition each verdict on a mean of answered waits stands.

    A mean lag is of the shocks that a visit followed. Where others still waited on the
    last day, the claim is asked again of the restricted mean, which counts them, and
    the verdict says whether it needs them to be left out.

    Parameters
    ----------
    record : Record
        Of which the claims were asked.
    claims : sequence of Claim
        What was asked.
    own : Specification
        The study's, under which each claim has its own conventions.
    answers : sequence of Answer
        What the record said.

    Returns
    -------
    list of str
        For each claim what belongs behind its verdict, such as ``only if the shock that
        no visit followed is left out``; empty where nothing does.
    """
    said = [""] * len(claims)
    means = [
        place for place, claim in enumerate(claims) if claim.quantity == "mean_lag"
    ]
    if not means:
        return said
    others = [_mirrored(claims[place].form) for place in means]
    pairs = iter(record.evaluate([one for one in others if one is not None], own))
    compared = [None if one is None else next(pairs) for one in others]
    waiting = [
        _waiting(answers[place]) + (0 if other is None else _waiting(other))
        for place, other in zip(means, compared, strict=True)
    ]
    left_out = [place for place, number in zip(means, waiting, strict=True) if number]
    counting = [_counting(claims[place].form) for place in left_out]
    counted = dict(zip(left_out, record.evaluate(counting, own), strict=True))
    for place, number in zip(means, waiting, strict=True):
        if number and answers[place].reason is None:
            said[place] = condition(
                answers[place].verdict, counted[place].verdict, number
            )
    return said


def condition(verdict: str, counted: str, waiting: int) -> str:
    """
    Say under which condition a verdict on a mean of answered waits stands.

    Examples
    --------
    >>> condition("reproduced", "not reproduced", 1)
    'only if the shock that no visit followed is left out'
    >>> condition("reproduced", "reproduced", 2)
    'with the 2 shocks that no visit followed left out or counted'
    >>> condition("not reproduced", "reproduced", 1)
    'with the shock that no visit followed left out'
    """
    one = waiting == 1
    shocks = f"the {'shock' if one else f'{waiting} shocks'} that no visit followed"
    verb = "is" if one else "are"
    if verdict == REPRODUCED and counted == NOT_REPRODUCED:
        return f"only if {shocks} {verb} left out"
    if verdict == REPRODUCED and counted == REPRODUCED:
        return f"with {shocks} left out or counted"
    return f"with {shocks} left out"


def _waiting(answer: _core.Answer) -> int:
    return sum(lag.status == "censored" for lag in answer.lags)


def _counting(form: Mapping[str, Any]) -> Claim:
    """The same sentence of the mean that counts the shocks that still wait."""
    return Claim({**form, "quantity": "restricted_mean_lag"})


def _mirrored(form: Mapping[str, Any]) -> Claim | None:
    """The same order told of the other mean, whose waits the answer then has."""
    key = next((key for key in _MIRRORED if key in form), None)
    if key is None:
        return None
    rest = {name: value for name, value in form.items() if name not in {key, "at"}}
    at = form.get("at", {})
    return Claim({**rest, "at": form[key], _MIRRORED[key]: at})
