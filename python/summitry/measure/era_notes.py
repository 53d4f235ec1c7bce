"""What must be known of an era before its place among others is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.frames.categories import Categories, texts_of
from summitry.measure.unclear import DAYS_A_YEAR

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames import Table

SHORT = 0.5
"""Below so many years an era is short, if less than one visit is expected in it."""


def era_notes(
    counts: npt.NDArray[Any],
    years: npt.NDArray[np.float64],
    of_row: npt.NDArray[Any],
    acting: npt.NDArray[np.bool_] | None,
) -> Categories:
    """
    Say which eras are of acting leaders, or so short that their rank tells little.

    Parameters
    ----------
    counts, years : (n,) numbers
        Visits and exposure.
    of_row : (n,) whole numbers
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
    found = _core.short_eras(
        np.ascontiguousarray(counts, dtype=np.uint64),
        np.ascontiguousarray(years, dtype=np.float64),
        np.ascontiguousarray(of_row, dtype=np.uint32),
        below=SHORT,
    )
    short, expected = found["rows"], found["expected"]
    if not short.size:
        return Categories(np.where(acted, 0, -1), [_ACTING] if acted.any() else [])
    # A text for each combination of what is said, and not for each row.
    days = np.rint(years[short] * DAYS_A_YEAR).astype(np.int64)
    width = int(days.max()) + 1
    keys = (_tenths(expected) * width + days) * 2 + acted[short]
    seen = np.zeros(int(keys.max()) + 1, dtype=bool)
    seen[keys] = True
    told = np.flatnonzero(seen)
    labels = [
        _said(key // 2 % width, f"{key // 2 // width / 10:.1f}", acted=key % 2 > 0)
        for key in told.tolist()
    ]
    codes = np.where(acted, len(labels), -1)
    codes[short] = (np.cumsum(seen) - 1)[keys]
    return Categories(codes, [*labels, _ACTING])


_ACTING = "an acting leader"


def _tenths(numbers: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """
    Round to tenths as a text of one decimal does.

    Examples
    --------
    >>> _tenths(np.array([0.25, 0.35, 0.049])).tolist(), f"{0.25:.1f} {0.35:.1f}"
    ([2, 3, 0], '0.2 0.3')
    """
    tenfold = numbers * 10
    found = np.rint(tenfold).astype(np.int64)
    # Only near the middle between two can the product lie on the other side of it.
    near = np.flatnonzero(np.abs(tenfold - np.floor(tenfold) - 0.5) < 1e-6)  # noqa: PLR2004
    values, which = np.unique(numbers[near], return_inverse=True)
    exact = [int(f"{value:.1f}".replace(".", "")) for value in values.tolist()]
    found[near] = np.array(exact, dtype=np.int64)[which]
    return found


def _said(days: int, expected: str, *, acted: bool) -> str:
    said = f"{days} day{'s' if days != 1 else ''} only: {expected} visits are "
    said += "expected at the frequency of all eras"
    return f"{_ACTING}, {said}" if acted else said


def acting_in(table: Table) -> npt.NDArray[np.bool_] | None:
    """
    Return which rows of a table of eras are of acting leaders, if it says so.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> acting_in(Table({"era": ["A", "B"], "acting": [True, None]}, "eras"))
    array([ True, False])
    """
    if not table.has("acting"):
        return None
    found = table.categories("acting")
    said = [label.casefold() == "true" for label in found.labels]
    return np.array([*said, False])[found.codes]


def joined_notes(*notes: Categories) -> Categories:
    """
    Join notes of the same rows; there is none where none says anything.

    Examples
    --------
    >>> one = Categories(np.array([0, -1, -1]), ["a"])
    >>> two = Categories(np.array([0, 1, -1]), ["b", "c"])
    >>> joined_notes(one, two).texts().tolist()
    ['a; b', 'c', None]
    """
    found, *others = notes
    for more in others:
        found = _both(found, more)
    return found


def _both(one: Categories, other: Categories) -> Categories:
    """Join two notes of each row: a text for each combination, not for each row."""
    if not (one.says() and other.says()):
        return one if one.says() else other
    width = len(other.labels) + 1
    keys, codes = np.unique(
        (one.codes + 1) * width + other.codes + 1, return_inverse=True
    )
    firsts, seconds = [None, *one.labels], [None, *other.labels]
    said = [
        "; ".join(filter(None, (firsts[key // width], seconds[key % width]))) or None
        for key in keys.tolist()
    ]
    return texts_of(said).take(codes.ravel())
