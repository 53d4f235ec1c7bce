"""
Standard output and standard error, of which either may be closed, full or unread.

What cannot be told is an error here and now; Python itself would find it only when the
process ends, and then choose the exit status.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

OUTPUT = "standard output"
"""What messages call it."""

_PLAIN = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "─": "-", "…": ".", "‘": "'", "’": "'"}  # noqa: RUF001
    | {"“": '"', "”": '"'}
)


def tell(text: str) -> None:
    """
    Write to standard output, at once and in full.

    Raises
    ------
    OSError
        If it is closed or full, or its reader has gone.
    """
    stream = sys.stdout
    if stream is None or stream.closed:
        raise OSError(errno.EBADF, "it is closed", OUTPUT)
    try:
        _write(stream, fitting(text, stream.encoding))
    except OSError as error:
        _silence(stream)
        gone = isinstance(error, BrokenPipeError)
        said = "its reader has gone" if gone else error.strerror or str(error)
        raise OSError(error.errno, said, OUTPUT) from None


def tell_fault(text: str) -> None:
    """Write to standard error, if anybody can be told there."""
    stream = sys.stderr
    if stream is None or stream.closed:
        return
    try:
        stream.write(text)
        stream.flush()
    except OSError:
        _silence(stream)


def can_show(text: str) -> bool:
    """Whether standard output has every character of a text."""
    encoding = getattr(sys.stdout, "encoding", None)
    return fitting(text, encoding) == text


def fitting(text: str, encoding: str | None) -> str:
    """
    Return a text with what an encoding does not have replaced, width for width.

    Examples
    --------
    >>> fitting("Xi – “Café”", "ascii"), fitting("Xi – “Café”", "utf-8")
    ('Xi - "Caf?"', 'Xi – “Café”')
    """
    known = encoding or "utf-8"
    try:
        text.encode(known)
    except UnicodeEncodeError:
        plain = text.translate(_PLAIN)
        return plain.encode(known, "replace").decode(known)
    return text


def _write(stream: TextIO, text: str) -> None:
    raw = getattr(stream, "buffer", None)
    if not isinstance(raw, io.RawIOBase):
        stream.write(text)
        stream.flush()
        return
    # Without a buffer (python -u) text streams lose what a short write leaves.
    left = memoryview(text.replace("\n", os.linesep).encode(stream.encoding))
    while left:
        written = raw.write(left)
        if written is None:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        left = left[written:]


def _silence(stream: TextIO) -> None:
    """Let what is left in a stream go nowhere, so that no second try fails at exit."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
