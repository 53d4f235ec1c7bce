"""What must be known of an era before its place among others is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames.categories import Categories, merged
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
) -> Categories:
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
    (n,) categories
        A text, or none.

    Examples
    --------
    >>> notes = era_notes(
    ...     np.array([0, 50]), np.array([0.04, 10.0]), np.zeros(2, dtype=int), None
    ... )
    >>> notes.texts()[0]
    '15 days only: 0.2 visits are expected at the frequency of all eras'
    """
    acted = np.zeros(years.shape, dtype=bool) if acting is None else acting
    short = np.flatnonzero((years > 0) & (years < SHORT))
    visits = np.bincount(of_row, weights=counts)[of_row[short]]
    total = np.bincount(of_row, weights=np.nan_to_num(years))[of_row[short]]
    eras = np.bincount(of_row[years > 0])[of_row[short]] if short.size else short
    expected = visits * years[short] / total
    few = (expected < 1) & (eras > 1)
    short, expected = short[few], expected[few]
    if not short.size:
        return Categories(np.where(acted, 0, -1), [_ACTING] if acted.any() else [])
    # A text for each combination of what is said, and not for each row.
    days = np.rint(years[short] * DAYS_A_YEAR).astype(np.int64)
    numbers, which = np.unique(expected, return_inverse=True)
    tenths = merged(which, [f"{number:.1f}" for number in numbers.tolist()])
    width = int(days.max()) + 1
    keys, code = np.unique(
        (tenths.codes * width + days) * 2 + acted[short], return_inverse=True
    )
    labels = [
        _said(key // 2 % width, tenths.labels[key // 2 // width], acted=key % 2 > 0)
        for key in keys.tolist()
    ]
    codes = np.where(acted, len(labels), -1)
    codes[short] = code
    return Categories(codes, [*labels, _ACTING])


_ACTING = "an acting leader"


def _said(days: int, expected: str, *, acted: bool) -> str:
    said = f"{days} day{'s' if days != 1 else ''} only: {expected} visits are "
    said += "expected at the frequency of all eras"
    return f"{_ACTING}, {said}" if acted else said


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
