"""What was published and what the record gives: an overview, then claim by claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.claims.wording import CLAIMS_APART
from summitry.frames import Table
from summitry.output.decision_words import decision_words
from summitry.output.escape import bdi, html, prose
from summitry.output.format import many, share_text, spaced
from summitry.report._blocks import facts, paragraph
from summitry.report._page import Section
from summitry.report._receipts import MOST_OF_A_CLAIM, MOST_ROWS
from summitry.report.explained_words import explained_claims

if TYPE_CHECKING:
    from summitry.claims.result import ClaimResult
    from summitry.report._material import Material


def overview(material: Material) -> Section:
    """Return every published sentence with its verdict, on one screen."""
    rows = [
        "<tr>"
        f'<th scope="row"><a href="#claim-{number}">{bdi(_flat(one.says))}</a></th>'
        f"<td>{bdi(one.printed)}</td><td>{bdi(one.computed)}</td>"
        f"<td>{_verdict(one)}</td></tr>"
        for number, one in enumerate(material.results, start=1)
    ]
    noted = Table(material.tables["notes"], "notes").values("note")
    head = "".join(
        f'<th scope="col">{name}</th>'
        for name in ("claim", "printed", "computed", "verdict")
    )
    body = [
        '<div class="summitry" tabindex="0" role="region" aria-label="Verdicts">',
        (
            f"<table><caption><b>Printed against computed</b></caption>"
            f"<thead><tr>{head}</tr></thead><tbody>"
        ),
        *rows,
        "</tbody></table></div>",
        paragraph(CLAIMS_APART if CLAIMS_APART in noted else ""),
    ]
    return Section("answers", "What is claimed, and what the record gives", body)


def details(material: Material) -> Section:
    """Return each claim with its paragraph, how it was counted, and its visits."""
    says = {one.id: one.says for one in material.results}
    why = explained_claims(material.explained, says)
    body = [
        part
        for number, one in enumerate(material.results, start=1)
        for part in _detail(material, number, one, why.get(one.id))
    ]
    return Section("claims", "Claim by claim", body)


def _detail(
    material: Material, number: int, one: ClaimResult, why: str | None
) -> list[str]:
    said = {
        "Verdict": _verdict(one) + ("" if one.as_expected else " (not as expected)"),
        "Printed": bdi(one.printed),
        "Computed": bdi(one.computed),
        **{f"Computed {name}": bdi(text) for name, text in one.readings.items()},
        "Counted": prose(one.definition),
        **({"Why": prose(one.reason)} if one.reason != one.computed else {}),
        **({"What would give it": prose(why)} if why else {}),
        **_pushed(material, number - 1),
        "Name": f"<code>{html(one.id)}</code>, line {one.line} of the study file",
    }
    return [
        f'<h3 id="claim-{number}">{bdi(_flat(one.says))}</h3>',
        f'<p class="memo">{prose(material.memos[one.id])}</p>',
        facts(said),
        *_behind(material, one),
    ]


def _pushed(material: Material, row: int) -> dict[str, str]:
    """How far the claim can be pushed, in words."""
    robust = material.robust
    if robust is None:
        return {}
    words = {
        "Break-even weight": spaced(robust.values("break_even")[row] or ""),
        "Overturned by": robust.values("overturned_by")[row],
    }
    share = robust.values("share")[row]
    if share is not None:
        driver = robust.values("turns_on")[row]
        ways = f"{robust.values('specifications')[row]:,}"
        words["Holds in"] = (
            f"{share_text(share)} of {many(ways, 'way')} of counting"
            + _open(robust.values("undetermined")[row])
            + (f"; it turns most on {decision_words(str(driver))}" if driver else "")
        )
    return {name: prose(str(text)) for name, text in words.items() if text}


def _open(undetermined: int) -> str:
    return f", not determined in {undetermined}" if undetermined else ""


def _behind(material: Material, one: ClaimResult) -> list[str]:
    """The visits behind a claim, each with a link to its receipt."""
    if not one.rows:
        return []
    shown = one.rows[:MOST_OF_A_CLAIM]
    table = Table(material.visits.rows(np.array(shown, dtype=np.int64)), "visits")
    names = [name for name in ("date_text", "date", "visitor") if table.has(name)]
    names = names if "date_text" not in names else [n for n in names if n != "date"]
    columns = [[_cell(value) for value in table.values(name)] for name in names]
    items = "".join(
        f'<li><a href="#visit-{row + 1}">{" ".join(bdi(cell) for cell in cells if cell)}</a></li>'
        for row, cells in zip(shown, zip(*columns, strict=True), strict=True)
    )
    more = len(one.rows) - len(shown)
    where = (
        "in the record" if len(material.visits) > MOST_ROWS else "among the receipts"
    )
    rest = f"<p>and {more} more, {where}.</p>" if more else ""
    n = len(one.rows)
    said = "The visit behind it" if n == 1 else f"The {n} visits behind it"
    return [f"<details><summary>{said}</summary><ul>{items}</ul>{rest}</details>"]


def _verdict(one: ClaimResult) -> str:
    kind = one.verdict.replace(" ", "-")
    mark = {"reproduced": "✓", "not reproduced": "✗"}.get(one.verdict, "?")
    condition = f" {prose(one.condition)}" if one.condition else ""
    return f'<span class="verdict {html(kind)}">{mark} {html(one.verdict)}</span>{condition}'


def _flat(text: str) -> str:
    return " ".join(text.split())


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value.date().isoformat() if hasattr(value, "date") else str(value)
