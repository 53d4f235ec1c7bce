"""Files read in blocks: what no list of visits can be is refused before it is held."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO

from summitry.exceptions import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINE = 1 << 24
"""The most bytes of a line of text."""
_BLOCK = 1 << 20
_PACKED = (b"PAR1", b"PK\x03\x04")
"""How files begin that are read and have no lines."""


def read_blocks(file: BinaryIO, name: str, most: int) -> bytes:
    r"""
    Return what a file holds.

    Raises
    ------
    InputError
        If it has more bytes, or it is text with a line of over `LONGEST_LINE` bytes.

    Examples
    --------
    >>> read_blocks(io.BytesIO(b"date\n2001-05-22"), "visits.csv", 99)
    b'date\n2001-05-22'
    """
    held = bytearray()
    number, since = 1, 0
    while block := file.read(min(_BLOCK, most + 1 - len(held))):
        lined = not held.startswith(_PACKED) and not block.startswith(_PACKED)
        held += block
        if len(held) > most:
            raise _limit(f"{name} has over {most} bytes", "give a smaller file")
        if not lined:
            continue
        end = max(block.rfind(b"\n"), block.rfind(b"\r"))
        if end >= 0:
            number += block.count(b"\n") or block.count(b"\r")
            since = len(held) - len(block) + end
        if len(held) - since > LONGEST_LINE:
            raise _limit(
                f"{name} line {number}: a line of over {LONGEST_LINE} bytes",
                "a list of visits has a line for each; is it another kind of file?",
            )
    return bytes(held)


def lines_of(text: str) -> Iterator[str]:
    r"""
    Yield the lines of a text with their ends, of which only a part is copied at a time.

    Examples
    --------
    >>> [*lines_of("a\r\nb\rc\nd")]
    ['a\r\n', 'b\r', 'c\n', 'd']
    """
    rest = ""
    for start in range(0, len(text), _BLOCK):
        lines = [*io.StringIO(rest + text[start : start + _BLOCK], newline="")]
        # The end of a block may be within a line, or within the end of one.
        rest = "" if lines[-1].endswith("\n") else lines.pop()
        yield from lines
    if rest:
        yield rest


def _limit(said: str, hint: str) -> InputError:
    return InputError(said, code="limit", hint=hint)
