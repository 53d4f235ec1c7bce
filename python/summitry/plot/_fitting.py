"""Texts that fit: cut to inches and still told apart, or in lines."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from summitry.plot._canvas import inches, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST, _WIDEST = 400, 0.13
"""Characters that are measured at most, and inches of the widest one."""


def shortened(text: str, room: float, size: float | None = None) -> str:
    """Return a text as matplotlib draws it in so many inches, cut where it must be."""
    return _cut(text, room, size, end=0)


def _cut(text: str, room: float, size: float | None, end: int) -> str:
    """Keep the beginning of a text and so many characters of its end."""
    shown = plain(text, _MOST)
    if inches(shown, size) <= room:
        return shown
    tail = text[len(text) - end :]
    kept = text[: min(len(text) - end, _MOST)]
    while kept:
        # Characters differ in width, so the cut comes nearer step by step.
        shown = plain(f"{kept.rstrip()}…{tail}", _MOST)
        over = inches(shown, size) - room
        if over <= 0:
            return shown
        kept = kept[: -max(1, int(over / _WIDEST))]
    return plain(f"{text[:1]}…", _MOST)


def told_apart(
    texts: Sequence[str], room: float, size: float | None = None
) -> list[str]:
    """
    Return texts in so many inches, of which no two are alike that were not.

    Those that would be are cut in their middle, and numbered if that does not help.
    """
    shown = {text: shortened(text, room, size) for text in texts}
    for text in _alike(shown):
        shown[text] = _cut(text, room, size, end=_ending_of(text, len(shown[text])))
    for number, text in enumerate(_alike(shown), start=1):
        mark = f" {number}"
        cut = shortened(text, room - inches(mark, size), size)
        shown[text] = f"{cut}{mark}"
    return [shown[text] for text in texts]


def _ending_of(text: str, places: int) -> int:
    """Return how many characters to keep of an end: whole words, or half the places."""
    tail = text[-max(places * 3 // 5, 1) :]
    words = tail.partition(" ")[2]
    return len(words) + 1 if words else max(places // 2 - 1, 1)


def _alike(shown: dict[str, str]) -> list[str]:
    often = Counter(shown.values())
    return [text for text, cut in shown.items() if often[cut] > 1]


def in_lines(
    text: str, room: float, size: float | None = None, most: int | None = None
) -> str:
    """
    Return a text in lines of so many inches, broken at its spaces, or where it must.

    Of more lines than `most` the last one is cut.
    """
    words = text.split(" ")
    in_one = " ".join(filter(None, words)).strip()
    if inches(in_one, size) <= room:
        return in_one
    lines = [""]
    for word in words:
        joined = f"{lines[-1]} {word}".strip()
        if inches(joined, size) <= room:
            lines[-1] = joined
            continue
        *whole, rest = _pieces(word, room, size)
        lines += [*whole, rest]
    lines = [line for line in lines if line] or [""]
    if most is not None and len(lines) > most:
        kept = f"{' '.join(lines[most - 1 :])}"
        lines = [*lines[: most - 1], _ending(kept, room, size)]
    return "\n".join(lines)


def _ending(text: str, room: float, size: float | None) -> str:
    while text and inches(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _pieces(word: str, room: float, size: float | None) -> list[str]:
    """Return a word in pieces of so many inches."""
    pieces = [""]
    for char in re.findall(r"\\\$|.", word):
        if pieces[-1] and inches(pieces[-1] + char, size) > room:
            pieces.append("")
        pieces[-1] += char
    return pieces
