"""
Progress: one line for whatever takes over a second, where somebody watches.

It renews itself in a notebook and in a terminal, and leaves when the work ends; nothing
is shown where errors go to a file or a pipe. ``progress=False`` asks for silence, and a
function of yours is called with the work done and the work in all.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from time import monotonic
from typing import Any, Literal, TypeAlias

from summitry.exceptions import FrameError

Report: TypeAlias = Callable[[int, int], object]
"""Called with the work done and the work in all."""

Progress: TypeAlias = Report | Literal[False] | None
"""What may be asked of a long call: a function of yours, silence, or a bar."""

PATIENCE = 1.0
"""Seconds after which a bar appears."""

EVERY = 0.2
"""Seconds between two looks of a bar."""

MOST_SECONDS = 120
"""What is left is told in seconds up to so many, then in minutes."""


class _Patient:
    """Waits before it shows a bar, so that quick work shows none."""

    def __init__(self, label: str, make: Callable[[str], _Bar]) -> None:
        self._label = label
        self._make = make
        self._since = monotonic()
        self._bar: _Bar | None = None

    def __call__(self, done: int, total: int) -> None:
        if self._bar is None:
            if monotonic() - self._since < PATIENCE or done >= total:
                return
            self._bar = self._make(self._label)
        self._bar.show(done, total)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()


class _Bar:
    """One line that renews itself; `write` puts it where it is seen."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._since = monotonic()
        self._shown = -EVERY

    def show(self, done: int, total: int) -> None:
        spent = monotonic() - self._since
        if spent - self._shown >= EVERY or done >= total:
            self._shown = spent
            # Who cannot be shown a bar still gets the answer.
            with suppress(OSError, ValueError):
                self.write(told(self._label, done, total, spent))

    def close(self) -> None:
        with suppress(OSError, ValueError):
            self.write("")

    def write(self, line: str) -> None:
        raise NotImplementedError


class _Terminal(_Bar):
    """The line at the foot of a terminal, on standard error."""

    _length = 0

    def write(self, line: str) -> None:
        import shutil

        line = line[: shutil.get_terminal_size().columns - 1]
        gone = " " * max(self._length - len(line), 0)
        # What is left of a longer line is blanked.
        sys.stderr.write(f"\r{line}{gone}\r{line}")
        sys.stderr.flush()
        self._length = len(line)


class _Notebook(_Bar):
    """The line under a cell, which is that of the cell until the work ends."""

    _place: Any = None

    def write(self, line: str) -> None:
        display: Callable[..., Any] = import_module("IPython.display").display
        shown = {"text/plain": line}
        if self._place is None:
            self._place = display(shown, raw=True, display_id=True)
        else:
            self._place.update(shown, raw=True)


def told(label: str, done: int, total: int, spent: float) -> str:
    """
    Return what a bar says after so many seconds.

    Examples
    --------
    >>> told("counting", 3, 4, 6.0)
    'counting: 75%, 2 s left'
    >>> told("counting", 0, 4, 6.0)
    'counting: 0%'
    """
    line = f"{label}: {100 * done // max(total, 1)}%"
    if not 0 < done < total:
        return line
    left = round(spent * (total - done) / done)
    in_seconds = left <= MOST_SECONDS
    return f"{line}, {left} s left" if in_seconds else f"{line}, {left // 60} min left"


@contextmanager
def watched(progress: Progress, label: str) -> Iterator[Report | None]:
    """
    Give the callback for some work, and take its bar away when the work ends.

    Parameters
    ----------
    progress : callable, False or None
        What the caller asked for: a function of theirs, silence, or a bar if somebody
        watches and the work takes over a second.
    label : str
        What the bar says.

    Examples
    --------
    >>> with watched(print, "counting") as report:
    ...     report(1, 2)
    1 2
    >>> with watched(False, "counting") as report:
    ...     report is None
    True
    """
    if progress is False:
        yield None
        return
    if progress is not None:
        refuse_progress(progress)
        yield progress
        return
    make = bar_here()
    if make is None:
        yield None
        return
    patient = _Patient(label, make)
    try:
        yield patient
    finally:
        patient.close()


def refuse_progress(progress: Progress) -> None:
    """
    Refuse what reports no progress, before any work is done.

    Raises
    ------
    FrameError
        If it is neither None, False nor a function of two numbers.
    """
    if progress is None or progress is False:
        return
    given: object = progress
    if not callable(given):
        said = f"progress is {given!r:.80}, not a function"
    elif not _takes_two(given):
        said = "progress is a function that does not take the two numbers (done, total)"
    else:
        return
    raise FrameError(
        said,
        code="not_a_function",
        column="progress",
        hint="leave it out for a bar where somebody watches; progress=False for "
        "silence; or give a function of (done, total)",
    )


def _takes_two(function: Callable[..., object]) -> bool:
    try:
        inspect.signature(function).bind(0, 1)
    except TypeError:
        return False
    except ValueError:
        # One that is built in does not tell what it takes.
        return True
    return True


def bar_here() -> Callable[[str], _Bar] | None:
    """Return what makes a bar where this runs, or None where nobody would see it."""
    if in_notebook():
        return _Notebook
    try:
        return _Terminal if sys.stderr.isatty() else None
    except (AttributeError, ValueError):
        # There is none, it is closed, or it is something bare.
        return None


def in_notebook() -> bool:
    """
    Whether this runs in the kernel of a notebook.

    Examples
    --------
    >>> in_notebook()
    False
    """
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return type(shell).__name__ == "ZMQInteractiveShell"
