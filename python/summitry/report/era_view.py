"""The frequencies of a study's eras, side by side as readers compare them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames import Frame, Table
from summitry.output.state_names import state_name, state_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_PAIR = 2
_NAMED = 3
"""So many countries that are counted together are named."""

Axis = dict[str, str | None]
"""A list of eras by its side and rule."""


def axes_in(frame: Frame, *columns: str) -> list[Axis]:
    """Return the lists of eras in a table, or its parts by other columns."""
    table = Table(frame, "table")
    names = [name for name in columns or ("side", "rule") if table.has(name)]
    rows = zip(*(table.values(name) for name in names), strict=True) if names else [()]
    return [dict(zip(names, row, strict=True)) for row in dict.fromkeys(rows)]


def on_axis(frame: Frame, axis: Axis, reading: str | None = None) -> Table:
    """Return the rows of one list of eras, in one reading."""
    table = Table(frame, "table")
    wanted = axis | ({"reading": reading} if reading else {})
    keep = np.ones(len(table), dtype=bool)
    for column, value in wanted.items():
        keep &= np.array([found == value for found in table.values(column)], dtype=bool)
    return Table(table.rows(np.flatnonzero(keep)), "table")


def side_by_side(tables: Mapping[str, Frame], axis: Axis) -> Table:
    """
    Return each era's frequency beside what it is when counted otherwise.

    Beside the columns of `era_frequency` there are ``with_unclear`` and
    ``frequency_sourced`` (visits a year if unclear visits count, or only those with a
    source), ``whole_years``, ``in_years`` and ``in_calendar_years`` (calendar years,
    the visits in them, and visits a year), and ``in_calendar_years_unclear``.
    """
    plain = on_axis(tables["frequency"], axis, "without unclear")
    years = on_axis(tables["frequency_years"], axis, "without unclear")
    unclear = on_axis(tables["frequency"], axis, "with unclear")
    years_unclear = on_axis(tables["frequency_years"], axis, "with unclear")
    columns: dict[str, Any] = {
        "with_unclear": unclear.floats("frequency"),
        "whole_years": years.floats("years").astype(np.int64),
        "in_years": years.integers("count"),
        "in_calendar_years": years.floats("frequency"),
        "in_calendar_years_unclear": years_unclear.floats("frequency"),
    }
    if "frequency_sourced" in tables:
        sourced = on_axis(tables["frequency_sourced"], axis)
        columns["frequency_sourced"] = sourced.floats("frequency")
    return Table(plain.with_columns(columns), "frequency")


def observed(eras: Table) -> list[str]:
    """Return the eras of a list that have exposure."""
    rows = zip(eras.values("era"), eras.values("rank"), strict=True)
    return [era for era, rank in rows if rank is not None]


def noted(eras: Table) -> list[str]:
    """Return what is to be known of eras before their ranks are read, a line each."""
    if not eras.has("note"):
        return []
    rows = zip(eras.values("era"), eras.values("note"), strict=True)
    return [f"{era}: {note}." for era, note in rows if note]


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
