"""Warnings at the line of the caller, however deep in the package their reason is."""

from __future__ import annotations

import inspect
import warnings

from summitry.exceptions import SummitryWarning

_OURS = __file__.rpartition("frames")[0]


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
    frame, level, outermost = inspect.currentframe(), 1, 1
    # Between frames of the package may stand one of a cached property or a data class.
    while frame is not None:
        if frame.f_code.co_filename.startswith(_OURS):
            outermost = level
        frame, level = frame.f_back, level + 1
    warnings.warn(message, category, stacklevel=outermost + 1)
