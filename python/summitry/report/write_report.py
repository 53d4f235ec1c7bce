"""Reports: a study as one HTML, Word or PDF file, for somebody who was not there."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from summitry.exceptions import InputError
from summitry.output.escape import html
from summitry.output.format import many
from summitry.output.state_names import state_names
from summitry.output.writing import refuse_existing, write_whole
from summitry.report._answer import answer
from summitry.report._answers import details, overview
from summitry.report._blocks import drawn_as, facts, folded, paragraph, verbatim
from summitry.report._cite import how_to_cite
from summitry.report._explore import explore
from summitry.report._findings import findings
from summitry.report._material import Material
from summitry.report._methods import methods
from summitry.report._page import Section, page
from summitry.report._question import asked, counted
from summitry.report._receipts import receipts
from summitry.report._robust import robustness
from summitry.report.called_records import named_records
from summitry.report.named_countries import codes_in

if TYPE_CHECKING:
    from pathlib import Path

    from summitry.report.reported import ReportedStudy


_KINDS = frozenset({".html", ".htm", ".docx", ".pdf"})
"""The endings of what a report can be; any other is of a file that it is not."""


def write_report(
    study: ReportedStudy,
    path: str | Path,
    *,
    note: str | None = None,
    dated: bool = True,
    interactive: bool = True,
    overwrite: bool = False,
) -> Path:
    """Write a study as one file that needs no network, and no script."""
    path = refuse_existing(path, overwrite=overwrite)
    kind = _kind_of(path)
    made = dt.datetime.now().astimezone().date() if dated else None
    # On paper nothing can be moved, and Word shows no drawings of a page's kind.
    interactive &= kind not in {".docx", ".pdf"}
    with drawn_as("png" if kind == ".docx" else "svg"):
        text = report_html(study, note=note, made=made, interactive=interactive)
    return write_whole(path, _as_kind(kind, text, study.title), overwrite=overwrite)


def _kind_of(path: Path) -> str:
    """The kind that a name asks for, before any file of another is replaced."""
    kind = path.suffix.lower()
    if kind not in _KINDS:
        raise InputError(
            f"a report cannot be written as {kind}"
            if kind
            else f"'{path.name}' has no ending that says what the report is to be",
            code="unknown_kind",
            column="path",
            hint="end its name with .html, .docx or .pdf",
        )
    return kind


def _as_kind(kind: str, page: str, title: str) -> str | bytes:
    """Return a page as what a file of its kind holds."""
    if kind == ".docx":
        from summitry.output.word import word_bytes

        return word_bytes(page, title)
    if kind == ".pdf":
        from summitry.output.pdf import pdf_bytes

        return pdf_bytes(page)
    return page


def report_html(
    study: ReportedStudy,
    *,
    note: str | None = None,
    made: dt.date | None = None,
    interactive: bool = True,
) -> str:
    """Return the report of a study as a text; without a day it is always the same."""
    material = Material.of(study)
    sections = [answer(material)]
    sections += [overview(material)] if len(material.results) else []
    sections.append(counted(material))
    sections += findings(material)
    pushed = robustness(material)
    if pushed is not None:
        sections.append(pushed)
    tried, script = (explore(material) if interactive else None) or (None, "")
    sections += [] if tried is None else [tried]
    if len(material.results):
        sections.append(details(material))
    sections += [receipts(material), methods(material), how_to_cite(material)]
    sections.append(_file(material))
    lead = [paragraph(note or "", "quiet"), *asked(material)]
    foot = [_made_with(material, made)]
    names = state_names(codes_in(material.visits, material.eras))
    names |= named_records({name: part.visits for name, part in material.parts})
    return page(study.title, lead, sections, foot, names, script)


def _file(material: Material) -> Section:
    """The study file, and what is needed to find this result again."""
    hashes = {
        "Study file, SHA-256": f"<code>{material.study.hash}</code>",
        "Data, SHA-256": f"<code>{material.study.data_hash}</code>",
        "summitry": html(material.results.provenance["summitry"]),
    }
    text = material.study.text
    lines = many(len(text.splitlines()), "line")
    body = [facts(hashes), *folded(lines, [verbatim(text, "Study file")])]
    return Section("study", "The study file", body)


def _made_with(material: Material, made: dt.date | None) -> str:
    version = material.results.provenance["summitry"]
    day = "" if made is None else f"Made on {made}. "
    return paragraph(f"{day}Computed by summitry {version}.", "quiet")
