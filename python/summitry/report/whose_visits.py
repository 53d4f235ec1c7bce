"""Which of the visits that count a list of eras has, where it has not all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.frames import Table
from summitry.output.format import many
from summitry.report.era_view import axes_in, name_of, on_axis

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.frames import Frame
    from summitry.report.era_view import Axis

_WHY = {
    "other_dyads": "are of other pairs of countries",
    "in_no_era": "were in no era",
    "outside_coverage": "are outside the coverage",
    "partly_covered": "are covered only in part",
}


def of_eras(tables: Mapping[str, Frame], axis: Axis) -> str:
    """
    Say how many of the visits that count these eras have; nothing if they have all.

    Examples
    --------
    >>> record = {"what": ["on days asked", "of these qualify"], "visits": [52, 36]}
    >>> eras = {"side": ["IND"], "reading": ["without unclear"], "count": [22]}
    >>> tables = {"record": record, "frequency": eras | {"other_dyads": [14]}}
    >>> of_eras(tables, {"side": "IND"})[:50]
    'Counted here: 22 of the 36 visits that count; the '
    """
    every, eras = counting(tables), _plain(tables, axis)
    own = _number(eras)
    if own == every:
        return ""
    why = [
        text
        for name, text in _WHY.items()
        if eras.has(name) and eras.integers(name).any()
    ]
    others = f"; the others {' or '.join(why)}" if why else ""
    return f"Counted here: {own} of the {many(every, 'visit')} that count{others}."


def of_all(tables: Mapping[str, Frame]) -> str:
    """Say that all visits are counted, where the eras beside have fewer of them."""
    if "frequency" not in tables:
        return ""
    every, fewer = counting(tables), []
    for axis in axes_in(tables["frequency"]):
        own = _number(_plain(tables, axis))
        if own != every:
            name = name_of(axis)
            fewer.append(f"the eras{' of ' + name if name else ''} have {own} of them")
    if not fewer:
        return ""
    return f"Counted here: all {many(every, 'visit')} that count; {', '.join(fewer)}."


def counting(tables: Mapping[str, Frame]) -> int:
    """Return how many visits on the days asked count."""
    record = Table(tables["record"], "record")
    visits = dict(
        zip(record.values("what"), record.integers("visits").tolist(), strict=True)
    )
    return int(visits["of these qualify" if "of these qualify" in visits else _ASKED])


def _plain(tables: Mapping[str, Frame], axis: Axis) -> Table:
    """The eras of a list, unclear visits left out."""
    return on_axis(tables["frequency"], axis, "without unclear")


def _number(eras: Table) -> int:
    return int(eras.integers("count").sum())


_ASKED = "on days asked"
