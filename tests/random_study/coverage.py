"""Who is covered in a random study, and when: mostly everybody always."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

    from random_study.draft import Draft

SHARE = 0.2
"""How many studies say what they cover."""


def draw_coverage(draft: Draft, rng: Random) -> list[dict[str, Any]]:
    """Draw a few reports, most of them on most days."""
    if rng.random() >= SHARE or not draft.visits:
        return []
    column = rng.choice([None, "origin", "visitor_rank", "visitor"])
    if column is None:
        return [days(draft, rng) for _ in range(rng.choice([1, 1, 2]))]
    names = sorted({row[column] for row in draft.visits if row.get(column)})
    if not names:
        return [days(draft, rng)]
    named = rng.sample(names, rng.randint(1, min(2, len(names))))
    reports = [{column: name} | days(draft, rng) for name in named]
    rest: dict[str, Any] = rng.choice([{}, {column: "*"}, {column: "*"}])
    if rng.random() < 0.8:
        reports.append(rest | ({} if rng.random() < 0.8 else days(draft, rng)))
    return reports


def days(draft: Draft, rng: Random) -> dict[str, Any]:
    """Draw from when on, until when, or neither."""
    span = draft.through - draft.since
    ends: dict[str, Any] = {}
    if rng.random() < 0.5:
        ends["since"] = date.fromordinal(draft.since + rng.randint(-9, span // 2))
    if rng.random() < 0.3:
        ends["through"] = date.fromordinal(draft.through - rng.randint(-9, span // 3))
    return ends
