"""What a number is made of: visits, years and lags, to check it by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.output.exposure_words import exposure_text
from summitry.output.format import many

if TYPE_CHECKING:
    from summitry import _core
    from summitry.claims.statement import Statement


FOLLOWED = "some shocks were not followed so long"
"""What is said of a restricted mean that is carried on beyond a lag that still runs."""


def made_of(said: Statement, answer: _core.Answer) -> str:
    """Say what a number is made of, where that helps to check it by hand."""
    if answer.parts is not None:
        return f"{answer.parts.over:.4g} of {answer.parts.under:.4g}"
    if said.quantity == "count":
        return visits_of(answer.count)
    if said.quantity == "frequency" and answer.years is not None:
        return f"{visits_of(answer.count)} in {exposure_text(answer.years)}"
    if said.quantity.endswith("_lag"):
        return _lags(answer)
    return ""


def visits_of(count: int | None) -> str:
    """Say how many visits."""
    return many(count or 0, "visit")


def _lags(answer: _core.Answer) -> str:
    ended = [str(lag.days) for lag in answer.lags if lag.status == "observed"]
    waiting = sum(lag.status == "censored" for lag in answer.lags)
    said = "no lag"
    if len(ended) == 1:
        said = f"a lag of {many(ended[0], 'day')}"
    elif ended:
        said = f"lags of {', '.join(ended)} days"
    if waiting:
        said += f"; {many(waiting, 'shock')} that no visit followed"
        if answer.restricted_mean is not None:
            mean = answer.restricted_mean
            said += f", with which the restricted mean is {mean:.1f} days"
    if answer.extrapolated:
        said += f", extrapolated: {FOLLOWED}"
    return said
