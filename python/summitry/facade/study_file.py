"""Study files: what one says, and the tables that it names."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic

import numpy as np

from summitry import _core
from summitry.claims.stated_claims import StatedClaim, StatedClaims
from summitry.facade.declared import Declared
from summitry.facade.named_rules import refuse_unknown_rules
from summitry.frames.arguments import several_texts
from summitry.frames.dates import iso
from summitry.frames.in_kind import in_kind
from summitry.frames.same_kind import KindT
from summitry.output.format import many
from summitry.output.readable import Facts, Readable, Title
from summitry.study import fingerprint as _fingerprint
from summitry.study.known_visits import known_model
from summitry.study.several_records import records_of
from summitry.study.tables import Tables

if TYPE_CHECKING:
    from summitry.claims.specification import Specification
    from summitry.frames import Frame, Table
    from summitry.measure.definition import Definition
    from summitry.measure.weights import Scheme
    from summitry.output.readable import Part
    from summitry.study.source import Source


class StudyFile(Readable, Generic[KindT]):
    """
    What a study file says, with the tables that it names.

    Attributes
    ----------
    name : str
        The bundled name, or the name of the file.
    title : str
        What the study is called.
    about : str
        What it asks; empty if it does not say.
    hash : str
        SHA-256 of the study file's text.
    as_of : str or None
        The day as on which the record is known; None for all that is known now.
    declared : Declared
        Its record, specification and claims, for what asks them otherwise.
    """

    def __init__(
        self, source: Source, frames: dict[str, Frame], as_of: int | None = None
    ) -> None:
        # Else a claim or the visits would be blamed, whose reading asks for threads.
        _verify_settings()
        self._source = source
        model = source.model()
        self._model = model if as_of is None else known_model(model, as_of)
        self._tables = Tables(source, self._model, frames, as_of)
        self.declared = Declared(source, self._model, self._tables)
        self.name = source.name
        self.title: str = self._model["title"]
        self.about = str(self._model.get("about") or "")
        self.as_of = None if as_of is None else iso(as_of)
        self.hash = _fingerprint.of_text(source.text)
        refuse_unknown_rules(self.declared)
        self.declared.verify()

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what it was read from: the file's text, its folder, tables given."""
        return type(self), (self._source, self._tables.given, self._tables.as_of)

    @property
    def since(self) -> str:
        """First day observed."""
        return str(self._model["observation"]["since"])

    @property
    def through(self) -> str:
        """Last day observed, inclusive."""
        return str(self._model["observation"]["through"])

    @property
    def visits(self) -> KindT:
        """The visits, with what the definition says of each and why."""
        visits: KindT = self._tables.visits.own_copy()
        return visits

    @property
    def record_names(self) -> list[str]:
        """The bundled records that the visits are of; none where they are your own."""
        if "visits" in self._tables.given:
            return []
        return records_of(self._model.get("visits", {}))

    @property
    def eras(self) -> KindT | None:
        """The eras that the study counts in, one rule for each side."""
        return self._of_one_kind(self.declared.eras)

    @property
    def shocks(self) -> KindT | None:
        """The shocks."""
        return self._of_one_kind(self._tables.dated_shocks)

    @property
    def series(self) -> KindT | None:
        """The dated series that are no visits."""
        return self._of_one_kind(self._tables.series)

    def _of_one_kind(self, table: Table | None) -> KindT | None:
        """A table in the kind of the visits, whatever it was given in."""
        if table is None:
            return None
        made: KindT = in_kind(table, self._tables.visits.backend)
        return made

    @property
    def claims(self) -> StatedClaims:
        """The published claims, each with the keys of the file."""
        stated = (self._model["claim"][place] for place in self.declared.asked)
        return StatedClaims(map(StatedClaim, stated))

    @property
    def definition(self) -> Definition | None:
        """Which visits count; None where all do."""
        return self._tables.definition

    @property
    def scheme(self) -> Scheme | None:
        """What visits weigh."""
        return self._tables.scheme

    @property
    def specification(self) -> Specification:
        """The study's own choice for every convention."""
        return self.declared.specification

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
        made = {
            "study": self.name,
            "study_sha256": self.hash,
            "data_sha256": self.data_hash,
            "summitry": _core.__version__,
        }
        return Facts(made if self.as_of is None else made | {"as_of": self.as_of})

    def locate(self, *keys: str) -> list[tuple[int, int]]:
        """
        Line and column of keys such as ``claim[2].at.era``, counted from 1.

        Examples
        --------
        >>> import summitry
        >>> summitry.read_study("china-dprk").locate("title")
        [(4, 1)]
        """
        named = several_texts(keys, "keys", 'study.locate("title")')
        # Half a letter can be in no file, and is asked for as its escape.
        written = [key.encode("utf-8", "backslashreplace").decode() for key in named]
        return self._source.locate_all(written)

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

    def _parts_(self) -> list[Part]:
        claims = many(len(self.claims), "claim")
        told = f"Study {self.name}, observed from {self.since} to {self.through}; {claims}."
        known = [f"As known on {self.as_of}."] if self.as_of is not None else []
        about = [" ".join(self.about.split())] if self.about else []
        return [Title(self.title), *about, told, *known]


def _verify_settings() -> None:
    """Let the core read its settings, in a call that has nothing to compute."""
    none = np.empty(0, np.uint64)
    _core.poisson_interval(none, np.empty(0), level=0.95, interval="garwood")
