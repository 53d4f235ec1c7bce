"""How many of the visits that count eras and phases have, if not all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.frames import Table
from summitry.measure.unclear import READINGS
from summitry.output.format import many
from summitry.output.table_rows import rows_of
from summitry.report.era_view import axes_in, name_of, on_axis, own_reading

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
    own = own_reading(tables["frequency"])
    every, eras = _counting(tables, own), on_axis(tables["frequency"], axis, own)
    number = _number(eras)
    return "" if number == every else _part(number, every, eras)


def of_phases(tables: Mapping[str, Frame]) -> str:
    """
    Say how many of the visits that count the phases have, where lists of eras differ.

    Under a coverage they are made of those who are covered throughout.

    Examples
    --------
    >>> record = {"what": ["on days asked", "of these qualify"], "visits": [52, 36]}
    >>> phases = {"reading": ["without unclear"], "used": [20], "partly_covered": [16]}
    >>> of_phases({"record": record, "phases": phases})[:70]
    'Counted here: 20 of the 36 visits that count; the others are covered o'
    """
    phases = Table(tables["phases"], "phases")
    if not len(phases):
        return ""
    phases = phases.take(np.arange(1))  # each says the same of all
    reading, used = phases.values("reading")[0], int(phases.integers("used")[0])
    every = _counting(tables, reading)
    if used != every:
        return _part(used, every, phases)
    return _of_all(tables, every, reading)


def _of_all(tables: Mapping[str, Frame], every: int, reading: str) -> str:
    """Say that all visits are counted, where the eras beside have fewer of them."""
    if "frequency" not in tables:
        return ""
    fewer = []
    for axis in axes_in(tables["frequency"]):
        own = _number(on_axis(tables["frequency"], axis, reading))
        if own != every:
            name = name_of(axis)
            fewer.append(f"the eras{' of ' + name if name else ''} have {own} of them")
    if not fewer:
        return ""
    return f"Counted here: all {many(every, 'visit')} that count; {', '.join(fewer)}."


def _part(own: int, every: int, counted: Table) -> str:
    """Say how many are counted, and what became of the others."""
    why = [
        text
        for name, text in _WHY.items()
        if counted.has(name) and counted.integers(name).any()
    ]
    others = f"; the others {' or '.join(why)}" if why else ""
    return f"Counted here: {own} of the {many(every, 'visit')} that count{others}."


def _counting(tables: Mapping[str, Frame], reading: str) -> int:
    """Return how many visits on the days asked count, as unclear ones are read."""
    record = Table(tables["record"], "record")
    visits = dict(rows_of(record, "what", "visits"))
    if "of these qualify" not in visits:
        return int(visits[_ASKED])
    unclear = visits["of these unclear"] if reading == READINGS["include"] else 0
    return int(visits["of these qualify"] + unclear)


def _number(eras: Table) -> int:
    return int(eras.integers("count").sum())


_ASKED = "on days asked"
