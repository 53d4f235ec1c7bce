"""Reports: a study as one HTML file, for somebody who was not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.output.escape import html
from summitry.output.writing import refuse_existing, write_whole
from summitry.report._answers import details, overview, tallied
from summitry.report._blocks import facts, paragraph
from summitry.report._findings import findings
from summitry.report._material import Material
from summitry.report._methods import methods
from summitry.report._page import Section, page
from summitry.report._question import question
from summitry.report._receipts import receipts
from summitry.report._robust import robustness

if TYPE_CHECKING:
    from pathlib import Path

    from summitry.facade.study import Study


def write_report(
    study: Study, path: str | Path, *, note: str | None = None, overwrite: bool = False
) -> Path:
    """Write a study as one HTML file that needs no network and runs no script."""
    refuse_existing(path, overwrite=overwrite)
    return write_whole(path, report_html(study, note=note), overwrite=overwrite)


def report_html(study: Study, *, note: str | None = None) -> str:
    """Return the report of a study as a text."""
    material = Material.of(study)
    sections = [question(material), overview(material), *findings(material)]
    pushed = robustness(material)
    if pushed is not None:
        sections.append(pushed)
    if len(material.results):
        sections.append(details(material))
    sections += [receipts(material), methods(material), _file(material)]
    lead = [paragraph(note or "", "quiet"), paragraph(tallied(material), "lead")]
    return page(study.title, lead, sections, [_made_with(material)])


def _file(material: Material) -> Section:
    """The study file, and what is needed to find this result again."""
    hashes = {
        "Study file, SHA-256": f"<code>{material.study.hash}</code>",
        "Data, SHA-256": f"<code>{material.study.data_hash}</code>",
        "summitry": html(material.results.provenance["summitry"]),
    }
    text = "\n".join(html(line) for line in material.study.text.splitlines())
    body = [
        facts(hashes),
        (
            '<pre tabindex="0" role="region" aria-label="Study file">'
            f"<code>{text}</code></pre>"
        ),
    ]
    return Section("study", "The study file", body)


def _made_with(material: Material) -> str:
    version = material.results.provenance["summitry"]
    return paragraph(f"Computed by summitry {version}.", "quiet")
