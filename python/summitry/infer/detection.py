"""Detection: the ratios of frequencies that eras could have shown against others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from summitry import _core
from summitry.exceptions import RangeError
from summitry.frames.arguments import real_number
from summitry.measure.years import at

if TYPE_CHECKING:
    from typing import Any

    import numpy.typing as npt

    Rows: TypeAlias = npt.NDArray[np.int64]
    Reals: TypeAlias = npt.NDArray[np.float64]

_LEAST_POWER = 0.5


@dataclass(frozen=True)
class Designs:
    """
    Eras, each against the rate of another: n rows.

    Attributes
    ----------
    years, other_years : (n,) float64
        Exposure of the era, and of the one whose rate is taken as known.
    other_rate : (n,) float64
        That rate, in visits a year.
    allowed, other_allowed : excesses of n rows
        What the method allows for.
    comparisons : (n,) int64
        How many pairs the p-value is adjusted for.
    """

    years: Reals
    other_years: Reals
    other_rate: Reals
    allowed: _core._Excesses
    other_allowed: _core._Excesses
    comparisons: Rows


@dataclass(frozen=True)
class Detected:
    """
    What each row of `Designs` could have shown.

    Attributes
    ----------
    independent : detectables of n rows
        If visits are independent of each other, for one pair.
    own : detectables of n rows
        With what the method allows for, for one pair.
    strict : detectables of n rows
        The same at the strictest step of Holm's adjustment.
    varies : (n,) bool
        Where `own` allows for anything.
    """

    independent: _core._Detectables
    own: _core._Detectables
    strict: _core._Detectables
    varies: npt.NDArray[np.bool_]


def detect(
    designs: Designs,
    *,
    method: str,
    alpha: float,
    power: float,
    progress: Any = None,
) -> Detected:
    """
    Find the ratios that could have been shown; what is the same is found once.

    Parameters
    ----------
    designs : Designs
        What is asked.
    method : str
        How frequencies are compared.
    alpha : float
        The largest p-value of a difference, for one pair.
    power : float
        The probability with which it is to be found.
    progress : callable, optional
        Called with the rows done and the rows in all.
    """
    n = designs.years.size
    every = np.arange(n)
    varies = (designs.allowed["excess"] > 0) | (designs.other_allowed["excess"] > 0)
    vary, among = np.flatnonzero(varies), np.flatnonzero(designs.comparisons > 1)
    rows = np.concatenate([every, vary, among])
    allowed, other_allowed = at(designs.allowed, rows), at(designs.other_allowed, rows)
    allowed["excess"][:n] = other_allowed["excess"][:n] = 0
    alphas = np.full(rows.size, alpha)
    alphas[n + vary.size :] /= designs.comparisons[among]
    found = _core.detectable_ratios(
        {"rate": np.zeros(rows.size), "years": designs.years[rows], "allowed": allowed},
        {
            "rate": designs.other_rate[rows],
            "years": designs.other_years[rows],
            "allowed": other_allowed,
        },
        alphas,
        method=method,
        power=power,
        progress=progress,
    )
    own, strict = every.copy(), every.copy()
    own[vary] = n + np.arange(vary.size)
    strict[:] = own
    strict[among] = n + vary.size + np.arange(among.size)
    return Detected(
        _at(found, every), _at(found, own), _at(found, strict), varies=varies
    )


def power_of(power: Any) -> float:
    """
    Return a power that may be asked for.

    Examples
    --------
    >>> power_of(0.8)
    0.8
    """
    number = real_number(power, "power")
    if not _LEAST_POWER <= number < 1:
        raise RangeError(
            f"power is {power}; give a number from 0.5 to below 1, such as 0.8",
            code="bad_power",
            column="power",
        )
    return number


def _at(found: _core._Detectables, rows: Rows) -> _core._Detectables:
    return {
        "down": found["down"][rows],
        "up": found["up"][rows],
        "power_at_zero": found["power_at_zero"][rows],
        "power_at_most": found["power_at_most"][rows],
    }
