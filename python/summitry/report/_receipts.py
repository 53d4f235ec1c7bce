"""Receipts: every visit with what the definition says of it, and its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.output.escape import bdi, html
from summitry.output.format import MISSING, cell, many
from summitry.report._blocks import link, paragraph
from summitry.report._page import Section

if TYPE_CHECKING:
    from summitry.report._material import Material

_WORDS = {"true": "yes", "false": "no", "unclear": "unclear"}
_COLUMNS = ("no.", "date", "visitor", "direction", "host", "counts", "source and note")


def receipts(material: Material) -> Section:
    """Return the visits of the record in the order of time, each with its source."""
    table = material.visits
    days = table.days("date").tolist()
    columns = {name: table.values(name) for name in table.columns}
    head = "".join(f'<th scope="col">{name}</th>' for name in _COLUMNS)
    rows = [
        _row(row, {name: values[row] for name, values in columns.items()})
        for row in sorted(range(len(days)), key=lambda row: (days[row], row))
    ]
    body = [
        paragraph(
            "The rows of the record in the order of time, numbered as they stand in it. "
            "Whether a visit counts is what the definition says of it, with the reason."
        ),
        '<div class="summitry" tabindex="0" role="region" aria-label="Visits behind the claims">',
        (
            f"<table><caption><b>{many(len(rows), 'visit')}</b></caption>"
            f"<thead><tr>{head}</tr></thead><tbody>"
        ),
        *rows,
        "</tbody></table></div>",
    ]
    return Section("receipts", "Receipts", body)


def _row(row: int, visit: dict[str, Any]) -> str:
    date = visit.get("date_text") or visit.get("date")
    office = _said(visit.get("visitor_office") or visit.get("visitor_rank"))
    who = bdi(_said(visit.get("visitor")) or MISSING) + (
        f", {html(office)}" if office else ""
    )
    way = " to ".join(
        bdi(_said(visit.get(end)) or MISSING) for end in ("origin", "destination")
    )
    cells = [
        bdi(_said(date)),
        who,
        way,
        bdi(_said(visit.get("host")) or MISSING),
        _counts(visit),
        _source(visit),
    ]
    return (
        f'<tr id="visit-{row + 1}"><th scope="row">{row + 1}</th>'
        + "".join(f"<td>{text}</td>" for text in cells)
        + "</tr>"
    )


def _counts(visit: dict[str, Any]) -> str:
    verdict = _said(visit.get("qualifies", "true"))
    reason = _said(visit.get("reason")).replace("_", " ")
    word = _WORDS.get(verdict, verdict)
    return html(word) + (f": {html(reason)}" if reason else "")


def _source(visit: dict[str, Any]) -> str:
    title = _said(visit.get("source_title") or visit.get("source"))
    address = _said(visit.get("source_url"))
    note = _said(visit.get("note"))
    parts = [link(address, title or address)] if title or address else ["no source"]
    return "<br>".join([*parts, *([html(note)] if note else [])])


def _said(value: Any) -> str:
    return "" if value is None else " ".join(cell(value, "text", 0).split())
