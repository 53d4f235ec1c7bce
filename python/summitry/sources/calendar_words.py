"""Days, months and years in English words and figures, each as far as it is given."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import NamedTuple

from summitry.sources.spelling import without_unseen

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTH_OF = {
    **{name: number for number, name in enumerate(_MONTHS, 1)},
    **{name[:3]: number for number, name in enumerate(_MONTHS, 1)},
    "sept": 9,
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY_OF = {
    **{name: number for number, name in enumerate(_DAYS)},
    **{name[:3]: number for number, name in enumerate(_DAYS)},
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
_NOTHING = {
    *(
        "tbd",
        "tba",
        "tbc",
        "unknown",
        "n/a",
        "na",
        "n.a.",
        "nan",
        "nat",
        "none",
        "null",
    ),
    *(
        "not known",
        "undated",
        "no date",
        "n.d.",
        "nd",
        "?",
        "??",
        "???",
        "-",
        "--",
        ".",
    ),
}
_DASHES = dict.fromkeys([*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63, 0xFF0D], "-")
_COMMA = re.compile(r"\s*,\s*")
_RAISED = re.compile("([\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u249b])")
"""Figures that mark a footnote or number a list, and are no figures of a date."""
_M = rf"(?P<month>{'|'.join(sorted(_MONTH_OF, key=len, reverse=True))})\.?"
_D = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.(?= |$))?"
_Y = r"(?P<year>\d{4})"
_FORMS = [
    re.compile(form)
    for form in (
        rf"{_M} {_D},? {_Y}",
        rf"{_D}(?: of)? {_M},? {_Y}",
        rf"{_D}[-./]{_M}[-./]{_Y}",
        rf"{_M}-{_Y}",
        rf"{_D}-{_M}",
        rf"{_Y},? {_M} {_D}",
        rf"{_Y}-{_M}-{_D}",
        rf"{_M}(?:,| of)? {_Y}",
        rf"{_Y},? {_M}",
        rf"{_M} {_D}",
        rf"{_D}(?: of)? {_M}",
        rf"{_D},? {_Y}",
        _D,
        _M,
        _Y,
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<year>\d{4})[./](?P<month>\d{1,2})[./](?P<day>\d{1,2})",
        r"(?P<month>\d{1,2})[./](?P<year>\d{4})",
    )
]
_FIGURES = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_DAY_AND_MONTH = re.compile(r"(\d{1,2})([./])(\d{1,2})\2?")
_SHORT = re.compile(
    rf"\d{{1,2}}([./-])\d{{1,2}}\1\d\d|{_M} {_D},? '?\d\d|"
    rf"\d{{1,2}}[ -](?:{'|'.join(_MONTH_OF)})\.?[ -]'?\d\d|"
    rf"(?:{'|'.join(_MONTH_OF)})\.?(?:-| ?')\d\d"
)
_WEEKDAY = re.compile(
    rf"(?P<name>{'|'.join(sorted(_WEEKDAY_OF, key=len, reverse=True))})\.?,? (?P<rest>.+)"
)


class Partial(NamedTuple):
    """
    A date as far as a text gives it.

    Attributes
    ----------
    year, month, day : int or None
        What it gives.
    ask : bool
        Whether it can be read only when the order of day and month is known.
    fault : str or None
        What keeps it from being a date.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    ask: bool = False
    fault: str | None = None

    def iso(self) -> str:
        """As ISO writes it, whether or not there is such a day."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


def normalised(text: str) -> str:
    r"""
    Return a text with plain blanks, commas and dashes, in lower case but for ISO.

    Examples
    --------
    >>> normalised(" 14–21 August\u00a01906")
    '14-21 august 1906'
    >>> normalised("May 1\u00b2, 2009")
    'may 1², 2009'
    >>> normalised("\u0662\u0660\u0660\u0669-\u0660\u0665")
    '2009-05'
    """
    parts = (
        part if _RAISED.fullmatch(part) else unicodedata.normalize("NFKC", part)
        for part in _RAISED.split(text)
    )
    plain = in_ascii_figures("".join(parts)).translate(_DASHES)
    blank = " ".join(without_unseen(plain).split())
    if re.fullmatch(r"[\dXTZ?~%:./+ -]+", blank):
        return blank
    # A set of dates, as EDTF writes it, is no sentence.
    return blank.lower() if blank[:1] in "[{" else _COMMA.sub(", ", blank.lower())


def in_ascii_figures(text: str) -> str:
    """
    Return a text with the figures of any script, such as Arabic, as those of ASCII.

    Examples
    --------
    >>> in_ascii_figures("\u0661\u0662/\u0660\u0665/\u0662\u0660\u0660\u0669")
    '12/05/2009'
    """
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text
    )


def says_nothing(clean: str) -> bool:
    """Whether a text only says that there is no date."""
    return clean.lower() in _NOTHING


def partial(clean: str, order: str | None) -> Partial | None:
    """
    Return what a text gives of a date, or None where it is none.

    Parameters
    ----------
    clean : str
        The text, normalised.
    order : {"day_first", "month_first"} or None
        What 03/04/2010 means.

    Examples
    --------
    >>> partial("november 2, 2009", None)[:3]
    (2009, 11, 2)
    >>> partial("21, 1906", None)[:3]
    (1906, None, 21)
    """
    figures = _FIGURES.fullmatch(clean)
    if figures:
        return _of_figures(figures, order)
    if _SHORT.fullmatch(clean):
        return Partial(fault="a year of two digits has two readings; write four")
    weekday = _WEEKDAY.fullmatch(clean)
    if weekday:
        found = partial(weekday["rest"], order)
        return None if found is None else _on_weekday(found, weekday["name"])
    match = next(filter(None, (form.fullmatch(clean) for form in _FORMS)), None)
    if match is None:
        return None
    parts = match.groupdict()
    month = parts.get("month")
    return _checked(
        int(parts["year"]) if parts.get("year") else None,
        _MONTH_OF.get(month) or int(month) if month else None,
        int(parts["day"]) if parts.get("day") else None,
    )


def begun(clean: str, order: str | None) -> Partial | None:
    """
    Return what the first end of a range gives, which may lack its year in figures too.

    Examples
    --------
    >>> begun("28.4.", "day_first")[:3], begun("28 april", None)[:3]
    ((None, 4, 28), (None, 4, 28))
    """
    figures = _DAY_AND_MONTH.fullmatch(clean)
    if figures is None:
        return partial(clean, order)
    if order is None:
        return Partial(ask=True)
    day, month = int(figures[1]), int(figures[3])
    return _checked(None, *((month, day) if order == "day_first" else (day, month)))


def joined(
    first: Partial | None, last: Partial | None
) -> tuple[Partial, Partial] | str | None:
    """
    Return two ends of a range, the first with what only the last gives and the reverse.

    None where they are no range, a text where they are one that cannot be.

    Examples
    --------
    >>> first, last = joined(partial("august 14", None), partial("21, 1906", None))
    >>> first.iso(), last.iso()
    ('1906-08-14', '1906-08-21')
    """
    if first is None or last is None:
        return None
    if first.ask or last.ask or first.fault or last.fault:
        return first, last
    if last.year is None and first.year and first.day and last.day:
        last = last._replace(year=first.year)
        first = first._replace(year=None)
    if last.year is None:
        dated = (first.month or last.month) and (first.day or last.day)
        return "the range has no year; write it" if dated else None
    month = last.month
    if last.day is not None and month is None:
        month = first.month if first.day is not None else None
    lone_year = first.day is None and first.month is None and first.year is not None
    start = first._replace(year=first.year or last.year)
    if not lone_year:
        start = start._replace(month=first.month if first.month is not None else month)
    return _ordered(first, start, last._replace(month=month))


def _ordered(
    first: Partial, start: Partial, end: Partial
) -> tuple[Partial, Partial] | str | None:
    """Two ends, or what keeps them from being a range."""
    if any(one.day is not None and one.month is None for one in (start, end)):
        return None
    if (start.month is None, start.day is None) != (end.month is None, end.day is None):
        return "its two ends are not equally exact; write both as days or as months"
    if first.year is None and _key(start) > _key(end):
        return "it ends before it begins; write both ends in full"
    return start, end


def _key(one: Partial) -> tuple[int, int, int]:
    return (one.year or 0, one.month or 0, one.day or 0)


def _of_figures(figures: re.Match[str], order: str | None) -> Partial:
    if order is None:
        return Partial(ask=True)
    first, second, year = int(figures[1]), int(figures[3]), int(figures[4])
    day, month = (first, second) if order == "day_first" else (second, first)
    made = _checked(year, month, day)
    if made.fault and 1 <= day <= 12 < month <= 31:  # noqa: PLR2004
        other = "month" if order == "day_first" else "day"
        return Partial(
            fault=f"there is no month {month}; write {year}-{day:02d}-{month:02d}, if this one is {other} first"
        )
    return made


def _checked(year: int | None, month: int | None, day: int | None) -> Partial:
    if month is not None and not 1 <= month <= 12:  # noqa: PLR2004
        return Partial(fault=f"there is no month {month}; look it up in the source")
    if day is not None and not 1 <= day <= 31:  # noqa: PLR2004
        return Partial(fault=f"no month has a day {day}; look it up in the source")
    return Partial(year, month, day)


def _on_weekday(found: Partial, name: str) -> Partial:
    """A date that says its day of the week must fall on it."""
    if found.year is None or found.month is None or found.day is None or found.fault:
        return found
    try:
        weekday = dt.date(found.year, found.month, found.day).weekday()
    except ValueError:
        return found
    if weekday == _WEEKDAY_OF[name]:
        return found
    falls = _DAYS[weekday].capitalize()
    return Partial(fault=f"{found.iso()} is a {falls}; look it up in the source")
