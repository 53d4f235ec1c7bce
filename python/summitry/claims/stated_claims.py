"""The claims of a study file, with its keys, that show their sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.claims.sentence import in_its_names
from summitry.claims.statement import Statement
from summitry.claims.wording import asserted
from summitry.frames.arguments import known_name
from summitry.output.format import many
from summitry.output.readable import Readable, Title
from summitry.output.text_table import Column, Grid

if TYPE_CHECKING:
    from summitry.output.readable import Part


class StatedClaim(Readable, dict[str, Any]):
    """
    A claim with the keys of a study file.

    Examples
    --------
    >>> StatedClaim(id="a", says="Six visits.", quantity="count", printed="6")
    Six visits.
    asserts  6
    id       a
    """

    __slots__ = ()

    @property
    def asserts(self) -> str:
        """What it asserts, in the fewest words."""
        said = Statement.read(self)
        return in_its_names(asserted(said), said)

    def _parts_(self) -> list[Part]:
        says = " ".join(str(self["says"]).split())
        return [
            Title(says),
            {"asserts": self.asserts, "id": str(self["id"])},
        ]


class StatedClaims(Readable, list[StatedClaim]):
    """
    Claims with the keys of a study file, by their places or their ids.

    Examples
    --------
    >>> claim = StatedClaim(id="a", says="Six visits.", quantity="count", printed="6")
    >>> StatedClaims([claim])["a"]["printed"]
    '6'
    >>> StatedClaims([claim])
    claim        asserts  id
    ────────────────────────
    Six visits.  6        a
    1 claim.
    """

    __slots__ = ()

    def __getitem__(self, place: Any) -> Any:
        """Return a claim by its place or its id, or a list of them by a slice."""
        if not isinstance(place, str):
            return super().__getitem__(place)
        ids = [one["id"] for one in self]
        return super().__getitem__(ids.index(known_name(place, ids, "claim")))

    def _parts_(self) -> list[Part]:
        says = [" ".join(str(one["says"]).split()) for one in self]
        columns = [
            Column("says", "claim", says, whole=True),
            Column(
                "asserts",
                "asserts",
                [one.asserts for one in self],
                whole=True,
            ),
            Column("id", "id", [str(one["id"]) for one in self]),
        ]
        return [Grid(columns, notes=[f"{many(len(self), 'claim')}."])]
