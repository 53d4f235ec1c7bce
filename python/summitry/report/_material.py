"""What a report is made of: the study, its tables, its verdicts, its memos."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from summitry.frames import Table
from summitry.study.record_parts import countries_of, of_pair, of_sides, part_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.claims.result import ClaimResults
    from summitry.frames import Frame
    from summitry.report.reported import ReportedStudy
    from summitry.robustness.multiverse_result import Multiverse


@dataclass(frozen=True)
class Material:
    """
    What a report is made of.

    Attributes
    ----------
    study : Study
        The study.
    model : dict
        What its file says.
    tables : mapping of name to frame
        What it found.
    results : ClaimResults
        What became of its claims.
    memos : dict of str to str
        A paragraph for each claim.
    visits : Table
        The visits that the claims' rows are positions of.
    counted : Table
        Those of them that the tables are of, dated as the study dates them.
    robust : Table or None
        How far each claim can be pushed; None where there is none to push.
    multiverse : Multiverse or None
        The claims under every declared way of counting.
    explained : frame or None
        What would have to be different for printed numbers to come out.
    eras, shocks : frame or None
        What the tables count in, and wait after.
    parts : tuple of (name, Material)
        Of a study over several records, what there is of each alone.
    """

    study: ReportedStudy
    model: dict[str, Any]
    tables: Mapping[str, Frame]
    results: ClaimResults
    memos: Mapping[str, str]
    visits: Table
    counted: Table
    robust: Table | None
    multiverse: Multiverse | None
    explained: Frame | None
    eras: Frame | None
    shocks: Frame | None
    parts: tuple[tuple[str, Material], ...] = ()

    @classmethod
    def of(cls, study: ReportedStudy) -> Material:
        """Run a study and judge its claims."""
        results, ran = study.check(), study.run()
        found = study.multiverse() if len(results) else None
        robust = Table(study.robustness(), "robustness") if len(results) else None
        whole = cls(
            study,
            study.to_dict(),
            ran.tables,
            results,
            study.memos(),
            Table(study.visits, "visits"),
            study.declared.counted(),
            robust,
            found,
            study.explained,
            study.eras,
            study.shocks,
        )
        parts = [
            (record, whole.of_record(record, tables))
            for record, tables in ran.records.items()
        ]
        return replace(whole, parts=tuple(parts))

    def of_record(self, record: str, tables: Mapping[str, Frame]) -> Material:
        """Return what there is of one record: its tables, visits, eras and shocks."""
        visits = part_of(self.visits, record)
        sides = countries_of(visits)
        eras = None if self.eras is None else of_sides(Table(self.eras, "eras"), sides)
        shocks = self.shocks
        own = None if shocks is None else of_pair(Table(shocks, "shocks"), sides)
        return replace(
            self,
            tables=tables,
            visits=visits,
            counted=part_of(self.counted, record),
            eras=None if eras is None else eras.native,
            shocks=None if own is None else own.native,
        )

    @property
    def covered(self) -> bool:
        """Whether the study says who is covered, and when."""
        return bool(self.model.get("coverage"))

    def has(self, name: str) -> bool:
        """Whether the study has a table with rows."""
        return name in self.tables and len(Table(self.tables[name], name)) > 0
