"""Text in lines of a width: headings, wrapped sentences, lists of names, shares."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from summitry.output.escape import visible
from summitry.output.format import percent as whole_percent
from summitry.output.state_names import spelt_out, state_names
from summitry.output.text import running
from summitry.output.width import width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NAMES: ContextVar[dict[str, str] | None] = ContextVar("names", default=None)


@contextmanager
def with_names_of(codes: Iterable[str]) -> Iterator[None]:
    """Let sentences say the names of these countries where their codes stand."""
    before = _NAMES.set(state_names(codes))
    try:
        yield
    finally:
        _NAMES.reset(before)


def section(heading: str, *parts: str) -> str:
    """Return a heading and what stands under it; empty parts are left out."""
    body = "\n\n".join(part for part in parts if part)
    return f"{said(heading.upper())}\n\n{body}"


def said(text: str, indent: int = 0, *, hanging: int = 0) -> str:
    """
    Return a sentence in lines of the width, all but the first further in.

    Names and ids stay whole: Park Geun-hye is not two words.

    Examples
    --------
    >>> with with_names_of(["PRK"]):
    ...     print(said("lower than Kim Jong Il (PRK)"))
    lower than Kim Jong Il (North Korea)
    """
    text = spelt_out(text, _NAMES.get() or {})
    return "\n".join(running(visible(text), width(), indent=indent, hanging=hanging))


def by_reading(readings: Iterable[str], texts: Iterable[str]) -> list[str]:
    """Return sentences, each with how unclear visits are read where that differs."""
    told = [*zip(readings, texts, strict=True)]
    several = len({reading for reading, _ in told}) > 1
    return [
        f"{reading.capitalize()}: {text}" if several else text
        for reading, text in told
        if text
    ]


def percent(share: float | None) -> str:
    """Return a probability in percent; none that was drawn is a very small one too."""
    if share is None:
        return ""
    return whole_percent(share) if share else "under 1%"
