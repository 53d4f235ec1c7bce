"""How a report, its record and its methods are cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.frames import Table
from summitry.output.captions import as_sentence
from summitry.output.format import many
from summitry.report._blocks import bullets, folded, paragraph, verbatim
from summitry.report._page import Section
from summitry.report.citing import citations, record_sentence, software_sentence
from summitry.report.references import keys_of

if TYPE_CHECKING:
    from summitry.report._material import Material


def how_to_cite(material: Material) -> Section:
    """Return what to cite, in sentences and in BibTeX."""
    study = material.study
    tables = [Table(one, name) for name, one in material.tables.items()]
    if material.robust is not None:
        tables.append(material.robust)
    if material.multiverse is not None:
        named = {"claims": material.multiverse.claims}
        named["drivers"] = material.multiverse.drivers
        tables += [Table(one, name) for name, one in named.items()]
    keys = [key for table in tables for key in keys_of(table)]
    made = citations(keys, study.record_names, (study.title, study.data_hash))
    records = study.record_names
    data = [f"{as_sentence(study.title)} Data, SHA-256 {study.data_hash}."]
    what = [*map(record_sentence, records)] or data
    body = [
        paragraph("Cite what the numbers come from, and the methods of those you use."),
        bullets([software_sentence(), *what]),
        *folded(
            f"{many(len(made.entries), 'reference')} in BibTeX",
            [verbatim(made.to_bibtex(), "References in BibTeX")],
        ),
    ]
    return Section("cite", "How to cite", body)
