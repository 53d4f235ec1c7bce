"""Sentences with one number changed, which a reader must not let pass."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DIGITS = re.compile(r"(?<![A-Za-z_])\d+(?:\.\d+)?")
"""Numbers that are not part of a name."""


def mutations(text: str) -> Iterator[str]:
    """Return a text with each of its numbers changed in its last digit."""
    for number in DIGITS.finditer(text):
        told = number[0]
        other = told[:-1] + str((int(told[-1]) + 3) % 10)
        yield text[: number.start()] + other + text[number.end() :]


def swapped(text: str) -> Iterator[str]:
    """Return a text with each two neighbouring numbers in each other's place."""
    numbers = list(DIGITS.finditer(text))
    for one, other in itertools.pairwise(numbers):
        if float(one[0]) != float(other[0]):
            between = text[one.end() : other.start()]
            head, tail = text[: one.start()], text[other.end() :]
            yield f"{head}{other[0]}{between}{one[0]}{tail}"
