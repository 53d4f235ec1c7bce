"""
Text from data made safe for where it is written: a terminal, HTML, a spreadsheet.

Control characters, invisible characters and those that turn the direction of reading
are written as escapes, because a reader must see what is there. See Unicode Technical
Reports 36 and 39, and OWASP on CSV injection.
"""

from __future__ import annotations

import unicodedata
from html import escape
from urllib.parse import urlsplit

_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"
_FORMULA = "=+-@\t\r\n\0＝＋－＠"  # noqa: RUF001
_SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}


def visible(text: str) -> str:
    r"""
    Write characters that cannot be seen, or that move others, as escapes.

    Examples
    --------
    >>> print(visible("Kim\u202egnoJ\x1b[31m"))
    Kim\u202egnoJ\x1b[31m
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        _seen(char, text[place - 1] if place else "") for place, char in enumerate(text)
    )


def html(text: str) -> str:
    """
    Return text as HTML, in an element or in a quoted attribute.

    Examples
    --------
    >>> html("<img src=x onerror='alert(1)'>")
    '&lt;img src=x onerror=&#x27;alert(1)&#x27;&gt;'
    """
    return escape(visible(text), quote=True)


def bdi(text: str) -> str:
    """
    Return a name as HTML that cannot reorder the text around it.

    Examples
    --------
    >>> bdi("Kim & Xi")
    '<bdi>Kim &amp; Xi</bdi>'
    """
    return f"<bdi>{html(text)}</bdi>"


def safe_link(address: str) -> str | None:
    """
    Return a web address that may be followed, or None if it is anything else.

    Only http and https with a host, without a user name, white space or characters
    that could leave an attribute.

    Examples
    --------
    >>> safe_link("https://example.org/a?b=1")
    'https://example.org/a?b=1'
    >>> safe_link("javascript:alert(1)") is None
    True
    """
    address = address.strip(" ")
    if visible(address) != address or any(char in address for char in " \"'<>`\\"):
        return None
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    return address


def host_of(address: str) -> str:
    """
    Return the host of a web address in ASCII, so that lookalike letters show.

    Examples
    --------
    >>> host_of("https://www.example.org/page")
    'www.example.org'
    """
    host = urlsplit(address).hostname or ""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host.encode("ascii", "backslashreplace").decode("ascii")


def spreadsheet(text: str) -> str:
    """
    Return text that a spreadsheet does not take for a formula.

    Examples
    --------
    >>> spreadsheet("=HYPERLINK(A1)"), spreadsheet("Kim")
    ("'=HYPERLINK(A1)", 'Kim')
    """
    start = text.lstrip(" \u00a0\u3000\ufeff\u200b")[:1]
    dangerous = bool(start) and start in _FORMULA
    return f"'{text}" if dangerous or text[:1] in tuple(_FORMULA) else text


def _seen(char: str, before: str) -> str:
    if char in _SHORT:
        return _SHORT[char]
    if unicodedata.category(char) not in _HIDDEN:
        return char
    joins = char in _JOINERS and unicodedata.category(before or " ")[0] in "LMS"
    if joins and unicodedata.category(before) not in {"Lu", "Ll", "Lt"}:
        return char
    code = ord(char)
    if code <= 0xFF:  # noqa: PLR2004
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004
