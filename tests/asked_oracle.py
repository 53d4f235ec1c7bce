"""Small tables asked of the slow oracle of claims."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from claim_oracle import Answer, LagRow, answers

if TYPE_CHECKING:
    from small_study import Rows

WINDOW = """
[observation]
since = 2001-01-01
through = 2006-12-31
"""


def shock(name: str, day: str, **more: str) -> Any:
    return {"id": name, "date": day, "label": name} | more


def ask(
    claim: str,
    visits: Rows,
    eras: Rows | None = None,
    shocks: Rows | None = None,
    study: str = "",
    window: str = WINDOW,
) -> Answer:
    """Ask one claim, written as in the file, of a study."""
    text = f"{window}{study}\n[[claim]]\nid = 'it'\n{claim}"
    parsed = tomllib.loads(text, parse_float=str)
    return answers(parsed, visits, eras or [], shocks or [])["it"]


def lag_row(days: int | None, status: str) -> LagRow:
    return LagRow(days, observed=status == "observed", status=status)


def known(answer: Answer) -> tuple[float | None, float | None, float | None]:
    return answer.value, answer.low, answer.high
