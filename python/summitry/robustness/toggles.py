"""What an explanation may decide otherwise: lines of a definition, and conventions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from summitry.measure.qualify import deciding_rules
from summitry.sources.country_names import own_country

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry.frames import Table
    from summitry.measure.definition import Definition
    from summitry.robustness.decisions import Product

_OTHER = {"unclear": "true", "true": "false", "false": "true"}
_SAID = {"true": "counts", "false": "does not count", "unclear": "is unclear"}


@dataclass(frozen=True)
class Line:
    """
    A line of the definition, with what it may say instead.

    Attributes
    ----------
    reason : str
        By which the definition names it.
    outcomes : tuple of str
        What it may say instead of what it says.
    """

    reason: str
    outcomes: tuple[str, ...]

    def said(self, choice: int) -> str:
        """
        Say one of the other outcomes.

        Examples
        --------
        >>> Line("stay for medical treatment", ("true",)).said(1)
        "'stay for medical treatment' counts"
        """
        # What follows a colon says why, not which.
        return f"'{self.reason.partition(': ')[0]}' {_SAID[self.outcomes[choice - 1]]}"


@dataclass(frozen=True)
class OtherShock:
    """
    A shock that a summary of lags may leave out, or take in.

    Attributes
    ----------
    name : str
        Its id.
    listed : bool
        Whether the claims have it in their list.
    """

    name: str
    listed: bool

    def said(self) -> str:
        """
        Say what becomes of it.

        Examples
        --------
        >>> OtherShock("s27", listed=True).said()
        'shock s27 is left out'
        """
        return f"shock {self.name} {'is left out' if self.listed else 'is taken in'}"


@dataclass(frozen=True)
class Toggles:
    """
    Lines and conventions, the first choice of each being the study's own.

    Attributes
    ----------
    lines : list of Line
        The lines of the definition.
    line_of : array of int
        Which line decides each visit; a number beyond them for none.
    conventions : Product
        The other decisions.
    shocks : list of OtherShock
        Shocks that may be left out, or taken in.
    """

    lines: list[Line]
    line_of: npt.NDArray[np.uint32] = field(repr=False)
    conventions: Product
    shocks: list[OtherShock] = field(default_factory=list)

    def said(self, chosen: Sequence[int]) -> list[str]:
        """Say what is decided otherwise."""
        told = [
            line.said(choice)
            for line, choice in zip(self.lines, chosen, strict=False)
            if choice
        ]
        decisions = self.conventions.decisions
        others = chosen[len(self.lines) :]
        told += [
            f"{decision.name} = {decision.choices[choice]}"
            for decision, choice in zip(decisions, others, strict=False)
            if choice
        ]
        flipped = others[len(decisions) :]
        return told + [
            shock.said()
            for shock, choice in zip(self.shocks, flipped, strict=True)
            if choice
        ]


def lines_of(
    visits: Table,
    definition: Definition | None,
    declared: Mapping[str, Sequence[str]],
) -> tuple[list[Line], npt.NDArray[np.uint32]]:
    """
    Return the lines that decide some visit, and which of them decides each.

    A line that is unclear or leaves out may let in instead, and one that lets in may
    leave out; `declared` adds to this. Lines of one reason are one line.
    """
    none = np.iinfo(np.uint32).max
    line_of = np.full(len(visits), none, dtype=np.uint32)
    if definition is None or not definition.rules:
        return [], line_of
    deciding = deciding_rules(visits, definition)
    deciding[own_country(visits)] = len(definition.rules)
    lines: list[Line] = []
    for reason in dict.fromkeys(rule.reason for rule in definition.rules):
        rules = [k for k, r in enumerate(definition.rules) if r.reason == reason]
        own = definition.rules[rules[0]].outcome
        rows = np.isin(deciding, rules)
        if not rows.any():
            continue
        others = dict.fromkeys([_OTHER[own], *declared.get(reason, ())])
        line_of[rows] = len(lines)
        lines.append(Line(reason, tuple(one for one in others if one != own)))
    return lines, line_of
