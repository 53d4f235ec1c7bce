"""Explaining the printed numbers of a study: what would have to be different."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.claims.told import REPRODUCED
from summitry.exceptions import InputError, LimitError
from summitry.facade.settled import (
    instead_of,
    own_conventions,
    settled,
    settled_words,
)
from summitry.facade.study_file import StudyFile
from summitry.facade.toggled import toggles_of
from summitry.frames.arguments import known_name, several_texts, whole_number
from summitry.frames.door import at_the_door
from summitry.frames.same_kind import KindT
from summitry.output.progress import refuse_progress, watched
from summitry.robustness.explain import explained, no_way

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summitry.claims.claim import Claim
    from summitry.claims.record import Record
    from summitry.output.progress import Progress

EVERY_AVERAGE, EVERY_NUMBER = "every average", "every number"
EVERY_NUMBER_OF_VISITS = "every number of visits"
"""What stands for several printed numbers at once."""

_SERIES = "a figure of a series is of no visits, and there is no other way to count it"

_MOST_CHANGES = 1_000
_TOLD_CHANGES = 3
_COLUMNS = (
    *("target", "instead_of", "toggles", "rows", "changes", "visits", "numbers"),
    *("breaks", "way", "ways", "reason", "searched"),
)


class Explaining(StudyFile[KindT]):
    """A study whose printed numbers are explained."""

    @at_the_door
    def explain(
        self,
        claim: str | Sequence[str] | None = None,
        *,
        changes: int | None = None,
        decisions: Iterable[str] | None = None,
        given: Mapping[str, Any] | None = None,
        progress: Progress = None,
    ) -> KindT:
        """
        Say what would have to be different for printed numbers to be reproduced.

        For every number of changed conventions (toggles) the fewest visits are found
        that would have to be added to the record, or removed from it, for each printed
        number that is asked for to come out: the front of the two, not one answer.
        Numbers of visits, averages, weighted numbers, ratios, lags and gaps are
        explained; of others the reason is said why not.

        Parameters
        ----------
        claim : str or sequence of str, optional
            Id of a claim with a printed number; several are to be reproduced at once.
            By default each that is not reproduced, then all averages at once and all
            numbers at once (all of visits, if lags and gaps do not come out with
            them); and for each that is reproduced by conventions of its own, what
            else would do.
        changes : int, optional
            The most changes of convention; by default all, or 3 where there are more
            than 1,000,000 ways to count.
        decisions : iterable of str, optional
            What may be decided otherwise, of ``lines`` (of the definition),
            ``definition`` (the lowest ranks that ``[decisions]`` lists), ``unclear``,
            ``unsourced``, ``date_rule``, ``rules`` (lists of eras), ``handover``,
            ``exposure``, ``same_day``, ``overlap``, ``shocks`` (one left out of a
            summary of lags, or one of the same kind taken in), and the ``since``,
            ``through`` and ``scheme`` that ``[decisions]`` lists; by default all.
        given : mapping of str to word, optional
            Conventions that are settled, in the words of a claim's ``with``, whatever
            the claims have: ``{"exposure": "days"}``.
        progress : callable or False, optional
            Called with the work done and the work in all.

        Returns
        -------
        frame of one row for each way, the kind of the visits
            ``target`` (a claim, ``every average``, ``every number`` or ``every number
            of visits``); ``instead_of`` (a convention of the claim's own that is not
            allowed here); ``toggles`` and ``rows``, how many conventions change and how
            many visits; ``changes``, ``visits`` and ``numbers`` in words: what changes,
            in which eras or on which days visits are more or fewer, and what then comes
            out; ``breaks``, the claims that would fare worse; ``way`` of ``ways`` that
            are as short, at most 20 shown; ``reason``, why there is none; ``searched``,
            how many ways to count were tried, and in how many the search for visits was
            given up. Texts are empty, and rows null, where there is none.

        Raises
        ------
        CategoryError
            If there is no such claim, decision or word.
        FrameError
            If `claim` is no text, or `given` no mapping.
        InputError
            If no number was printed.
        LimitError
            If there are more than 2^28 ways to count, or more than 64 numbers at once
            (a ratio is two).

        Notes
        -----
        A printed number stands for all that rounds to it, both ends included. Visits in
        doubt are counted. A line that is unclear, or leaves visits out, may let them
        in, and one that lets in may leave out; ``[decisions.lines]`` adds to this. The
        rows are those of a cell, the days of an era of each side, and belong to every
        number that counts there; the search over them is exact (branch and bound over
        a linear programme in whole numbers). Lags and gaps turn on days: each visit
        counts on the first day that it may have been, and the rows of one such number
        alone are sought day by day, until too many cases were tried; several come out
        by conventions alone. Claims on lags, weights and tests are asked without the
        added rows, of which only the cell is known.

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
        refuse_progress(progress)
        fixed = settled_words(given)
        asked: dict[str, Any] = {
            "changes": changes,
            "decisions": decisions,
            "progress": progress,
        }
        if claim is not None:
            names = several_texts(claim, "claim", 'study.explain("hu-frequency")')
            rows = self._explained(", ".join(names), self._named(names), fixed, **asked)
        else:
            rows = self._all_explained(fixed, **asked)
        made: KindT = self._tables.visits.build(_columns(rows))
        return made

    @cached_property
    def explained(self) -> KindT | None:
        """What a run and a report tell of it, up to 3 changes; None without numbers."""
        return self.explain(changes=_TOLD_CHANGES) if self._numbers else None

    def _named(self, names: Sequence[str]) -> dict[str, Claim]:
        """The claims of these names, each with a printed number."""
        every = {one.id: one for one in self.declared.claims}
        numbers = self._numbers
        for name in names:
            known_name(name, list(every), "claim")
            if name not in numbers:
                raise InputError(
                    f"claim '{name}' prints no number",
                    code="no_number",
                    column="claim",
                    hint=f"these do: {', '.join(numbers) or 'none'}",
                )
        if not names:
            raise InputError("there is no claim", code="no_claims", column="claim")
        return {name: every[name] for name in names}

    @cached_property
    def _numbers(self) -> dict[str, Claim]:
        """The claims that print a number."""
        return {
            claim.id: claim
            for claim in self.declared.claims
            if _core.kind_of_number(claim.core) is not None
        }

    def _all_explained(
        self, given: dict[str, Any], **asked: Any
    ) -> list[dict[str, Any]]:
        numbers = self._numbers
        if not numbers:
            raise InputError(
                "the study prints no number to explain",
                code="no_numbers",
                column="claim",
                hint='a claim with quantity = "count" or "frequency", and printed',
            )
        open_ = self._not_reproduced(numbers)
        rows = [
            row
            for name in open_
            for row in self._explained(name, {name: numbers[name]}, given, **asked)
        ]
        for name, claim in numbers.items():
            own = instead_of(claim, self.specification)
            if name not in open_ and own and not given:
                rows += self._explained(name, {name: claim}, own, instead=True, **asked)
        for target, claims in _groups(numbers).items():
            if len(claims) < 2 or not set(open_).intersection(claims):  # noqa: PLR2004
                continue
            if target == EVERY_NUMBER_OF_VISITS and _comes_out(rows, EVERY_NUMBER):
                continue
            rows += self._at_once(target, claims, given, **asked)
        return rows

    def _at_once(
        self,
        target: str,
        claims: Mapping[str, Claim],
        given: Mapping[str, Any],
        **asked: Any,
    ) -> list[dict[str, Any]]:
        """Explain several at once; the reason where they are too many."""
        try:
            return self._explained(target, claims, given, **asked)
        except LimitError as error:
            none = no_way(error.args[0], "")
            return [{"target": target, "instead_of": ""} | none]

    def _not_reproduced(self, claims: Mapping[str, Claim]) -> list[str]:
        """The claims that do not come out as the study counts."""
        answers = self.declared.record.evaluate(
            list(claims.values()), self.specification
        )
        pairs = zip(claims, answers, strict=True)
        return [name for name, answer in pairs if answer.verdict != REPRODUCED]

    @cached_property
    def _every_way(self) -> Record:
        """The record with every definition and scheme that explanations may take."""
        only = ["definition", "scheme"]
        product = toggles_of(self.declared, [], only=only, given={}).conventions
        return self.declared.record_under(product)

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
        said = {"target": target, "instead_of": ""}
        if instead:
            (claim,) = claims.values()
            said["instead_of"] = own_conventions(claim, given)
        series = {n: c for n, c in claims.items() if _kind(c) == "series"}
        if lacking := self._not_reproduced(series) if series else []:
            return [said | no_way(f"{', '.join(lacking)}: {_SERIES}", "")]
        asked = {
            name: settled(claim, given)
            for name, claim in claims.items()
            if name not in series
        }
        if not asked:
            return [said | no_way(f"it comes out as it is; {_SERIES}", "")]
        others = {
            claim.id: claim for claim in self.declared.claims if claim.id not in claims
        }
        toggles = toggles_of(
            self.declared, list(asked.values()), only=decisions, given=given
        )
        with watched(progress, "explaining") as tick:
            rows = explained(
                self._every_way,
                asked,
                others,
                self.specification,
                toggles,
                changes=changes,
                progress=tick,
            )
        return [said | row for row in rows]


def _kind(claim: Claim) -> str | None:
    return _core.kind_of_number(claim.core)


def _groups(numbers: Mapping[str, Claim]) -> dict[str, dict[str, Claim]]:
    """Return the numbers that are asked for at once, by what they are called."""
    averages = {n: c for n, c in numbers.items() if c.quantity == "frequency"}
    of_visits = {n: c for n, c in numbers.items() if _kind(c) == "visits"}
    every = {n: c for n, c in numbers.items() if _kind(c) != "series"}
    groups = {EVERY_AVERAGE: averages, EVERY_NUMBER: every}
    if every == averages:
        del groups[EVERY_NUMBER]
    if every != of_visits != averages:
        groups[EVERY_NUMBER_OF_VISITS] = of_visits
    return groups


def _comes_out(rows: Sequence[dict[str, Any]], target: str) -> bool:
    return any(row["target"] == target and row["rows"] is not None for row in rows)


def _columns(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    columns: dict[str, Any] = {name: [row[name] for row in rows] for name in _COLUMNS}
    for name in ("toggles", "way", "ways"):
        columns[name] = np.array(columns[name], dtype=np.int64)
    missing = [one is None for one in columns["rows"]]
    numbers = [0 if one is None else one for one in columns["rows"]]
    columns["rows"] = np.ma.MaskedArray(np.array(numbers, dtype=np.int64), missing)
    return columns
