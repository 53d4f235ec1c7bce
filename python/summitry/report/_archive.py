"""What the archive can hold, in a report: rows by rank, late starts, floors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.output.captions import begun
from summitry.report._blocks import paragraph, table
from summitry.report._page import Section
from summitry.report.archive_words import (
    NO_FLOOR,
    archive_line,
    empty_groups,
    first_years,
    held_rows,
    none_of,
    told_floors,
    with_origins,
)
from summitry.report.era_view import named_apart

if TYPE_CHECKING:
    from summitry.report._material import Material

_ARCHIVE = {
    "group": "rank group",
    "period": "period",
    "visits": "rows",
    "share_unsourced": "without a source",
    "share_vague": "not dated to the day",
    "share_unannounced": "unannounced",
    "share_announcement_unknown": "announcement unknown",
}
_CHECK = {
    "group": "rank group",
    "visits": "visits that count",
    "first": "first of them",
    "years_before": "years observed before it",
    "p_adjusted": "p, adjusted",
    "verdict": "so it begins",
}
_MISSING = {
    "era": "era",
    "other_era": "against",
    "missing_in": "missing in",
    "group": "rank group",
    "recorded": "recorded",
    "missing": "missing",
    "share": "share of all",
}
_FLOORS = {
    "floor": "visits of",
    "side": "side",
    "era": "era",
    "other_era": "against",
    "count": "visits",
    "other_count": "visits of the other",
    "frequency": "visits a year",
    "other_frequency": "of the other",
    "ratio": "ratio",
    "p_adjusted": "p, adjusted",
    "verdict": "it is",
}
_PHASES = {
    "floor": "visits of",
    "start": "from",
    "end": "to",
    "count": "visits",
    "frequency": "visits a year",
}

_NOTES = {
    "missing_to_flip": (
        (
            "The fewest visits that, missing from the era, would make it impossible to tell "
            "the two apart; and their share of all visits of the group that would then have "
            "taken place in it."
        ),
    ),
    "comparisons_by_floor": (
        (
            "By the visits that count of visitors at or above a rank; p is adjusted within "
            "each floor."
        ),
    ),
}


def archive(material: Material) -> Section:
    """Return what the archive holds, and what in the findings may be its own doing."""
    tables = named_apart(material.tables)
    empty = empty_groups(tables["archive"])
    data, origins = with_origins(held_rows(tables["archive"], empty))
    notes = data.values("note")[:1] if data.has("note") else []
    body = [
        paragraph(archive_line(tables), "lead"),
        table(
            data,
            "Rows of the record by rank group and period",
            _ARCHIVE | origins,
            [
                *(f"{begun(note)}." for note in notes if note),
                *filter(None, [none_of(empty)]),
            ],
        ),
        paragraph(first_years(tables["archive_check"])),
        table(
            held_rows(tables["archive_check"], empty),
            "Since when the record has visits that count",
            _CHECK,
            [
                (
                    "p: how readily as many visits, thrown evenly on the days observed, "
                    "would all avoid those before the first."
                )
            ],
        ),
    ]
    for name, title, headings in (
        ("missing_to_flip", "How bad the archive must be", _MISSING),
        ("comparisons_by_floor", "Each two eras, by rank floor", _FLOORS),
        ("phases_by_floor", "Phases, by rank floor", _PHASES),
    ):
        if material.has(name):
            if "floor" not in headings:
                data = held_rows(tables[name], empty)
            elif not len(data := told_floors(tables[name])):
                body.append(paragraph(f"{title}: {NO_FLOOR}"))
                continue
            body.append(table(data, title, headings, _NOTES.get(name, ())))
    return Section("archive", "What the archive can hold", body)
