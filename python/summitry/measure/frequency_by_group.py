"""Frequencies of eras, rank group by rank group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames import Frame, Table
from summitry.frames.same_kind import same_kind
from summitry.measure.coverage_of_groups import reported_on_ladder
from summitry.measure.frequency import era_frequency
from summitry.measure.qualify import as_verdicts, verdicts_of
from summitry.measure.rank_groups import grouped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summitry.frames.word_types import Date


@same_kind  # type: ignore[arg-type]
def frequency_by_group(
    visits: Frame,
    eras: Frame,
    *,
    through: Date,
    since: Date,
    groups: Mapping[str, Any] | None = None,
    ladder: Sequence[str] | None = None,
    visitor_rank: str = "visitor_rank",
    **options: Any,
) -> Frame:
    """
    Visits a year in each era, for each rank group of visitors by itself.

    Parameters
    ----------
    visits : frame of n rows
        As for `era_frequency`, with `visitor_rank`; without it all are one group.
    eras, through, since
        As for `era_frequency`.
    groups, ladder, visitor_rank
        As for `archive_table`.
    **options
        Options of `era_frequency`, such as ``unclear`` and ``exposure``.

    Returns
    -------
    frame of one row for each group and era, the kind that was given
        ``group``, then the columns of `era_frequency`, in which a visit of another
        group counts as excluded. A group of which no visit may count is left out,
        unless none does of any.

    Raises
    ------
    CategoryError, InputError
        As for `archive_table` and `era_frequency`.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> visits = pd.DataFrame(
    ...     {
    ...         "date": ["1999-05-01", "2001-03-20", "2005-10-28"],
    ...         "visitor_rank": ["head_of_state", "cabinet_minister", "head_of_party"],
    ...     }
    ... )
    >>> eras = {
    ...     "era": ["Jiang", "Hu"],
    ...     "start": ["1989-11-09", "2002-11-15"],
    ...     "end": ["2002-11-15", "2012-11-15"],
    ... }
    >>> seen = {"since": "1989-11-09", "through": "2012-11-14"}
    >>> found = summitry.frequency_by_group(visits, eras, **seen)
    >>> found[["group", "era", "count"]]
           group    era  count
    0      heads  Jiang      1
    1      heads     Hu      1
    2  ministers  Jiang      1
    3  ministers     Hu      0
    """
    table = Table(visits, "visits")
    rank = grouped(table, groups=groups, ladder=ladder, column=visitor_rank)
    verdicts = verdicts_of(table)
    own = np.ones(len(table), dtype=np.uint8) if verdicts is None else verdicts
    options |= {"since": since, "through": through}
    options = reported_on_ladder(options, table, eras, ladder=ladder)
    parts = []
    for code, name in enumerate(rank.labels):
        told = np.where(rank.codes == code, own, 0)
        if not told.any() and own.any():
            continue
        part = as_verdicts(table, told)
        found = Table(era_frequency(part, eras, **options), "table")
        parts.append(found.led_by({"group": name}))
    # Only some groups have an era of which there is something to note.
    return Table.concat(parts, "frequencies", fill=True)
