"""Several records beside each other, in a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry import plot
from summitry.report._blocks import figure, paragraph, table
from summitry.report._page import Section
from summitry.report.by_record import (
    ABOUT_BESIDE,
    beside,
    beside_words,
    notes_of_study,
)

if TYPE_CHECKING:
    from summitry.report._material import Material


def together(material: Material) -> Section:
    """Return whether one record fell relative to another, and by which rank floors."""
    tables = material.tables
    body = [paragraph(note) for note in notes_of_study(tables)]
    if material.has("dyads"):
        wide, heads = beside(tables, "dyads")
        body += [
            paragraph(ABOUT_BESIDE),
            table(wide, "Each two eras", heads | {"told": "verdict"}),
            *map(paragraph, beside_words(tables)),
        ]
    if material.has("dyads_by_floor"):
        floors = tables["dyads_by_floor"]
        wide, heads = beside(tables, "dyads_by_floor")
        body += [
            figure(
                "The ratio of ratios by the visits at or above a rank. A thick line is the "
                "interval of independent visits, a thin one that of years that vary.",
                lambda: plot.dyads(floors),
            ),
            table(wide, "The same, by rank floor", heads),
        ]
    return Section("beside", "The records beside each other", body)
