"""Studies: a question, its record and its published claims, declared in one file."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from summitry import _core
from summitry.claims.claim_findings import finding_of
from summitry.claims.claims import ClaimResults, check_claims
from summitry.claims.judging import Judge
from summitry.claims.places import Places
from summitry.claims.quantities import Quantities
from summitry.exceptions import InputError
from summitry.facade.alternatives import alternatives_of, with_sources
from summitry.facade.analysis import Analysis, analyse
from summitry.facade.robustness import Robustness
from summitry.frames import Table
from summitry.frames.arguments import known_name
from summitry.output.escape import bdi, html
from summitry.robustness.multiverse import find_definition, multiverse
from summitry.study import fingerprint as _fingerprint
from summitry.study.source import Source
from summitry.study.tables import Tables

if TYPE_CHECKING:
    from pathlib import Path

    from summitry.claims.findings import Finding
    from summitry.frames import Frame
    from summitry.measure.definition import Definition
    from summitry.measure.weights import Scheme
    from summitry.output.progress import Progress
    from summitry.robustness.outcomes import Multiverse


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

    @property
    def eras(self) -> Frame | None:
        """The eras that the study counts in, one rule for each side."""
        return self._eras

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
    def _places(self) -> Places:
        return Places(self._source, self._tables)

    @cached_property
    def _judge(self) -> Judge:
        return Judge(self._places, Quantities(self._places))

    @cached_property
    def _eras(self) -> Frame | None:
        return self._places.main_eras()

    @cached_property
    def _checked(self) -> ClaimResults:
        return check_claims(self._judge, self.provenance, None)

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
            If the study has no eras, or the file and its data disagree.

        Examples
        --------
        >>> import summitry
        >>> found = summitry.read_study("china-dprk").run()
        >>> int(found.tables["record"].set_index("what").loc["in record", "visits"])
        231
        """
        if self.eras is None:
            raise self._source.mistake(
                "title", "the study has no eras to count in", "missing_table"
            )
        conventions = self._judge.conventions({})
        found = analyse(
            self._judge.quantities.everywhere(conventions),
            self.eras,
            self.shocks,
            since=self.since,
            through=self.through,
            scheme=self.scheme,
            title=self.title,
            handover=conventions["handover"],
        )
        notes = self._notes(conventions)
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
        known_name(claim, [one["id"] for one in self.claims], "claim")
        return check_claims(self._judge, self.provenance, claim)

    def finding(self, claim: str) -> Finding | None:
        """
        Return what a claim says as a `Finding`, for the functions on robustness.

        None for a claim that is no finding: on joint eras, on part of an era, or on
        whether a visit counts.

        Raises
        ------
        CategoryError
            If there is no such claim.

        Examples
        --------
        >>> import summitry
        >>> print(summitry.read_study("china-dprk").finding("weighted-lowest"))
        Xi Jinping has the lowest weighted frequency
        """
        known_name(claim, [one["id"] for one in self.claims], "claim")
        (said,) = (one for one in self.claims if one["id"] == claim)
        return finding_of(said, self._places)

    def multiverse(self, *, progress: Progress = None) -> Multiverse:
        """
        Test the claims under every combination of the alternatives that are declared.

        Decisions that the study does not list stay as it and its claims have them; if
        it lists none, the alternatives are those of :func:`summitry.multiverse`.

        Returns
        -------
        Multiverse
            One row a specification, the share of them in which each claim holds, and
            the decisions that drive it.

        Raises
        ------
        InputError
            If no claim can be tested in this way, or an alternative does not fit.

        Examples
        --------
        >>> import summitry
        >>> found = summitry.read_study("china-dprk").multiverse()
        >>> table = found.claims.set_index("claim")
        >>> bool(table.loc["unweighted-second-lowest", "share"] < 0.5)
        True
        """
        named = {one["id"]: self.finding(one["id"]) for one in self.claims}
        claims = {name: one for name, one in named.items() if one is not None}
        return multiverse(
            with_sources(self._places),
            self._tables.eras,
            claims=claims,
            **alternatives_of(self._places),
            progress=progress,
        )

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
            ``share`` of ``specifications`` in which it holds, and the decision that it
            ``turns_on`` most. Texts are empty, and shares null, where there is none.

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
        testable = [one for one in self.claims if self.finding(one["id"]) is not None]
        found = self.multiverse(progress=progress) if testable else None
        pushed = Robustness(self._judge, found)
        rows = [
            pushed.row(claim, f"claim[{number}]")
            for number, claim in enumerate(self.claims)
        ]
        return results.with_robustness(rows)

    def find_definition(self, claim: str) -> Frame:
        """
        List every specification under which a claim holds, with its number.

        Raises
        ------
        InputError
            If the claim cannot be tested in this way.
        CategoryError
            If there is no such claim.

        Examples
        --------
        >>> import summitry
        >>> found = summitry.read_study("china-dprk").find_definition("xi-frequency")
        >>> sorted(set(found["exposure"]))
        ['calendar_years']
        """
        finding = self.finding(claim)
        if finding is None:
            raise InputError(
                f"the claim '{claim}' is not one that a definition can be found for",
                code="no_finding",
                column="claim",
            )
        return find_definition(
            with_sources(self._places),
            self._tables.eras,
            finding=finding,
            **alternatives_of(self._places),
        )

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

    def _notes(self, conventions: dict[str, str]) -> list[str]:
        """Say what the study itself leaves out, so that no row is lost unseen."""
        notes = []
        if self._tables.left_out:
            notes.append(
                f"{self._tables.left_out} visits of the record do not meet the "
                "study's conditions on its visits."
            )
        sourced = self._places.sourced
        if conventions["unsourced"] == "exclude" and sourced is not None:
            notes.append(f"{int((~sourced).sum())} visits without a source left out.")
        if conventions["date_rule"] == "end":
            notes.append("Visits are dated by their last day, where it is known.")
        return notes

    def _verify(self) -> None:
        """Hold the names in claims against the eras and shocks, before any counting."""
        for number, claim in enumerate(self.claims):
            for name in ("at", "of", "lower_than", "higher_than"):
                place, key = claim.get(name), f"claim[{number}].{name}"
                if place is not None:
                    self._places.verify(place, key)
            self._places.verify_order(claim, f"claim[{number}]")


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
