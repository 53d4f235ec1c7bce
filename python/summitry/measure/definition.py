"""Definitions: which visits count as high-level, as data."""

from __future__ import annotations

from collections.abc import Mapping, Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.exceptions import CategoryError, InputError, brief
from summitry.frames.arguments import (
    WORDS,
    is_sequence,
    known_name,
    mapping_of_texts,
    text_or_none,
)
from summitry.frames.categories import label_of
from summitry.frames.door import at_the_door, hold_to_types
from summitry.frames.missing import is_missing
from summitry.output.format import spaced
from summitry.output.headings import COUNTRIES
from summitry.output.readable import Readable
from summitry.output.state_names import state_name
from summitry.sources.ladder import RANKS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from summitry.output.readable import Part

ANYONE = "*"
"""The side that stands for every country without a minimum of its own."""

_RULE = ("when", "outcome", "reason")

OUTCOMES = {"true": "counts", "false": "does not count", "unclear": "unclear"}
"""What a definition says of a visit, in words."""


@dataclass(frozen=True, repr=False)
class DefinitionRule(Readable):
    """
    One rule of a definition: when it applies, and what it says.

    Attributes
    ----------
    when : mapping of column to condition
        All must hold. A condition is a value, a list of values, or
        ``{"contains": [texts]}`` for a part of a text.
    outcome : {"true", "false", "unclear"}
        What it says of such a visit.
    reason : str
        Why, in words for the reader.
    """

    when: Mapping[str, Any]
    outcome: str
    reason: str

    def __post_init__(self) -> None:
        known_name(self.outcome, WORDS["outcome"], "outcome")
        text_or_none(self.reason, "reason")
        hint = 'name the column: {"visitor": "Zhou Enlai"}'
        when = mapping_of_texts(self.when, "when", hint)
        if not when:
            raise InputError("a rule of a definition needs a condition", code="no_when")
        settled = settled_conditions(when, "a rule of the definition")
        object.__setattr__(self, "when", settled)

    def _parts_(self) -> list[Part]:
        return [f"{OUTCOMES[self.outcome]}: {self.reason} ({_when_text(self.when)})"]

    @at_the_door
    def holds(self, column: str, labels: Sequence[str]) -> list[bool]:
        """Whether the condition on a column holds for each of some values of it."""
        return holds_of(
            self.when[known_name(column, tuple(self.when), "column")], labels
        )


def holds_of(condition: Any, labels: Sequence[str]) -> list[bool]:
    """Whether a condition that is settled holds for each of some values."""
    if isinstance(condition, Mapping):
        parts = _listed(condition["contains"])
        return [any(part in label for part in parts) for label in labels]
    listed = _listed(condition)
    return [label in listed for label in labels]


def settled_conditions(conditions: Mapping[str, Any], what: str) -> dict[str, Any]:
    """
    Return conditions of which each is a value, a list, or ``{"contains": ...}``.

    Raises
    ------
    InputError
        If one is none of these, or every row could meet it or none.
    CategoryError
        If one is a list of nothing.

    Examples
    --------
    >>> settled_conditions({"kind": ("state", "work")}, "where")
    {'kind': ['state', 'work']}
    """
    settled = {}
    for column, one in conditions.items():
        parts = one["contains"] if _is_part(one) else one
        values = _settled(parts)
        listed = values if isinstance(values, list) else [values]
        if not listed:
            raise CategoryError(
                f"{what} asks for no value of column '{column}'",
                code="unknown_value",
                column=column,
                hint="name the values, or leave the column out",
            )
        if not all(map(_is_text if _is_part(one) else _is_value, listed)):
            raise InputError(
                f"the condition on '{column}' is {brief(one)}",
                code="bad_condition",
                column=column,
                hint='a value, a list of values, or {"contains": "a part of a text"}',
            )
        settled[column] = {"contains": values} if _is_part(one) else values
    return settled


def _settled(values: Any) -> Any:
    """Return several values as a list, a set in the order of its texts."""
    if isinstance(values, str) or not is_sequence(values):
        return _alone(values)
    ordered = (
        sorted(values, key=label_of) if isinstance(values, AbstractSet) else values
    )
    return [_alone(value) for value in ordered]


def _alone(value: Any) -> Any:
    """The value that an array of no dimension or a scalar of Arrow holds."""
    if isinstance(value, np.ndarray):
        return value[()]
    return value.as_py() if hasattr(value, "as_py") else value


def _is_part(condition: Any) -> bool:
    return isinstance(condition, Mapping) and set(condition) == {"contains"}


def _is_text(part: Any) -> bool:
    # An empty text is part of every text.
    return isinstance(part, str) and part != ""


def _is_value(value: Any) -> bool:
    # A missing value meets no condition.
    if isinstance(value, str):
        return True
    return not (isinstance(value, Mapping | bytes) or is_sequence(value)) and (
        not is_missing(value)
    )


@dataclass(frozen=True, repr=False)
class Definition(Readable):
    """
    The inclusion rule: a ladder of ranks, a minimum for each side, and further rules.

    The rules are read in order and the first that applies decides; a visit of which no
    rule speaks counts if its visitor's rank is at or above the minimum of its origin.

    Attributes
    ----------
    minimum : mapping of country to rank
        The lowest rank that counts, by the country of the visitor; ``"*"`` stands for
        every other country.
    ladder : sequence of str
        The ranks, high to low.
    rules : sequence of DefinitionRule
        Further conditions, on any column.
    name : str
        What results call it.

    Raises
    ------
    CategoryError
        If a minimum is not on the ladder.

    Examples
    --------
    >>> print(Definition({"CHN": "foreign_minister", "PRK": "cabinet_minister"}))
    China: foreign minister and above
    North Korea: cabinet minister and above
    >>> print(Definition({"*": "vice_minister"}))
    any country: vice minister and above
    """

    minimum: Mapping[str, str]
    ladder: Sequence[str] = RANKS
    rules: Sequence[DefinitionRule] = field(default=())
    name: str = "definition"

    def __post_init__(self) -> None:
        hold_to_types(self)
        object.__setattr__(self, "ladder", tuple(self.ladder))
        if len(set(self.ladder)) < len(self.ladder):
            raise InputError("the ladder names a rank twice", code="double_rank")
        if not isinstance(self.minimum, Mapping):
            raise InputError(
                f"minimum is {self.minimum!r}, not a mapping of country to rank",
                code="bad_minimum",
                column="minimum",
                hint="minimum={'*': 'foreign_minister'} stands for every country",
            )
        if not self.minimum:
            raise InputError("a definition needs a minimum rank", code="no_minimum")
        for rank in self.minimum.values():
            known_name(rank, tuple(self.ladder), "rank")

    def _parts_(self) -> list[Part]:
        lowest = [
            f"{self._named(side)}: {rank.replace('_', ' ')} and above"
            for side, rank in self.minimum.items()
        ]
        return [*lowest, *(part for rule in self.rules for part in rule._parts_())]

    def _named(self, side: str) -> str:
        if side != ANYONE:
            return state_name(side)
        return "any other country" if len(self.minimum) > 1 else "any country"

    @at_the_door
    def minimum_for(self, side: str) -> str | None:
        """Return the lowest rank that counts for a side, if the definition has one."""
        return self.minimum.get(side, self.minimum.get(ANYONE))

    @at_the_door
    def with_minimum(self, minimum: Mapping[str, str]) -> Definition:
        """
        Return the same definition with another minimum for some countries.

        Examples
        --------
        >>> rule = Definition({"CHN": "foreign_minister", "PRK": "cabinet_minister"})
        >>> print(rule.with_minimum({"PRK": "vice_minister"}))
        China: foreign minister and above
        North Korea: vice minister and above
        """
        changed = Definition(minimum, self.ladder)
        return replace(self, minimum={**self.minimum, **changed.minimum})

    @classmethod
    @at_the_door
    def from_dict(cls, data: Mapping[str, Any], name: str = "definition") -> Definition:
        """
        Make a definition from the form in which study files write it.

        Raises
        ------
        InputError
            If it has another form.

        Examples
        --------
        >>> Definition.from_dict({"minimum": {"*": "vice_minister"}}).ladder[0]
        'head_of_state'
        """
        rules = data.get("rule", ())
        if not is_sequence(rules) or not all(isinstance(one, Mapping) for one in rules):
            raise InputError(
                f"rule is {brief(rules)}, not a list of mappings",
                code="bad_rule",
                column="rule",
                hint="[{'when': {'kind': 'transit'}, 'outcome': 'false', 'reason': '...'}]",
            )
        lines = ({key: one.get(key, "") for key in _RULE} for one in rules)
        return cls(
            minimum=data.get("minimum"),  # type: ignore[arg-type]
            ladder=data.get("ladder") or RANKS,
            rules=tuple(DefinitionRule(**line) for line in lines),
            name=name,
        )

    @classmethod
    def from_toml(cls, path: str | Path) -> Definition:
        """
        Read a definition from a TOML file.

        Raises
        ------
        InputError
            If there is no such file, or it is not one.
        """
        import tomllib
        from pathlib import Path

        try:
            data = tomllib.loads(Path(path).read_text("utf-8"))
        except (OSError, ValueError, TypeError) as error:
            raise InputError(
                f"{brief(path)} cannot be read: {error}", code="no_file", column="path"
            ) from None
        return cls.from_dict(data, Path(path).stem)


def _listed(condition: Any) -> list[str]:
    values = condition if isinstance(condition, list) else [condition]
    return [label_of(value) for value in values]


def _when_text(when: Mapping[str, Any]) -> str:
    def part(column: str, condition: Any) -> str:
        if isinstance(condition, Mapping):
            return f"{spaced(column)} contains {' or '.join(_listed(condition['contains']))}"
        # Only there is PER a country: a party or a name may be called so as well.
        told = state_name if column in COUNTRIES else str
        values = " or ".join(told(one) for one in _listed(condition))
        return spaced(f"{column} is {values}")

    return ", ".join(part(column, condition) for column, condition in when.items())
