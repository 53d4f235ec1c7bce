"""Specifications: one choice for every convention that a number depends on."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Literal

from summitry.exceptions import InputError, RangeError, TenureError, brief
from summitry.frames.arguments import (
    WORDS,
    mapping_of_texts,
    real_number,
    whole_number,
)
from summitry.frames.dates import day_of, iso
from summitry.frames.suggestion import choices
from summitry.output.format import many
from summitry.output.headings import method_words
from summitry.output.readable import Readable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.frames.word_types import (
        DateRule,
        Exposure,
        Handover,
        Overlap,
        SameDay,
        Treatment,
        Unclear,
        Unsourced,
    )
    from summitry.output.readable import Part

CONVENTIONS: dict[str, tuple[str, ...]] = {
    name: WORDS[name]
    for name in (
        "exposure",
        "handover",
        "date_rule",
        "same_day",
        "overlap",
        "unclear",
        "unsourced",
        "method",
        "adjustment",
    )
}
"""The words of each convention; the first is meant where nothing is said."""


_MOST_DAYS = 4_000_000


@dataclass(frozen=True, repr=False)
class Specification(Readable):
    """
    One choice for every convention.

    Attributes
    ----------
    since, through : date
        First and last day observed, both inclusive.
    exposure : {"days", "calendar_years"}
        How the exposure of an era is counted.
    handover : {"successor", "predecessor"}
        Who has the day of a handover.
    date_rule : {"start", "end", "latest"}
        Which day of a visit is its date: the first, the last, or the latest that the
        first may have been; the start where the end is not known.
    same_day : {"include", "exclude"}
        Whether a visit on the day of a shock answers it.
    overlap : {"both", "latest", "first"}
        What a second shock before any visit means for the first.
    unclear : {"exclude", "include", "both"}
        What becomes of visits on which the definition is unclear.
    unsourced : {"doubt", "include", "exclude"}
        What becomes of visits without a source; in doubt, any of them may not have
        taken place.
    method : {"dispersed", "dispersed_years", "central", "midp"}
        By which exact test two eras are told apart.
    level : float
        The confidence of intervals and tests.
    adjustment : {"holm", "none"}
        What is done about many comparisons.
    tau : int, optional
        To how many days a restricted mean is restricted; if None, the shortest wait
        that still runs, or the longest lag where none does.
    rules : mapping of side to rule
        Which list of eras is used, where a side has several.
    definition, scheme : int
        Which of the record's definitions and schemes.

    Examples
    --------
    >>> spec = Specification("2001-01-01", "2006-12-31", exposure="calendar_years")
    >>> spec.with_(unclear="include").unclear
    'include'
    """

    since: Any
    through: Any
    exposure: Exposure = "days"
    handover: Handover = "successor"
    date_rule: DateRule = "start"
    same_day: SameDay = "include"
    overlap: Overlap = "both"
    unclear: Unclear = "exclude"
    unsourced: Unsourced = "doubt"
    method: Literal["dispersed", "dispersed_years", "central", "midp"] = "dispersed"
    level: float = 0.95
    adjustment: Literal["holm", "none"] = "holm"
    tau: int | None = None
    rules: Mapping[str, str] = field(default_factory=dict)
    definition: int = 0
    scheme: int = 0

    def __post_init__(self) -> None:
        for name in ("since", "through"):
            day = iso(day_of(getattr(self, name), name))
            object.__setattr__(self, name, day)
        if self.through < self.since:
            raise TenureError(
                f"the observation ends on {self.through}, before its start {self.since}",
                code="empty_observation",
                column="through",
            )
        for name, words in CONVENTIONS.items():
            word = getattr(self, name)
            if not isinstance(word, str) or word not in words:
                raise InputError(
                    f"{name} is {brief(word)}, which is not one of its words",
                    code="unknown_choice",
                    column=name,
                    hint=choices(word, words, "they are"),
                )
        level = real_number(self.level, "level")
        object.__setattr__(self, "level", level)
        mapping_of_texts(self.rules, "rules", "rules={'CHN': 'five_eras'}")
        if not 0 < level < 1:
            raise RangeError(
                f"level is {level}; it lies between 0 and 1",
                code="bad_level",
                column="level",
            )
        if self.tau is not None:
            whole_number(self.tau, "tau", lowest=1, highest=_MOST_DAYS)

    def _parts_(self) -> list[Part]:
        said = {name: method_words(str(getattr(self, name))) for name in CONVENTIONS}
        said |= {"level": f"{self.level:g}"}
        if self.tau is not None:
            said["tau"] = many(self.tau, "day")
        if self.rules:
            listed = (f"{side} by {rule}" for side, rule in self.rules.items())
            said["rules"] = ", ".join(listed)
        named = {name: value.replace("_", " ") for name, value in said.items()}
        spaced = {name.replace("_", " "): value for name, value in named.items()}
        return [f"Observed from {self.since} to {self.through}, both included.", spaced]

    def with_(self, **choices: Any) -> Specification:
        """
        Return the same with other choices; those of rules are added.

        Raises
        ------
        InputError
            If a word is not one that the convention knows.

        Examples
        --------
        >>> spec = Specification("2001-01-01", "2006-12-31", rules={"AAA": "one"})
        >>> spec.with_(rules={"BBB": "two"}).rules
        {'AAA': 'one', 'BBB': 'two'}
        """
        rules = {**self.rules, **choices.pop("rules", {})}
        return replace(self, rules=rules, **choices)

    @property
    def one_treatment(self) -> Treatment:
        """How unclear visits are treated where there is room for one treatment."""
        return "include" if self.unclear == "include" else "exclude"

    def to_json(self) -> str:
        """Return it in the form in which the core takes it."""
        named = {each.name: getattr(self, each.name) for each in fields(self)}
        return json.dumps(named | {"rules": dict(self.rules)})
