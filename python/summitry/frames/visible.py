"""Text from data in which everything can be seen."""

from __future__ import annotations

import unicodedata

_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"
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
