"""Receipts: every visit with what the definition says of it, and its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from summitry.frames import Table
from summitry.output.escape import bdi, html, prose
from summitry.output.format import MISSING, cell, many, spaced
from summitry.report._blocks import folded, link, paragraph
from summitry.report._page import Section

if TYPE_CHECKING:
    import numpy.typing as npt

    from summitry.report._material import Material

_WORDS = {"true": "yes", "false": "no", "unclear": "unclear"}
MOST_ROWS = 1_000
"""A longer record has receipts only of the visits that claims point to."""
MOST_OF_A_CLAIM = 24
"""How many visits behind a claim it points to."""
_NOTHING = bdi(MISSING)
_COLUMNS = ("date", "visitor", "direction", "host", "counts", "source and note")


def receipts(material: Material) -> Section:
    """Return the visits of the record in the order of time, each with its source."""
    visits = material.visits
    listed, said = _listed(material)
    order = listed[np.argsort(visits.days("date")[listed], kind="stable")]
    table = Table(visits.rows(order), "visits")
    columns = {name: table.values(name) for name in table.columns}
    told = [
        _cells({name: values[place] for name, values in columns.items()})
        for place in range(len(order))
    ]
    # A column that says nothing of any visit is left out.
    shown = [name for name in _COLUMNS if {one[name] for one in told} - {_NOTHING}]
    head = "".join(f'<th scope="col">{name}</th>' for name in ("no.", *shown))
    rows = [
        f'<tr id="visit-{row + 1}"><th scope="row">{row + 1}</th>'
        + "".join(f'<td class="{name.split()[0]}">{one[name]}</td>' for name in shown)
        + "</tr>"
        for row, one in zip(order.tolist(), told, strict=True)
    ]
    body = [
        paragraph(
            f"{said} in the order of time, numbered as they stand in it. Whether a "
            "visit counts is what the definition says of it, with the reason."
        ),
        *folded(
            many(len(rows), "visit"),
            [
                '<div class="summitry" tabindex="0" role="region" aria-label="Visits">',
                "<table><caption><b>Visits and their sources</b></caption>",
                f"<thead><tr>{head}</tr></thead><tbody>",
                *rows,
                "</tbody></table></div>",
            ],
        ),
    ]
    return Section("receipts", "Receipts", body)


def _listed(material: Material) -> tuple[npt.NDArray[np.int64], str]:
    """Return the rows that have a receipt, in ascending order, and which they are."""
    every = np.arange(len(material.visits))
    if every.size <= MOST_ROWS:
        return every, "The rows of the record"
    pointed = [one.rows[:MOST_OF_A_CLAIM] for one in material.results]
    rows = np.array(sorted({row for rows in pointed for row in rows}), dtype=np.int64)
    said = (
        f"Of the {many(every.size, 'row')} of the record, too many for one page, "
        "those that the claims point to,"
    )
    return rows, said


def _cells(visit: dict[str, Any]) -> dict[str, str]:
    """The cells of a visit by their columns, as HTML."""
    date = visit.get("date_text") or visit.get("date")
    office = _said(visit.get("visitor_office") or _rank(visit))
    who = bdi(_said(visit.get("visitor")) or MISSING) + (
        f", {prose(office)}" if office else ""
    )
    way = " to ".join(
        bdi(_said(visit.get(end)) or MISSING) for end in ("origin", "destination")
    )
    return {
        "date": bdi(_said(date)),
        "visitor": who,
        "direction": way,
        "host": bdi(_said(visit.get("host")) or MISSING),
        "counts": _counts(visit),
        "source and note": _source(visit),
    }


def _rank(visit: dict[str, Any]) -> str:
    """The visitor's place on the ladder, in words, for want of an office."""
    return spaced(_said(visit.get("visitor_rank")))


def _counts(visit: dict[str, Any]) -> str:
    verdict = _said(visit.get("qualifies", "true"))
    reason = spaced(_said(visit.get("reason")))
    word = _WORDS.get(verdict, verdict)
    return html(word) + (f": {prose(reason)}" if reason else "")


def _source(visit: dict[str, Any]) -> str:
    title = _said(visit.get("source_title") or visit.get("source"))
    address = _said(visit.get("source_url"))
    note = _said(visit.get("note"))
    parts = [link(address, title or address)] if title or address else ["no source"]
    noted = [f'<span class="note">{prose(note)}</span>'] if note else []
    return "<br>".join([*parts, *noted])


def _said(value: Any) -> str:
    return "" if value is None else " ".join(cell(value, "text", 0).split())
