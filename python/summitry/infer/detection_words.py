"""The words for what a record could have shown: never better than the number."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from math import ceil, floor, isnan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summitry.infer.detection import Detected

_PARTS = (
    *("third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth"),
)
_HALF = 0.5
_LEAST_PART = 0.05
_MOST = "1,000 times"
"""The largest rise that is tried."""


def fall(ratio: float) -> str:
    """
    Say how far a frequency falls.

    Parameters
    ----------
    ratio : float
        What is left of it, below 1.

    Examples
    --------
    >>> fall(0.138), fall(0.62)
    ('a fall to about an eighth', 'a fall by about 40%')
    >>> fall(0.03)
    'only a fall to almost nothing'
    """
    if ratio < _LEAST_PART:
        return "only a fall to almost nothing"
    if ratio < _HALF:
        part = _PARTS[ceil(1 / ratio) - 3]
        return f"a fall to about {'an' if part[0] == 'e' else 'a'} {part}"
    lost = (1 - Decimal(repr(ratio))) * 20
    return f"a fall by about {max(ceil(lost), 1) * 5}%"


def rise(ratio: float) -> str:
    """
    Say how far a frequency rises.

    Examples
    --------
    >>> rise(2.428), rise(5.83)
    ('a rise to about 2.5 times', 'a rise to about 5.9 times')
    """
    step = Decimal("0.1")
    tenths = Decimal(repr(ratio)).quantize(step, rounding=ROUND_CEILING)
    return f"a rise to about {max(tenths, 1 + step):,} times"


def years_text(years: float) -> str:
    """
    Return an exposure in words.

    Examples
    --------
    >>> years_text(4.33), years_text(10.0), years_text(1.0), years_text(0.02)
    ('4.3 years', '10 years', '1 year', '0.02 years')
    """
    text = f"{years:.2g}" if years < 1 else f"{years:.1f}".removesuffix(".0")
    return f"{text} year{'' if text == '1' else 's'}"


def power_text(power: float) -> str:
    """
    Return a power in whole percent, never more than it is.

    Examples
    --------
    >>> power_text(0.0119), power_text(0.7999), power_text(0.004)
    ('1%', '79%', 'under 1%')
    """
    percent = floor(100 * power)
    return f"{percent}%" if percent else "under 1%"


def sentence(
    years: float,
    detected: Detected,
    row: int,
    power: float,
    *,
    rising: bool = False,
    pairs: int = 1,
) -> str | None:
    """
    Say what an era could have shown against the rate of another; None if unknown.

    Parameters
    ----------
    years : float
        Exposure of the era.
    detected : Detected
        What could have been shown.
    row : int
        Of which pair.
    power : float
        The power asked for.
    rising : bool, default False
        Say it of a rise.
    pairs : int, default 1
        Say it also of the strictest of so many pairs.
    """
    steps = [("", detected.independent)]
    if detected.varies[row]:
        steps.append(("; with years that vary as they do here, ", detected.own))
    if pairs > 1:
        steps.append((f"; as the strictest of {pairs} pairs, ", detected.strict))
    name, end = ("up", "power_at_most") if rising else ("down", "power_at_zero")
    extreme = f"a rise to {_MOST}" if rising else "its ending"
    text, before = "", ""
    for lead, found in steps:
        ratio, at_end = float(found[name][row]), float(found[end][row])  # type: ignore[literal-required]
        if isnan(at_end):
            return None
        if isnan(ratio):
            words = f"even {extreme} (power {power_text(at_end)})"
            same = before == extreme
            later = (
                f"not even {'that' if same else extreme} (power {power_text(at_end)})"
            )
            first = f"{years_text(years)} could not have shown {words}"
            text += f"{lead}{later}" if lead else first
            before = extreme
            continue
        words = rise(ratio) if rising else fall(ratio)
        first = (
            f"{years_text(years)} could have shown {words} (power {100 * power:.4g}%)"
        )
        text += f"{lead}{'the same' if words == before else words}" if lead else first
        before = words
    return f"{text}."
