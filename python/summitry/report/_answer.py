"""The answer of a report: the safest sentences, the frequencies, what is not so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry import plot
from summitry.claims.told import NOT_REPRODUCED
from summitry.output.captions import begun
from summitry.output.claims_grid import VERDICTS
from summitry.output.escape import bdi, prose
from summitry.output.format import many, spoken
from summitry.plot._other_reading import has_diamonds
from summitry.report._blocks import bullets, figure, paragraph
from summitry.report._page import Section
from summitry.report.called_records import record_title
from summitry.report.era_view import IF_COUNTED, other_reading, pooled
from summitry.report.first_screen import SAFEST, safest
from summitry.report.frequency_words import told_of_each
from summitry.study.record_parts import countries_of

if TYPE_CHECKING:
    from summitry.claims.result import ClaimResult
    from summitry.report._material import Material


def answer(material: Material) -> Section:
    """Return what is most worth knowing, before anything is explained."""
    body = [paragraph(tallied(material), "lead"), *_safest(material)]
    if not len(material.results):
        parts = [(record, part.tables) for record, part in material.parts]
        body.append(bullets(told_of_each(parts or [("", material.tables)])))
    for record, part in material.parts or (("", material),):
        if part.has("frequency"):
            body.append(_frequencies(part, record and f"{record_title(record)}. "))
    return Section("answer", "The answer", [*body, *_not_so(material)])


def _frequencies(material: Material, opening: str) -> str:
    """Return the figure of the frequencies in each era."""
    frame = material.tables["frequency"]
    among = pooled(frame, countries_of(material.visits))
    counted = IF_COUNTED[other_reading(frame)]
    diamond = f"A diamond is the frequency if {counted}. " * has_diamonds(frame)
    return figure(
        f"{opening}Visits a year in each era with their intervals. "
        f"{diamond}{among}".rstrip(),
        lambda: plot.frequency(frame),
        narrow=True,
    )


def tallied(material: Material) -> str:
    """Count the verdicts in a sentence."""
    verdicts = [one.verdict for one in material.results]
    counts = [f"{verdicts.count(one)} {one}" for one in VERDICTS if one in verdicts]
    of = many(len(verdicts), "claim")
    return f"Of {of}: {spoken(counts)}." if verdicts else ""


def _safest(material: Material) -> list[str]:
    """The reproduced sentences that stand safest, with their numbers and conditions."""
    if material.robust is None:
        return []
    told = safest(material.results, material.robust.native)[:SAFEST]
    record, numbers = material.study.declared.record, _numbers(material)
    items = "".join(
        f"<li>{_linked(one.result, numbers)} {bdi(begun(one.result.computed))}. "
        f"{prose(one.condition(record))}.</li>"
        for one in told
    )
    return ["<h3>What stands safest</h3>", f"<ol>{items}</ol>"] if items else []


def _not_so(material: Material) -> list[str]:
    """The sentences that the record does not give, and what it gives instead."""
    numbers = _numbers(material)
    items = "".join(
        f"<li>{_linked(one, numbers)} The record gives {bdi(_instead(one))}.</li>"
        for one in material.results
        if one.verdict == NOT_REPRODUCED
    )
    return ["<h3>What was not reproduced</h3>", f"<ul>{items}</ul>"] if items else []


def _instead(one: ClaimResult) -> str:
    """What was computed and what it is made of, each once."""
    if one.computed in one.reason:
        return one.reason
    return f"{one.computed}: {one.reason}"


def _numbers(material: Material) -> dict[str, int]:
    return {one.id: number for number, one in enumerate(material.results, start=1)}


def _linked(one: ClaimResult, numbers: dict[str, int]) -> str:
    """A sentence that leads to what is behind it."""
    says = " ".join(one.says.split())
    return f'<a href="#claim-{numbers[one.id]}">{bdi(says)}</a>'
