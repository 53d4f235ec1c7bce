"""Strata: eras, phases or given days within which shocks are placed anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import InputError
from summitry.frames import Frame, Table
from summitry.frames.dates import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt


def days_of_strata(strata: Frame | Sequence[Any]) -> npt.NDArray[np.int64]:
    """
    Return the days on which strata begin.

    Of a table these are the days on which any of its eras or phases starts or ends, so
    days in none of them are strata of their own.

    Raises
    ------
    InputError
        If there is no stratum.

    Examples
    --------
    >>> days_of_strata(["1970-01-11", "1970-01-17"]).tolist()
    [10, 16]
    >>> eras = {"start": ["1970-01-01", "1970-01-21"], "end": ["1970-01-11", None]}
    >>> days_of_strata(eras).tolist()
    [0, 10, 20]
    """
    if isinstance(strata, list | tuple | np.ndarray) and np.ndim(strata):
        days = [day_of(value, "strata") for value in list(strata)]
    else:
        table = Table(strata, "strata")
        days = table.days("start").tolist()
        if table.has("end"):
            ends, missing = table.optional_days("end")
            days += ends[~missing].tolist()
    if not days:
        raise InputError(
            "there are no strata: give eras, phases, or the days on which strata begin",
            code="no_strata",
            column="strata",
        )
    return np.unique(np.array(days, dtype=np.int64))
