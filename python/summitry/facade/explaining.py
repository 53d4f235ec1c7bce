"""Explaining the printed numbers of a study: what would have to be different."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.claims.claim import Claim
from summitry.claims.specification import CONVENTIONS
from summitry.claims.told import REPRODUCED
from summitry.exceptions import InputError
from summitry.facade.study_file import StudyFile
from summitry.facade.toggled import CONVENTIONS_OF_CLAIMS, toggles_of
from summitry.frames.arguments import known_name, whole_number
from summitry.output.progress import watched
from summitry.robustness.explain import explained

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summitry.claims.record import Record
    from summitry.frames import Frame
    from summitry.output.progress import Progress

EVERY_AVERAGE, EVERY_NUMBER = "every average", "every number"
"""What stands for several printed numbers at once."""

_MOST_CHANGES = 1_000
_TOLD_CHANGES = 3
_COLUMNS = (
    *("target", "instead_of", "toggles", "rows", "changes", "visits", "numbers"),
    *("breaks", "way", "ways", "reason", "searched"),
)


def _ids(claim: object) -> list[str]:
    """The ids of claims, one or several."""
    if isinstance(claim, str):
        return [claim]
    if isinstance(claim, list | tuple) and all(isinstance(one, str) for one in claim):
        return list(claim)
    raise InputError(
        f"claim is {claim!r:.80}, not the id of a claim or several",
        code="bad_claim",
        column="claim",
        hint='study.explain("hu-frequency")',
    )


def _given_words(given: object) -> dict[str, Any]:
    """The conventions that are settled, each in a word that it knows."""
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise InputError(
            f"given is {given!r:.80}, not conventions with their words",
            code="bad_given",
            column="given",
            hint='given={"exposure": "days"}',
        )
    for name, word in given.items():
        known_name(name, CONVENTIONS_OF_CLAIMS, "given")
        if name == "rules" and not isinstance(word, Mapping):
            raise InputError(
                f"given has the rules {word!r:.80}, not one for each side",
                code="bad_given",
                column="given",
                hint='given={"rules": {"CHN": "party_post"}}',
            )
        if name in CONVENTIONS:
            known_name(word, CONVENTIONS[name], f"given {name}")
    return dict(given)


class Explaining(StudyFile):
    """A study whose printed numbers are explained."""

    def explain(
        self,
        claim: str | Sequence[str] | None = None,
        *,
        changes: int | None = None,
        decisions: Iterable[str] | None = None,
        given: Mapping[str, Any] | None = None,
        progress: Progress = None,
    ) -> Frame:
        """
        Say what would have to be different for printed numbers to be reproduced.

        For every number of changed conventions (toggles) the fewest visits are found
        that would have to be added to the record, or removed from it, for each printed
        number that is asked for to come out: the front of the two, not one answer.

        Parameters
        ----------
        claim : str or sequence of str, optional
            Id of a claim with a printed number of visits, or of visits a year; several
            are to be reproduced at once. By default each that is not reproduced, then
            all averages at once and all numbers at once; and for each that is
            reproduced by conventions of its own, what else would do.
        changes : int, optional
            The most changes of convention; by default all, or 3 where there are more
            than 1,000,000 ways to count.
        decisions : iterable of str, optional
            What may be decided otherwise, of ``lines`` (of the definition),
            ``definition`` (the lowest ranks that ``[decisions]`` lists), ``unclear``,
            ``unsourced``, ``date_rule``, ``rules`` (lists of eras), ``handover``,
            ``exposure``, and the ``since`` and ``through`` that ``[decisions]`` lists;
            by default all.
        given : mapping of str to word, optional
            Conventions that are settled, in the words of a claim's ``with``, whatever
            the claims have: ``{"exposure": "days"}``.
        progress : callable or False, optional
            Called with the work done and the work in all.

        Returns
        -------
        frame of one row for each way, the kind of the visits
            ``target`` (a claim, ``every average`` or ``every number``); ``instead_of``
            (a convention of the claim's own that is not allowed here); ``toggles`` and
            ``rows``, how many conventions change and how many visits; ``changes``,
            ``visits`` and ``numbers`` in words: what changes, in which eras visits are
            more or fewer, and what then comes out; ``breaks``, the claims that would
            fare worse; ``way`` of ``ways`` that are as short, at most 20 shown;
            ``reason``, why there is none; ``searched``, how many ways to count were
            tried. Texts are empty, and rows null, where there is none.

        Raises
        ------
        CategoryError
            If there is no such claim, decision or word.
        InputError
            If no number of visits was printed.
        LimitError
            If there are more than 2^28 ways to count, or more than 64 numbers at once.

        Notes
        -----
        A printed number stands for all that rounds to it, both ends included. Visits in
        doubt are counted. A line that is unclear, or leaves visits out, may let them
        in, and one that lets in may leave out; ``[decisions.lines]`` adds to this. The
        rows are those of a cell, the days of an era of each side, and belong to every
        number that counts there; the search over them is exact (branch and bound over
        a linear programme in whole numbers). Claims on lags, weights and tests are
        asked without the added rows, of which only the cell is known.

        Examples
        --------
        >>> import summitry
        >>> study = summitry.read_study("china-dprk")
        >>> found = study.explain("hu-frequency")
        >>> found[["toggles", "rows", "numbers"]]
           toggles  rows                      numbers
        0        0    10  66 visits in 10 years = 6.6
        1        1     0  66 visits in 10 years = 6.6
        >>> found["visits"][0]
        '10 more in Hu Jintao (CHN)'
        >>> found["changes"][1]
        "'head or deputy head of a party department' counts"
        """
        if changes is not None:
            whole_number(changes, "changes", lowest=0, highest=_MOST_CHANGES)
        fixed = _given_words(given)
        asked: dict[str, Any] = {
            "changes": changes,
            "decisions": decisions,
            "progress": progress,
        }
        if claim is not None:
            names = _ids(claim)
            rows = self._explained(", ".join(names), self._named(names), fixed, **asked)
        else:
            rows = self._all_explained(fixed, **asked)
        return self._tables.visits.build(_columns(rows))

    @cached_property
    def explained(self) -> Frame | None:
        """What a run and a report tell of it, up to 3 changes; None without numbers."""
        return self.explain(changes=_TOLD_CHANGES) if self._numbers else None

    def _named(self, names: Sequence[str]) -> dict[str, Claim]:
        """The claims of these names, each on a number of visits."""
        every = {one.form["id"]: one for one in self.declared.claims}
        numbers = self._numbers
        for name in names:
            known_name(name, list(every), "claim")
            if name not in numbers:
                raise InputError(
                    f"claim '{name}' prints no number of visits, or visits a year",
                    code="no_number",
                    column="claim",
                    hint=f"these do: {', '.join(numbers) or 'none'}",
                )
        if not names:
            raise InputError("there is no claim", code="no_claims", column="claim")
        return {name: every[name] for name in names}

    @cached_property
    def _numbers(self) -> dict[str, Claim]:
        """The claims that print a number of visits, or of visits a year."""
        return {
            claim.form["id"]: claim
            for claim in self.declared.claims
            if _core.is_number_of_visits(claim.core)
        }

    def _all_explained(
        self, given: dict[str, Any], **asked: Any
    ) -> list[dict[str, Any]]:
        numbers = self._numbers
        if not numbers:
            raise InputError(
                "the study prints no number of visits, or visits a year, to explain",
                code="no_numbers",
                column="claim",
                hint='a claim with quantity = "count" or "frequency", and printed',
            )
        answers = self.declared.record.evaluate(
            list(numbers.values()), self.specification
        )
        open_ = [
            name
            for name, answer in zip(numbers, answers, strict=True)
            if answer.verdict != REPRODUCED
        ]
        rows = [
            row
            for name in open_
            for row in self._explained(name, {name: numbers[name]}, given, **asked)
        ]
        for name, claim in numbers.items():
            own = self._instead_of(claim)
            if name not in open_ and own and not given:
                rows += self._explained(name, {name: claim}, own, instead=True, **asked)
        averages = {n: c for n, c in numbers.items() if c.quantity == "frequency"}
        groups = {EVERY_AVERAGE: averages, EVERY_NUMBER: numbers}
        if averages == numbers:
            del groups[EVERY_NUMBER]
        for target, claims in groups.items():
            many = 1 < len(claims) <= _core.most_explained()
            if many and set(open_).intersection(claims):
                rows += self._explained(target, claims, given, **asked)
        return rows

    def _instead_of(self, claim: Claim) -> dict[str, Any]:
        """The study's conventions where a claim has its own."""
        study = self.specification
        own = claim.form.get("with", {})
        found = {
            name: getattr(study, name)
            for name, word in own.items()
            if name in CONVENTIONS_OF_CLAIMS
            and name != "rules"
            and word != getattr(study, name)
        }
        rules = {
            side: study.rules[side]
            for side, rule in own.get("rules", {}).items()
            if study.rules.get(side) not in {None, rule}
        }
        return found | ({"rules": rules} if rules else {})

    @cached_property
    def _definitions(self) -> Record:
        """The record with every definition that the study's explanations may take."""
        first = toggles_of(self.declared, [], only=["definition"], given={})
        (*_, definitions) = (
            one for one in first.conventions.decisions if one.name == "definition"
        )
        if len(definitions.choices) == 1:
            return self.declared.record
        tables = self._tables
        return self.declared.record_over(
            tables.visits,
            tables.eras,
            tables.shocks,
            tables.series,
            definitions=definitions.values,
        )

    def _explained(
        self,
        target: str,
        claims: Mapping[str, Claim],
        given: Mapping[str, Any],
        *,
        changes: int | None,
        decisions: Iterable[str] | None,
        progress: Progress,
        instead: bool = False,
    ) -> list[dict[str, Any]]:
        asked = {name: _settled(claim, given) for name, claim in claims.items()}
        others = {
            claim.form["id"]: claim
            for claim in self.declared.claims
            if claim.form["id"] not in claims
        }
        toggles = toggles_of(
            self.declared, list(asked.values()), only=decisions, given=given
        )
        with watched(progress, "explaining") as tick:
            rows = explained(
                self._definitions,
                asked,
                others,
                self.specification,
                toggles,
                changes=changes,
                progress=tick,
            )
        said = {"target": target, "instead_of": ""}
        if instead:
            (claim,) = claims.values()
            said["instead_of"] = _conventions(claim.form["with"], given)
        return [said | row for row in rows]


def _settled(claim: Claim, given: Mapping[str, Any]) -> Claim:
    """Return a claim under conventions that are settled."""
    if not given:
        return claim
    own = claim.form.get("with", {})
    rules = {**own.get("rules", {}), **given.get("rules", {})}
    chosen = {**own, **given} | ({"rules": rules} if rules else {})
    return Claim({**claim.form, "with": chosen})


def _conventions(own: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    """Say which conventions of a claim's own are not allowed."""
    parts = [f"{name} = {own[name]}" for name in given if name != "rules"]
    rules = own.get("rules", {})
    parts += [f"rule_{side} = {rules[side]}" for side in given.get("rules", {})]
    return "; ".join(parts)


def _columns(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    columns: dict[str, Any] = {name: [row[name] for row in rows] for name in _COLUMNS}
    for name in ("toggles", "way", "ways"):
        columns[name] = np.array(columns[name], dtype=np.int64)
    missing = [one is None for one in columns["rows"]]
    numbers = [0 if one is None else one for one in columns["rows"]]
    columns["rows"] = np.ma.MaskedArray(np.array(numbers, dtype=np.int64), missing)
    return columns
