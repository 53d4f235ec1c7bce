"""The frequencies of a study's eras, side by side as readers compare them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames import Frame, Table
from summitry.measure.unclear import READINGS
from summitry.output.era_words import era_of_both, era_of_side, sides_of_eras
from summitry.output.state_names import state_name, state_names
from summitry.output.table_rows import optional_values, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_PAIR = 2
_NAMED = 3
"""So many countries that are counted together are named."""

IF_COUNTED = {
    "with unclear": "every unclear visit counts",
    "without unclear": "no unclear visit counts",
}
"""What each reading of unclear visits supposes."""

Axis = dict[str, str | None]
"""A list of eras by its side and rule."""


_OF_ALL_SIDES = (
    *("comparisons", "permutation", "comparisons_by_floor", "archive_doubts"),
    *("missing_to_flip", "trend", "trend_or_step", "handovers_untested"),
)
"""The tables that are told of all sides at once."""


def named_apart(tables: Mapping[str, Frame]) -> dict[str, Frame]:
    """
    Return tables in which eras of two sides that are called the same name their side.

    Examples
    --------
    >>> eras = {"era": ["First", "Hu", "First"], "side": ["PRK", "CHN", "CHN"]}
    >>> named_apart({"frequency": eras, "trend": eras})["trend"]["era"].tolist()
    ['First (PRK)', 'Hu', 'First (CHN)']
    """
    if "frequency" not in tables:
        return dict(tables)
    table = Table(tables["frequency"], "frequency")
    sides = sides_of_eras(table.values("era"), _sides(table))
    if all(len(those) == 1 for those in sides.values()):
        return dict(tables)
    named = {
        name: _with_sides(Table(one, name), sides) if name in _OF_ALL_SIDES else one
        for name, one in tables.items()
    }
    if "frequency_joint" in tables:
        joint = Table(tables["frequency_joint"], "frequency_joint")
        named["frequency_joint"] = _joint_with_sides(joint, sides)
    return named


def _sides(table: Table) -> list[str]:
    return [str(side or "") for side in optional_values(table, "side")]


def _with_sides(table: Table, sides: Mapping[str, set[str]]) -> Frame:
    told = {
        column: [
            era_of_side(era, side, sides)
            for era, side in zip(table.values(column), _sides(table), strict=True)
        ]
        for column in ("era", "other_era", "missing_in")
        if table.has(column)
    }
    return table.with_columns(told)


def _joint_with_sides(table: Table, sides: Mapping[str, set[str]]) -> Frame:
    rows = rows_of(table, "era", "side", "other_side")
    named = [
        era_of_both(era, side, other_side, sides) for era, side, other_side in rows
    ]
    return table.with_columns({"era": named})


def axes_in(frame: Frame, *columns: str) -> list[Axis]:
    """Return the lists of eras in a table, or its parts by other columns."""
    table = Table(frame, "table")
    names = [name for name in columns or ("side", "rule") if table.has(name)]
    rows = rows_of(table, *names) if names else [()]
    return [dict(zip(names, row, strict=True)) for row in dict.fromkeys(rows)]


def on_axis(frame: Frame, axis: Axis, reading: str | None = None) -> Table:
    """Return the rows of one list of eras, in one reading."""
    table = Table(frame, "table")
    wanted = axis | ({"reading": reading} if reading else {})
    keep = np.ones(len(table), dtype=bool)
    for column, value in wanted.items():
        keep &= np.array([found == value for found in table.values(column)], dtype=bool)
    return Table(table.rows(np.flatnonzero(keep)), "table")


def own_reading(frequency: Frame) -> str:
    """Return how the study itself treats unclear visits: the first reading of two."""
    found = Table(frequency, "frequency").values("reading")
    return str(found[0]) if found else READINGS["exclude"]


def other_reading(frequency: Frame) -> str:
    """Return the reading of unclear visits that is not the study's own."""
    own = own_reading(frequency)
    return next(word for word in READINGS.values() if word != own)


def side_by_side(tables: Mapping[str, Frame], axis: Axis) -> Table:
    """
    Return each era's frequency beside what it is when counted otherwise.

    The columns of `era_frequency` are of the study's own reading of unclear visits.
    Beside them there are ``with_unclear`` or ``without_unclear`` and
    ``frequency_sourced`` (visits a year in the other reading, or of those with a source
    alone), ``whole_years``, ``in_years`` and ``in_calendar_years`` (calendar years, the
    visits in them, and visits a year), and ``in_calendar_years_with_unclear`` or
    ``in_calendar_years_without_unclear``.
    """
    own, other = own_reading(tables["frequency"]), other_reading(tables["frequency"])
    plain = on_axis(tables["frequency"], axis, own)
    years = on_axis(tables["frequency_years"], axis, own)
    otherwise = other.replace(" ", "_")
    columns: dict[str, Any] = {
        otherwise: on_axis(tables["frequency"], axis, other).floats("frequency"),
        "whole_years": years.floats("years").astype(np.int64),
        "in_years": years.integers("count"),
        "in_calendar_years": years.floats("frequency"),
        f"in_calendar_years_{otherwise}": on_axis(
            tables["frequency_years"], axis, other
        ).floats("frequency"),
    }
    if "frequency_sourced" in tables:
        sourced = on_axis(tables["frequency_sourced"], axis)
        columns["frequency_sourced"] = sourced.floats("frequency")
    return Table(plain.with_columns(columns), "frequency")


def observed(eras: Table) -> list[str]:
    """Return the eras of a list that have exposure."""
    return [era for era, rank in rows_of(eras, "era", "rank") if rank is not None]


def noted(eras: Table) -> list[str]:
    """Return what is to be known of eras before their ranks are read, a line each."""
    if not eras.has("note"):
        return []
    return [f"{era}: {note}." for era, note in rows_of(eras, "era", "note") if note]


def pooled(frequency: Frame, countries: Iterable[str]) -> str:
    """
    Say that a side's visits are those with every other country, of several.

    Examples
    --------
    >>> pooled({"side": ["FRA"]}, ["FRA", "DEU", "ITA"])
    "Each side's visits are those with all other countries together (Germany, Italy)."
    >>> pooled({"side": ["FRA"]}, ["FRA", "DEU"])
    ''
    """
    table, every = Table(frequency, "frequency"), set(countries)
    if len(every) <= _PAIR or not table.has("side") or table.has("country"):
        return ""
    sides = set(table.values("side"))
    others = sorted(map(state_name, every - sides if len(sides) == 1 else every))
    named = f" ({', '.join(others)})" if len(others) <= _NAMED else ""
    return f"Each side's visits are those with all other countries together{named}."


def name_of(axis: Axis) -> str:
    """Return what a list of eras is called, its side by the name of the country."""
    told = [str(value) for value in axis.values() if value]
    names = state_names(told)
    return ", ".join(names.get(one, one.replace("_", " ")) for one in told)
