"""
Progress: a bar for whatever takes over a second, where somebody watches.

In a notebook it is that of tqdm if tqdm is there, in a terminal that of rich, and
nothing is shown where errors go to a file or a pipe. ``progress=False`` asks for
silence, and a function of yours is called with the work done and the work in all.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from time import monotonic
from typing import Any, Literal, Protocol, TypeAlias

Report: TypeAlias = Callable[[int, int], object]
"""Called with the work done and the work in all."""

Progress: TypeAlias = Report | Literal[False] | None
"""What may be asked of a long call: a function of yours, silence, or a bar."""

PATIENCE = 1.0
"""Seconds after which a bar appears."""


class Bar(Protocol):
    """What shows how far the work is."""

    def show(self, done: int, total: int) -> None:
        """Show so much of the work as done."""

    def close(self) -> None:
        """Leave the screen."""


class _Patient:
    """Waits before it shows a bar, so that quick work shows none."""

    def __init__(self, label: str, make: Callable[[str], Bar]) -> None:
        self._label = label
        self._make = make
        self._since = monotonic()
        self._bar: Bar | None = None

    def __call__(self, done: int, total: int) -> None:
        if self._bar is None:
            if monotonic() - self._since < PATIENCE or done >= total:
                return
            self._bar = self._make(self._label)
        self._bar.show(done, total)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()


class _Tqdm:
    """The bar of tqdm, in the form that suits the notebook."""

    def __init__(self, label: str) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tqdm = import_module("tqdm.auto").tqdm
            self._bar: Any = tqdm(desc=label, leave=False)

    def show(self, done: int, total: int) -> None:
        self._bar.total = total
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        self._bar.close()


class _Rich:
    """The bar of rich, on standard error."""

    def __init__(self, label: str) -> None:
        from rich.console import Console
        from rich.progress import Progress as Lines

        self._lines = Lines(console=Console(stderr=True), transient=True)
        self._task = self._lines.add_task(label, total=None)
        self._lines.start()

    def show(self, done: int, total: int) -> None:
        self._lines.update(self._task, completed=done, total=total)

    def close(self) -> None:
        self._lines.stop()


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


def bar_here() -> Callable[[str], Bar] | None:
    """Return what makes a bar where this runs, or None where nobody would see it."""
    if in_notebook():
        return _Rich if find_spec("tqdm") is None else _Tqdm
    stream = sys.stderr
    return _Rich if stream is not None and stream.isatty() else None


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
