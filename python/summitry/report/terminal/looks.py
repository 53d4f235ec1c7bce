"""What a terminal is given and a file is not: its own width, and coloured verdicts."""

from __future__ import annotations

import os
import re
import shutil
import sys

from summitry.output.width import USUAL

_COLOURS = {"REPRODUCED": 32, "NOT REPRODUCED": 31, "NOT DETERMINED": 33}
"""Green, red and yellow, in the terminal's own shades (ECMA-48)."""
_VERDICT = re.compile(
    rf"^(?:{'|'.join(sorted(_COLOURS, reverse=True))})\b", re.MULTILINE
)


def terminal_width() -> int:
    """Return the columns of the terminal, or those of COLUMNS; else the usual 80."""
    told = os.environ.get("COLUMNS", "").isdecimal()
    return shutil.get_terminal_size().columns if told or _is_terminal() else USUAL


def coloured(text: str) -> str:
    """
    Return a text with its verdicts in colour, where a terminal shows it.

    ``NO_COLOR``, whatever its value, and a dumb terminal are obeyed. The words say the
    same without colour.
    """
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    if plain or not _is_terminal():
        return text
    return _VERDICT.sub(lambda found: _painted(found[0]), text)


def _painted(verdict: str) -> str:
    return f"\x1b[1;{_COLOURS[verdict]}m{verdict}\x1b[0m"


def _is_terminal() -> bool:
    stream = sys.stdout
    return stream is not None and not stream.closed and stream.isatty()
