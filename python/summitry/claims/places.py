"""Where a claim is taken: the visits, the eras and the shocks that it names."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import ColumnError
from summitry.frames import Frame, Table
from summitry.frames.dates import days_of_values, iso
from summitry.measure.conditions import meets, unseen
from summitry.measure.eras import Axis, axes_of, joint_eras

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.study.source import Source
    from summitry.study.tables import Tables

WHOLE = "the whole observation"
"""The one era of a study that is not split into eras."""

_NAMED = ("origin", "destination", "visitor")


class Places:
    """
    Resolves the places of a study's claims against its tables.

    A name that no table has is a mistake in the study, placed at its key.

    Parameters
    ----------
    source : Source
        The study file.
    tables : Tables
        The study's tables.
    """

    def __init__(self, source: Source, tables: Tables) -> None:
        self.source = source
        self.tables = tables
        self._observation = tables.model["observation"]
        self._kept: dict[str, npt.NDArray[np.bool_]] = {}

    @cached_property
    def visits(self) -> Table:
        """The visits."""
        return Table(self.tables.visits, "visits")

    @cached_property
    def axes(self) -> list[Axis]:
        """Every side and rule by which eras are dated."""
        return [] if self.tables.eras is None else axes_of(self.tables.eras)

    @cached_property
    def sourced(self) -> npt.NDArray[np.bool_] | None:
        """Whether each visit has a source, or None where none lacks one."""
        table = self.visits
        if table.has("sourced"):
            sourced = meets(table, {"sourced": True})
        elif table.has("source"):
            found = table.categories("source")
            filled = [bool(label.strip()) for label in found.labels]
            sourced = np.array([*filled, False])[found.codes]
        else:
            return None
        return None if sourced.all() else sourced

    def main_eras(self) -> Frame | None:
        """The eras of every side by the rule that the study goes by."""
        if not self.axes:
            return None
        sides = dict.fromkeys(axis.side for axis in self.axes)
        axes = [self.axis(side, None, "eras") for side in sides]
        return Table.concat([self._frame_of(axis) for axis in axes], "eras")

    def verify(self, place: dict[str, Any], key: str) -> None:
        """Hold the names of a place against the eras and shocks that there are."""
        if "era" in place or "side" in place:
            axis = self.axis(place.get("side"), place.get("rule"), key)
            if "era" in place:
                self.era_on(axis, place["era"], f"{key}.era")
        for side, era in place.get("eras", {}).items():
            axis = self.axis(side, None, f"{key}.eras")
            self.era_on(axis, era, f"{key}.eras.{side}")
        if "shocks" in place:
            self.shocks(place, key)

    def verify_order(self, claim: dict[str, Any], key: str) -> None:
        """Hold the eras that a claim puts in order against those that there are."""
        place = claim.get("at", {})
        named = {
            f"{key}.ascending": claim.get("ascending", []),
            f"{key}.rank.ahead_only_of": claim.get("rank", {}).get("ahead_only_of", []),
        }
        for at, eras in named.items():
            for number, era in enumerate(eras):
                axis = self.axis(place.get("side"), place.get("rule"), f"{key}.at")
                self.era_on(axis, era, f"{at}[{number}]")

    def window(self, place: dict[str, Any], key: str) -> tuple[str, str]:
        """First and last day observed, narrowed to the place's period."""
        since, through = self._observation["since"], self._observation["through"]
        if "period" not in place:
            return since, through
        first, last = self.period(place)
        since, through = max(since, first), min(through, last)
        if through < since:
            said = f"the period '{place['period']}' lies outside the observation"
            raise self.source.mistake(f"{key}.period", said, "period_outside")
        return since, through

    def period(self, place: dict[str, Any]) -> tuple[str, str]:
        """First and last day of a place's period."""
        spans = days_of_values([place["period"]], "period", spans_allowed=True)
        return iso(int(spans.first[0])), iso(int(spans.last[0]))

    def chosen(self, place: dict[str, Any], key: str) -> npt.NDArray[np.bool_]:
        """The visits that a place speaks of, whenever they were."""
        name = repr((key, place))
        if name not in self._kept:
            self._kept[name] = self._choose(place, key)
        return self._kept[name]

    def _choose(self, place: dict[str, Any], key: str) -> npt.NDArray[np.bool_]:
        table = self.visits
        where = {name: place[name] for name in _NAMED if name in place}
        keep = np.ones(len(table), dtype=bool)
        for conditions, prefix in ((where, key), (place.get("where"), f"{key}.where")):
            keep &= self._meets(table, conditions or {}, prefix)
        if "dyad" in place:
            keep &= self._between(place["dyad"], f"{key}.dyad")
        if "side" in place and table.has("origin") and table.has("destination"):
            keep &= self._touches(place["side"])
        return keep

    def eras(self, place: dict[str, Any], key: str) -> tuple[Axis, int | None]:
        """
        The eras among which the place's own stands, and its position.

        A place that names none is the one era of its whole observation. The position
        is None where only a side is named, or two eras that never ran at once.
        """
        if "eras" in place:
            return self._joint(place["eras"], f"{key}.eras")
        if "era" not in place and "side" not in place:
            since, _ = self.window(place, key)
            frame = {"era": [WHOLE], "start": [since], "end": [None]}
            return axes_of(frame)[0], 0
        axis = self.axis(place.get("side"), place.get("rule"), key)
        if "era" not in place:
            return axis, None
        return axis, self.era_on(axis, place["era"], f"{key}.era")

    def era_frame(self, place: dict[str, Any], key: str) -> Frame:
        """The eras among which a place's own stands, as a table."""
        if "era" not in place and "side" not in place:
            since, _ = self.window(place, key)
            return {"era": [WHOLE], "start": [since], "end": [None]}
        return self._frame_of(self.axis(place.get("side"), place.get("rule"), key))

    def era_on(self, axis: Axis, era: str, key: str) -> int:
        """Position of an era on its axis."""
        if era not in axis.labels:
            raise self.source.unknown(key, era, axis.labels, "era")
        return axis.labels.index(era)

    def axis(self, side: str | None, rule: str | None, key: str) -> Axis:
        """The eras of a side by one rule: the claim's, the study's, or the only one."""
        if not self.axes:
            raise self.source.mistake(key, "the study has no eras", "missing_table")
        sides = list(dict.fromkeys(axis.side for axis in self.axes))
        known = [name for name in sides if name is not None]
        if side is None and len(sides) > 1:
            said = "say of which side the era is"
            raise self.source.mistake(key, said, "missing_side", f"sides: {known}")
        if side is not None and side not in sides:
            raise self.source.unknown(f"{key}.side", side, known, "side")
        own = [axis for axis in self.axes if side is None or axis.side == side]
        return self._by_rule(own, own[0].side, rule, key)

    def shocks(self, place: dict[str, Any], key: str) -> Frame:
        """The shocks that a place names, in the order of the table."""
        if self.tables.shocks is None:
            raise self.source.mistake(key, "the study has no shocks", "missing_table")
        table = Table(self.tables.shocks, "shocks")
        keep = np.ones(len(table), dtype=bool)
        if place.get("shocks"):
            ids = table.categories("id")
            for number, named in enumerate(place["shocks"]):
                if named not in ids.labels:
                    at = f"{key}.shocks[{number}]"
                    raise self.source.unknown(at, named, ids.labels, "shock")
            keep = meets(table, {"id": place["shocks"]})
        if "period" in place:
            first, last = self.period(place)
            days = table.days("date")
            ends = days_of_values([first, last], "period").first
            keep &= (days >= ends[0]) & (days <= ends[1])
        return table.rows(np.flatnonzero(keep))

    def _by_rule(
        self, own: list[Axis], side: str | None, rule: str | None, key: str
    ) -> Axis:
        known = [axis.rule for axis in own if axis.rule is not None]
        studys = self.tables.model.get("eras", {}).get("rules", {}).get(side)
        wanted = rule or studys or self.tables.main_rules.get(str(side))
        if wanted is None and len(own) == 1:
            return own[0]
        if wanted is None:
            raise self.source.mistake(
                key,
                f"the eras of '{side}' are dated by several rules: {', '.join(known)}",
                "missing_rule",
                f'say which: [eras] rules = {{ {side} = "{known[0]}" }}',
            )
        if wanted not in known:
            at = f"{key}.rule" if rule else f"eras.rules.{side}"
            raise self.source.unknown(at, wanted, known, "rule")
        return own[known.index(wanted)]

    def _joint(self, named: dict[str, str], key: str) -> tuple[Axis, int | None]:
        axes = {side: self.axis(side, None, f"{key}.{side}") for side in named}
        for side, era in named.items():
            self.era_on(axes[side], era, f"{key}.{side}")
        first, second = named
        both = [self._frame_of(axes[side]) for side in (first, second)]
        together = joint_eras(Table.concat(both, "eras"), sides=(first, second))
        axis = axes_of(together)[0]
        label = f"{named[first]} and {named[second]}"
        own = axis.labels.index(label) if label in axis.labels else None
        return axis, own

    def _frame_of(self, axis: Axis) -> Frame:
        table = Table(self.tables.eras, "eras")
        where = {"side": axis.side, "rule": axis.rule}
        said = {name: value for name, value in where.items() if value is not None}
        return table.rows(np.flatnonzero(meets(table, said)))

    def _meets(
        self, table: Table, conditions: dict[str, Any], key: str
    ) -> npt.NDArray[np.bool_]:
        try:
            odd = unseen(table, conditions)
        except ColumnError as error:
            at = f"{key}.{error.column}"
            raise self.source.mistake(
                at, error.message, error.code, error.hint
            ) from None
        if odd is not None:
            known = sorted(table.categories(odd[0]).labels)
            raise self.source.unknown(f"{key}.{odd[0]}", odd[1], known, odd[0])
        return meets(table, conditions)

    def _between(self, dyad: list[str], key: str) -> npt.NDArray[np.bool_]:
        one, other = dyad
        ends = {
            name: self.visits.categories(name) for name in ("origin", "destination")
        }
        known = sorted({label for end in ends.values() for label in end.labels})
        for country in dyad:
            if country not in known:
                raise self.source.unknown(key, country, known, "country")
        there = {"origin": one, "destination": other}
        back = {"origin": other, "destination": one}
        return meets(self.visits, there) | meets(self.visits, back)

    def _touches(self, side: str) -> npt.NDArray[np.bool_]:
        return meets(self.visits, {"origin": side}) | meets(
            self.visits, {"destination": side}
        )
