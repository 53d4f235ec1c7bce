"""The numbers of memos: those behind their intervals, and those in their text."""

from __future__ import annotations

import re
from math import inf, isclose
from typing import TYPE_CHECKING, Any

from differences.found import Difference
from summitry.report.evidence import evidence_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claim_oracle import Answer

    import summitry

NUMBER = re.compile(r"(\d[\d,]*)(\.\d+)?( ?%)?")
YEAR = 365.25


def of_memos(
    seed: int, study: summitry.Study, expected: Mapping[str, Answer]
) -> Iterator[Difference]:
    """Compare what each paragraph says of its claim's number with the oracle's."""
    paragraphs = study.memos()
    for result in study.check():
        value = expected[result.id].value
        text = paragraphs[result.id].partition('"')[2].partition('" ')[2]
        if value is None or value == inf:
            continue
        # Of eras that are told apart a memo prints the p-value.
        told_apart = "told_apart_from" in result.claim.form
        if not (told_apart or prints(text, float(value))):
            yield Difference(seed, result.id, "memo", float(value), text)
        for name, number in behind(result, study).items():
            if not isclose(number, float(value), rel_tol=1e-9, abs_tol=1e-9):
                yield Difference(seed, result.id, f"memo, {name}", float(value), number)


def behind(result: summitry.ClaimResult, study: summitry.Study) -> dict[str, Any]:
    """The numbers on which a memo's intervals are, in the unit of the print."""
    found = evidence_of(result, study.declared.record)
    unit = YEAR if result.claim.form.get("unit") == "years" else 1.0
    numbers = {
        "rate": found.rate and found.rate.value,
        "mean wait": found.wait and found.wait.mean / unit,
        "drought": found.drought and found.drought.days / unit,
    }
    return {name: number for name, number in numbers.items() if number is not None}


def prints(text: str, value: float) -> bool:
    """Whether some number in a text is a value, rounded to the digits that it shows."""
    for whole, part, percent in NUMBER.findall(text):
        unit = 0.01 if percent else 1.0
        half = 0.5 * 10.0 ** -max(len(part) - 1, 0)
        shown = float(whole.replace(",", "") + part)
        if abs(value / unit - shown) <= half * (1 + 1e-9):
            return True
    return False
