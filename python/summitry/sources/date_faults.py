"""Why a text is no date, and what to write in its place."""

from __future__ import annotations

import re

SHEET_ERROR = re.compile(
    r"#(?:N/A|GETTING_DATA|NAME\?|(?:REF|VALUE|DIV/0|NUM|NULL|SPILL|CALC|FIELD)!)|Err:\d+"
)
"""What a cell holds whose formula failed."""
OF_SHEET = "the cell holds an error of the spreadsheet; mend its formula"
_CALENDAR = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_UNKNOWN = re.compile(r"(?!0000)(\d{4})(-(?!00)\d\d)?(-00)+", re.ASCII)
"""A year or a month, and zeros for what is not known of the day."""
_ENGLISH = "dates are read in figures and in English words"
_MONTHS = "|".join(
    (
        *("janv", "januar", "jänner", "enero", "gennaio", "janeiro", "ocak", "stycz"),
        *("févr", "fevr", "februar[ei]?", "febrero", "febbraio", "fevereiro", "şubat"),
        *("mars", "märz", "marzo", "março", "maart", "mart", "avr", "abril", "aprile"),
        *("nisan", "kwie", "mai", "mayo", "maggio", "maio", "may\u0131s", "mei", "maj"),
        *("juin", "juni", "junio", "giugno", "junho", "haziran", "czerw", "juil"),
        *("juli", "julio", "luglio", "julho", "temmuz", "lip", "août", "aout"),
        *("agosto", "ağustos", "augustus", "sierp", "septembre", "septiembre"),
        *("setiembre", "settembre", "setembro", "eylül", "wrze", "okt", "octobre"),
        *("octubre", "ottobre", "outubro", "ekim", "paźdz", "novembre", "noviembre"),
        *("novembro", "kas\u0131m", "listopad", "déc", "decembre", "dez", "dicembre"),
        *("diciembre", "aral\u0131k", "grud"),
    )
)
"""How months begin in languages other than English."""
_UNSURE = (
    "write its month, 2017-03, or the days that it may be, 2017-03-01/2017-03-10, unless "
    "ranges are trips"
)
_SEVERAL = "if these are several dates, give each visit a row (days of one trip: March 1–3, 2017)"
_KNOWN = (
    (
        re.compile(
            r"[\u00b2\u00b3\u00b9\u2070-\u2089*\u2020\u2021]|(?<=.)\[\w{1,3}\]",
        ),
        "take the mark of the footnote off",
    ),
    (
        re.compile(r"\b(?:c|ca|circa|about|around|approx)\b\.?", re.IGNORECASE),
        "write 1956~ for about 1956",
    ),
    (
        re.compile(r"\b(?:early|mid|late|beginning|end)\b", re.IGNORECASE),
        _UNSURE,
    ),
    (
        re.compile(r"\b(?:spring|summer|autumn|fall|winter)\b", re.IGNORECASE),
        "write 1956-21 to 1956-24 for spring to winter",
    ),
    (re.compile(r"\d{3}0s", re.IGNORECASE), "write 195X for a decade"),
    (
        re.compile(r"\b(?:and|or)\b|[;&+]|\d\s*/\s*\d", re.IGNORECASE),
        _SEVERAL,
    ),
    (
        re.compile(
            rf"(?<!\w)(?:{_MONTHS})[a-zà-ž]*\.?(?: de)? \d{{4}}(?!\d)", re.IGNORECASE
        ),
        f"{_ENGLISH}; write 2017-03-01, or 2017-03 for a month",
    ),
    (
        re.compile(r"[^\x00-\u024f\u2000-\u206f]"),
        f"{_ENGLISH}; write 2017-03-01, or 2017-03 for a month",
    ),
    (SHEET_ERROR, OF_SHEET),
)
_FORMS = "write it as 2017-03-01, 2017-03, 1 March 2017 or March 1–3, 2017"


def fault_of(text: str, code: str) -> str:
    """
    Return a sentence on a text that is no date, by the code that the core gives.

    Examples
    --------
    >>> fault_of("2017-02-29", "bad_date")
    "'2017-02-29' is not a date: there is no such day; look it up in the source"
    >>> fault_of("ca. 1956", "bad_date")
    "'ca. 1956' is not a date that is read; write 1956~ for about 1956"
    """
    shown = text if len(text) <= 80 else f"{text[:79]}…"  # noqa: PLR2004
    if code == "out_of_range":
        return (
            f"'{shown}' is outside 0001-01-01 to 9999-12-31; look it up in the source"
        )
    unknown = _UNKNOWN.fullmatch(text)
    if unknown:
        known = f"{unknown[1]}{unknown[2] or ''}"
        return (
            f"'{text}' is not a date: there is no 00; write {known} if no more is known"
        )
    if _CALENDAR.fullmatch(text):
        said = f"'{text}' is not a date: there is no such day"
        return f"{said}; look it up in the source"
    advice = next((said for form, said in _KNOWN if form.search(text)), _FORMS)
    return f"'{shown}' is not a date that is read; {advice}"
