"""What reports ask of a study, of a run and of changes: whoever answers can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.claims.result import ClaimResults
    from summitry.claims.specification import Specification
    from summitry.claims.stated_claims import StatedClaims
    from summitry.frames import Frame
    from summitry.measure.definition import Definition
    from summitry.measure.weights import Scheme
    from summitry.robustness.exploration import Exploration
    from summitry.robustness.multiverse_result import Multiverse


class ReportedRun(Protocol):
    """The tables of an observation."""

    @property
    def title(self) -> str:
        """What was run."""
        ...

    @property
    def since(self) -> str:
        """First day observed."""
        ...

    @property
    def through(self) -> str:
        """Last day observed."""
        ...

    @property
    def tables(self) -> Mapping[str, Frame]:
        """What was found."""
        ...

    @property
    def records(self) -> Mapping[str, Mapping[str, Frame]]:
        """The same of each of several records by itself."""
        ...

    def whole(self) -> dict[str, Frame]:
        """Return the tables with those of each record beside them."""
        ...


class ReportedStudy(Protocol):
    """A study, with all that it gives."""

    @property
    def title(self) -> str:
        """What the study is called."""
        ...

    @property
    def about(self) -> str:
        """What it asks; empty if it does not say."""
        ...

    @property
    def hash(self) -> str:
        """SHA-256 of its file."""
        ...

    @property
    def data_hash(self) -> str:
        """SHA-256 of its tables."""
        ...

    @property
    def text(self) -> str:
        """Its file."""
        ...

    @property
    def since(self) -> str:
        """First day observed."""
        ...

    @property
    def through(self) -> str:
        """Last day observed."""
        ...

    @property
    def record_names(self) -> list[str]:
        """The bundled records that it is of."""
        ...

    @property
    def visits(self) -> Frame:
        """Its visits."""
        ...

    @property
    def eras(self) -> Frame | None:
        """Its eras."""
        ...

    @property
    def shocks(self) -> Frame | None:
        """Its shocks."""
        ...

    @property
    def claims(self) -> StatedClaims:
        """Its claims."""
        ...

    @property
    def definition(self) -> Definition | None:
        """Which visits count."""
        ...

    @property
    def scheme(self) -> Scheme | None:
        """What a visit is worth."""
        ...

    @property
    def specification(self) -> Specification:
        """How it counts."""
        ...

    @property
    def provenance(self) -> dict[str, str]:
        """Hashes of the study and its data."""
        ...

    @property
    def declared(self) -> Any:
        """Its record and claims, for what asks them otherwise."""
        ...

    @property
    def explained(self) -> Frame | None:
        """What would have to be different for printed numbers."""
        ...

    @property
    def exploration(self) -> Exploration:
        """The claims under the choices of a reader."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """Return what its file says."""
        ...

    def run(self) -> ReportedRun:
        """Count."""
        ...

    def check(self, claim: str | None = None) -> ClaimResults[Any]:
        """Judge its claims."""
        ...

    def multiverse(self) -> Multiverse[Any]:
        """Judge them under every declared way of counting."""
        ...

    def robustness(self) -> Frame:
        """Tell how far each can be pushed."""
        ...

    def memos(self) -> Mapping[str, str]:
        """Return a paragraph for each claim."""
        ...


class ReportedChanges(Protocol):
    """What differs between two versions of a study."""

    @property
    def old(self) -> str:
        """What the study before is called."""
        ...

    @property
    def new(self) -> str:
        """What the study after is called."""
        ...

    @property
    def rows(self) -> Frame:
        """Rows that were added, removed or changed."""
        ...

    @property
    def columns(self) -> Frame:
        """Columns that one of them alone has."""
        ...

    @property
    def conventions(self) -> Frame:
        """What they count by, where it differs."""
        ...

    @property
    def tallies(self) -> Frame:
        """Eras whose visits, days or frequency moved."""
        ...

    @property
    def verdicts(self) -> Frame:
        """Claims whose sentence, number or verdict moved."""
        ...

    @property
    def moved(self) -> Frame:
        """The rows that moved them."""
        ...
