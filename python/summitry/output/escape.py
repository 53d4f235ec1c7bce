"""
Text from data made safe for where it is written: a terminal, a shell, HTML, a sheet.

Control characters, invisible characters and those that turn the direction of reading
are written as escapes, because a reader must see what is there. See Unicode Technical
Reports 36 and 39, and OWASP on CSV injection.
"""

from __future__ import annotations

import os
import re
import shlex
from html import escape
from urllib.parse import urlsplit

from summitry.frames.visible import visible

__all__ = [
    "LEFTWARD",
    "bdi",
    "host_of",
    "html",
    "prose",
    "safe_link",
    "shell_word",
    "spreadsheet",
    "visible",
]

_LEFTWARD = (
    "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
)
LEFTWARD = re.compile(rf"[{_LEFTWARD}](?:[\W_]*[{_LEFTWARD}])*")
"""Words that are read from right to left: they would turn a day beside them."""

_FORMULA = "=+-@\t\r\n\0＝＋－＠"  # noqa: RUF001


def html(text: str) -> str:
    """
    Return text as HTML, in an element or in a quoted attribute.

    Examples
    --------
    >>> html("<img src=x onerror='alert(1)'>")
    '&lt;img src=x onerror=&#x27;alert(1)&#x27;&gt;'
    """
    return escape(visible(text), quote=True)


def prose(text: str) -> str:
    """
    Return text as HTML in an element, in which no name can reorder what follows it.

    Examples
    --------
    >>> prose("Kim & Xi, 2006-10-09")
    'Kim &amp; Xi, 2006-10-09'
    """
    return LEFTWARD.sub(r"<bdi>\g<0></bdi>", html(text))


def bdi(text: str) -> str:
    """
    Return a name as HTML that cannot reorder the text around it.

    Examples
    --------
    >>> bdi("Kim & Xi")
    '<bdi>Kim &amp; Xi</bdi>'
    """
    return f"<bdi>{prose(text)}</bdi>"


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


def shell_word(path: str) -> str:
    r"""
    Return a path as a shell reads it as one word, in which everything can be seen.

    A path that begins as an option does is told from its folder.

    Examples
    --------
    >>> shell_word("mine.zip"), shell_word("my study"), shell_word("-x")
    ('mine.zip', "'my study'", './-x')
    >>> print(shell_word("it's\x1b[31m"))
    $'it\'s\x1b[31m'
    """
    word = f"./{path}" if path.startswith("-") else path
    if visible(word) == word:
        return shlex.quote(word)
    return f"$'{''.join(map(_in_quotes, word))}'"


def _in_quotes(char: str) -> str:
    """A character between the quotes in which a shell reads escapes."""
    if visible(char) != char:
        return "".join(f"\\x{byte:02x}" for byte in os.fsencode(char))
    return f"\\{char}" if char in "'\\" else char


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
