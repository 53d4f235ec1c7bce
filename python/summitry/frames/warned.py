"""Warnings at the line of the caller, however deep in the package their reason is."""

from __future__ import annotations

import inspect
import warnings
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from summitry.exceptions import SummitryWarning

if TYPE_CHECKING:
    from collections.abc import Iterator

_OURS = __file__.rpartition("frames")[0]
_QUIET: ContextVar[tuple[type[Warning], ...]] = ContextVar("quiet", default=())
"""Kinds of warnings that are not given now; each thread has its own."""


@contextmanager
def quiet(category: type[Warning] = SummitryWarning) -> Iterator[None]:
    """
    Give no warning of this kind meanwhile, which is said elsewhere.

    The filters of `warnings` are those of the whole process: whoever changes them in
    one thread changes them for all, and threads that put them back leave them changed.

    Examples
    --------
    >>> with warnings.catch_warnings(record=True) as caught, quiet():
    ...     warn("no visit follows any shock")
    >>> caught
    []
    """
    token = _QUIET.set((*_QUIET.get(), category))
    try:
        yield
    finally:
        _QUIET.reset(token)


def warn(message: str, category: type[Warning] = SummitryWarning) -> None:
    """
    Warn at the line that called the package.

    Examples
    --------
    >>> with warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     warn("no visit follows any shock")
    >>> print(caught[0].message)
    no visit follows any shock
    """
    if issubclass(category, _QUIET.get()):
        return
    frame, level, outermost = inspect.currentframe(), 1, 1
    # Between frames of the package may stand one of a cached property or a data class.
    while frame is not None:
        if frame.f_code.co_filename.startswith(_OURS):
            outermost = level
        frame, level = frame.f_back, level + 1
    warnings.warn(message, category, stacklevel=outermost + 1)
