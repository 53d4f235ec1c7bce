"""Whether a text shows a value: a number, rounded as it is printed, a day or words."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from math import isinf
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

NUMBER = r"(?:under |over |[<>])?[-−]?\d+(?:,\d{3})*(?:\.\d+)?(?:e[+-]?\d+)?(?: ?%)?"
DAY = r"\d{4}-\d\d-\d\d"
SPELT = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
PARTS = [
    "third",
    "quarter",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
BOUNDS = ("<0.001", ">0.99", "over 99%", "under 1%", "under 0.001")
"""All that a number too small or too large to be shown may be said to be."""
NAMED = re.compile(r"[\w.-]*\d[\w.-]*")
"""A number with the name or the date of which it is a part."""
PLACES = ["", "second-", "third-", "fourth-", "fifth-"]
NOTHING = {"no limit", "–", "—", "no number", "no value", "none", ""}
WORDS = {*SPELT, *PARTS, "once", "twice", "half"}
COUNTED = re.compile(r"\d|∞|\b(?:" + "|".join(WORDS) + r")\b")
"""What makes a text one that states a number."""


def is_missing(value: Any) -> bool:
    return value is None or str(value) in {"nan", "NaT", "<NA>"}


def shows(text: str, value: Any) -> bool:
    """Whether a text is a value: words as they are, a day, a number as rounded."""
    if is_missing(value):
        return text in NOTHING
    if isinstance(value, str):
        return text == " ".join(value.split())
    if hasattr(value, "isoformat"):
        return bool(text == value.isoformat()[:10])
    if isinf(value):
        return text in {"no limit", "∞"}
    return is_number(text) and rounds(text, float(value))


def is_number(text: str) -> bool:
    return re.fullmatch(NUMBER, text) is not None


def rounds(text: str, value: float) -> bool:
    """Whether a number is a value, rounded to the digits that it shows."""
    unit = 100 if text.endswith("%") else 1
    least = re.fullmatch(r"<0?\.?0*1|>-0?\.?0*1", text)
    if text[0] in "uob<>" and text not in BOUNDS and least is None:
        return False
    bare = text.rstrip(" %").replace(",", "").replace("−", "-")
    for sign in ("under ", "over ", "<", ">"):
        if bare.startswith(sign):
            bound = float(bare.removeprefix(sign)) / unit
            return bound < value if sign in {">", "over "} else value < bound
    shown = Decimal(bare)
    half = 0.5 * 10.0 ** int(shown.as_tuple().exponent)
    return abs(value * unit - float(shown)) <= half * (1 + 1e-6) + 1e-12 * abs(value)


def falls(text: str, ratio: Any) -> bool:
    """Whether words for a fall promise no less, and little more, than a ratio."""
    if is_missing(ratio) or not 0 <= ratio <= 1:
        return False
    if text == "only a fall to almost nothing":
        return bool(ratio < 0.05)
    part = re.fullmatch(r"a fall to about an? (\w+)", text)
    if part is not None and part[1] in PARTS:
        under = PARTS.index(part[1]) + 3
        return bool(1 / under <= ratio + 1e-12 and ratio < 1 / (under - 1) + 1e-12)
    share = re.fullmatch(r"a fall by about (\d+)%", text)
    lost = 100 * (1 - ratio)
    return share is not None and bool(-1e-9 <= int(share[1]) - lost <= 5 + 1e-9)


def rises(text: str, ratio: Any) -> bool:
    """Whether words for a rise promise no less, and little more, than a ratio."""
    times = re.fullmatch(r"a rise to about (\d[\d,]*\.?\d*) times", text)
    if times is None or is_missing(ratio):
        return False
    return bool(-1e-9 <= float(times[1].replace(",", "")) - ratio < 0.1 + 1e-9)


def powers(text: str, power: Any) -> bool:
    """Whether a power is shown in whole percent, never more than it is."""
    if is_missing(power):
        return False
    if text == "under 1%":
        return bool(power < 0.01)
    return text.endswith("%") and 0 <= 100 * power - float(text[:-1]) < 1 + 1e-9


def lasts(text: str, years: Any) -> bool:
    """Whether a length in years is one: with two digits below one year."""
    number = re.fullmatch(r"([\d.]+) years?", text)
    return number is not None and rounds(number[1], float(years))


def places(text: str, place: Any) -> bool:
    """Whether words for a place in an order are those of a place."""
    found = re.fullmatch(
        r"(\d+)th from the (?:bottom|top)|(.*)(?:lowest|highest)", text
    )
    if found is None or is_missing(place):
        return False
    if found[1]:
        return bool(int(found[1]) == place)
    return found[2] in PLACES and PLACES.index(found[2]) + 1 == place


def times(text: str, number: Any) -> bool:
    """Whether a number of times is one: ``once``, ``3 times``."""
    return text == ("once" if number == 1 else f"{number} times")


def wordless(text: str, _: Any) -> bool:
    """Whether a text states no number at all."""
    return COUNTED.search(text) is None


def quoted(text: str, source: Any) -> bool:
    """Whether every number in a text stands as often in the one that is quoted."""
    told, numbers = (Counter(NAMED.findall(str(one))) for one in (source, text))
    return numbers <= told


def begins(text: str, whole: Any) -> bool:
    """Whether a text that was cut short begins as the whole one."""
    start = " ".join(str(whole).split())
    return start == text or (
        text.endswith(" …") and start.startswith(text.removesuffix(" …"))
    )


KINDS: dict[str, tuple[str, Callable[[str, Any], bool]]] = {
    "fall": (
        r"a fall to about an? \w+|a fall by about \d+%|only a fall to almost nothing",
        falls,
    ),
    "rise": (r"a rise to about [\d,.]+ times", rises),
    "power": (r"under 1%|\d+%", powers),
    "years": (r"[\d.]+ years?", lasts),
    "place": (r".*?(?:lowest|highest|bottom|top)", places),
    "times": (r"once|\d+ times", times),
    "words": (r".+?", wordless),
    "quoted": (r".+?", quoted),
    "begins": (r".+?", begins),
}
"""Ways to show a value that are neither a rounded number nor the words themselves."""
