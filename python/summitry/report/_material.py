"""What a report is made of: the study, its tables, its verdicts, its memos."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summitry.frames import Table

if TYPE_CHECKING:
    from summitry.claims.result import ClaimResults
    from summitry.facade.study import Study
    from summitry.frames import Frame
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
    tables : dict of name to frame
        What it found.
    results : ClaimResults
        What became of its claims.
    memos : dict of str to str
        A paragraph for each claim.
    visits : Table
        The visits that the claims' rows are positions of.
    robust : Table or None
        How far each claim can be pushed; None where there is none to push.
    multiverse : Multiverse or None
        The claims under every declared way of counting.
    explained : frame or None
        What would have to be different for printed numbers to come out.
    """

    study: Study
    model: dict[str, Any]
    tables: dict[str, Frame]
    results: ClaimResults
    memos: dict[str, str]
    visits: Table
    robust: Table | None
    multiverse: Multiverse | None
    explained: Frame | None

    @classmethod
    def of(cls, study: Study) -> Material:
        """Run a study and judge its claims."""
        results = study.check()
        found = study.multiverse() if len(results) else None
        robust = Table(study.robustness(), "robustness") if len(results) else None
        return cls(
            study,
            study.to_dict(),
            study.run().tables,
            results,
            study.memos(),
            Table(study.visits, "visits"),
            robust,
            found,
            study.explained,
        )

    def has(self, name: str) -> bool:
        """Whether the study has a table with rows."""
        return name in self.tables and len(Table(self.tables[name], name)) > 0
