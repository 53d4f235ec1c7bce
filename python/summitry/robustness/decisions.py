"""The decisions that an analyst has, and their alternatives."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.claims.specification import CONVENTIONS
from summitry.exceptions import CategoryError, InputError, LimitError
from summitry.frames import Categories
from summitry.frames.arguments import known_name
from summitry.frames.categories import constant
from summitry.frames.cycle import Cycle
from summitry.frames.dates import day_of, iso
from summitry.measure.definition import Definition
from summitry.measure.weights import Scheme, as_scheme
from summitry.output.readable import Readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summitry.frames import Table
    from summitry.measure.eras import Axis
    from summitry.output.readable import Part

_BYTES_A_CELL = 16
_MOST_BYTES = 2**30
_SUMMIT_WEIGHTS = (1.0, 2.0, 3.0, 5.0)


@dataclass(frozen=True, repr=False)
class Decision(Readable):
    """
    A decision and its alternatives, the analyst's own first.

    Attributes
    ----------
    name : str
        What the column of the table is called.
    choices : tuple of str
        What each alternative is called.
    values : tuple
        What each stands for.
    side : str, optional
        For a list of eras, whose it is.
    """

    name: str
    choices: tuple[str, ...]
    values: tuple[Any, ...] = field(repr=False)
    side: str | None = None

    def _parts_(self) -> list[Part]:
        return [f"{self.name.replace('_', ' ')}: {', '.join(self.choices)}"]

    @property
    def is_numbered(self) -> bool:
        """Whether the core knows its alternatives by their number."""
        return self.name in {"definition", "scheme"}

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

    def refuse_large(self, n_answers: int) -> None:
        """
        Refuse a table too large to hold, before any of it is computed.

        Raises
        ------
        LimitError
            If its columns, with those of so many answers, would take over 1 GiB.
        """
        columns = len(self.decisions) + 2 * n_answers
        size = math.prod(self.sizes) * columns * _BYTES_A_CELL
        if size <= _MOST_BYTES:
            return
        varied = [
            f"{each.name} {len(each.choices):,}"
            for each in self.decisions
            if len(each.choices) > 1
        ]
        most = _MOST_BYTES // (columns * _BYTES_A_CELL)
        raise LimitError(
            f"the product of all choices has {math.prod(self.sizes):,} specifications, "
            f"whose table would need {size / 2**30:,.1f} GiB; 1 GiB is {most:,} of them",
            code="too_large",
            hint=f"give fewer alternatives ({', '.join(varied)}), or ask in parts: one "
            "call for some alternatives of a decision, and another for the rest",
        )

    def columns(self) -> dict[str, Categories | Cycle]:
        """The name of each combination's alternative, by decision."""
        found: dict[str, Categories | Cycle] = {}
        rest = len(self)
        for decision, size in zip(self.decisions, self.sizes, strict=True):
            if size == 1:
                found[decision.name] = constant(decision.choices[0], len(self))
                continue
            rest //= size
            turn = Categories(np.repeat(np.arange(size), rest), list(decision.choices))
            found[decision.name] = Cycle(turn, len(self) // (size * rest))
        return found

    def core(self) -> dict[str, Any]:
        """Return the choices in the form in which the core takes them."""
        found: dict[str, Any] = {"rules": {}}
        for decision in self.decisions:
            many = len(decision.values)
            values = list(range(many) if decision.is_numbered else decision.values)
            if decision.side is None:
                found[decision.name] = values
            else:
                found["rules"][decision.side] = values
        return found


def worded(
    name: str, words: str | Iterable[str] | None, default: Sequence[str]
) -> Decision:
    """
    Return a decision between words.

    Raises
    ------
    CategoryError
        If a word is not one that the convention knows.

    Examples
    --------
    >>> worded("handover", None, ["successor"]).choices
    ('successor',)
    """
    given = default if words is None else [words] if isinstance(words, str) else words
    chosen = tuple(known_name(word, CONVENTIONS[name], name) for word in given)
    return Decision(name, chosen, chosen)


def days(name: str, given: Any) -> Decision:
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
    listed = given if isinstance(given, list | tuple) else [given]
    texts = tuple(iso(day_of(one, name)) for one in listed)
    return Decision(name, texts, texts)


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
    default += ["latest"] if table.has(f"{date}_latest") else []
    return worded("date_rule", given, default)


def rules_by_side(axes: Sequence[Axis]) -> dict[str, list[str | None]]:
    """Return the rules by which the lists of eras of each side are dated."""
    found: dict[str, list[str | None]] = {}
    for axis in axes:
        found.setdefault(axis.side or "", []).append(axis.rule)
    return found


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
    lists = rules_by_side(axes)
    for side in given or {}:
        known_name(side, list(lists), "side")
    found = []
    for side, own in lists.items():
        known = [rule or "as given" for rule in own]
        wanted = (given or {}).get(side, known)
        chosen = tuple(known_name(rule, known, "rule") for rule in wanted)
        name = f"rule_{side}" if side else "rule"
        values = () if chosen == ("as given",) else chosen
        found.append(Decision(name, chosen, values, side))
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
