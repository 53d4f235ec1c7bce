"""In which era each visit falls, and whether it is counted there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.frames import Frame, Table
from summitry.frames.dates import day_of
from summitry.frames.same_kind import same_kind
from summitry.measure.axis_groups import groups_on
from summitry.measure.dyads import Dyads
from summitry.measure.eras import axes_of
from summitry.measure.qualify import verdicts_of
from summitry.sources.country_names import own_country

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.frames.word_types import Date, Handover


@same_kind
def assign_eras(
    visits: Frame,
    eras: Frame,
    *,
    through: Date,
    since: Date,
    handover: Handover = "successor",
    date: str = "date",
) -> Frame:
    """
    Say of each visit in which era it falls and whether it is counted there.

    Parameters
    ----------
    visits, eras, through, since, handover, date
        As for `era_frequency`.

    Returns
    -------
    frame of n rows, the kind that was given
        For each axis (side and rule) the columns ``era_<axis>`` and ``status_<axis>``:
        ``used``, ``unclear``, ``excluded_by_rule``, ``other_dyads``, ``own_country``
        (of a country to itself), ``outside_window`` or ``in_no_era``.

    Raises
    ------
    InputError
        As for `era_frequency`.

    Examples
    --------
    >>> import pandas as pd
    >>> import summitry
    >>> visits = pd.DataFrame({"date": ["2011-12-17", "2018-01-01"]})
    >>> eras = {"era": ["Hu"], "start": ["2002-11-15"], "end": ["2012-11-15"]}
    >>> found = summitry.assign_eras(
    ...     visits, eras, since="2002-11-15", through="2017-03-15"
    ... )
    >>> found.fillna("none")
             date era_eras     status_eras
    0  2011-12-17       Hu            used
    1  2018-01-01     none  outside_window
    """
    table = Table(visits, "visits")
    first, last = day_of(since, "since"), day_of(through, "through")
    axes = axes_of(eras, through=last, pooled=True)
    days, verdicts = table.days(date), verdicts_of(table)
    dyads = Dyads(table) if any(axis.side for axis in axes) else None
    own = own_country(table)
    columns: dict[str, Any] = {}
    for axis in axes:
        exposed = axis.exposure(first, last, calendar_years=False, handover=handover)
        place = _core.assign_eras(
            days, exposed.start, exposed.end, since=first, through=last
        )
        keys, _ = groups_on(axis, dyads, own)
        groups = None if keys is None else keys.groups
        names = np.array([*axis.labels, None, None], dtype=object)
        columns[f"era_{axis.name}"] = names[place].tolist()
        status = _status(place, groups, verdicts)
        status[own & (status != "excluded_by_rule")] = "own_country"
        columns[f"status_{axis.name}"] = status.tolist()
    if dyads is not None:
        dyads.warn()
    return table.with_columns(columns)


def _status(
    place: npt.NDArray[np.int32],
    groups: npt.NDArray[np.uint32] | None,
    verdicts: npt.NDArray[np.uint8] | None,
) -> npt.NDArray[Any]:
    status = np.full(place.shape, "used", dtype=object)
    if verdicts is not None:
        status[verdicts == 2] = "unclear"  # noqa: PLR2004
    status[place == -1] = "in_no_era"
    status[place == -2] = "outside_window"  # noqa: PLR2004
    if groups is not None:
        status[groups > 0] = "other_dyads"
    if verdicts is not None:
        status[verdicts == 0] = "excluded_by_rule"
    return status
