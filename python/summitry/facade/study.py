"""Studies: a question, its record and its published claims, declared in one file."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from summitry import _core
from summitry.claims.claim import Claim
from summitry.claims.record import Record
from summitry.claims.specification import Specification
from summitry.exceptions import InputError
from summitry.facade.alternatives import alternatives_of, deviates
from summitry.facade.analysis import Analysis, analysed
from summitry.facade.check import check_claims
from summitry.facade.robustness import Robustness
from summitry.frames import Table
from summitry.frames.arguments import known_name
from summitry.frames.dates import to_dates
from summitry.measure.conditions import meets
from summitry.measure.eras import Axis, axes_of
from summitry.output.escape import bdi, html
from summitry.output.progress import watched
from summitry.robustness.multiverse import answers_of, holding, record_of
from summitry.robustness.multiverse_result import judged
from summitry.study import fingerprint as _fingerprint
from summitry.study.source import Source
from summitry.study.tables import Tables

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

    from summitry.claims.result import ClaimResults
    from summitry.frames import Frame
    from summitry.measure.definition import Definition
    from summitry.measure.weights import Scheme
    from summitry.output.progress import Progress
    from summitry.robustness.multiverse_result import Multiverse


class Study:
    """
    A study: what is asked, of which record, counted how, and what others claimed.

    Made by :func:`read_study`. It is read once and never changes; its tables are
    loaded when they are first needed.

    Attributes
    ----------
    name : str
        The bundled name, or the name of the file.
    title : str
        What the study is called.
    hash : str
        SHA-256 of the study file's text.
    """

    def __init__(self, source: Source, frames: dict[str, Frame]) -> None:
        self._source = source
        self._model = source.model()
        self._tables = Tables(source, self._model, frames)
        self.name = source.name
        self.title: str = self._model["title"]
        self.hash = _fingerprint.of_text(source.text)
        self._verify()

    @property
    def since(self) -> str:
        """First day observed."""
        return str(self._model["observation"]["since"])

    @property
    def through(self) -> str:
        """Last day observed, inclusive."""
        return str(self._model["observation"]["through"])

    @property
    def visits(self) -> Frame:
        """The visits, with what the definition says of each and why."""
        return self._tables.visits

    @cached_property
    def eras(self) -> Frame | None:
        """The eras that the study counts in, one rule for each side."""
        if self._tables.eras is None:
            return None
        table = Table(self._tables.eras, "eras")
        parts = [table.rows(self._rows_of(axis)) for axis in self._main_axes()]
        return Table.concat(parts, "eras")

    @property
    def shocks(self) -> Frame | None:
        """The shocks."""
        return self._tables.shocks

    @property
    def claims(self) -> list[dict[str, Any]]:
        """The published claims, each with the keys of the file."""
        claims: list[dict[str, Any]] = self._model.get("claim", [])
        return claims

    @property
    def definition(self) -> Definition | None:
        """Which visits count; None where all do."""
        return self._tables.definition

    @property
    def scheme(self) -> Scheme | None:
        """What visits weigh."""
        return self._tables.scheme

    @cached_property
    def data_hash(self) -> str:
        """SHA-256 of the visits, eras and shocks as they are counted."""
        return _fingerprint.of_tables(self._tables.all())

    @property
    def text(self) -> str:
        """The study file as it was read."""
        return self._source.text

    @property
    def provenance(self) -> dict[str, str]:
        """What a result needs to be found again: hashes, and the package's version."""
        return {
            "study": self.name,
            "study_sha256": self.hash,
            "data_sha256": self.data_hash,
            "summitry": _core.__version__,
        }

    @cached_property
    def specification(self) -> Specification:
        """The study's own choice for every convention."""
        model = self._model
        rules = self._tables.main_rules | model.get("eras", {}).get("rules", {})
        stated = model.get("conventions", {})
        return Specification(self.since, self.through, rules=rules, **stated)

    @cached_property
    def _claims(self) -> list[Claim]:
        return [Claim(form) for form in self.claims]

    @cached_property
    def _record(self) -> Record:
        return Record(
            self._visits,
            self._tables.eras,
            self._tables.shocks,
            schemes=(self.scheme,),
            columns=[column for claim in self._claims for column in claim.columns],
        )

    @cached_property
    def _visits(self) -> Table:
        return Table(self._tables.visits, "visits")

    @cached_property
    def _axes(self) -> list[Axis]:
        return [] if self._tables.eras is None else axes_of(self._tables.eras)

    @cached_property
    def _checked(self) -> ClaimResults:
        keys = [f"claim[{number}]" for number in range(len(self._claims))]
        lines = [line for line, _ in self._source.locate_all(keys)]
        return check_claims(
            self._record,
            self._claims,
            self.specification,
            lines=lines,
            provenance=self.provenance,
        )

    def run(self) -> Analysis:
        """
        Compute the study's tables.

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
        231
        """
        found = analysed(
            self._counted(),
            self.eras,
            self.shocks,
            self.specification,
            scheme=self.scheme,
            title=self.title,
            every=self._visits,
        )
        notes = self._notes()
        if notes:
            said = Table(found.tables["notes"], "notes")
            told = [*said.values("note"), *notes]
            found.tables["notes"] = said.build({"note": told})
        return found

    def check(self, claim: str | None = None) -> ClaimResults:
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
        return self._claims[names.index(known_name(claim, names, "claim"))]

    def multiverse(self, *, progress: Progress = None) -> Multiverse:
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
        claims = {claim.form["id"]: claim for claim in self._claims}
        if not claims:
            raise InputError(
                "the study makes no claim", code="no_claims", column="claim"
            )
        return self._multiverse(claims, progress)

    def _multiverse(self, claims: dict[str, Claim], progress: Progress) -> Multiverse:
        own = self.specification
        product = alternatives_of(
            self._model,
            own,
            self._claims,
            axes=self._axes,
            definition=self.definition,
            scheme=self.scheme,
            doubted=self._record.sourced is not None,
        )
        several = any(
            decision.name in {"definition", "scheme"} and len(decision.values) > 1
            for decision in product.decisions
        )
        record = self._record
        if several:
            record = record_of(
                self._visits, self._tables.eras, self._tables.shocks, product, claims
            )
        with watched(progress, "running the multiverse") as tick:
            answers = answers_of(record, claims, own, product, tick)
        apart = any(deviates(claim, own, product) for claim in claims.values())
        first = self._record.evaluate(list(claims.values()), own) if apart else None
        return judged(product, self._visits, claims, answers, first)

    def robustness(self, *, progress: Progress = None) -> Frame:
        """
        Say how far each claim can be pushed: weights, visits and specifications.

        Returns
        -------
        frame of one row a claim, the kind of the visits
            ``id``, ``says``, ``printed``, ``computed`` and ``verdict``; ``break_even``
            (the weights at which a weighted claim flips); ``overturned_by`` (the fewest
            visits, unrecorded or wrongly recorded, that would overturn it);
            ``inexact_dates`` (whether it is ``certain``, ``possible`` or ``impossible``
            over all days on which visits known to the month or year may fall);
            ``share`` of ``specifications`` in which it holds, in how many it is
            ``undetermined``, and the decision that it ``turns_on`` most. Texts are empty, and shares null, where there is none.

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
        results = self.check()
        found = self.multiverse(progress=progress) if self._claims else None
        declared = self._model.get("decisions", {}).get("scheme", {})
        pushed = Robustness(
            self._record, self.specification, self.scheme, declared, found
        )
        return results.with_robustness([pushed.row(claim) for claim in self._claims])

    def find_definition(self, claim: str) -> Frame:
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
        found = self._multiverse({"value": self.claim(claim)}, False)
        return holding(found, "value")

    def memos(self) -> dict[str, str]:
        """
        Write a paragraph for each claim, as one would put it in a memo.

        Returns
        -------
        dict of str to str
            The paragraph of each claim, by its id.

        Raises
        ------
        StudyError
            As `check`.

        Notes
        -----
        A difference is called one only where the interval of the ratio leaves out 1 and
        the p-value stands after Holm's adjustment; otherwise the two "cannot be told
        apart". A wider interval never gives stronger words.

        Examples
        --------
        >>> import summitry
        >>> study = summitry.read_study("china-dprk")
        >>> study.memos()["summit-drought"].split(": ")[-1]
        'the record does not show it to be unusually long.'
        """
        from summitry.report.memo import memos

        return memos(self.check(), self._record, self.scheme)

    def report(
        self, path: str | Path, *, note: str | None = None, overwrite: bool = False
    ) -> Path:
        """
        Write the study as one HTML file, for somebody who was not there.

        Parameters
        ----------
        path, note, overwrite
            As for :func:`summitry.write_report`.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        StudyError
            If the study and its data disagree.
        InputError
            If the file is there already, or cannot be written.

        Examples
        --------
        >>> import summitry, tempfile, pathlib
        >>> folder = pathlib.Path(tempfile.mkdtemp())
        >>> summitry.read_study("china-dprk").report(folder / "report.html").name
        'report.html'
        """
        from summitry.report import write_report

        return write_report(self, path, note=note, overwrite=overwrite)

    def locate(self, *keys: str) -> list[tuple[int, int]]:
        """
        Line and column of keys such as ``claim[2].at.era``, counted from 1.

        Examples
        --------
        >>> import summitry
        >>> summitry.read_study("china-dprk").locate("title")
        [(4, 1)]
        """
        return self._source.locate_all(list(keys))

    def to_dict(self) -> dict[str, Any]:
        """
        Return what the study says, with the keys of its file, and its provenance.

        Examples
        --------
        >>> import summitry
        >>> summitry.read_study("china-dprk").to_dict()["observation"]["through"]
        '2017-03-15'
        """
        return self._model | {"provenance": self.provenance}

    def _repr_html_(self) -> str:
        claims = f"{len(self.claims)} published claims"
        told = f"{self.since} to {self.through}; {claims}"
        return f"<p><b>{bdi(self.title)}</b><br>{html(told)}</p>"

    def __repr__(self) -> str:
        return f"<Study {self.name!r}: {self.title}; {len(self.claims)} claims>"

    def _counted(self) -> Table:
        """The visits of the whole study as its conventions have them."""
        spec, visits = self.specification, self._visits
        sourced = self._record.sourced
        if spec.date_rule != "start":
            rows = np.arange(len(visits))
            days = to_dates(self._record.days(spec.date_rule))
            visits = Table(visits.with_columns({"date": days}), "visits")
            sourced = None if sourced is None else sourced[rows]
        if spec.unsourced == "exclude" and sourced is not None:
            return visits.take(np.flatnonzero(sourced))
        return visits

    def _main_axes(self) -> list[Axis]:
        """The list of eras of each side by the rule that the study goes by."""
        chosen = []
        for side in dict.fromkeys(axis.side for axis in self._axes):
            own = [axis for axis in self._axes if axis.side == side]
            wanted = self.specification.rules.get(side or "")
            if wanted is None and len(own) > 1:
                known = [str(axis.rule) for axis in own]
                raise self._source.mistake(
                    "eras",
                    f"the eras of '{side}' are dated by several rules: {', '.join(known)}",
                    "missing_rule",
                    f'say which: [eras] rules = {{ {side} = "{known[0]}" }}',
                )
            rules = [axis.rule for axis in own]
            if wanted is None or wanted not in rules:
                if len(own) > 1:
                    known = [str(rule) for rule in rules]
                    raise self._source.unknown(
                        f"eras.rules.{side}", str(wanted), known, "rule"
                    )
                chosen.append(own[0])
            else:
                chosen.append(own[rules.index(wanted)])
        return chosen

    def _rows_of(self, axis: Axis) -> npt.NDArray[np.int64]:
        """The rows of the table of eras that make a list."""
        table = Table(self._tables.eras, "eras")
        where = {"side": axis.side, "rule": axis.rule}
        said = {name: value for name, value in where.items() if value is not None}
        return np.flatnonzero(meets(table, said))

    def _notes(self) -> list[str]:
        """Say what the study itself leaves out, so that no row is lost unseen."""
        notes = []
        spec = self.specification
        if self._tables.left_out:
            notes.append(
                f"{self._tables.left_out} visits of the record do not meet the "
                "study's conditions on its visits."
            )
        sourced = self._record.sourced
        if spec.unsourced == "exclude" and sourced is not None:
            notes.append(f"{int((~sourced).sum())} visits without a source left out.")
        if spec.date_rule == "end":
            notes.append("Visits are dated by their last day, where it is known.")
        return notes

    def _verify(self) -> None:
        """Hold the names in claims against the data, before any counting."""
        for number, claim in enumerate(self._claims):
            try:
                under = self.specification.of(claim.form).to_json()
                _core.verify(self._record.core, claim.core, under)
            except InputError as error:
                key = f"claim[{number}].{error.column}".rstrip(".")
                raise self._source.mistake(
                    key, error.message, error.code, error.hint
                ) from None


def read_study(
    source: str | Path,
    *,
    visits: Frame | None = None,
    eras: Frame | None = None,
    shocks: Frame | None = None,
) -> Study:
    """
    Load a study from its file, its folder, or by the name of a bundled one.

    Parameters
    ----------
    source : str or path
        ``"china-dprk"``, a TOML file, or a folder with a ``study.toml``.
    visits, eras, shocks : frame, optional
        Tables to use in place of those that the file names.

    Returns
    -------
    Study
        Ready to ``run()`` and ``check()``.

    Raises
    ------
    StudyError
        If the file is missing or wrong, with the line, the key and the choices; if a
        claim names an era or a shock that there is not; or if a path leads out of the
        study's folder.

    Notes
    -----
    A study file is data: nothing in it is executed, fetched or expanded. Its form is
    described by the JSON Schema ``summitry/study/study.schema.json``.

    Examples
    --------
    >>> import summitry
    >>> summitry.read_study("china-dprk")
    <Study 'china-dprk': China and North Korea, 1953 to 2017; 16 claims>
    """
    frames = {"visits": visits, "eras": eras, "shocks": shocks}
    given = {name: frame for name, frame in frames.items() if frame is not None}
    return Study(Source.find(source), given)
