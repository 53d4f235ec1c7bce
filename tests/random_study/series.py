"""Dated series in some random studies, and claims on what they leave open."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

    from random_study.draft import Draft, Row

SHARE = 0.25
"""How many studies have a series."""
MOST_CLAIMS = 6
ASSERTED = ["printed", "printed", "lower_than", "higher_than"]
SUMMARIES = ["sum", "sum", "mean", "maximum", "share", "ratio"]
COMPARISONS = ["at_most", "at_least", "less_than", "more_than", "almost"]


def draw_series(draft: Draft, rng: Random) -> tuple[list[Row], list[dict[str, Any]]]:
    """Draw the figures of two series, and a claim or two on them."""
    room = MOST_CLAIMS - len(draft.study["claim"])
    if room < 1 or rng.random() >= SHARE:
        return [], []
    year = date.fromordinal(draft.since).year
    months = [f"{year}-{month:02}" for month in range(1, 7)]
    rows: list[Row] = []
    for name in "ab":
        true = [rng.randint(0, 6) for _ in months]
        for first, last in spans(rng):
            days = months[first] + (f"/{months[last]}" if last > first else "")
            total = sum(true[first : last + 1]) + (rng.random() < 0.02)
            rows.append({"series": name, "date": days, "value": str(total)})
    if rng.random() < 0.2:
        rows[0] = rows[0] | {"value": ""}
    if rng.random() < 0.1:
        rows.append({"series": "b", "date": f"{year - 1}-12", "value": "-1"})
    claims = [claim(rng, months) for _ in range(min(room, rng.choice([1, 1, 2])))]
    named = [
        {"id": f"s{number}", "says": "A sentence about a series."} | one
        for number, one in enumerate(claims, start=1)
    ]
    return rows, named


def spans(rng: Random) -> list[tuple[int, int]]:
    """Draw which months have a figure of their own, and which have one together."""
    alone = [(month, month) for month in range(6) if rng.random() < 0.75]
    wide = [(0, 2), (1, 4), (0, 5), (3, 5)]
    return [*alone, *rng.sample(wide, rng.choice([0, 1, 1, 2]))] or [(0, 5)]


def claim(rng: Random, months: list[str]) -> dict[str, Any]:
    """Draw a figure, a quotient or an order, of what the rows may leave open."""

    def scope() -> dict[str, str]:
        first = rng.randint(0, 5)
        last = rng.choice([first, first, rng.randint(first, 5)])
        period = months[first] + (f"/{months[last]}" if last > first else "")
        return {"series": rng.choice("ab"), "period": period}

    summary, asserted = rng.choice(SUMMARIES), rng.choice(ASSERTED)
    drawn: dict[str, Any] = {"quantity": "series", "at": scope(), "summary": summary}
    if summary in {"share", "ratio"}:
        share = f"{rng.randint(0, 10) * 10}%"
        printed = share if summary == "share" else rng.randint(0, 4)
        drawn |= {"of": scope(), "printed": printed}
    elif asserted == "printed":
        drawn |= {"printed": rng.randint(0, 12)}
    else:
        drawn |= {asserted: scope()}
    if "printed" in drawn and rng.random() < 0.5:
        drawn |= {"comparison": rng.choice(COMPARISONS)}
    return drawn
