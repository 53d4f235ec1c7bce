"""Sentences on how often there were visits: the lowest era and the highest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from summitry.infer.families import REFUSED, UNDECIDED
from summitry.output.format import level_text, number
from summitry.output.table_rows import rows_of
from summitry.report.era_view import axes_in, name_of, on_axis

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from summitry.frames import Frame, Table
    from summitry.report.era_view import Axis

_COLUMNS = ("era", "frequency", "lower", "upper", "level")
_APART = "the two can be told apart"
_NOT_APART = "allowing for chance, the two cannot be told apart"


class Era(NamedTuple):
    """How often there were visits in an era."""

    name: str
    frequency: float
    lower: float
    upper: float
    level: float

    @property
    def ends(self) -> str:
        """The ends of the interval."""
        return f"{number(self.lower, 2)} to {number(self.upper, 2)}"


def frequency_words(tables: Mapping[str, Frame]) -> list[str]:
    """
    Say of each list of eras which had the fewest visits a year, and which the most.

    Parameters
    ----------
    tables : mapping of name to frame
        What a run found.

    Returns
    -------
    list of str
        A text for each list; none where no era was observed.
    """
    if "frequency" not in tables:
        return []
    texts = []
    for axis in axes_in(tables["frequency"], "side", "rule"):
        eras = _observed(tables["frequency"], axis)
        if eras:
            who = name_of({"side": axis.get("side")})
            said = _extremes(eras, tables.get("comparisons"), axis)
            texts.append(f"{who}: {said}" if who else said[0].upper() + said[1:])
    return texts


def told_of_each(parts: Iterable[tuple[str, Mapping[str, Frame]]]) -> list[str]:
    """Say the same of the tables of each record, after its name if it has one."""
    return [
        f"{record}. {text}" if record else text
        for record, tables in parts
        for text in frequency_words(tables)
    ]


def _observed(frame: Frame, axis: Axis) -> list[Era]:
    """The eras of a list that have exposure, unclear visits as the study has them."""
    rows = on_axis(frame, axis)
    if rows.has("reading"):
        rows = on_axis(rows.native, {"reading": rows.values("reading")[0]})
    return [Era(*row) for row in rows_of(rows, *_COLUMNS) if row[1] is not None]


def _extremes(eras: list[Era], compared: Frame | None, axis: Axis) -> str:
    least = min(one.frequency for one in eras)
    most = max(one.frequency for one in eras)
    low = [one for one in eras if one.frequency == least]
    high = [one for one in eras if one.frequency == most]
    interval = f"{level_text(low[0].level)} interval {low[0].ends}"
    rate = f"{number(least, 2)} visits a year ({interval})"
    if least == most:
        return f"{_named(low)}, {rate}."
    text = (
        f"the lowest frequency is that of {_named(low)}, {rate}, the highest that of "
        f"{_named(high)}, {number(most, 2)} ({high[0].ends})"
    )
    if compared is None or len(low) > 1 or len(high) > 1:
        return f"{text}."
    return f"{text}{_apart(on_axis(compared, axis), {low[0].name, high[0].name})}."


def _named(eras: list[Era]) -> str:
    return " and ".join(one.name for one in eras)


def _apart(compared: Table, pair: set[str]) -> str:
    """Whether two eras are told apart; nothing where that was not tested."""
    for one, other, verdict in rows_of(compared, "era", "other_era", "verdict"):
        if {one, other} == pair and verdict != REFUSED:
            return f"; {_NOT_APART if verdict == UNDECIDED else _APART}"
    return ""
