"""What must be known of an era before its place among others is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.measure.unclear import DAYS_A_YEAR

if TYPE_CHECKING:
    import numpy.typing as npt

SHORT = 0.5
"""Below so many years an era is short, if less than one visit is expected in it."""


def era_notes(
    counts: npt.NDArray[Any],
    years: npt.NDArray[np.float64],
    of_row: npt.NDArray[np.int64],
    acting: npt.NDArray[np.bool_] | None,
) -> npt.NDArray[Any]:
    """
    Say which eras are of acting leaders, or so short that their rank tells little.

    Parameters
    ----------
    counts, years : (n,) numbers
        Visits and exposure.
    of_row : (n,) int64
        Which family of eras each is compared in; the visits expected in a short era
        are those of all eras of the family together, by its share of the years.
    acting : (n,) bool, optional
        Whether the leader only acted.

    Returns
    -------
    (n,) object
        A text, or None.

    Examples
    --------
    >>> notes = era_notes(
    ...     np.array([0, 50]), np.array([0.04, 10.0]), np.zeros(2, dtype=int), None
    ... )
    >>> notes[0]
    '15 days only: 0.2 visits are expected at the frequency of all eras'
    """
    notes = np.full(years.shape, None, dtype=object)
    if acting is not None:
        notes[acting] = "an acting leader"
    short = np.flatnonzero((years > 0) & (years < SHORT))
    if not short.size:
        return notes
    visits = np.bincount(of_row, weights=counts)
    total = np.bincount(of_row, weights=np.nan_to_num(years))
    expected = visits[of_row[short]] * years[short] / total[of_row[short]]
    alone = np.bincount(of_row[years > 0], minlength=total.size)[of_row[short]] == 1
    for row, number, single in zip(short, expected, alone, strict=True):
        if number >= 1 or single:
            continue
        days = round(years[row] * DAYS_A_YEAR)
        said = f"{days} day{'s' if days != 1 else ''} only: {number:.1f} visits are "
        said += "expected at the frequency of all eras"
        notes[row] = f"{notes[row]}, {said}" if notes[row] else said
    return notes


def joined_notes(*notes: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """
    Join notes of the same rows; None where there is none.

    Examples
    --------
    >>> one, two = np.array(["a", None, None]), np.array(["b", "c", None])
    >>> joined_notes(one, two).tolist()
    ['a; b', 'c', None]
    """
    found = np.full(notes[0].shape, None, dtype=object)
    for row, told in enumerate(zip(*notes, strict=True)):
        found[row] = "; ".join(filter(None, told)) or None
    return found
