"""Memos as they are given out: texts that know what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.claims.era_sides import era_names
from summitry.frames import Table
from summitry.output.readable import Readable, Title
from summitry.report.claim_references import keys_of_claim, keys_of_evidence
from summitry.report.evidence import evidence_of
from summitry.report.memo import Ways, memo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.claims.record import Record
    from summitry.claims.result import ClaimResults
    from summitry.output.readable import Part
    from summitry.robustness.multiverse_result import Multiverse


class Memo(str):
    """
    A paragraph on a claim, which is a text like any other.

    Attributes
    ----------
    methods : list of str
        The published methods behind it, as `cite` names them.
    provenance : mapping of str to str
        Hashes of the study and its data.
    """

    methods: list[str]
    provenance: Mapping[str, str]


class Memos(Readable, dict[str, Memo]):
    """Memos by the ids of their claims; shown, each below its claim's id."""

    __slots__ = ()

    def _parts_(self) -> list[Part]:
        parts: list[Part] = []
        for name, text in self.items():
            parts += [*([""] if parts else []), Title(name), text]
        return parts


def memos(
    results: ClaimResults, record: Record, found: Multiverse | None = None
) -> Memos:
    """
    Write a paragraph for each claim, with intervals of the visits that it counts.

    Parameters
    ----------
    results : ClaimResults
        What became of the claims.
    record : Record
        What they were asked of.
    found : Multiverse, optional
        What becomes of them when visits are counted otherwise.
    """
    ways = {} if found is None else _ways(found)
    written = Memos()
    for one in results:
        at = one.claim.statement.at
        named = era_names(record, at)
        evidence = evidence_of(one, record).with_names(str(at.era), named)
        text = Memo(memo(one, evidence, ways.get(one.id)))
        text.methods = keys_of_claim(one) + keys_of_evidence(one, evidence)
        if ways:
            text.methods.append("steegen2016")
        text.provenance = results.provenance
        written[one.id] = text
    return written


def _ways(found: Multiverse) -> dict[str, Ways]:
    table = Table(found.claims, "claims")
    counts = (table.integers(name).tolist() for name in Ways._fields)
    rows = zip(table.values("claim"), *counts, strict=True)
    return {claim: Ways(*numbers) for claim, *numbers in rows}
