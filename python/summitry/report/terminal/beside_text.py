"""What a run over several records says of them beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.output.shown import text_table
from summitry.report.by_record import ABOUT_BESIDE, beside, beside_words
from summitry.report.terminal.lines import said, section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.frames import Frame


def beside_text(tables: Mapping[str, Frame]) -> str:
    """Return the comparison of each two records, by the full rule and by rank floor."""
    if "dyads" not in tables:
        return ""
    table, heads = beside(tables, "dyads")
    parts = [
        said(ABOUT_BESIDE),
        text_table(table.native, heads),
        *map(said, beside_words(tables)),
    ]
    if "dyads_by_floor" in tables:
        table, heads = beside(tables, "dyads_by_floor")
        narrow = {name: text for name, text in heads.items() if name != "p"}
        about = "The same by the visits at or above a rank; p is adjusted within each floor:"
        parts += [
            said(about),
            text_table(table.native, narrow | {"p_adjusted": "p"}),
        ]
    return section("The records beside each other", *parts)
