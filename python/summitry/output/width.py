"""How many places a line has: 80, or as many as a terminal was found to have."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

USUAL, NARROWEST, WIDEST = 80, 60, 120
"""What is set for a file or a pipe, and between what a terminal is heeded."""

_WIDTH: ContextVar[int] = ContextVar("width", default=USUAL)


def width() -> int:
    """Return how many places a line has."""
    return _WIDTH.get()


@contextmanager
def in_width(places: int) -> Iterator[None]:
    """
    Set lines of as many places as a terminal has, if these are not too few or many.

    Examples
    --------
    >>> with in_width(200):
    ...     print(width())
    120
    """
    before = _WIDTH.set(min(max(places, NARROWEST), WIDEST))
    try:
        yield
    finally:
        _WIDTH.reset(before)
