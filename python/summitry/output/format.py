"""Numbers, days and dates as people read them; what is missing is a dash."""

from __future__ import annotations

import datetime as dt
from math import floor, inf, isfinite, isnan, log10
from typing import TYPE_CHECKING, Any

from summitry.frames import is_missing, label_of, scalar_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MISSING = "–"
"""What stands where there is no value."""

_MOST_DECIMALS = 8
_CERTAIN = 0.995
_SMALL = 0.1
_TINY = 0.001
_HUNDREDTH = 0.01
_APART = 10_000
"""From here on thousands are set apart."""


def many(number: int | str, noun: str, plural: str = "") -> str:
    """
    Return a number and what it counts, in the singular where that is one.

    Examples
    --------
    >>> many(1, "era"), many(3, "era"), many(1, "country", "countries")
    ('1 era', '3 eras', '1 country')
    """
    return f"{number} {noun if str(number) == '1' else plural or f'{noun}s'}"


def spaced(text: str) -> str:
    """
    Return words of ours as they are written: with blanks for underscores.

    Examples
    --------
    >>> spaced("vice_minister is below foreign_minister")
    'vice minister is below foreign minister'
    """
    return text.replace("_", " ")


def spoken(words: Iterable[str]) -> str:
    """
    Return words as one speaks them: with commas and a last 'and'.

    Examples
    --------
    >>> spoken(["Mao", "Deng", "Hu"]), spoken(["Mao"]), spoken([])
    ('Mao, Deng and Hu', 'Mao', '')
    """
    *first, last = [*words] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def cells(values: Sequence[Any], kind: str, digits: int | None = None) -> list[str]:
    """
    Return a column as text, its numbers with as many decimals as they need.

    Parameters
    ----------
    values : sequence
        Its values; None, NaN, NaT and NA are missing.
    kind : {"rate", "days", "count", "p", "number", "share", "weight", "text"}
        What they measure.
    digits : int, optional
        Decimals, where the kind does not fix them.

    Examples
    --------
    >>> cells([4.8, 12.345, None], "rate")
    ['4.80', '12.35', '–']
    >>> cells([0.00004, 0.0451, 0.2], "p")
    ['<0.001', '0.045', '0.20']
    >>> cells([114, 119.6667], "days")
    ['114.0', '119.7']
    >>> cells([0.44, 1.1667, 21.0, 160000.0], "number")
    ['0.44', '1.17', '21', '160,000']
    """
    return cells_with(values, kind, digits)[0]


def cells_with(
    values: Sequence[Any], kind: str, digits: int | None = None
) -> tuple[list[str], list[int]]:
    """
    Return a column as text, and with how many decimals each cell.

    Examples
    --------
    >>> cells_with([114, 119.6667], "days")
    (['114.0', '119.7'], [1, 1])
    """
    numbers = [_real(value) if _is_number(value) else 0.0 for value in values]
    places = decimals(numbers, kind) if digits is None else [digits] * len(values)
    pairs = zip(values, places, strict=True)
    return [cell(value, kind, most) for value, most in pairs], places


def decimals(numbers: Sequence[float], kind: str) -> list[int]:
    """
    Return how many decimals each number of a column needs.

    It is one number for the column, but for what would lose the digits that tell it.

    Examples
    --------
    >>> decimals([0.5, 12.0], "rate"), decimals([0.004], "rate")
    ([2, 2], [4])
    >>> decimals([2.25, 14.5], "number"), decimals([0.00421, 14.5], "number")
    ([2, 2], [5, 1])
    """
    usual = _usual_decimals(numbers, kind)
    asked = [_telling(number, 3 if kind == "number" else 2) for number in numbers]
    if kind != "number":
        return [max(usual, places) for places in asked]
    most = max(asked, default=0)
    # Another decimal for all is easier to read than a ragged column.
    return [max(usual, most)] * len(asked) if most <= usual + 1 else asked


def _usual_decimals(numbers: Sequence[float], kind: str) -> int:
    """How many decimals the largest of a column needs."""
    finite = [abs(number) for number in numbers if isfinite(number)]
    largest = max(finite, default=0.0)
    whole = all(number == floor(number) for number in finite)
    if kind == "count" or (whole and kind in {"days", "number", "weight"}):
        return 0 if whole else 2
    if kind == "days":
        return 1
    if kind == "number":
        return _significant(largest, 3)
    return max(2, _significant(largest, 2))


def _telling(number: float, digits: int) -> int:
    """The fewest decimals that show a number exactly, or with so many digits."""
    if not isfinite(number) or number == floor(number):
        return 0
    most = _significant(abs(number), digits)
    return next((k for k in range(most) if round(number, k) == number), most)


def cell(value: Any, kind: str, places: int) -> str:
    """
    Return one value as text.

    Examples
    --------
    >>> cell(True, "text", 0), cell(12345.0, "count", 0), cell(None, "rate", 2)
    ('yes', '12,345', '–')
    """
    if is_missing(value):
        return MISSING
    value = scalar_of(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return date_text(value)
    if not _is_number(value):
        return label_of(value)
    if kind in {"p", "share"}:
        return (p_text if kind == "p" else share_text)(_real(value))
    if kind == "weight" and abs(_real(value)) < _APART:
        return f"{_real(value):.{max(places, 4)}g}"
    return number(value, 0 if kind == "weight" else places)


def number(value: float, places: int) -> str:
    """
    Return a number with so many decimals; thousands are set apart from 10,000 on.

    Examples
    --------
    >>> number(2126, 0), number(12345.678, 1), number(0, 4)
    ('2126', '12,345.7', '0.00')
    >>> number(2**53 + 1, 0)
    '9,007,199,254,740,993'

    There is no number, or none that is finite.

    >>> number(float("nan"), 2), number(float("inf"), 2), number(float("-inf"), 2)
    ('–', '∞', '−∞')

    What is not zero is never told as zero.

    >>> number(0.0001, 2), number(-0.0001, 2), number(0.3, 0)
    ('<0.01', '>-0.01', '<1')
    """
    if value == 0:
        return f"{0:.{min(places, 2)}f}"
    if isinstance(value, int):
        text = f"{value:,}" if abs(value) >= _APART else f"{value}"
        return f"{text}.{'0' * places}" if places else text
    if not isfinite(value):
        return "–" if isnan(value) else "∞" if value > 0 else "−∞"
    text = f"{value:,.{places}f}" if abs(value) >= _APART else f"{value:.{places}f}"
    if float(text.replace(",", "")) != 0:
        return text
    least = f"{10**-places:.{places}f}"
    return f"<{least}" if value > 0 else f">-{least}"


def p_text(p: float) -> str:
    """
    Return a probability with the digits that mean something.

    Examples
    --------
    >>> p_text(0.00004), p_text(0.0451), p_text(0.2), p_text(0.99997)
    ('<0.001', '0.045', '0.20', '>0.99')
    """
    if p < _TINY:
        return "<0.001"
    if _CERTAIN < p < 1:
        return ">0.99"
    return f"{p:.3f}" if p < _SMALL else f"{p:.2f}"


def share_text(share: float) -> str:
    """
    Return a share in per cent; only all of it is 100%, and only nothing is 0%.

    Examples
    --------
    >>> share_text(0.25), share_text(1), share_text(0.9997), share_text(0.0003)
    ('25.0%', '100%', 'over 99%', 'under 1%')
    >>> share_text(-0.0)
    '0%'
    """
    if share in {0, 1}:
        return f"{abs(share):.0%}"
    return _at_an_end(share) or f"{share:.1%}"


def percent(share: float) -> str:
    """
    Return a share in whole per cent, as sentences tell it.

    Examples
    --------
    >>> percent(0.25), percent(0), percent(0.004), percent(0.9999)
    ('25%', '0%', 'under 1%', 'over 99%')
    """
    return _at_an_end(share) or f"{abs(share):.0%}"


def _at_an_end(share: float) -> str:
    """Return what is said of a share that is nearly nothing, or nearly all."""
    if 0 < share < _HUNDREDTH:
        return "under 1%"
    return "over 99%" if 1 - _HUNDREDTH < share < 1 else ""


def level_text(level: float) -> str:
    """
    Return the level of an interval in per cent.

    Examples
    --------
    >>> level_text(0.95), level_text(0.995)
    ('95%', '99.5%')
    """
    return f"{level * 100:.4g}%"


def range_text(
    estimate: str, lower: str, upper: str, running: tuple[bool, bool] = (False, False)
) -> str:
    """
    Return a value that may be anything from one to another; one that is known as it is.

    An end that is `running` is one that the value is longer than.

    Examples
    --------
    >>> range_text("106", "106", "135"), range_text("99", "99", "99")
    ('106 to 135', '99')
    >>> range_text("9", "9", "187", (False, True)), range_text("114", "114", MISSING)
    ('9 to >187', '114 or more')
    >>> range_text("187", "187", "187", (True, True))
    '>187'
    """
    first, last = (">" * one for one in running)
    if lower in {upper, MISSING}:
        open_end = running == (False, True) and lower == upper
        return f"{estimate} or more" if open_end else f"{last}{estimate}"
    if upper == MISSING:
        # A date without a latest one is that day; a number has then no upper end.
        return estimate if "-" in estimate else f"{lower} or more"
    return f"{first}{lower} to {last}{upper}"


def interval_text(estimate: str, lower: str, upper: str) -> str:
    """
    Return an estimate with its limits.

    Examples
    --------
    >>> interval_text("1.25", "0.34", "3.20"), interval_text("114", "99", MISSING)
    ('1.25 [0.34, 3.20]', '114 [99, –]')
    """
    if estimate == lower == upper == MISSING:
        return MISSING
    return f"{estimate} [{lower}, {upper}]"


def date_text(value: dt.datetime) -> str:
    """
    Return a day as YYYY-MM-DD, with the time only if there is one.

    Examples
    --------
    >>> date_text(dt.datetime(2017, 3, 15))
    '2017-03-15'
    """
    try:
        day = value.date().isoformat()
    except NotImplementedError:
        # pandas has years that Python has not.
        return str(value).removesuffix(" 00:00:00")
    at_midnight = value.time() == dt.time() and value.tzinfo is None
    return day if at_midnight else value.isoformat(sep=" ")


def _real(value: Any) -> float:
    try:
        return float(value)
    except OverflowError:
        return inf if value > 0 else -inf


def _is_number(value: Any) -> bool:
    if not hasattr(value, "isoformat"):
        value = scalar_of(value)
    return isinstance(value, int | float) and not isinstance(value, bool)


def _significant(largest: float, digits: int) -> int:
    if largest == 0:
        return digits
    return min(max(digits - 1 - floor(log10(largest)), 0), _MOST_DECIMALS)
