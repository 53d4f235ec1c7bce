"""What a study says under every choice that a reader may try."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.exceptions import LimitError
from summitry.frames.arguments import known_name
from summitry.output.format import many
from summitry.output.readable import Readable, Title
from summitry.robustness.answers import frequencies_of
from summitry.robustness.decisions import Decision, Product

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from summitry.claims.claim import Claim
    from summitry.claims.record import Record
    from summitry.claims.specification import Specification
    from summitry.measure.eras import Axis
    from summitry.output.readable import Part

_VERDICTS = ("not reproduced", "reproduced", "not determined")
MOST_MISSED = 20
"""So many visits that the record may have missed can be supposed."""
NOT_TRIED = MOST_MISSED + 1
"""Stands for how few visits would change a verdict where that is not worked out."""
MOST_CELLS = 20_000
"""So many combinations are computed at once and held."""


@dataclass(frozen=True, repr=False)
class Control(Readable):
    """
    One choice that a reader may change.

    Attributes
    ----------
    label : str
        What is chosen.
    decision : Decision
        Between what.
    own : int
        Which of its alternatives is the study's.
    ordered : bool
        Whether they have an order, so that a slider may stand for them.
    """

    label: str
    decision: Decision
    own: int = 0
    ordered: bool = False

    def _parts_(self) -> list[Part]:
        return [f"{self.label}: {', '.join(self.decision.choices)}"]


@dataclass(frozen=True, repr=False)
class Exploration(Readable):
    """
    The frequencies, ranks and verdicts of a study under every choice of its controls.

    Attributes
    ----------
    controls : tuple of Control
        What may be chosen.
    eras : tuple of str
        Every era of every list, ``side: era`` where there are several sides, and
        ``record: side: era`` where there are several records.
    claims : tuple of str
        The ids of the claims.
    frequencies : (cells, eras) floats
        Visits a year, weighted where the study weighs; NaN where an era is in no list
        that is chosen, or has no exposure.
    ranks : (cells, eras) integers
        The rank from the lowest; 0 where there is none.
    verdicts : (cells, claims) of uint8
        0 for not reproduced, 1 for reproduced, 2 for not determined.
    missed : (cells, claims) of uint64
        How few visits, had the record missed them, could change the verdict: make fail
        what is reproduced, or bear out what is not. 0 where no number up to 20 does,
        or the claim is not determined; 21 where it is not worked out.
    record : Record
        What was asked, with the definitions and schemes of the controls.
    unit : str
        What the frequencies are counted in.

    Notes
    -----
    The cells are in the order of the controls, the last one varying fastest.

    Missed visits may lie in whatever eras, be of whatever weight, and fall on whatever
    days need fewest. Of two eras that are told apart, or compared relative to other
    visits, the visits of one are added to, and how much years vary stays as it is. For
    a median or restricted mean lag, the longest gap, lags cut by the next shock, a
    ratio of weighted visits of two scopes, and whether visits count, it is not worked
    out, nor for one mean lag below another beyond two visits.
    """

    controls: tuple[Control, ...]
    eras: tuple[str, ...]
    claims: tuple[str, ...]
    frequencies: npt.NDArray[np.float64]
    ranks: npt.NDArray[np.int64]
    verdicts: npt.NDArray[np.uint8]
    missed: npt.NDArray[np.uint64]
    record: Record
    unit: str = "visits a year"

    def _parts_(self) -> list[Part]:
        cells = many(prod(self.sizes), "combination")
        counted = f"{many(len(self.eras), 'era')} and {many(len(self.claims), 'claim')}"
        choices = (part for control in self.controls for part in control._parts_())
        return [Title(f"{cells} of choices, for {counted}"), *choices]

    @property
    def sizes(self) -> list[int]:
        """How many alternatives each control has."""
        return [len(control.decision.choices) for control in self.controls]

    @property
    def own(self) -> list[int]:
        """The study's own alternative of each control."""
        return [control.own for control in self.controls]

    def at(self, places: Sequence[int]) -> int:
        """Return which cell has these alternatives, by their places."""
        return int(np.ravel_multi_index(tuple(places), self.sizes)) if places else 0

    def cell(self, chosen: Mapping[str, str]) -> int:
        """
        Return which cell some alternatives are, the study's own where none is named.

        Raises
        ------
        CategoryError
            If there is no such control or alternative.
        """
        names = [control.decision.name for control in self.controls]
        picked = list(self.own)
        for name, choice in chosen.items():
            place = names.index(known_name(name, names, "control"))
            choices = self.controls[place].decision.choices
            picked[place] = choices.index(known_name(choice, choices, name))
        return self.at(picked)

    def specification(self, own: Specification, chosen: Sequence[int]) -> Specification:
        """Return a study's specification with an alternative of each control."""
        words: dict[str, Any] = {}
        rules = dict(own.rules)
        for control, place in zip(self.controls, chosen, strict=True):
            decision = control.decision
            if decision.side is not None:
                rules[decision.side] = decision.values[place]
            elif decision.is_numbered:
                words[decision.name] = place
            else:
                words[decision.name] = decision.values[place]
        return own.with_(**words, rules=rules)

    def verdict(self, claim: str, chosen: Mapping[str, str]) -> str:
        """Return the verdict on a claim under some alternatives."""
        place = self.claims.index(known_name(claim, self.claims, "claim"))
        return _VERDICTS[self.verdicts[self.cell(chosen), place]]


def explored(
    record: Record,
    own: Specification,
    claims: Sequence[Claim],
    counted: Mapping[str, tuple[Record, Sequence[Axis]]],
    controls: Sequence[Control],
) -> Exploration:
    """
    Evaluate the claims and the eras under every combination of alternatives.

    Parameters
    ----------
    record : Record
        Encoded with the definitions and schemes of the controls, in their order.
    own : Specification
        The study's own.
    claims : sequence of Claim
        What is asked; a claim keeps the conventions that are its own.
    counted : mapping of str to Record and sequence of Axis
        Whose visits are counted in every list of eras, by what stands before the names
        of the eras; nothing where there is one record.
    controls : sequence of Control
        What varies, in the order definition, unclear, unsourced, rules, scheme.

    Raises
    ------
    LimitError
        If there are over 20,000 combinations.
    """
    sizes = [len(control.decision.choices) for control in controls]
    cells = prod(sizes)
    if cells > MOST_CELLS:
        raise LimitError(
            f"there are {cells:,} combinations to try; {MOST_CELLS:,} are the most",
            code="too_large",
            hint="give fewer floors or weights",
        )
    named = {
        f"{whose}: {era}" if whose else era: column
        for whose, (part, axes) in counted.items()
        for era, column in frequencies_of(
            part, list(axes), own, _product(controls), None
        ).items()
    }
    shape = (cells, len(named))
    frequencies, ranks = np.full(shape, np.nan), np.zeros(shape, dtype=np.int64)
    for place, column in enumerate(named.values()):
        frequencies[:, place] = column.values
        ranks[:, place] = column.ranks
    verdicts = np.full((cells, len(claims)), 2, dtype=np.uint8)
    missed = np.zeros(verdicts.shape, dtype=np.uint64)
    for places in _alike(claims, own):
        asked = [claims[place] for place in places]
        spec = asked[0].under(own)
        settled = [_settled(control, spec, own) for control in controls]
        cores = [claim.core for claim in asked]
        choices = json.dumps(_product(settled).core())
        called = (record.core, cores, spec.to_json(), choices)
        answers = _core.multiverse_answers(*called)
        within = [len(control.decision.choices) for control in settled]
        for place, answer, fewest in zip(
            places, answers, _core.multiverse_missed(*called, MOST_MISSED), strict=True
        ):
            verdicts[:, place] = _spread(answer.verdicts, within, sizes)
            missed[:, place] = _spread(fewest, within, sizes)
    ids = tuple(claim.id for claim in claims)
    seen = ~np.isnan(frequencies).all(axis=0)
    eras = tuple(name for name, one in zip(named, seen, strict=True) if one)
    parts = (frequencies[:, seen], ranks[:, seen], verdicts, missed)
    weighs = any(control.decision.name == "scheme" for control in controls)
    unit = "weighted visits a year" if weighs else "visits a year"
    return Exploration(tuple(controls), eras, ids, *parts, record, unit)


def _spread(
    column: npt.NDArray[Any], within: list[int], sizes: list[int]
) -> npt.NDArray[Any]:
    """What a claim is answered in its own cells, in every cell."""
    return np.broadcast_to(column.reshape(within), sizes).ravel()


def _alike(claims: Sequence[Claim], own: Specification) -> list[list[int]]:
    """The claims by the conventions that they are asked under."""
    found: dict[str, list[int]] = {}
    for place, claim in enumerate(claims):
        found.setdefault(claim.under(own).to_json(), []).append(place)
    return list(found.values())


def _settled(control: Control, spec: Specification, own: Specification) -> Control:
    """A control, with the one alternative that a claim settles for itself."""
    decision = control.decision
    if decision.side is not None:
        words = spec.rules.get(decision.side), own.rules.get(decision.side)
    elif decision.name in {"unclear", "unsourced"}:
        words = getattr(spec, decision.name), getattr(own, decision.name)
    else:
        return control
    if words[0] == words[1] or words[0] is None:
        return control
    only = (words[0],)
    return Control(control.label, Decision(decision.name, only, only, decision.side))


def _product(controls: Sequence[Control]) -> Product:
    """The product of the controls; every other convention stays as it is."""
    return Product([control.decision for control in controls])
