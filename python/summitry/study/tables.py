"""The tables of a study: read from its folder, a bundled record, or the caller."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.claims.on_series import series_of
from summitry.datasets import (
    load_definition,
    load_eras,
    load_series,
    load_shocks,
    load_visits,
)
from summitry.exceptions import ColumnError, SummitryError
from summitry.frames.row_changes import texts_of
from summitry.measure.definition import Definition
from summitry.measure.eras import axes_of
from summitry.measure.qualify import qualified
from summitry.measure.weights import Scheme
from summitry.sources.packages import days_of_texts
from summitry.study.known_visits import known_by
from summitry.study.named_tables import NamedTables
from summitry.study.several_records import (
    RECORD,
    main_rule_of,
    main_rules,
    records_of,
    refuse_unwatched,
    united,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from summitry.frames import Frame, Table
    from summitry.study.source import Source


class Tables:
    """
    What a study counts, made ready once and then kept.

    Parameters
    ----------
    source : Source
        The study file.
    model : dict
        What it says.
    frames : dict of str to frame
        Tables that the caller gives in place of those that the study names.
    as_of : int, optional
        The day, since 1970-01-01, as on which the visits are known.

    Attributes
    ----------
    given : dict of str to frame
        The tables that the caller gave.
    """

    def __init__(
        self,
        source: Source,
        model: dict[str, Any],
        frames: dict[str, Frame],
        as_of: int | None = None,
    ) -> None:
        self.source = source
        self.model = model
        self.as_of = as_of
        self.given = frames
        self._named = NamedTables(source, model, frames)

    @property
    def left_out(self) -> int:
        """How many visits do not meet the study's conditions, once they are read."""
        return self._named.left_out

    @cached_property
    def records(self) -> list[str]:
        """The records of the visits, where there are several; else none."""
        named = records_of(self.model.get("visits", {}))
        if len(named) < 2:  # noqa: PLR2004
            return []
        refuse_unwatched(self.source, self.model, named)
        return [one for one in named if one in self.every.categories(RECORD).labels]

    @cached_property
    def visits(self) -> Table:
        """The visits that were known on the day asked, with what the rule says."""
        return self._known(self.every)

    def visits_judged_by(self, rule: Definition | None) -> Table:
        """Return the visits that were known as listed, or with what a rule says."""
        listed = self._known(self._listed_visits)
        return listed if rule is None else qualified(listed, rule)

    def _known(self, table: Table) -> Table:
        if self.as_of is None:
            return table
        known = known_by(table, self.as_of) & (table.days("date") <= self.as_of)
        return table.take(np.flatnonzero(known))

    @cached_property
    def _listed_visits(self) -> Table:
        return self._named.read("visits", load_visits)

    @cached_property
    def every(self) -> Table:
        """The visits that meet the study's conditions, whenever they became known."""
        table = self._listed_visits
        if self.definition is None:
            return table
        try:
            return qualified(table, self.definition)
        except ColumnError as error:
            raise self.source.placed(self._asks_for(error.column), error) from None
        except SummitryError as error:
            raise self._named.told(error, "visits") from None

    def _asks_for(self, column: str | None) -> str:
        """The key of the definition that asks for a column."""
        rules = enumerate(self.model["definition"].get("rule", []))
        asking = (
            f"definition.rule[{number}].when.{column}"
            for number, rule in rules
            if column in rule["when"]
        )
        return next(asking, "definition.minimum")

    @cached_property
    def eras(self) -> Table | None:
        """The eras of every side and rule, or None where the study has none."""
        table = self._optional("eras", partial(load_eras, rules="all"))
        if table is not None and "eras" in self._named.places:
            try:
                axes_of(table, pooled=True)
            except SummitryError as error:
                raise self._named.told(error, "eras") from None
        return table

    @cached_property
    def shocks(self) -> Table | None:
        """The shocks until the day asked, or None where the study has none."""
        table = self._every_shock
        if table is None or self.as_of is None:
            return table
        return table.take(np.flatnonzero(~_later(table, self.as_of)))

    @cached_property
    def _every_shock(self) -> Table | None:
        return self._optional("shocks", load_shocks)

    @cached_property
    def later_shocks(self) -> set[str]:
        """The ids of shocks after the day asked."""
        table = self._every_shock
        if table is None or self.as_of is None or not table.has("id"):
            return set()
        later = np.flatnonzero(_later(table, self.as_of))
        return {*table.take(later).categories("id").labels}

    @cached_property
    def series(self) -> Table | None:
        """The dated series, or None where the study has none."""
        table = self._optional("series", load_series)
        if table is None:
            return None
        if not table.has("series"):
            # One series needs no column for its name: it is called as its figures are.
            columns = self.model.get("series", {}).get("columns", {})
            named = columns.get("value", "value")
            table = table.joined({"series": [named] * len(table)})
        try:
            series_of(table)
        except SummitryError as error:
            raise self.source.placed(
                "series", error, rows=error.rows, n_bad=error.n_bad
            ) from None
        return table

    @cached_property
    def coverage(self) -> Frame | None:
        """Who is covered, and when, or None where everybody always is."""
        rows = self.model.get("coverage")
        if not rows:
            return None
        names = dict.fromkeys(["since", *(key for row in rows for key in row)])
        return {name: [row.get(name) for row in rows] for name in names}

    @cached_property
    def definition(self) -> Definition | None:
        """Which visits count, or None where all do."""
        said = self.model.get("definition")
        if said is None:
            return None
        if "record" in said:
            rule: Definition = self._named.bundled(
                "definition", load_definition, several=united
            )
            self._known_lines(rule)
            return rule
        try:
            return Definition.from_dict(said, said.get("name", "definition"))
        except SummitryError as error:
            raise self.source.placed("definition.minimum", error) from None

    def _known_lines(self, rule: Definition) -> None:
        """Refuse a decision on a line that a bundled definition does not have."""
        known = [one.reason for one in rule.rules]
        for reason in self.model.get("decisions", {}).get("lines", {}):
            if reason not in known:
                raise self.source.unknown("decisions.lines", reason, known, "line")

    @cached_property
    def scheme(self) -> Scheme | None:
        """What visits weigh, or None where the study does not say."""
        said = self.model.get("scheme")
        return Scheme(said) if said else None

    def refuse_unweighed(self) -> None:
        """
        Refuse a scheme that has no weight for a visit, or is of no column of them.

        Raises
        ------
        StudyError
            With the line and key of the table of weights.
        """
        if self.scheme is None:
            return
        try:
            self.scheme.class_of(self.visits)
        except SummitryError as error:
            key = f"scheme.{error.column}"
            told = self._named.told(error, "visits")
            raise self.source.placed(
                key, told, rows=error.rows, n_bad=error.n_bad
            ) from None

    @cached_property
    def main_rules(self) -> dict[str, str]:
        """By which rule a bundled record dates the eras of each side, unless said."""
        if "eras" in self.given or not records_of(self.model.get("eras", {})):
            return {}
        rules: dict[str, str] = self._named.bundled(
            "eras", main_rule_of, several=main_rules
        )
        return rules

    @cached_property
    def dated_shocks(self) -> Table | None:
        """The shocks whose dates can be read, to the day or to a range of days."""
        if self.shocks is None:
            return None
        undated = np.array([one is None for one in self.shocks.values("date")], bool)
        if not undated.any():
            return self.shocks
        return self.shocks.take(np.flatnonzero(~undated))

    def all(self) -> dict[str, Table]:
        """Every table that there is, by name."""
        found = {
            "visits": self.visits,
            "eras": self.eras,
            "shocks": self.shocks,
            "series": self.series,
        }
        return {name: table for name, table in found.items() if table is not None}

    def _optional(self, name: str, load: Callable[..., Frame]) -> Table | None:
        if name not in self.model and name not in self.given:
            return None
        return self._named.read(name, load)


def _later(shocks: Table, day: int) -> Any:
    """Which shocks are surely after a day; those without a date are not."""
    dates = texts_of(shocks, "date")
    first, _ = days_of_texts(dates, "shocks column 'date'")
    return first.astype("datetime64[D]") > np.datetime64(day, "D")
