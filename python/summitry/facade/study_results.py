"""What a study gives: its tables, its verdicts, and how far each can be pushed."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from summitry.exceptions import InputError
from summitry.facade.alternatives import multiverse_of
from summitry.facade.check import check_claims
from summitry.facade.explaining import Explaining
from summitry.facade.first_tables import FirstTables
from summitry.facade.robustness import Robustness
from summitry.frames import Table
from summitry.frames.arguments import known_name
from summitry.frames.door import at_the_door
from summitry.frames.same_kind import KindT
from summitry.output.progress import refuse_progress
from summitry.robustness.find_definition import holding

if TYPE_CHECKING:
    from summitry.claims.claim import Claim
    from summitry.claims.result import ClaimResults
    from summitry.facade.analysis_result import Analysis
    from summitry.frames import Frame
    from summitry.output.progress import Progress
    from summitry.robustness.exploration import Exploration
    from summitry.robustness.multiverse_result import Multiverse
    from summitry.study.source import Source


_OF_MULTIVERSE = ("table", "claims", "drivers")


class StudyResults(Explaining[KindT]):
    """What a study gives: its tables, its verdicts, and how far each can be pushed."""

    def __init__(
        self, source: Source, frames: dict[str, Frame], as_of: int | None = None
    ) -> None:
        super().__init__(source, frames, as_of)
        self._found: Multiverse[KindT] | None = None

    @cached_property
    def _options(self) -> dict[str, Any]:
        return {
            "scheme": self.scheme,
            "ladder": None if self.definition is None else self.definition.ladder,
            "every": self._tables.visits,
            "waited": self.declared.waited(),
            "coverage": self.declared.covered(),
        }

    @cached_property
    def _first(self) -> FirstTables:
        return FirstTables(
            self.declared.counted(),
            self.declared.eras,
            self.specification,
            **self._options,
        )

    @cached_property
    def _ran(self) -> Analysis[KindT]:
        # The first screen needs none of it.
        from summitry.facade.analysis import run_of
        from summitry.facade.by_record import analysed_by_record, of_the_study

        shocks, records = self._tables.dated_shocks, self._tables.records
        if records:
            found = analysed_by_record(
                self.declared.counted(),
                self.declared.eras,
                shocks,
                self.specification,
                records=records,
                title=self.title,
                **self._options,
            )
        else:
            found = run_of(self._first, shocks, title=self.title)
        found = self._placed(found)
        notes = self.declared.notes()
        if notes:
            said = Table(found.tables["notes"], "notes")
            whole = said.build(of_the_study(notes, by_record=bool(records)))
            parts = [said.native, whole]
            found.tables["notes"] = Table.concat(parts, "notes")
        return found

    def _placed(self, found: Analysis[KindT]) -> Analysis[KindT]:
        """Name visits by their places in `visits`; a run may leave some out."""
        from summitry.facade.visits_placed import visits_placed

        rows = self.declared.rows()
        if len(rows) == len(self._tables.visits):
            return found
        records = {
            name: visits_placed(one, rows) for name, one in found.records.items()
        }
        return replace(found, tables=visits_placed(found.tables, rows), records=records)

    @cached_property
    def _checked(self) -> ClaimResults[KindT]:
        keys = [f"claim[{number}]" for number in self.declared.asked]
        lines = [line for line, _ in self._source.locate_all(keys)]
        return check_claims(
            self.declared.record,
            self.declared.claims,
            self.specification,
            lines=lines,
            provenance=self.provenance,
        )

    def run(self) -> Analysis[KindT]:
        """
        Compute the study's tables, once; each call returns tables of its own.

        Returns
        -------
        Analysis
            Its ``tables`` by name, with the study's conventions where they apply.

        Raises
        ------
        StudyError
            If the file and its data disagree.

        Examples
        --------
        >>> import summitry
        >>> found = summitry.read_study("china-dprk").run()
        >>> int(found.tables["record"].set_index("what").loc["in record", "visits"])
        240
        """
        tables = {}
        for name, table in self._ran.tables.items():
            whole = Table(table, name)
            tables[name] = whole.only(whole.columns)
        claims = self.check().to_frame() if self.declared.claims else None
        return replace(
            self._ran,
            tables=tables,
            claims=claims,
            record_names=tuple(self.record_names),
            provenance=self.provenance,
        )

    @at_the_door
    def check(self, claim: str | None = None) -> ClaimResults[KindT]:
        """
        Compute every published claim again and judge it.

        Parameters
        ----------
        claim : str, optional
            Id of the one claim to check.

        Returns
        -------
        ClaimResults
            One result for each claim, with the visits behind it.

        Raises
        ------
        StudyError
            If a claim names an era, a shock or a value that the data do not have.
        CategoryError
            If there is no such claim.

        Examples
        --------
        >>> import summitry
        >>> study = summitry.read_study("china-dprk")
        >>> result = study.check("xi-frequency")["xi-frequency"]
        >>> result.printed, result.computed, result.verdict
        ('1.25', '1.25', 'reproduced')
        """
        if claim is None:
            return self._checked
        return self._checked.only(claim)

    @at_the_door
    def claim(self, claim: str) -> Claim:
        """
        Return a published claim, for the functions on robustness.

        Raises
        ------
        CategoryError
            If there is no such claim.

        Examples
        --------
        >>> import summitry
        >>> print(summitry.read_study("china-dprk").claim("weighted-lowest"))
        Xi Jinping has the lowest weighted frequency
        """
        names = [one["id"] for one in self.claims]
        return self.declared.claims[names.index(known_name(claim, names, "claim"))]

    @at_the_door
    def multiverse(self, *, progress: Progress = None) -> Multiverse[KindT]:
        """
        Test the claims under every combination of the alternatives that are declared.

        Decisions that the study does not list stay as it and its claims have them. Row
        0 of the table is the study's own specification, with the conventions that its
        claims state for themselves; where those are among what varies it stands before
        the product, and the shares are of the product alone.

        Returns
        -------
        Multiverse
            One row a specification, the share of them in which each claim holds, fails
            or is not determined, and the decisions that drive it.

        Raises
        ------
        InputError
            If the study makes no claim, or an alternative does not fit.

        Examples
        --------
        >>> import summitry
        >>> found = summitry.read_study("china-dprk").multiverse()
        >>> table = found.claims.set_index("claim")
        >>> bool(table.loc["unweighted-second-lowest", "share"] < 0.5)
        True
        """
        refuse_progress(progress)
        if not self.declared.claims:
            raise InputError(
                "the study makes no claim", code="no_claims", column="claim"
            )
        if self._found is None:
            named = {claim.id: claim for claim in self.declared.claims}
            self._found = multiverse_of(self.declared, named, progress=progress)
        tables = {one: getattr(self._found, one) for one in _OF_MULTIVERSE}
        own = {one: Table(table, one).own_copy() for one, table in tables.items()}
        return replace(self._found, **own)

    @at_the_door
    def robustness(self, *, progress: Progress = None) -> KindT:
        """
        Say how far each claim can be pushed: weights, visits and specifications.

        Returns
        -------
        frame of one row a claim, the kind of the visits
            ``id``, ``says``, ``printed``, ``computed`` and ``verdict``; ``break_even``
            (the weights at which a weighted claim flips); ``overturned_by`` (the fewest
            visits, unrecorded or wrongly recorded, that would overturn it; of a claim
            that two eras are told apart, those that flip the verdict either way; ``no
            single visit`` where one more and one fewer were tried, and no more, and
            ``not tried`` where nothing was);
            ``inexact_dates`` (whether it is ``certain``, ``possible`` or ``impossible``
            over all days on which visits known to the month or year may fall);
            ``share`` of ``specifications`` in which it holds, in how many it is
            ``undetermined``, and the decision that it ``turns_on`` most. Texts are
            empty, and shares null, where there is none.

        Raises
        ------
        StudyError
            As `check`.

        Examples
        --------
        >>> import summitry
        >>> table = summitry.read_study("china-dprk").robustness().set_index("id")
        >>> table.loc["weighted-lowest", "break_even"]
        'none, summit from 1 to 5'
        >>> table.loc["xi-below-hu", "overturned_by"]
        '18 more under Xi Jinping'
        """
        return self._pushed(self.check(), progress)

    def _pushed(self, results: ClaimResults[KindT], progress: Progress) -> KindT:
        refuse_progress(progress)
        found = self.multiverse(progress=progress) if self.declared.claims else None
        declared = self._model.get("decisions", {}).get("scheme", {})
        pushed = Robustness(self.declared.record, self.scheme, declared, found)
        return results.with_robustness([pushed.row(result) for result in results])

    @cached_property
    def exploration(self) -> Exploration:
        """
        The frequencies, ranks and verdicts under every choice a reader may try.

        Other floors for the ranks of visitors, weights of the heaviest visits, lists of
        eras, and treatments of visits that are unclear or without a source, each with
        each.

        Raises
        ------
        LimitError
            If there are over 20,000 combinations.

        Examples
        --------
        >>> import summitry
        >>> found = summitry.read_study("china-dprk").exploration
        >>> found.verdict("weighted-lowest", {"scheme": "5"})
        'reproduced'
        """
        from summitry.facade.exploring import exploration_of

        return exploration_of(self.declared)

    @at_the_door
    def find_definition(self, claim: str) -> KindT:
        """
        List every specification under which a claim holds, with its number.

        Raises
        ------
        CategoryError
            If there is no such claim.

        Examples
        --------
        >>> import summitry
        >>> found = summitry.read_study("china-dprk").find_definition("xi-frequency")
        >>> sorted(set(found["exposure"]))
        ['calendar_years']
        """
        found = multiverse_of(
            self.declared, {"value": self.claim(claim)}, progress=False
        )
        table: KindT = holding(found, "value")
        return table
