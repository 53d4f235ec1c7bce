"""Bytes of a text file as text: the encoding is recognised and named, or asked for."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from summitry.exceptions import InputError, brief

BY_LINE = "by_line"
"""What a caller says of a file whose encoding changes from line to line."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with a byte order mark"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_HEAD = 1 << 12
_PAGE = re.compile(rb"\s*<(?:!doctype|html|head|meta|\?xml|!--)", re.IGNORECASE)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]*?\b(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE,
)
_WIDER = {
    **dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80"), "gb18030"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
    "shift_jis": "cp932",
    "iso-8859-9": "cp1254",
}
"""What browsers take the names of encodings for, since pages mean it."""
_LINE_ENDS = re.compile(rb"\r\n|\r|\n")
_HIGH = re.compile(rb"[\x80-\xff]+")
_PUNCTUATION = frozenset(
    "\u201a\u201e\u2026\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u2122\u20ac\xa0\xad"
    "\xab\xbb\xa9\xae\xb0\xb7\xa1\xbf\xa3\xa7\xb4\xba\xaa\xbc\xbd\xbe"
)
_CAPITAL = "[\u00c0-\u00de\u0160\u0178\u017d]"
_AMISS = re.compile(
    f"[a-z]{_CAPITAL}[A-Za-z]|[A-Z]{_CAPITAL}[a-z]|[A-Za-z]\u2122[A-Za-z]"
)
"""A capital or a sign within a word, as the letters of an old Macintosh become."""
_ELSEWHERE = re.compile(
    "[\u00d0\u00dd\u00de\u00f0\u00fe]|[\u00ec\u00f9][a-z\u00df-\u00ff]"
)
"""Letters of Iceland, which in lists of other countries are Turkish ones, and a grave
accent on the letter of a word that goes on, which is a Czech letter."""
_HACEK = re.compile("[\u0160\u0161\u017d\u017e]")
_WITHOUT_HACEK = re.compile("[\u00c6\u00c8\u00d8\u00e6\u00e8\u00f8]")
"""Letters of Danish and French, which stand where Slavic lists have theirs."""
_LONGEST_RUN = 2
"""Letters with accents that stand beside each other; other scripts have longer runs."""


class Decoded(NamedTuple):
    """A file as text, what its encoding is called, and lines that have another."""

    text: str
    encoding: str
    odd_lines: dict[int, str]


def decoded(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """
    Decode a text file.

    A byte order mark, UTF-16 without one, UTF-8, what a page says of itself, and Latin
    letters in one byte each are recognised. Other scripts in one or two bytes look
    alike, and are asked for.

    Parameters
    ----------
    data : bytes
        What the file holds.
    name : str
        What messages call it.
    encoding : str, optional
        Its encoding, or ``by_line`` where the lines of a file have two.

    Raises
    ------
    InputError
        If it is not text in that encoding, or in none that can be told.

    Examples
    --------
    >>> decoded("Gödöllő,é".encode(), "visits.csv").encoding
    'UTF-8'
    >>> decoded("Mélanie".encode("latin-1"), "visits.csv")[:2]
    ('Mélanie', 'Latin-1')
    """
    if encoding == BY_LINE:
        return _line_by_line(data, name)
    if encoding is not None:
        return _as_told(data, name, encoding)
    for mark, codec, called in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data, name, codec, called), called, {})
    wide = _wide(data)
    if wide is not None:
        return Decoded(_strict(data, name, wide, "UTF-16"), "UTF-16", {})
    try:
        return Decoded(data.decode("utf-8"), "UTF-8", {})
    except UnicodeDecodeError:
        return _as_declared(data) or _of_one_byte(data, name)


def _as_declared(data: bytes) -> Decoded | None:
    """A page by the encoding that it says it has; None where it says none, or errs."""
    told = _DECLARED.search(data[:_HEAD]) if _PAGE.match(data) else None
    if told is None:
        return None
    said = told.group(1).decode("ascii").lower()
    try:
        codec = codecs.lookup(_WIDER.get(said, said)).name
        text = data.decode(codec)
    except (LookupError, TypeError, UnicodeError):
        return None
    # Declared to have two bytes a letter, in letters of one.
    is_page = text.lstrip().startswith("<")
    return Decoded(text, f"{said} as declared", {}) if is_page else None


def _as_told(data: bytes, name: str, encoding: str) -> Decoded:
    try:
        codec = codecs.lookup(encoding).name
        # Codecs between bytes, such as base64, are no encodings of a text.
        bytes(8).decode(codec)
    except (LookupError, TypeError, ValueError):
        raise InputError(
            f"there is no encoding {brief(encoding)}",
            code="unknown_encoding",
            column="encoding",
            hint="such as 'utf-8', 'cp1252', 'latin-1', 'cp1251', 'gb18030', 'euc-kr' or "
            "'by_line'",
        ) from None
    text = _strict(data, name, codec, f"'{encoding}'")
    return Decoded(text.removeprefix("\ufeff"), codec, {})


def _strict(data: bytes, name: str, codec: str, called: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeError as error:
        start = getattr(error, "start", 0)
        line = len(_LINE_ENDS.findall(data[:start])) + 1
        byte = f"byte 0x{data[start]:02x}" if start < len(data) else "its end"
        raise InputError(
            f"{name} line {line}: {byte} is not {called}",
            code="bad_encoding",
            column="encoding",
            hint="leave `encoding` out to have it recognised, or name another",
        ) from None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin text is zero."""
    head = data[:2000]
    evens, odds = head[::2].count(0), head[1::2].count(0)
    if len(head) % 2 or max(evens, odds) <= len(head) // 4 or min(evens, odds):
        return None
    return "utf-16-be" if evens else "utf-16-le"


def _of_one_byte(data: bytes, name: str) -> Decoded:
    lines = _LINE_ENDS.split(data)
    high = [number for number, line in enumerate(lines, 1) if not line.isascii()]
    wide = [number for number in high if _is_utf8(lines[number - 1])]
    if wide:
        narrow = sorted(set(high) - set(wide))
        raise InputError(
            f"{name}: the encoding changes from line to line: {_listed(wide)} UTF-8, "
            f"{_listed(narrow)} not",
            code="mixed_encoding",
            column="encoding",
            hint="mend the lines, or give encoding='by_line' to read each line that is "
            "not UTF-8 as Windows-1252",
        )
    called = _latin(data)
    if called is None:
        line = high[0]
        start = _HIGH.search(lines[line - 1])
        found = start.group()[0] if start else 0
        raise InputError(
            f"{name} line {line}: byte 0x{found:02x} is not UTF-8, and which encoding it "
            f"is of cannot be told",
            code="not_utf8",
            column="encoding",
            hint="save the file as UTF-8, or name its encoding: encoding='gb18030', "
            "'euc-kr', 'shift_jis', 'cp1251', 'cp1250', 'cp1254', 'latin-1', 'mac_roman' or "
            "another",
        )
    codec = "cp1252" if called == "Windows-1252" else "latin-1"
    return Decoded(data.decode(codec), called, {})


def _latin(data: bytes) -> str | None:
    """What Latin text in one byte a letter is called; None where it is another."""
    runs = set(_HIGH.findall(data))
    if any(len(run) > _LONGEST_RUN for run in runs):
        return None
    try:
        texts = {run.decode("cp1252") for run in runs}
    except UnicodeDecodeError:
        return None
    letters = {letter for text in texts for letter in text}
    if not all(letter.isalpha() or letter in _PUNCTUATION for letter in letters):
        return None
    text = data.decode("cp1252", "replace")
    if _AMISS.search(text) or _ELSEWHERE.search(text):
        return None
    if _HACEK.search(text) and _WITHOUT_HACEK.search(text):
        return None
    beyond = any(0x80 <= byte <= 0x9F for run in runs for byte in run)  # noqa: PLR2004
    return "Windows-1252" if beyond else "Latin-1"


def _line_by_line(data: bytes, name: str) -> Decoded:
    odd: dict[int, str] = {}
    texts: list[str] = []
    for number, line in enumerate(re.split(rb"(?<=\n)", data), 1):
        if _is_utf8(line):
            texts.append(line.decode("utf-8"))
            continue
        odd[number] = "Windows-1252"
        texts.append(_strict(line, f"{name} line {number},", "cp1252", "Windows-1252"))
    text = "".join(texts).removeprefix("\ufeff")
    return Decoded(text, "UTF-8, some lines Windows-1252", odd)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _listed(lines: list[int]) -> str:
    shown = ", ".join(map(str, lines[:10]))
    more = len(lines) - 10
    verb = "is" if len(lines) == 1 else "are"
    word = "line" if len(lines) == 1 else "lines"
    return f"{word} {shown}{f' and {more} more' if more > 0 else ''} {verb}"
