"""A coverage for counts by groups or floors of ranks, whose ladder is the caller's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.measure.coverage import read_coverage
from summitry.measure.eras import axes_of
from summitry.measure.observed import observed_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summitry.frames import Frame, Table


def reported_on_ladder(
    options: dict[str, Any],
    visits: Table,
    eras: Frame | None,
    *,
    ladder: Sequence[str] | None,
) -> dict[str, Any]:
    """
    Return options of a count with their coverage read, if they have one.

    A count by itself knows neither the ladder that was given to its caller nor, of
    some, the sides of the eras, and would refuse a rank or a state that never
    travelled.

    Parameters
    ----------
    options : dict
        With ``since`` and ``through``, and perhaps ``coverage``.
    visits : Table
        All of them, whatever their group.
    eras : frame, optional
        Whose sides may be named.
    ladder : sequence of str, optional
        Ranks, highest first.

    Raises
    ------
    CategoryError, ColumnError, InputError, RangeError, TenureError
        As for `read_coverage` and `axes_of`.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> visits = Table({"date": ["2000-05-01"], "visitor_rank": ["top"]}, "visits")
    >>> options = {"since": "2000-01-01", "through": "2000-12-31"}
    >>> options["coverage"] = {"visitor_rank": ["top", "low"]}
    >>> read = reported_on_ladder(options, visits, None, ladder=["top", "low"])
    >>> read["coverage"].who
    [('top',), ('low',)]
    """
    coverage = options.get("coverage")
    if coverage is None:
        return options
    axes = [] if eras is None else axes_of(eras, pooled=True)
    asked = options.get("direction")
    ends = asked if isinstance(asked, list | tuple) else ()
    read = read_coverage(
        coverage,
        *observed_days(options["since"], options["through"]),
        visits,
        ladder=ladder,
        states=[*ends, *(axis.side for axis in axes if axis.side)],
    )
    return options | {"coverage": read}
