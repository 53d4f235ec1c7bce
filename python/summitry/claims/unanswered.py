"""What a summary of waits leaves out, said in the verdict itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.claims.claim import Claim
from summitry.claims.told import NOT_REPRODUCED, REPRODUCED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry import _core
    from summitry.claims.record import Record
    from summitry.claims.specification import Specification

_SUMMARIES = ("mean_lag", "median_lag", "restricted_mean_lag")
_UNSEEN = {
    "shock_after_end": "came after the observation",
    "shock_before_start": "came before the observation",
    "left_out": "fell while an earlier one waited",
}
"""The shocks of which no wait is known, as the table of lags calls them."""
_MIRRORED = {"lower_than": "higher_than", "higher_than": "lower_than"}


def conditions(
    record: Record,
    claims: Sequence[Claim],
    own: Specification,
    answers: Sequence[_core.Answer],
) -> list[str]:
    """
    Say under which condition each verdict on a summary of waits stands.

    A mean lag is of the shocks that a visit followed. Where others still waited on the
    last day, the claim is asked again of the restricted mean, which counts them, and
    the verdict says whether it needs them to be left out. No summary knows the waits
    of shocks that were not observed, and the verdict says so.

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
    of_waits = [
        place for place, claim in enumerate(claims) if claim.quantity in _SUMMARIES
    ]
    # Where there is no number, its reason says why.
    of_waits = [place for place in of_waits if answers[place].reason is None]
    others = {place: _mirrored(claims[place]) for place in of_waits}
    mirrored = {place: one for place, one in others.items() if one is not None}
    found = record.evaluate([*mirrored.values()], own)
    compared = dict(zip(mirrored, found, strict=True))
    lags = {
        place: [
            lag.status
            for answer in (answers[place], compared.get(place))
            if answer is not None
            for lag in answer.lags
        ]
        for place in of_waits
    }
    waiting = {
        place: each.count("censored")
        for place, each in lags.items()
        if claims[place].quantity == _SUMMARIES[0] and "censored" in each
    }
    counting = [_counting(claims[place]) for place in waiting]
    counted = dict(zip(waiting, record.evaluate(counting, own), strict=True))
    for place, statuses in lags.items():
        parts = [unseen(statuses)]
        if place in waiting:
            verdicts = answers[place].verdict, counted[place].verdict
            parts.insert(0, condition(*verdicts, waiting[place]))
        said[place] = ", and ".join(filter(None, parts))
    return said


def unseen(statuses: Sequence[str]) -> str:
    """
    Say which shocks a summary of waits leaves out, since they were not observed.

    Examples
    --------
    >>> unseen(["observed", "shock_after_end"])
    'with the shock that came after the observation left out'
    >>> unseen(["shock_before_start", "censored", "left_out", "left_out"])
    'with the shock that came before the observation and the 2 shocks that fell while \
an earlier one waited left out'
    >>> unseen(["observed"])
    ''
    """
    counts = {status: statuses.count(status) for status in _UNSEEN}
    parts = [
        f"the {'shock' if n == 1 else f'{n} shocks'} that {_UNSEEN[status]}"
        for status, n in counts.items()
        if n
    ]
    return f"with {' and '.join(parts)} left out" if parts else ""


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


def _counting(claim: Claim) -> Claim:
    """The same sentence of the mean that counts the shocks that still wait."""
    return Claim({**claim.form, "quantity": "restricted_mean_lag"})


def _mirrored(claim: Claim) -> Claim | None:
    """The same order told of the other mean, whose waits the answer then has."""
    form = claim.form
    key = next((key for key in _MIRRORED if key in form), None)
    if key is None:
        return None
    rest = {name: value for name, value in form.items() if name not in {key, "at"}}
    at = form.get("at", {})
    return Claim({**rest, "at": form[key], _MIRRORED[key]: at})
