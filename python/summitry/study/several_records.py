"""Several bundled records as one table, each judged by its own definition."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import InputError
from summitry.frames import Table
from summitry.frames.dates import day_of
from summitry.measure.definition import Definition
from summitry.measure.dyads import Dyads
from summitry.sources.packages import package_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from summitry.exceptions import StudyError
    from summitry.frames import Frame
    from summitry.study.source import Source

RECORD = "record"
"""The column that says of which record a row is, where there are several."""

_ERA = ("side", "rule", "era", "start", "end")
_PAIR = 2


def records_of(said: Mapping[str, Any]) -> list[str]:
    """
    Return the bundled records that a table of a study file names.

    Examples
    --------
    >>> records_of({"record": "china-rok"}), records_of({"path": "visits.csv"})
    (['china-rok'], [])
    """
    named = said.get("record", [])
    return [named] if isinstance(named, str) else list(named)


def stacked(name: str, records: Sequence[str], load: Callable[[str], Frame]) -> Frame:
    """
    Return the tables of several records below one another.

    Visits and shocks have a column ``record``, and a shock is of the two countries of
    its record. An era that two records have in common stands there once.
    """
    tables = [Table(load(record), name) for record in records]
    if name == "eras":
        whole = Table(_concat(tables, name), name)
        return whole.take(_first_of_each(whole)).native
    parts = []
    for record, table in zip(records, tables, strict=True):
        columns: dict[str, Any] = {RECORD: [record] * len(table)}
        if name == "shocks":
            columns |= _countries_of(record, len(table))
        parts.append(Table(table.with_columns(columns), name))
    return _concat(parts, name)


def _concat(tables: Sequence[Table], name: str) -> Frame:
    return Table.concat([table.native for table in tables], name, fill=True)


def _first_of_each(eras: Table) -> Any:
    """Where each era first stands: records of one side have its eras in common."""
    rows = list(zip(*(map(str, eras.values(column)) for column in _ERA), strict=True))
    first = {row: place for place, row in reversed([*enumerate(rows)])}
    return np.array(sorted(first.values()), dtype=np.int64)


def _countries_of(record: str, n: int) -> dict[str, list[str]]:
    """The two countries of a record, as the shocks of several records need them."""
    from summitry.datasets import load_visits

    ends = sorted(
        Dyads(Table(load_visits(record, backend="arrays"), "visits")).countries
    )
    if len(ends) != _PAIR:
        return {}
    return {"origin": ends[:1] * n, "destination": ends[1:] * n}


def united(records: Sequence[str], load: Callable[[str], Definition]) -> Definition:
    """
    Return one definition that judges the visits of each record by its own.

    The lines of each come with a condition on the record, in their order.

    Raises
    ------
    InputError
        If two of them differ in their ladder, or in the minimum of a country: one study
        has one of each, which `[decisions]` may vary.

    Examples
    --------
    >>> from summitry.measure.definition import DefinitionRule
    >>> stops = DefinitionRule({"stopover": True}, "false", "a stopover")
    >>> known = {"a": Definition({"A": "other"}, rules=[stops])}
    >>> known["b"] = Definition({"B": "vice_minister"})
    >>> print(united(["a", "b"], known.__getitem__))
    A: other and above
    B: vice minister and above
    does not count: a stopover (stopover is true, record is a)
    """
    found = {record: load(record) for record in records}
    first, *others = found.values()
    minimum = dict(first.minimum)
    for record, other in zip(records[1:], others, strict=True):
        if tuple(other.ladder) != tuple(first.ladder):
            raise _differing(
                f"'{records[0]}' and '{record}' have different ladders of ranks"
            )
        for side, rank in other.minimum.items():
            if minimum.setdefault(side, rank) != rank:
                raise _differing(
                    f"for {side} the minimum is {minimum[side]} in one record and {rank} "
                    f"in '{record}'"
                )
    rules = tuple(
        replace(rule, when={**rule.when, RECORD: [record]})
        for record, rule_set in found.items()
        for rule in rule_set.rules
    )
    return Definition(minimum, first.ladder, rules, " and ".join(records))


def _differing(said: str) -> InputError:
    return InputError(
        f"the definitions cannot stand side by side: {said}",
        code="definitions_differ",
        column="definition",
        hint="write one definition for all records; its lines may have "
        "when = { record = [...] }",
    )


def main_rule_of(record: str) -> dict[str, str]:
    """By which rule the eras of each side are dated in a record, unless said."""
    rules: dict[str, str] = package_of(record)["mainRules"]
    return rules


def main_rules(
    records: Sequence[str], load: Callable[[str], dict[str, str]]
) -> dict[str, str]:
    """
    Return the rules of several records; none for a side that they date differently.

    Examples
    --------
    >>> main_rules(["china-dprk", "china-rok"], main_rule_of)
    {'CHN': 'five_eras', 'PRK': 'de_facto', 'KOR': 'in_office'}
    """
    found: dict[str, set[str]] = {}
    for record in records:
        for side, rule in load(record).items():
            found.setdefault(side, set()).add(rule)
    return {side: min(rules) for side, rules in found.items() if len(rules) == 1}


def refuse_unwatched(
    source: Source, model: Mapping[str, Any], records: Sequence[str]
) -> None:
    """
    Hold an observation against the days that several records are kept for.

    Raises
    ------
    StudyError
        If one of them begins later or ends sooner: on other days it has no visits,
        which does not mean that there were none.
    """
    if len(records) < _PAIR:
        return
    asked = [
        (f"{table}.{edge}", edge, str(day))
        for table in ("observation", "decisions")
        for edge in ("since", "through")
        for day in _listed(model.get(table, {}).get(edge, ()))
    ]
    for record in records:
        kept = package_of(record).get("observed", {})
        for key, edge, day in asked:
            if edge in kept and _outside(edge, day, kept[edge]):
                raise _unwatched(source, key, record, edge, kept[edge])


def _listed(said: Any) -> list[Any]:
    return [*said] if isinstance(said, list | tuple) else [said]


def _outside(edge: str, day: str, kept: str) -> bool:
    asked, known = day_of(day, edge), day_of(kept, edge)
    return asked < known if edge == "since" else asked > known


def _unwatched(
    source: Source, key: str, record: str, edge: str, day: str
) -> StudyError:
    side = "begins on" if edge == "since" else "ends on"
    return source.mistake(
        key,
        f"the record '{record}' {side} {day}, and records beside each other are "
        "observed on the same days",
        "record_not_observed",
        f"{edge} = {day}",
    )
