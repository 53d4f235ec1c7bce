"""How far each claim can be pushed: weights, visits, and ways of counting."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from summitry import plot
from summitry.frames import Table
from summitry.output.decision_words import decision_words
from summitry.output.table_rows import records_of, rows_of
from summitry.report._blocks import figure, paragraph, spaced, table
from summitry.report._page import Section
from summitry.report.explained_words import (
    explained_together,
    quoted,
    the_way,
    worded,
)
from summitry.report.robust_words import EVERY_WAY, PUSHED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summitry.frames import Frame
    from summitry.report._material import Material
    from summitry.robustness.multiverse_result import Multiverse

_COLUMNS = {
    "says": "claim",
    "verdict": "verdict",
    "break_even": "break-even weight",
    "overturned_by": "overturned by",
    "share": "share in which it holds",
    "undetermined": "not determined in",
    "turns_on": "turns most on",
}
_MOST_CURVES = 1
_EXPLAINED = {
    "target": "printed number",
    "toggles": "changes",
    "rows": "visits",
    "way": "what it takes, and what then comes out",
}
_TEXTS = ("instead_of", "changes", "visits", "numbers", "breaks", "reason")


def robustness(material: Material) -> Section | None:
    """Return how far every claim can be pushed, and the curve of the most contested."""
    robust, found = material.robust, material.multiverse
    if robust is None or found is None:
        return None
    number = max(robust.integers("specifications"), default=0)
    body = [
        paragraph(
            "A claim may be reproduced and yet turn on one choice or one visit. "
            + _ways(number)
        ),
        table(
            spaced(_driven(robust), "break_even", "overturned_by", "turns_on"),
            "Break-even weights, visits and shares",
            _COLUMNS,
            [PUSHED],
        ),
    ]
    sentences = {one.id: one.says for one in material.results}
    body += explained(material.explained, sentences)
    for claim, says in _contested(robust, found):
        body.append(
            figure(
                f"{says} The ways of counting from the lowest number to the highest, those "
                "that agree as one step; below each step stands how it counts, the darker the "
                "more of its ways do.",
                partial(plot.specifications, found, claim),
            )
        )
    return Section("robustness", "How far each claim can be pushed", body)


def _ways(number: int) -> str:
    """Say of how many ways to count a claim holds in some."""
    if number <= 1:
        return "The study declares no alternatives: each claim is asked in one way to count."
    return (
        f"The study's alternatives can be combined in {number:,} ways; below is the share "
        "of them in which each claim holds, and the choice that it turns on most. "
        f"{EVERY_WAY}"
    )


def explained(frame: Frame | None, says: Mapping[str, str]) -> list[str]:
    """Return the front of changed conventions against visits, for printed numbers."""
    if frame is None:
        return []
    known = Table(frame, "explained")
    first = np.flatnonzero(np.array(known.values("way")) <= 1)
    if not first.size:
        return []
    return [
        *(paragraph(sentence) for sentence in explained_together(frame, says)),
        table(
            _worded(known.take(first), says),
            "What would give the printed numbers",
            _EXPLAINED,
            [
                (
                    "Each line has the fewest visits to add or remove with so many changed "
                    "conventions. Every visit in doubt is counted. Of ways that are as short "
                    "the first is shown."
                )
            ],
        ),
    ]


def _driven(robust: Table) -> Table:
    """A table with words for the decisions on which claims turn."""
    told = [decision_words(one) if one else one for one in robust.values("turns_on")]
    return Table(robust.with_columns({"turns_on": told}), "robustness")


def _worded(table: Table, says: Mapping[str, str]) -> Table:
    """A table with sentences for the ids of claims, and each way in one cell."""
    texts = {
        name: [quoted(name, one, says) for one in worded(table, name)]
        for name in ("target", *_TEXTS)
    }
    told = Table(table.with_columns(texts), "explained")
    steps = records_of(told, "target", *_TEXTS, "rows", "ways")
    above = [None, *steps[:-1]]
    ways = [the_way(*pair) for pair in zip(steps, above, strict=True)]
    return Table(told.with_columns({"way": ways}), "explained")


def _contested(robust: Table, found: Multiverse) -> list[tuple[str, str]]:
    """The claims that turn on the most decisions, with their sentences."""
    drivers = Table(found.drivers, "drivers")
    shares = rows_of(drivers, "claim", "share")
    turning = Counter(claim for claim, share in shares if share)
    says = dict(rows_of(robust, "id", "says"))
    return [
        (claim, " ".join(str(says[claim]).split()))
        for claim, _ in turning.most_common(_MOST_CURVES)
    ]
