"""
Words no stronger than the evidence.

Each function puts an interval into words and says how strong they are. A wider interval
never gives stronger words, nor words for the other direction; what is not settled
"cannot be told apart".
"""

from __future__ import annotations

from math import inf, isnan
from typing import NamedTuple

FAR = 2.0
"""A ratio from which on "more than twice" may be said."""

CLOSE, ROUGH = 1.25, 2.0
"""Upper over lower limit up to which a number is close, or is rough."""

UNUSUAL = 0.05
"""A probability below which a wait is called unusual."""


class Wording(NamedTuple):
    """
    Words for some evidence.

    Attributes
    ----------
    text : str
        The words.
    strength : int
        How strong they are: 0 for words that assert nothing; below 0 for "lower",
        above 0 for "higher", farther from 0 for stronger words.
    """

    text: str
    strength: int


def compared(lower: float, upper: float, *, settled: bool = True) -> Wording:
    """
    Put the ratio of two frequencies into words, by its interval.

    Parameters
    ----------
    lower, upper : float
        Limits of the ratio of the first to the second; NaN for a limit that does not
        exist, which is then boundless.
    settled : bool, default True
        Whether the difference stands after allowing for the other comparisons made.

    Examples
    --------
    >>> compared(0.2, 0.9).text, compared(0.1, 0.4).text
    ('lower than', 'less than half of')
    >>> compared(0.4, 1.3)
    Wording(text='cannot be told apart from', strength=0)
    """
    low, high = _ends(lower, upper)
    if not settled or low <= 1 <= high:
        return Wording("cannot be told apart from", 0)
    if high < 1:
        far = high < 1 / FAR
        return Wording("less than half of" if far else "lower than", -1 - far)
    far = low > FAR
    return Wording("more than twice" if far else "higher than", 1 + far)


def located(lower: float, upper: float) -> Wording:
    """
    Say how well a number is known, by its interval.

    Parameters
    ----------
    lower, upper : float
        Its limits; NaN for a limit that does not exist.

    Examples
    --------
    >>> located(1.7, 2.0).text, located(1.3, 2.5).text, located(0.4, 2.9).text
    ('is close to', 'is roughly', 'may be far from')
    """
    low, high = _ends(lower, upper)
    spread = inf if low <= 0 or high == inf else high / low
    if spread <= CLOSE:
        return Wording("is close to", 2)
    if spread <= ROUGH:
        return Wording("is roughly", 1)
    return Wording("may be far from", 0)


def awaited(probability: float) -> Wording:
    """
    Say whether a wait is unusual, by the probability of one at least as long.

    A probability that is not small never shows that a wait is usual.

    Examples
    --------
    >>> awaited(0.01).text
    'it is unusually long'
    >>> awaited(0.3).text
    'the record does not show it to be unusually long'
    """
    if probability < UNUSUAL:
        return Wording("it is unusually long", 1)
    return Wording("the record does not show it to be unusually long", 0)


def _ends(lower: float, upper: float) -> tuple[float, float]:
    low = 0.0 if isnan(lower) else lower
    return low, inf if isnan(upper) else upper
