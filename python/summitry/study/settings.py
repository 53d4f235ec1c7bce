"""What the environment says, verified before a study is blamed for it."""

from __future__ import annotations

import numpy as np

from summitry import _core


def verify_settings() -> None:
    """
    Let the core read its settings, in a call that has nothing to compute.

    Raises
    ------
    RangeError
        If ``SUMMITRY_THREADS`` is no number of threads.

    Examples
    --------
    >>> verify_settings()
    """
    none = np.empty(0, np.uint64)
    _core.poisson_interval(none, np.empty(0), level=0.95, interval="garwood")
