"""
What one text says of a date, in ISO form: a day, a month, a year, or a range of them.

Read are ISO 8601 and the Extended Date/Time Format, days, months and years in English
words and figures, and, only when told so, figures in another order and the serial
numbers of a spreadsheet. Nothing is guessed: what has two readings is a question.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple

from summitry.sources.calendar_words import (
    Partial,
    begun,
    joined,
    normalised,
    partial,
    says_nothing,
)

if TYPE_CHECKING:
    from summitry.sources.reading_rules import DateRules

ORDER, RANGES, SERIALS = "order", "ranges", "serials"
TIMES, ZONE = "times", "zone"
"""Questions that only the caller can answer."""


class Said(NamedTuple):
    """
    What a text says.

    Attributes
    ----------
    start, end : str or None
        ISO or EDTF texts; an end only where it is a range.
    fault : str or None
        Why it says nothing.
    question : str or None
        What must be known first.
    """

    start: str | None = None
    end: str | None = None
    fault: str | None = None
    question: str | None = None


_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_EDTF = re.compile(r"[\dX]{4}(-[\dX]{2}(-[\dX]{2})?)?[?~%]?")
_TIME = re.compile(
    r"(?P<date>.*?\S)(?:T|,?\s+(?:at\s+)?)"
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*"
    r"(?P<zone>Z|UTC|GMT|(?:UTC|GMT)?\s*[+-]\d\d?:?(?:\d\d)?|[A-Z]{3,4})?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d\d?):?(\d\d)?", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_YEARS_OR_MONTH = re.compile(r"\d{4}-\d\d")
_LONGEST = 120
"""Characters of a date; what is longer is a sentence."""
_BASIC = re.compile(r"\d{8}")
_MONTH_OF_YEAR = re.compile(r"(0?[1-9]|1[0-2])\.((?:18|19|20)\d\d)")
_POINTED = re.compile(r"(?:[0-2]?\d|3[01]|(?:18|19|20)\d\d)\.\d*[1-9]\d*")
"""A day or a year, a point and a figure: no time of a day that a list has."""
_LAST_SERIAL = 2_958_465
_LEAP_ERROR = 60
"""The 29 February 1900, which Excel counts and which never was."""
YEARS = range(1800, 2101)
"""Years of visits; others are read, and told."""


def said_of(text: str, rules: DateRules) -> Said:
    """
    Return what a text says of a date.

    Examples
    --------
    >>> from summitry.sources.reading_rules import DateRules
    >>> said_of("August 14–21, 1906", DateRules(ranges="trip"))[:2]
    ('1906-08-14', '1906-08-21')
    >>> said_of("March 2017", DateRules()).start
    '2017-03'
    >>> said_of("03/04/2010", DateRules()).question
    'order'
    """
    if _ISO_DAY.fullmatch(text):
        return Said(text)
    if len(text.strip()) > _LONGEST:
        return Said(
            fault=f"'{_shown(text)}' is too long for a date; write the day alone"
        )
    clean = normalised(text)
    if says_nothing(clean):
        return Said(
            fault=f"'{_shown(text)}' says that the date is not known; leave the row out"
        )
    if _YEARS_OR_MONTH.fullmatch(clean) and "-" not in text:
        return Said(
            fault=f"'{_shown(text)}' is two years or a month; write {clean} for the month, "
            f"{clean[:4]}/{clean[:2]}{clean[5:]} for the years"
        )
    if _NUMBER.fullmatch(clean):
        return _of_number(clean, rules)
    timed = _TIME.fullmatch(clean)
    if timed and (timed["minute"] or timed["half"]):
        return _of_time(timed, text, rules)
    interval = _of_interval(clean, rules)
    if interval is not None:
        return interval
    return _of_words(clean, text, rules)


def _of_interval(clean: str, rules: DateRules) -> Said | None:
    """ISO and EDTF, with one end or two; None for any other form."""
    if _EDTF.fullmatch(clean):
        return Said(clean)
    ends = [end.strip() for end in clean.split("/")]
    if len(ends) != 2:  # noqa: PLR2004
        return None
    open_ends = [end in {"", ".."} for end in ends]
    dated = [_EDTF.fullmatch(end) is not None for end in ends]
    if any(open_ends) and any(dated):
        which = "first" if open_ends[0] else "last"
        return Said(
            fault=f"'{_shown(clean)}' has no {which} day; write the {which} that it may be"
        )
    return _of_ends(ends[0], ends[1], rules) if all(dated) else None


def _of_words(clean: str, text: str, rules: DateRules) -> Said:
    single = partial(clean, rules.order)
    if single is not None:
        return _of_partial(single, text)
    pairs = [
        joined(begun(left, rules.order), partial(right, rules.order))
        for left, right in _cuts(clean)
    ]
    found = list(dict.fromkeys(pair for pair in pairs if isinstance(pair, tuple)))
    faults = [pair for pair in pairs if isinstance(pair, str)]
    if any(one.ask for pair in found for one in pair):
        return Said(question=ORDER)
    faults += [one.fault for pair in found for one in pair if one.fault]
    if len(found) > 1 and not faults:
        faults.append(
            "it can be read as more than one range; write 2017-03-01/2017-03-04"
        )
    if faults:
        return Said(fault=f"'{_shown(text)}': {faults[0]}")
    if found:
        return _of_ends(found[0][0].iso(), found[0][1].iso(), rules)
    return Said(clean)


def _cuts(clean: str) -> list[tuple[str, str]]:
    """Every way to divide a text at a sign or word that may join two dates."""
    cuts = []
    for sign in re.finditer(r"\s*(?:-|\b(?:to|through|thru|until|till)\b)\s*", clean):
        left = re.sub(r"^(?:from|between)\s+", "", clean[: sign.start()])
        if left and clean[sign.end() :]:
            cuts.append((left, clean[sign.end() :]))
    return cuts


def _of_partial(single: Partial, text: str) -> Said:
    if single.ask:
        return Said(question=ORDER)
    if single.fault:
        return Said(fault=f"'{_shown(text)}': {single.fault}")
    lacks = "year" if single.year is None else "month"
    if single.year is None or (single.month is None and single.day is not None):
        return Said(fault=f"'{_shown(text)}' has no {lacks}; write it")
    return Said(single.iso())


def _of_ends(first: str, last: str, rules: DateRules) -> Said:
    if first == last:
        return Said(first)
    if rules.ranges is None:
        return Said(first, last, question=RANGES)
    return Said(first, last)


def _of_number(clean: str, rules: DateRules) -> Said:
    """Tell years, months, days written as YYYYMMDD and, when told, serial numbers."""
    month = _MONTH_OF_YEAR.fullmatch(clean)
    if month:
        return Said(f"{month[2]}-{int(month[1]):02d}")
    if _POINTED.fullmatch(clean):
        return Said(
            fault=f"'{clean}' may be a day and a month, a year and a month, or a number; "
            "write the month as 2017-03, the day as 2017-03-01"
        )
    number = float(clean)
    whole = number.is_integer()
    digits = f"{number:.0f}" if whole else clean
    if _BASIC.fullmatch(digits):
        return Said(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
    if rules.serials is not None:
        return _of_serial(number, digits, rules)
    if whole and len(digits) == len("1964") and number > 0:
        return Said(digits)
    if _is_long_serial(number):
        return Said(question=SERIALS)
    return Said(
        fault=f"{digits} is a number, neither a year of four digits nor a serial number "
        "that can be told from one; write the day as 2017-03-01"
    )


def _is_long_serial(number: float) -> bool:
    """Whether a number can be nothing but a serial number, or no date at all."""
    return 10_000 <= number < _LAST_SERIAL + 1 or (  # noqa: PLR2004
        number > 1 and not number.is_integer() and number < _LAST_SERIAL + 1
    )


def _of_serial(number: float, digits: str, rules: DateRules) -> Said:
    if number.is_integer() and int(number) in YEARS:
        return Said(
            fault=f"{digits} is a year, and as a serial number it is "
            f"{_day_of(int(number), rules)}; write the day or the year as text, such as "
            f"'{digits}-01-01/{digits}-12-31'"
        )
    day = _day_of(int(number // 1), rules)
    if day is None:
        return Said(
            fault=f"{digits} is no serial number of a day in Excel; look it up in the source"
        )
    if not number.is_integer() and not rules.cut:
        return Said(question=TIMES)
    return Said(day)


def _day_of(serial: int, rules: DateRules) -> str | None:
    if rules.serials == "excel_1904":
        first = dt.date(1904, 1, 1)
    elif serial < 1 or serial == _LEAP_ERROR:
        return None
    else:
        first = dt.date(1899, 12, 31 if serial < _LEAP_ERROR else 30)
    try:
        return (first + dt.timedelta(days=serial)).isoformat()
    except OverflowError:
        return None


def _of_time(timed: re.Match[str], text: str, rules: DateRules) -> Said:
    """Take a time of day off, where it is midnight or was told to be cut."""
    hour, minute, second = (
        int(timed[part] or 0) for part in ("hour", "minute", "second")
    )
    half = (timed["half"] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:  # noqa: PLR2004
        return Said(
            fault=f"'{_shown(text)}' has no time of day that there is; leave it out"
        )
    day = said_of(timed["date"], rules)
    if timed["zone"]:
        if rules.zone is not None:
            return _in_zone(timed, text, day, (hour, minute, second), rules)
        return day if rules.cut or day.fault else day._replace(question=ZONE)
    midnight = not (hour or minute or second or "." in timed[0].rpartition(":")[2])
    if midnight or rules.cut or day.fault:
        return day
    return day._replace(question=TIMES)


def _in_zone(
    timed: re.Match[str],
    text: str,
    day: Said,
    time: tuple[int, int, int],
    rules: DateRules,
) -> Said:
    """Take the day on which it was that moment in the zone that was told."""
    named = timed["zone"].upper()
    offset = _OFFSET.fullmatch(timed["zone"])
    if not offset and named not in {"Z", "UTC", "GMT"}:
        return Said(
            fault=f"'{_shown(text)}': the zone {named} has no one offset; write it as -05:00"
        )
    ahead = dt.timedelta()
    if offset:
        ahead = dt.timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        ahead = -ahead if offset[1] == "-" else ahead
    if day.start is None or not _ISO_DAY.fullmatch(day.start) or day.end:
        return day
    try:
        there = dt.datetime.fromisoformat(day.start).replace(
            hour=time[0], minute=time[1], second=time[2], tzinfo=dt.timezone(ahead)
        )
        return Said(there.astimezone(rules.zone).date().isoformat())
    except (OverflowError, ValueError):
        return Said(
            fault=f"'{_shown(text)}' is no moment that there is; look it up in the source"
        )


def _shown(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"  # noqa: PLR2004
