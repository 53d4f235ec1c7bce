"""Plain text that keeps to a width, whatever the script of its words."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"[ \t\n\r\f\v]+")
BREAKS = re.compile(r"(?<=[/_.;:,&?=-])(?=[^\W\d_])")
"""Where a long word may go on in the next line: after a sign, before a letter."""


def width_of(text: str) -> int:
    """
    Return how many places a text takes in a terminal (Unicode Annex 11).

    Examples
    --------
    >>> width_of("Xi"), width_of("习近平"), width_of("김정은")
    (2, 6, 6)
    """
    return len(text) if text.isascii() else sum(_char_width(char) for char in text)


def cut(text: str, width: int) -> str:
    """
    Return the text, or its beginning and an ellipsis, in so many places.

    Examples
    --------
    >>> cut("Choe Ryong Hae", 8), cut("习近平", 5)
    ('Choe Ry…', '习近…')
    """
    if width_of(text) <= width:
        return text
    kept, used = "", 0
    for char in text:
        used += _char_width(char)
        if used > width - 1:
            break
        kept += char
    return kept.rstrip() + "…"


def pad(text: str, width: int, *, right: bool = False) -> str:
    """
    Return the text with spaces up to a width.

    Examples
    --------
    >>> pad("习", 4) + "|", pad("12", 4, right=True)
    ('习  |', '  12')
    """
    spaces = " " * max(width - width_of(text), 0)
    return spaces + text if right else text + spaces


def wrap(text: str, width: int, most: int = 10_000) -> list[str]:
    """
    Return the text in lines of a width, broken at spaces, or where it must at signs.

    Where it needs more than `most` lines, an ellipsis stands for its last words.

    Examples
    --------
    >>> wrap("Treaty of friendship", 10), wrap("about 1,000,866 tonnes", 9, most=2)
    (['Treaty of', 'friendship'], ['about …'])
    """
    lines = _wrapped(text, width, width)
    words = text.split(" ")[: most * width]
    while len(lines) > most and words:
        words.pop()
        lines = _wrapped(" ".join([*words, "…"]), width, width)
    return lines


def running(
    text: str, width: int, *, indent: int = 0, hanging: int = 0, most: int = 10_000
) -> list[str]:
    """
    Return a sentence in lines of a width, all but the first further in.

    Where it needs more than `most` lines, the last of them ends in an ellipsis.

    Examples
    --------
    >>> running("1. 习近平访问了平壤 in June 2019", 20, hanging=3)
    ['1. 习近平访问了平壤', '   in June 2019']
    >>> running("The record gives the same number", 16, most=1)
    ['The record …']
    """
    first, later = " " * indent, " " * (indent + hanging)
    words = " ".join(_SPACES.split(text.strip(" \t\n")))
    lines = _wrapped(words, width - len(first), width - len(later))
    if len(lines) > most:
        room = width - len(later if most > 1 else first)
        lines = [*lines[: most - 1], _ended(lines[most - 1], room)]
    return [f"{later if n else first}{line}".rstrip() for n, line in enumerate(lines)]


def _wrapped(text: str, first: int, later: int) -> list[str]:
    """Lines of one width after a first one of another."""
    lines: list[str] = []
    line, room = "", first
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if width_of(joined) <= room:
            line = joined
            continue
        if line:
            lines.append(line)
            room = later
        *full, line = _pieces(word, room)
        lines += full
        room = later if lines else first
    return [*lines, line]


def _ended(line: str, width: int) -> str:
    """A line that goes on, without its last words where the ellipsis needs room."""
    while " " in line and width_of(f"{line} …") > width:
        line = line.rpartition(" ")[0]
    return cut(f"{line} …", width)


def _pieces(word: str, width: int) -> list[str]:
    """A word that is too long for a line, in pieces; broken after a sign if it can."""
    pieces, piece = [], ""
    for part in BREAKS.split(word):
        if width_of(piece + part) <= width:
            piece += part
            continue
        if piece:
            pieces.append(piece)
        *full, piece = _chopped(part, width)
        pieces += full
    return [*pieces, piece]


def _chopped(part: str, width: int) -> list[str]:
    pieces, piece = [], ""
    for char in part:
        if piece and width_of(piece + char) > width:
            pieces.append(piece)
            piece = ""
        piece += char
    return [*pieces, piece]


def _char_width(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"} or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
