"""The decisions that an analyst has, and their alternatives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import CategoryError, InputError
from summitry.frames import Categories
from summitry.frames.arguments import known_name
from summitry.frames.dates import day_of, iso
from summitry.measure.definition import Definition
from summitry.measure.weights import Scheme, as_scheme

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from summitry.frames import Table
    from summitry.measure.eras import Axis

DATE_RULES = ("start", "end", "first", "last")
"""The day that dates a visit: its start, its end, the first or last it may start."""

_WORDS = {
    "unclear": ("exclude", "include"),
    "date_rule": DATE_RULES,
    "handover": ("successor", "predecessor"),
    "exposure": ("days", "calendar_years"),
    "same_day": ("include", "exclude"),
    "overlap": ("both", "latest", "first"),
}
_SUMMIT_WEIGHTS = (1.0, 2.0, 3.0, 5.0)


@dataclass(frozen=True)
class Decision:
    """
    A decision and its alternatives.

    Attributes
    ----------
    name : str
        What the column of the table is called.
    choices : tuple of str
        What each alternative is called.
    values : tuple
        What each stands for.
    """

    name: str
    choices: tuple[str, ...]
    values: tuple[Any, ...] = field(repr=False)

    def __post_init__(self) -> None:
        if not self.choices:
            raise InputError(
                f"the decision '{self.name}' has no alternative",
                code="no_choice",
                column=self.name,
            )
        if len(set(self.choices)) < len(self.choices):
            raise InputError(
                f"the decision '{self.name}' names an alternative twice",
                code="double_choice",
                column=self.name,
            )


class Product:
    """
    Every combination of the alternatives, the last decision varying fastest.

    Parameters
    ----------
    decisions : sequence of Decision
        The decisions, in order.
    """

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self.decisions = list(decisions)
        self.sizes = [len(decision.choices) for decision in self.decisions]

    def __len__(self) -> int:
        return int(np.prod(self.sizes, dtype=np.int64))

    def column(self, number: int) -> npt.NDArray[np.int64]:
        """Which alternative of a decision each combination has."""
        size = self.sizes[number]
        inner = int(np.prod(self.sizes[number + 1 :], dtype=np.int64))
        outer = len(self) // (size * inner)
        return np.tile(np.repeat(np.arange(size), inner), outer)

    def columns(self) -> dict[str, Categories]:
        """The name of each combination's alternative, by decision."""
        return {
            decision.name: Categories(self.column(number), list(decision.choices))
            for number, decision in enumerate(self.decisions)
        }


def worded(
    name: str, words: str | Iterable[str] | None, default: Sequence[str]
) -> Decision:
    """
    Return a decision between words.

    Raises
    ------
    CategoryError
        If a word is not one that the decision knows.

    Examples
    --------
    >>> worded("handover", None, ["successor"]).choices
    ('successor',)
    """
    given = default if words is None else [words] if isinstance(words, str) else words
    chosen = tuple(known_name(word, _WORDS[name], name) for word in given)
    return Decision(name, chosen, chosen)


def days(name: str, given: Any, default: int | None = None) -> Decision:
    """
    Return a decision between days.

    Raises
    ------
    InputError
        If there is no day.

    Examples
    --------
    >>> days("through", ["2016-12-31", "2017-03-15"]).choices
    ('2016-12-31', '2017-03-15')
    """
    if given is None:
        several = [] if default is None else [default]
    else:
        listed = given if isinstance(given, list | tuple) else [given]
        several = [day_of(one, name) for one in listed]
    return Decision(name, tuple(iso(day) for day in several), tuple(several))


def definitions(given: Mapping[str, Any] | None) -> Decision:
    """
    Return a decision between inclusion rules: by default what the visits say.

    Examples
    --------
    >>> definitions({"all": {"*": "other"}}).choices
    ('all',)
    """
    named = given if given is not None else {"as given": None}
    for name, rule in named.items():
        if not isinstance(rule, Definition | Mapping | None):
            raise InputError(
                f"definition '{name}' is a {type(rule).__name__}; give a Definition, or "
                "the minimum rank by country",
                code="bad_definition",
                column="definitions",
            )
    rules = tuple(
        Definition(rule) if isinstance(rule, Mapping) else rule
        for rule in named.values()
    )
    return Decision("definition", tuple(map(str, named)), rules)


def sources(given: Mapping[str, Any] | None, table: Table) -> Decision:
    """
    Return a decision between subsets: by default all visits, and those with a source.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> sources(None, Table({"sourced": [True, False]}, "visits")).choices
    ('all', 'sourced')
    """
    named: dict[str, Any] = dict({"all": {}} if given is None else given)
    if given is None:
        split = table.has("sourced") and len(table.categories("sourced").labels) > 1
        named |= {"sourced": {"sourced": True}} if split else {}
    for name, where in named.items():
        if not isinstance(where, Mapping):
            raise InputError(
                f"source '{name}' is a {type(where).__name__}, not conditions on columns",
                code="bad_source",
                column="sources",
                hint="{'all': {}, 'sourced': {'sourced': True}}",
            )
    return Decision("source", tuple(map(str, named)), tuple(named.values()))


def date_rules(given: str | Iterable[str] | None, table: Table, date: str) -> Decision:
    """
    Return a decision between days of a visit: by default those that the table has.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> table = Table({"date": ["2012-11-30"], "end_date": ["2012-12-01"]}, "visits")
    >>> date_rules(None, table, "date").choices
    ('start', 'end')
    """
    default = ["start"]
    default += ["end"] if table.has("end_date") else []
    default += ["last"] if table.has(f"{date}_latest") else []
    return worded("date_rule", given, default)


def rules(
    given: Mapping[str, Sequence[str]] | None, axes: list[Axis]
) -> list[Decision]:
    """
    Return a decision for each list of eras between the rules by which it is dated.

    Raises
    ------
    InputError
        If a side or a rule is not in the table of eras.
    """
    lists: dict[str, list[Axis]] = {}
    for axis in axes:
        key = "_".join(part for part in (axis.side, axis.other_side) if part)
        lists.setdefault(key, []).append(axis)
    for side in given or {}:
        known_name(side, list(lists), "side")
    found = []
    for side, own in lists.items():
        known = {axis.rule or "as given": axis for axis in own}
        wanted = (given or {}).get(side, list(known))
        chosen = tuple(known_name(rule, list(known), "rule") for rule in wanted)
        name = f"rule_{side}" if side else "rule"
        found.append(Decision(name, chosen, tuple(known[rule] for rule in chosen)))
    return found


def schemes(
    given: Mapping[str, Any] | None, table: Table, *, weighted: bool
) -> Decision:
    """
    Return a decision between weight schemes: by default several weights of a summit.

    Examples
    --------
    >>> from summitry.frames import Table
    >>> table = Table({"summit": [True, False]}, "visits")
    >>> schemes(None, table, weighted=True).choices
    ('summit 1', 'summit 2', 'summit 3', 'summit 5')
    """
    if given is None:
        named: dict[str, Scheme | None] = {"none": None}
        if weighted and table.has("summit"):
            _built_in_weighs(table)
            named = {
                f"summit {weight:g}": Scheme({"summit": {True: weight, False: 1.0}})
                for weight in _SUMMIT_WEIGHTS
            }
        return Decision("scheme", tuple(named), tuple(named.values()))
    made = tuple(None if one is None else as_scheme(one) for one in given.values())
    return Decision("scheme", tuple(map(str, given)), made)


def _built_in_weighs(table: Table) -> None:
    """Refuse values of `summit` that nobody has given a weight."""
    known = ("true", "false")
    found = table.categories("summit")
    other = [label for label in found.labels if label not in known]
    if other:
        values = ", ".join(f"'{label}'" for label in other[:8])
        raise CategoryError(
            f"visits column 'summit' has {values}, which the built-in weights do not "
            "weigh",
            code="unknown_category",
            column="summit",
            hint="schemes={'mine': {'summit': {True: 3.0, False: 1.0, "
            f"'{other[0]}': 1.0}}}}}}",
        )
