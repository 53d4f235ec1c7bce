"""Clustering: how much years vary where the frequency of visits does not change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from summitry import _core
from summitry.infer.families import INDEPENDENT
from summitry.measure.eras import axes_of

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Frame

    Days = npt.NDArray[np.int64]
    Reals = npt.NDArray[np.float64]

YEARS_A_BLOCK = 8
"""Within how many years in a row they are compared where no eras are given."""

DRIFT = "A change, or slow drift: the record cannot tell them apart"
"""What is said where neighbouring years resemble each other."""

_DAYS_A_YEAR = 365.25
_MOST_YEARS = 100_000
"""Into how many years an observation is cut; nobody measures more."""
_ENDS: tuple[Literal["start"], Literal["end"]] = ("start", "end")


@dataclass(frozen=True)
class Clustering:
    """
    How years vary, and where that was measured.

    Attributes
    ----------
    alpha : float
        Excess variance of a year over its squared mean.
    rho : float
        Correlation of the rates of neighbouring years.
    within : str
        Within what years were compared; ``"none"`` where they were not.
    known : bool
        Whether the years could tell.
    """

    alpha: float = 0.0
    rho: float = 0.0
    within: str = "none"
    known: bool = True

    @property
    def note(self) -> str | None:
        """What is to be said of phases that allow for this."""
        if not self.known:
            return INDEPENDENT
        return DRIFT if self.rho > 0 else None

    def covers(self, other: Clustering) -> bool:
        """Whether the other one cannot ask for a larger penalty."""
        return self.alpha >= other.alpha and (self.rho >= other.rho or not other.alpha)


def measured(
    days: Days,
    counts: Days,
    window: tuple[int, int],
    eras: Frame | None,
    calibration: str,
) -> list[Clustering]:
    """
    Measure how much the calendar years vary: once, or once for each list of eras.

    Of lists that cannot ask for a larger penalty than another none is returned.

    Parameters
    ----------
    days, counts : (n,) int64
        Days in any order, and how many visits there are on each.
    window : (int, int)
        First and last day observed.
    eras : frame, optional
        Leaders' eras; without them, blocks of 8 calendar years.
    calibration : {"dispersed", "dispersed_years", "poisson"}
        What is allowed for.
    """
    if calibration == "poisson":
        return [Clustering()]
    if eras is None:
        of_year = _calendar_years(days, counts, window)
        return [_of_blocks(of_year, "calendar years", calibration)]
    order = np.argsort(days, kind="stable")
    upto = np.concatenate([[0], np.cumsum(counts[order])])
    found = []
    for axis in axes_of(eras, through=window[1], pooled=True):
        observed = axis.exposure(*window, calendar_years=True, handover="successor")
        cells = _core.year_cells(
            observed.start, observed.end, observed.days, calendar_years=True
        )
        begins, ends = (
            upto[np.searchsorted(days[order], cells[name])] for name in _ENDS
        )
        seen = cells["years"] > 0
        of_year = (ends - begins).astype(np.uint64)[seen]
        listed = [part for part in (axis.side, axis.other_side, axis.rule) if part]
        within = "eras: " + ", ".join(listed) if listed else "the eras"
        found.append(
            _of(
                of_year,
                cells["years"][seen],
                axis.of_era[cells["era"][seen]],
                within,
                calibration,
            )
        )
    return _largest(found)


def measured_in_times(
    times: Reals, ends: tuple[float, float], calibration: str
) -> list[Clustering]:
    """Measure how much years of 365.25 days vary, from the first time observed on."""
    if calibration == "poisson":
        return [Clustering()]
    n_years = min((ends[1] - ends[0]) // _DAYS_A_YEAR, _MOST_YEARS + 1)
    if not 0 < n_years <= _MOST_YEARS:
        return [_of_blocks(np.zeros(0, np.uint64), "years", calibration)]
    year = ((times - ends[0]) // _DAYS_A_YEAR).astype(np.int64)
    size = int(n_years)
    counts = np.bincount(year[year < size], minlength=size)
    return [_of_blocks(counts.astype(np.uint64), "years", calibration)]


def _calendar_years(
    days: Days, counts: Days, window: tuple[int, int]
) -> npt.NDArray[np.uint64]:
    """Count the visits of each whole calendar year."""
    first, last = (np.array(day, "datetime64[D]") for day in window)
    begins = first.astype("datetime64[Y]")
    if begins.astype("datetime64[D]") < first:
        begins += np.timedelta64(1, "Y")
    ends = (last + np.timedelta64(1, "D")).astype("datetime64[Y]")
    size = max(int((ends - begins).astype(np.int64)), 0)
    year = (days.astype("datetime64[D]").astype("datetime64[Y]") - begins).astype(int)
    whole = (year >= 0) & (year < size)
    found = np.zeros(size, np.uint64)
    np.add.at(found, year[whole], counts[whole].astype(np.uint64))
    return found


def _of_blocks(
    counts: npt.NDArray[np.uint64], years: str, calibration: str
) -> Clustering:
    slots = np.arange(counts.size, dtype=np.int64) // YEARS_A_BLOCK
    within = f"blocks of {YEARS_A_BLOCK} {years}"
    return _of(counts, np.ones(counts.size), slots, within, calibration)


def _of(
    counts: npt.NDArray[np.uint64],
    years: Reals,
    slots: Days,
    within: str,
    calibration: str,
) -> Clustering:
    n_eras = int(slots.max(initial=0)) + 1
    found = _core.dispersion(counts, years, slots, ends=np.array([n_eras]))
    rho = found["rho"][0] if calibration == "dispersed" else 0.0
    return Clustering(
        float(found["alpha"][0]),
        float(rho),
        within,
        known=bool(found["degrees_of_freedom"][0] > 0),
    )


def _largest(found: list[Clustering]) -> list[Clustering]:
    """Leave out what another one covers; of equals the first stays."""
    kept: list[Clustering] = []
    for one in sorted(found, key=lambda one: (not one.known, -one.alpha, -one.rho)):
        if not any(other.covers(one) for other in kept):
            kept.append(one)
    return kept


def columns_of(found: Clustering, method: str, calibration: str, n: int) -> Any:
    """Return what a penalty was made for, as columns of n rows."""
    formula = method == "scargle"
    return {
        "calibration": ["none" if formula else calibration] * n,
        "alpha": np.full(n, np.nan if formula else found.alpha),
        "rho": np.full(n, np.nan if formula else found.rho),
        "within": [found.within] * n,
        "note": [None if formula else found.note] * n,
    }
