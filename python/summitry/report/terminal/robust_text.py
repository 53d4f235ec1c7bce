"""How far each claim can be pushed, as one table for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from summitry.frames import Frame, Table
from summitry.output.decision_words import decision_words
from summitry.output.format import MISSING, share_text, spaced
from summitry.output.shown import text_table
from summitry.output.table_rows import rows_of
from summitry.report.robust_words import EVERY_WAY, PUSHED
from summitry.report.terminal.lines import said

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLUMNS = {
    "says": "claim",
    "verdict": "verdict",
    "break_even": "break-even weight",
    "overturned_by": "overturned by",
    "holds_in": "holds in",
}
_SHARE = f"""\
the share of the {{number}} combinations of the study's alternatives in which the claim \
holds (and of those that leave it open), and the decision that it turns on most. \
{EVERY_WAY}"""


def robust_text(robust: Frame, rows: Sequence[int]) -> str:
    """Return these rows of what `Study.robustness` found, with a legend."""
    whole = Table(robust, "robustness")
    table = whole.take(np.array(rows, dtype=np.int64))
    texts = {
        name: [spaced(value) if value else MISSING for value in table.values(name)]
        for name in ("break_even", "overturned_by")
    }
    told = rows_of(table, "share", "turns_on", "undetermined", "specifications")
    holds = [_share(*one) for one in told]
    frame = table.with_columns(texts | {"holds_in": holds})
    number = max(table.integers("specifications"), default=0)
    parts = [
        "HOW FAR EACH CLAIM CAN BE PUSHED",
        text_table(frame, _COLUMNS),
        said(f"{PUSHED} Holds in: {_holds(number)}"),
    ]
    return "\n\n".join(parts)


def _holds(number: int) -> str:
    """Say of how many ways to count a claim holds in some."""
    if number > 1:
        return _SHARE.format(number=f"{number:,}")
    return "the one way to count, since the study declares no alternatives."


def _share(
    share: float | None, driver: str | None, undetermined: int, number: int
) -> str:
    if share is None or share != share:  # noqa: PLR0124
        return MISSING
    text = share_text(share)
    if undetermined:
        text += f" ({share_text(undetermined / number)} open)"
    return f"{text}, by {decision_words(driver)}" if driver else text
