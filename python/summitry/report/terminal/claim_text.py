"""One claim in the terminal: its verdict, its paragraph, and the visits behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.frames import Table
from summitry.output.format import many
from summitry.output.shown import text_table
from summitry.report.terminal.lines import said, section
from summitry.report.terminal.run_text import claims_text

if TYPE_CHECKING:
    from summitry.report.reported import ReportedStudy

_COLUMNS = ("date", "visitor", "visitor_rank", "origin", "destination", "source_title")


def claim_text(study: ReportedStudy, claim: str) -> str:
    """
    Return everything that is known of one claim, as text.

    Parameters
    ----------
    study : Study
        The study.
    claim : str
        The id of one of its claims.

    Raises
    ------
    CategoryError
        If there is no such claim.
    """
    results = study.check(claim)
    visits = Table(results.receipts(claim), "receipts")
    names = ["date_text" if visits.has("date_text") else "date", *_COLUMNS[1:]]
    shown = [name for name in names if visits.has(name)]
    behind = text_table(visits.native, shown) if len(visits) else said("None.")
    says = {str(one["id"]): str(one["says"]) for one in study.claims}
    told = study.explained
    if told is not None:
        table = Table(told, "explained")
        own = [name == claim for name in table.values("target")]
        told = table.take(np.flatnonzero(own)).native
    return "\n\n".join(
        (
            claims_text(results, "", told, says),
            section("In a memo", said(study.memos()[claim])),
            section(f"{many(len(visits), 'visit')} behind it", behind),
        )
    )
