"""How many visits, unrecorded or wrongly recorded, would overturn a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.claims.claim import refuse_other
from summitry.claims.record import Record
from summitry.claims.specification import CONVENTIONS, Specification
from summitry.exceptions import InputError
from summitry.frames.arguments import known_name
from summitry.frames.dates import to_dates
from summitry.frames.same_kind import same_kind
from summitry.infer.families import alpha_of
from summitry.measure.years import DISPERSED, allowed_for
from summitry.output.progress import watched
from summitry.robustness.era_tally import read_tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.claims.claim import Claim
    from summitry.frames import Frame, Table
    from summitry.frames.word_types import Date, SameDay, Treatment
    from summitry.output.progress import Progress
    from summitry.robustness.era_tally import EraTally


NOT_TRIED = "not tried"
"""What stands for the fewest visits where they are not worked out."""


@same_kind
def fragility(
    data: Frame,
    claim: Claim,
    *,
    shocks: Frame | None = None,
    since: Date | None = None,
    through: Date | None = None,
    unclear: Treatment = "exclude",
    same_day: SameDay = "include",
    method: str = "dispersed",
    level: float = 0.95,
    adjustment: str = "holm",
    date: str = "date",
    progress: Progress = None,
) -> Frame:
    """
    The fewest visits whose addition or removal would overturn a claim.

    Parameters
    ----------
    data : frame
        For a claim on eras, one list of them from `era_tally` or `era_frequency`
        (weighted claims need the tally); for a claim on waiting times, the visits.
    claim : Claim
        What is said.
    shocks : frame, optional
        The shocks that a claim on lags names, with ``id`` and ``date``. Each waits for
        itself, whether or not another follows, as with ``overlap="both"``.
    since, through : date, optional
        First and last day observed; needed for waiting times, and only for them.
    unclear : {"exclude", "include"}
        What to do with visits of which it is unclear whether they qualify.
    same_day : {"include", "exclude"}
        Whether a visit on the day of a shock answers it; for lags only.
    method, level, adjustment
        By which test two eras are told apart, as for `compare_eras`; for a claim that
        they are. How much years vary is what the columns of `era_frequency` say;
        without them nothing is allowed for.
    date : str, default "date"
        The column that dates a visit; for waiting times only.
    progress : callable or False, optional
        Called with the work done and in all; False for silence. By default a bar is
        shown where somebody watches.

    Returns
    -------
    frame, the kind that was given
        One row for each way to be wrong: ``change`` ("added" for visits that were left
        out, "removed" for visits that do not belong), ``kind`` ("any"; for weighted
        claims "lightest" and "heaviest"), ``visits`` (the fewest of them; 0 where the
        claim fails as it is, null where no number overturns it; what is then not
        determined has not failed), ``era`` (where they
        are added or removed) and ``day`` (for waiting times, the day of the first).
        Of a claim that two eras are told apart, the fewest visits of one era that flip
        the verdict: two rows if they are told apart, visits added to the lower one or
        removed from the higher; four if they are not, added to and removed from each,
        those first that tell them apart in the order in which they are. Where the claim
        says which of the two is lower, two rows: those that make it hold or fail.

    Raises
    ------
    CategoryError
        If the data have no such era.
    InputError
        If the data do not determine the claim, or the number is not worked out: of a
        median, a restricted mean, the longest gap, and of lags that a second shock ends
        or leaves out, for which there is no argument here. Of these
        `Study.robustness` tries one visit more and one fewer.

    Notes
    -----
    On eras the count is exact: such a claim turns on pairs of eras, and of a pair one
    era is raised or the other lowered. Strict orders are strict and equal eras share
    their places, here as everywhere. Visits of weight 0 cannot overturn anything, so
    the lightest are those with a weight above 0; lightest and heaviest visits that are
    removed go in that order until the claim fails. Whether two eras are told apart is
    asked again, with all its comparisons, after every single visit; how much years vary
    stays what the record says. On a mean lag the fewest visits added are exact too:
    of all days that they may have had; those removed are the first ones after one of
    the shocks, and if no number of these does, with all after a later one, so that
    fewer may do where they are of several. The work grows with the number of shocks
    times that of the visits that are added.

    References
    ----------
    Walsh and others (2014), The statistical significance of randomized controlled trial
    results is frequently fragile, Journal of Clinical Epidemiology 67, 622-628.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> frequencies = pd.DataFrame(
    ...     {"era": ["Xi", "Kim"], "years": [4.0, 5.0], "count": [5, 9]}
    ... )
    >>> summitry.fragility(frequencies, summitry.Claim.lowest("Xi"))
        change kind  visits  era day
    0    added  any       3   Xi NaT
    1  removed  any       3  Kim NaT
    >>> frequencies = pd.DataFrame(
    ...     {"era": ["Xi", "Hu"], "years": [4.0, 10.0], "count": [5, 56]}
    ... )
    >>> summitry.fragility(frequencies, summitry.Claim.told_apart("Xi", "Hu"))
        change kind  visits era day
    0    added  any       7  Xi NaT
    1  removed  any      24  Hu NaT
    """
    refuse_other(claim, "claim")
    known_name(unclear, ("exclude", "include"), "unclear")
    if claim.is_told_apart:
        counted = read_tally(data, claim, unclear=unclear)
        test = test_of(method, level, adjustment)
        _, found = of_pair(counted, claim, allowed_in(counted, method), test)
        return table_of(found, counted.table, counted.eras)
    if not claim.is_wait:
        counted = read_tally(data, claim, unclear=unclear)
        if claim.is_weighted and not counted.table.has("weight"):
            counted.table.require("weight")
        if claim.is_on_counts:
            counted = counted.in_counts()
        return table_of(of_eras(counted, claim), counted.table, counted.eras)
    if since is None or through is None:
        missing = "since" if since is None else "through"
        raise InputError(
            "a claim on waiting times needs the first and the last day observed",
            code=f"no_{missing}",
            column=missing,
            hint="since='1953-07-27', through='2017-03-15'",
        )
    record = Record(data, None, shocks, date=date, columns=claim.columns)
    own = Specification(
        since, through, unclear=unclear, same_day=same_day, unsourced="include"
    )
    with watched(progress, "adding and removing visits") as tick:
        found = _core.fragility_of_waits(
            record.core, claim.core, own.to_json(), progress=tick
        )
    return table_of(found, record.visits, [])


def of_eras(counted: EraTally, claim: Claim) -> list[_core.Overturn]:
    """Return the fewest visits that overturn a claim on the eras of a tally."""
    weights = counted.weights if claim.is_weighted else np.ones(counted.n_classes)
    found = _core.fragility(counted.tally, weights, claim.core, counted.eras)
    return (
        found
        if claim.is_weighted
        else [one for one in found if one.which == "lightest"]
    )


def of_pair(
    counted: EraTally, claim: Claim, allowed: _core._Excesses, test: _core._Test
) -> tuple[bool, list[_core.Overturn]]:
    """Return whether two eras are told apart, and the fewest visits that flip it."""
    summed = counted.counts.sum(axis=1, dtype=np.uint64)
    return _core.apart_fragility(
        summed, counted.years, allowed, claim.core, counted.eras, test
    )


def test_of(method: str, level: float, adjustment: str) -> _core._Test:
    """
    Return the test by which two eras are told apart, its words known.

    Examples
    --------
    >>> test_of("central", 0.95, "holm")["method"]
    'central'
    """
    alpha_of(level)
    return {
        "method": known_name(method, CONVENTIONS["method"], "method"),
        "level": float(level),
        "adjustment": known_name(adjustment, CONVENTIONS["adjustment"], "adjustment"),
    }


def allowed_in(counted: EraTally, method: str) -> _core._Excesses:
    """Return what a method allows for in each era of a tally."""
    name, n_eras = DISPERSED.get(method, ""), len(counted.eras)
    names = [name, "dispersion_df"] if counted.table.has(name) else []
    columns = {
        column: np.ascontiguousarray(
            counted.table.floats(column).reshape(n_eras, -1)[:, 0]
        )
        for column in names
    }
    return allowed_for(columns, method, n_eras)


def table_of(
    found: Sequence[_core.Overturn], table: Table, eras: Sequence[str]
) -> Frame:
    """Return the ways to be wrong as a table."""
    weighted = len({one.which for one in found}) > 1
    days = [one.day for one in found]
    return table.build(
        {
            "change": [one.change for one in found],
            "kind": [one.which if weighted else "any" for one in found],
            "visits": _nullable([one.visits for one in found]),
            "era": [None if one.era is None else eras[one.era] for one in found],
            "day": to_dates(
                np.array([day or 0 for day in days], dtype=np.int64),
                np.array([day is None for day in days], dtype=bool),
            ),
        }
    )


def _nullable(values: list[int | None]) -> np.ma.MaskedArray[Any, Any]:
    filled = np.array([value or 0 for value in values], dtype=np.int64)
    return np.ma.array(filled, mask=[value is None for value in values])
