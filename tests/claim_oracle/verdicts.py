"""What becomes of a claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

REPRODUCED = "reproduced"
NOT_REPRODUCED = "not reproduced"
NOT_DETERMINED = "not determined"


@dataclass(frozen=True)
class Answer:
    """A verdict, the value in the plain reading, and its ends over all completions."""

    verdict: str
    value: float | None
    low: float | None
    high: float | None
    rows: set[int] | None
    p: float | None = None
    """By which two eras are told apart, in the plain reading."""
    waits: tuple[str, ...] | None = None
    """What became of the wait of each shock, in the plain reading."""


def as_float(value: Fraction | float | None) -> float | None:
    return None if value is None else float(value)


def verdict_of(outcomes: list[bool | None]) -> str:
    """Return the verdict on a claim that holds, fails or has no value, time by time."""
    if all(outcome is True for outcome in outcomes):
        return REPRODUCED
    if all(outcome is False for outcome in outcomes):
        return NOT_REPRODUCED
    return NOT_DETERMINED


def of_both(answers: list[Answer]) -> Answer:
    """Return one answer of the readings of unclear visits: what they agree on."""
    first = answers[0]
    agreed = all(answer.verdict == first.verdict for answer in answers)
    lows = [answer.low for answer in answers if answer.low is not None]
    highs = [answer.high for answer in answers if answer.high is not None]
    return Answer(
        verdict=first.verdict if agreed else NOT_DETERMINED,
        value=first.value,
        low=min(lows, default=None),
        high=max(highs, default=None),
        rows=first.rows,
        p=first.p,
        waits=first.waits,
    )
