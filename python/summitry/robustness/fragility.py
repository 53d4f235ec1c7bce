"""How many visits, unrecorded or wrongly recorded, would overturn a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.claims.statement import refuse_other
from summitry.exceptions import InputError
from summitry.frames import Frame, Table
from summitry.frames.arguments import known_name
from summitry.frames.dates import day_of, to_dates
from summitry.measure.conditions import meets
from summitry.measure.qualify import verdicts_of
from summitry.robustness.standings import standings_of

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.claims.findings import Finding

_CHANGES = ("added", "added", "removed", "removed")
_KINDS = ("lightest", "heaviest", "lightest", "heaviest")


def fragility(
    data: Frame,
    finding: Finding,
    *,
    tied: str = "holds",
    unclear: str = "exclude",
    through: Any = None,
    since: Any = None,
    same_day: str = "include",
    date: str = "date",
) -> Frame:
    """
    The fewest visits whose addition or removal would overturn a finding.

    Parameters
    ----------
    data : frame
        For a finding on eras, one list of them from `era_tally` or `era_frequency`
        (weighted findings need the tally); for a finding on waiting times, the visits.
    finding : Finding
        What is said.
    tied : {"holds", "fails"}
        Whether a finding on places or orders survives a tie.
    unclear : {"exclude", "include"}
        What to do with visits of which it is unclear whether they qualify.
    through, since : date
        Last and first day observed; for waiting times only, where `through` is needed.
    same_day : {"include", "exclude"}
        Whether a visit on the day of a shock answers it; for waiting times only.
    date : str, default "date"
        The column that dates a visit; for waiting times only.

    Returns
    -------
    frame, the kind that was given
        One row for each way to be wrong: ``change`` ("added" for visits that were left
        out, "removed" for visits that do not belong), ``kind`` ("any"; for weighted
        findings "lightest" and "heaviest"), ``visits`` (the fewest of them; 0 where the
        finding fails as it is, null where no number overturns it), ``era`` (where they
        are added or removed) and ``day`` (for waiting times, the day of the first).

    Raises
    ------
    CategoryError
        If the data have no such era.
    InputError
        If the data do not determine the finding.

    Notes
    -----
    On eras the count is exact: such a finding turns on pairs of eras, and of a pair one
    era is raised or the other lowered. Visits of weight 0 cannot overturn anything, so
    the lightest are those with a weight above 0; lightest and heaviest visits that are
    removed go in that order until the finding fails. On a mean lag one added visit is
    found exactly, several one by one where each does most; those removed are the first
    ones after one of the shocks.

    References
    ----------
    Walsh and others (2014), The statistical significance of randomized controlled trial
    results is frequently fragile, Journal of Clinical Epidemiology 67, 622-628.

    Examples
    --------
    >>> import summitry
    >>> frequencies = {"era": ["Xi", "Kim"], "years": [4.0, 5.0], "count": [5, 9]}
    >>> summitry.fragility(frequencies, summitry.Finding.lowest("Xi"))
        change kind  visits  era day
    0    added  any       3   Xi NaT
    1  removed  any       3  Kim NaT
    """
    known_name(tied, ("holds", "fails"), "tied")
    refuse_other(finding, "finding")
    if finding.is_wait:
        return _of_waits(data, finding, unclear, (through, since), same_day, date)
    standings = standings_of(data, finding, unclear=unclear)
    if finding.is_weighted and not standings.table.has("weight"):
        standings.table.series("weight")
    if finding.quantity.endswith("count"):
        standings = standings.in_counts()
    weights = standings.weights
    if not finding.is_weighted:
        weights = np.ones(standings.n_classes)
    found = _core.fragility(
        standings.tally,
        weights,
        standings.argument(finding),
        ties_hold=tied == "holds",
    )
    shown = [0, 1, 2, 3] if finding.is_weighted else [0, 2]
    visits = [found[row][0] for row in shown]
    eras = [found[row][1] for row in shown]
    return standings.table.build(
        {
            "change": [_CHANGES[row] for row in shown],
            "kind": [_KINDS[row] if finding.is_weighted else "any" for row in shown],
            "visits": _nullable(visits),
            "era": [None if era is None else standings.eras[era] for era in eras],
            "day": to_dates(
                np.zeros(len(shown), dtype=np.int64), np.ones(len(shown), bool)
            ),
        }
    )


def _of_waits(
    visits: Frame,
    finding: Finding,
    unclear: str,
    window: tuple[Any, Any],
    same_day: str,
    date: str,
) -> Frame:
    table = Table(visits, "visits")
    if window[0] is None:
        raise InputError(
            "a finding on waiting times needs the last day observed",
            code="no_through",
            column="through",
            hint="through='2017-03-15'",
        )
    days = _days(table, finding, unclear, date)
    last = day_of(window[0], "through")
    shocks = np.array([day_of(s, "shocks") for s in finding.shocks], dtype=np.int64)
    first = _first_day(window[1], shocks, days, last)
    if finding.quantity == "unanswered":
        added, removed = _unanswered(shocks, days, last, same_day), None
    elif finding.region is None or finding.quantity not in {"mean_lag", "open_gap"}:
        raise InputError(
            f"fragility is not defined for a {finding.quantity.replace('_', ' ')}",
            code="undefined",
            column="finding",
        )
    elif finding.quantity == "open_gap":
        added, removed = _core.fragility_of_gap(
            days, finding.region, since=first, through=last
        )
    else:
        added, removed = _core.fragility_of_lags(
            shocks, days, finding.region, since=first, through=last, same_day=same_day
        )
    both = (added, removed)
    on = [one[1] if one else None for one in both]
    return table.build(
        {
            "change": ["added", "removed"],
            "kind": ["any", "any"],
            "visits": _nullable([one[0] if one else None for one in both]),
            "era": [None, None],
            "day": to_dates(
                np.array([day or 0 for day in on]),
                np.array([day is None for day in on]),
            ),
        }
    )


def _days(
    table: Table, finding: Finding, unclear: str, date: str
) -> npt.NDArray[np.int64]:
    known_name(unclear, ("exclude", "include"), "unclear")
    keep = meets(table, finding.scopes[0].where)
    verdicts = verdicts_of(table)
    if verdicts is not None:
        keep &= (verdicts == 1) | ((verdicts == 2) & (unclear == "include"))  # noqa: PLR2004
    return np.ascontiguousarray(table.days(date)[keep])


def _first_day(
    since: Any,
    shocks: npt.NDArray[np.int64],
    days: npt.NDArray[np.int64],
    last: int,
) -> int:
    if since is not None:
        return day_of(since, "since")
    earliest = np.concatenate([shocks, days, [last]]).min()
    return int(earliest)


def _unanswered(
    shocks: npt.NDArray[np.int64], days: npt.NDArray[np.int64], last: int, same_day: str
) -> tuple[int, int | None] | None:
    """One visit answers a shock that nothing has answered, on its last day."""
    first = shocks + (same_day == "exclude")
    answered = ((days[:, None] >= first) & (days[:, None] <= last)).any()
    if answered:
        return 0, None
    return (1, last) if (first <= last).any() else None


def _nullable(values: list[int | None]) -> np.ma.MaskedArray[Any, Any]:
    filled = np.array([value or 0 for value in values], dtype=np.int64)
    return np.ma.array(filled, mask=[value is None for value in values])
