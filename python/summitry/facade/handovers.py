"""What happened at each handover: a step, or a trend that had begun before."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames import Table
from summitry.infer.trend_or_step import FEWEST_YEARS, trend_or_step
from summitry.measure.era_list import LIST_COLUMNS
from summitry.measure.eras import axes_of
from summitry.output.table_rows import rows_of

if TYPE_CHECKING:
    from summitry.frames import Frame


def handovers(years: Frame, eras: Frame, *, level: float) -> dict[str, Frame]:
    """
    Test each two eras that follow one another and have the years for it.

    Parameters
    ----------
    years : frame
        What `yearly_counts` returned.
    eras : frame
        The eras, whose order says which follow one another.
    level : float
        A part counts if its p is at most ``1 - level``.

    Returns
    -------
    dict of str to frame
        ``trend_or_step``, a row for each handover that can be tested, and
        ``handovers_untested``, a row with a ``note`` for each other one; neither where
        it has no row.
    """
    table = Table(years, "years")
    keys = [name for name in LIST_COLUMNS if table.has(name)]
    lists = rows_of(table, *keys)
    names = table.values("era")
    counts, exposed = table.integers("count"), table.floats("years") > 0
    rows: dict[tuple[Any, ...], list[int]] = {}
    for row in np.flatnonzero(exposed).tolist():
        key = lists[row] if lists else ()
        rows.setdefault((key, names[row]), []).append(row)
    parts = []
    untested: dict[str, list[Any]] = {}
    for axis in axes_of(eras, pooled=True):
        own = {"side": axis.side, "other_side": axis.other_side, "rule": axis.rule}
        key = tuple(own[name] for name in keys)
        # By their starts: an era too short to have a year stands between others.
        for one, other in pairwise(axis.labels):
            before, after = rows.get((key, one), []), rows.get((key, other), [])
            why = _why_not(len(before), len(after), bool(counts[before + after].any()))
            if why:
                left = dict(zip(keys, key, strict=True))
                left |= {"era": one, "other_era": other}
                left |= {"n_years": len(before), "other_n_years": len(after)}
                left["note"] = why
                for name, value in left.items():
                    untested.setdefault(name, []).append(value)
            else:
                parts.append(
                    trend_or_step(
                        table.rows(np.array(before + after)),
                        between=(one, other),
                        level=level,
                        progress=False,
                    )
                )
    tables = {"trend_or_step": _beneath(parts, keys)} if parts else {}
    if untested:
        tables["handovers_untested"] = table.build(untested)
    return tables


def _beneath(parts: list[Frame], keys: list[str]) -> Frame:
    """Put one below the other; a list of eras that is of no rule has no such column."""
    whole = Table(Table.concat(parts, "handovers", fill=True), "handovers")
    told = [name for name in keys if whole.has(name)]
    return whole.only([*told, *(name for name in whole.columns if name not in told)])


def _why_not(before: int, after: int, visited: bool) -> str:  # noqa: FBT001
    """Say why a step cannot be told from a trend here; nothing where it can."""
    if min(before, after) < FEWEST_YEARS:
        years = f"{before} and {after} whole calendar years"
        return f"{years}, and each side needs {FEWEST_YEARS}"
    return "" if visited else "no visit on either side"
